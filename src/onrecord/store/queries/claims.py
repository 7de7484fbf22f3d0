"""Positions as flat rows, for counting: who took which stance on an issue, when, where; no words."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from ...model import Relation
from .. import schema
from ..packing import among
from ..record import Record
from .statements import current_actor

_positions = schema.standing_positions
#: Ties that say in which party somebody is.
_IN_PARTY = tuple(str(one) for one in (Relation.MEMBER_OF, Relation.LEADS, Relation.SPOKESPERSON_OF, Relation.PART_OF))


class ClaimRow(NamedTuple):
    """One position that stands. ``statement`` and ``article`` are the record's keys.

    ``told``: another speaker says that this one said so. ``copy``: in an article that repeats another. ``name`` is the
    source as written where no speaker is known, else "".
    """

    statement: int
    issue: str
    stance: str
    speaker: str | None
    when: str | None
    outlet: str | None
    article: int
    told: bool
    copy: bool
    name: str


def claims(record: Record, *, issue: str | None = None, speaker: str | None = None) -> tuple[ClaimRow, ...]:
    """All positions on an issue, or of a speaker, oldest first, those without a date last. Remembered."""
    return record.remember(("claims", issue, speaker), lambda: _claims(record, issue, speaker))


def _claims(record: Record, issue: str | None, speaker: str | None) -> tuple[ClaimRow, ...]:
    names = ("statement", "issue", "stance", "speaker", "when", "outlet", "article", "nested")
    wanted = select(*(_positions.c[name] for name in names))
    with record.reading() as connection:
        if issue is not None:
            wanted = wanted.where(_positions.c.issue == issue)
        if speaker is not None:
            wanted = wanted.where(_positions.c.speaker == current_actor(connection, speaker))
        rows = connection.execute(wanted).all()
        copies = set(connection.scalars(select(schema.copies.c.article)))
        nameless = [row.statement for row in rows if row.speaker is None]
        table = schema.statements
        named = select(table.c.key, table.c.source_text).where(among(table.c.key, nameless))
        sources = dict(connection.execute(named).tuples().all()) if nameless else {}
    shared: dict[str, str] = {}  # one string for all equal ones: a record has few days, outlets and speakers

    def one(text: str | None) -> str | None:
        return None if text is None else shared.setdefault(text, text)

    found = [
        ClaimRow(key, one(on), one(stance), one(who), one(when), one(outlet), at, bool(told), at in copies, "")
        for key, on, stance, who, when, outlet, at, told in rows
    ]
    found = [row if row.speaker else row._replace(name=sources.get(row.statement) or "") for row in found]
    return tuple(sorted(found, key=lambda row: (row.when is None, row.when or "", row.statement)))


def parties(record: Record) -> dict[str, str]:
    """Actor id → id of the party that the most articles name as its own; a party is its own. Remembered."""
    return record.remember("parties", lambda: _parties(record))


def _parties(record: Record) -> dict[str, str]:
    ties, links, people, articles = schema.ties, schema.actor_links, schema.standing_actors, schema.articles
    rejected = select(schema.row_overlays.c.target).where(schema.row_overlays.c.kind == "tie")
    subject, party = links.alias("subject"), links.alias("party")
    wanted = (
        select(subject.c.stands_as, party.c.stands_as, func.count().label("n"))
        .select_from(ties)
        .join(articles, articles.c.key == ties.c.article)
        .join(subject, (subject.c.article == ties.c.article) & (subject.c.local == ties.c.subject))
        .join(party, (party.c.article == ties.c.article) & (party.c.local == ties.c.object))
        .join(people, people.c.id == party.c.stands_as)
        .where(articles.c.newest, people.c.type == "party", ties.c.relation.in_(_IN_PARTY), ties.c.id.not_in(rejected))
        .group_by(subject.c.stands_as, party.c.stands_as)
        .order_by(func.count(), party.c.stands_as.desc())
    )
    with record.reading() as connection:
        found = {who: its for who, its, _ in connection.execute(wanted)}  # the last, the commonest, stays
        found |= {id: id for id in connection.scalars(select(people.c.id).where(people.c.type == "party"))}
    return found


def faces(record: Record) -> dict[str, tuple[str, str, str | None]]:
    """Actor id → (name, type, country), for all that speak or are spoken of. Remembered."""

    def make() -> dict[str, tuple[str, str, str | None]]:
        table = schema.standing_actors
        with record.reading() as connection:
            rows = connection.execute(select(table.c.id, table.c.name, table.c.type, table.c.country))
            return {id: (name, type_, country) for id, name, type_, country in rows}

    return record.remember("faces", make)


def stances(record: Record, *, since: str | None = None, until: str | None = None) -> dict[str, dict[str, str]]:
    """Actor id → issue → "support", "oppose", "conditional" or "mixed", from what the actor itself said. Remembered.

    Copies say nothing new, so they change nothing here; "neutral" is no stance to agree with and is left out.

    Args:
        since, until: ISO days, both included.
    """
    return record.remember(("stances", since, until), lambda: _stances(record, since, until))


def _stances(record: Record, since: str | None, until: str | None) -> dict[str, dict[str, str]]:
    wanted = select(_positions.c.speaker, _positions.c.issue, _positions.c.stance).distinct()
    wanted = wanted.where(
        _positions.c.speaker.is_not(None), _positions.c.nested.is_(False), _positions.c.stance != "neutral"
    )
    if since is not None:
        wanted = wanted.where(_positions.c.when >= since)
    if until is not None:
        wanted = wanted.where(_positions.c.when <= until + "~")  # a day with a time of day is later than the day
    found: dict[str, dict[str, str]] = {}
    with record.reading() as connection:
        for who, issue, stance in connection.execute(wanted):
            on = found.setdefault(who, {})
            on[issue] = stance if issue not in on else "mixed"
    return found
