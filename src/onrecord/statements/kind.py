"""Direct, indirect or mixed; and the words themselves, without their marks and without "that"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Quoted, Span, Spans
from .found import clipped, joined, trimmed
from .quotes import Quotation

#: From this share of letters inside quotation marks on, what is left of a phrase is the cue's own ("warned the
#: government
#: from “…”"); a clause whose subject stands outside is mixed ("said the command “has begun …”").
_DIRECT = 0.7
_DIRECT_CLAUSE = 0.97
_THAT = re.compile(r"(?:only |also |simply |merely )?that\b[\s,]*", re.IGNORECASE)
_MARKS = tuple('"“”„«')
_SPACE = " \t\r\n\u00a0"


@dataclass(frozen=True, slots=True)
class Wording:
    """The content as a statement holds it, and how it is quoted."""

    content: Spans
    quoted: Quoted


def wording(text: str, content: Spans, quotations: tuple[Quotation, ...], *, clause: bool) -> Wording | None:
    """What a statement keeps of an attribution's content; None where nothing is left.

    Wholly in quotation marks is direct (the marks go, stops inside stay), partly is mixed, not at all indirect.
    ``clause``: the content is what was said, not what a verb of judging governs.
    """
    inside = tuple(part for span in content if (part := _without_that(text, span, quotations)) is not None)
    quoted = joined(
        tuple(part for quotation in quotations for part in clipped(inside, quotation.inner) if part is not None)
    )
    whole = _letters(text, inside) - sum(_letters(text, clipped(inside, mark)) for mark in _marks(quotations))
    if not whole:
        return None
    share = _letters(text, quoted) / whole
    if share >= (_DIRECT_CLAUSE if clause else _DIRECT):
        whole_parts = (_to_the_mark(text, part, quotations) for part in quoted)
        spans = tuple(span for part in whole_parts if (span := trimmed(text, part)) is not None)
        return Wording(spans, Quoted.DIRECT) if spans else None
    return Wording(inside, Quoted.MIXED if quoted else Quoted.INDIRECT)


def _marks(quotations: tuple[Quotation, ...]) -> Spans:
    """Where the marks stand: some that were decoded wrongly hold letters."""
    ends = ((q.outer.start, q.inner.start, q.inner.end, q.outer.end) for q in quotations)
    return tuple(Span(a, b) for start, first, last, end in ends for a, b in ((start, first), (last, end)) if a < b)


def _to_the_mark(text: str, part: Span, quotations: tuple[Quotation, ...]) -> Span:
    """With the comma or stop before the closing mark, where the extractor left it out."""
    for quotation in quotations:
        end = quotation.inner.end
        if quotation.inner.start <= part.start and part.end < end <= part.end + 3:
            return part if any(c.isalnum() for c in text[part.end : end]) else Span(part.start, end)
    return part


def _letters(text: str, spans: Spans) -> int:
    return sum(character.isalnum() for span in spans for character in span.of(text))


def _without_that(text: str, span: Span, quotations: tuple[Quotation, ...]) -> Span | None:
    match = _THAT.match(text, span.start, span.end)
    start = match.end() if match is not None else span.start
    if text[start : start + 1] in _MARKS and not any(q.outer.start == start for q in quotations):
        start += 1  # a mark without a partner
    if start >= span.end:
        return None
    right = _SPACE if any(q.outer.start < span.end <= q.outer.end for q in quotations) else _SPACE + ".,;:"
    return trimmed(text, Span(start, span.end), left=_SPACE + ",;:", right=right)
