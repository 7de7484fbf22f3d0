"""Verify finds whatever is off: each of these records was tampered with in one place."""

from __future__ import annotations

import sqlite3

import pytest

from onrecord.errors import RecordError
from onrecord.model import Judgement, Verdict
from onrecord.store import queries
from onrecord.store.record import Record

TAMPERED = {
    "a quote": ("UPDATE statements SET quote = 'the toll is lovely' WHERE n = 0", "content is not the text"),
    "a span": ("UPDATE statements SET content = '[[5,99999]]' WHERE n = 0", "not in its text"),
    "a cue": ("UPDATE statements SET cue = '[[1,4]]' WHERE n = 0", "cue is not the text"),
    "the text": ("UPDATE articles SET text = replace(text, 'toll', 'roll')", "not the one that was stored"),
    "an id": ("UPDATE statements SET id = 'x' WHERE n = 0", "id is not that of its content"),
    "an article's id": ("UPDATE articles SET id = 'x' WHERE key = 1", "id is not that of its text"),
    "a tie": ("UPDATE ties SET relation = 'opposes'", "tie"),
    "an event": ("UPDATE events SET type = 'FIGHT'", "event"),
    "an event's statement": ("UPDATE events SET asserted_by = 'nobody'", "no statement nobody"),
    "a mention": ("UPDATE mentions SET text = 'Nobody' WHERE n = 0", "mention 'Nobody'"),
    "a zone": ("UPDATE zones SET \"end\" = 99999 WHERE n = 0", "not in its text"),
    "a place": ("UPDATE places SET start = -1", "not in its text"),
    "an attribution": ("UPDATE attributions SET content = '[[0,99999]]' WHERE n = 0", "attribution 0"),
    "a speaker": ("UPDATE statements SET speaker = 'a9' WHERE n = 0", "no actor a9"),
    "no newest": ("UPDATE articles SET newest = 0 WHERE key = 1", "0 versions are the newest"),
    "full text": ("DELETE FROM statement_words WHERE rowid = 1", "full text"),
    "full text of an article": ("INSERT INTO article_words (rowid, body) VALUES (77, 'y')", "article 77"),
    "full text of an actor": ("UPDATE actor_words SET names = 'Nobody'", "actor"),
    "an actor's link": ("UPDATE actor_links SET stands_as = 'x' WHERE local = 'a1'", "judgements do not say"),
    "a lost actor": ("UPDATE actor_links SET actor = 'x' WHERE local = 'a1'", "actors that is not there"),
    "a count": ("UPDATE standing_actors SET statements = 77", "standing_actors"),
    "what stands": ("DELETE FROM standing_statements WHERE start > 90", "standing_statements: "),
    "who speaks": ("UPDATE standing_statements SET speaker = NULL", "standing_statements: "),
    "an overlay": ("UPDATE statement_overlays SET rejected = 0", "statement_overlays"),
    "a judgement": ("UPDATE judgements SET anchor = 'x'", "judges is not in the record"),
    "an undo": ("INSERT INTO judgements (verdict, kind, target, by, at, value, note, undoes) "
                "VALUES ('undo', 'actor', 'x', 'b', 'a', '{}', '', 99)", "undoes is not in the record"),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A record with something of everything and a judgement, as bytes."""
    from .tavia import full_reading, make_reading

    path = tmp_path_factory.mktemp("verify") / "whole.db"
    with Record.open(path, create=True) as record:
        record.add(full_reading(), reader="r1")
        record.add(make_reading("other"), reader="r1")
        record.resolve()
        record.judge(Judgement(Verdict.REJECT, "statement", queries.statements(record)[0].id, "Reviewer", "2031"))
        record.link_copies()
        assert record.verify() == []
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize("place", TAMPERED)
def test_it_finds_what_was_tampered_with(whole, path, place):
    change, complaint = TAMPERED[place]
    path.write_bytes(whole)
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(change).rowcount > 0
    connection.close()
    with Record.open(path, read_only=True) as record:
        wrong = record.verify()
    assert any(complaint in line for line in wrong), wrong


@pytest.mark.parametrize("where", [0.3, 0.5, 0.7, 0.9])
def test_it_finds_a_damaged_file(whole, path, where):
    at = int(len(whole) * where)
    path.write_bytes(whole[:at] + b"\xff" * 8192 + whole[at + 8192 :])
    try:
        with Record.open(path, read_only=True) as record:
            assert record.verify()
    except RecordError as error:
        assert "damaged" in str(error)


def test_long_lists_are_cut(whole, path):
    path.write_bytes(whole)
    connection = sqlite3.connect(path)
    with connection:
        for n in range(100, 160):
            connection.execute("INSERT INTO statement_words (rowid, quote) VALUES (?, 'x')", (n,))
    connection.close()
    with Record.open(path, read_only=True) as record:
        wrong = record.verify()
    assert len(wrong) == 21 and "40 more" in wrong[-1]
