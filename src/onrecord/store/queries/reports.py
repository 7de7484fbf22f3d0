"""Reports of the same thing in several outlets: by who is in them and when they appeared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product

from sqlalchemy import Connection, Float, cast, func, select

from .. import schema
from ..packing import among
from ..record import Record
from ..rows import ReportRow
from .articles import article_key, article_rows

#: Days between two reports of one thing.
DAYS = 4
#: An actor that stands in few articles says more: each counts 1 / (1 + its articles); two rare ones are enough.
LEAST = 0.05


def reports_like(record: Record, article: str, *, limit: int = 20) -> list[ReportRow]:
    """Articles that appeared within four days and speak of the same actors, those with the rarest first."""
    with record.reading() as connection:
        key = article_key(connection, article)
        return _rows(connection, _pairs().where(_ONE.c.article == key), limit)


def reports_of_both(record: Record, one: str, other: str, *, limit: int = 50) -> list[ReportRow]:
    """Pairs of articles of two outlets that speak of the same actors within four days."""
    with record.reading() as connection:
        return _shown(connection, _pairs_of(connection, one, other)[:limit])


def _pairs_of(connection: Connection, one: str, other: str) -> list[tuple[int, int, int]]:
    """(article of one, of the other, actors in common), those with the rarest in common first.

    Joined here and not in SQL: without sums of its own about the tables, SQLite joined all links of a record of 5,000
    articles with each other, which took minutes.
    """
    articles, links, people = schema.articles, schema.actor_links, schema.standing_actors
    wanted = select(articles.c.key, articles.c.outlet, articles.c.published)
    found = connection.execute(wanted.where(articles.c.newest, articles.c.outlet.in_((one, other)))).all()
    days = {key: _day(published) for key, _, published in found}
    first = {key for key, outlet, _ in found if outlet == one}
    named = (
        select(links.c.article, links.c.stands_as, people.c.articles)
        .join(people, people.c.id == links.c.stands_as)
        .where(among(links.c.article, list(days)), people.c.type != "outlet")
        .distinct()
    )
    sides: dict[tuple[str, float], tuple[list[int], list[int]]] = {}
    for article, actor, many in connection.execute(named):
        sides.setdefault((actor, 1.0 / (1.0 + many)), ([], []))[article not in first].append(article)
    scores: dict[tuple[int, int], list[float]] = {}
    for (_, rarity), (ours, theirs) in sides.items():
        for a, b in product(ours, theirs):
            if days[a] is None or days[b] is None or abs(days[a] - days[b]) <= DAYS:
                scores.setdefault((a, b), []).append(rarity)
    likely = [(pair, len(shared), sum(shared)) for pair, shared in scores.items() if sum(shared) >= LEAST]
    likely.sort(key=lambda row: (-row[2], row[0]))
    return [(a, b, actors) for (a, b), actors, _ in likely]


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


_ONE, _OTHER = schema.actor_links.alias("one"), schema.actor_links.alias("other")
_A, _B = schema.articles.alias("a"), schema.articles.alias("b")


def _pairs():
    people = schema.standing_actors
    days = [func.julianday(func.substr(article.c.published, 1, 10)) for article in (_A, _B)]
    apart = func.abs(days[0] - days[1])
    shared = (
        select(_ONE.c.article.label("one"), _OTHER.c.article.label("other"), _ONE.c.stands_as.label("actor"))
        .join(_OTHER, (_OTHER.c.stands_as == _ONE.c.stands_as) & (_OTHER.c.article != _ONE.c.article))
        .join(_A, _A.c.key == _ONE.c.article)
        .join(_B, _B.c.key == _OTHER.c.article)
        .join(people, people.c.id == _ONE.c.stands_as)
        .where(_A.c.newest, _B.c.newest, func.coalesce(apart, 0) <= DAYS, people.c.type != "outlet")
        .distinct()
    )
    return shared


def _rows(connection: Connection, shared, limit: int) -> list[ReportRow]:
    people = schema.standing_actors
    pairs = shared.subquery("shared")
    rarity = func.sum(1.0 / (1.0 + cast(people.c.articles, Float)))
    rows = connection.execute(
        select(pairs.c.one, pairs.c.other, func.count().label("actors"), rarity.label("score"))
        .join(people, people.c.id == pairs.c.actor)
        .group_by(pairs.c.one, pairs.c.other)
        .having(rarity >= LEAST)
        .order_by(rarity.desc(), pairs.c.one, pairs.c.other)
        .limit(limit)
    ).all()
    return _shown(connection, [(row.one, row.other, row.actors) for row in rows])


def _shown(connection: Connection, pairs: Sequence[tuple[int, int, int]]) -> list[ReportRow]:
    copies = schema.copies
    around = article_rows(connection, {key for one, other, _ in pairs for key in (one, other)})
    links = dict(connection.execute(select(copies.c.article, copies.c.of)).tuples().all())

    def original(key: int) -> int:
        return links.get(key, key)

    return [
        ReportRow(around[one], around[other], actors, original(one) == original(other))
        for one, other, actors in pairs
    ]
