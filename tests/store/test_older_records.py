"""A record that an older onrecord wrote opens, stands as it stood, and keeps every judgement."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.model import Judgement, Verdict
from onrecord.store import queries
from onrecord.store.record import Record

#: Two articles, a codebook, ten judgements, as the code of version 2 left them.
VERSION_2 = Path(__file__).with_name("version2.sql")

#: What that code showed of it: quote, speaker, positions.
STOOD = {
    ("the toll would stay for good", "Ivo Tarn", (("toll", "oppose", 0.7),)),
    ("nobody would pay", "Mira Solden", ()),
    ("the toll must go", "Mira Solden", (("toll", "conditional", 1.0),)),
    ("“It robs the fishermen,”", "Ivo Tarn", ()),
    ("the toll stays until the quay is paid", "Ivo Tarn", (("quay", "support", 1.0),)),
}


@pytest.fixture
def old(path):
    with sqlite3.connect(path) as connection:
        connection.executescript(VERSION_2.read_text(encoding="utf-8"))
    connection.close()
    return path


def all_rows(path: Path, table: str, columns: str = "*") -> list[tuple]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY 1').fetchall()
    connection.close()
    return rows


def shape(path: Path) -> dict[tuple[str, str], set[tuple]]:
    """Columns, keys and indexes of every table, in whatever order they came in."""
    found = {}
    with sqlite3.connect(path) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for fact, numbers in (("table_info", 1), ("foreign_key_list", 2), ("index_list", 1)):
                rows = connection.execute(f'PRAGMA {fact}("{table}")').fetchall()
                found[table, fact] = {row[numbers:] for row in rows}
        for (index,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall():
            columns = connection.execute(f'PRAGMA index_info("{index}")').fetchall()
            found[index, "index"] = {(n, name) for n, _, name in columns}
    connection.close()
    return found


def stands(record: Record) -> set[tuple]:
    return {
        (row.quote, row.speaker, tuple((p.issue, str(p.stance), p.probability) for p in row.positions))
        for row in queries.statements(record)
    }


def test_it_opens_and_stands_as_it_stood(old):
    judged = all_rows(old, "judgements", "id, verdict, kind, target, by, at, value, note, anchor, issue, undoes")
    with Record.open(old) as record:
        assert record.verify() == []
        assert stands(record) == STOOD
        assert {actor.name for actor in queries.actors(record)} == {"Ivo Tarn", "Mira Solden", "The Reeds"}
        assert queries.counts(record).judgements == 10
        assert [issue.id for issue in record.codebook().issues] == ["toll", "quay"]
    assert (
        all_rows(old, "judgements", "id, verdict, kind, target, by, at, value, note, anchor, issue, undoes") == judged
    )


def test_it_becomes_what_a_new_record_is(old, tmp_path):
    with Record.open(old), Record.open(tmp_path / "new.db", create=True):
        pass
    assert shape(old) == shape(tmp_path / "new.db")


def test_the_copy_put_aside_is_the_old_record(old):
    before = {table: all_rows(old, table) for table in ("articles", "statements", "positions", "judgements")}
    with Record.open(old):
        pass
    (copy,) = old.parent.glob("*.version2.backup")
    assert {table: all_rows(copy, table) for table in before} == before


def test_people_go_on_judging_it(old):
    with Record.open(old) as record:
        said = next(row.id for row in queries.statements(record) if "nobody" in row.quote)
        record.judge(
            Judgement(Verdict.CHANGE, "position", f"{said}/toll", "Reviewer", "2031-05-01", {"stance": "oppose"})
        )
        merge = next(row.id for row in record.history("actor", "66f62c9a5d13d392") if row.verdict == "merge")
        record.undo(merge, "Reviewer", at="2031-05-02T09:00:00")
        assert ("nobody would pay", "Mira Solden", (("toll", "oppose", 1.0),)) in stands(record)
        assert "Solden Mira" in {actor.name for actor in queries.actors(record)}
        assert record.verify() == []


def test_a_verb_that_only_looks_brings_it_up_to_date_and_says_where_the_old_one_lies(old):
    run = CliRunner().invoke(main, ["verify", "--record", str(old)])
    assert run.exit_code == 0 and "nothing is off" in run.output
    (copy,) = old.parent.glob("*.version2.backup")
    assert str(copy) in run.output
    again = CliRunner().invoke(main, ["verify", "--record", str(old)])
    assert "brought up to date" not in again.output
