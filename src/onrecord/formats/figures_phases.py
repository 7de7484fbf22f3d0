"""Phases of a debate: states over time, and how alike its windows are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .figures_frame import RIGHT, TOP, WIDTH, Figure, extent, fitted, vega
from .svg import FAINT, GROUPS, Sheet
from .ticks import date_ticks

#: A window in its state in fewer draws than this is drawn struck through.
SURE = 0.95


def phase_plot(
    mids: Sequence[float],
    states: Sequence[int],
    places: Sequence[Sequence[float]],
    *,
    title: str,
    sure: Sequence[float | None] = (),
    turns: Sequence[tuple[float, float]] = (),
) -> Figure:
    """States over time as a strip, and below the windows as points: near each other where their networks are alike.

    ``sure`` is the share of draws in which a window is in its state: where it is below :data:`SURE` the window is
    struck through. ``turns`` are the ends of the intervals in which the debate turns, whiskers below the strip.
    """
    from ..network import iso_time

    low, high = extent(mids)
    sheet = Sheet(WIDTH, 120, title=title)
    sheet.text(1, 3, title)
    span = WIDTH - 2 * RIGHT
    edges = [low, *((a + b) / 2 for a, b in pairwise(mids)), high]
    known: list[float | None] = list(sure) or [None] * len(states)

    def across(when: float) -> float:
        return RIGHT + span * (when - low) / (high - low)

    for state, share, (left, right) in zip(states, known, pairwise(edges), strict=True):
        at, wide = across(left), across(right) - across(left)
        said = f"state {state + 1}" + ("" if share is None else f", in {share:.0%} of the draws")
        sheet.rect(at, TOP, wide, 6, fill=GROUPS[state % len(GROUPS)], title=said)
        if share is not None and share < SURE:
            sheet.line(at, TOP + 6, at + wide, TOP, colour="#FFFFFF", width=0.5)
    for n, (first, last) in enumerate(turns):
        y = TOP + 7.4 + 1.2 * (n % 2)
        sheet.line(across(first), y, across(last), y, width=0.4)
        for end in (first, last):
            sheet.line(across(end), y - 0.6, across(end), y + 0.6, width=0.4)
    foot = TOP + (9.5 if turns else 6)
    for at, label in date_ticks(low, high):
        sheet.line(across(at), foot, across(at), foot + 1.5)
        sheet.text(across(at), foot + 4, label, anchor="middle")
    if sure:
        words = "struck through: in its state in under 95 % of the draws of articles; whiskers: when it turns in 95 %"
        sheet.text(WIDTH - RIGHT, 117.5, words, anchor="end")
    x, y = fitted([p[0] for p in places], WIDTH, 12), fitted([p[1] for p in places], 88, 8)
    dots = [(x(p[0]), 26 + y(p[1])) for p in places]
    for one, other in pairwise(dots):
        sheet.line(*one, *other, colour=FAINT)
    for (at, up), state, mid in zip(dots, states, mids, strict=True):
        sheet.circle(at, up, 1.3, fill=GROUPS[state % len(GROUPS)], stroke="#FFFFFF", title=iso_time(mid)[:10])
    for n in sorted({0, len(dots) - 1} if dots else set()):
        sheet.text(dots[n][0], dots[n][1] - 3, iso_time(mids[n])[:10], anchor="middle", halo=True)
    values = [
        {"mid": iso_time(mid) + "Z", "state": state + 1, "sure": share, "x": float(p[0]), "y": float(p[1]), "n": n}
        for n, (mid, state, share, p) in enumerate(zip(mids, states, known, places, strict=True))
    ]
    colour = {"field": "state", "type": "nominal", "scale": {"range": list(GROUPS)}}
    x_axis = {"field": "mid", "type": "temporal", "title": None}
    marks = [{"mark": {"type": "tick", "thickness": 4}, "encoding": {"x": x_axis, "color": colour}}]
    if sure:
        marks[0]["encoding"]["opacity"] = {"field": "sure", "type": "quantitative", "scale": {"domain": [0, 1]}}
        between = [{"from": iso_time(a) + "Z", "to": iso_time(b) + "Z"} for a, b in turns]
        ends = {"x": {**x_axis, "field": "from"}, "x2": {"field": "to"}}
        marks.append({"data": {"values": between}, "mark": {"type": "rule", "yOffset": 12}, "encoding": ends})
    strip = {"width": 480, "layer": marks}
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
