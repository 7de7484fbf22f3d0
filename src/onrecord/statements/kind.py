"""Direct, indirect or mixed; and the words themselves, without their marks and without "that"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Quoted, Span, Spans
from .found import joined, trimmed
from .quotes import Quotation

#: From this share of letters inside quotation marks on, the rest is the cue's own ("warned the government from “…”").
_DIRECT = 0.8
_THAT = re.compile(r"that\b[\s,]*", re.IGNORECASE)
_SPACE = " \t\r\n\u00a0"


@dataclass(frozen=True, slots=True)
class Wording:
    """The content as a statement holds it, and how it is quoted."""

    content: Spans
    quoted: Quoted


def wording(text: str, content: Spans, quotations: tuple[Quotation, ...]) -> Wording | None:
    """What a statement keeps of an attribution's content; None where nothing is left.

    Wholly in quotation marks is direct (the marks go, stops inside stay), partly is mixed, not at all indirect.
    """
    inside: list[Span] = []
    for quotation in quotations:
        for span in content:
            start, end = max(span.start, quotation.inner.start), min(span.end, quotation.inner.end)
            if start < end:
                inside.append(Span(start, end))
    quoted = _letters(text, joined(tuple(inside)))
    whole = _letters(text, content)
    if not whole:
        return None
    if quoted >= _DIRECT * whole:
        spans = tuple(span for part in joined(tuple(inside)) if (span := trimmed(text, part)) is not None)
        return Wording(spans, Quoted.DIRECT) if spans else None
    spans = tuple(span for part in content if (span := _without_that(text, part, quotations)) is not None)
    return Wording(spans, Quoted.MIXED if quoted else Quoted.INDIRECT) if spans else None


def _letters(text: str, spans: Spans) -> int:
    return sum(character.isalnum() for span in spans for character in span.of(text))


def _without_that(text: str, span: Span, quotations: tuple[Quotation, ...]) -> Span | None:
    match = _THAT.match(text, span.start, span.end)
    start = match.end() if match is not None else span.start
    if start >= span.end:
        return None
    right = _SPACE if any(q.outer.start < span.end <= q.outer.end for q in quotations) else _SPACE + ".,;:"
    return trimmed(text, Span(start, span.end), left=_SPACE + ",;:", right=right)
