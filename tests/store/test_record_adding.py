"""Readings in: idempotent, versioned, fast to resume, problems stored once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from onrecord.model import Problem, Span
from onrecord.store import queries
from onrecord.store.record import Record

from .tavia import TOLL, corpus, full_reading, make_reading


def everything(record: Record) -> list:
    """All that an export is made of."""
    return list(queries.readings(record))


def test_what_goes_in_comes_out(record):
    reading = full_reading()
    assert record.add(reading, reader="r1") == "new"
    (row,) = queries.readings(record)
    assert row.reading == reading


def test_reading_again_changes_nothing(record):
    record.add(full_reading(), reader="r1")
    record.resolve()
    before = everything(record)
    assert record.add(full_reading(), reader="r1") == "same"
    assert record.resolve() == 0
    assert everything(record) == before


def test_a_record_made_again_has_the_same_ids_whatever_the_order(tmp_path):
    made = []
    for name, readings in (("one.db", corpus(12)), ("two.db", reversed(corpus(12)))):
        with Record.open(tmp_path / name, create=True) as record:
            for reading in readings:
                record.add(reading, reader="r1")
            record.resolve()
            record.link_copies()
            made.append(everything(record))
    assert made[0] == made[1]


def test_has_tells_what_need_not_be_read_again(record):
    reading = full_reading()
    assert not record.has(reading.article, reader="r1")
    record.add(reading, reader="r1")
    assert record.has(reading.article, reader="r1")
    assert record.has(replace(reading.article, address="./elsewhere/toll.txt"), reader="r1")
    assert not record.has(reading.article, reader="r2")
    assert not record.has(replace(reading.article, text=TOLL + "\nMore."), reader="r1")
    assert not record.has(replace(reading.article, published="2031-03-09"), reader="r1")


def test_a_changed_text_is_a_new_version_and_queries_show_the_newest(record):
    record.add(full_reading(), reader="r1")
    record.resolve()
    old = queries.articles(record)[0]
    text = "Toll: a correction\n" + TOLL
    assert record.add(make_reading(text=text), reader="r1") == "version"
    record.resolve()
    (new,) = queries.articles(record)
    assert (new.version, new.doc_id) == (2, "toll") and new.id != old.id
    assert queries.counts(record).articles == 1
    assert queries.counts(record).statements == 3
    assert queries.article(record, old.id).text == TOLL
    assert queries.article(record, new.id).text == text
    assert {hit.article.id for hit in queries.search(record, "fishermen") if hit.article} == {new.id}
    assert record.verify() == []


def test_a_text_that_goes_back_to_what_it_was_is_its_old_version(record):
    for text in (TOLL, TOLL + " It rained.", TOLL):
        last = record.add(make_reading(text=text), reader="r1")
    assert last == "version"
    (row,) = queries.articles(record)
    assert (row.version, queries.article(record, row.id).text) == (1, TOLL)
    assert record.verify() == []


def test_the_same_stem_elsewhere_with_other_text_is_another_article(record):
    record.add(make_reading("index", TOLL, address="a/index.html"), reader="r1")
    other = make_reading("index", TOLL.replace("3 March", "9 March"), address="b/index.html")
    assert record.add(other, reader="r1") == "new"
    assert record.add(make_reading("index", TOLL, address="c/index.html"), reader="r1") == "same"
    assert queries.counts(record).articles == 2
    # same stem and same offsets: the readings' ids collide, the record's must not
    ids = [statement.id for statement in queries.statements(record)]
    assert len(ids) == len(set(ids)) == 6
    assert all(queries.statement(record, id).id == id for id in ids)
    assert record.verify() == []


def test_another_reader_replaces_what_the_first_found(record):
    record.add(full_reading(), reader="r1")
    record.resolve()
    fewer = replace(full_reading(), statements=full_reading().statements[:1])
    assert record.add(fewer, reader="r2") == "same"
    record.resolve()
    assert [statement.id for statement in queries.statements(record)] == [fewer.statements[0].id]
    assert [actor.statements for actor in queries.actors(record)] == [1, 0, 0]
    assert record.has(fewer.article, reader="r2") and record.verify() == []


def test_a_speaker_has_a_name_before_actors_are_resolved(record):
    record.add(full_reading(), reader="r1")
    statement = queries.statements(record)[0]
    assert (statement.speaker, statement.speaker_id) == ("Mira Solden", None)
    record.resolve()
    statement = queries.statements(record)[0]
    assert queries.actor(record, statement.speaker_id).name == statement.speaker == "Mira Solden"


def test_resolving_goes_on_from_where_it_was(record):
    readings = corpus(40)
    for reading in readings[:20]:
        record.add(reading, reader="r1")
    record.resolve()
    before = {(m.actor_id, m.name) for a in queries.articles(record) for m in queries.mentions(record, a.id)}
    for reading in readings[20:]:
        record.add(reading, reader="r1")
    steps = []
    assert record.resolve(lambda done, total: steps.append((done, total))) == 60
    after = {(m.actor_id, m.name) for a in queries.articles(record) for m in queries.mentions(record, a.id)}
    assert before <= after
    assert steps[-1] == (20, 20)
    assert len([actor for actor in queries.actors(record) if actor.name == "Reed Party"]) == 1


def test_identical_problems_are_stored_once_and_go_when_they_are_solved(record):
    problem = Problem("news/toll.txt", "the file is empty", "fill it", "toll")
    record.add_problem(problem)
    record.add_problem(problem)
    assert [(row.where, row.what, row.do) for row in queries.problems(record)] == [
        ("news/toll.txt", "the file is empty", "fill it")
    ]
    record.add(full_reading(), reader="r1")
    assert queries.problems(record) == []


def test_a_readings_own_problems_stay_with_it(record):
    problem = Problem("news/toll.txt", "events could not be read: odd", "report it", "toll")
    record.add_problem(problem)
    record.add(full_reading(problems=[problem]), reader="r1")
    (row,) = queries.problems(record)
    assert row.what == problem.what and row.article_id == queries.articles(record)[0].id
    (reading,) = queries.readings(record)
    assert reading.reading.problems == (problem,)


@pytest.mark.parametrize(
    "text", ["", "   \n ", "\ud800 half", "nul \x00 inside\nthe body", "é🙂\u202e \u0645\u0631\u062d"]
)
def test_odd_texts_are_stored_with_their_offsets(record, text):
    reading = make_reading("odd", text, actors=(), statements=(), outlet="\udcff outlet")
    article = reading.article
    record.add(reading, reader="r1")
    (row,) = queries.articles(record)
    assert len(queries.article(record, row.id).text) == len(article.text)
    assert record.has(article, reader="r1")
    record.add_problem(Problem("news/\udcff.txt", "cannot be decoded", "convert it"))
    assert record.verify() == []


def test_parts_that_name_nobody_are_left_out(record):
    reading = full_reading()
    stranger = replace(reading.statements[0], speaker="a99", id="")
    tie = replace(reading.ties[0], object="a99")
    event = replace(reading.events[0], who=("a99",), asserted_by="narrator")
    record.add(replace(reading, statements=(stranger,), ties=(tie,), events=(event,)), reader="r1")
    record.resolve()
    assert queries.statements(record)[0].speaker is None
    assert queries.ties(record) == []
    assert queries.events(record)[0].who == ()
    assert record.verify() == []


def test_a_batch_is_one_transaction_and_sees_itself(record, path):
    with record.batch():
        for reading in corpus(5):
            record.add(reading, reader="r1")
        assert record.has(corpus(1)[0].article, reader="r1")
        with Record.open(path, read_only=True) as other:
            assert queries.counts(other).articles == 0
    assert queries.counts(record).articles == 5


def test_wire_copies_are_linked_to_the_earliest(record):
    tail = " ".join(f"Word{n} of the long report on the harbour toll." for n in range(40))
    for doc_id, published in (("late", "2031-03-07"), ("first", "2031-03-05"), ("later", None)):
        text = f"Headline of {doc_id}\n{tail}"
        record.add(make_reading(doc_id, text, actors=(), statements=(), published=published), reader="r1")
    record.add(full_reading(), reader="r1")
    assert record.link_copies() == 2
    rows = {row.doc_id: row for row in queries.articles(record)}
    assert rows["late"].copies_of == rows["later"].copies_of == rows["first"].id
    assert rows["first"].copies_of is None and rows["toll"].copies_of is None
    assert [row.doc_id for row in queries.copies(record, rows["late"].id)] == ["first", "later"]
    assert record.link_copies() == 2 and record.verify() == []


def test_spans_of_zones_come_back(record):
    record.add(full_reading(), reader="r1")
    text = queries.article(record, queries.articles(record)[0].id)
    assert text.zones[-1].span == Span(TOLL.index("Read more"), len(TOLL))


def test_adding_an_article_costs_the_same_however_many_are_there(record):
    def steps(readings) -> float:
        taken = 0

        def count() -> int:
            nonlocal taken
            taken += 1
            return 0

        def watch(connection, *_) -> None:
            connection.set_progress_handler(count, 10)

        event.listen(record.engine, "checkout", watch)
        for reading in readings:
            record.add(reading, reader="r1")
        event.remove(record.engine, "checkout", watch)
        with record.engine.connect() as connection:
            connection.connection.set_progress_handler(None, 0)
        return taken

    several = [make_reading(f"toll{n}", TOLL + f"\n\nNumber {n}.") for n in range(200)]
    early, late = several[5:15], several[190:]
    first = steps(early)
    for reading in (*several[:5], *several[15:190]):
        record.add(reading, reader="r1")
    assert steps(late) < 1.2 * first
