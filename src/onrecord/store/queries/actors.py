"""Actors over all articles, where they are mentioned, and pairs that nearly were one."""

from __future__ import annotations

from sqlalchemy import Connection, Row, func, select

from ...model import MentionForm, Span
from .. import schema
from ..record import Record
from ..rows import ActorRow, MentionRow, NameForm, NearMissRow
from .articles import article_key
from .statements import current_actor


def actors(record: Record, *, type: str | None = None, limit: int = 100, offset: int = 0) -> list[ActorRow]:
    """Actors, those with most statements first; without their spellings."""
    table = schema.standing_actors
    wanted = select(table)
    if type is not None:
        wanted = wanted.where(table.c.type == type)
    order = table.c.statements.desc(), table.c.mentions.desc(), table.c.name.desc(), table.c.id.desc()
    with record.reading() as connection:
        return [_actor_row(row) for row in connection.execute(wanted.order_by(*order).limit(limit).offset(offset))]


def actor(record: Record, id: str) -> ActorRow | None:
    """One actor with its spellings, the commonest first; a merged id gives the actor that it was merged into."""
    table = schema.standing_actors
    with record.reading() as connection:
        now = current_actor(connection, id)
        row = connection.execute(select(table).where(table.c.id == now)).one_or_none()
        return _actor_row(row, _names(connection, now)) if row else None


def _names(connection: Connection, id: str) -> tuple[NameForm, ...]:
    links, mentions, articles = schema.actor_links, schema.mentions, schema.articles
    rows = connection.execute(
        select(
            mentions.c.text,
            func.count().label("n"),
            func.group_concat(articles.c.id.distinct()).label("articles"),
        )
        .join(links, (links.c.article == mentions.c.article) & (links.c.local == mentions.c.local))
        .join(articles, articles.c.key == links.c.article)
        .where(links.c.stands_as == id, mentions.c.form == str(MentionForm.NAME))
        .group_by(mentions.c.text)
        .order_by(func.count().desc(), mentions.c.text)
    )
    return tuple(NameForm(row.text, row.n, tuple(sorted(row.articles.split(",")))) for row in rows)


def _actor_row(row: Row, names: tuple[NameForm, ...] = ()) -> ActorRow:
    return ActorRow(
        id=row.id,
        name=row.name,
        type=row.type,
        country=row.country,
        articles=row.articles,
        mentions=row.mentions,
        statements=row.statements,
        names=names,
    )


def mentions(record: Record, article: str) -> list[MentionRow]:
    """Where actors are mentioned in one article, in order; an actor that is not resolved yet has the id ""."""
    table, links, people, locals_ = schema.mentions, schema.actor_links, schema.standing_actors, schema.local_actors
    with record.reading() as connection:
        rows = connection.execute(
            select(
                table.c.start,
                table.c.end,
                table.c.form,
                links.c.stands_as,
                func.coalesce(people.c.name, locals_.c.name).label("name"),
            )
            .join(locals_, (locals_.c.article == table.c.article) & (locals_.c.local == table.c.local))
            .outerjoin(links, (links.c.article == table.c.article) & (links.c.local == table.c.local))
            .outerjoin(people, people.c.id == links.c.stands_as)
            .where(table.c.article == article_key(connection, article))
            .order_by(table.c.start, table.c.end, table.c.n)
        )
        return [MentionRow(row.stands_as or "", row.name, Span(row.start, row.end), row.form) for row in rows]


def near_misses(record: Record, *, limit: int = 100, offset: int = 0) -> list[NearMissRow]:
    """Pairs of actors that nearly were taken for one and that nobody has merged or told apart, likeliest first."""
    table, people, rejected = schema.near_misses, schema.standing_actors, schema.row_overlays
    overlays = schema.actor_overlays
    a, b = people.alias("a"), people.alias("b")
    over_a, over_b = overlays.alias("over_a"), overlays.alias("over_b")
    now_a = func.coalesce(over_a.c.stands_as, table.c.a)
    now_b = func.coalesce(over_b.c.stands_as, table.c.b)
    apart = (
        select(rejected.c.target)
        .where(rejected.c.kind == "near miss", rejected.c.target == table.c.a + "/" + table.c.b)
        .exists()
    )
    with record.reading() as connection:
        rows = connection.execute(
            select(
                table,
                a.c.id.label("a_now"),
                a.c.name.label("a_name"),
                a.c.type,
                b.c.id.label("b_now"),
                b.c.name.label("b_name"),
            )
            .outerjoin(over_a, over_a.c.id == table.c.a)
            .outerjoin(over_b, over_b.c.id == table.c.b)
            .join(a, a.c.id == now_a)
            .join(b, b.c.id == now_b)
            .where(now_a != now_b, ~apart)
            .order_by(table.c.score.desc(), table.c.a, table.c.b)
            .limit(limit)
            .offset(offset)
        )
        return [
            NearMissRow(
                id=f"{row.a}/{row.b}",
                a=row.a_now,
                a_name=row.a_name,
                b=row.b_now,
                b_name=row.b_name,
                type=row.type,
                score=row.score,
                reason=row.reason,
            )
            for row in rows
        ]
