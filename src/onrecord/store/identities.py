"""Local actors of articles → actors of the record, by the resolver of the names room; each link with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model import Actor, ActorType, Mention, MentionForm, Relation, Span, Tie
from ..names.resolver import COMPANIONS, Identity, Merge, NearMiss, Resolver, called_by_office
from ..names.seats import Seat, country_of_role, seat_of
from . import schema
from .joining import put_joins, told_apart
from .merging import standing_moves, stands_as
from .packing import packed
from .standing import actors_of, restand_actors, restand_articles

if TYPE_CHECKING:
    from .record import Record

#: Articles resolved in one transaction: so many are lost if the process dies, and so long others wait.
CHUNK = 200
#: After more articles than these all actors are counted anew: most are touched, and asking for each costs more.
MANY = 5_000
#: In ``meta`` while actors are being linked whose counts are not yet made anew.
_UNCOUNTED = "actors not counted"
_NAMELESS = (str(ActorType.COLLECTIVE), str(ActorType.UNKNOWN))
_TELLING_NOTHING = (*_NAMELESS, str(ActorType.STATE), str(ActorType.OUTLET), str(ActorType.INTERNATIONAL))


def resolve(record: Record, progress: Callable[[int, int], None] | None) -> int:
    """See :meth:`Record.resolve`.

    Names first, in all articles; then those whom an article calls only by an office ("the prime minister"), by what all
    articles say of who held it. The counts of actors are made anew once, at the end: an actor of many articles is in
    nearly every chunk. A run that was cut off leaves a mark, so that the next one counts all.
    """
    with record.reading() as connection:
        keys, cut_off = unresolved(connection), _is_marked(connection)
        if not keys and not cut_off:
            return 0
        resolver = resolver_of(connection, record)
        seen = set(connection.scalars(select(schema.actors.c.id)))
    linked, touched = 0, set()
    for names in (True, False):
        for at in range(0, len(keys), CHUNK):
            with record.writing() as connection:
                _mark(connection)
                some = keys[at : at + CHUNK]
                if found := _resolve(connection, resolver, some, seen, names=names):
                    touched |= actors_of(connection, some)
                linked += found
            if progress and names:
                progress(min(at + CHUNK, len(keys)), len(keys))
    with record.writing() as connection:
        restand_actors(connection, None if cut_off or len(keys) > MANY else touched)
        _unmark(connection)
        if resolver.joins:
            put_joins(connection, resolver.joins)
    return linked


def _is_marked(connection: Connection) -> bool:
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == _UNCOUNTED)) is not None


def _mark(connection: Connection) -> None:
    if not _is_marked(connection):
        connection.execute(schema.meta.insert().values(name=_UNCOUNTED, value="resolving"))


def _unmark(connection: Connection) -> None:
    connection.execute(schema.meta.delete().where(schema.meta.c.name == _UNCOUNTED))


def resolver_of(connection: Connection, record: Record) -> Resolver:
    """A resolver that goes on from what the record knows, people's corrections honoured."""
    moves = standing_moves(connection)
    return Resolver(
        known_identities(connection),
        joined={move.old: move.new for move in moves if move.sources is None and move.names is None},
        apart=told_apart(connection),
        company=lambda id: _companions(record, id),
    )


def known_identities(connection: Connection) -> Iterator[Identity]:
    """The actors that new articles may mean; not "residents" or "a source", who are somebody else in every article."""
    actors, seats = schema.actors, _seats(connection)
    for row in connection.execute(select(actors).where(actors.c.type.not_in(_NAMELESS)).order_by(actors.c.n)):
        yield Identity(
            row.id, row.name, ActorType(row.type), row.country, tuple(json.loads(row.names)), seats.get(row.id, ())
        )


def _seats(connection: Connection) -> dict[str, tuple[tuple[Seat, tuple[str | None, ...]], ...]]:
    """Offices that articles give to each actor, with their dates; from what was read, corrections honoured."""
    links, locals_, articles = schema.actor_links, schema.local_actors, schema.articles
    found: dict[str, dict[Seat, set[str | None]]] = {}
    rows = connection.execute(
        select(links.c.stands_as, locals_.c.roles, locals_.c.country, articles.c.published)
        .join(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
        .join(articles, articles.c.key == links.c.article)
        .where(locals_.c.roles != "[]", articles.c.newest, locals_.c.type == str(ActorType.PERSON))
    )
    for row in rows:
        for role in json.loads(row.roles):
            if seat := seat_of(role, row.country or country_of_role(role)):
                found.setdefault(row.stands_as, {}).setdefault(seat, set()).add(row.published)
    return {id: tuple((seat, tuple(dates)) for seat, dates in seats.items()) for id, seats in found.items()}


def _companions(record: Record, id: str) -> set[str]:
    """Actors named in the same articles, for telling namesakes apart; states, outlets and crowds tell nothing."""
    links, actors = schema.actor_links, schema.actors
    beside = links.alias("beside")
    with record.reading() as connection:
        return set(
            connection.scalars(
                select(beside.c.actor.distinct())
                .join(links, links.c.article == beside.c.article)
                .join(actors, actors.c.id == beside.c.actor)
                .where(links.c.actor == id, beside.c.actor != id, actors.c.type.not_in(_TELLING_NOTHING))
                .limit(COMPANIONS)
            )
        )


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


def _resolve(connection: Connection, resolver: Resolver, keys: list[int], seen: set[str], *, names: bool) -> int:
    """Link the actors of some articles: those with a name, or those that are only called by an office.

    ``seen`` holds the ids of all actors of the record, and those found come in.
    """
    moves = standing_moves(connection)
    merges, near_misses = len(resolver.merges), len(resolver.near_misses)
    links = []
    for key in keys:
        article = _article(connection, key)
        if article is None:
            continue  # somebody else has put a newer version in its place meanwhile
        everyone = local_actors(connection, key)
        linked = _linked(connection, key)
        actors = [a for a in everyone if a.id not in linked and called_by_office(a) is not names]
        if not actors:
            continue
        if names:
            found = resolver.add_names(article.source, actors, article.published, ties=_ties(connection, key))
        else:
            found = resolver.add_offices(article.source, actors, article.published, among=everyone)
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
    if not links:
        return 0
    put_actors(connection, resolver, {link["actor"] for link in links})
    _put_links(connection, links, resolver.merges[merges:])
    put_near_misses(connection, resolver.near_misses[near_misses:])
    restand_articles(connection, keys)
    return len(links)


def _linked(connection: Connection, key: int) -> set[str]:
    links = schema.actor_links
    return set(connection.scalars(select(links.c.local).where(links.c.article == key)))


def _ties(connection: Connection, key: int) -> list[Tie]:
    ties = schema.ties
    return [
        Tie(row.subject, Relation(row.relation), row.object, Span(row.start, row.end), row.role)
        for row in connection.execute(select(ties).where(ties.c.article == key).order_by(ties.c.n))
    ]


def _article(connection: Connection, key: int) -> Row | None:
    articles = schema.articles
    return connection.execute(
        select(articles.c.source, articles.c.published).where(articles.c.key == key, articles.c.newest)
    ).one_or_none()


def put_actors(connection: Connection, resolver: Resolver, ids: set[str]) -> None:
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
        for n, identity in enumerate(resolver.identities(ids))
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


def put_near_misses(connection: Connection, found: Iterable[NearMiss]) -> None:
    """Questions for a person; each pair once."""
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
