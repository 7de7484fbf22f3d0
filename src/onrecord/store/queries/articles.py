"""Articles: lists, texts, copies, outlets, dates, places."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Row, Select, func, select

from ...model import DateMention, PlaceMention, Span, Zone, ZoneKind
from .. import schema
from ..packing import among
from ..record import Record
from ..rows import ArticleRow, ArticleText


def articles(record: Record, *, outlet: str | None = None, limit: int = 50, offset: int = 0) -> list[ArticleRow]:
    """Articles, the latest first, undated ones last."""
    table = schema.articles
    wanted = select(table.c.key).where(table.c.newest)
    if outlet is not None:
        wanted = wanted.where(table.c.outlet == outlet)
    wanted = wanted.order_by(table.c.published.desc(), table.c.key).limit(limit).offset(offset)
    with record.reading() as connection:
        keys = list(connection.scalars(wanted))
        rows = article_rows(connection, keys)
    return [rows[key] for key in keys]


def article(record: Record, id: str) -> ArticleText | None:
    """One article with its text and zones; any version by its id."""
    table, zones = schema.articles, schema.zones
    with record.reading() as connection:
        row = connection.execute(select(table.c.key, table.c.text).where(table.c.id == id)).one_or_none()
        if row is None:
            return None
        found = connection.execute(select(zones).where(zones.c.article == row.key).order_by(zones.c.n))
        return ArticleText(
            article=article_rows(connection, [row.key])[row.key],
            text=row.text,
            zones=tuple(Zone(ZoneKind(zone.kind), Span(zone.start, zone.end)) for zone in found),
        )


def article_rows_of(record: Record, ids: Iterable[str]) -> dict[str, ArticleRow]:
    """Rows of these articles by id, without their texts."""
    table = schema.articles
    with record.reading() as connection:
        keys = connection.scalars(select(table.c.key).where(among(table.c.id, ids)))
        return {row.id: row for row in article_rows(connection, keys).values()}


def copies(record: Record, article: str) -> list[ArticleRow]:
    """The other articles that tell the same in the same words: the original and its copies, the earliest first."""
    table, links = schema.articles, schema.copies
    with record.reading() as connection:
        key = article_key(connection, article)
        original = connection.scalar(select(links.c.of).where(links.c.article == key)) or key
        found = set(connection.scalars(select(links.c.article).where(links.c.of == original))) | {original}
        rows = article_rows(connection, found - {key})
        order = connection.scalars(
            select(table.c.key)
            .where(among(table.c.key, rows), table.c.newest)
            .order_by(table.c.published.is_(None), table.c.published, table.c.key)
        )
        return [rows[other] for other in order]


def outlets(record: Record) -> list[tuple[str, int]]:
    """Outlets with the number of their articles, the largest first."""
    table = schema.articles
    with record.reading() as connection:
        rows = connection.execute(
            select(table.c.outlet, func.count().label("n"))
            .where(table.c.newest, table.c.outlet.is_not(None))
            .group_by(table.c.outlet)
            .order_by(func.count().desc(), table.c.outlet)
        )
        return [(row.outlet, row.n) for row in rows]


def dates(record: Record, article: str) -> list[DateMention]:
    """Time expressions of one article, in order."""
    table = schema.dates
    with record.reading() as connection:
        rows = connection.execute(_of_article(table, connection, article))
        return [DateMention(Span(row.start, row.end), row.value, row.rule, row.anchor) for row in rows]


def places(record: Record, article: str) -> list[PlaceMention]:
    """Place names of one article, in order."""
    table = schema.places
    with record.reading() as connection:
        rows = connection.execute(_of_article(table, connection, article))
        return [PlaceMention(Span(row.start, row.end), row.name, row.lat, row.lon, row.geonames_id) for row in rows]


def _of_article(table, connection: Connection, article: str) -> Select:
    return select(table).where(table.c.article == article_key(connection, article)).order_by(table.c.n)


def article_key(connection: Connection, id: str | None) -> int | None:
    """The record's own key of an article."""
    return connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == id))


def article_rows(connection: Connection, keys: Iterable[int]) -> dict[int, ArticleRow]:
    """Rows of these articles by key, with the number of statements that stand in each."""
    table, statements, links = schema.articles, schema.standing_statements, schema.copies
    original = table.alias("original")
    count = select(func.count()).where(statements.c.article == table.c.key).correlate(table).scalar_subquery()
    rows = connection.execute(
        select(
            table.c.key,
            table.c.id,
            table.c.doc_id,
            table.c.outlet,
            table.c.headline,
            table.c.published,
            table.c.address,
            table.c.words,
            table.c.version,
            count.label("statements"),
            original.c.id.label("copies_of"),
        )
        .outerjoin(links, links.c.article == table.c.key)
        .outerjoin(original, original.c.key == links.c.of)
        .where(among(table.c.key, keys))
    )
    return {row.key: _article_row(row) for row in rows}


def _article_row(row: Row) -> ArticleRow:
    return ArticleRow(
        id=row.id,
        doc_id=row.doc_id,
        outlet=row.outlet,
        headline=row.headline,
        published=row.published,
        address=row.address,
        words=row.words,
        statements=row.statements,
        copies_of=row.copies_of,
        version=row.version,
    )
