"""Figures for print: SVG, and beside each the Vega-Lite description with its data, to draw it otherwise.

The other ``figures_*`` files draw plain data as a :class:`Figure`; :func:`write_figure` puts both files down.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import OutputError
from .svg import OPPOSE, SUPPORT
from .writing import written

#: Width of a figure over the whole measure of a page, and of the labels at its left, in mm.
WIDTH, LABELS = 160.0, 52.0
TOP, BOTTOM, RIGHT = 9.0, 9.0, 10.0
LANE = 6.0

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
STANCES = {"support": SUPPORT, "oppose": OPPOSE}


@dataclass(frozen=True, slots=True)
class Figure:
    """The drawing and its description."""

    svg: str
    vega: dict[str, Any]


def write_figure(figure: Figure, out: Path | str) -> list[Path]:
    """Write ``out`` (….svg) and beside it ….vl.json.

    Raises:
        OutputError: missing folder, full disk.
    """
    out = Path(out)
    if str(out) == "-":
        raise OutputError("a figure is two files", where="-", do="name a file ….svg")
    beside = out.with_suffix(".vl.json")
    with written(out, "w") as file:
        file.write(figure.svg)
    with written(beside, "w") as file:
        file.write(json.dumps(figure.vega, ensure_ascii=False, indent=1) + "\n")
    return [out, beside]


def vega(title: str, values: list[dict], **rest: Any) -> dict[str, Any]:
    """A Vega-Lite description with its data."""
    return {"$schema": _SCHEMA, "title": title, "width": 480, "data": {"values": values}, **rest}


def extent(values: Iterable[float]) -> tuple[float, float]:
    """The smallest and the largest, a little apart where they are one."""
    values = list(values) or [0.0, 1.0]
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def scale(low: float, high: float) -> Callable[[float], float]:
    """Value → mm from the left, between the labels and the right border."""
    span = WIDTH - RIGHT - LABELS
    return lambda value: LABELS + span * (value - low) / (high - low)


def fitted(values: Sequence[float], length: float, edge: float) -> Callable[[float], float]:
    """Value → mm on a side of that length, with a border on both ends."""
    low, high = extent(values)
    return lambda value: edge + (length - 2 * edge) * (value - low) / (high - low)
