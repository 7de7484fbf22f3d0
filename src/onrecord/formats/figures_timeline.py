"""A timeline: who said what when, one lane each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .figures_frame import BOTTOM, LABELS, LANE, RIGHT, STANCES, TOP, WIDTH, Figure, extent, scale, vega
from .svg import FAINT, OPPOSE, OTHER, SUPPORT, Sheet, shortened
from .ticks import date_ticks

#: Marks of one moment and lane after which a circle grows no more.
_MOST = 6


@dataclass(frozen=True, slots=True)
class Said:
    """One mark of a timeline: seconds since 1970 UTC, its lane, "support", "oppose" or another word."""

    when: int
    lane: str
    stance: str
    label: str = ""


def timeline(points: Sequence[Said], *, title: str) -> Figure:
    """Who said what when: one lane each by first mark; support above the line and filled, oppose below and hollow.

    Marks of one moment are one circle, larger for more.
    """
    from ..network import iso_time

    lanes = list(dict.fromkeys(point.lane for point in sorted(points, key=lambda point: point.when)))
    low, high = extent([point.when for point in points])
    sheet = Sheet(WIDTH, TOP + LANE * max(len(lanes), 1) + BOTTOM, title=title)
    sheet.text(1, 3, title)
    foot = TOP + LANE * len(lanes)
    x = scale(low, high)
    for at, label in date_ticks(low, high):
        sheet.line(x(at), TOP - 2, x(at), foot, colour=FAINT)
        sheet.text(x(at), foot + 3, label, anchor="middle")
    for n, lane in enumerate(lanes):
        y = TOP + LANE * (n + 0.5)
        sheet.line(LABELS, y, WIDTH - RIGHT, y, colour=FAINT)
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
    return Figure(sheet.svg(), vega(title, values, mark="point", encoding=encoding))


def _stance_colours() -> dict[str, Any]:
    return {"field": "stance", "scale": {"domain": list(STANCES), "range": list(STANCES.values())}}


def _legend(sheet: Sheet, entries: Mapping[str, str]) -> None:
    at = WIDTH - RIGHT - 22.0 * len(entries)
    for n, (name, colour) in enumerate(entries.items()):
        fill = colour if n == 0 else "#FFFFFF"
        sheet.circle(at + 22 * n, 3, 1.0, fill=fill, stroke=colour)
        sheet.text(at + 22 * n + 2.5, 3, name)
