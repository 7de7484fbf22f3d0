"""Codebooks and coded positions in the record."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select, update

from ..errors import RecordError
from ..model import Codebook, Issue, Position
from . import schema
from .packing import among, packed
from .standing import restand_positions


def put_codebook(connection: Connection, codebook: Codebook) -> None:
    """Store a codebook and put it in force; positions of the one before stay with it and stop standing."""
    codebooks = schema.codebooks
    connection.execute(update(codebooks).values(in_force=False))
    key = connection.scalar(
        select(codebooks.c.key).where(codebooks.c.id == codebook.id, codebooks.c.version == codebook.version)
    )
    if key is None:
        key = connection.execute(
            insert(codebooks).values(id=codebook.id, version=codebook.version, title=codebook.title, in_force=True)
        ).inserted_primary_key[0]
    else:
        connection.execute(update(codebooks).where(codebooks.c.key == key).values(title=codebook.title, in_force=True))
        connection.execute(delete(schema.issues).where(schema.issues.c.codebook == key))
    if codebook.issues:
        connection.execute(insert(schema.issues), [_row(key, n, issue) for n, issue in enumerate(codebook.issues)])
    restand_positions(connection)


def _row(key: int, n: int, issue: Issue) -> dict:
    return {
        "codebook": key,
        "n": n,
        "id": issue.id,
        "title": issue.title,
        "definition": issue.definition,
        "support": packed(issue.support),
        "oppose": packed(issue.oppose),
        "aliases": packed(issue.aliases),
        "parent": issue.parent,
    }


def add_issues(connection: Connection, added: Iterable[Issue]) -> None:
    """Append issues to the codebook in force, which there must be; what is coded already stays."""
    codebooks, issues = schema.codebooks, schema.issues
    key = connection.scalars(select(codebooks.c.key).where(codebooks.c.in_force)).one()
    first = connection.scalar(select(func.coalesce(func.max(issues.c.n) + 1, 0)).where(issues.c.codebook == key))
    rows = [_row(key, first + n, issue) for n, issue in enumerate(added)]
    if rows:
        connection.execute(insert(issues), rows)


def stored_codebook(connection: Connection) -> Codebook | None:
    """The codebook in force, or None."""
    codebooks, issues = schema.codebooks, schema.issues
    book = connection.execute(select(codebooks).where(codebooks.c.in_force)).one_or_none()
    if book is None:
        return None
    rows = connection.execute(select(issues).where(issues.c.codebook == book.key).order_by(issues.c.n))
    return Codebook(
        id=book.id,
        version=book.version,
        title=book.title,
        issues=tuple(
            Issue(
                id=row.id,
                title=row.title,
                definition=row.definition,
                support=tuple(json.loads(row.support)),
                oppose=tuple(json.loads(row.oppose)),
                aliases=tuple(json.loads(row.aliases)),
                parent=row.parent,
            )
            for row in rows
        ),
    )


def put_positions(
    connection: Connection, positions: Iterable[Position], *, only: Iterable[str] | None, where: str
) -> int:
    """Replace the machine's positions by the codebook in force; see :meth:`Record.put_positions`."""
    codebooks, statements, stored = schema.codebooks, schema.statements, schema.positions
    key = connection.scalar(select(codebooks.c.key).where(codebooks.c.in_force))
    if key is None:
        raise RecordError("there is no codebook in the record", where=where, do="run: onrecord code CODEBOOK.yaml")
    standing = schema.standing_statements
    anchors = dict(
        connection.execute(
            select(statements.c.id, statements.c.anchor).join(standing, standing.c.statement == statements.c.key)
        )
        .tuples()
        .all()
    )
    rows = {
        (anchors[position.statement], position.issue): {
            "codebook": key,
            "anchor": anchors[position.statement],
            "issue": position.issue,
            "stance": str(position.stance),
            "probability": float(position.probability),
            "reason": position.reason,
            "coder": position.coder,
        }
        for position in positions
        if position.statement in anchors
    }
    old = delete(stored).where(stored.c.codebook == key)
    if only is not None:
        old = old.where(among(stored.c.anchor, [anchors[id] for id in only if id in anchors]))
    connection.execute(old)
    if rows:
        connection.execute(insert(stored).prefix_with("OR REPLACE"), list(rows.values()))
    restand_positions(connection)
    return len(rows)
