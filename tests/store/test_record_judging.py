"""Judgements lie over machine rows, every query honours them, and an undo takes them away again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Codebook, Issue, Judgement, Position, Stance, Verdict, content_id
from onrecord.store import queries
from onrecord.store.record import Record

from .tavia import TOLL, full_reading, make_reading, span_of

BOOK = Codebook("tavia", "1", "Tavia", (Issue("toll", "Harbour toll"), Issue("quay", "New quay", "A quay of stone.")))


def judge(record: Record, verdict: str, kind: str, target: str, **value) -> int:
    return record.judge(Judgement(Verdict(verdict), kind, target, "Reviewer", "2031-04-01T09:00:00", value))


def id_of(record: Record, name: str) -> str:
    return next(actor.id for actor in queries.actors(record) if actor.name == name)


def said(record: Record, quote: str) -> str:
    return next(row.id for row in queries.statements(record) if quote in row.quote)


def picture(record: Record) -> tuple:
    """All that anybody can see of a record, but for the judgements themselves."""
    articles = queries.articles(record)
    return (
        list(queries.readings(record)),
        queries.statements(record),
        queries.actors(record),
        [queries.actor(record, actor.id) for actor in queries.actors(record)],
        queries.ties(record),
        queries.events(record),
        queries.issues(record),
        queries.near_misses(record),
        [queries.mentions(record, article.id) for article in articles],
        replace(queries.counts(record), judgements=0),
        queries.search(record, "toll sol"),
    )


# --- statements -------------------------------------------------------------------------------------------------------


def test_a_rejected_statement_is_nowhere_but_on_its_own_page(told):
    id = said(told, "fishermen")
    judge(told, "reject", "statement", id)
    assert id not in [row.id for row in queries.statements(told)]
    assert id not in [row.id for row in queries.statements(told, speaker=id_of(told, "Mira Solden"))]
    assert id not in [s.id for row in queries.readings(told) for s in row.reading.statements]
    assert not [hit for hit in queries.search(told, "fishermen") if hit.kind == "statement"]
    assert queries.counts(told).statements == 5
    assert [row.statements for row in queries.articles(told)] == [3, 2]
    row = queries.statement(told, id)
    assert (row.judged, row.judged_by) == ("reject", "Reviewer")
    assert told.verify() == []


def test_a_changed_statement_shows_the_change_everywhere(told):
    id, tarn = said(told, "fishermen"), id_of(told, "Ivo Tarn")
    content = span_of(TOLL, "robs the fishermen")
    judge(
        told,
        "change",
        "statement",
        id,
        speaker=tarn,
        polarity="denied",
        date_said="2031-03-01",
        content=[[content.start, content.end]],
        role="harbour master",
        via=["Oriel Wire"],
    )
    row = queries.statement(told, id)
    assert (row.speaker, row.speaker_id, row.polarity) == ("Ivo Tarn", tarn, "denied")
    assert (row.when, row.when_kind, row.role, row.via) == ("2031-03-01", "said", "harbour master", ("Oriel Wire",))
    assert (row.content, row.quote) == ((content,), "robs the fishermen")
    assert row in queries.statements(told, speaker=tarn)
    assert queries.statements(told, order="oldest")[0].id == id
    assert {actor.name: actor.statements for actor in queries.actors(told)}["Ivo Tarn"] == 3
    (exported,) = [s for r in queries.readings(told) for s in r.reading.statements if s.id == id]
    assert (exported.polarity, exported.role, exported.content) == ("denied", "harbour master", (content,))
    judge(told, "change", "statement", id, speaker=None)
    assert queries.statement(told, id).speaker is None
    assert queries.statement(told, id).polarity == "denied"
    assert told.verify() == []


def test_a_date_can_be_taken_away(record):
    reading = full_reading()
    dated = replace(reading, statements=tuple(replace(s, date_said="2031-03-01") for s in reading.statements))
    record.add(dated, reader="r1")
    id = queries.statements(record)[0].id
    judge(record, "change", "statement", id, date_said=None)
    row = queries.statement(record, id)
    assert (row.date_said, row.when, row.when_kind) == (None, "2031-03-04", "published")
    assert record.verify() == []


def test_judgements_survive_another_reader(told):
    id = said(told, "fishermen")
    judge(told, "change", "statement", id, polarity="denied")
    told.put_codebook(BOOK)
    judge(told, "add", "position", f"{id}/toll", stance="oppose")
    reading = full_reading()
    # the newer reader draws the borders of the quotation more tightly …
    tighter = replace(reading.statements[1], id="", content=(span_of(TOLL, "It robs the fishermen"),))
    told.add(replace(reading, statements=(reading.statements[0], tighter)), reader="r2")
    told.resolve()
    (row,) = [row for row in queries.statements(told) if "fishermen" in row.quote]
    assert row.quote == "It robs the fishermen"
    assert (row.polarity, row.judged, row.positions[0].stance) == ("denied", "change", "oppose")
    # … and the next one misses it: what a person has looked at stays
    told.add(replace(reading, statements=reading.statements[:1]), reader="r3")
    told.resolve()
    (row,) = [row for row in queries.statements(told) if "fishermen" in row.quote]
    assert (row.polarity, row.speaker, row.positions[0].stance) == ("denied", "Mira Solden", "oppose")
    # the first reading comes back: one statement, judged
    told.add(reading, reader="r4")
    told.resolve()
    (row,) = [row for row in queries.statements(told) if "fishermen" in row.quote]
    assert (row.id, row.polarity) == (id, "denied")
    assert [one.verdict for one in told.history("statement", id)] == ["change"]
    assert told.verify() == []


def test_judgements_go_with_the_words_into_a_new_version(told):
    kept, changed = said(told, "fishermen"), said(told, "toll must go")
    judge(told, "change", "statement", kept, polarity="denied")
    judge(told, "reject", "statement", changed)
    text = "Correction: an earlier version was wrong.\n" + TOLL.replace("the toll must go", "the toll must be halved")
    statements = (("a1", "said", "the toll must be halved"), ("a1", "told", "“It robs the fishermen,”"))
    told.add(make_reading(text=text, statements=statements), reader="r1")
    told.resolve()
    rows = {row.quote: row for row in queries.statements(told) if row.article.doc_id == "toll"}
    assert rows["“It robs the fishermen,”"].polarity == "denied"
    assert rows["“It robs the fishermen,”"].id != kept
    assert queries.statement(told, kept).id == rows["“It robs the fishermen,”"].id, (
        "the old link leads to the new words"
    )
    assert rows["the toll must be halved"].judged is None, "nobody has judged these words"
    assert told.verify() == []


# --- positions --------------------------------------------------------------------------------------------------------


def test_positions_are_replaced_by_the_machine_and_kept_by_people(told):
    must, stays, robs = said(told, "must go"), said(told, "toll stays"), said(told, "fishermen")
    told.put_codebook(BOOK)
    coded = [
        Position(must, "toll", Stance.OPPOSE, 0.8, "must go"),
        Position(stays, "toll", Stance.NEUTRAL, 0.6, "stays"),
        Position("nowhere", "toll", Stance.SUPPORT, 0.9),
    ]
    assert told.put_positions(coded) == 2
    judge(told, "change", "position", f"{stays}/toll", stance="support")
    judge(told, "reject", "position", f"{must}/toll")
    judge(told, "add", "position", f"{robs}/toll", stance="oppose", reason="robs")

    def stances() -> dict:
        rows = queries.statements(told, issue="toll")
        return {row.id: (row.positions[0].stance, row.positions[0].probability, row.positions[0].coder) for row in rows}

    expected = {stays: ("support", 1.0, "Reviewer"), robs: ("oppose", 1.0, "Reviewer")}
    assert stances() == expected
    told.put_positions([Position(stays, "toll", Stance.OPPOSE, 0.9), Position(robs, "toll", Stance.NEUTRAL, 0.2)])
    assert stances() == expected, "the machine does not overrule people"
    assert queries.statements(told, issue="toll", stance="neutral") == []
    issue = queries.issue(told, "toll")
    assert dict(issue.counts) == {"support": 1, "oppose": 1, "conditional": 0, "neutral": 0}
    assert (issue.actors, issue.articles) == (2, 1)
    assert [row.id for row in queries.issues(told)] == ["toll", "quay"]
    (reading,) = [row for row in queries.readings(told) if row.article.doc_id == "toll"]
    assert {(p.statement, str(p.stance)) for p in reading.positions} == {(stays, "support"), (robs, "oppose")}
    assert told.verify() == []


def test_another_codebook_puts_other_positions_in_force(told):
    must = said(told, "must go")
    told.put_codebook(BOOK)
    told.put_positions([Position(must, "toll", Stance.OPPOSE, 0.8)])
    told.put_codebook(replace(BOOK, version="2", issues=BOOK.issues[1:]))
    assert queries.counts(told).positions == 0
    assert told.codebook().version == "2"
    told.put_codebook(BOOK)
    assert told.codebook() == BOOK
    assert queries.statement(told, must).positions[0].issue_title == "Harbour toll"
    assert told.verify() == []


def test_some_positions_can_be_replaced_alone(told):
    must, stays = said(told, "must go"), said(told, "toll stays")
    told.put_codebook(BOOK)
    told.put_positions([Position(id, "toll", Stance.OPPOSE, 0.8) for id in (must, stays)])
    told.put_positions([Position(stays, "quay", Stance.SUPPORT, 0.7)], only=[stays])
    assert [p.issue for p in queries.statement(told, stays).positions] == ["quay"]
    assert [p.issue for p in queries.statement(told, must).positions] == ["toll"]


# --- actors -----------------------------------------------------------------------------------------------------------


def test_merging_is_honoured_everywhere_and_reversible(told):
    before = picture(told)
    one, other = id_of(told, "Solden Mira"), id_of(told, "Mira Solden")
    merged = judge(told, "merge", "actor", one, into=other)
    assert queries.actor(told, one) == queries.actor(told, other)
    actor = queries.actor(told, other)
    assert (actor.statements, actor.articles) == (4, 2)
    assert {form.text for form in actor.names} == {"Mira Solden", "Solden", "Solden Mira"}
    assert {row.speaker for row in queries.statements(told, speaker=one)} == {"Mira Solden"}
    assert "Solden Mira" not in [row.name for row in queries.actors(told)]
    # two local actors of one article are one in its export
    (reading,) = [row for row in queries.readings(told) if row.article.doc_id == "stay"]
    assert len(reading.reading.actors) == 3
    assert told.verify() == []
    told.undo(merged, "Reviewer")
    assert picture(told) == before
    assert [row.undone_by is None for row in told.history("actor", one)] == [False, True]


def test_merges_are_transitive_and_undone_one_by_one(told):
    solden, mira, tarn = (id_of(told, name) for name in ("Mira Solden", "Solden Mira", "Ivo Tarn"))
    first = judge(told, "merge", "actor", mira, into=solden)
    second = judge(told, "merge", "actor", solden, into=tarn)
    assert queries.actor(told, mira).name == queries.actor(told, solden).name == "Ivo Tarn"
    assert queries.actor(told, tarn).statements == 6
    told.undo(first, "Reviewer")
    assert queries.actor(told, mira).name == "Solden Mira"
    assert queries.actor(told, solden).name == "Ivo Tarn"
    told.undo(second, "Reviewer")
    assert queries.actor(told, solden).name == "Mira Solden"
    assert told.verify() == []


def test_an_undo_can_be_undone(told):
    one, other = id_of(told, "Solden Mira"), id_of(told, "Mira Solden")
    merged = judge(told, "merge", "actor", one, into=other)
    after = picture(told)
    undo = told.undo(merged, "Reviewer")
    told.undo(undo, "Reviewer")
    assert picture(told) == after
    with pytest.raises(InputError, match="undone already"):
        told.undo(undo, "Reviewer")
    with pytest.raises(InputError, match="no such judgement"):
        told.undo(99, "Reviewer")


def test_merging_in_a_circle_leaves_one_actor(told):
    one, other = id_of(told, "Solden Mira"), id_of(told, "Mira Solden")
    judge(told, "merge", "actor", one, into=other)
    judge(told, "merge", "actor", other, into=one)
    judge(told, "merge", "actor", one, into=one)
    assert queries.actor(told, one) == queries.actor(told, other)
    assert told.verify() == []


def test_splitting_takes_an_article_away_and_holds_for_its_next_version(told):
    tarn = id_of(told, "Ivo Tarn")
    stay = next(row for row in queries.articles(told) if row.doc_id == "stay")
    judge(told, "split", "actor", tarn, articles=[stay.id], name="Ivo Tarn (Marsh)")
    assert queries.actor(told, tarn).articles == 1
    made = id_of(told, "Ivo Tarn (Marsh)")
    assert [row.article.doc_id for row in queries.statements(told, speaker=made)] == ["stay"]
    text = "Toll to stay, really\nIvo Tarn said the toll would stay for good."
    actors = (("a7", "Ivo Tarn", "person", ("Ivo Tarn",)),)
    reading = make_reading(
        "stay", text, actors=actors, statements=(("a7", "said", "the toll would stay for good"),), outlet="Marsh Post"
    )
    assert told.add(reading, reader="r1") == "version"
    told.resolve()
    assert [row.quote for row in queries.statements(told, speaker=made)] == ["the toll would stay for good"]
    assert told.verify() == []


def test_renaming(told):
    party = id_of(told, "Reed Party")
    renamed = judge(told, "change", "actor", party, name="Party of Reeds", type="alliance", country="TAV")
    actor = queries.actor(told, party)
    assert (actor.name, actor.type, actor.country) == ("Party of Reeds", "alliance", "TAV")
    assert queries.ties(told)[0].object == "Party of Reeds"
    assert [hit.id for hit in queries.search(told, "reeds") if hit.kind == "actor"] == [party]
    told.undo(renamed, "Reviewer")
    assert queries.actor(told, party).name == "Reed Party"
    assert told.verify() == []


def test_a_speaker_that_no_machine_found(told):
    id = content_id("actor by hand", "Ona Brask")
    judge(told, "add", "actor", id, name="Ona Brask", type="person")
    statement = said(told, "fishermen")
    judge(told, "change", "statement", statement, speaker=id)
    assert queries.statement(told, statement).speaker == "Ona Brask"
    assert queries.actor(told, id).statements == 1
    (reading,) = [row for row in queries.readings(told) if row.article.doc_id == "toll"]
    assert reading.resolved[id] == (id, "Ona Brask")
    assert told.verify() == []


# --- ties, events -----------------------------------------------------------------------------------------------------


def test_ties_and_events_can_be_rejected(told):
    tie, event = queries.ties(told)[0].id, queries.events(told)[0].id
    judge(told, "reject", "tie", tie)
    rejected = judge(told, "reject", "event", event)
    assert queries.ties(told) == [] and queries.events(told) == []
    assert queries.counts(told).events == 0
    assert not any(row.reading.ties or row.reading.events for row in queries.readings(told))
    told.undo(rejected, "Reviewer")
    assert [row.id for row in queries.events(told)] == [event]
    assert told.verify() == []


# --- what cannot be judged --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "kind", "target", "value", "what"),
    [
        ("accept", "statement", "nowhere", {}, "no such statement"),
        ("merge", "statement", "S", {}, "cannot be judged with merge"),
        ("accept", "weather", "S", {}, "cannot be judged"),
        ("change", "statement", "S", {}, "empty"),
        ("change", "statement", "S", {"colour": "red"}, "no 'colour'"),
        ("change", "statement", "S", {"speaker": "nobody"}, "no actor"),
        ("change", "statement", "S", {"quoted": "sung"}, "none of direct"),
        ("change", "statement", "S", {"content": [[5, 99999]]}, "does not lie"),
        ("change", "statement", "S", {"content": [[9, 5]]}, "list of"),
        ("change", "statement", "S", {"content": []}, "does not lie"),
        ("change", "statement", "S", {"via": "Wire"}, "list of names"),
        ("change", "statement", "S", {"role": 7}, "text or null"),
        ("add", "position", "S/toll", {"stance": "maybe"}, "none of support"),
        ("add", "position", "S", {"stance": "support"}, "<issue>"),
        ("merge", "actor", "A", {"into": "nobody"}, "to merge into"),
        ("merge", "actor", "nobody", {"into": "A"}, "no such actor"),
        ("split", "actor", "A", {"articles": ["nowhere"]}, "articles or the spellings"),
        ("change", "actor", "A", {"age": 7}, "only name, type and country"),
        ("change", "actor", "A", {"type": "ghost"}, "none of person"),
        ("add", "actor", "A", {"name": "Again"}, "no other has"),
        ("reject", "tie", "nowhere", {}, "no such tie"),
        ("reject", "near miss", "a/b", {}, "no such near miss"),
    ],
)
def test_a_judgement_that_fits_nothing_is_refused(told, verdict, kind, target, value, what):
    real = {"S": said(told, "fishermen"), "A": id_of(told, "Ivo Tarn")}
    target = "/".join(real.get(part, part) for part in target.split("/"))
    value = {key: real.get(v, v) if isinstance(v, str) else v for key, v in value.items()}
    before = picture(told)
    with pytest.raises(InputError, match=what):
        judge(told, verdict, kind, target, **value)
    assert picture(told) == before and queries.judgements(told) == []


# --- any sequence -----------------------------------------------------------------------------------------------------

_ACTORS = ("Mira Solden", "Solden Mira", "Ivo Tarn", "Reed Party")
_pick = st.integers(0, 3)
_moves = st.one_of(
    st.tuples(st.just("merge"), _pick, _pick),
    st.tuples(st.just("split"), _pick, st.sampled_from(["toll", "stay"])),
    st.tuples(st.just("rename"), _pick, st.sampled_from(["X", "Y"])),
    st.tuples(st.just("reject"), st.integers(0, 5), st.none()),
    st.tuples(st.just("speaker"), st.integers(0, 5), _pick),
    st.tuples(st.just("position"), st.integers(0, 5), st.sampled_from(list(Stance))),
    st.tuples(st.just("undo"), st.integers(0, 20), st.none()),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(_moves, max_size=8), order=st.randoms(use_true_random=False))
def test_any_sequence_undone_is_the_beginning(told, moves, order):
    actors = [id_of(told, name) for name in _ACTORS]
    statements = sorted(row.id for row in queries.statements(told))
    articles = {row.doc_id: row.id for row in queries.articles(told)}
    before = picture(told)
    made: list[int] = []
    for what, one, other in moves:
        match what:
            case "merge":
                made.append(judge(told, "merge", "actor", actors[one], into=actors[other]))
            case "split":
                made.append(judge(told, "split", "actor", actors[one], articles=[articles[other]]))
            case "rename":
                made.append(judge(told, "change", "actor", actors[one], name=other))
            case "reject":
                made.append(judge(told, "reject", "statement", statements[one]))
            case "speaker":
                made.append(judge(told, "change", "statement", statements[one], speaker=actors[other]))
            case "position":
                made.append(judge(told, "add", "position", f"{statements[one]}/toll", stance=str(other)))
            case "undo" if made:
                undo = made[one % len(made)]
                if not undone(told, undo):
                    told.undo(undo, "Reviewer")
    assert told.verify() == []
    order.shuffle(made)
    for id in made:
        if not undone(told, id):
            told.undo(id, "Reviewer")
    assert picture(told) == before
    assert told.verify() == []


def undone(record: Record, id: int) -> bool:
    return next(row.undone_by is not None for row in queries.judgements(record, limit=-1) if row.id == id)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(merges=st.lists(st.tuples(_pick, _pick), min_size=1, max_size=5))
def test_merges_make_equivalence_classes(told, merges):
    actors = [id_of(told, name) for name in _ACTORS]
    classes = {actor: {actor} for actor in actors}
    made = []
    for one, other in merges:
        made.append(judge(told, "merge", "actor", actors[one], into=actors[other]))
        together = classes[actors[one]] | classes[actors[other]]
        for actor in together:
            classes[actor] = together
    for one in actors:
        for other in actors:
            same = queries.actor(told, one).id == queries.actor(told, other).id
            assert same == (other in classes[one])
    for id in made:
        told.undo(id, "Reviewer")
