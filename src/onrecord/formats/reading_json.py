"""A reading as JSON: the shape that outside programs rely on (docs/json.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..events.as_plover import plover_of
from ..model import (
    Actor,
    Article,
    Attribution,
    DateMention,
    Event,
    Magnitude,
    PlaceMention,
    Position,
    Problem,
    Reading,
    Span,
    Spans,
    Statement,
    Tie,
    hull,
)


def reading_to_json(
    reading: Reading,
    *,
    resolved: Mapping[str, tuple[str, str]] | None = None,
    positions: Iterable[Position] = (),
) -> dict[str, Any]:
    """One reading as a JSON object.

    Args:
        reading: what one article yields.
        resolved: id of an actor in the reading → (id, name) over all articles; without it the reading's own.
        positions: coded positions of its statements; the most probable one of a statement is its ``issue``.

    Returns:
        A dict of JSON types; offsets are code points of the unchanged text.
    """
    return _Writer(reading, resolved or {}, positions).document()


class _Writer:
    """Knows who is who while one reading is written."""

    def __init__(
        self, reading: Reading, resolved: Mapping[str, tuple[str, str]], positions: Iterable[Position]
    ) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.ids = {actor.id: (actor.id, actor.name) for actor in reading.actors} | dict(resolved)
        self.positions: dict[str, list[Position]] = {}
        for position in positions:
            self.positions.setdefault(position.statement, []).append(position)

    def name(self, actor_id: str | None) -> str | None:
        return self.ids[actor_id][1] if actor_id in self.ids else actor_id

    def document(self) -> dict[str, Any]:
        reading = self.reading
        return {
            "doc_id": reading.article.id,
            "document": _article(reading.article),
            "attributions": [_attribution(attribution) for attribution in reading.attributions],
            "statements": [self.statement(statement) for statement in reading.statements],
            "actors": [self.actor(actor) for actor in reading.actors],
            "relations": [self.tie(tie) for tie in reading.ties],
            "events": [self.event(event) for event in reading.events],
            "dates": [_date(date) for date in reading.dates],
            "places": [_place(place) for place in reading.places],
            "problems": [_problem(problem) for problem in reading.problems],
        }

    def span(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": span.of(self.text)}

    def whole(self, spans: Spans) -> dict[str, Any] | None:
        return self.span(hull(spans)) if spans else None

    def statement(self, statement: Statement) -> dict[str, Any]:
        coded = sorted(self.positions.get(statement.id, ()), key=lambda position: -position.probability)
        return {
            "id": statement.id,
            "content": [self.span(span) for span in statement.content],
            "cue": self.whole(statement.cue),
            "source": self.whole(statement.source),
            "speaker": self.name(statement.speaker) or "unknown",
            "speaker_id": self.ids[statement.speaker][0] if statement.speaker in self.ids else None,
            "speaker_affiliation": statement.affiliation,
            "speaker_role": statement.role,
            "quoted": str(statement.quoted),
            "polarity": str(statement.polarity),
            "reported_via": list(statement.via),
            "date_said": statement.date_said,
            "nested_in": statement.nested_in,
            "in_headline": statement.in_headline,
            "confidence": round(statement.confidence, 4),
            "reason": statement.reason,
            "plover": plover_of(statement.reason, " ".join(span.of(self.text) for span in statement.content)),
            "issue": coded[0].issue if coded else None,
            "position": str(coded[0].stance) if coded else None,
            "positions": [_position(position) for position in coded],
        }

    def actor(self, actor: Actor) -> dict[str, Any]:
        identity, name = self.ids[actor.id]
        return {
            "id": identity,
            "canonical": name,
            "type": str(actor.type),
            "aliases": list(actor.aliases),
            "roles": list(actor.roles),
            "country": actor.country,
            "mentions": [
                {**self.span(mention.span), "form": str(mention.form), "title": mention.title}
                for mention in actor.mentions
            ],
        }

    def tie(self, tie: Tie) -> dict[str, Any]:
        return {
            "subject": self.name(tie.subject),
            "relation": str(tie.relation),
            "object": self.name(tie.object),
            "role": tie.role,
            "since": tie.start_date,
            "until": tie.end_date,
            "observed": self.reading.article.published,
            "evidence": self.span(tie.evidence),
            "reason": tie.reason,
        }

    def event(self, event: Event) -> dict[str, Any]:
        return {
            "type": event.type,
            "mode": event.mode,
            "who": [self.name(actor) for actor in event.who],
            "to_whom": [self.name(actor) for actor in event.to_whom],
            "where": event.where,
            "when": event.when,
            "realis": str(event.realis),
            "magnitudes": [_magnitude(magnitude) for magnitude in event.magnitudes],
            "asserted_by": event.asserted_by,
            "evidence": self.span(event.evidence),
            "trigger": self.span(event.trigger),
            "reason": event.reason,
        }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _article(article: Article) -> dict[str, Any]:
    return {
        "outlet": article.outlet,
        "headline": article.headline,
        "publication_date": article.published,
        "address": article.address,
        "language": article.language,
        "boilerplate": [
            {"start": zone.span.start, "end": zone.span.end, "kind": str(zone.kind)} for zone in article.boilerplate
        ],
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
        "confidence": round(attribution.confidence, 4),
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "issue": position.issue,
        "stance": str(position.stance),
        "probability": round(position.probability, 4),
        "reason": position.reason,
        "coder": position.coder,
        "claimed": str(position.claimed) if position.claimed else None,
        "claimed_by": position.claimed_by or None,
    }


def _magnitude(magnitude: Magnitude) -> dict[str, Any]:
    return {"value": magnitude.value, "unit": magnitude.unit, "what": magnitude.what, "bound": magnitude.bound}


def _date(date: DateMention) -> dict[str, Any]:
    return {
        "start": date.span.start,
        "end": date.span.end,
        "value": date.value,
        "rule": date.rule,
        "anchor": date.anchor,
    }


def _place(place: PlaceMention) -> dict[str, Any]:
    return {
        "start": place.span.start,
        "end": place.span.end,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "geonames_id": place.geonames_id,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"where": problem.where, "what": problem.what, "do": problem.do}
