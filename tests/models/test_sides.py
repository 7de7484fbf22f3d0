"""The head of the sides: who does a deed and to whom, in sentences of our own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.runtime import open_model
from onrecord.models.sides import TO, WHO, Asked, pairs_of, sides

from .test_deeds import both

#: Text, the deed and its type, who does it, to whom; the rules are not heard.
TOLD = [
    ("Bailiffs evicted forty families from the old barracks on Tuesday.", "evicted", "COERCE", "Bailiffs", "families"),
    ("The barracks were stormed at dawn by men of the third brigade.", "stormed", "ASSAULT", "men", "barracks"),
    ("The senator, whom the police had questioned twice, left.", "questioned", "ACCUSE", "police", "senator"),
    ("The minister flew home to dismiss two governors.", "dismiss", "OFFICE", "minister", "governors"),
]


def asked(doc, word: str, type_: str, who: str = "", to: str = "") -> Asked:
    at = {token.text: token for token in doc}
    return Asked(at[word], type_, frozenset({at[who].i} if who else ()), frozenset({at[to].i} if to else ()))


@pytest.mark.parametrize(("text", "word", "type_", "who", "to"), TOLD)
def test_both_sides_without_rules(text, word, type_, who, to):
    doc, seen = both(text)
    (likely,) = sides(doc, seen, [asked(doc, word, type_)])
    assert doc[max(likely, key=lambda at: likely[at][WHO])].text == who
    assert doc[max(likely, key=lambda at: likely[at][TO])].text == to
    assert max(row[WHO] for row in likely.values()) > 0.3 < max(row[TO] for row in likely.values())


def test_what_a_rule_says_is_heard():
    doc, seen = both("The council rowed with the ministry over the depot.")
    alone, told = (
        sides(doc, seen, [asked(doc, "rowed", "ACCUSE", to=to)])[0][doc[5].i][TO] for to in ("", "ministry")
    )
    assert doc[5].text == "ministry"
    assert told > alone


def test_only_words_of_the_sentence_are_asked_for():
    doc, seen = both("Gunmen attacked a chapel near Jos. The governor was at home.")
    (likely,) = sides(doc, seen, [asked(doc, "attacked", "ASSAULT")])
    assert {doc[at].text for at in likely} == {"Gunmen", "chapel", "Jos"}
    assert sides(doc, seen, []) == []


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="abc .,“”\n-’XY1", min_size=1, max_size=80), st.data())
def test_likelihoods_whatever_is_read(text, data):
    doc, seen = both(text)
    deeds = [Asked(doc[data.draw(st.integers(0, len(doc) - 1))], "AID")] if len(doc) else []
    for likely in sides(doc, seen, deeds):
        assert all(np.isclose(row.sum(), 1, atol=1e-4) for row in likely.values())


def test_the_way_from_word_to_deed_is_told_in_labels():
    doc, _ = both("The army of Kivu shelled the town.")
    labels = open_model("sides").card["values"]["dep"]
    pairs, owners = pairs_of([asked(doc, "shelled", "ASSAULT")], labels)
    ways = {doc[at].text: [labels[n - 1] for n in way if n] for at, way in zip(pairs.word, pairs.path, strict=True)}
    assert owners == [0, 0, 0]
    assert ways == {"army": ["nsubj"], "Kivu": ["pobj", "prep", "nsubj"], "town": ["dobj"]}
    assert dict(zip(pairs.word, pairs.near < 5, strict=True)) == {1: True, 3: True, 6: False}


def test_many_deeds_are_looked_at_in_stretches(monkeypatch):
    doc, seen = both(" ".join(text for text, *_ in TOLD))
    every = [asked(doc, word, type_) for _, word, type_, _, _ in TOLD]
    whole = sides(doc, seen, every)
    monkeypatch.setattr("onrecord.models.sides.STRETCH", 3)
    for one, other in zip(sides(doc, seen, every), whole, strict=True):
        assert one.keys() == other.keys()
        assert all(np.allclose(one[at], other[at], atol=0.05) for at in one)
