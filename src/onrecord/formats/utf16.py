"""Offsets into Java strings (UTF-16 units) and ours (code points), both ways."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    r"""Both counts of one text; a character above U+FFFF is two units there and one here.

    >>> offsets = Offsets("a\U0001f600b")
    >>> offsets.length, offsets.units(2), offsets.point(3)
    (4, 3, 2)
    """

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _WIDE.finditer(text)]  # code points
        self._wide_units = [at + n for n, at in enumerate(self._wide)]  # the same places in units
        self.length = len(text) + len(self._wide)

    def units(self, point: int) -> int:
        """The offset in UTF-16 units of the code point at ``point``."""
        return point + bisect_left(self._wide, point)

    def point(self, units: int, *, end: bool = False) -> int:
        """The code point at ``units``; inside a character its beginning, with ``end`` its end."""
        before = bisect_left(self._wide_units, units)
        inside = before > 0 and self._wide_units[before - 1] == units - 1
        return units - before + (1 if inside and end else 0)


def java_length(text: str) -> int:
    """The length of a text in UTF-16 units.

    >>> java_length("a\U0001f600")
    3
    """
    return len(text) + len(_WIDE.findall(text))


def cut(text: str, units: int) -> str:
    """``text`` in at most so many UTF-16 units, cut with "…" at the end where it is longer.

    >>> cut("The toll must go", 9)
    'The toll…'
    """
    if java_length(text) <= units:
        return text
    kept = text[: Offsets(text).point(units - 1)]
    return kept.rstrip() + "…"
