"""The remembered word classes are those of the parser's own pipes, on every example article."""

from pathlib import Path

import pytest
import spacy

from onrecord.model import Article
from onrecord.text.parse import MODEL, parsed_text, parser
from onrecord.text.sources import articles

EXAMPLES = Path(__file__).parents[2] / "examples"
SENTENCES = (
    "There were signs. There's a deal, and it ain't over; they're gonna vote, let's wait.",
    "Y'all know that she'd have done it herself; do it, don't you? Got ta go.",
    "The better half of the best officers left; leaves fell.  Two spaces,\n\na paragraph.",
    "The officials were asked whether the officials' houses were searched: were they?",
)


@pytest.fixture(scope="module")
def asked_each_time():
    nlp = spacy.load(MODEL, exclude=("ner",))
    nlp.tokenizer, nlp.max_length = parser().tokenizer, parser().max_length
    nlp.add_pipe("sentence_starts", first=True)
    return nlp


def test_every_token_has_the_class_and_lemma_that_the_rules_give(asked_each_time):
    texts = [parsed_text(one) for one in articles([EXAMPLES]) if isinstance(one, Article)]
    assert len(texts) >= 10
    for text in (*texts, *SENTENCES, *SENTENCES):
        ours, theirs = parser()(text), asked_each_time(text)
        for a, b in zip(ours, theirs, strict=True):
            assert (a.tag_, a.pos_, a.dep_, a.lemma_, a.morph, a.head.i) == (
                *(b.tag_, b.pos_, b.dep_, b.lemma_, b.morph, b.head.i),
            ), f"{a.text!r} in {a.sent.text!r}"


def test_an_empty_text_has_no_words():
    assert len(parser()("")) == 0
