"""Bars with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .figures_frame import BOTTOM, LABELS, LANE, RIGHT, TOP, WIDTH, Figure, extent, scale, vega
from .svg import FAINT, OPPOSE, SUPPORT, Sheet, between, shortened
from .ticks import number_ticks


@dataclass(frozen=True, slots=True)
class Estimate:
    """One bar: its name, value and the ends of its interval (None: none)."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


def bars(estimates: Sequence[Estimate], *, title: str, unit: str = "") -> Figure:
    """Bars from zero, each with its interval as a whisker, in the order given."""
    ends = [end for e in estimates for end in (e.value, e.low, e.high) if end is not None]
    low, high = extent([0.0, *ends])
    sheet = Sheet(WIDTH, TOP + LANE * max(len(estimates), 1) + BOTTOM, title=title)
    sheet.text(1, 3, title)
    foot, x = TOP + LANE * len(estimates), scale(low, high)
    for at, label in number_ticks(low, high):
        sheet.line(x(at), TOP - 1, x(at), foot, colour=FAINT)
        sheet.text(x(at), foot + 3, label, anchor="middle")
    sheet.text(WIDTH - RIGHT, foot + 6.5, unit, anchor="end")
    for n, estimate in enumerate(estimates):
        y = TOP + LANE * (n + 0.5)
        sheet.text(LABELS - 2, y, shortened(estimate.name, LABELS - 2), anchor="end")
        left, right = sorted((x(0.0), x(estimate.value)))
        fill = OPPOSE if estimate.value < 0 else SUPPORT
        said = f"{estimate.name}: {estimate.value:.3g}{_interval(estimate)}"
        sheet.rect(left, y - 1.8, right - left, 3.6, fill=between(fill, "#FFFFFF", 0.35), title=said)
        if estimate.low is not None and estimate.high is not None:
            sheet.line(x(estimate.low), y, x(estimate.high), y, width=0.4)
            for end in (estimate.low, estimate.high):
                sheet.line(x(end), y - 1, x(end), y + 1, width=0.4)
    sheet.line(x(0.0), TOP - 1, x(0.0), foot)
    values = [{"name": e.name, "value": e.value, "low": e.low, "high": e.high} for e in estimates]
    y = {"field": "name", "type": "nominal", "sort": [e.name for e in estimates], "title": None}
    layers = [
        {"mark": "bar", "encoding": {"x": {"field": "value", "type": "quantitative", "title": unit or None}}},
        {
            "mark": {"type": "errorbar", "ticks": True},
            "encoding": {"x": {"field": "low", "type": "quantitative", "title": unit or None}, "x2": {"field": "high"}},
        },
    ]
    return Figure(sheet.svg(), vega(title, values, encoding={"y": y}, layer=layers))


def _interval(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return f" [{estimate.low:.3g}, {estimate.high:.3g}]"
