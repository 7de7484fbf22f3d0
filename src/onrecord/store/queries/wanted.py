"""Which statements are wanted: the filters that lists, searches, feeds and named queries share."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from .. import schema
from ..packing import among
from ..record import Record

_standing = schema.standing_statements
#: Asks for what has no such value: an unknown outlet, a speaker whose party nobody states.
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """All given fields must fit.

    ``article``, ``speaker``, ``party``, ``issue`` are ids (a merged actor stands for the other); ``issue`` and
    ``stance`` must be one and the same position; ``since`` and ``until`` are ISO days, both included; ``reviewed``:
    somebody judged the statement or a position of it; ``coded``: it has a position.
    """

    article: str | None = None
    speaker: str | None = None
    party: str | None = None
    issue: str | None = None
    stance: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    reviewed: bool | None = None
    coded: bool | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))


def narrowed(query: Select, wanted: Wanted, record: Record, connection: Connection) -> Select:
    """The query on ``standing_statements`` with all that is wanted."""
    for test in _tests(wanted, record, connection):
        query = query.where(test)
    return query


def _tests(wanted: Wanted, record: Record, connection: Connection):
    from .articles import article_key
    from .claims import parties
    from .statements import current_actor

    if wanted.article is not None:
        yield _standing.c.article == (article_key(connection, wanted.article) or -1)
    if wanted.speaker is not None:
        unknown = wanted.speaker == UNKNOWN
        yield (
            _standing.c.speaker.is_(None)
            if unknown
            else _standing.c.speaker == current_actor(connection, wanted.speaker)
        )
    if wanted.party is not None:
        its = parties(record)
        if wanted.party == UNKNOWN:
            yield or_(_standing.c.speaker.is_(None), ~among(_standing.c.speaker, its))
        else:
            yield among(_standing.c.speaker, [id for id, party in its.items() if party == wanted.party])
    if wanted.outlet is not None:
        yield _standing.c.outlet.is_(None) if wanted.outlet == UNKNOWN else _standing.c.outlet == wanted.outlet
    if wanted.since is not None:
        yield _standing.c.when >= wanted.since
    if wanted.until is not None:
        yield _standing.c.when <= wanted.until + "~"  # a day with a time of day is later than the day
    if wanted.issue is not None or wanted.stance is not None:
        yield _standing.c.statement.in_(_coded(wanted.issue, wanted.stance))
    if wanted.coded is not None:
        coded = _standing.c.statement.in_(select(schema.standing_positions.c.statement))
        yield coded if wanted.coded else ~coded
    if wanted.reviewed is not None:
        judged = reviewed()
        yield judged if wanted.reviewed else ~judged


def _coded(issue: str | None, stance: str | None) -> Select:
    positions = schema.standing_positions
    coded = select(positions.c.statement)
    if issue is not None:
        coded = coded.where(positions.c.issue == issue)
    if stance is not None:
        coded = coded.where(positions.c.stance == stance)
    return coded


def reviewed() -> ColumnElement[bool]:
    """Whether a person judged the standing statement or one of its positions."""
    of_statements, of_positions = schema.statement_overlays, schema.position_overlays
    return or_(
        _standing.c.anchor.in_(select(of_statements.c.anchor)), _standing.c.anchor.in_(select(of_positions.c.anchor))
    )
