"""Named queries: filters, orders, pages, and ids that lead nowhere."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Codebook, DateMention, Issue, Judgement, Position, Stance, Verdict
from onrecord.store import queries
from onrecord.store.record import Record

from .tavia import TOLL, corpus, full_reading, make_reading, span_of


@pytest.fixture(scope="module")
def marsh(tmp_path_factory):
    """Sixty articles, coded."""
    with Record.open(tmp_path_factory.mktemp("marsh") / "marsh.db", create=True) as record:
        for reading in corpus(60):
            record.add(reading, reader="r1")
        record.add(make_reading("undated", published=None, outlet=None), reader="r1")
        record.resolve()
        record.put_codebook(Codebook("b", "1", "B", (Issue("plan", "The plan"), Issue("asking", "Asking"))))
        rows = queries.statements(record, limit=-1, order="text")
        stances = list(Stance)
        record.put_positions(
            Position(row.id, ("plan", "asking")[n % 2], stances[n % 4], 0.5 + n % 50 / 100)
            for n, row in enumerate(rows)
        )
        yield record


def test_filters_agree_with_filtering_by_hand(marsh):
    every = queries.statements(marsh, limit=-1)
    assert len(every) == 183
    row = every[7]
    for wanted, holds in (
        ({"article": row.article.id}, lambda r: r.article.id == row.article.id),
        ({"speaker": row.speaker_id}, lambda r: r.speaker_id == row.speaker_id),
        ({"outlet": "Outlet 2"}, lambda r: r.article.outlet == "Outlet 2"),
        ({"issue": "plan"}, lambda r: any(p.issue == "plan" for p in r.positions)),
        ({"stance": "oppose"}, lambda r: any(p.stance == "oppose" for p in r.positions)),
        (
            {"issue": "plan", "stance": "support", "outlet": "Outlet 1"},
            lambda r: (
                r.article.outlet == "Outlet 1" and any((p.issue, p.stance) == ("plan", "support") for p in r.positions)
            ),
        ),
    ):
        found = queries.statements(marsh, **wanted, limit=-1)
        assert found == [r for r in every if holds(r)]
        assert found


def test_orders(marsh):
    latest = [row.when for row in queries.statements(marsh, limit=-1)]
    oldest = [row.when for row in queries.statements(marsh, limit=-1, order="oldest")]
    dated = [when for when in latest if when]
    assert dated == sorted(dated, reverse=True) and latest[-3:] == [None] * 3
    assert [when for when in oldest if when] == sorted(dated) and oldest[-3:] == [None] * 3
    article = queries.articles(marsh)[0]
    starts = [row.content[0].start for row in queries.statements(marsh, article=article.id, order="text")]
    assert starts == sorted(starts)
    with pytest.raises(InputError, match="when"):
        queries.statements(marsh, order="random")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(9, 70), order=st.sampled_from(list(queries.ORDERS)))
def test_pages_together_are_the_whole(marsh, size, order):
    whole = queries.statements(marsh, limit=-1, order=order)
    pages = []
    while page := queries.statements(marsh, limit=size, offset=len(pages), order=order):
        pages += page
    assert pages == whole


def test_articles_and_outlets(marsh):
    rows = queries.articles(marsh, limit=-1)
    assert [row.doc_id for row in rows][-1] == "undated"
    assert queries.articles(marsh, limit=7, offset=7) == rows[7:14]
    assert queries.outlets(marsh) == [(f"Outlet {n}", 15) for n in range(4)]
    assert {row.outlet for row in queries.articles(marsh, outlet="Outlet 3", limit=-1)} == {"Outlet 3"}
    assert sum(row.statements for row in rows) == queries.counts(marsh).statements


def test_counts(marsh):
    counts = queries.counts(marsh)
    assert (counts.articles, counts.outlets, counts.statements, counts.positions) == (61, 4, 183, 183)
    dates = [row.published for row in queries.articles(marsh, limit=-1) if row.published]
    assert (counts.first, counts.last) == (min(dates), max(dates))
    assert counts.actors == len(queries.actors(marsh, limit=-1))


def test_actors(marsh):
    actors = queries.actors(marsh, limit=-1)
    keys = [(actor.statements, actor.mentions) for actor in actors]
    assert keys == sorted(keys, reverse=True)
    assert {actor.type for actor in queries.actors(marsh, type="party")} == {"party"}
    for actor in actors[:5]:
        assert len(queries.statements(marsh, speaker=actor.id, limit=-1)) == actor.statements
    party = next(actor for actor in actors if actor.name == "Reed Party")
    assert queries.actor(marsh, party.id).names[0].count == party.mentions == 61


def test_issues(marsh):
    plan, asking = queries.issues(marsh)
    assert (plan.id, asking.id) == ("plan", "asking")
    assert [stance for stance, _ in plan.counts] == ["support", "oppose", "conditional", "neutral"]
    assert sum(n for _, n in plan.counts) == len(queries.statements(marsh, issue="plan", limit=-1))
    assert queries.issue(marsh, "plan") == plan


def test_ties_and_events(told):
    (tie,) = queries.ties(told)
    assert (tie.subject, tie.relation, tie.object, tie.role) == ("Mira Solden", "leads", "Reed Party", "leader")
    assert tie.observed == "2031-03-04" and tie.evidence.of(TOLL) == tie.quote
    assert queries.ties(told, actor=tie.subject_id) == queries.ties(told, actor=tie.object_id) == [tie]
    (event,) = queries.events(told)
    assert [name for _, name in event.who] == ["Ivo Tarn"] and [name for _, name in event.to_whom] == ["Mira Solden"]
    assert queries.events(told, actor=event.who[0][0], article=event.article.id) == [event]
    stranger = next(actor for actor in queries.actors(told) if actor.name == "Solden Mira")
    assert queries.events(told, actor=stranger.id) == queries.ties(told, actor=stranger.id) == []


def test_what_stands_in_an_article(told):
    article = next(row for row in queries.articles(told) if row.doc_id == "toll")
    mentions = queries.mentions(told, article.id)
    assert [mention.span.of(TOLL) for mention in mentions] == [
        "Mira Solden",
        "Reed Party",
        "she",
        "Ivo Tarn",
        "Tarn",
        "Solden",
    ]
    assert {mention.name for mention in mentions} == {"Mira Solden", "Reed Party", "Ivo Tarn"}
    assert queries.dates(told, article.id) == [
        DateMention(span_of(TOLL, "3 March"), "2031-03-03", "day month", "2031-03-04")
    ]
    assert [place.name for place in queries.places(told, article.id)] == ["Port Oriel"]
    assert queries.copies(told, article.id) == []


def test_ids_that_lead_nowhere(told):
    assert queries.article(told, "x") is queries.statement(told, "x") is queries.actor(told, "x") is None
    assert queries.issue(told, "x") is None
    for found in (
        queries.statements(told, article="x"),
        queries.statements(told, speaker="x"),
        queries.statements(told, issue="x"),
        queries.mentions(told, "x"),
        queries.copies(told, "x"),
        queries.dates(told, "x"),
        queries.ties(told, actor="x"),
        queries.events(told, article="x"),
    ):
        assert found == []


def test_nearly_the_same_actors_are_listed_until_a_person_decides(record):
    for n, (name, country) in enumerate((("Oren Salk", "TAV"), ("Oren Salk", "DOR"))):
        text = f"News {n}\n{name} said that rain was near."
        reading = make_reading(
            f"n{n}",
            text,
            actors=(("a1", name, "person", (name,)),),
            statements=(("a1", "said", "that rain was near"),),
            published=f"2031-03-0{n + 1}",
        )
        (actor,) = reading.actors
        record.add(replace(reading, actors=(replace(actor, country=country, roles=()),)), reader="r1")
    record.resolve()
    (miss,) = queries.near_misses(record)
    assert miss.a != miss.b and miss.a_name == miss.b_name == "Oren Salk" and miss.reason
    apart = record.judge(Judgement(Verdict.REJECT, "near miss", miss.id, "Reviewer", "2031"))
    assert queries.near_misses(record) == []
    record.undo(apart, "Reviewer")
    assert queries.near_misses(record) == [miss]
    record.judge(Judgement(Verdict.MERGE, "actor", miss.a, "Reviewer", "2031", {"into": miss.b}))
    assert queries.near_misses(record) == []
    assert record.verify() == []


def test_every_row_can_be_shown_as_json(told):
    """Web pages and exports write rows out: nothing in them may be a database thing."""
    rows = [
        *queries.statements(told),
        *queries.actors(told),
        *queries.ties(told),
        *queries.events(told),
        queries.counts(told),
        *queries.search(told, "toll"),
        *queries.articles(told),
    ]
    assert json.dumps([asdict(row) for row in rows])


def test_a_reading_out_of_the_record_can_go_in_again(told, tmp_path):
    with Record.open(tmp_path / "again.db", create=True) as again:
        for row in queries.readings(told):
            assert again.add(row.reading, reader="r1") == "new"
        assert [row.reading for row in queries.readings(again)] == [row.reading for row in queries.readings(told)]
        assert full_reading() in [row.reading for row in queries.readings(again)]
