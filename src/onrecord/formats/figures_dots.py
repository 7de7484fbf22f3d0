"""Estimates as dots with their intervals: one lane each, or on a plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .figures_frame import BOTTOM, LABELS, LANE, RIGHT, TOP, WIDTH, Figure, extent, fitted, scale, vega
from .svg import FAINT, INK, LETTER, OTHER, SUPPORT, Sheet, shortened
from .ticks import number_ticks


@dataclass(frozen=True, slots=True)
class DotEstimate:
    """A value with its interval; ``series`` tells two values of one name apart, the first being drawn filled."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    series: str = ""


def dot_lanes(estimates: Sequence[DotEstimate], *, title: str, unit: str = "") -> Figure:
    """One lane a name, in the order given; of two series the second lies below the first and is hollow and grey."""
    ends = [end for e in estimates for end in (e.value, e.low, e.high) if end is not None]
    low, high = extent(ends)
    names = list(dict.fromkeys(e.name for e in estimates))
    series = list(dict.fromkeys(e.series for e in estimates))
    sheet = Sheet(WIDTH, TOP + LANE * max(len(names), 1) + BOTTOM + 3, title=title)
    sheet.text(1, 3, title)
    foot, x = TOP + LANE * len(names), scale(low, high)
    for at, label in number_ticks(low, high):
        sheet.line(x(at), TOP - 1, x(at), foot, colour=INK if at == 0 else FAINT)
        sheet.text(x(at), foot + 3, label, anchor="middle")
    sheet.text(WIDTH - RIGHT, foot + 6.5, unit, anchor="end")
    for n, name in enumerate(names):
        sheet.text(LABELS - 2, TOP + LANE * (n + 0.5), _lane_label(name, LABELS - 5), anchor="end")
    for estimate in estimates:
        rank = series.index(estimate.series)
        y = TOP + LANE * (names.index(estimate.name) + 0.5) + (1.5 * (rank - (len(series) - 1) / 2))
        colour = SUPPORT if rank == 0 else OTHER
        if estimate.low is not None and estimate.high is not None:
            sheet.line(x(estimate.low), y, x(estimate.high), y, colour=colour, width=0.4)
        said = f"{estimate.name}{', ' + estimate.series if estimate.series else ''}: {estimate.value:.3g}"
        fill = colour if rank == 0 else "#FFFFFF"
        sheet.circle(x(estimate.value), y, 0.9, fill=fill, stroke=colour, title=said + _interval(estimate))
    for rank, name in enumerate(name for name in series if name):
        colour, at = (SUPPORT if rank == 0 else OTHER), LABELS + 30.0 * rank
        sheet.circle(at, foot + 8.5, 0.9, fill=colour if rank == 0 else "#FFFFFF", stroke=colour)
        sheet.text(at + 2.5, foot + 8.5, name)
    return Figure(sheet.svg(), _vega(estimates, names, title, unit))


def _lane_label(name: str, width: float) -> str:
    """A lane's name cut to ``width`` mm before its last colon: of an issue's lanes the stance tells one from another.

    >>> _lane_label("Teaching Old Merrish in all schools: oppose", 40)
    'Teaching Old Merri…: oppose'
    """
    head, colon, tail = name.rpartition(": ")
    if not colon or len(tail) > len("conditional"):
        return shortened(name, width)
    return shortened(head, width - LETTER * len(colon + tail)) + colon + tail


def _interval(estimate: DotEstimate) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return f" [{estimate.low:.3g}, {estimate.high:.3g}]"


def _vega(estimates: Sequence[DotEstimate], names: list[str], title: str, unit: str) -> dict:
    values = [{"name": e.name, "value": e.value, "low": e.low, "high": e.high, "series": e.series} for e in estimates]
    places = {"x": {"field": "value", "type": "quantitative", "title": unit or None, "scale": {"zero": False}}}
    whiskers = {"x": {"field": "low", "type": "quantitative", "title": unit or None}, "x2": {"field": "high"}}
    encoding = {
        "y": {"field": "name", "type": "nominal", "sort": names, "title": None},
        "yOffset": {"field": "series", "type": "nominal"},
        "color": {"field": "series", "type": "nominal", "title": None, "scale": {"range": [SUPPORT, OTHER]}},
    }
    layers = [{"mark": "rule", "encoding": whiskers}, {"mark": {"type": "point", "filled": True}, "encoding": places}]
    return vega(title, values, encoding=encoding, layer=layers)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the plane, with the ends of both its intervals (None: none)."""

    name: str
    x: float
    y: float
    x_ends: tuple[float, float] | None = None
    y_ends: tuple[float, float] | None = None


def plane(spots: Sequence[Spot], *, title: str, unit: str = "") -> Figure:
    """Named places on two dimensions, each with a cross of its two intervals."""
    height = 120.0
    sheet = Sheet(WIDTH, TOP + height, title=title)
    sheet.text(1, 3, title)
    x = fitted([end for s in spots for end in (s.x, *(s.x_ends or ()))], WIDTH, 16)
    y = fitted([-end for s in spots for end in (s.y, *(s.y_ends or ()))], height, 10)
    for spot in spots:
        at, up = x(spot.x), TOP + y(-spot.y)
        if spot.x_ends:
            sheet.line(x(spot.x_ends[0]), up, x(spot.x_ends[1]), up, colour=FAINT)
        if spot.y_ends:
            sheet.line(at, TOP + y(-spot.y_ends[0]), at, TOP + y(-spot.y_ends[1]), colour=FAINT)
    for spot in spots:
        at, up = x(spot.x), TOP + y(-spot.y)
        sheet.circle(at, up, 1.2, fill=SUPPORT, stroke="#FFFFFF", title=f"{spot.name}: {spot.x:.3g}, {spot.y:.3g}")
        sheet.text(at, up - 3, shortened(spot.name, 40), anchor="middle", halo=True)
    sheet.text(WIDTH - RIGHT, TOP + height - 2, unit, anchor="end")
    values = [
        {
            "name": s.name,
            "x": s.x,
            "y": s.y,
            "x_low": s.x_ends and s.x_ends[0],
            "x_high": s.x_ends and s.x_ends[1],
            "y_low": s.y_ends and s.y_ends[0],
            "y_high": s.y_ends and s.y_ends[1],
        }
        for s in spots
    ]
    across = {"field": "x", "type": "quantitative", "title": "first dimension"}
    up_down = {"field": "y", "type": "quantitative", "title": "second dimension"}
    rule = {"type": "rule", "color": FAINT}
    layers = [
        {"mark": rule, "encoding": {"x": {**across, "field": "x_low"}, "x2": {"field": "x_high"}, "y": up_down}},
        {"mark": rule, "encoding": {"y": {**up_down, "field": "y_low"}, "y2": {"field": "y_high"}, "x": across}},
        {"mark": {"type": "circle", "opacity": 1}, "encoding": {"x": across, "y": up_down}},
        {"mark": {"type": "text", "dy": -10}, "encoding": {"x": across, "y": up_down, "text": {"field": "name"}}},
    ]
    return Figure(sheet.svg(), vega(title, values, height=360, layer=layers))
