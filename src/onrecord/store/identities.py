"""Local actors of articles → actors of the record, by the resolver of the names room; each link with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model import Actor, ActorType, Mention, MentionForm, Span
from ..names.resolver import Identity, Merge, NearMiss, Resolver
from . import schema
from .merging import standing_moves, stands_as
from .packing import packed
from .standing import actors_of, restand_actors, restand_articles

if TYPE_CHECKING:
    from .record import Record

#: Articles resolved in one transaction: so many are lost if the process dies, and so long others wait.
CHUNK = 200
_NAMELESS = (str(ActorType.COLLECTIVE), str(ActorType.UNKNOWN))


def resolve(record: Record, progress: Callable[[int, int], None] | None) -> int:
    """See :meth:`Record.resolve`."""
    with record.reading() as connection:
        keys = unresolved(connection)
        if not keys:
            return 0
        resolver = Resolver(known_identities(connection))
    linked = 0
    for at in range(0, len(keys), CHUNK):
        with record.writing() as connection:
            linked += _resolve(connection, resolver, keys[at : at + CHUNK])
        if progress:
            progress(min(at + CHUNK, len(keys)), len(keys))
    return linked


def known_identities(connection: Connection) -> Iterator[Identity]:
    """The actors that new articles may mean; not "residents" or "a source", who are somebody else in every article."""
    actors = schema.actors
    for row in connection.execute(select(actors).where(actors.c.type.not_in(_NAMELESS)).order_by(actors.c.n)):
        yield Identity(row.id, row.name, ActorType(row.type), row.country, tuple(json.loads(row.names)))


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


def _resolve(connection: Connection, resolver: Resolver, keys: list[int]) -> int:
    moves = standing_moves(connection)
    merges, near_misses = len(resolver.merges), len(resolver.near_misses)
    seen = set(connection.scalars(select(schema.actors.c.id)))
    links = []
    for key in keys:
        article = _article(connection, key)
        if article is None:
            continue  # somebody else has put a newer version in its place meanwhile
        actors = local_actors(connection, key)
        found = resolver.add(article.source, actors, article.published)
        links += [
            {
                "article": key,
                "local": actor.id,
                "actor": found[actor.id],
                "score": 1.0,
                "reason": "the same name" if found[actor.id] in seen else "seen for the first time",
                "stands_as": stands_as(moves, found[actor.id], article.source, actor.name),
                "source": article.source,
            }
            for actor in actors
        ]
        seen.update(found.values())
    _put_actors(connection, resolver, {link["actor"] for link in links})
    _put_links(connection, links, resolver.merges[merges:])
    _put_near_misses(connection, resolver.near_misses[near_misses:])
    restand_articles(connection, keys)
    restand_actors(connection, actors_of(connection, keys))
    return len(links)


def _article(connection: Connection, key: int) -> Row | None:
    articles = schema.articles
    return connection.execute(
        select(articles.c.source, articles.c.published).where(articles.c.key == key, articles.c.newest)
    ).one_or_none()


def _put_actors(connection: Connection, resolver: Resolver, ids: set[str]) -> None:
    """New identities; of old ones only what was learnt about them (spellings, a country), never the name or type."""
    first = connection.scalar(select(func.coalesce(func.max(schema.actors.c.n) + 1, 0)))
    rows = [
        {
            "id": identity.id,
            "n": first + n,
            "name": identity.name,
            "type": str(identity.type),
            "country": identity.country,
            "names": packed(identity.names),
        }
        for n, identity in enumerate(resolver.identities())
        if identity.id in ids
    ]
    if not rows:
        return
    made = upsert(schema.actors)
    learnt = {"country": made.excluded.country, "names": made.excluded.names}
    connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=learnt), rows)


def _put_links(connection: Connection, links: list[dict[str, Any]], merges: Iterable[Merge]) -> None:
    why = {(merge.article, merge.local): merge for merge in merges}
    for link in links:
        merge = why.get((link.pop("source"), link["local"]))
        if merge is not None:
            link |= {"score": merge.score, "reason": f"{merge.name}: {merge.reason}"}
    if links:
        connection.execute(insert(schema.actor_links), links)


def _put_near_misses(connection: Connection, found: Iterable[NearMiss]) -> None:
    rows = [{"a": miss.one, "b": miss.other, "score": miss.score, "reason": miss.reason} for miss in found]
    if rows:
        connection.execute(insert(schema.near_misses).prefix_with("OR IGNORE"), rows)


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
