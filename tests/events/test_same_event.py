"""Reports of one event are one group; what differs in day, place or actors stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.events.same_event import Told, likeness, same_events
from onrecord.events.telling_words import telling

ATTACK = Told(
    "1", "ASSAULT", frozenset({"front"}), frozenset({"police"}),
    where="Karsh", when="2023-05-02", published="2023-05-03",
    story="a", figures=frozenset({4.0}), words=frozenset({"police", "karsh"}), names=frozenset({"karsh"}),
    doer_names=frozenset({"front"}),
)  # fmt: skip


def groups(*reports: Told) -> list[list[str]]:
    return [[told.id for told in group] for group in same_events(reports)]


@pytest.mark.parametrize(
    "change",
    [
        {"figures": frozenset({6.0})},
        {"who": frozenset()},
        {"when": None, "published": "2023-05-05"},
        {"where": None},
        {"mode": "explosives"},
        {"who": frozenset({"militants"}), "doer_names": frozenset()},
    ],
    ids=["other figures", "no doer", "no day", "no place", "a mode", "a doer in other words"],
)
def test_reports_that_tell_less_or_count_otherwise_are_the_same_event(change):
    assert groups(ATTACK, replace(ATTACK, id="2", story="b", **change)) == [["1", "2"]]


@pytest.mark.parametrize(
    "change",
    [
        {"when": "2023-05-09"},
        {"where": "Halvek"},
        {"type": "PROTEST"},
        {
            "who": frozenset({"army"}), "doer_names": frozenset({"harim"}),
            "to_whom": frozenset({"nurses"}), "figures": frozenset({2.0}),
        },
        {"when": None, "published": "2023-06-20"},
    ],
    ids=["a week later", "another town", "another type", "others", "told weeks later"],
)
def test_what_differs_in_day_place_or_actors_stays_apart(change):
    assert groups(ATTACK, replace(ATTACK, id="2", story="b", **change)) == [["1"], ["2"]]


def told(id: str, type: str, quote: str, trigger: str, *, who: str = "", when: str = "2024-03-04", **more) -> Told:
    """A report from its words, as the record gives it."""
    names, words = telling(quote)
    deed = telling(trigger)[1]
    return Told(
        id, type, frozenset({who} - {""}), frozenset(), when=when, published="2024-03-05", story=id,
        names=names, words=words - deed, doer_names=telling(who)[1] & names, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told("1", "LEGISLATE", "Lawmakers approved the pension reform by 101 votes to 88 on Wednesday", "approved"),
            told("2", "LEGISLATE", "Parliament passed the pension reform late on Wednesday", "passed"),
        ),
        (
            told("1", "COERCE", "Police arrested the dockers' leader Milo Harrak", "arrested", who="Police"),
            told("2", "COERCE", "Agents have taken Mr Harrak into custody", "taken", who="Agents"),
        ),
    ],
    ids=["the same law", "the same man"],
)
def test_other_words_for_the_doer_do_not_keep_reports_apart(one, other):
    assert groups(one, other) == [["1", "2"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told("1", "LEGISLATE", "The Lower House on Tuesday passed the mining bill", "passed", mode="pass"),
            told("2", "LEGISLATE", "The Lower House on Tuesday rejected the fuel tax bill", "rejected", mode="reject"),
        ),
        (
            told("1", "COERCE", "Police on Friday detained Elijah Moraa at the airport", "detained"),
            told("2", "COERCE", "Police arrested the opposition leader Wanjiru Otambo on Friday", "arrested"),
        ),
        (
            told("1", "ASSAULT", "Soldiers killed two rebels on Monday", "killed"),
            told("2", "ASSAULT", "Troops shot dead two fighters on Monday", "shot"),
        ),
    ],
    ids=["two bills", "two men", "words that are in every report"],
)
def test_look_alikes_of_one_day_stay_apart(one, other):
    assert groups(one, other) == [["1"], ["2"]]


def test_a_copy_joins_the_event_of_its_original():
    copy = replace(ATTACK, id="3", story="a")
    assert groups(ATTACK, replace(ATTACK, id="2", story="b"), copy) == [["1", "2", "3"]]


TOLD = st.builds(
    Told,
    id=st.uuids().map(str),
    type=st.sampled_from(["ASSAULT", "PROTEST"]),
    who=st.frozensets(st.sampled_from("abc"), max_size=2),
    to_whom=st.frozensets(st.sampled_from("xyz"), max_size=2),
    where=st.sampled_from([None, "Karsh", "Halvek"]),
    when=st.sampled_from([None, "2023", "2023-05", "2023-05-02", "2023-05-03", "2023-W20", "2023-05-02/.."]),
    published=st.sampled_from([None, "2023-05-03", "2023-05-20"]),
    story=st.sampled_from("st"),
)


@given(st.lists(TOLD, max_size=8, unique_by=lambda told: told.id))
def test_every_report_is_in_exactly_one_group(reports):
    assert sorted(told.id for group in same_events(reports) for told in group) == sorted(told.id for told in reports)


@given(TOLD, TOLD)
def test_likeness_is_the_same_both_ways(one, other):
    assert likeness(one, other) == pytest.approx(likeness(other, one))
