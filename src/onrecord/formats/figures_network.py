"""A network as nodes and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .figures_frame import TOP, WIDTH, Figure, fitted, vega
from .svg import GROUPS, OPPOSE, Sheet, shortened

#: Nearer to a side than this (mm), a label runs inwards.
_SIDE = 25.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One node: place on paper (any unit), size (statements), group (its colour and what a legend calls it)."""

    name: str
    x: float
    y: float
    size: float = 1.0
    group: int = 0
    square: bool = False


def network_figure(dots: Sequence[Dot], ties: Sequence[tuple[int, int, float]], *, title: str) -> Figure:
    """Nodes and ties: wider for more, dashed below zero; squares are the second kind of node."""
    height, edge = 120.0, 14.0
    sheet = Sheet(WIDTH, height + TOP, title=title)
    sheet.text(1, 3, title)
    x, y = fitted([dot.x for dot in dots], WIDTH, edge + 8), fitted([dot.y for dot in dots], height, edge)
    places = [(x(dot.x), TOP + y(dot.y)) for dot in dots]
    most = max((abs(weight) for *_, weight in ties), default=1.0)
    for i, j, weight in ties:
        colour, dash = (OPPOSE, "1.2 0.8") if weight < 0 else ("#8A8A8A", "")
        sheet.line(*places[i], *places[j], colour=colour, width=0.15 + 1.35 * abs(weight) / most, dash=dash)
    biggest = max((dot.size for dot in dots), default=1.0) or 1.0
    for dot, (at, up) in zip(dots, places, strict=True):
        radius, fill = 0.9 + 2.1 * (dot.size / biggest) ** 0.5, GROUPS[dot.group % len(GROUPS)]
        if dot.square:
            sheet.rect(at - radius, up - radius, 2 * radius, 2 * radius, fill=fill, title=dot.name)
        else:
            sheet.circle(at, up, radius, fill=fill, stroke="#FFFFFF", title=dot.name)
    for dot, (at, up) in zip(dots, places, strict=True):
        anchor = "start" if at < _SIDE else "end" if at > WIDTH - _SIDE else "middle"
        sheet.text(at, up - 4.2, shortened(dot.name, 2 * _SIDE), anchor=anchor, halo=True)
    return Figure(sheet.svg(), _network_vega(dots, ties, title))


def _network_vega(dots: Sequence[Dot], ties: Sequence[tuple[int, int, float]], title: str) -> dict[str, Any]:
    lines = [
        {"x": dots[i].x, "y": dots[i].y, "x2": dots[j].x, "y2": dots[j].y, "weight": w, "against": w < 0}
        for i, j, w in ties
    ]
    nodes = [{"name": d.name, "x": d.x, "y": d.y, "size": d.size, "group": d.group} for d in dots]
    place = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"zero": False}},
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"zero": False, "reverse": True}},
    }
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    weight = {"field": "weight", "type": "quantitative", "legend": None}
    layers = [
        {
            "data": {"values": lines},
            "mark": "rule",
            "encoding": {**place, **ends, "strokeWidth": weight, "strokeDash": {"field": "against", "type": "nominal"}},
        },
        {
            "mark": {"type": "circle", "opacity": 1},
            "encoding": {
                **place,
                "size": {"field": "size", "type": "quantitative"},
                "color": {"field": "group", "type": "nominal", "scale": {"range": list(GROUPS)}},
            },
        },
        {"mark": {"type": "text", "dy": -12}, "encoding": {**place, "text": {"field": "name"}}},
    ]
    return vega(title, nodes, height=360, layer=layers)
