"""Line ends as DNA has them: a lone line feed."""

from __future__ import annotations

import re
from bisect import bisect_left


class Newlines:
    r"""A text with ``\n`` as its only line end, and where each of its characters has gone.

    >>> lines = Newlines("Toll\r\nstays\rhere")
    >>> lines.text, lines.point(6)
    ('Toll\nstays\nhere', 5)
    """

    def __init__(self, text: str) -> None:
        self._gone = [match.start() for match in re.finditer("\r(?=\n)", text)] if "\r" in text else []
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")

    def point(self, offset: int) -> int:
        """The offset in :attr:`text` of what stands at ``offset`` in the source."""
        return offset - bisect_left(self._gone, offset)
