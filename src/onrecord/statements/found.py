"""What a rule found, before the findings of all rules are put together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model import Span, Spans


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution of one rule, in offsets of the article. ``probability`` is the rule's, ``rule`` its name."""

    source: Spans
    cue: Spans
    content: Spans
    probability: float
    rule: str
    lemma: str = ""
    source_probability: float = 0.7

    def with_content(self, content: Spans, *, bonus: float = 0.0) -> Found:
        """The same with another content, and nearer to certain by ``bonus`` of what is missing."""
        return replace(self, content=content, probability=self.probability + bonus * (1 - self.probability))


def joined(spans: Spans) -> Spans:
    """Sorted, overlapping or touching ones made one.

    >>> joined((Span(5, 9), Span(0, 4), Span(8, 12)))
    (Span(start=0, end=4), Span(start=5, end=12))
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def clipped(spans: Spans, to: Span) -> Spans:
    """What of the spans lies inside another one."""
    return tuple(Span(max(s.start, to.start), min(s.end, to.end)) for s in spans if s.overlaps(to))


def trimmed(text: str, span: Span, *, left: str = " \t\r\n\u00a0", right: str = " \t\r\n\u00a0") -> Span | None:
    """The span without these characters at its ends, or None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in left:
        start += 1
    while end > start and text[end - 1] in right:
        end -= 1
    return Span(start, end) if start < end else None
