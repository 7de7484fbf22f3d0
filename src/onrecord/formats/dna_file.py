"""A ``.dna`` file (Discourse Network Analyzer 3, SQLite) into its tables, and tables into a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from ..errors import EmptyInput, InputError
from ..store.studies import StudyTable
from .writing import written

Tables = tuple[StudyTable, ...]

#: The version that new files say they are of.
VERSION = "3.1.2"

_MAGIC = b"SQLite format 3\x00"
_BUSY_SECONDS = 2.0


def read_tables(path: Path | str) -> Tables:
    """Every table of the file, rows in their order, all from one moment.

    Raises:
        InputError: not there, locked, encrypted, half written, foreign, or of version 2 and before.
    """
    path = Path(path)
    _check_file(path)
    with _clear(path), closing(_opened(path)) as connection:
        connection.execute("BEGIN")
        damage = [line for (line,) in connection.execute("PRAGMA quick_check(1)") if line != "ok"]
        if damage:
            raise _half_written(path, damage[0])
        tables = tuple(_read(connection))
    _check_version(tables, path)
    _check_columns(tables, path)
    return tables


def write_tables(tables: Iterable[StudyTable], out: Path) -> None:
    """A new ``.dna`` file of these tables; it appears whole or not at all.

    Raises:
        OutputError: missing folder, full disk.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA page_size = 4096")
        for table in tables:
            connection.execute(table.sql)
            if table.rows:
                marks = ", ".join("?" * len(table.columns))
                names = ", ".join(_quoted(column) for column in table.columns)
                connection.executemany(f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})", table.rows)
        connection.commit()
        content = connection.serialize()
    with written(out, "wb") as file:
        file.write(content)


@cache
def empty_tables() -> dict[str, StudyTable]:
    """The tables of version 3, without rows, by name and in order."""
    script = (files(__package__) / "data" / "dna_schema.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return {table.name: table for table in _read(connection)}


def _opened(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _read(connection: sqlite3.Connection) -> Iterator[StudyTable]:
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    for name, sql in connection.execute(f"{made} ORDER BY rowid").fetchall():
        cursor = connection.execute(f"SELECT * FROM {_quoted(name)}")
        columns = tuple(column[0] for column in cursor.description)
        yield StudyTable(name, sql, columns, tuple(map(tuple, cursor)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# --- what is no study -------------------------------------------------------------------------------------------------


def _check_file(path: Path) -> None:
    where = str(path)
    if path.is_dir():
        raise InputError("this is a folder, not a study", where=where, do="name the .dna file")
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError("there is no such file", where=where, do="name the .dna file") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, do="allow reading it") from error
    if not head:
        raise EmptyInput("the file is empty", where=where, do="choose the .dna file of the study")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise _too_old(path, "1")
    if not head.startswith(_MAGIC):
        what = "not a study of Discourse Network Analyzer, or encrypted"
        raise InputError(what, where=where, do="choose a .dna file, decrypted")
    pages = int.from_bytes(head[16:18], "big")
    if len(head) < 100 or size < (65536 if pages == 1 else pages) * int.from_bytes(head[28:32], "big"):
        raise _half_written(path, "it ends too early")
    journal = path.with_name(path.name + "-journal")
    if journal.exists() and journal.read_bytes()[:1].strip(b"\0"):  # of zeros: over and done with
        raise _half_written(path, f"{journal.name} lies beside it")


def _half_written(path: Path, why: str) -> InputError:
    do = "open and close it in DNA, or copy it again, while no other program writes to it"
    return InputError(f"the file is half written or damaged ({why})", where=str(path), do=do)


def _too_old(path: Path, version: str) -> InputError:
    do = "convert it with DNA 3 (import there from DNA 2), and import the new file"
    return InputError(f"the study is of version {version}; only version 3 can be read", where=str(path), do=do)


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    where = str(path)
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise InputError("another program is writing to it", where=where, do="close it in DNA first") from error
        if "decode" in said:
            raise InputError("holds text that is not UTF-8", where=where, do="save it again in DNA") from error
        raise _half_written(path, said) from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            what = "the file is encrypted or damaged"
            raise InputError(what, where=where, do="choose a .dna file, decrypted") from error
        raise _half_written(path, str(error)) from error


def _check_version(tables: Tables, path: Path) -> None:
    by_name = {table.name.upper(): table for table in tables}
    foreign = InputError(
        "the database of another program, not a study of DNA 3", where=str(path), do="choose the .dna file of the study"
    )
    settings = by_name.get("SETTINGS")
    if settings is None or len(settings.columns) < 2:
        raise foreign
    version = next((str(row[1]) for row in settings.rows if str(row[0]).lower() == "version"), None)
    if version is None:
        raise foreign
    if version[:1] in "12" and not version[1:2].isdigit():
        raise _too_old(path, version)
    if not version.startswith("3."):
        do = "install a newer onrecord, or save it with DNA 3"
        raise InputError(f"the study is of version {version!r}; only version 3 can be read", where=str(path), do=do)


def _check_columns(tables: Tables, path: Path) -> None:
    by_name = {table.name.upper(): table for table in tables}
    do = "open it in DNA 3 and save it again"
    for name, wanted in empty_tables().items():
        if name not in by_name:
            raise InputError(f"the study has no table {name}", where=str(path), do=do)
        table = by_name[name]
        missing = {column.upper() for column in wanted.columns} - {column.upper() for column in table.columns}
        if missing:
            raise InputError(f"the table {name} has no {', '.join(sorted(missing))}", where=str(path), do=do)
    for table in tables:
        if any(isinstance(value, bytes | bytearray) for row in table.rows for value in row):
            raise InputError(f"the table {table.name} holds bytes where text is due", where=str(path), do=do)
