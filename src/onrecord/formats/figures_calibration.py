"""What a machine says of its certainty, against what came true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .figures_frame import Figure, vega
from .svg import FAINT, SUPPORT, Sheet

if TYPE_CHECKING:
    from ..positions.agreement import Bin

#: The sheet and the square on it, in mm.
_WIDTH, _LEFT, _TOP, _SIDE = 80.0, 14.0, 6.0, 60.0


def calibration_figure(bins: Sequence[Bin], *, error: float = math.nan) -> Figure:
    """A disc for each range of probabilities: across what was said, up the share that was right; on the line is good.

    Args:
        bins: a disc grows with the codes in it. error: the expected calibration error, for the title.
    """
    said = "" if math.isnan(error) else f", calibration error {error:.3f}"
    title = f"Stated probability and share right{said}"
    return Figure(_drawn(bins, title), _described(bins, title))


def _drawn(bins: Sequence[Bin], title: str) -> str:
    sheet = Sheet(_WIDTH, _TOP + _SIDE + 12, title=title)

    def x(value: float) -> float:
        return _LEFT + _SIDE * value

    def y(value: float) -> float:
        return _TOP + _SIDE * (1 - value)

    for tick in (0, 0.25, 0.5, 0.75, 1):
        sheet.line(x(tick), y(0), x(tick), y(1), colour=FAINT)
        sheet.line(x(0), y(tick), x(1), y(tick), colour=FAINT)
        sheet.text(x(tick), y(0) + 3, f"{tick:g}", anchor="middle")
        sheet.text(x(0) - 1.5, y(tick), f"{tick:g}", anchor="end")
    sheet.line(x(0), y(0), x(1), y(1), dash="1.5 1")
    most = max((one.n for one in bins), default=1)
    for one in bins:
        radius = 0.8 + 2.4 * math.sqrt(one.n / most)
        told = f"said {one.said:.2f}, right {one.right:.2f}, {one.n} codes"
        sheet.circle(x(one.said), y(one.right), radius, fill=SUPPORT, stroke="#FFFFFF", title=told)
    sheet.text(x(0.5), y(0) + 8, "probability said", anchor="middle")
    sheet.text(3.5, y(0.5), "share right", anchor="middle", turn=-90)
    return sheet.svg()


def _described(bins: Sequence[Bin], title: str) -> dict:
    values = [{"said": round(one.said, 4), "right": round(one.right, 4), "n": one.n} for one in bins]
    unit = {"domain": [0, 1]}
    return vega(
        title,
        values,
        height=480,
        mark={"type": "circle", "opacity": 1, "color": SUPPORT},
        encoding={
            "x": {"field": "said", "type": "quantitative", "scale": unit, "title": "probability said"},
            "y": {"field": "right", "type": "quantitative", "scale": unit, "title": "share right"},
            "size": {"field": "n", "type": "quantitative", "title": "codes"},
        },
    )
