"""Numbered steps from an empty file to the newest schema; ``meta.version`` says where a record stands."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, inspect, select, text
from sqlalchemy.schema import CreateColumn

from ..errors import OutputError, RecordError, RecordVersion
from . import schema
from .anew import stand_anew
from .connecting import WRITES, clear_errors


@dataclass(frozen=True, slots=True)
class Step:
    """Brings the tables of a record from ``version - 1`` to ``version``.

    A step makes tables, columns and indexes that are missing, as the schema has them now; those of later steps may be
    among them, and then the later step finds nothing to do. So no step may read or write rows by statements that know
    today's columns: ``migrate`` makes anew what stands once all steps are through.
    """

    version: int
    title: str
    apply: Callable[[Connection], None]


def _first(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    for statement in schema.FULL_TEXT:
        connection.execute(text(statement))


def _studies(connection: Connection) -> None:
    tables = [schema.studies, schema.study_tables, schema.study_rows]
    schema.metadata.create_all(connection, tables=tables)  # a new record has them from the first step


def _coders(connection: Connection) -> None:
    """Positions belong to a coder, so that those that learnt stand beside the codebook's; issues know more."""
    schema.metadata.create_all(connection, tables=[schema.coders, schema.vectors, schema.model_calls])
    for table in (schema.issues, schema.codebooks):
        _add_columns(connection, table)
    if "coder" not in inspect(connection).get_pk_constraint("positions")["constrained_columns"]:
        connection.execute(text("DROP INDEX positions_by_anchor"))
        connection.execute(text("ALTER TABLE positions RENAME TO old_positions"))
        schema.metadata.create_all(connection, tables=[schema.positions])
        there = {column["name"] for column in inspect(connection).get_columns("old_positions")}
        names = ", ".join(column.name for column in schema.positions.columns if column.name in there)
        connection.execute(text(f"INSERT INTO positions ({names}) SELECT {names} FROM old_positions"))
        connection.execute(text("DROP TABLE old_positions"))
        connection.execute(
            text(
                "INSERT INTO coders (codebook, name, at, stands, least, facts) "
                "SELECT codebook, min(coder), '', 1, 0, '{}' FROM positions GROUP BY codebook"
            )
        )


def _reviews(connection: Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.skips])
    for table in (schema.judgements, schema.statements):
        _add_columns(connection, table)


def _carrying(connection: Connection) -> None:
    for table in (schema.positions, schema.standing_positions):
        _add_columns(connection, table)


def _likely_stances(connection: Connection) -> None:
    _add_columns(connection, schema.positions)


def _add_columns(connection: Connection, table: Table) -> None:
    """The columns that the table lacks."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in there:
            made = CreateColumn(column).compile(connection)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {made}"))


def _wider_positions(connection: Connection) -> None:
    """Positions that stand know when and where they were said; they are derived, so their table starts anew."""
    schema.metadata.create_all(connection, tables=[schema.saved_queries])
    table = schema.standing_positions
    if "nested" not in {column["name"] for column in inspect(connection).get_columns(table.name)}:
        table.drop(connection)
        table.create(connection)


def _identifiers(connection: Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.identifiers])


def _newest_alone(connection: Connection) -> None:
    """Indexes over the newest versions alone: asked for one article, SQLite walked all that are the newest."""
    for index in schema.articles.indexes:
        if index.name in ("articles_by_date", "articles_by_outlet"):
            index.drop(connection, checkfirst=True)
            index.create(connection)


#: While version 1 is unreleased the first step is the schema as it is; from then on each change is a step below it.
STEPS: tuple[Step, ...] = (
    Step(1, "the first schema", _first),
    Step(2, "studies of other programs, kept verbatim", _studies),
    Step(3, "positions of several coders, vectors of texts, calls of models", _coders),
    Step(4, "reviews: batches, second opinions, time taken, what was put off; statements by hand", _reviews),
    Step(5, "positions that stand with date and outlet, counted from one index; named queries", _wider_positions),
    Step(6, "positions: the places of the carrying words, what others are said to want", _carrying),
    Step(7, "identifiers of authority files", _identifiers),
    Step(8, "articles found by date and outlet among the newest versions alone", _newest_alone),
    Step(9, "positions: how likely each stance is", _likely_stances),
)


def version_of(connection: Connection, path: Path) -> int | None:
    """The version of the record, or None where the database is still empty.

    Raises:
        RecordError: the file is a database of another program.
    """
    foreign = RecordError(
        "this is the database of another program, not a record",
        where=str(path),
        do="choose the file that `onrecord read` wrote",
    )
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    tables = inspect(connection).get_table_names()
    if not application and not tables:
        return None
    if application != schema.APPLICATION_ID or "meta" not in tables:
        raise foreign
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == "version")).scalar()
    if found is None or not found.isdigit():
        raise foreign
    return int(found)


def migrate(engine: Engine, path: Path) -> Path | None:
    """Bring the record at ``path`` to the newest version, in one transaction, after a copy was put aside.

    Returns:
        Where the copy of the old record lies, or None if nothing had to be done or the record is new.

    Raises:
        RecordVersion: the record is newer than this program.
        OutputError: no room for the copy.
    """
    with clear_errors(path):
        with engine.connect() as connection:
            version = version_of(connection, path)
        check_version(version, path)
        if version == newest():
            return None
        backup = _put_aside(path, version) if version is not None else None
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            # asked again under the lock: another process may have been faster
            version = version_of(connection, path)
            for step in STEPS:
                if step.version > (version or 0):
                    step.apply(connection)
            if version is not None and version != newest():
                stand_anew(connection)
            _stamp(connection, newest(), new=version is None)
    return backup


def newest() -> int:
    """The version that this onrecord writes."""
    return STEPS[-1].version


def check_version(version: int | None, path: Path) -> None:
    """Raise RecordVersion if the record comes from the future."""
    if version is not None and version > newest():
        raise RecordVersion(
            f"the record has version {version}, this onrecord knows versions up to {newest()}",
            where=str(path),
            do="install a newer onrecord, or read the articles into a new record",
        )


def _stamp(connection: Connection, version: int, *, new: bool) -> None:
    meta = schema.meta
    if new:
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(
            meta.insert(), [{"name": "version", "value": str(version)}, {"name": "record", "value": uuid.uuid4().hex}]
        )
    else:
        connection.execute(meta.update().where(meta.c.name == "version").values(value=str(version)))


def _put_aside(path: Path, version: int) -> Path:
    backup = path.with_name(f"{path.name}.version{version}.backup")
    try:
        source, target = sqlite3.connect(path), sqlite3.connect(backup)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
    except (OSError, sqlite3.Error) as error:
        raise OutputError(
            f"the record must be brought to a new version, but the copy {backup.name} cannot be written ({error})",
            where=str(path),
            do="free some space or allow writing there",
        ) from error
    return backup
