"""Word classes and lemmas, remembered: the parser's own rules, asked once for each word in each use.

spaCy's attribute ruler tries 179 patterns at every token and its lemmatiser looks every token up again; together they
took a quarter of a parse. All but eight patterns look at one token, at nothing but its word, tag and relation. What
they and the lemmatiser answer for such a triple is kept, so the rules themselves stay spaCy's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Uses of words that are kept; then they are forgotten and asked for again.
MOST = 500_000
NAME = "word_classes"
_ASKED = ("ORTH", "TAG", "DEP")
_ANSWERED = ("TAG", "POS", "MORPH", "LEMMA", "DEP")


class WordClasses:
    """A pipe that stands for ``attribute_ruler`` and ``lemmatizer`` and answers as they do."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._lemmatizer = nlp.get_pipe("lemmatizer")
        ruler = nlp.get_pipe("attribute_ruler")
        self._of_one, self._of_more = type(ruler)(nlp.vocab), type(ruler)(nlp.vocab)
        for pattern in ruler.patterns:
            wide = any(len(tokens) > 1 for tokens in pattern["patterns"])
            (self._of_more if wide else self._of_one).add(**pattern)
        self._known: dict[tuple[int, int, int], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        if len(self._known) > MOST:
            self._known.clear()
        uses = list(map(tuple, doc.to_array(list(_ASKED)).tolist()))
        fresh = list(dict.fromkeys(use for use in uses if use not in self._known))
        if fresh:
            self._ask(fresh)
        doc.from_array(list(_ANSWERED), np.array([self._known[use] for use in uses], np.uint64))
        return self._of_more(doc)

    def _ask(self, uses: list[tuple[int, int, int]]) -> None:
        """What the rules for one token say of each use; that the words stand in a row means nothing to them."""
        from spacy.tokens import Doc

        row = Doc(self._vocab, words=[self._vocab.strings[word] for word, _, _ in uses])
        row.from_array(["TAG", "DEP"], np.array([use[1:] for use in uses], np.uint64))
        row = self._lemmatizer(self._of_one(row))
        self._known.update(zip(uses, map(tuple, row.to_array(list(_ANSWERED)).tolist()), strict=True))


def remember_word_classes(nlp: Language) -> None:
    """Put :class:`WordClasses` in the place of the two pipes."""
    from spacy.language import Language

    Language.factory(NAME, func=lambda nlp, name: WordClasses(nlp))
    nlp.add_pipe(NAME, after="lemmatizer")
    nlp.disable_pipes("attribute_ruler", "lemmatizer")
