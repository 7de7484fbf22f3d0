"""Who takes part, heard once more: whom the head adds to the rules' sides and whom it leaves out."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.pipeline.read import read


def names(text: str, type_: str) -> tuple[set[str], set[str], str]:
    """Who, to whom and the reason of the only event of a type."""
    found = read(Article("1", text, published="2023-06-15", zones=(Zone(ZoneKind.BODY, Span(0, len(text))),)))
    (event,) = [event for event in found.events if event.type == type_]
    who, to = ({found.actor(id).name for id in side} for side in (event.who, event.to_whom))
    return who, to, event.reason


def test_rules_that_are_right_stay_and_say_nothing_of_learning():
    assert names("Police arrested the editor in Lusaka on Monday.", "COERCE") == (
        {"Police"},
        {"editor"},
        "COERCE verb arrest: “arrested”",
    )


def test_one_who_joins_in_an_aside_takes_part():
    who, _, reason = names("Dockers, joined by two bishops and the mayor, marched through Haifa on Monday.", "PROTEST")
    assert {"Dockers", "mayor"} <= who
    assert reason.endswith("; who takes part learnt")


@pytest.mark.parametrize(
    ("text", "type_", "who"),
    [
        ("The army suffered an attack by rebels near Nola on Friday.", "ASSAULT", {"rebels"}),
        ("Nairobi saw violent protests by teachers on Monday.", "PROTEST", {"teachers"}),
        ("Kenya has witnessed many protests and fiery speeches in the past few days.", "PROTEST", set()),
    ],
)
def test_who_sees_or_suffers_a_deed_has_not_done_it(text, type_, who):
    assert names(text, type_)[0] == who


def test_who_suffers_a_deed_suffers_it():
    assert names("The army suffered an ambush by rebels near Nola on Friday.", "ASSAULT")[:2] == ({"rebels"}, {"army"})
