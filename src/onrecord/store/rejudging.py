"""Judgements survive a better reader: they move with the words they were about, and judged words are never lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model import Spans, content_id
from . import schema
from .overlays import overlay_positions, overlay_statements
from .packing import among, unpack_spans

#: Characters shared, over characters in either: above it two contents are the same statement with other borders.
SAME_STATEMENT = 0.5


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """A statement as it was when people judged it; ``judged`` are the anchors that their judgements hold on to."""

    row: dict[str, Any]
    speaker_name: str | None
    judged: tuple[str, ...]


def judged_statements(connection: Connection, article: int) -> list[JudgedStatement]:
    """The statements of the article that somebody has judged, before its rows are replaced."""
    statements, locals_, judgements, moves = (
        schema.statements,
        schema.local_actors,
        schema.judgements,
        schema.anchor_moves,
    )
    stands_for = func.coalesce(moves.c.new, judgements.c.anchor)
    judged = (
        select(judgements.c.anchor.label("judged"), stands_for.label("anchor"))
        .outerjoin(moves, moves.c.old == judgements.c.anchor)
        .where(judgements.c.anchor.is_not(None))
        .distinct()
        .subquery()
    )
    rows = connection.execute(
        select(statements, locals_.c.name.label("speaker_name"), judged.c.judged)
        .join(judged, judged.c.anchor == statements.c.anchor)
        .outerjoin(locals_, (locals_.c.article == statements.c.article) & (locals_.c.local == statements.c.speaker))
        .where(statements.c.article == article)
        .order_by(statements.c.n, judged.c.judged)
    ).mappings()
    found: dict[str, JudgedStatement] = {}
    for row in rows:
        values = dict(row)
        name, anchor = values.pop("speaker_name"), values.pop("judged")
        before = found.get(values["anchor"])
        anchors = (*before.judged, anchor) if before else (anchor,)
        found[values["anchor"]] = JudgedStatement(values, name, anchors)
    return list(found.values())


def carry_judgements(connection: Connection, article: int, before: Sequence[JudgedStatement]) -> None:
    """After the article was read again: move judgements to the statement that took the judged one's place.

    Where there is none, the judged statement is kept as it was: what a person has looked at does not vanish because a
    reader misses it.
    """
    if not before:
        return
    now = connection.execute(
        select(schema.statements.c.anchor, schema.statements.c.content).where(schema.statements.c.article == article)
    ).all()
    spans = {row.anchor: unpack_spans(row.content) for row in now}
    for statement in before:
        if statement.row["anchor"] in spans:
            continue
        anchor = _heir(spans, unpack_spans(statement.row["content"])) or _keep(connection, article, statement)
        for judged in statement.judged:
            _move(connection, judged, anchor)
    anchors = {judged for statement in before for judged in statement.judged} | {s.row["anchor"] for s in before}
    overlay_statements(connection, anchors)
    overlay_positions(connection, anchors)


def drop_positions_of_nothing(connection: Connection, anchors: Iterable[str]) -> None:
    """Machine positions on statements that no version of any article has any more."""
    positions, statements = schema.positions, schema.statements
    alive = select(statements.c.anchor).where(statements.c.anchor == positions.c.anchor)
    connection.execute(delete(positions).where(among(positions.c.anchor, anchors), ~alive.exists()))


def _heir(spans: dict[str, Spans], old: Spans) -> str | None:
    best = max(((overlap(old, new), anchor) for anchor, new in spans.items()), default=(0.0, ""))
    return best[1] if best[0] > SAME_STATEMENT else None


def overlap(a: Spans, b: Spans) -> float:
    """Characters that both cover, over characters that either covers.

    >>> from onrecord.model import Span
    >>> overlap((Span(0, 10),), (Span(5, 10),))
    0.5
    """
    ours = {at for span in a for at in range(span.start, span.end)}
    theirs = {at for span in b for at in range(span.start, span.end)}
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def _move(connection: Connection, judged: str, anchor: str) -> None:
    moves = schema.anchor_moves
    if judged == anchor:
        connection.execute(delete(moves).where(moves.c.old == judged))
    else:
        row = upsert(moves).values(old=judged, new=anchor)
        connection.execute(row.on_conflict_do_update(index_elements=["old"], set_={"new": anchor}))


def _keep(connection: Connection, article: int, statement: JudgedStatement) -> str:
    statements, locals_ = schema.statements, schema.local_actors
    values = {name: value for name, value in statement.row.items() if name != "key"}
    values["n"] = connection.scalar(
        select(func.coalesce(func.max(statements.c.n) + 1, 0)).where(statements.c.article == article)
    )
    values["speaker"] = connection.scalar(
        select(locals_.c.local)
        .where(locals_.c.article == article, locals_.c.name == statement.speaker_name)
        .order_by(locals_.c.n)
        .limit(1)
    )
    taken = select(statements.c.id).where(statements.c.article == article, statements.c.id == values["id"])
    if connection.scalar(taken) is not None:
        values["id"] = content_id("kept", values["anchor"])
    connection.execute(insert(statements).values(**values))
    return values["anchor"]
