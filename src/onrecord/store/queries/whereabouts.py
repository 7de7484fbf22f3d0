"""The places named in statements and events, summed for a map."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from .. import schema
from ..packing import among
from .happenings import _has_actor, _standing_rows
from .statements import current_actor

if TYPE_CHECKING:
    from ..record import Record


class PlaceSum(NamedTuple):
    """A place with how often it is named and in how many articles."""

    name: str
    lat: float
    lon: float
    geonames_id: int | None
    mentions: int
    articles: int


#: The ends of spans as they are stored. Reading them as JSON took half of the time of a large issue's page.
_NUMBER = re.compile(r"\d+")
#: Characters of an article, by its key.
_Stretches = dict[int, list[tuple[int, int]]]


def places_of_actor(
    record: Record, actor: str, *, since: str | None = None, until: str | None = None
) -> list[PlaceSum]:
    """Places named in what an actor said and in the sentences that tell what it did or what was done to it."""
    spoken, table, articles = schema.standing_statements, schema.events, schema.articles
    with record.reading() as connection:
        said = select(spoken.c.statement).where(spoken.c.speaker == current_actor(connection, actor))
        when = func.coalesce(table.c.when, articles.c.published)
        told = _standing_rows(table, "event", select(table.c.article, table.c.start, table.c.end))
        told = told.join(articles, articles.c.key == table.c.article).where(_has_actor(connection, actor))
        if since is not None:
            said, told = said.where(spoken.c.when >= since), told.where(when >= since)
        if until is not None:
            said, told = said.where(spoken.c.when <= until + "~"), told.where(when <= until + "~")
        statements = [row.statement for row in connection.execute(said)]
        events = [(row.article, row.start, row.end) for row in connection.execute(told)]
    return _named(record, statements, events)


def places_of_statements(record: Record, statements: Iterable[int]) -> list[PlaceSum]:
    """Places named in the words of these statements (keys), their sources and cues included."""
    return _named(record, list(statements), [])


def _named(record: Record, statements: list[int], events: list[tuple[int, int, int]]) -> list[PlaceSum]:
    table, places = schema.statements, schema.places
    stretches: _Stretches = defaultdict(list)
    for article, start, end in events:
        stretches[article].append((start, end))
    with record.reading() as connection:
        placed = set(connection.scalars(select(places.c.article).where(places.c.lat.is_not(None)).distinct()))
        columns = table.c.article, table.c.content, table.c.cue, table.c.source
        for article, *spans in connection.execute(select(*columns).where(among(table.c.key, statements))):
            if article in placed:
                ends = [int(end) for end in _NUMBER.findall(" ".join(spans))]
                stretches[article].append((min(ends), max(ends)))
        wanted = select(places).where(among(places.c.article, stretches), places.c.lat.is_not(None))
        rows = connection.execute(wanted).all()
    counts: dict[tuple, list[int]] = defaultdict(list)
    names: dict[tuple, str] = {}
    for row in rows:
        if any(start <= row.start and row.end <= end for start, end in stretches[row.article]):
            key = (row.geonames_id or row.name, row.lat, row.lon)
            names.setdefault(key, row.name)
            counts[key].append(row.article)
    found = [
        PlaceSum(names[key], key[1], key[2], key[0] if isinstance(key[0], int) else None, len(at), len(set(at)))
        for key, at in counts.items()
    ]
    return sorted(found, key=lambda place: (-place.articles, -place.mentions, place.name))
