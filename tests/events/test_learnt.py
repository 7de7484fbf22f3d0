"""What the learnt head adds to the rules' events, and what it leaves to them."""

from __future__ import annotations

import pytest

from onrecord.events.cast import Cast
from onrecord.events.learnt import learnt
from onrecord.events.lexicon import frames
from onrecord.model import Article, Event, Reading, Span, Zone, ZoneKind
from onrecord.models.deeds import TYPES
from onrecord.names.entities import parse
from onrecord.names.inside import resolve_inside
from onrecord.names.mentions import find_mentions
from onrecord.pipeline.read import read


def reading(text: str) -> Reading:
    return read(Article("1", text, published="2023-06-15", zones=(Zone(ZoneKind.BODY, Span(0, len(text))),)))


def only(found: Reading) -> Event:
    assert len(found.events) == 1, [event.reason for event in found.events]
    return found.events[0]


ADDED = [
    ("Gunmen peppered the minister's car with bullets near Tripoli on Monday.", "ASSAULT", "Gunmen"),
    ("Shopkeepers in Cusco pulled down their shutters on Friday against the new tax.", "PROTEST", "Shopkeepers"),
]


@pytest.mark.parametrize(("text", "type_", "who"), ADDED)
def test_a_word_of_no_frame_tells_an_event_with_its_doer(text, type_, who):
    found = reading(text)
    event = only(found)
    assert event.type == type_
    assert "; learnt, likely 0." in event.reason
    assert any(who in found.actor(id).name for id in event.who)


def test_what_a_rule_codes_names_the_rule():
    assert only(reading("Police arrested the editor in Lusaka on Monday.")).reason == "COERCE verb arrest: “arrested”"


@pytest.mark.parametrize(
    "text",
    [
        "The museum opens at ten and closes at six, except on Mondays.",
        "The union threatened to bring the ports to a standstill.",
        "Her third novel attacks the vanity of opera singers.",
        "Would the army storm the building?",
    ],
)
def test_no_event_is_added(text):
    assert reading(text).events == ()


def cast_of(text: str):
    article = Article("1", text, published="2023-06-15", zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    doc = parse(article)
    return doc, Cast(resolve_inside(article, doc, find_mentions(article, doc)), doc)


@pytest.mark.parametrize(
    ("text", "word", "type_", "who", "to"),
    [
        ("The council hobbled the brewers.", "hobbled", "COERCE", "council", "brewers"),
        ("The brewers were hobbled by the council.", "hobbled", "COERCE", "council", "brewers"),
        ("Students staged a teach-in against the rector.", "in", "PROTEST", "Students", "rector"),
        ("The council's eviction of the brewers took a day.", "eviction", "COERCE", "council", "brewers"),
    ],
)
def test_who_and_to_whom(text, word, type_, who, to):
    doc, cast = cast_of(text)
    trigger = learnt(next(token for token in doc if token.text == word), type_, 0.9, cast)
    assert ([t.text for t in trigger.who], [t.text for t in trigger.to]) == ([who], [to])


def test_a_mode_comes_from_the_frame_of_the_word():
    doc, cast = cast_of("Officers detained the singer.")
    word = next(token for token in doc if token.text == "detained")
    assert learnt(word, "COERCE", 0.9, cast).frame.mode == next(
        frame.mode for frame in frames()[0]["detain"] if frame.type == "COERCE"
    )


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_has_roles(type_):
    doc, cast = cast_of("The board blorped the tenants.")
    word = next(token for token in doc if token.text == "blorped")
    assert learnt(word, type_, 0.9, cast).frame.type == type_
