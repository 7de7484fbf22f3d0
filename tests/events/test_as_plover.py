"""The PLOVER type of words alone, from the act that put them on record."""

from __future__ import annotations

import pytest

from onrecord.events.as_plover import IN_WORDS, plover_of
from onrecord.pipeline.read import read
from onrecord.statements.lexicon import rows
from onrecord.text.article import make_article


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("President Ada Morwen urged the council of Tavia to withdraw its decree.", "REQUEST"),
        ("Minister Ada Morwen condemned the raid on the harbour.", "ACCUSE"),
        ("Prime Minister Ada Morwen praised the new treaty with Lorvania.", "SUPPORT"),
        ("Party leader Ada Morwen rejected the proposal of the unions.", "REJECT"),
        ("Minister Ada Morwen promised to reopen the border crossing.", "AGREE"),
        ("General Ada Morwen vowed to retaliate against Lorvania.", "THREATEN"),
        ("Minister Ada Morwen said that the harbour was open again.", None),
        ("Minister Ada Morwen denied that she had rejected the treaty.", None),
    ],
)
def test_what_words_do(sentence: str, type_: str | None) -> None:
    statements = read(make_article(sentence, id="1")).statements
    assert {plover_of(one.reason, " ".join(s.of(sentence) for s in one.content)) for one in statements} == {type_}


def test_a_promise_not_to_do_harm_is_no_threat() -> None:
    assert plover_of("say: pledge (xcomp)", "not to attack the convoys") == "AGREE"


def test_the_reason_of_a_statement_made_by_hand_has_no_type() -> None:
    assert plover_of("put on record by hand", "to retaliate") is None


def test_every_word_of_the_list_of_acts_gets_a_known_type_or_none() -> None:
    found = {
        plover_of(f"{act}: {lemma} ({frame})")
        for act, frames, lemmas in rows("speech_acts.tsv")
        for lemma in lemmas.split(", ")
        for frame in frames.split()
    }
    assert found == {None, *IN_WORDS}
