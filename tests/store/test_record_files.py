"""Files that are no record, may not be written, are busy, full, older or newer: one clear line, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from onrecord.errors import OutputError, RecordBusy, RecordError, RecordReadOnly, RecordVersion
from onrecord.model import Article, Problem, Reading
from onrecord.store import migrations, queries
from onrecord.store.migrations import Step
from onrecord.store.record import Record

from .tavia import corpus, full_reading, make_reading


def one_line(error: pytest.ExceptionInfo) -> str:
    said = str(error.value)
    assert "\n" not in said and ";" in said, "one line, and what to do"
    return said


def filled(path: Path) -> Path:
    with Record.open(path, create=True) as record:
        record.add(full_reading(), reader="r1")
    return path


# --- no record --------------------------------------------------------------------------------------------------------


def test_nothing_there(path):
    with pytest.raises(RecordError) as error:
        Record.open(path)
    assert "there is no record" in one_line(error)
    assert not path.exists()


def test_a_folder(tmp_path):
    with pytest.raises(RecordError, match="folder"):
        Record.open(tmp_path, create=True)


def test_the_folder_is_missing(tmp_path):
    with pytest.raises(OutputError, match="does not exist"):
        Record.open(tmp_path / "nowhere" / "tavia.db", create=True)


@pytest.mark.parametrize("content", [b"onrecord is not this\n" * 300, b"\x00" * 5000, b"SQLite format 3\x00rubbish"])
def test_a_foreign_file_is_left_alone(path, content):
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(RecordError) as error:
            Record.open(path, create=create)
        one_line(error)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (name TEXT, value TEXT)")
        other.execute("INSERT INTO meta VALUES ('version', '1')")
    other.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="another program"):
        Record.open(path, create=True)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_record_only_when_asked(path):
    path.touch()
    with pytest.raises(RecordError, match="empty"):
        Record.open(path)
    with Record.open(path, create=True) as record:
        assert queries.counts(record).articles == 0


# --- versions ---------------------------------------------------------------------------------------------------------


def set_version(path: Path, version: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'version'", (version,))
    connection.close()


def test_a_newer_record(path):
    set_version(filled(path), "99")
    with pytest.raises(RecordVersion) as error:
        Record.open(path)
    assert "99" in one_line(error) and "newer onrecord" in str(error.value)


NEXT = Step(
    migrations.STEPS[-1].version + 1,
    "a note for each article",
    lambda connection: connection.execute(text("ALTER TABLE articles ADD COLUMN note TEXT DEFAULT 'none'")),
)


def test_an_older_record_is_brought_up_to_date_after_a_copy(path, monkeypatch):
    filled(path)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, NEXT))
    with pytest.raises(RecordVersion, match="may only be read"):
        Record.open(path, read_only=True)
    with Record.open(path) as record, record.reading() as connection:
        assert connection.scalar(text("SELECT note FROM articles")) == "none"
        assert connection.scalar(text("SELECT value FROM meta WHERE name = 'version'")) == str(NEXT.version)
    (backup,) = path.parent.glob("*.backup")
    monkeypatch.undo()
    with Record.open(backup) as record:
        assert queries.counts(record).statements == 3


def test_a_step_that_fails_leaves_the_record_as_it_was(path, monkeypatch):
    filled(path)
    broken = Step(NEXT.version + 1, "broken", lambda connection: connection.execute(text("DROP TABLE nowhere")))
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, NEXT, broken))
    with pytest.raises(RecordError):
        Record.open(path)
    monkeypatch.undo()
    with Record.open(path) as record:
        assert queries.counts(record).statements == 3 and record.verify() == []


# --- may not be written -----------------------------------------------------------------------------------------------


def test_a_record_opened_for_reading_refuses_to_write(path):
    with Record.open(filled(path), read_only=True) as record:
        for write in (
            lambda: record.add(make_reading("other"), reader="r1"),
            lambda: record.add_problem(Problem("x", "y")),
            lambda: record.undo(1, "me"),
            record.link_copies,
        ):
            with pytest.raises(RecordReadOnly) as error:
                write()
            one_line(error)
        assert queries.counts(record).articles == 1
        assert record.verify() == []


UNPRIVILEGED = """
import sys
from onrecord.errors import RecordReadOnly
from onrecord.model import Article, Reading
from onrecord.store import queries
from onrecord.store.record import Record
with Record.open(sys.argv[1]) as record:
    assert queries.counts(record).statements == 3
    try:
        record.add(Reading(Article("x", "x")), reader="r")
    except RecordReadOnly as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs file permissions")
def test_a_file_that_may_not_be_written(path):
    filled(path)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        # root may write anywhere unless it gives up its privileges
        drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.getuid() == 0 else []
        if drop and not shutil.which("setpriv"):
            pytest.skip("runs as root, and there is no setpriv to give up privileges")
        command = [*drop, sys.executable, "-c", UNPRIVILEGED, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert "may be read but not written" in done.stdout, done.stderr
    finally:
        path.parent.chmod(0o755)


def test_another_writer(path):
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with Record.open(path, busy_seconds=0.05) as record:
            with pytest.raises(RecordBusy) as error:
                record.add(make_reading("other"), reader="r1")
            one_line(error)
            assert queries.counts(record).articles == 1, "reading goes on meanwhile"
    finally:
        other.close()


def test_a_full_disk(path):
    filled(path)
    with Record.open(path) as record:
        before = list(queries.readings(record))
        with record.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        record.engine.dispose()
        event.listen(
            record.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
        )
        big = Reading(Article("big", "A long day in the marsh. " * 20_000))
        with pytest.raises(OutputError) as error:
            record.add(big, reader="r1")
        assert "full" in one_line(error)
        assert list(queries.readings(record)) == before
        assert record.verify() == []
        assert record.add(full_reading(), reader="r1") == "same"


def test_a_batch_keeps_what_went_well(path):
    with Record.open(path, create=True) as record:
        with record.batch():
            record.add(full_reading(), reader="r1")
            with pytest.raises(RecordError):
                record.put_positions([])
            record.add(make_reading("other"), reader="r1")
        assert queries.counts(record).articles == 2


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from onrecord.store.record import Record
from tests.store.tavia import corpus
with Record.open(sys.argv[1], create=True) as record:
    for n, reading in enumerate(corpus(1_000)):
        record.add(reading, reader="r1")
        print(n, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_writer_loses_nothing_that_it_had_stored(path):
    root = Path(__file__).resolve().parents[2]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(root)], stdout=subprocess.PIPE, text=True)
    for line in writer.stdout:
        if int(line) >= 12:
            os.kill(writer.pid, signal.SIGKILL)
            break
    stored = 13 + sum(1 for _ in writer.stdout)
    writer.wait()
    writer.stdout.close()
    with Record.open(path) as record:
        assert stored <= queries.counts(record).articles <= stored + 1
        assert record.verify() == []
        readings = corpus(stored + 5)
        assert sum(record.has(reading.article, reader="r1") for reading in readings) >= stored
        for reading in readings:
            record.add(reading, reader="r1")
        assert record.verify() == []


def test_many_threads_share_a_record(path):
    from concurrent.futures import ThreadPoolExecutor

    with Record.open(path, create=True) as record, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda reading: record.add(reading, reader="r1"), corpus(24))) == ["new"] * 24
        assert all(len(rows) == 24 for rows in pool.map(lambda _: queries.articles(record), range(8)))
        assert record.verify() == []
