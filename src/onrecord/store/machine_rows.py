"""What a reading says, as rows of the machine tables."""

from __future__ import annotations

from typing import Any

from ..model import Article, Reading
from . import ids
from .packing import pack_spans, packed, quote_of

Rows = list[dict[str, Any]]


def zones(key: int, article: Article) -> Rows:
    return [
        {"article": key, "n": n, "kind": str(zone.kind), "start": zone.span.start, "end": zone.span.end}
        for n, zone in enumerate(article.zones)
    ]


def attributions(key: int, reading: Reading) -> Rows:
    return [
        {
            "article": key,
            "n": n,
            "source": pack_spans(attribution.source),
            "cue": pack_spans(attribution.cue),
            "content": pack_spans(attribution.content),
            "confidence": float(attribution.confidence),
            "source_confidence": float(attribution.source_confidence),
        }
        for n, attribution in enumerate(reading.attributions)
    ]


def actors(key: int, reading: Reading) -> Rows:
    return [
        {
            "article": key,
            "local": actor.id,
            "n": n,
            "name": actor.name,
            "type": str(actor.type),
            "aliases": packed(actor.aliases),
            "roles": packed(actor.roles),
            "country": actor.country,
            "mentions": len(actor.mentions),
        }
        for n, actor in enumerate(reading.actors)
    ]


def mentions(key: int, reading: Reading) -> Rows:
    pairs = [(actor.id, mention) for actor in reading.actors for mention in actor.mentions]
    return [
        {
            "article": key,
            "n": n,
            "local": local,
            "start": mention.span.start,
            "end": mention.span.end,
            "extent_start": mention.extent and mention.extent.start,
            "extent_end": mention.extent and mention.extent.end,
            "form": str(mention.form),
            "type": str(mention.type),
            "title": mention.title,
            "text": mention.span.of(reading.article.text),
        }
        for n, (local, mention) in enumerate(pairs)
    ]


def statements(key: int, source: str, reading: Reading, named: list[tuple[str, str]]) -> Rows:
    whole, own = reading.article.text, dict(named)
    locals_ = {actor.id for actor in reading.actors}
    anchors = ids.anchors(source, reading.statements, whole)
    return [
        {
            "article": key,
            "n": n,
            "id": id,
            "given": given,
            "anchor": anchor,
            "content": pack_spans(statement.content),
            "cue": pack_spans(statement.cue),
            "source": pack_spans(statement.source),
            "start": min((span.start for span in statement.content), default=0),
            "quote": quote_of(statement.content, whole),
            "cue_text": quote_of(statement.cue, whole),
            "source_text": quote_of(statement.source, whole),
            "speaker": statement.speaker if statement.speaker in locals_ else None,
            "quoted": str(statement.quoted),
            "polarity": str(statement.polarity),
            "affiliation": statement.affiliation,
            "role": statement.role,
            "via": packed(statement.via),
            "date_said": statement.date_said,
            "nested_in": own.get(statement.nested_in, statement.nested_in),
            "in_headline": statement.in_headline,
            "confidence": float(statement.confidence),
            "reason": statement.reason,
        }
        for n, (statement, anchor, (given, id)) in enumerate(zip(reading.statements, anchors, named, strict=True))
    ]


def ties(key: int, source: str, reading: Reading, known: dict[str, str]) -> Rows:
    rows: dict[str, dict[str, Any]] = {}
    for n, tie in enumerate(reading.ties):
        if tie.subject not in known or tie.object not in known:
            continue  # a tie to nobody cannot be shown
        id = ids.tie_id(source, tie, known[tie.subject], known[tie.object], reading.article.text)
        rows.setdefault(
            id,
            {
                "article": key,
                "n": n,
                "id": id,
                "subject": tie.subject,
                "relation": str(tie.relation),
                "object": tie.object,
                "start": tie.evidence.start,
                "end": tie.evidence.end,
                "quote": tie.evidence.of(reading.article.text),
                "role": tie.role,
                "start_date": tie.start_date,
                "end_date": tie.end_date,
                "reason": tie.reason,
            },
        )
    return list(rows.values())


def dates(key: int, reading: Reading) -> Rows:
    return [
        {
            "article": key,
            "n": n,
            "start": date.span.start,
            "end": date.span.end,
            "value": date.value,
            "rule": date.rule,
            "anchor": date.anchor,
        }
        for n, date in enumerate(reading.dates)
    ]


def places(key: int, reading: Reading) -> Rows:
    return [
        {
            "article": key,
            "n": n,
            "start": place.span.start,
            "end": place.span.end,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "geonames_id": place.geonames_id,
        }
        for n, place in enumerate(reading.places)
    ]
