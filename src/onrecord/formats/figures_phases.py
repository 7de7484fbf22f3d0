"""Phases of a debate: states over time, and how alike its windows are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .figures_frame import RIGHT, TOP, WIDTH, Figure, extent, fitted, vega
from .svg import FAINT, GROUPS, Sheet
from .ticks import date_ticks


def phase_plot(
    mids: Sequence[float], states: Sequence[int], places: Sequence[Sequence[float]], *, title: str
) -> Figure:
    """States over time as a strip, and below the windows as points: near each other where their networks are alike."""
    from ..network import iso_time

    low, high = extent(mids)
    sheet = Sheet(WIDTH, 120, title=title)
    sheet.text(1, 3, title)
    span = WIDTH - 2 * RIGHT
    edges = [low, *((a + b) / 2 for a, b in pairwise(mids)), high]
    for state, (left, right) in zip(states, pairwise(edges), strict=True):
        at, wide = RIGHT + span * (left - low) / (high - low), span * (right - left) / (high - low)
        sheet.rect(at, TOP, wide, 6, fill=GROUPS[state % len(GROUPS)], title=f"state {state + 1}")
    for at, label in date_ticks(low, high):
        x = RIGHT + span * (at - low) / (high - low)
        sheet.line(x, TOP + 6, x, TOP + 7.5)
        sheet.text(x, TOP + 10, label, anchor="middle")
    x, y = fitted([p[0] for p in places], WIDTH, 12), fitted([p[1] for p in places], 94, 8)
    dots = [(x(p[0]), 24 + y(p[1])) for p in places]
    for one, other in pairwise(dots):
        sheet.line(*one, *other, colour=FAINT)
    for (at, up), state, mid in zip(dots, states, mids, strict=True):
        sheet.circle(at, up, 1.3, fill=GROUPS[state % len(GROUPS)], stroke="#FFFFFF", title=iso_time(mid)[:10])
    for n in sorted({0, len(dots) - 1} if dots else set()):
        sheet.text(dots[n][0], dots[n][1] - 3, iso_time(mids[n])[:10], anchor="middle", halo=True)
    values = [
        {"mid": iso_time(mid) + "Z", "state": state + 1, "x": float(p[0]), "y": float(p[1]), "n": n}
        for n, (mid, state, p) in enumerate(zip(mids, states, places, strict=True))
    ]
    colour = {"field": "state", "type": "nominal", "scale": {"range": list(GROUPS)}}
    strip = {
        "mark": "tick",
        "width": 480,
        "encoding": {"x": {"field": "mid", "type": "temporal", "title": None}, "color": colour},
    }
    scatter = {
        "width": 480,
        "height": 300,
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "title": None},
            "y": {"field": "y", "type": "quantitative", "title": None},
        },
        "layer": [
            {"mark": {"type": "line", "color": FAINT}, "encoding": {"order": {"field": "n"}}},
            {"mark": {"type": "circle", "size": 60, "opacity": 1}, "encoding": {"color": colour}},
        ],
    }
    described = vega(title, values, vconcat=[strip, scatter])
    del described["width"]
    return Figure(sheet.svg(), described)
