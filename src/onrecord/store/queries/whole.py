"""Whole readings out of the record, actors resolved and judgements honoured: what exports are made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection, Row, select

from ...model import (
    Actor,
    ActorType,
    Article,
    Attribution,
    DateMention,
    Event,
    PlaceMention,
    Polarity,
    Position,
    Problem,
    Quoted,
    Reading,
    Realis,
    Relation,
    Span,
    Stance,
    Statement,
    Tie,
    Zone,
    ZoneKind,
)
from .. import schema
from ..identities import mention_of
from ..packing import among, unpack_magnitudes, unpack_spans
from ..record import Record
from ..rows import ArticleRow, PositionRow, ReadingRow, StatementRow
from .articles import article_rows
from .statements import statement_rows

#: Articles taken out at once.
CHUNK = 100


def readings(record: Record) -> Iterator[ReadingRow]:
    """One reading an article, newest versions, ordered by stem and address: the same record gives the same bytes."""
    table = schema.articles
    with record.reading() as connection:
        keys = iter(
            connection.scalars(
                select(table.c.key)
                .where(table.c.newest)
                .order_by(table.c.doc_id, table.c.address.is_(None), table.c.address, table.c.id)
            ).all()
        )
        while chunk := list(islice(keys, CHUNK)):
            yield from _Chunk(connection, chunk).readings()


class _Chunk:
    """Rows of some articles, fetched table by table."""

    def __init__(self, connection: Connection, keys: list[int]) -> None:
        self.connection, self.keys = connection, keys
        self.around = article_rows(connection, keys)
        self.articles = {row.key: row for row in self._all(schema.articles, column="key")}
        self.zones = self._by_article(schema.zones)
        self.attributions = self._by_article(schema.attributions)
        self.locals = self._by_article(schema.local_actors)
        self.mentions = self._by_article(schema.mentions)
        self.ties = self._by_article(schema.ties)
        self.events = self._by_article(schema.events)
        self.sides = self._by_article(schema.event_actors)
        self.dates = self._by_article(schema.dates)
        self.places = self._by_article(schema.places)
        self.links = {(row.article, row.local): row.stands_as for row in self._all(schema.actor_links, order=False)}
        self.statements = self._statements()
        self.local_speakers = self._local_speakers()
        speakers = {row.speaker_id for rows in self.statements.values() for row in rows if row.speaker_id}
        self.people = self._people({*self.links.values(), *speakers})
        self.rejected = self._rejected()
        self.problems = self._problems()

    def _all(self, table, *, column: str = "article", order: bool = True) -> list[Row]:
        wanted = select(table).where(among(table.c[column], self.keys))
        return list(self.connection.execute(wanted.order_by(table.c.n) if order and "n" in table.c else wanted))

    def _by_article(self, table) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {key: [] for key in self.keys}
        for row in self._all(table):
            found[row.article].append(row)
        return found

    def _statements(self) -> dict[int, list[StatementRow]]:
        standing, table = schema.standing_statements, schema.statements
        order = self.connection.execute(
            select(standing.c.article, standing.c.statement)
            .join(table, table.c.key == standing.c.statement)
            .where(among(standing.c.article, self.keys))
            .order_by(table.c.n)
        ).all()
        rows = statement_rows(self.connection, [row.statement for row in order])
        found: dict[int, list[StatementRow]] = {key: [] for key in self.keys}
        for row in order:
            found[row.article].append(rows[row.statement])
        return found

    def _local_speakers(self) -> dict[tuple[int, str], str]:
        table = schema.statements
        rows = self.connection.execute(
            select(table.c.article, table.c.id, table.c.speaker).where(among(table.c.article, self.keys))
        )
        return {(row.article, row.id): row.speaker for row in rows if row.speaker is not None}

    def _people(self, ids: Iterable[str]) -> dict[str, Row]:
        table = schema.standing_actors
        return {row.id: row for row in self.connection.execute(select(table).where(among(table.c.id, ids)))}

    def _rejected(self) -> set[tuple[str, str]]:
        return {(row.kind, row.target) for row in self.connection.execute(select(schema.row_overlays))}

    def _problems(self) -> dict[str, list[Row]]:
        table = schema.problems
        wanted = {row.doc_id for row in self.articles.values()}
        found: dict[str, list[Row]] = {}
        rows = self.connection.execute(select(table).where(among(table.c.doc_id, wanted)).order_by(table.c.id))
        for row in rows:
            found.setdefault(row.doc_id, []).append(row)
        return found

    def readings(self) -> Iterator[ReadingRow]:
        for key in self.keys:
            yield self._reading(key, self.around[key])

    def _reading(self, key: int, around: ArticleRow) -> ReadingRow:
        one = self._one_actor(key)
        resolved = self._resolved(key, one)
        statements = self.statements[key]
        reading = Reading(
            article=self._article(key),
            attributions=tuple(_attribution(row) for row in self.attributions[key]),
            statements=tuple(self._statement(key, row, one, resolved) for row in statements),
            actors=tuple(self._actors(key, one)),
            ties=tuple(_tie(row, one) for row in self.ties[key] if ("tie", row.id) not in self.rejected),
            events=tuple(self._event(row, one) for row in self.events[key] if ("event", row.id) not in self.rejected),
            dates=tuple(DateMention(Span(r.start, r.end), r.value, r.rule, r.anchor) for r in self.dates[key]),
            places=tuple(
                PlaceMention(Span(r.start, r.end), r.name, r.lat, r.lon, r.geonames_id) for r in self.places[key]
            ),
            problems=tuple(
                Problem(row.where, row.what, row.do, row.doc_id)
                for row in self.problems.get(around.doc_id, ())
                if row.where in (around.address, around.doc_id)
            ),
        )
        positions = tuple(_position(row.id, p) for row in statements for p in row.positions)
        return ReadingRow(around, reading, resolved, positions)

    def _one_actor(self, key: int) -> dict[str, str]:
        """Local id → the first local id that stands for the same actor."""
        first: dict[str, str] = {}
        return {
            row.local: first.setdefault(self.links.get((key, row.local), f"local {row.local}"), row.local)
            for row in self.locals[key]
        }

    def _resolved(self, key: int, one: dict[str, str]) -> dict[str, tuple[str, str]]:
        found = {}
        for local in one.values():
            person = self.people.get(self.links.get((key, local), ""))
            if person is not None:
                found[local] = person.id, person.name
        return found

    def _article(self, key: int) -> Article:
        row = self.articles[key]
        return Article(
            id=row.doc_id,
            text=row.text,
            outlet=row.outlet,
            headline=row.headline,
            published=row.published,
            address=row.address,
            language=row.language,
            zones=tuple(Zone(ZoneKind(zone.kind), Span(zone.start, zone.end)) for zone in self.zones[key]),
        )

    def _actors(self, key: int, one: dict[str, str]) -> Iterator[Actor]:
        mentions: dict[str, list] = {}
        for row in self.mentions[key]:
            mentions.setdefault(one[row.local], []).append(mention_of(row))
        for row in self.locals[key]:
            if one[row.local] != row.local:
                continue
            same = [other for other in self.locals[key] if one[other.local] == row.local]
            person = self.people.get(self.links.get((key, row.local), ""))
            yield Actor(
                id=row.local,
                name=row.name,
                type=ActorType(person.type if person else row.type),
                mentions=tuple(sorted(mentions.get(row.local, ()), key=lambda mention: mention.span)),
                aliases=_together(same, "aliases"),
                roles=_together(same, "roles"),
                country=(person and person.country) or row.country,
            )

    def _statement(
        self, key: int, row: StatementRow, one: dict[str, str], resolved: dict[str, tuple[str, str]]
    ) -> Statement:
        here = next((local for local, (id, _) in resolved.items() if id == row.speaker_id), None)
        speaker = here or row.speaker_id
        if speaker is None and row.speaker is not None:  # not resolved yet
            speaker = one.get(self.local_speakers.get((key, row.id), ""))
        if row.speaker_id and here is None:  # a speaker that people named and the article does not
            resolved[row.speaker_id] = row.speaker_id, row.speaker or row.speaker_id
        return Statement(
            id=row.id,
            content=row.content,
            cue=row.cue,
            source=row.source,
            speaker=speaker,
            quoted=Quoted(row.quoted),
            polarity=Polarity(row.polarity),
            affiliation=row.affiliation,
            role=row.role,
            via=row.via,
            date_said=row.date_said,
            nested_in=row.nested_in,
            in_headline=row.in_headline,
            confidence=row.confidence,
            reason=row.reason,
        )

    def _event(self, row: Row, one: dict[str, str]) -> Event:
        sides: dict[str, dict[str, None]] = {"who": {}, "to_whom": {}}
        for end in self.sides[row.article]:
            if end.event == row.key:
                sides[end.side][one[end.local]] = None
        return Event(
            type=row.type,
            who=tuple(sides["who"]),
            to_whom=tuple(sides["to_whom"]),
            evidence=Span(row.start, row.end),
            trigger=Span(row.trigger_start, row.trigger_end),
            mode=row.mode,
            where=row.where,
            when=row.when,
            realis=Realis(row.realis),
            magnitudes=unpack_magnitudes(row.magnitudes),
            asserted_by=row.asserted_by,
            reason=row.reason,
        )


def _together(rows: list[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for row in rows for value in json.loads(getattr(row, column))))


def _attribution(row: Row) -> Attribution:
    return Attribution(
        source=unpack_spans(row.source),
        cue=unpack_spans(row.cue),
        content=unpack_spans(row.content),
        confidence=row.confidence,
        source_confidence=row.source_confidence,
    )


def _tie(row: Row, one: dict[str, str]) -> Tie:
    return Tie(
        subject=one[row.subject],
        relation=Relation(row.relation),
        object=one[row.object],
        evidence=Span(row.start, row.end),
        role=row.role,
        start_date=row.start_date,
        end_date=row.end_date,
        reason=row.reason,
    )


def _position(statement: str, row: PositionRow) -> Position:
    claimed = Stance(row.claimed) if row.claimed else None
    return Position(
        statement,
        row.issue,
        Stance(row.stance),
        row.probability,
        row.reason,
        row.coder,
        row.words,
        claimed,
        row.claimed_by,
    )
