"""Sums for the home page, problems, and the judgements that people passed."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from .. import schema
from ..history import judgement_rows
from ..record import Record
from ..rows import Counts, JudgementRow, ProblemRow


def counts(record: Record) -> Counts:
    """How much there is, newest versions and standing rows only. Remembered."""
    return record.remember("counts", lambda: _counts(record))


def _counts(record: Record) -> Counts:
    articles, events, gone = schema.articles, schema.events, schema.row_overlays
    rejected = select(gone.c.target).where(gone.c.kind == "event")
    with record.reading() as connection:

        def count(table) -> int:
            return connection.scalar(select(func.count()).select_from(table))

        about = connection.execute(
            select(
                func.count(),
                func.count(articles.c.outlet.distinct()),
                func.min(articles.c.published),
                func.max(articles.c.published),
            ).where(articles.c.newest)
        ).one()
        happened = connection.scalar(
            select(func.count())
            .select_from(events.join(articles, articles.c.key == events.c.article))
            .where(articles.c.newest, events.c.id.not_in(rejected))
        )
        return Counts(
            articles=about[0],
            outlets=about[1],
            statements=count(schema.standing_statements),
            actors=count(schema.standing_actors),
            positions=count(schema.standing_positions),
            events=happened,
            problems=count(schema.problems),
            judgements=count(schema.judgements),
            first=about[2],
            last=about[3],
        )


def record_id(record: Record) -> str:
    """The record's own id, made with it: a UUID in hexadecimal."""
    with record.reading() as connection:
        return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "record"))


def problems(record: Record) -> list[ProblemRow]:
    """What could not be read, the latest first."""
    table, articles = schema.problems, schema.articles
    same_stem = select(func.min(articles.c.id)).where(articles.c.doc_id == table.c.doc_id, articles.c.newest)
    same_place = same_stem.where(articles.c.address == table.c.where)
    article = func.coalesce(same_place.scalar_subquery(), same_stem.scalar_subquery())
    with record.reading() as connection:
        rows = connection.execute(select(table, article.label("article_id")).order_by(table.c.id.desc()))
        return [ProblemRow(row.id, row.where, row.what, row.do, row.at, row.article_id) for row in rows]


def judgements(
    record: Record,
    *,
    by: str | None = None,
    kind: str | None = None,
    batch: int | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[JudgementRow]:
    """What people decided, the latest first, undone ones and undos included; of one person, kind or batch."""
    table = schema.judgements
    wanted = select(table)
    for column, value in ((table.c.by, by), (table.c.kind, kind), (table.c.batch, batch)):
        if value is not None:
            wanted = wanted.where(column == value)
    with record.reading() as connection:
        rows = connection.execute(wanted.order_by(table.c.id.desc()).limit(limit).offset(offset)).all()
        if not rows:
            return []
        # whether one is undone depends on all that came after it
        later = connection.execute(select(table).where(table.c.id >= rows[-1].id)).all()
    shown = {row.id for row in rows}
    return [row for row in reversed(judgement_rows(later)) if row.id in shown]


def judgement(record: Record, id: int) -> JudgementRow | None:
    """One judgement."""
    table = schema.judgements
    with record.reading() as connection:
        later = connection.execute(select(table).where(table.c.id >= id)).all()
    return next((row for row in judgement_rows(later) if row.id == id), None)


def last_decision(record: Record, by: str) -> int | None:
    """The latest batch of a person of which something stands: what the key for undoing takes back."""
    table = schema.judgements
    undo = table.alias("undo")
    undone = select(undo.c.id).where(undo.c.undoes == table.c.id).exists()
    wanted = select(table.c.batch).where(table.c.by == by, table.c.batch.is_not(None), ~undone)
    with record.reading() as connection:
        return connection.scalar(wanted.order_by(table.c.id.desc()).limit(1))


def judges(record: Record) -> dict[str, tuple[int, str]]:
    """Who has judged: name → (how many judgements, when the last)."""
    table = schema.judgements
    counted = select(table.c.by, func.count(), func.max(table.c.at)).group_by(table.c.by).order_by(func.count().desc())
    with record.reading() as connection:
        return {by: (n, last) for by, n, last in connection.execute(counted)}


def judged_issues(record: Record, statement: str) -> list[str]:
    """The issues on which somebody has judged the statement's position."""
    table, statements, moves = schema.judgements, schema.statements, schema.anchor_moves
    anchor = select(statements.c.anchor).where(statements.c.id == statement)
    moved = select(moves.c.old).where(moves.c.new.in_(anchor))
    wanted = select(table.c.issue).where(
        table.c.kind == "position", or_(table.c.anchor.in_(anchor), table.c.anchor.in_(moved))
    )
    with record.reading() as connection:
        return list(connection.scalars(wanted.distinct().order_by(table.c.issue)))
