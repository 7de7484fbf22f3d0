"""Near-duplicates: reposts and wire copies are found, other articles on the same matter are not."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.copies import bands, near_duplicates, signature, similarity

NAMES = ["premier", "council", "union", "party", "army", "vote", "law", "bridge", "water", "province", "deal", "court"]


def _report(seed: int, words: int = 220) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(NAMES) + draw.choice(["s", "", "'s"]) for _ in range(words))


def test_a_repost_is_found_and_others_are_not():
    report = _report(1)
    items = [
        ("a", report),
        ("b", _report(2)),
        ("c", "PORT WIRE – " + report.upper() + " (Reporting by Jo Doe)"),
        ("d", ""),
    ]
    assert [(copy.id_a, copy.id_b) for copy in near_duplicates(items)] == [("a", "c")]


def test_the_share_falls_with_what_is_changed():
    words = _report(3, 400).split()
    half = " ".join(words[:200] + _report(4, 200).split())
    most = " ".join([*words[:380], *_report(5, 20).split()])
    base = signature(" ".join(words))
    assert similarity(base, base) == 1.0
    assert 0.8 < similarity(base, signature(most)) < 1.0
    assert 0.2 < similarity(base, signature(half)) < 0.5
    assert near_duplicates([("a", " ".join(words)), ("b", half)]) == []
    assert len(near_duplicates([("a", " ".join(words)), ("b", most)], threshold=0.8)) == 1
    assert near_duplicates([("a", " ".join(words)), ("b", most)], threshold=0.99) == []


def test_each_copy_of_many_is_linked_to_each():
    report = _report(6)
    items = [(f"r{at}", report) for at in range(4)] + [(f"o{at}", _report(100 + at)) for at in range(60)]
    assert len(near_duplicates(items)) == 6


def test_signatures_are_the_same_everywhere():
    # kept in records: a change here makes all that was signed before useless
    assert signature("premier ada roe WON the vote, on monday!").hex()[:32] == "cf27e1664fad490c8ef463787cbcaa42"


def test_alike_texts_share_a_band():
    words = _report(7, 300).split()
    changed = " ".join([*words[:290], *_report(8, 10).split()])
    assert set(bands(signature(" ".join(words)))) & set(bands(signature(changed)))
    assert bands(b"") == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share_and_mutual(a: str, b: str):
    share = similarity(signature(a), signature(b))
    assert 0 <= share <= 1
    assert share == similarity(signature(b), signature(a))
    assert similarity(signature(a), signature(a)) == (1.0 if signature(a) else 0.0)
