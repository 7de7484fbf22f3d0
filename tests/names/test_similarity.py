"""Names over transliterations."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.names.similarity import ASK, MERGE, same_name

SAME = [
    ("Hadi al-Tameri", "Hadi Al Tamiri"),
    ("Mohammed al-Sudairi", "Muhammad as-Sudairi"),
    ("Sergei Volkov", "Sergey Volkov"),
    ("Abdul Aziz al-Rawi", "Abdulaziz Rawi"),
    ("Öznur Çelik", "Oznur Celik"),
    ("Lt. Gen. Karim Odeh", "Karim Odeh"),
    ("Robert F. Hanley Jr.", "Robert F. Hanley Jr"),
]
DIFFERENT = [
    ("Ammar al-Tavi", "Mohamed al-Tavi"),
    ("Wanjiku Kamau", "Peter Kamau"),
    ("Robert Hanley Jr.", "Robert Hanley Sr."),
    ("Hassan al-Rawi", "Hussein al-Rawi"),
    ("Sergei Volkov", "Igor Volkov"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_merge(one, other):
    assert same_name(one, other).score >= MERGE


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_relatives_do_not_merge(one, other):
    assert same_name(one, other).score < MERGE


def test_a_surname_alone_never_merges():
    for one, other in [("Odeh", "Karim Odeh"), ("Odeh", "Odeh"), ("al-Rawi", "Abdulaziz al-Rawi")]:
        assert ASK <= same_name(one, other).score < MERGE


def test_organisations_match_by_stated_alias_only():
    assert same_name("Daesh", "ISIS", "armed group").score == 1.0
    assert same_name("the Harbour Party", "Harbour Party", "party").score > MERGE
    assert same_name("Harbour Party", "Harbor Party", "party").score < ASK
    assert same_name("Fatah", "Fatah Alliance", "party").score < ASK


@given(st.text(max_size=25), st.text(max_size=25))
def test_the_score_is_a_probability_and_the_same_both_ways(one, other):
    match, turned = same_name(one, other), same_name(other, one)
    assert 0 <= match.score <= 1
    assert match.reason
    assert abs(match.score - turned.score) < 1e-9


def test_the_figures_on_names_dev_hold(shared):
    rows = [json.loads(line) for line in (shared / "data/names-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["type"] == "person"]
    merged = [row["label"] for row in rows if same_name(row["a"], row["b"]).score >= MERGE]
    assert sum(merged) / len(merged) >= 0.98
    assert sum(merged) / sum(row["label"] for row in rows) >= 0.85
