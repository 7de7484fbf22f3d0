"""Events: sentences of our own about many countries with what a reader would put on record, and some without any."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.events.find_events import events_and_actors
from onrecord.events.lexicon import frames
from onrecord.model import (
    Article,
    Event,
    Polarity,
    Quoted,
    Realis,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.names.entities import parse
from onrecord.names.inside import resolve_inside
from onrecord.names.mentions import find_mentions
from onrecord.text.dates import find_dates

PUBLISHED = "2019-02-08"  # a Friday


def read(text: str, *, statements=(), kind: ZoneKind = ZoneKind.BODY) -> list[tuple[Event, list[str], list[str]]]:
    """Events with the names of doers and recipients."""
    article = Article("1", text, published=PUBLISHED, zones=(Zone(kind, Span(0, len(text))),))
    doc = parse(article)
    actors = resolve_inside(article, doc, find_mentions(article, doc))
    events, actors = events_and_actors(article, doc, actors, tuple(statements), find_dates(article))
    names = {actor.id: actor.name for actor in actors}
    return [(e, [names[id] for id in e.who], [names[id] for id in e.to_whom]) for e in events]


def rows(name: str) -> list[list[str | None]]:
    """The lines of a table beside this file; "-" is None."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [[None if field == "-" else field for field in line.split("\t")] for line in lines if line[:1] != "#"]


ONE_EVENT, NO_EVENT = rows("one_event.tsv"), [row[0] for row in rows("no_event.txt")]


@pytest.mark.parametrize(
    ("text", "type_", "mode", "who", "to", "where", "when", "realis"), ONE_EVENT, ids=[row[0][:45] for row in ONE_EVENT]
)
def test_one_event(text, type_, mode, who, to, where, when, realis):
    found = read(text)
    assert len(found) == 1, [(e.type, e.reason) for e, _, _ in found]
    event, doers, recipients = found[0]
    assert (event.type, event.mode, event.where, event.when, event.realis.value) == (type_, mode, where, when, realis)
    assert who is None or any(who in name for name in doers), doers
    assert to is None or any(to in name for name in recipients), recipients
    assert event.asserted_by == "narrator"
    assert event.trigger.of(text) in event.reason


def test_a_noun_takes_up_what_was_told():
    text = "Gunmen stormed a bank in Quito on Monday. The mayor spoke after the attack. A raid in Cuenca came later."
    assert [(e.type, e.trigger.of(text)) for e, _, _ in read(text)] == [("ASSAULT", "stormed"), ("ASSAULT", "raid")]


@pytest.mark.parametrize("text", NO_EVENT)
def test_no_event(text):
    assert [(e.type, e.reason) for e, _, _ in read(text)] == []


def test_distance_to_a_dated_event():
    text = (
        "On Jan. 5, 2019, the Senate passed a resolution on the war, two days after a Turkish drone strike on a convoy "
        "in Derik killed a general."
    )
    days = {event.type: event.when for event, _, _ in read(text)}
    assert days["LEGISLATE"] == "2019-01-05"


def test_strike_before_the_law():
    text = (
        "Turkey denied it. On Jan. 5, 2019, the Senate passed a resolution, two days after a Turkish drone strike on a "
        "convoy in Derik."
    )
    found = {event.type: (event.when, doers) for event, doers, _ in read(text)}
    assert found["ASSAULT"] == ("2019-01-03", ["Turkey"])


class TestEvidence:
    def test_is_the_clause_not_the_sentence(self):
        text = "Rain fell all day, but police arrested the mayor of Gulu on Monday, and the market stayed open."
        (event, _, _) = read(text)[0]
        assert "arrested the mayor" in event.evidence.of(text)
        assert "Rain" not in event.evidence.of(text)
        assert "market" not in event.evidence.of(text)

    def test_relative_clause_with_its_noun(self):
        text = "The minister praised the soldiers who captured Kunduz, and thanked the nurses."
        (event, _, _) = read(text)[0]
        assert event.evidence.of(text) == "the soldiers who captured Kunduz"

    def test_conjoined_verbs_share_their_subject(self):
        text = "The rebels freed 40 prisoners and handed over the airport to the army."
        found = [(event.type, doers) for event, doers, _ in read(text)]
        assert [type_ for type_, _ in found] == ["RETREAT", "CONTROL"]
        assert found[0][1] == found[1][1] != []


class TestMagnitudes:
    @pytest.mark.parametrize(
        ("text", "value", "unit", "bound"),
        [
            ("Rebels released more than 1,200 prisoners.", 1200, "prisoners", "min"),
            ("Rebels released at least 12 hostages.", 12, "hostages", "min"),
            ("Police arrested up to 300 students in Lyon.", 300, "students", "max"),
            ("Turkey deployed two thousand soldiers in Idlib.", 2000, "soldiers", None),
            ("The army cleared 1,850 square kilometers of mines.", 1850, "square kilometers", None),
        ],
    )
    def test_number_unit_and_bound(self, text, value, unit, bound):
        (event, _, _) = read(text)[0]
        (magnitude,) = event.magnitudes
        assert (magnitude.value, magnitude.unit, magnitude.bound) == (value, unit, bound)
        assert magnitude.span.of(text).startswith(text[text.index(magnitude.span.of(text))])

    def test_a_year_is_no_magnitude(self):
        (event, _, _) = read("Rebels released the hostages in 2018.")[0]
        assert event.magnitudes == ()


class TestWhoSaysSo:
    text = "General Ali Haddad said that rebels had shelled the town of Harim on Monday."

    def statement(self, *, polarity=Polarity.ASSERTED) -> Statement:
        start = self.text.index("rebels")
        cue = self.text.index("said")
        return Statement(
            "s1",
            (Span(start, len(self.text) - 1),),
            (Span(cue, cue + 4),),
            (Span(0, 18),),
            "a1",
            Quoted.INDIRECT,
            polarity,
        )

    def test_narrator_without_a_statement(self):
        assert read(self.text)[0][0].asserted_by == "narrator"

    def test_the_statement_that_holds_the_trigger(self):
        (event, _, _) = read(self.text, statements=[self.statement()])[0]
        assert (event.asserted_by, event.realis) == ("s1", Realis.ACTUAL)

    def test_denied_by_its_speaker(self):
        (event, _, _) = read(self.text, statements=[self.statement(polarity=Polarity.DENIED)])[0]
        assert event.realis is Realis.DENIED

    def test_the_innermost_of_two(self):
        outer = Statement("s0", (Span(0, len(self.text)),), (Span(0, 1),), (), None, Quoted.INDIRECT)
        (event, _, _) = read(self.text, statements=[outer, self.statement()])[0]
        assert event.asserted_by == "s1"


def test_deed_and_victims_are_one_event():
    found = read("At least 14 people were killed when a suicide bomber blew himself up at a market in Kano.")
    assert [(event.type, event.where) for event, _, _ in found] == [("ASSAULT", "Kano")]
    assert found[0][0].magnitudes[0].value == 14


def test_nothing_outside_headline_and_body():
    assert read("Soldiers shelled the town of Harim on Monday.", kind=ZoneKind.CAPTION) == []
    assert read("Soldiers shelled the town of Harim on Monday.", kind=ZoneKind.COMMENT) == []


def test_a_headline_may_use_the_present():
    assert [e.type for e, _, _ in read("Police arrest 12 students in Lyon", kind=ZoneKind.HEADLINE)] == ["COERCE"]


WORDS = "the army Turkey attacked Idlib and a strike on Monday killed 12 people , who denied it".split()  # noqa: SIM905


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_can_be_read(words):
    text = " ".join(words)
    for event, _, _ in read(text):
        assert event.evidence.end <= len(text)
        assert event.trigger.overlaps(event.evidence)


def test_deeds_of_two_days_stay_two():
    text = "Three doctors were killed on 3 May 2018, and the surgeon Abel Otieno was shot in October 2018."
    assert [(event.type, event.when) for event, _, _ in read(text)] == [
        ("ASSAULT", "2018-05-03"),
        ("ASSAULT", "2018-10"),
    ]


def test_both_sides_of_a_meeting_are_told_once():
    text = "President William Ruto met Raila Odinga on Wednesday. Odinga met Ruto at his farm on Wednesday."
    found = read(text)
    assert [event.type for event, _, _ in found] == ["CONSULT"]
    assert len(found[0][1]) + len(found[0][2]) == 2


def test_them_means_a_noun_before():
    found = read("Bahrain restored ties with Qatar in April, six years after it had cut them.")
    assert [event.type for event, _, _ in found] == ["COOPERATE", "SANCTION"]


class TestHeadlines:
    @pytest.mark.parametrize(
        ("text", "type_"),
        [
            ("Border closed after shooting", "COERCE"),
            ("Taliban close last women's radio", "COERCE"),
            ("UN votes to end Mali mission", "LEGISLATE"),
            ("Tariffs dropped by Brussels", "CONCEDE"),
        ],
    )
    def test_a_verb_that_the_parser_misreads(self, text, type_):
        assert type_ in [event.type for event, _, _ in read(text, kind=ZoneKind.HEADLINE)]

    def test_prices_close_too(self):
        assert read("House prices close at record", kind=ZoneKind.HEADLINE) == []


class TestWhere:
    def test_the_place_of_those_who_do_it(self):
        assert read("Police in Kampala arrested the mayor.")[0][0].where == "Kampala"

    def test_a_place_without_a_name(self):
        assert read("Rebels attacked two soldiers at the airport.")[0][0].where == "the airport"

    def test_what_the_year_brought(self):
        found = read("The city fell to rebels in 2014, the year they began their campaign of destruction.")
        assert {event.when for event, _, _ in found} == {"2014"}


def test_a_misread_headline_names_nobody_by_its_verb():
    (_, doers, recipients) = read("Gunmen attack minister", kind=ZoneKind.HEADLINE)[0]
    assert (doers, recipients) == (["Gunmen"], ["minister"])


def test_a_noun_behind_a_word_of_meeting_is_met_only_where_it_can_be():
    assert read("The finance minister met with fierce criticism over the handout.") == []


def test_what_nobody_has_confirmed_is_no_event():
    assert read("The ministry has yet to confirm that the prisoners were exchanged.") == []


@pytest.mark.parametrize("noun", ["invasion", "rebellion", "coup", "mutiny"])
def test_a_deed_told_by_its_owner_and_a_noun(noun):
    """Frames whose noun must be new or somebody's, beside a name: such articles lost all their events."""
    found = read(f"The assembly condemned the {noun}. Iraq's {noun} began before dawn, and police arrested two.")
    assert "COERCE" in [event.type for event, _, _ in found]


def test_what_frames_need_is_known():
    verbs, nouns = frames()
    needed = {frame.needs for rows in (verbs, nouns) for some in rows.values() for frame in some}
    assert needed <= {"", "who", "to", "any", "both", "new"}
