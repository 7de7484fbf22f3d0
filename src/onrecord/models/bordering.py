"""Pieces → character spans, with the borders of quotations put where the annotators put them.

In PolNeAR train content that covers a quotation begins at its opening mark in 99 % of cases and takes the closing mark
in in 99 % (5,614 and 8,060 cases); the network misses a mark now and then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Span
from onrecord.models.marks import clean_marks, quotations
from onrecord.models.pieces import Pieces

NEAR = 3
MOSTLY = 0.8


def quoted_spans(text: str, zones: Iterable[Span]) -> list[tuple[Span, bool]]:
    """All quotations of the zones, marks included, and whether each was closed."""
    found = []
    for zone in zones:
        cleaned = clean_marks(text[zone.start : zone.end])
        for q in quotations(cleaned.text):
            start, end = cleaned.start(q.open) + zone.start, cleaned.end(q.end) + zone.start
            if end > start + 1:
                found.append((Span(start, end), q.close is not None))
    return found


def spans(pieces: Pieces, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Character spans of piece ranges, completed to whole words."""
    found: list[Span] = []
    for first, stop in ranges:
        while first > 0 and not pieces.word[first]:
            first -= 1
        while stop < len(pieces) and not pieces.word[stop]:
            stop += 1
        start, end = int(pieces.starts[first]), int(pieces.ends[stop - 1])
        if found and start < found[-1].end:
            start = found[-1].end
        if end > start:
            found.append(Span(start, end))
    return tuple(found)


def stretches(text: str, zones: Iterable[Span]) -> tuple[Span, ...]:
    """Zones with nothing but white space between them joined.

    >>> stretches("One.  Two. (Ad) Three.", [Span(0, 4), Span(6, 10), Span(16, 22)])
    (Span(start=0, end=10), Span(start=16, end=22))
    """
    joined: list[Span] = []
    for zone in zones:
        if joined and not text[joined[-1].end : zone.start].strip():
            joined[-1] = Span(joined[-1].start, zone.end)
        else:
            joined.append(zone)
    return tuple(joined)


def within(spans: Iterable[Span], limits: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of spans that lie in the limits: what stands between two zones was never read.

    >>> within([Span(2, 20)], [Span(0, 10), Span(16, 22)])
    (Span(start=2, end=10), Span(start=16, end=20))
    """
    return tuple(
        Span(max(span.start, limit.start), min(span.end, limit.end))
        for span in spans
        for limit in limits
        if span.overlaps(limit)
    )


def snap(content: Sequence[Span], quoted: Sequence[tuple[Span, bool]], closed: Sequence[Span]) -> tuple[Span, ...]:
    """Content with the marks of the quotations that it covers; never into ``closed`` (cue and source).

    >>> text = 'She said: "We go." Then'
    >>> [s.of(text) for s in snap([Span(11, 16)], [(Span(10, 18), True)], [])]
    ['"We go."']
    """
    found: list[Span] = []
    for span in content:
        start, end = span.start, span.end
        for quote, is_closed in quoted:
            if not quote.overlaps(span):
                continue
            shared = min(end, quote.end) - max(start, quote.start)
            mostly = shared >= MOSTLY * len(quote)
            if quote.start < start and (mostly or start <= quote.start + NEAR):
                start = _free(quote.start, start, closed)
            if is_closed and quote.end - NEAR <= end < quote.end and (mostly or start >= quote.start):
                end = quote.end
        end = min([end, *(c.start for c in closed if start < c.start < end and c.start >= span.end)])
        if found and start < found[-1].end:
            start = found[-1].end
        if end > start:
            found.append(Span(start, end))
    return tuple(found)


def _free(wished: int, now: int, closed: Sequence[Span]) -> int:
    """The leftmost start between ``wished`` and ``now`` that lies after every closed span there."""
    return max([wished, *(c.end for c in closed if wished < c.end <= now)])
