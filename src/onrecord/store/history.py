"""What people decided on a row, in order."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Row, func, or_, select

from . import schema
from .overlays import undone_by
from .packing import among
from .rows import JudgementRow


def history_of(connection: Connection, kind: str, target: str) -> list[JudgementRow]:
    """All judgements on a row, oldest first, undone ones included."""
    judgements, statements = schema.judgements, schema.statements
    on_target = judgements.c.target == target
    if kind in ("statement", "position"):
        id, _, issue = target.partition("/")
        anchors = set(connection.scalars(select(statements.c.anchor).where(statements.c.id == id)))
        moves = schema.anchor_moves
        anchors |= set(connection.scalars(select(moves.c.old).where(among(moves.c.new, anchors))))
        same_issue = judgements.c.issue.is_not_distinct_from(issue or None)
        on_target = or_(on_target, among(judgements.c.anchor, anchors) & same_issue)
    elif kind == "actor":
        on_target = or_(on_target, func.json_extract(judgements.c.value, "$.into") == target)
    rows = connection.execute(
        select(judgements).where(judgements.c.kind == kind, on_target).order_by(judgements.c.id)
    ).all()
    return judgement_rows(rows)


def judgement_rows(rows: list[Row]) -> list[JudgementRow]:
    """Stored rows as they are shown."""
    undone = undone_by(rows)
    return [
        JudgementRow(
            id=row.id,
            verdict=row.verdict,
            kind=row.kind,
            target=row.target,
            by=row.by,
            at=row.at,
            value=json.loads(row.value),
            note=row.note,
            undone_by=undone.get(row.id),
            batch=row.batch,
            second=row.second,
            seconds=row.seconds,
            queue=row.queue,
        )
        for row in rows
    ]
