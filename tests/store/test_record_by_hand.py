"""Statements put on record by hand, judgements passed together, second opinions: kept, and taken back whole."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Judgement, Position, Stance, Verdict
from onrecord.store import migrations, queries
from onrecord.store.record import Record

from .tavia import TOLL, TOLL_STATEMENTS, full_reading, make_reading, span_of
from .test_record_judging import BOOK, id_of, judge, picture, said

WORDS = "until the quay is paid"


def by_hand(record: Record, words: str = WORDS, **value) -> int:
    article = next(row for row in queries.articles(record) if row.doc_id == "toll")
    text = queries.article(record, article.id).text
    at = text.index(words)
    value = {"article": article.id, "content": [[at, at + len(words)]], "speaker": None, **value}
    return record.judge(Judgement(Verdict.ADD, "statement", "", "Ana", "2031-04-01T09:00:00", value))


def the(record: Record, words: str = WORDS):
    (row,) = [row for row in queries.statements(record) if row.quote == words]
    return row


def test_words_selected_by_a_person_are_a_statement_everywhere(told):
    tarn = id_of(told, "Ivo Tarn")
    before = picture(told)
    made = by_hand(told, speaker=tarn, quoted="indirect", role="harbour master")
    row = the(told)
    assert (row.speaker, row.role, row.judged, row.judged_by, row.confidence) == (
        "Ivo Tarn",
        "harbour master",
        "add",
        "Ana",
        1.0,
    )
    assert row.content == (span_of(TOLL, WORDS),)
    assert queries.statement(told, row.id) == row
    assert row.id in [hit.id for hit in queries.search(told, "quay paid") if hit.kind == "statement"]
    (exported,) = [s for r in queries.readings(told) for s in r.reading.statements if s.id == row.id]
    assert exported.content == row.content
    assert told.verify() == []
    undo = told.undo(made, "Ana")
    assert picture(told) == before and told.verify() == []
    told.undo(undo, "Ana")
    assert the(told) == row and told.verify() == []


def test_it_survives_another_reader_with_its_exact_borders(told):
    by_hand(told, speaker=id_of(told, "Ivo Tarn"), role="harbour master")
    kept = the(told)
    reading = full_reading()
    told.add(replace(reading, statements=reading.statements[:1]), reader="r2")
    told.resolve()
    assert the(told).content == kept.content and the(told).id == kept.id
    assert (the(told).speaker, the(told).role) == ("Ivo Tarn", "harbour master")
    # a reader that finds nearly the same words does not move the person's borders
    near = replace(reading.statements[2], id="", content=(span_of(TOLL, "until the quay is paid."),))
    told.add(replace(reading, statements=(*reading.statements[:2], near)), reader="r3")
    told.resolve()
    assert (the(told).content, the(told).role, the(told).judged_by) == (kept.content, "harbour master", "Ana")
    assert told.verify() == []


def test_it_goes_along_into_a_new_text_or_says_that_it_cannot(told):
    by_hand(told)
    old = the(told).id
    text = "Correction: an earlier version was wrong.\n" + TOLL
    told.add(make_reading(text=text), reader="r1")
    told.resolve()
    assert the(told).content == (span_of(text, WORDS),) and the(told).id == old
    assert told.verify() == []
    gone = text.replace(WORDS, "for ever")
    told.add(make_reading(text=gone, statements=TOLL_STATEMENTS[:2]), reader="r1")
    told.resolve()
    assert WORDS not in [row.quote for row in queries.statements(told)]
    (problem,) = queries.problems(told)
    assert "Ana put on record" in problem.what and old in problem.what
    assert queries.statement(told, old).quote == WORDS, "the older text keeps it"
    assert told.verify() == []


def test_words_that_a_machine_has_found_stay_one_statement(told):
    words = "the toll stays until the quay is paid"
    before = the(told, words)
    by_hand(told, words, cue=[[*_pair(span_of(TOLL, "rejected"))]], polarity="denied")
    row = the(told, words)
    assert (row.id, row.polarity, row.judged) == (before.id, "denied", "add")
    judge(told, "reject", "statement", row.id)
    by_hand(told, words, cue=[[*_pair(span_of(TOLL, "rejected"))]])
    assert the(told, words).id == before.id, "put on record again after a rejection"
    assert told.verify() == []


def _pair(span) -> tuple[int, int]:
    return span.start, span.end


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({"content": []}, "needs words"),
        ({"content": [[5, 99999]]}, "does not lie"),
        ({"content": [[9, 5]]}, "list of"),
        ({"content": [[5, 9], [7, 12]]}, "overlap"),
        ({"article": "nowhere"}, "no such article"),
        ({"speaker": "nobody"}, "no actor"),
        ({"quoted": "sung"}, "none of direct"),
        ({"colour": "red"}, "no 'colour'"),
    ],
)
def test_what_cannot_be_put_on_record(told, value, what):
    before = picture(told)
    with pytest.raises(InputError, match=what):
        by_hand(told, **value)
    assert picture(told) == before and told.verify() == []


def test_one_decision_is_taken_back_whole(told):
    told.put_codebook(BOOK)
    statements = [row.id for row in queries.statements(told)]
    told.put_positions([Position(id, "toll", Stance.SUPPORT, 0.6) for id in statements])
    before = picture(told)
    at = "2031-04-01T09:00:00"
    batch = told.judge_together(
        Judgement(Verdict.CHANGE, "position", f"{id}/toll", "Ana", at, {"stance": "oppose"}) for id in statements
    )
    assert dict(queries.issue(told, "toll").counts)["oppose"] == len(statements)
    assert {row.batch for row in queries.judgements(told)} == {batch}
    one = queries.judgements(told)[0].id
    told.undo(one, "Ana")
    assert told.undo_together(batch, "Ana") == len(statements) - 1
    assert picture(told) == before and told.verify() == []
    with pytest.raises(InputError, match="nothing of it stands"):
        told.undo_together(batch, "Ana")
    with pytest.raises(InputError, match="nothing was decided"):
        told.judge_together([])


def test_all_of_a_batch_or_nothing(told):
    before, id = picture(told), said(told, "fishermen")
    good = Judgement(Verdict.REJECT, "statement", id, "Ana", "2031-04-01T09:00:00")
    with pytest.raises(InputError):
        told.judge_together([good, replace(good, target="nowhere")])
    assert picture(told) == before and queries.judgements(told) == []


def test_a_new_speaker_and_words_of_theirs_in_one_decision(told):
    at = "2031-04-01T09:00:00"
    before = picture(told)
    article = next(row for row in queries.articles(told) if row.doc_id == "toll").id
    span = span_of(TOLL, WORDS)
    value = {"article": article, "content": [[span.start, span.end]], "speaker": "new"}
    batch = told.judge_together(
        [
            Judgement(Verdict.ADD, "actor", "new", "Ana", at, {"name": "Ona Brask", "type": "person"}),
            Judgement(Verdict.ADD, "statement", "", "Ana", at, value, seconds=4.5, queue="article"),
        ]
    )
    assert the(told).speaker == "Ona Brask"
    assert [row.seconds for row in queries.judgements(told)] == [4.5, None]
    told.undo_together(batch, "Ana")
    assert picture(told) == before and told.verify() == []


def test_a_second_opinion_is_kept_and_decides_nothing(told):
    told.put_codebook(BOOK)
    id = said(told, "must go")
    told.put_positions([Position(id, "toll", Stance.OPPOSE, 0.8)])
    judge(told, "change", "position", f"{id}/toll", stance="support")
    before = picture(told)
    at = "2031-04-02T09:00:00"
    second = told.judge(
        Judgement(Verdict.CHANGE, "position", f"{id}/toll", "Bo", at, {"stance": "neutral"}, second=True)
    )
    assert picture(told) == before
    assert [row.second for row in told.history("position", f"{id}/toll")] == [False, True]
    told.undo(second, "Bo")
    assert picture(told) == before and told.verify() == []


def test_what_a_person_accepted_stands_when_the_machine_thinks_again(told):
    told.put_codebook(BOOK)
    id = said(told, "must go")
    told.put_positions([Position(id, "toll", Stance.OPPOSE, 0.8)])
    judge(told, "accept", "position", f"{id}/toll", stance="oppose")
    told.put_positions([Position(id, "toll", Stance.SUPPORT, 0.9)])
    assert queries.statement(told, id).positions[0].stance == "oppose"
    told.put_positions([])
    assert queries.statement(told, id).positions[0].stance == "oppose"
    assert told.verify() == []


def test_an_older_record_gets_what_reviews_need(path):
    with Record.open(path, create=True) as record:
        record.add(full_reading(), reader="r1")
        record.resolve()
        judge(record, "accept", "statement", said(record, "fishermen"))
    with sqlite3.connect(path) as old:
        for table, names in (("judgements", ("batch", "second", "seconds", "queue")), ("statements", ("by_hand",))):
            for name in names:
                old.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
        old.execute("DROP TABLE skips")
        old.execute("UPDATE meta SET value = '3' WHERE name = 'version'")
    old.close()
    with Record.open(path) as record:
        assert record.verify() == []
        by_hand(record)
        assert the(record).judged_by == "Ana"
    assert path.with_name(f"{path.name}.version3.backup").exists()
    with Record.open(path, read_only=True) as record:
        assert len(queries.judgements(record)) == 2
    assert migrations.newest() >= 4


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_words_selected_are_quoted_exactly(told, data):
    article = next(row for row in queries.articles(told) if row.doc_id == "toll").id
    start = data.draw(st.integers(0, len(TOLL) - 2))
    end = data.draw(st.integers(start + 1, len(TOLL)))
    value = {"article": article, "content": [[start, end]]}
    made = told.judge(Judgement(Verdict.ADD, "statement", "", "Ana", "2031-04-01T09:00:00", value))
    row = queries.statement(told, queries.judgements(told, limit=1)[0].target)
    assert row.content[0].of(TOLL) == TOLL[start:end] and row.quote == TOLL[start:end].strip()
    assert told.verify() == []
    told.undo(made, "Ana")
    assert told.verify() == []
