"""What there is to judge, in an order that is worth a person's time; and who has judged what, beside whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    Float,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from ...errors import InputError
from .. import schema
from ..overlays import not_undone
from ..packing import among
from ..record import Record
from ..rows import AuditRow, QueueRow
from .statements import current_actor

ORDERS = ("uncertain", "moves", "newest")
WHATS = ("positions", "statements", "all")


@dataclass(frozen=True, slots=True)
class ToJudge:
    """Which rows a queue is made of: positions, statements without one, or all; of one issue, speaker, outlet."""

    what: str = "positions"
    issue: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    stance: str | None = None


def review_queue(
    record: Record,
    wanted: ToJudge,
    *,
    by: str,
    order: str = "uncertain",
    only: Collection[str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[QueueRow]:
    """Rows that nobody has judged; what ``by`` put off comes last, copies of other articles before that.

    ``uncertain``: by the probability that statement and position are both right. ``moves``: by the ties of the
    discourse network that may be wrong, (1 − p) × (other actors on the issue) ÷ (the actor's own statements on it).
    ``only``: statements of these ids.
    """
    if order not in ORDERS:
        raise InputError(f"there is no order {order!r}", do=f"choose one of {', '.join(ORDERS)}")
    with record.reading() as connection:
        rows = _unjudged(connection, wanted)
        skips, copies = schema.skips, schema.copies
        target = case((rows.c.issue.is_(None), rows.c.id), else_=rows.c.id + "/" + rows.c.issue)
        listed = (
            select(rows.c.id, rows.c.issue, rows.c.p)
            .outerjoin(skips, and_(skips.c.by == by, skips.c.target == target))
            .outerjoin(copies, copies.c.article == rows.c.article)
        )
        if only is not None:
            listed = listed.where(among(rows.c.id, only))
        if order == "moves":
            cells, fields = _cells()
            listed = listed.outerjoin(cells, and_(cells.c.issue == rows.c.issue, cells.c.speaker == rows.c.speaker))
            listed = listed.outerjoin(fields, fields.c.issue == rows.c.issue)
        first = (skips.c.at.is_not(None), skips.c.at, copies.c.of.is_not(None), _score(rows, order))
        listed = listed.order_by(*first, rows.c.anchor, rows.c.issue).limit(limit).offset(offset)
        return [QueueRow(row.id, row.issue, row.p) for row in connection.execute(listed)]


def audit_rows(record: Record, wanted: ToJudge) -> list[AuditRow]:
    """Every statement that could be drawn: with its most probable position if it has one, and whether it is judged."""
    statements, standing, positions = schema.statements, schema.standing_statements, schema.standing_positions
    judged = select(literal(1)).where(schema.position_overlays.c.anchor == standing.c.anchor).exists()
    alone = select(literal(1)).where(schema.statement_overlays.c.anchor == standing.c.anchor).exists()
    listed = (
        select(statements.c.id, standing.c.anchor, positions.c.issue, (judged | alone).label("judged"))
        .select_from(standing)
        .join(statements, statements.c.key == standing.c.statement)
        .outerjoin(positions, positions.c.statement == standing.c.statement)
        .order_by(standing.c.statement, positions.c.probability.desc())
    )
    if wanted.issue is not None:
        listed = listed.where(positions.c.issue == wanted.issue)
    if wanted.stance is not None:
        listed = listed.where(positions.c.stance == wanted.stance)
    if wanted.what != "all":
        listed = listed.where(
            positions.c.issue.is_not(None) if wanted.what == "positions" else positions.c.issue.is_(None)
        )
    with record.reading() as connection:
        rows = connection.execute(_narrowed(connection, listed, wanted)).all()
    first = {row.id: row for row in reversed(rows)}  # the most probable of each
    return [AuditRow(row.id, row.anchor, row.issue, bool(row.judged)) for row in first.values()]


def skipped(record: Record, by: str) -> dict[str, str]:
    """What a reviewer put off → when."""
    skips = schema.skips
    with record.reading() as connection:
        rows = connection.execute(select(skips.c.target, skips.c.at).where(skips.c.by == by))
        return dict(rows.tuples().all())


def review_left(record: Record, wanted: ToJudge) -> int:
    """How many rows of the queue nobody has judged."""
    with record.reading() as connection:
        if wanted == ToJudge("positions"):
            return _positions_left(connection)
        return connection.scalar(select(func.count()).select_from(_unjudged(connection, wanted)))


def proposed_state(record: Record) -> tuple[float | str, ...]:
    """Numbers that change with the articles, what the machine that stands proposed, and undos; then the judgements."""
    positions, judgements, coders = schema.positions, schema.judgements, schema.coders
    sums = (
        select(func.coalesce(func.max(schema.statements.c.key), 0)),
        select(func.count() + func.total(positions.c.probability)),
        select(func.coalesce(func.max(schema.codebooks.c.key), 0)).where(schema.codebooks.c.in_force),
        select(func.coalesce(func.group_concat(coders.c.codebook.concat("/").concat(coders.c.name)), "")).where(
            coders.c.stands
        ),
        select(func.count()).where(judgements.c.verdict == "undo"),
        select(func.count()).select_from(judgements),
    )
    with record.reading() as connection:
        return tuple(connection.scalar(one) for one in sums)


def _positions_left(connection: Connection) -> int:
    """All positions without those that are judged: quick, since the judged ones are few."""
    positions, standing, overlays = schema.standing_positions, schema.standing_statements, schema.position_overlays
    judged = (
        select(func.count())
        .select_from(overlays)
        .join(standing, standing.c.anchor == overlays.c.anchor)
        .join(positions, (positions.c.statement == standing.c.statement) & (positions.c.issue == overlays.c.issue))
    )
    every = select(func.count()).select_from(positions)
    return connection.scalar(every) - connection.scalar(judged)


def _cells() -> tuple[Subquery, Subquery]:
    positions = schema.standing_positions
    cells = (
        select(positions.c.issue, positions.c.speaker, func.count().label("own"))
        .group_by(positions.c.issue, positions.c.speaker)
        .subquery("cells")
    )
    fields = (
        select(positions.c.issue, func.count(positions.c.speaker.distinct()).label("actors"))
        .group_by(positions.c.issue)
        .subquery("fields")
    )
    return cells, fields


def _score(rows: Subquery, order: str):
    if order == "uncertain":
        return rows.c.p
    if order == "newest":
        return func.coalesce(rows.c.when, "").desc()
    own, actors = literal_column("cells.own"), literal_column("fields.actors")
    return func.coalesce((rows.c.p - 1.0) * (actors - 1) / own, 0.0)


def _unjudged(connection: Connection, wanted: ToJudge) -> Subquery:
    if wanted.what not in WHATS:
        raise InputError(f"there is no queue of {wanted.what!r}", do=f"choose one of {', '.join(WHATS)}")
    parts = []
    if wanted.what in ("positions", "all"):
        parts.append(_positions(connection, wanted))
    if wanted.what in ("statements", "all") and not (wanted.issue or wanted.stance):
        parts.append(_bare(connection, wanted))
    if not parts:  # statements without a position on an issue: there are none
        parts.append(_positions(connection, wanted).where(literal(0) == 1))
    return union_all(*parts).subquery("rows")


def _columns(issue, p):
    statements, standing = schema.statements, schema.standing_statements
    return (
        statements.c.id,
        issue.label("issue"),
        cast(p, Float).label("p"),
        standing.c.anchor,
        standing.c.article,
        standing.c.speaker,
        standing.c.when,
    )


def _positions(connection: Connection, wanted: ToJudge) -> Select:
    positions, statements, standing = schema.standing_positions, schema.statements, schema.standing_statements
    overlays = schema.position_overlays
    found = (
        select(*_columns(positions.c.issue, positions.c.probability * statements.c.confidence))
        .select_from(positions)
        .join(standing, standing.c.statement == positions.c.statement)
        .join(statements, statements.c.key == positions.c.statement)
        .outerjoin(overlays, and_(overlays.c.anchor == standing.c.anchor, overlays.c.issue == positions.c.issue))
        .where(overlays.c.anchor.is_(None))
    )
    if wanted.issue is not None:
        found = found.where(positions.c.issue == wanted.issue)
    if wanted.stance is not None:
        found = found.where(positions.c.stance == wanted.stance)
    return _narrowed(connection, found, wanted)


def _bare(connection: Connection, wanted: ToJudge) -> Select:
    statements, standing, overlays = schema.statements, schema.standing_statements, schema.statement_overlays
    positions, given = schema.standing_positions, schema.position_overlays
    coded = select(literal(1)).where(positions.c.statement == standing.c.statement).exists()
    judged = select(literal(1)).where(given.c.anchor == standing.c.anchor).exists()
    found = (
        select(*_columns(null(), statements.c.confidence))
        .select_from(standing)
        .join(statements, statements.c.key == standing.c.statement)
        .outerjoin(overlays, overlays.c.anchor == standing.c.anchor)
        .where(overlays.c.anchor.is_(None), ~coded, ~judged)
    )
    return _narrowed(connection, found, wanted)


def _narrowed(connection: Connection, found: Select, wanted: ToJudge) -> Select:
    standing = schema.standing_statements
    if wanted.speaker is not None:
        found = found.where(standing.c.speaker == current_actor(connection, wanted.speaker))
    if wanted.outlet is not None:
        found = found.where(standing.c.outlet == wanted.outlet)
    return found


# --- several people ---------------------------------------------------------------------------------------------------


def second_queue(record: Record, wanted: ToJudge, *, by: str, limit: int = 20, offset: int = 0) -> list[QueueRow]:
    """Positions that somebody else has judged and ``by`` has not, in a random order that stays."""
    return _seconds(record, wanted, by)[offset : offset + limit]


def second_left(record: Record, wanted: ToJudge, *, by: str) -> int:
    """How many of them there are."""
    return len(_seconds(record, wanted, by))


def _seconds(record: Record, wanted: ToJudge, by: str) -> list[QueueRow]:
    judgements, moves, statements = schema.judgements, schema.anchor_moves, schema.statements
    with record.reading() as connection:
        rows = not_undone(connection.execute(select(judgements).where(judgements.c.kind == "position")).all())
        now = dict(connection.execute(select(moves.c.old, moves.c.new)).tuples().all())
        judged: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            judged.setdefault((now.get(row.anchor, row.anchor), row.issue), set()).add(row.by)
        open_ = sorted(key for key, people in judged.items() if by not in people)
        articles, standing = schema.articles, schema.standing_statements
        listed = (
            select(statements.c.anchor, statements.c.id, statements.c.confidence, articles.c.outlet, standing.c.speaker)
            .join(articles, articles.c.key == statements.c.article)
            .outerjoin(standing, standing.c.statement == statements.c.key)
            .where(articles.c.newest, among(statements.c.anchor, {anchor for anchor, _ in open_}))
        )
        found = {row.anchor: row for row in connection.execute(listed)}
        speaker = current_actor(connection, wanted.speaker) if wanted.speaker else None
    return [
        QueueRow(found[anchor].id, issue, found[anchor].confidence)
        for anchor, issue in open_
        if anchor in found
        and (wanted.issue is None or issue == wanted.issue)
        and (wanted.outlet is None or found[anchor].outlet == wanted.outlet)
        and (speaker is None or found[anchor].speaker == speaker)
    ]
