"""Studies of other programs, kept verbatim: what has no place among our own tables must go out as it came in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from . import schema
from .packing import packed


@dataclass(frozen=True, slots=True)
class StudyTable:
    """One table of a study: how it was made, its columns, and its rows in order."""

    name: str
    sql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class StoredStudy:
    """A study that was imported. ``digest`` changes with anything in it, ``at`` is when it came in."""

    name: str
    digest: str
    at: str
    tables: tuple[StudyTable, ...]


def put_study(connection: Connection, study: StoredStudy) -> None:
    """Store a study; its name must be new."""
    key = connection.execute(
        insert(schema.studies).values(name=study.name, digest=study.digest, at=study.at)
    ).inserted_primary_key[0]
    for n, table in enumerate(study.tables):
        columns = packed(table.columns)
        connection.execute(
            insert(schema.study_tables).values(study=key, n=n, name=table.name, sql=table.sql, columns=columns)
        )
        rows = [{"study": key, "table": n, "n": at, "values": packed(row)} for at, row in enumerate(table.rows)]
        if rows:
            connection.execute(insert(schema.study_rows), rows)


def study_digests(connection: Connection) -> dict[str, str]:
    """Name → digest of the studies in the record."""
    return dict(connection.execute(select(schema.studies.c.name, schema.studies.c.digest)).tuples().all())


def stored_studies(connection: Connection) -> list[StoredStudy]:
    """The studies in the record, in the order in which they came in."""
    studies = schema.studies
    return [
        StoredStudy(row.name, row.digest, row.at, tuple(_tables(connection, row.key)))
        for row in connection.execute(select(studies).order_by(studies.c.key)).all()
    ]


def _tables(connection: Connection, study: int) -> Iterable[StudyTable]:
    tables, rows = schema.study_tables, schema.study_rows
    values: dict[int, list[tuple[Any, ...]]] = {}
    kept = select(rows.c.table, rows.c["values"]).where(rows.c.study == study).order_by(rows.c.table, rows.c.n)
    for table, packed_row in connection.execute(kept):
        values.setdefault(table, []).append(tuple(json.loads(packed_row)))
    for row in connection.execute(select(tables).where(tables.c.study == study).order_by(tables.c.n)).all():
        yield StudyTable(row.name, row.sql, tuple(json.loads(row.columns)), tuple(values.get(row.n, ())))
