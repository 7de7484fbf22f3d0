"""From a path to an engine on a SQLite file, and from SQLite's errors to ours."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from ..errors import OnRecordError, OutputError, RecordBusy, RecordError, RecordReadOnly

#: Seconds to wait for another writer before :class:`RecordBusy`.
BUSY_SECONDS = 10.0
#: Pages of the file that a connection keeps in memory: with forty of 32 MB a busy server took 730 MB.
CACHE_KB = 8_000
#: Execution option of a connection that is about to write: takes the write lock at once, so that a transaction never
#: fails half-way because somebody else wrote meanwhile.
WRITES = "onrecord_writes"


def make_engine(path: Path, *, read_only: bool, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine whose connections are ready for a record: WAL, foreign keys, a busy timeout, real transactions."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path, read_only=read_only, busy_seconds=busy_seconds),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _connect(path: Path, *, read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    if not read_only:
        return _prepared(f"{_uri(path)}?mode=rwc", busy_seconds, "PRAGMA journal_mode = WAL")
    try:
        return _prepared(f"{_uri(path)}?mode=ro", busy_seconds, "SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        # In a folder that may not be written SQLite cannot make the files that go with WAL. The record may still be
        # read as it lies there, provided that nothing waits in a log beside it.
        wal = Path(f"{path}-wal")
        if not path.is_file() or (wal.exists() and wal.stat().st_size):
            raise
        return _prepared(f"{_uri(path)}?mode=ro&immutable=1", busy_seconds, "SELECT count(*) FROM sqlite_master")


def _uri(path: Path) -> str:
    return f"file:{quote(os.fsencode(path))}"  # as bytes: a name need not be UTF-8


def _prepared(uri: str, busy_seconds: float, first: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False, cached_statements=512
    )
    try:
        connection.execute(first).fetchall()
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL mode NORMAL loses nothing when the process dies; a power cut may cost the last transactions, whole.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    except BaseException:
        connection.close()
        raise
    return connection


class Watch:
    """Sees from outside whether anybody has written to the record."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def version(self) -> int:
        """A number that changes with every commit of any connection of any process."""
        with self._lock, clear_errors(self._path):
            if self._connection is None:
                self._connection = _connect(self._path, read_only=True, busy_seconds=BUSY_SECONDS)
            return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def may_write(path: Path) -> bool:
    """Whether the file and its folder may be written (SQLite puts its log beside the file)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into one clear line."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise clear(error.orig, path) from error
        raise
    except sqlite3.Error as error:
        raise clear(error, path) from error


def clear(error: sqlite3.Error, path: Path) -> OnRecordError:
    """What to tell the user about an error of SQLite.

    >>> str(clear(sqlite3.OperationalError("database is locked"), Path("iraq.db")))
    'iraq.db: another process is writing to the record; wait until it is done and try again'
    """
    where, text = str(path), str(error)
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "is locked" in text:
        return RecordBusy(
            "another process is writing to the record", where=where, do="wait until it is done and try again"
        )
    if name.startswith("SQLITE_READONLY") or "readonly" in text:
        return RecordReadOnly(
            "the record may be read but not written", where=where, do="allow writing, or choose another file"
        )
    if name == "SQLITE_FULL" or "is full" in text:
        return OutputError("the disk is full; what was in the record stays", where=where, do="free some space")
    if name.startswith("SQLITE_CANTOPEN"):
        return RecordError("the record cannot be opened", where=where, do="check the path and its permissions")
    if name == "SQLITE_NOTADB" or "not a database" in text:
        return RecordError("this file is not a record", where=where, do="choose the file that `onrecord read` wrote")
    if name.startswith("SQLITE_CORRUPT") or "malformed" in text:
        return RecordError("the record is damaged", where=where, do="restore a copy, or read the articles again")
    if name.startswith("SQLITE_IOERR"):
        return OutputError(f"the record cannot be written ({text})", where=where, do="check the disk")
    return RecordError(f"the record cannot be used ({text})", where=where, do="check the file")
