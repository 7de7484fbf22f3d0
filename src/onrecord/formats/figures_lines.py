"""A figure through time: a line with the band of its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .figures_frame import BOTTOM, RIGHT, TOP, WIDTH, Figure, extent, vega
from .svg import FAINT, INK, SUPPORT, Sheet, between
from .ticks import date_ticks, number_ticks

_LEFT, _HEIGHT = 14.0, 70.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment (seconds since 1970 UTC) with the ends of its interval (None: none)."""

    when: float
    value: float
    low: float | None = None
    high: float | None = None


def line(points: Sequence[Point], *, title: str, unit: str = "", zero: bool = False) -> Figure:
    """A line through the points in order of time; ``zero`` lets the axis begin at 0."""
    from ..network import iso_time

    points = sorted(points, key=lambda point: point.when)
    ends = [end for p in points for end in (p.value, p.low, p.high) if end is not None]
    low, high = extent([0.0, *ends] if zero else ends)
    first, last = extent([point.when for point in points])
    sheet = Sheet(WIDTH, TOP + _HEIGHT + BOTTOM, title=title)
    sheet.text(1, 3, title)
    foot = TOP + _HEIGHT

    def x(when: float) -> float:
        return _LEFT + (WIDTH - RIGHT - _LEFT) * (when - first) / (last - first)

    def y(value: float) -> float:
        return foot - (_HEIGHT - 4) * (value - low) / (high - low)

    for at, label in number_ticks(low, high):
        sheet.line(_LEFT, y(at), WIDTH - RIGHT, y(at), colour=FAINT)
        sheet.text(_LEFT - 2, y(at), label, anchor="end")
    for at, label in date_ticks(first, last):
        sheet.line(x(at), foot, x(at), foot + 1.2)
        sheet.text(x(at), foot + 3.5, label, anchor="middle")
    sheet.line(_LEFT, foot, WIDTH - RIGHT, foot)
    sheet.text(WIDTH - RIGHT, foot + 7, unit, anchor="end")
    banded = [point for point in points if point.low is not None and point.high is not None]
    if len(banded) > 1:
        edge = [(x(p.when), y(p.high)) for p in banded] + [(x(p.when), y(p.low)) for p in reversed(banded)]
        sheet.polygon(edge, fill=between(SUPPORT, "#FFFFFF", 0.75))
    for one, other in pairwise(points):
        sheet.line(x(one.when), y(one.value), x(other.when), y(other.value), colour=SUPPORT, width=0.5)
    for point in points:
        between_ends = "" if point.low is None or point.high is None else f" [{point.low:.3g}, {point.high:.3g}]"
        said = f"{iso_time(point.when)[:10]}: {point.value:.3g}{between_ends}"
        sheet.circle(x(point.when), y(point.value), 0.9, fill=SUPPORT, stroke=INK, title=said)
    values = [
        {"when": iso_time(point.when) + "Z", "value": point.value, "low": point.low, "high": point.high}
        for point in points
    ]
    across = {"field": "when", "type": "temporal", "title": None, "scale": {"type": "utc"}}
    up = {"type": "quantitative", "title": unit or None, "scale": {"zero": zero}}
    layers = [
        {"mark": {"type": "area", "opacity": 0.25}, "encoding": {"y": {**up, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "line", "point": True}, "encoding": {"y": {**up, "field": "value"}}},
    ]
    return Figure(sheet.svg(), vega(title, values, encoding={"x": across}, layer=layers))
