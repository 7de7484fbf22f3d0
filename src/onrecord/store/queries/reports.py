"""Reports of the same thing in several outlets: by who is in them and when they appeared."""

from __future__ import annotations

from sqlalchemy import Connection, Float, cast, func, select

from .. import schema
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
        return _rows(connection, _pairs().where(_A.c.outlet == one, _B.c.outlet == other), limit)


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
    people, copies = schema.standing_actors, schema.copies
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
    around = article_rows(connection, {key for row in rows for key in (row.one, row.other)})
    links = dict(connection.execute(select(copies.c.article, copies.c.of)).tuples().all())

    def original(key: int) -> int:
        return links.get(key, key)

    return [
        ReportRow(around[row.one], around[row.other], row.actors, original(row.one) == original(row.other))
        for row in rows
    ]
