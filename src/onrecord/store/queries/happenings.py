"""Ties between actors and events, each with its evidence."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, tuple_

from ...model import Span
from .. import schema
from ..packing import among, unpack_magnitudes
from ..record import Record
from ..rows import ArticleRow, EventRow, TieRow
from .articles import article_key, article_rows
from .statements import current_actor

Who = tuple[tuple[str, str], ...]


def ties(record: Record, *, actor: str | None = None, article: str | None = None) -> list[TieRow]:
    """Ties of one actor, of one article, or all; the last observed first."""
    table, articles = schema.ties, schema.articles
    with record.reading() as connection:
        wanted = _standing_rows(table, "tie", _ties())
        if actor is not None:
            ours = _locals_of(connection, actor)
            ends = [tuple_(table.c.article, end).in_(ours) for end in (table.c.subject, table.c.object)]
            wanted = wanted.where(or_(*ends))
        if article is not None:
            wanted = wanted.where(table.c.article == article_key(connection, article))
        rows = connection.execute(wanted.order_by(articles.c.published.desc(), table.c.article, table.c.n)).all()
        around = article_rows(connection, {row.article for row in rows})
    return [_tie_row(row, around[row.article]) for row in rows]


def _ties() -> Select:
    table, articles = schema.ties, schema.articles
    columns = [*table.c, articles.c.published]
    joined = table.join(articles, articles.c.key == table.c.article)
    for end in ("subject", "object"):
        links, people = schema.actor_links.alias(f"{end}_link"), schema.standing_actors.alias(f"{end}_actor")
        locals_ = schema.local_actors.alias(f"{end}_local")
        local = table.c[end]
        joined = (
            joined.join(locals_, (locals_.c.article == table.c.article) & (locals_.c.local == local))
            .outerjoin(links, (links.c.article == table.c.article) & (links.c.local == local))
            .outerjoin(people, people.c.id == links.c.stands_as)
        )
        columns += [
            func.coalesce(links.c.stands_as, "").label(f"{end}_id"),
            func.coalesce(people.c.name, locals_.c.name).label(f"{end}_name"),
        ]
    return select(*columns).select_from(joined)


def _standing_rows(table, kind: str, wanted: Select) -> Select:
    """Newest versions only, and nothing that people rejected."""
    rejected = schema.row_overlays
    gone = select(rejected.c.target).where(rejected.c.kind == kind)
    return wanted.where(schema.articles.c.newest, table.c.id.not_in(gone))


def _locals_of(connection: Connection, actor: str) -> Select:
    links = schema.actor_links
    return select(links.c.article, links.c.local).where(links.c.stands_as == current_actor(connection, actor))


def _tie_row(row: Row, article: ArticleRow) -> TieRow:
    return TieRow(
        id=row.id,
        subject=row.subject_name,
        subject_id=row.subject_id,
        relation=row.relation,
        object=row.object_name,
        object_id=row.object_id,
        role=row.role,
        start_date=row.start_date,
        end_date=row.end_date,
        observed=row.published,
        article=article,
        evidence=Span(row.start, row.end),
        quote=row.quote,
    )


def events(
    record: Record,
    *,
    actor: str | None = None,
    article: str | None = None,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,
    limit: int | None = None,
) -> list[EventRow]:
    """Events with one actor on either side, of one article, or all; the latest first, undated last.

    Args:
        type: only events of this type ("PROTEST").
        since, until: ISO days of the event, or of the report where no article dates it; both included.
        limit: at most so many.
    """
    table, articles = schema.events, schema.articles
    with record.reading() as connection:
        wanted = _standing_rows(table, "event", select(table, articles.c.published))
        wanted = wanted.join(articles, articles.c.key == table.c.article)
        if actor is not None:
            wanted = wanted.where(_has_actor(connection, actor))
        if article is not None:
            wanted = wanted.where(table.c.article == article_key(connection, article))
        if type is not None:
            wanted = wanted.where(table.c.type == type)
        when = func.coalesce(table.c.when, articles.c.published)
        if since is not None:
            wanted = wanted.where(when >= since)
        if until is not None:
            wanted = wanted.where(when <= until + "~")
        rows = connection.execute(wanted.order_by(when.desc(), table.c.article, table.c.n).limit(limit)).all()
        around = article_rows(connection, {row.article for row in rows})
        sides = event_sides(connection, [row.key for row in rows])
    return [_event_row(row, around[row.article], sides) for row in rows]


def event(record: Record, id: str) -> EventRow | None:
    """One standing event, or None."""
    table, articles = schema.events, schema.articles
    with record.reading() as connection:
        wanted = _standing_rows(table, "event", select(table, articles.c.published))
        wanted = wanted.join(articles, articles.c.key == table.c.article).where(table.c.id == id)
        row = connection.execute(wanted.order_by(table.c.article)).first()
        if row is None:
            return None
        around = article_rows(connection, {row.article})
        return _event_row(row, around[row.article], event_sides(connection, [row.key]))


def _has_actor(connection: Connection, actor: str) -> ColumnElement[bool]:
    sides = schema.event_actors
    ours = _locals_of(connection, actor)
    return schema.events.c.key.in_(select(sides.c.event).where(tuple_(sides.c.article, sides.c.local).in_(ours)))


def event_sides(connection: Connection, keys: list[int]) -> dict[tuple[int, str], Who]:
    """(event's key, "who" or "to_whom") → (actor id, name) pairs in order, each actor once."""
    sides, links, people, locals_ = (
        schema.event_actors,
        schema.actor_links,
        schema.standing_actors,
        schema.local_actors,
    )
    rows = connection.execute(
        select(
            sides.c.event,
            sides.c.side,
            func.coalesce(links.c.stands_as, "").label("id"),
            func.coalesce(people.c.name, locals_.c.name).label("name"),
        )
        .join(locals_, (locals_.c.article == sides.c.article) & (locals_.c.local == sides.c.local))
        .outerjoin(links, (links.c.article == sides.c.article) & (links.c.local == sides.c.local))
        .outerjoin(people, people.c.id == links.c.stands_as)
        .where(among(sides.c.event, keys))
        .order_by(sides.c.event, sides.c.side, sides.c.n)
    )
    found: dict[tuple[int, str], Who] = {}
    for row in rows:
        before = found.get((row.event, row.side), ())
        if (row.id, row.name) not in before:
            found[row.event, row.side] = (*before, (row.id, row.name))
    return found


def _event_row(row: Row, article: ArticleRow, sides: dict[tuple[int, str], Who]) -> EventRow:
    return EventRow(
        id=row.id,
        type=row.type,
        mode=row.mode,
        who=sides.get((row.key, "who"), ()),
        to_whom=sides.get((row.key, "to_whom"), ()),
        where=row.where,
        when=row.when,
        realis=row.realis,
        asserted_by=row.asserted_by,
        article=article,
        evidence=Span(row.start, row.end),
        trigger=Span(row.trigger_start, row.trigger_end),
        quote=row.quote,
        reason=row.reason,
        magnitudes=unpack_magnitudes(row.magnitudes),
    )
