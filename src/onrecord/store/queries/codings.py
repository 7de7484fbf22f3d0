"""Who coded what how: the last word of each person on each statement and issue, for comparing people."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, Row, select

from ...model import Verdict
from .. import schema
from ..overlays import not_undone
from ..packing import among
from ..record import Record
from ..rows import CodingRow
from ..standing import in_force

#: Codes beside the stances: the statement takes no position on the issue; it should not be on record at all.
NOT_ON_IT, NO_STATEMENT, ON_RECORD = "not on this issue", "no statement", "on record"


def codings(record: Record) -> list[CodingRow]:
    """The last judgement of each person on each position, and on each statement as such (``issue`` None).

    The machine's own code stands beside as ``machine``; second opinions count like first ones.
    """
    judgements = schema.judgements
    with record.reading() as connection:
        rows = not_undone(
            connection.execute(select(judgements).where(judgements.c.kind.in_(("statement", "position")))).all()
        )
        now = _moves(connection)
        machine = _machine(connection, {now.get(row.anchor, row.anchor) for row in rows})
        ids = _ids(connection, {now.get(row.anchor, row.anchor) for row in rows})
    last: dict[tuple[str, str | None, str], Row] = {}
    for row in rows:
        last[now.get(row.anchor, row.anchor), row.issue, row.by] = row
    found = []
    for (anchor, issue, by), row in last.items():
        code = _code(row, machine.get((anchor, issue)))
        whole = last.get((anchor, None, by))
        if issue is not None and whole is not None and whole.verdict == Verdict.REJECT:
            code = NO_STATEMENT
        if code and anchor in ids:
            found.append(
                CodingRow(
                    ids[anchor],
                    issue,
                    by,
                    code,
                    machine.get((anchor, issue)),
                    row.second,
                    row.at,
                    row.seconds,
                    row.queue,
                )
            )
    return found


def _code(row: Row, machine: str | None) -> str | None:
    stance = json.loads(row.value).get("stance")
    if row.verdict == Verdict.REJECT:
        return NO_STATEMENT if row.issue is None else NOT_ON_IT
    if row.issue is None:
        return ON_RECORD
    return stance or machine


def _moves(connection: Connection) -> dict[str, str]:
    moves = schema.anchor_moves
    return dict(connection.execute(select(moves.c.old, moves.c.new)).tuples().all())


def _machine(connection: Connection, anchors: Iterable[str]) -> dict[tuple[str, str | None], str]:
    positions = schema.positions
    rows = connection.execute(
        select(positions.c.anchor, positions.c.issue, positions.c.stance).where(
            among(positions.c.anchor, anchors), in_force(positions)
        )
    )
    return {(row.anchor, row.issue): row.stance for row in rows}


def _ids(connection: Connection, anchors: Iterable[str]) -> dict[str, str]:
    statements, articles = schema.statements, schema.articles
    rows = connection.execute(
        select(statements.c.anchor, statements.c.id)
        .join(articles, articles.c.key == statements.c.article)
        .where(among(statements.c.anchor, anchors))
        .order_by(articles.c.newest, articles.c.version)
    )
    return {row.anchor: row.id for row in rows}
