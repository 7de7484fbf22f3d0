"""Who takes part, heard once more: whom the head adds to the rules' sides and whom it leaves out."""

from __future__ import annotations

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
