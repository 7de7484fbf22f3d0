"""The record as flat tables: what csv and parquet are made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..events.as_plover import plover_of
from ..model import Magnitude, Position, Spans, Statement, hull
from ..store import queries
from ..store.packing import quote_of

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import EventRow, ReadingRow


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their kind ("text", "integer", "number", "boolean"), and what gives the rows."""

    columns: dict[str, str]
    rows: Callable[[Record], Iterator[tuple]]


_ARTICLE = {
    "article_id": "text",
    "doc_id": "text",
    "outlet": "text",
    "headline": "text",
    "published": "text",
    "address": "text",
}
_EVIDENCE = {"start": "integer", "end": "integer", "evidence": "text"}


def _article(row: ReadingRow | EventRow) -> tuple:
    article = row.article
    return article.id, article.doc_id, article.outlet, article.headline, article.published, article.address


_STATEMENTS = {
    "statement_id": "text",
    **_ARTICLE,
    "speaker": "text",
    "speaker_id": "text",
    "speaker_affiliation": "text",
    "speaker_role": "text",
    "quote": "text",
    "cue": "text",
    "source": "text",
    "quoted": "text",
    "polarity": "text",
    "reported_via": "text",  # nearest first, "; " between
    "date_said": "text",
    "date": "text",  # said, else published
    "date_kind": "text",  # which of the two
    "issue": "text",  # the most probable position; all of them are in the table of positions
    "position": "text",
    "probability": "number",
    "coder": "text",
    "nested_in": "text",
    "in_headline": "boolean",
    "confidence": "number",
    "plover": "text",  # of the words: REQUEST, ACCUSE, …; such a row is no event
    "start": "integer",
    "end": "integer",
    "spans": "text",  # [[start, end], …]
}


def _statements(record: Record) -> Iterator[tuple]:
    for row in queries.readings(record):
        positions = _best_positions(row)
        for statement in row.reading.statements:
            yield _statement(row, statement, positions.get(statement.id))


def _best_positions(row: ReadingRow) -> dict[str, Position]:
    best: dict[str, Position] = {}
    for position in row.positions:
        before = best.get(position.statement)
        if before is None or position.probability > before.probability:
            best[position.statement] = position
    return best


def _statement(row: ReadingRow, statement: Statement, position: Position | None) -> tuple:
    text, published = row.reading.article.text, row.article.published
    whole = hull(statement.content)
    return (
        statement.id,
        *_article(row),
        _name(row, statement.speaker),
        _id(row, statement.speaker),
        statement.affiliation,
        statement.role,
        quote_of(statement.content, text),
        quote_of(statement.cue, text),
        quote_of(statement.source, text),
        str(statement.quoted),
        str(statement.polarity),
        "; ".join(statement.via),
        statement.date_said,
        statement.date_said or published,
        "said" if statement.date_said else "published" if published else None,
        position and position.issue,
        position and str(position.stance),
        position and position.probability,
        position and position.coder,
        statement.nested_in,
        statement.in_headline,
        statement.confidence,
        plover_of(statement.reason, quote_of(statement.content, text)),
        whole.start,
        whole.end,
        _spans(statement.content),
    )


def _name(row: ReadingRow, actor: str | None) -> str | None:
    if actor in row.resolved:
        return row.resolved[actor][1]
    local = row.reading.actor(actor)
    return local.name if local else None


def _id(row: ReadingRow, actor: str | None) -> str | None:
    return row.resolved[actor][0] if actor in row.resolved else None


def _spans(spans: Spans) -> str:
    return json.dumps([[span.start, span.end] for span in spans])


_POSITIONS = {
    "statement_id": "text",
    **_ARTICLE,
    "speaker": "text",
    "speaker_id": "text",
    "date": "text",
    "issue": "text",
    "position": "text",
    "probability": "number",
    "coder": "text",
    "reason": "text",
    "claimed": "text",
    "claimed_by": "text",
}


def _positions(record: Record) -> Iterator[tuple]:
    for row in queries.readings(record):
        statements = {statement.id: statement for statement in row.reading.statements}
        for position in row.positions:
            statement = statements[position.statement]
            yield (
                statement.id,
                *_article(row),
                _name(row, statement.speaker),
                _id(row, statement.speaker),
                statement.date_said or row.article.published,
                position.issue,
                str(position.stance),
                position.probability,
                position.coder,
                position.reason,
                position.claimed and str(position.claimed),
                position.claimed_by or None,
            )


_TIES = {
    "subject": "text",
    "subject_id": "text",
    "relation": "text",
    "object": "text",
    "object_id": "text",
    "role": "text",
    "start_date": "text",
    "end_date": "text",
    **_ARTICLE,
    **_EVIDENCE,
}


def _ties(record: Record) -> Iterator[tuple]:
    for row in queries.readings(record):
        for tie in row.reading.ties:
            yield (
                _name(row, tie.subject),
                _id(row, tie.subject),
                str(tie.relation),
                _name(row, tie.object),
                _id(row, tie.object),
                tie.role,
                tie.start_date,
                tie.end_date,
                *_article(row),
                tie.evidence.start,
                tie.evidence.end,
                tie.evidence.of(row.reading.article.text),
            )


_EVENTS = {
    "report_id": "text",
    "event_id": "text",  # the same in all reports of one event: that of its first report
    "type": "text",
    "mode": "text",
    "who": "text",  # "; " between, here and below
    "who_ids": "text",
    "to_whom": "text",
    "to_whom_ids": "text",
    "where": "text",
    "when": "text",
    "realis": "text",
    "magnitudes": "text",  # "10000 families"
    "asserted_by": "text",  # "narrator", or the id of the statement
    "reason": "text",
    **_ARTICLE,
    **_EVIDENCE,
}


def _events(record: Record) -> Iterator[tuple]:
    """A row a report, the reports of one event one after the other, the earliest event first."""
    for card in reversed(queries.event_cards(record)):
        for event in card.reports:
            yield (
                event.id,
                card.id,
                event.type,
                event.mode,
                _joined(name for _, name in event.who),
                _joined(id for id, _ in event.who),
                _joined(name for _, name in event.to_whom),
                _joined(id for id, _ in event.to_whom),
                event.where,
                event.when,
                str(event.realis),
                _joined(_magnitude(magnitude) for magnitude in event.magnitudes),
                event.asserted_by,
                event.reason,
                *_article(event),
                event.evidence.start,
                event.evidence.end,
                event.quote,
            )


def _joined(parts: Iterator[Any]) -> str:
    return "; ".join(part for part in parts if part)


def _magnitude(magnitude: Magnitude) -> str:
    bound = {"min": "at least ", "max": "at most ", "about": "about "}.get(magnitude.bound or "", "")
    return f"{bound}{magnitude.value:g} {magnitude.unit}{f' {magnitude.what}' if magnitude.what else ''}"


_ACTORS = {
    "actor_id": "text",
    "name": "text",
    "type": "text",
    "country": "text",
    "articles": "integer",
    "mentions": "integer",
    "statements": "integer",
}


def _actors(record: Record) -> Iterator[tuple]:
    for actor in sorted(queries.actors(record, limit=-1), key=lambda actor: actor.id):
        yield actor.id, actor.name, actor.type, actor.country, actor.articles, actor.mentions, actor.statements


TABLES: dict[str, Table] = {
    "statements": Table(_STATEMENTS, _statements),
    "positions": Table(_POSITIONS, _positions),
    "actors": Table(_ACTORS, _actors),
    "ties": Table(_TIES, _ties),
    "events": Table(_EVENTS, _events),
}
