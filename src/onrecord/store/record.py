"""The record: one SQLite file with readings, actors, positions and judgements."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from ..errors import OutputError, RecordError, RecordReadOnly, RecordVersion
from ..model import MACHINE, Article, Codebook, Judgement, Position, Problem, Reading
from . import coding, copying, history, identities, judging, migrations, saving, verifying, writing
from .connecting import BUSY_SECONDS, WRITES, Watch, clear_errors, make_engine, may_write
from .problems import put_problem
from .remembering import Remembered
from .rows import JudgementRow, SavedQuery

T = TypeVar("T")


class Record:
    """A record, open. Use it as a context manager; many threads may share one.

    Example:
        >>> import tempfile
        >>> from onrecord.model import Reading
        >>> path = Path(tempfile.mkdtemp(), "tavia.db")
        >>> with Record.open(path, create=True) as record:
        ...     record.add(Reading(Article("1", "The bridge is open.")), reader="doctest")
        'new'

    Every method that writes is one transaction: it is done or nothing is. They raise ``RecordReadOnly``,
    ``RecordBusy`` (somebody else has been writing for too long) or ``OutputError`` (the disk is full).
    """

    def __init__(self, path: Path, *, read_only: bool, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self.read_only = read_only
        self.engine = make_engine(path, read_only=read_only, busy_seconds=busy_seconds)
        self._here = threading.local()
        self._remembered = Remembered()
        self._watch = Watch(path)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = False,
        read_only: bool = False,
        busy_seconds: float = BUSY_SECONDS,
    ) -> Record:
        """Open the record at ``path``.

        Args:
            path: of the SQLite file.
            create: make it if it is not there.
            read_only: refuse to write; a file that may not be written is opened so anyway.
            busy_seconds: how long to wait for another writer.

        Raises:
            RecordError: not there, or no record.
            RecordVersion: made by a newer onrecord, or by an older one and not to be written.
            OutputError: its folder is missing or may not be written.
        """
        path = Path(path)
        _check_path(path, create=create and not read_only)
        version = _version_at(path) if path.exists() else None
        record = cls(path, read_only=read_only or (path.exists() and not may_write(path)), busy_seconds=busy_seconds)
        try:
            record._bring_up_to_date(version, create=create)
        except BaseException:
            record.close()
            raise
        return record

    def _bring_up_to_date(self, version: int | None, *, create: bool) -> None:
        migrations.check_version(version, self.path)
        if version is None and not (create and not self.read_only):
            raise RecordError(
                "the file is empty, not a record", where=str(self.path), do="read articles into it: onrecord read …"
            )
        if version == migrations.newest():
            return
        if self.read_only:
            raise RecordVersion(
                f"the record has version {version} and must be brought to {migrations.newest()}, but may only be read",
                where=str(self.path),
                do="allow writing to the file and its folder, and ask again",
            )
        migrations.migrate(self.engine, self.path)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._watch.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # --- transactions -------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record throughout."""
        if (batch := getattr(self._here, "batch", None)) is not None:
            yield batch
            return
        if (shared := getattr(self._here, "snapshot", None)) is not None:
            yield shared
            return
        with clear_errors(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that this thread reads inside sees one state of the record, over one connection.

        What it writes inside is not seen before the end.
        """
        if getattr(self._here, "snapshot", None) is not None:
            yield
            return
        # before the first look at the record: what is remembered under it is this state or a later one, never older
        self._here.version = self._watch.version()
        with self.reading() as connection:
            self._here.snapshot = connection
            try:
                yield
            finally:
                self._here.snapshot = None

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out once for each state of the record; inside a batch each time anew.

        The value is shared by all threads: it must not be changed.
        """
        if getattr(self._here, "batch", None) is not None:
            return make()
        with self.snapshot():
            return self._remembered.get(self._here.version, key, make)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its beginning; inside :meth:`batch` a savepoint."""
        if self.read_only:
            raise RecordReadOnly(
                "the record may be read but not written",
                where=str(self.path),
                do="allow writing, or choose another file",
            )
        if (batch := getattr(self._here, "batch", None)) is not None:
            with clear_errors(self.path), batch.begin_nested():
                yield batch
            return
        with clear_errors(self.path), self.engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def batch(self) -> Iterator[None]:
        """All that this thread writes inside becomes one transaction; one failed write does not undo the others.

        Faster than a transaction each, but other writers wait until it is over, and a crash loses all of it.
        """
        with self.writing() as connection:
            self._here.batch = connection
            try:
                yield
            finally:
                self._here.batch = None

    # --- readings in --------------------------------------------------------------------------------------------------

    def has(self, article: Article, *, reader: str) -> bool:
        """Whether this article, text and metadata alike, has been read by this reader: then it need not be again."""
        with self.reading() as connection:
            return writing.is_stored(connection, article, reader=reader)

    def add(self, reading: Reading, *, reader: str) -> str:
        """Store a reading.

        The same stem (``article.id``) and address with another text is a new version, and queries show the newest. The
        same stem and text from another address is the same article; with another text it is another article.

        Args:
            reading: what was found in one article.
            reader: names what read it ("onrecord-1").

        Returns:
            "new", "same" or "version".
        """
        with self.writing() as connection:
            return writing.store_reading(connection, reading, reader=reader)

    def add_problem(self, problem: Problem) -> None:
        """Store what could not be read; identical ones once."""
        with self.writing() as connection:
            put_problem(connection, problem)

    # --- over all articles --------------------------------------------------------------------------------------------

    def resolve(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Find out who is who over all articles, for actors that have no identity yet.

        Identities that are there already stay as they are; new actors join them or become new ones.

        Args:
            progress: called with (articles done, articles in all).

        Returns:
            How many local actors were given an identity.
        """
        return identities.resolve(self, progress)

    def link_copies(self) -> int:
        """Link reposts and wire copies to the article that they repeat, the earliest; nothing is dropped.

        Returns:
            How many articles are copies.
        """
        with self.writing() as connection:
            return copying.link_copies(connection)

    # --- issues and positions -----------------------------------------------------------------------------------------

    def put_codebook(self, codebook: Codebook, *, by: str | None = None, carry: bool = False) -> Codebook:
        """Store a codebook and put it in force; older versions stay. See :func:`coding.put_codebook`.

        Args:
            by: who wrote this version; None if it came from a file.
            carry: what was coded by the version before stands on, until it is coded again.

        Returns:
            The codebook as stored: other issues under a version that is there get a version of their own.
        """
        with self.writing() as connection:
            return coding.put_codebook(connection, codebook, by=by, carry=carry)

    def codebook(self, version: str | None = None) -> Codebook | None:
        """The codebook in force, or another version of it."""
        with self.reading() as connection:
            return coding.stored_codebook(connection, version=version)

    def put_positions(
        self,
        positions: Iterable[Position],
        *,
        only: Iterable[str] | None = None,
        coder: str = MACHINE,
        facts: Mapping[str, Any] | None = None,
        least: float = 0.0,
        instead_of: str | None = None,
    ) -> int:
        """Replace what a machine coded by the codebook in force; people's positions and other coders' stay.

        Args:
            positions: those on statements that the record does not hold are left out.
            only: ids of statements; their positions are replaced, others stay. None: all are replaced.
            coder: whose they are ("machine", "machine learnt 12 a41f0c"); its positions stand from now on.
            facts: what is to be remembered of the coder, as JSON values.
            least: positions below this probability are kept but do not stand: the coder abstains.
            instead_of: beginning of the names of coders whose positions go; what is known of them stays.

        Returns:
            How many were stored.

        Raises:
            RecordError: there is no codebook.
        """
        with self.writing() as connection:
            return coding.put_positions(
                connection,
                positions,
                only=only,
                where=str(self.path),
                coder=coder,
                facts=facts,
                least=least,
                instead_of=instead_of,
            )

    def let_stand(self, coder: str, *, least: float | None = None) -> None:
        """Have the positions of another coder stand that has coded by the codebook in force, such as "machine".

        Args:
            least: the probability below which it abstains from now on; None: as before.
        """
        with self.writing() as connection:
            coding.let_stand(connection, coder, least=least)

    # --- judgements ---------------------------------------------------------------------------------------------------

    def judge(self, judgement: Judgement) -> int:
        """Append a person's decision; every query honours it from now on. See :func:`judging.put_judgement`.

        Returns:
            Its id, for :meth:`undo`.

        Raises:
            InputError: there is no such row, or the value does not fit.
        """
        with self.writing() as connection:
            return judging.put_judgement(connection, judgement)

    def undo(self, id: int, by: str, *, at: str | None = None, note: str = "") -> int:
        """Undo a judgement by appending another; an undo can itself be undone.

        Raises:
            InputError: there is no such judgement, or it is undone already.
        """
        at = at or datetime.now(UTC).isoformat(timespec="seconds")
        with self.writing() as connection:
            return judging.undo_judgement(connection, id, by=by, at=at, note=note)

    def judge_together(self, judgements: Iterable[Judgement], *, batch: int | None = None) -> int:
        """Append judgements that one decision made, all or none; see :func:`judging.put_together`.

        Args:
            batch: an earlier one that they belong to.

        Returns:
            The batch, for :meth:`undo_together`.

        Raises:
            InputError: there are none, there is no such row, or the value does not fit.
        """
        with self.writing() as connection:
            return judging.put_together(connection, judgements, batch=batch)

    def undo_together(self, batch: int, by: str, *, at: str | None = None, note: str = "") -> int:
        """Undo what still stands of a batch of judgements; says how many that were.

        Raises:
            InputError: there is no such batch, or nothing of it stands any more.
        """
        at = at or datetime.now(UTC).isoformat(timespec="seconds")
        with self.writing() as connection:
            return judging.undo_together(connection, batch, by=by, at=at, note=note)

    def put_off(self, by: str, target: str, *, again: bool = False) -> None:
        """Note that a reviewer skipped a row (``again``: wants it back): it comes last in that reviewer's queue."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self.writing() as connection:
            judging.put_off(connection, by, target, None if again else at)

    def history(self, kind: str, target: str) -> list[JudgementRow]:
        """All judgements on a row, oldest first."""
        with self.reading() as connection:
            return history.history_of(connection, kind, target)

    # --- named queries ------------------------------------------------------------------------------------------------

    def save_query(self, name: str, address: str, *, by: str) -> SavedQuery:
        """Give an address of the pages a name ("" takes it away); see :func:`saving.put_query`.

        Raises:
            InputError: no name, or no address of these pages.
        """
        with self.writing() as connection:
            return saving.put_query(connection, name, address, by=by)

    # --- the whole record ---------------------------------------------------------------------------------------------

    def verify(self) -> list[str]:
        """Check the record against itself; one line for each thing that is off, none if all is well."""
        with self.reading() as connection:
            return verifying.verify(connection)


def bring_up_to_date(path: Path) -> Path | None:
    """Bring the record at ``path`` to the newest version, if it is older and may be written.

    Returns:
        Where the copy of the old record lies, or None where nothing was done.

    Raises:
        RecordError: the file is no record. RecordVersion: it is newer than this program. OutputError: no room for the
            copy.
    """
    version = _version_at(path)
    if version in (None, migrations.newest()) or not os.access(path, os.W_OK):
        return None
    engine = make_engine(path, read_only=False)
    try:
        return migrations.migrate(engine, path)
    finally:
        engine.dispose()


def _version_at(path: Path) -> int | None:
    """The version of a record, asked for without touching the file, which may be somebody else's."""
    engine = make_engine(path, read_only=True)
    try:
        with clear_errors(path), engine.connect() as connection:
            return migrations.version_of(connection, path)
    finally:
        engine.dispose()


def _check_path(path: Path, *, create: bool) -> None:
    where = str(path)
    try:
        if path.is_dir():
            raise RecordError("this is a folder, not a record", where=where, do="name the file")
        if path.exists():
            return
    except OSError as error:  # its folder may not be entered, its name is too long
        raise RecordError(
            f"the record cannot be opened ({error.strerror})", where=where, do="check the path and its permissions"
        ) from error
    if not create:
        raise RecordError("there is no record", where=where, do="read articles into it first: onrecord read …")
    if not path.parent.is_dir():
        raise OutputError(f"the folder {path.parent} does not exist", where=where, do="make it, or choose another path")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise OutputError(f"the folder {path.parent} may not be written", where=where, do="choose another path")
