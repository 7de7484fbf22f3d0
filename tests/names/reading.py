"""Short ways to read our own sentences in the tests of this room."""

from __future__ import annotations

import re

from onrecord.model import Actor, Article, Span, Zone, ZoneKind
from onrecord.names.entities import parse
from onrecord.names.inside import resolve_inside
from onrecord.names.mentions import find_mentions


def article_of(text: str, *, headline: str = "") -> Article:
    """An article whose paragraphs are body, with an optional headline before them."""
    whole = f"{headline}\n\n{text}" if headline else text
    zones = []
    for match in re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", whole):
        kind = ZoneKind.HEADLINE if headline and not zones else ZoneKind.BODY
        zones.append(Zone(kind, Span(*match.span())))
    return Article("1", whole, zones=tuple(zones))


def actors_of(text: str, *sources: str, headline: str = "") -> tuple[Actor, ...]:
    """The actors of a text; ``sources`` are phrases of it, each taken at its first place."""
    article = article_of(text, headline=headline)
    doc = parse(article)
    spans = tuple(span_of(article.text, source) for source in sources)
    return resolve_inside(article, doc, find_mentions(article, doc), spans)


def span_of(text: str, phrase: str, occurrence: int = 1) -> Span:
    """Where a phrase stands."""
    at = -1
    for _ in range(occurrence):
        at = text.index(phrase, at + 1)
    return Span(at, at + len(phrase))


def named(actors: tuple[Actor, ...], name: str) -> Actor:
    """The actor of that name."""
    return next(actor for actor in actors if actor.name == name)


def written(actor: Actor, text: str) -> list[str]:
    """The mentions of an actor as they are written."""
    return [mention.span.of(text) for mention in actor.mentions]
