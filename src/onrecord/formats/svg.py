"""A small sheet of SVG for print: millimetres, few shapes, text escaped, colours that survive a grey copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from .graphml import clean

#: For, against, and neither (Okabe & Ito's blue and vermilion, whose greys differ too).
SUPPORT, OPPOSE, OTHER = "#0072B2", "#D55E00", "#7F7F7F"
#: Groups and phases, in this order.
GROUPS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7F7F7F")

INK, FAINT = "#222222", "#D0D0D0"
#: Text height and the width of its average letter, in mm (8 points).
TEXT, LETTER = 2.8, 1.45


class Sheet:
    """Shapes on a sheet ``width`` × ``height`` mm; numbers are rounded to a hundredth, for the same bytes each time.

    >>> sheet = Sheet(20, 10, title="Toll")
    >>> sheet.line(0, 5, 20, 5)
    >>> sheet.svg().splitlines()[3]
    '<line x1="0" y1="5" x2="20" y2="5" stroke="#222222" stroke-width="0.25"/>'
    """

    def __init__(self, width: float, height: float, *, title: str, description: str = "") -> None:
        self.width, self.height = width, height
        self._parts = [f"<title>{_text(title)}</title>"]
        if description:
            self._parts.append(f"<desc>{_text(description)}</desc>")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str = INK, width: float = 0.25, dash: str = ""
    ) -> None:
        """A line; ``dash`` as in stroke-dasharray."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        self._parts.append(f'<line {ends} stroke="{colour}" stroke-width="{_n(width)}"{dashed}/>')

    def rect(self, x: float, y: float, width: float, height: float, *, fill: str, title: str = "") -> None:
        """A box without a border; ``title`` shows when pointed at."""
        size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._shape("rect", f'{size} fill="{fill}"', title)

    def circle(self, x: float, y: float, radius: float, *, fill: str, stroke: str = INK, title: str = "") -> None:
        """A disc; ``title`` shows when pointed at."""
        place = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
        self._shape("circle", f'{place} fill="{fill}" stroke="{stroke}" stroke-width="0.25"', title)

    def polygon(self, corners: Iterable[tuple[float, float]], *, fill: str) -> None:
        """A filled shape without a border."""
        places = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
        self._parts.append(f'<polygon points="{places}" fill="{fill}"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        colour: str = INK,
        turn: float = 0,
        halo: bool = False,
    ) -> None:
        """Words whose middle line is at ``y``; ``turn`` in degrees; ``halo`` keeps them readable over lines."""
        more = f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
        if halo:
            more += ' stroke="#FFFFFF" stroke-width="0.7" paint-order="stroke" stroke-linejoin="round"'
        place = f'x="{_n(x)}" y="{_n(y + TEXT * 0.35)}" text-anchor="{anchor}" fill="{colour}"'
        self._parts.append(f"<text {place}{more}>{_text(words)}</text>")

    def svg(self) -> str:
        """The document."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(self.width)}mm" height="{_n(self.height)}mm" '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" role="img" '
            f'font-family="Helvetica, Arial, Liberation Sans, sans-serif" font-size="{TEXT}">'
        )
        paper = '<rect width="100%" height="100%" fill="#FFFFFF"/>'
        titled, rest = self._parts[:1], self._parts[1:]
        return "\n".join([head, *titled, paper, *rest, "</svg>"]) + "\n"

    def _shape(self, name: str, attributes: str, title: str) -> None:
        inside = f"><title>{_text(title)}</title></{name}>" if title else "/>"
        self._parts.append(f"<{name} {attributes}{inside}")


def shortened(words: str, width: float) -> str:
    """Words that fit into ``width`` mm, with "…" where they do not.

    >>> shortened("Marsh Council of Tavia", 20)
    'Marsh Counci…'
    """
    most = max(int(width / LETTER), 2)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def between(low: str, high: str, share: float) -> str:
    """The colour at ``share`` of the way from one to the other.

    >>> between("#FFFFFF", "#000000", 0.5)
    '#808080'
    """
    pairs = zip(_channels(low), _channels(high), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share + 1e-9):02X}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(part, 16) for part in re.findall("[0-9A-Fa-f]{2}", colour)]


def _n(value: float) -> str:
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")


def _text(words: str) -> str:
    return escape(clean(words), quote=False)
