"""Sentences with their statements marked in place, so that a table of cases reads like the news.

``[1:…]`` is the source of statement 1, ``{1:…}`` its cue, ``<1:…>`` a piece of its content; ``[12:…]`` serves two.
Marks nest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.model import Actor, ActorType, Article, Mention, Span, Statement, Zone, ZoneKind
from onrecord.names.entities import parse
from onrecord.statements.by_rules import find_by_rules
from onrecord.statements.on_record import put_on_record

_MARK = re.compile(r"([\[{<])(\d+):|([\]}>])")


@dataclass
class Wanted:
    """One statement as marked."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)


def unmarked(marked: str) -> tuple[str, dict[str, Wanted]]:
    """The plain text and what was marked in it, by number."""
    plain: list[str] = []
    length = 0
    open_: list[tuple[str, str, int]] = []
    wanted: dict[str, Wanted] = {}
    at = 0
    for mark in _MARK.finditer(marked):
        plain.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark.group(1):
            open_.append((mark.group(1), mark.group(2), length))
            continue
        kind, numbers, start = open_.pop()
        for number in numbers:
            spans = wanted.setdefault(number, Wanted())
            {"[": spans.source, "{": spans.cue, "<": spans.content}[kind].append(Span(start, length))
    plain.append(marked[at:])
    return "".join(plain), wanted


def article_of(text: str) -> Article:
    """An article of body paragraphs, split at blank lines."""
    zones = (
        Zone(ZoneKind.BODY, Span(m.start(), m.end()))
        for m in re.finditer(r"\S(?:.*?\S)?(?=\s*(?:\n\n|\Z))", text, re.S)
    )
    return Article("t", text, zones=tuple(zones))


def read(text: str, sources: list[Span] = ()) -> tuple[Statement, ...]:
    """The statements of a text whose actors are just these spans."""
    article = article_of(text)
    doc = parse(article)
    actors = tuple(Actor(f"a{k}", span.of(text), ActorType.UNKNOWN, (Mention(span),)) for k, span in enumerate(sources))
    return put_on_record(article, doc, find_by_rules(article, doc), actors, (), ())


def overlap(mine: tuple[Span, ...], theirs: list[Span]) -> float:
    """Jaccard of characters."""
    a = {at for span in mine for at in range(span.start, span.end)}
    b = {at for span in theirs for at in range(span.start, span.end)}
    return len(a & b) / len(a | b) if a or b else 1.0
