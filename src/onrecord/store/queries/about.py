"""What the record says about one actor: offices and memberships, what outlets call it, what others say of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, literal, select, union_all

from ...model import MentionForm
from .. import schema
from ..record import Record
from ..rows import StatementRow
from .statements import current_actor, statement_rows

#: Newest articles that are looked through for what others say of an actor.
MOST_ARTICLES = 400


@dataclass(frozen=True, slots=True)
class TieSum:
    """One tie over all articles that report it. ``inverse``: the actor is its object.

    ``first`` and ``last`` are the publication dates of the earliest and the latest report; ``article`` and ``quote``
    are those of the latest.
    """

    relation: str
    inverse: bool
    other: str
    other_id: str
    role: str | None
    start_date: str | None
    end_date: str | None
    first: str | None
    last: str | None
    reports: int
    outlets: tuple[str, ...]
    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class CalledBy:
    """What one outlet (None: unknown) calls an actor: (words, times), the commonest first."""

    outlet: str | None
    words: tuple[tuple[str, int], ...]
    total: int


def tie_sums(record: Record, actor: str, *, limit: int = 200) -> list[TieSum]:
    """Ties of one actor, equal ones as one, the most reported first."""
    with record.reading() as connection:
        id = current_actor(connection, actor)
        both = union_all(_side(id, inverse=False), _side(id, inverse=True)).subquery("both")
        same = [both.c[name] for name in ("relation", "inverse", "other_id", "other", "role", "start_date", "end_date")]
        rows = connection.execute(
            select(
                *same,
                func.count().label("reports"),
                func.min(both.c.published).label("first"),
                func.max(both.c.published).label("last"),
                func.group_concat(both.c.outlet.distinct()).label("outlets"),
                # SQLite: the bare columns beside max() are those of the row that has it
                func.max(func.coalesce(both.c.published, "")),
                both.c.article,
                both.c.quote,
            )
            .group_by(*same)
            .order_by(func.count().desc(), both.c.other, both.c.relation)
            .limit(limit)
        ).all()
    return [
        TieSum(
            relation=row.relation,
            inverse=bool(row.inverse),
            other=row.other,
            other_id=row.other_id,
            role=row.role,
            start_date=row.start_date,
            end_date=row.end_date,
            first=row.first,
            last=row.last,
            reports=row.reports,
            outlets=tuple(sorted((row.outlets or "").split(","))) if row.outlets else (),
            article=row.article,
            quote=row.quote,
        )
        for row in rows
    ]


def _side(actor: str, *, inverse: bool) -> Select:
    ties, articles, people = schema.ties, schema.articles, schema.standing_actors
    mine, theirs = schema.actor_links.alias("mine"), schema.actor_links.alias("theirs")
    here, there = (ties.c.object, ties.c.subject) if inverse else (ties.c.subject, ties.c.object)
    rejected = select(schema.row_overlays.c.target).where(schema.row_overlays.c.kind == "tie")
    return (
        select(
            ties.c.relation,
            literal(int(inverse)).label("inverse"),
            people.c.id.label("other_id"),
            people.c.name.label("other"),
            ties.c.role,
            ties.c.start_date,
            ties.c.end_date,
            articles.c.published,
            articles.c.outlet,
            articles.c.id.label("article"),
            ties.c.quote,
        )
        .select_from(mine)
        .join(ties, (ties.c.article == mine.c.article) & (here == mine.c.local))
        .join(theirs, (theirs.c.article == ties.c.article) & (theirs.c.local == there))
        .join(people, people.c.id == theirs.c.stands_as)
        .join(articles, articles.c.key == ties.c.article)
        .where(mine.c.stands_as == actor, articles.c.newest, ties.c.id.not_in(rejected))
    )


def called(record: Record, actor: str) -> list[CalledBy]:
    """Names with their titles and descriptions, by outlet, the outlet that speaks most of the actor first."""
    mentions, links, articles = schema.mentions, schema.actor_links, schema.articles
    with record.reading() as connection:
        rows = connection.execute(
            select(articles.c.outlet, mentions.c.title, mentions.c.text, func.count().label("n"))
            .select_from(links)
            .join(mentions, (mentions.c.article == links.c.article) & (mentions.c.local == links.c.local))
            .join(articles, articles.c.key == links.c.article)
            .where(
                links.c.stands_as == current_actor(connection, actor),
                mentions.c.form.in_([str(MentionForm.NAME), str(MentionForm.NOMINAL)]),
            )
            .group_by(articles.c.outlet, mentions.c.title, mentions.c.text)
        ).all()
    words: dict[str | None, Counter[str]] = {}
    for row in rows:
        said = " ".join((row.title or "", row.text)).split() if not _holds(row.text, row.title) else row.text.split()
        words.setdefault(row.outlet, Counter())[" ".join(said)] += row.n
    found = [
        CalledBy(outlet, tuple(sorted(count.items(), key=lambda one: (-one[1], one[0]))), count.total())
        for outlet, count in words.items()
    ]
    return sorted(found, key=lambda one: (-one.total, one.outlet or ""))


def _holds(text: str, title: str | None) -> bool:
    return not title or title.casefold() in text.casefold()


def told_of(
    record: Record, actor: str, *, since: str | None = None, until: str | None = None, limit: int = 10
) -> list[StatementRow]:
    """What others say of an actor: their statements whose words mention it, each once, the latest first.

    Looks through the newest `MOST_ARTICLES` articles that mention the actor.

    Args:
        since, until: ISO days of the statements, both included.
    """
    with record.reading() as connection:
        keys = _told_of(connection, current_actor(connection, actor), since, until, limit)
        rows = statement_rows(connection, keys)
    return [rows[key] for key in keys]


def _told_of(connection: Connection, actor: str, since: str | None, until: str | None, limit: int) -> list[int]:
    links, mentions, statements = schema.actor_links, schema.mentions, schema.statements
    standing, articles = schema.standing_statements, schema.articles
    newest = (
        select(links.c.article, links.c.local)
        .join(articles, articles.c.key == links.c.article)
        .where(links.c.stands_as == actor)
        .order_by(articles.c.published.desc(), links.c.article)
        .limit(MOST_ARTICLES)
        .subquery("newest")
    )
    within = [
        *([standing.c.when >= since] if since else []),
        *([standing.c.when <= until + "~"] if until else []),
    ]
    rows = connection.execute(
        select(standing.c.statement, statements.c.content, mentions.c.start, mentions.c.end)
        .select_from(newest)
        .join(standing, standing.c.article == newest.c.article)
        .join(statements, statements.c.key == standing.c.statement)
        .join(
            mentions,
            (mentions.c.article == newest.c.article)
            & (mentions.c.local == newest.c.local)
            & (mentions.c.start >= statements.c.start),
        )
        .outerjoin(schema.copies, schema.copies.c.article == standing.c.article)
        .where(
            *within,
            schema.copies.c.of.is_(None),
            func.coalesce(standing.c.speaker, "") != actor,
            mentions.c.form != str(MentionForm.PRONOUN),
        )
        .order_by(standing.c.when.desc(), standing.c.article, standing.c.start)
    )
    found: dict[int, None] = {}
    for key, content, start, end in rows:
        if key not in found and any(low <= start and end <= high for low, high in json.loads(content)):
            found[key] = None
            if len(found) == limit:
                break
    return list(found)
