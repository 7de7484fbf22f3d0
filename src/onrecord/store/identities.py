"""Local actors of articles → actors of the record, by the resolver of the names room; each link with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from ..model import Actor, ActorType, Mention, MentionForm, Span, content_id
from . import schema
from .merging import standing_moves, stands_as
from .standing import actors_of, restand_actors, restand_articles

if TYPE_CHECKING:
    from .record import Record

#: Articles resolved in one transaction: so many are lost if the process dies, and so long others wait.
CHUNK = 200


class ExactNames:
    """Same name and type, same actor."""

    def __init__(self, known: list[tuple[str, str, str]]) -> None:
        self.ids = {(name.casefold(), type_): id for id, name, type_ in known}

    def add(self, article_id: str, actors: tuple[Actor, ...], published: str | None) -> dict[str, str]:
        return {
            actor.id: self.ids.setdefault(
                (actor.name.casefold(), str(actor.type)), content_id("actor", actor.type, actor.name.casefold())
            )
            for actor in actors
        }


def resolve(record: Record, progress: Callable[[int, int], None] | None) -> int:
    """See :meth:`Record.resolve`."""
    with record.reading() as connection:
        keys = unresolved(connection)
        actors = schema.actors
        known = [tuple(row) for row in connection.execute(select(actors.c.id, actors.c.name, actors.c.type))]
    resolver = ExactNames(known)
    linked = 0
    for at in range(0, len(keys), CHUNK):
        with record.writing() as connection:
            linked += _resolve(connection, resolver, keys[at : at + CHUNK])
        if progress:
            progress(min(at + CHUNK, len(keys)), len(keys))
    return linked


def unresolved(connection: Connection) -> list[int]:
    """Newest versions of articles with actors that have no identity yet, by date."""
    articles, locals_, links = schema.articles, schema.local_actors, schema.actor_links
    return list(
        connection.scalars(
            select(articles.c.key)
            .join(locals_, locals_.c.article == articles.c.key)
            .outerjoin(links, (links.c.article == locals_.c.article) & (links.c.local == locals_.c.local))
            .where(articles.c.newest, links.c.actor.is_(None))
            .group_by(articles.c.key)
            .order_by(articles.c.published.is_(None), articles.c.published, articles.c.doc_id, articles.c.id)
        )
    )


def _resolve(connection: Connection, resolver: ExactNames, keys: list[int]) -> int:
    moves = standing_moves(connection)
    links = []
    for key in keys:
        article = connection.execute(
            select(schema.articles.c.id, schema.articles.c.source, schema.articles.c.published).where(
                schema.articles.c.key == key
            )
        ).one()
        actors = local_actors(connection, key)
        found = resolver.add(article.id, actors, article.published)
        names = {actor.id: actor for actor in actors}
        for local, id in found.items():
            connection.execute(
                insert(schema.actors)
                .prefix_with("OR IGNORE")
                .values(id=id, name=names[local].name, type=str(names[local].type), country=None, known="{}")
            )
            links.append(
                {
                    "article": key,
                    "local": local,
                    "actor": id,
                    "score": 1.0,
                    "reason": "same name",
                    "stands_as": stands_as(moves, id, article.source, names[local].name),
                }
            )
    if links:
        connection.execute(insert(schema.actor_links).prefix_with("OR IGNORE"), links)
    restand_articles(connection, keys)
    restand_actors(connection, actors_of(connection, keys))
    return len(links)


def local_actors(connection: Connection, article: int) -> tuple[Actor, ...]:
    """The actors of one article as its reading has them."""
    locals_, mentions = schema.local_actors, schema.mentions
    found: dict[str, list[Mention]] = {}
    rows = connection.execute(select(mentions).where(mentions.c.article == article).order_by(mentions.c.n))
    for row in rows:
        found.setdefault(row.local, []).append(mention_of(row))
    return tuple(
        Actor(
            id=row.local,
            name=row.name,
            type=ActorType(row.type),
            mentions=tuple(found.get(row.local, ())),
            aliases=tuple(json.loads(row.aliases)),
            roles=tuple(json.loads(row.roles)),
            country=row.country,
        )
        for row in connection.execute(select(locals_).where(locals_.c.article == article).order_by(locals_.c.n))
    )


def mention_of(row) -> Mention:
    """A stored mention as the model's."""
    return Mention(
        span=Span(row.start, row.end),
        form=MentionForm(row.form),
        type=ActorType(row.type),
        extent=None if row.extent_start is None else Span(row.extent_start, row.extent_end),
        title=row.title,
    )
