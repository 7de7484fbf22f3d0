"""Events: sentences of our own about many countries, with what a reader would put on record, and sentences without any."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.events.find_events import find_events
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
from onrecord.names.inside import resolve_inside
from onrecord.names.mentions import find_mentions
from onrecord.text.dates import find_dates
from onrecord.text.parse import parse

PUBLISHED = "2019-02-08"  # a Friday


def read(text: str, *, statements=(), kind: ZoneKind = ZoneKind.BODY) -> list[tuple[Event, list[str], list[str]]]:
    """Events with the names of doers and recipients."""
    article = Article("1", text, published=PUBLISHED, zones=(Zone(kind, Span(0, len(text))),))
    doc = parse(article)
    actors = resolve_inside(article, doc, find_mentions(article, doc))
    names = {actor.id: actor.name for actor in actors}
    events = find_events(article, doc, actors, tuple(statements), find_dates(article))
    return [(e, [names[id] for id in e.who], [names[id] for id in e.to_whom]) for e in events]


# text, type, mode, a doer, a recipient, where, when, realis
ONE_EVENT = [
    # ASSAULT
    ("Indian forces killed three militants near Sopore on Tuesday.", "ASSAULT", None, "Indian forces", "militants", "Sopore", "2019-02-05", "actual"),
    ("Ethiopian forces shelled a hospital in Axum on Sunday.", "ASSAULT", "heavy-weapons", "Ethiopian forces", None, "Axum", "2019-02-03", "actual"),
    ("Three nurses were stabbed in Leeds on Monday.", "ASSAULT", None, None, None, "Leeds", "2019-02-04", "actual"),
    ("A car bomb exploded outside a bank in Quito.", "ASSAULT", "explosives", None, None, "Quito", None, "actual"),
    ("Israel launched airstrikes on Gaza on Friday.", "ASSAULT", None, "Israel", None, "Gaza", "2019-02-08", "actual"),
    ("Police fired tear gas at demonstrators in Nakuru.", "ASSAULT", "crowd-control", None, None, "Nakuru", None, "actual"),
    ("Gunmen kidnapped 20 schoolgirls in Zamfara.", "ASSAULT", "abduct", None, None, "Zamfara", None, "actual"),
    ("Congolese troops have been fighting the M23 rebels near Goma.", "ASSAULT", None, "Congolese troops", "M23", "Goma", None, "actual"),
    ("The governor denied that the army had killed civilians.", "ASSAULT", None, "army", None, None, None, "denied"),
    ("The army did not attack the village.", "ASSAULT", None, "army", None, None, None, "negated"),
    # CONTROL
    ("The Taliban captured Kunduz in 2015.", "CONTROL", "capture", "Taliban", None, "Kunduz", "2015", "historical"),
    ("The town was retaken by government troops last week.", "CONTROL", "capture", "troops", None, None, "2019-W05", "actual"),
    ("The army has handed over power to a civilian government.", "CONTROL", "hand over", "army", "government", None, None, "actual"),
    ("The rebels lost control of the airport.", "CONTROL", "lose", "rebels", None, None, None, "actual"),
    # MOBILIZE
    ("Turkey deployed more than 2,000 troops in Idlib.", "MOBILIZE", "troops", "Turkey", None, "Idlib", None, "actual"),
    ("NATO held military exercises in Estonia in January.", "MOBILIZE", "exercise", "NATO", None, "Estonia", "2019-01", "actual"),
    ("Poland is tightening security along its border.", "MOBILIZE", None, "Poland", None, None, None, "actual"),
    # COERCE
    ("Ugandan police arrested opposition leader Grace Otim in Gulu.", "COERCE", "arrest", "police", "Grace Otim", "Gulu", None, "actual"),
    ("Greece deported 40 migrants on Thursday.", "COERCE", "deport", "Greece", None, None, "2019-02-07", "actual"),
    ("The ruling party banned rallies in 2018.", "COERCE", "ban", "ruling party", None, None, "2018", "historical"),
    ("The junta shut down two newspapers.", "COERCE", "ban", None, None, None, None, "actual"),
    # SANCTION
    ("The European Union imposed sanctions on three Belarusian banks.", "SANCTION", None, "European Union", None, None, None, "actual"),
    ("Britain expelled 23 diplomats.", "SANCTION", "expel", "United Kingdom", None, None, None, "actual"),
    ("Brazil recalled its ambassador on Monday.", "SANCTION", "withdraw", "Brazil", None, None, "2019-02-04", "actual"),
    ("The court convicted Samuel Rono of fraud.", "SANCTION", "convict", "court", "Samuel Rono", None, None, "actual"),
    # PROTEST
    ("Thousands of pensioners marched through London on Saturday.", "PROTEST", "demo", None, None, "London", "2019-02-02", "actual"),
    ("The union held a protest in Paris against the reform.", "PROTEST", "demo", "union", None, "Paris", None, "actual"),
    ("Teachers went on strike in Harare on Thursday.", "PROTEST", "strike", "Teachers", None, "Harare", "2019-02-07", "actual"),
    ("The union plans to hold a protest in Leeds next week.", "PROTEST", "demo", "union", None, "Leeds", "2019-W07", "planned"),
    ("Farmers blocked a highway near Toulouse.", "PROTEST", "obstruct", "Farmers", None, "Toulouse", None, "actual"),
    ("Kenya's opposition coalition boycotted the vote.", "PROTEST", "boycott", "coalition", None, None, None, "actual"),
    # CONSULT
    ("President William Ruto met Raila Odinga in Nairobi on Wednesday.", "CONSULT", "meet", "Ruto", "Odinga", "Nairobi", "2019-02-06", "actual"),
    ("Japan and South Korea held talks in Seoul on Monday.", "CONSULT", "meet", "Japan", None, "Seoul", "2019-02-04", "actual"),
    ("Prime Minister Ana Silva visited Lisbon on Tuesday.", "CONSULT", "visit", "Ana Silva", None, "Lisbon", "2019-02-05", "actual"),
    ("Prime Minister Ana Silva will visit Lisbon on Tuesday.", "CONSULT", "visit", "Ana Silva", None, "Lisbon", "2019-02-12", "planned"),
    # AGREE, COOPERATE
    ("Norway and Sweden signed a fishing agreement on Friday.", "AGREE", None, "Norway", None, None, "2019-02-08", "actual"),
    ("The Harbour Party and the Green League agreed to share power.", "AGREE", None, "Harbour Party", None, None, None, "actual"),
    ("The Colombian army is cooperating with the French navy.", "COOPERATE", None, "army", None, None, None, "actual"),
    # AID, RETREAT, CONCEDE
    ("France has trained Malian soldiers since 2013.", "AID", "military", "France", "Malian soldiers", None, "2013/..", "actual"),
    ("French soldiers rescued 60 tourists from a hotel in Ouagadougou.", "AID", "humanitarian", "French soldiers", None, "Ouagadougou", None, "actual"),
    ("Rebels released 30 hostages on Thursday.", "RETREAT", "release", None, None, None, "2019-02-07", "actual"),
    ("Russia withdrew its troops from Georgia in 2008.", "RETREAT", "withdraw", "Russia", None, None, "2008", "historical"),
    ("The government lifted the curfew in Srinagar.", "CONCEDE", None, "government", None, "Srinagar", None, "actual"),
    # LEGISLATE
    ("The House of Commons approved the pension bill on Tuesday.", "LEGISLATE", "pass", "House of Commons", None, None, "2019-02-05", "actual"),
    ("The president vetoed the bill.", "LEGISLATE", "reject", "president", None, None, None, "actual"),
    ("The Senate rejected the budget on Thursday.", "LEGISLATE", "reject", "Senate", None, None, "2019-02-07", "actual"),
    # OFFICE
    ("The president appointed Maria Lopez as finance minister.", "OFFICE", "appoint", "president", "Maria Lopez", None, None, "actual"),
    ("Maria Lopez was elected as leader of the Green League on January 5.", "OFFICE", "elect", "Green League", "Maria Lopez", None, "2019-01-05", "actual"),
    ("Work Secretary Helen Marsh resigned on Tuesday evening.", "OFFICE", "leave", "Helen Marsh", None, None, "2019-02-05", "actual"),
    # ACCUSE, REJECT: acts, not words
    ("Prosecutors charged Paul Rono with theft on Monday.", "ACCUSE", "legal", None, "Paul Rono", None, "2019-02-04", "actual"),
    ("The Green League rejected the government's offer.", "REJECT", None, "Green League", None, None, None, "actual"),
]  # fmt: skip

NO_EVENT = [
    "The prime minister said the government would consider the proposal.",
    "The minister warned that inflation was hurting families.",
    "Analysts expect the economy to grow by 2 percent.",
    "The opposition leader criticised the attack on pensioners.",
    "The party is fighting for better schools.",
    "The film tells the story of a soldier who comes home.",
    "The team attacked from the start and won 3-1.",
    "The law bans smoking in restaurants.",
    "She called for an end to the war.",
    "The president demanded that the rebels release the hostages.",
    "He threatened to impose sanctions on the country.",
    "The report describes how the pension system works.",
    "Voters are worried about the cost of living.",
    "The candidate attacked his rival's record on taxes.",
    "The striking thing about the budget is its size.",
    "The bank raised interest rates on Thursday.",
    "The proposal would help families with children.",
    "The minister met the deadline.",
    "The company agreed that prices were too high.",
    "A strike by teachers is possible, the union said.",
    "He supports the reform of the police.",
    "The protest leader studied law in Cairo.",
    "Our troops deserve better pay, the senator said.",
    "Washington has to withdraw its forces, the ambassador said.",
    "The opposition was banned from holding rallies.",
    "An earthquake killed 200 people in Peru.",
    "All 40 passengers were killed when the bus crashed.",
    "Did the army shell the village?",
    "The parliament's decision to withdraw the troops was wise.",
    "The mayor dismissed the idea as a joke.",
    "Terrorists kill civilians.",
    "The candidate held rallies in Ohio and Iowa.",
]


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


WORDS = [
    "the",
    "army",
    "Turkey",
    "attacked",
    "Idlib",
    "and",
    "a",
    "strike",
    "on",
    "Monday",
    "killed",
    "12",
    "people",
    ",",
    "who",
    "denied",
    "it",
    ".",
    "not",
    "will",
    "if",
    "protest",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_can_be_read(words):
    text = " ".join(words)
    for event, _, _ in read(text):
        assert event.evidence.end <= len(text)
        assert event.trigger.overlaps(event.evidence)
