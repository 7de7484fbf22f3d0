"""A timeline: who said what when, one lane each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .figures_frame import BOTTOM, LABELS, LANE, RIGHT, STANCES, TOP, WIDTH, Figure, extent, vega
from .svg import FAINT, INK, OPPOSE, OTHER, SUPPORT, Sheet, shortened
from .ticks import date_ticks

#: Marks of one moment and lane after which a circle grows no more.
_MOST = 6
#: Width of the shares at the right, in mm.
_SHARES = 26.0
#: Height of a lane in the description.
_PIXELS = 30


@dataclass(frozen=True, slots=True)
class Said:
    """One mark of a timeline: seconds since 1970 UTC, its lane, "support", "oppose" or another word."""

    when: int
    lane: str
    stance: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Leaning:
    """The share of support in one lane with the ends of its interval (None: there is none), of ``n`` statements."""

    lane: str
    share: float
    low: float | None
    high: float | None
    n: int


def timeline(points: Sequence[Said], *, title: str, leanings: Sequence[Leaning] = ()) -> Figure:
    """Who said what when: one lane each by first mark; support above the line and filled, oppose below and hollow.

    Marks of one moment are one circle, larger for more. ``leanings`` stand at the right, each lane's share of support
    with its interval as a whisker.
    """
    from ..network import iso_time

    lanes = list(dict.fromkeys(point.lane for point in sorted(points, key=lambda point: point.when)))
    low, high = extent([point.when for point in points])
    sheet = Sheet(WIDTH, TOP + LANE * max(len(lanes), 1) + BOTTOM, title=title)
    sheet.text(1, 3, title)
    foot = TOP + LANE * len(lanes)
    right = WIDTH - RIGHT - (_SHARES + 6 if leanings else 0)

    def x(when: float) -> float:
        return LABELS + (right - LABELS) * (when - low) / (high - low)

    for at, label in date_ticks(low, high, most=5 if leanings else 8):
        sheet.line(x(at), TOP - 2, x(at), foot, colour=FAINT)
        sheet.text(x(at), foot + 3, label, anchor="middle")
    for n, lane in enumerate(lanes):
        y = TOP + LANE * (n + 0.5)
        sheet.line(LABELS, y, right, y, colour=FAINT)
        sheet.text(LABELS - 2, y, shortened(lane, LABELS - 2), anchor="end")
    together: dict[tuple[int, str, str], list[str]] = {}
    for point in points:
        together.setdefault((point.when, point.lane, point.stance), []).append(point.label)
    for (when, lane, stance), labels in sorted(together.items()):
        up = {"support": -1.2, "oppose": 1.2}.get(stance, 0.0)
        colour = STANCES.get(stance, OTHER)
        y = TOP + LANE * (lanes.index(lane) + 0.5) + up
        fill = colour if stance == "support" else "#FFFFFF"
        said = f"{iso_time(when)[:10]} {lane}, {stance}: " + "; ".join(sorted(filter(None, labels)))
        sheet.circle(x(when), y, 0.8 * min(len(labels), _MOST) ** 0.5, fill=fill, stroke=colour, title=said)
    _legend(sheet, {"support": SUPPORT, "oppose": OPPOSE})
    if leanings:
        _shares(sheet, leanings, lanes, foot)
    values = [
        {"when": iso_time(point.when) + "Z", "lane": point.lane, "stance": point.stance, "label": point.label}
        for point in points
    ]
    encoding = {
        "x": {"field": "when", "type": "temporal", "title": None, "scale": {"type": "utc"}},
        "y": {"field": "lane", "type": "nominal", "sort": lanes, "title": None},
        "yOffset": {"field": "stance", "type": "nominal", "sort": ["support", "oppose"]},
        "color": _stance_colours(),
        "tooltip": [{"field": "label"}, {"field": "when", "type": "temporal"}],
    }
    if not leanings:
        return Figure(sheet.svg(), vega(title, values, mark="point", encoding=encoding))
    points_drawn = {"width": 360, "height": _PIXELS * len(lanes), "mark": "point", "encoding": encoding}
    described = vega(title, values, hconcat=[points_drawn, _beside(leanings, lanes)])
    del described["width"]
    return Figure(sheet.svg(), described)


def _shares(sheet: Sheet, leanings: Sequence[Leaning], lanes: Sequence[str], foot: float) -> None:
    """At the right: from 0 to 100 % support, a dot and its whisker each."""
    left = WIDTH - RIGHT - _SHARES
    for share, label in ((0.0, "0"), (0.5, "50 %"), (1.0, "100")):
        sheet.line(left + _SHARES * share, TOP - 2, left + _SHARES * share, foot, colour=FAINT)
        sheet.text(left + _SHARES * share, foot + 3, label, anchor="middle")
    sheet.text(WIDTH - RIGHT, foot + 6.5, "share of support, 95 % interval over articles", anchor="end")
    for one in leanings:
        if one.lane not in lanes:
            continue
        y = TOP + LANE * (lanes.index(one.lane) + 0.5)
        said = f"{one.lane}: {one.share:.0%} support of {one.n}"
        if one.low is not None and one.high is not None:
            sheet.line(left + _SHARES * one.low, y, left + _SHARES * one.high, y, width=0.4)
            said += f" [{one.low:.0%}, {one.high:.0%}]"
        sheet.circle(left + _SHARES * one.share, y, 0.9, fill=SUPPORT, stroke=INK, title=said)


def _beside(leanings: Sequence[Leaning], lanes: Sequence[str]) -> dict[str, Any]:
    values = [{"lane": e.lane, "share": e.share, "low": e.low, "high": e.high, "statements": e.n} for e in leanings]
    across = {"type": "quantitative", "title": "share of support", "scale": {"domain": [0, 1]}}
    y = {"field": "lane", "type": "nominal", "sort": list(lanes), "title": None, "axis": None}
    layers = [
        {"mark": "rule", "encoding": {"x": {**across, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"x": {**across, "field": "share"}}},
    ]
    size = {"width": 100, "height": _PIXELS * len(lanes)}
    return {**size, "data": {"values": values}, "encoding": {"y": y}, "layer": layers}


def _stance_colours() -> dict[str, Any]:
    return {"field": "stance", "scale": {"domain": list(STANCES), "range": list(STANCES.values())}}


def _legend(sheet: Sheet, entries: Mapping[str, str]) -> None:
    at = WIDTH - RIGHT - 22.0 * len(entries)
    for n, (name, colour) in enumerate(entries.items()):
        fill = colour if n == 0 else "#FFFFFF"
        sheet.circle(at + 22 * n, 3, 1.0, fill=fill, stroke=colour)
        sheet.text(at + 22 * n + 2.5, 3, name)
