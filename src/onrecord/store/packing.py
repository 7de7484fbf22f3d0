"""Values that take more than one column, as JSON text and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from ..model import Magnitude, Span, Spans


def packed(value: Any) -> str:
    """Compact JSON, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def pack_spans(spans: Spans) -> str:
    """Spans as ``[[start,end],…]``.

    >>> pack_spans((Span(3, 9), Span(12, 40)))
    '[[3,9],[12,40]]'
    """
    return packed([[span.start, span.end] for span in spans])


def unpack_spans(text: str) -> Spans:
    """The other way round.

    >>> unpack_spans("[[3,9]]")
    (Span(start=3, end=9),)
    """
    return tuple(Span(start, end) for start, end in json.loads(text))


def pack_magnitudes(magnitudes: Iterable[Magnitude]) -> str:
    """Magnitudes as ``[[value, unit, what, bound, [start, end]], …]``."""
    return packed([[m.value, m.unit, m.what, m.bound, m.span and [m.span.start, m.span.end]] for m in magnitudes])


def unpack_magnitudes(text: str) -> tuple[Magnitude, ...]:
    """The other way round."""
    return tuple(
        Magnitude(value, unit, what, bound, Span(*span) if span else None)
        for value, unit, what, bound, span in json.loads(text)
    )


def among(column: ColumnElement, values: Iterable[Any]) -> ColumnElement[bool]:
    """``column IN values`` for any number of values: one bound parameter, no limit on its length."""
    listed = func.json_each(packed(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def among_bound(column: ColumnElement, name: str) -> ColumnElement[bool]:
    """The same for a statement that is built once: the values come as ``{name: packed(values)}`` when it is run."""
    listed = func.json_each(bindparam(name)).table_valued("value")
    return column.in_(select(listed.c.value))


def quote_of(spans: Spans, text: str) -> str:
    """The words of broken content, joined as a reader would: ``"we will … not yield"``.

    >>> quote_of((Span(0, 7), Span(18, 27)), "We will, he said, not yield.")
    'We will … not yield'
    """
    return " … ".join(span.of(text).strip() for span in spans)
