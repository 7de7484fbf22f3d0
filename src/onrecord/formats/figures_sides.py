"""Bars to two sides: how often each is for, and how often against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .figures_frame import BOTTOM, LABELS, LANE, RIGHT, TOP, WIDTH, Figure, extent, scale, vega
from .svg import FAINT, OPPOSE, SUPPORT, Sheet, between, shortened
from .ticks import number_ticks

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sides:
    """One lane: counts for and against, and the intervals of both (None: none)."""

    name: str
    support: float
    oppose: float
    support_ends: Ends | None = None
    oppose_ends: Ends | None = None


def sided_bars(lanes: Sequence[Sides], *, title: str, unit: str = "") -> Figure:
    """For to the right, against to the left of the middle line, each with its interval as a whisker."""
    right = max((end for lane in lanes for end in (lane.support, *(lane.support_ends or ()))), default=0.0)
    left = max((end for lane in lanes for end in (lane.oppose, *(lane.oppose_ends or ()))), default=0.0)
    low, high = extent([-left, 0.0, right])
    sheet = Sheet(WIDTH, TOP + LANE * max(len(lanes), 1) + BOTTOM, title=title)
    sheet.text(1, 3, title)
    foot, x = TOP + LANE * len(lanes), scale(low, high)
    for at, label in number_ticks(low, high):
        sheet.line(x(at), TOP - 1, x(at), foot, colour=FAINT)
        sheet.text(x(at), foot + 3, label.removeprefix("-"), anchor="middle")
    sheet.text(LABELS, foot + 6.5, "← against", colour=OPPOSE)
    sheet.text(LABELS + 18, foot + 6.5, "for →", colour=SUPPORT)
    sheet.text(WIDTH - RIGHT, foot + 6.5, unit, anchor="end")
    for n, lane in enumerate(lanes):
        y = TOP + LANE * (n + 0.5)
        sheet.text(LABELS - 2, y, shortened(lane.name, LABELS - 2), anchor="end")
        _bar(sheet, x, y, lane.support, lane.support_ends, 1, f"{lane.name}, for")
        _bar(sheet, x, y, lane.oppose, lane.oppose_ends, -1, f"{lane.name}, against")
    sheet.line(x(0.0), TOP - 1, x(0.0), foot)
    return Figure(sheet.svg(), _vega(lanes, title, unit))


def _bar(sheet: Sheet, x, y: float, value: float, ends: Ends | None, side: int, name: str) -> None:
    if not value and not ends:
        return
    start, end = sorted((x(0.0), x(side * value)))
    fill = between(SUPPORT if side > 0 else OPPOSE, "#FFFFFF", 0.35)
    said = f"{name}: {value:.3g}" + (f" [{ends[0]:.3g}, {ends[1]:.3g}]" if ends else "")
    sheet.rect(start, y - 1.8, end - start, 3.6, fill=fill, title=said)
    if ends:
        sheet.line(x(side * ends[0]), y, x(side * ends[1]), y, width=0.4)
        for at in ends:
            sheet.line(x(side * at), y - 1, x(side * at), y + 1, width=0.4)


def _vega(lanes: Sequence[Sides], title: str, unit: str) -> dict:
    values = []
    for lane in lanes:
        for side, value, ends, sign in (
            ("support", lane.support, lane.support_ends, 1),
            ("oppose", lane.oppose, lane.oppose_ends, -1),
        ):
            low, high = ends or (None, None)
            shown = {"low": low if low is None else sign * low, "high": high if high is None else sign * high}
            values.append({"name": lane.name, "side": side, "count": value, "shown": sign * value, **shown})
    colour = {"field": "side", "scale": {"domain": ["support", "oppose"], "range": [SUPPORT, OPPOSE]}, "title": None}
    across = {"field": "shown", "type": "quantitative", "title": unit or None}
    whiskers = {"x": {**across, "field": "low"}, "x2": {"field": "high"}}
    encoding = {"y": {"field": "name", "type": "nominal", "sort": [lane.name for lane in lanes], "title": None}}
    layers = [{"mark": "bar", "encoding": {"x": across, "color": colour}}, {"mark": "rule", "encoding": whiskers}]
    return vega(title, values, encoding=encoding, layer=layers)
