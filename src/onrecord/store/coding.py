"""Codebooks, coders and coded positions in the record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, literal, select, update

from ..errors import RecordError
from ..model import MACHINE, Codebook, Issue, Position
from . import schema
from .packing import among, packed
from .standing import restand_positions

#: The fields of an issue, and of them those that are lists.
_FIELDS = tuple(field.name for field in fields(Issue))
_LISTS = frozenset({"support", "oppose", "aliases", "targets", "plus", "minus"})


def put_codebook(connection: Connection, codebook: Codebook, *, by: str | None = None, carry: bool = False) -> Codebook:
    """Store a codebook and put it in force; positions of the one before stay with it and stop standing.

    A version that is stored is never changed: other issues under the same version become a version of their own,
    "2" → "2-a41f0c".

    Args:
        by: who wrote this version in the record; None if it came from a file.
        carry: what was coded by the version before stands on under this one, until it is coded again.

    Returns:
        The codebook as stored.
    """
    codebooks = schema.codebooks
    before = connection.scalar(select(codebooks.c.key).where(codebooks.c.in_force))
    connection.execute(update(codebooks).values(in_force=False))
    key = _key(connection, codebook)
    if key is not None and _issues(connection, key) != codebook.issues:
        codebook = replace(codebook, version=f"{codebook.version}-{digest_of(codebook.issues)[:6]}")
        key = _key(connection, codebook)
    if key is None:
        values = {"id": codebook.id, "version": codebook.version, "title": codebook.title, "in_force": True}
        values |= {"by": by, "at": _now()}
        key = connection.execute(insert(codebooks).values(**values)).inserted_primary_key[0]
        if codebook.issues:
            connection.execute(insert(schema.issues), [_row(key, n, issue) for n, issue in enumerate(codebook.issues)])
        if carry and before is not None:
            _carry(connection, before, key)
    else:
        connection.execute(update(codebooks).where(codebooks.c.key == key).values(title=codebook.title, in_force=True))
    restand_positions(connection)
    return codebook


def _carry(connection: Connection, before: int, key: int) -> None:
    """Coders, and their positions on the issues that are there still, from one version to the next."""
    coders, positions, issues = schema.coders, schema.positions, schema.issues
    for table, kept in (
        (coders, coders.c.codebook == before),
        (positions, positions.c.issue.in_(select(issues.c.id).where(issues.c.codebook == key))),
    ):
        columns = [column for column in table.c if column.name not in ("key", "codebook")]
        rows = select(literal(key), *columns).where(table.c.codebook == before, kept)
        names = ["codebook", *(column.name for column in columns)]
        connection.execute(insert(table).from_select(names, rows))


def digest_of(issues: Iterable[Issue]) -> str:
    """Twelve digits that change with any field of any issue."""
    return hashlib.blake2b(
        packed([asdict(issue) for issue in issues]).encode("utf-8", "surrogatepass"), digest_size=6
    ).hexdigest()


def _key(connection: Connection, codebook: Codebook) -> int | None:
    codebooks = schema.codebooks
    wanted = select(codebooks.c.key).where(codebooks.c.id == codebook.id, codebooks.c.version == codebook.version)
    return connection.scalar(wanted)


def _row(key: int, n: int, issue: Issue) -> dict:
    values = {name: getattr(issue, name) for name in _FIELDS}
    return {"codebook": key, "n": n} | {
        name: packed(value) if name in _LISTS else value for name, value in values.items()
    }


def _issue(row: Row) -> Issue:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Issue(**{name: tuple(json.loads(value)) if name in _LISTS else value for name, value in values.items()})


def _issues(connection: Connection, key: int) -> tuple[Issue, ...]:
    issues = schema.issues
    rows = connection.execute(select(issues).where(issues.c.codebook == key).order_by(issues.c.n))
    return tuple(_issue(row) for row in rows)


def add_issues(connection: Connection, added: Iterable[Issue]) -> None:
    """Append issues to the codebook in force, which there must be; what is coded already stays."""
    codebooks, issues = schema.codebooks, schema.issues
    key = connection.scalars(select(codebooks.c.key).where(codebooks.c.in_force)).one()
    first = connection.scalar(select(func.coalesce(func.max(issues.c.n) + 1, 0)).where(issues.c.codebook == key))
    rows = [_row(key, first + n, issue) for n, issue in enumerate(added)]
    if rows:
        connection.execute(insert(issues), rows)


def stored_codebook(connection: Connection, *, version: str | None = None) -> Codebook | None:
    """The codebook in force, or another version of it; None if there is none."""
    codebooks = schema.codebooks
    book = connection.execute(select(codebooks).where(codebooks.c.in_force)).one_or_none()
    if book is not None and version is not None:
        wanted = select(codebooks).where(codebooks.c.id == book.id, codebooks.c.version == version)
        book = connection.execute(wanted).one_or_none()
    if book is None:
        return None
    return Codebook(id=book.id, version=book.version, title=book.title, issues=_issues(connection, book.key))


# --- coders and positions ---------------------------------------------------------------------------------------------


def put_coder(
    connection: Connection, name: str, *, facts: Mapping[str, Any], least: float = 0.0, where: str = ""
) -> int:
    """The coder of that name for the codebook in force, whose positions stand from now on; made if it is not there.

    Args:
        least: the probability below which it abstains.

    Returns:
        The key of the codebook in force.

    Raises:
        RecordError: there is no codebook.
    """
    codebooks, coders = schema.codebooks, schema.coders
    book = connection.scalar(select(codebooks.c.key).where(codebooks.c.in_force))
    if book is None:
        raise RecordError("there is no codebook in the record", where=where, do="run: onrecord code CODEBOOK.yaml")
    connection.execute(update(coders).where(coders.c.codebook == book).values(stands=False))
    same = (coders.c.codebook == book) & (coders.c.name == name)
    values = {"stands": True, "at": _now(), "least": least, "facts": packed(dict(facts))}
    if connection.scalar(select(coders.c.key).where(same)) is None:
        connection.execute(insert(coders).values(codebook=book, name=name, **values))
    else:
        connection.execute(update(coders).where(same).values(**values))
    return book


def let_stand(connection: Connection, name: str, *, least: float | None = None) -> None:
    """Have the positions of a coder stand that has coded by the codebook in force before; no such coder: nothing.

    Args:
        least: the probability below which it abstains from now on; None: as before.
    """
    codebooks, coders = schema.codebooks, schema.coders
    book = select(codebooks.c.key).where(codebooks.c.in_force).scalar_subquery()
    found = connection.execute(select(coders).where(coders.c.codebook == book, coders.c.name == name)).one_or_none()
    if found is None or (found.stands and least in (None, found.least)):
        return
    connection.execute(update(coders).where(coders.c.codebook == book).values(stands=coders.c.key == found.key))
    if least is not None:
        connection.execute(update(coders).where(coders.c.key == found.key).values(least=least))
    restand_positions(connection)


def put_positions(
    connection: Connection,
    positions: Iterable[Position],
    *,
    only: Iterable[str] | None,
    where: str,
    coder: str = MACHINE,
    facts: Mapping[str, Any] | None = None,
    least: float = 0.0,
    instead_of: str | None = None,
) -> int:
    """Replace what one coder coded by the codebook in force; see :meth:`Record.put_positions`."""
    statements, stored, standing = schema.statements, schema.positions, schema.standing_statements
    key = put_coder(connection, coder, facts=facts or {}, least=least, where=where)
    found = select(statements.c.id, statements.c.anchor).join(standing, standing.c.statement == statements.c.key)
    anchors = dict(connection.execute(found).tuples().all())
    rows = {
        (anchors[position.statement], position.issue): {
            "codebook": key,
            "coder": coder,
            "anchor": anchors[position.statement],
            "issue": position.issue,
            "stance": str(position.stance),
            "probability": float(position.probability),
            "reason": position.reason,
            "words": packed([[span.start, span.end] for span in position.words]),
            "claimed": position.claimed and str(position.claimed),
            "claimed_by": position.claimed_by,
            "likely": packed(list(position.likely)),
        }
        for position in positions
        if position.statement in anchors
    }
    old = delete(stored).where(stored.c.codebook == key, stored.c.coder == coder)
    if only is not None:
        old = old.where(among(stored.c.anchor, [anchors[id] for id in only if id in anchors]))
    connection.execute(old)
    if instead_of is not None:
        connection.execute(delete(stored).where(stored.c.codebook == key, stored.c.coder.startswith(instead_of)))
    if rows:
        connection.execute(insert(stored).prefix_with("OR REPLACE"), list(rows.values()))
    restand_positions(connection)
    return len(rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
