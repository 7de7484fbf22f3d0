"""What an actor is made of, article by article, for splitting somebody off it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from .. import schema
from ..packing import among
from ..record import Record
from .articles import article_rows
from .statements import current_actor, statement_rows


def parts_of(record: Record, actor: str) -> list[tuple]:
    """(article, name there, statements of which it is the speaker) for each article in which the actor stands."""
    links, locals_, articles = schema.actor_links, schema.local_actors, schema.articles
    standing, statements = schema.standing_statements, schema.statements
    with record.reading() as connection:
        now = current_actor(connection, actor)
        said = (
            select(func.count())
            .select_from(standing.join(statements, statements.c.key == standing.c.statement))
            .where(standing.c.article == links.c.article, statements.c.speaker == links.c.local)
            .where(standing.c.speaker == now)
            .scalar_subquery()
        )
        rows = connection.execute(
            select(links.c.article, locals_.c.name, said.label("said"))
            .join(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
            .join(articles, articles.c.key == links.c.article)
            .where(links.c.stands_as == now, articles.c.newest)
            .order_by(articles.c.published.is_(None), articles.c.published, articles.c.key, locals_.c.n)
        ).all()
        around = article_rows(connection, {row.article for row in rows})
    return [(around[row.article], row.name, row.said) for row in rows]


def split_off(record: Record, actor: str, *, articles: Iterable[str], names: Iterable[str]) -> list:
    """The statements that would go with somebody split off: in these articles, by these names; none given: all."""
    links, locals_, table = schema.actor_links, schema.local_actors, schema.articles
    standing, statements, overlays = schema.standing_statements, schema.statements, schema.statement_overlays
    articles, names = list(articles), list(names)
    with record.reading() as connection:
        now = current_actor(connection, actor)
        wanted = (
            select(standing.c.statement)
            .join(statements, statements.c.key == standing.c.statement)
            .join(links, (links.c.article == statements.c.article) & (links.c.local == statements.c.speaker))
            .join(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
            .join(table, table.c.key == standing.c.article)
            .outerjoin(overlays, overlays.c.anchor == standing.c.anchor)
            # a speaker whom people named stays
            .where(links.c.stands_as == now, func.coalesce(overlays.c.speaker_changed, False).is_(False))
            .order_by(standing.c.article, standing.c.start)
        )
        if articles:
            sources = select(table.c.source).where(among(table.c.id, articles))
            wanted = wanted.where(table.c.source.in_(sources))
        if names:
            wanted = wanted.where(among(locals_.c.name, names))
        keys = list(connection.scalars(wanted))
        rows = statement_rows(connection, keys)
    return [rows[key] for key in keys]
