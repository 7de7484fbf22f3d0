"""Quotation marks, however they were typed or damaged on the way.

Two things: :func:`clean_marks` turns mojibake (``â€œ``), TeX and doubled apostrophes back into one mark with a map
to the old offsets, and :func:`quotations` pairs the marks of a text paragraph by paragraph. An odd mark never fails:
a quotation that is not closed ends with its paragraph, as it does in print when the speech goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIKE = {"“": "“", "”": "”", "‘": "‘", "’": "’", "–": "–", "—": "—", "…": "…", "\xa0": " "}


def _mojibake() -> dict[str, str]:
    """Every way in which UTF-8 bytes of a mark come out when read as Windows-1252 or Latin-1, once."""
    table: dict[str, str] = {}
    for good, plain in _LIKE.items():
        raw = good.encode("utf-8")
        table[raw.decode("latin-1")] = plain
        table["".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)] = plain
    table["â€"] = "”"  # byte 9D has no letter in Windows-1252 and is often dropped
    table["''"] = table["``"] = '"'
    table["’’"] = "”"
    table["‘‘"] = "“"
    return table


_BAD = _mojibake()
_BAD_PATTERN = re.compile("|".join(re.escape(bad) for bad in sorted(_BAD, key=len, reverse=True)))
_MARK = re.compile(r"[\"“”„«»]|\n[ \t\r]*\n|(?<=[.!?:”\"])[ \t]*\n")
_OPENERS, _CLOSERS = "“„«", "”»"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and, where anything changed, the old offset of each character (one more for the end)."""

    text: str
    back: tuple[int, ...] | None

    def start(self, index: int) -> int:
        """The old offset at which character ``index`` starts."""
        return index if self.back is None else self.back[index]

    def end(self, index: int) -> int:
        """The old offset at which a stretch that ends before ``index`` ends."""
        return index if self.back is None else self.back[index]


def clean_marks(text: str) -> Cleaned:
    """Mojibake and doubled marks replaced by one mark each; everything else stays.

    >>> clean_marks("â€œNoâ€\\x9d, he said").text
    '“No”, he said'
    """
    if _BAD_PATTERN.search(text) is None:
        return Cleaned(text, None)
    parts: list[str] = []
    back: list[int] = []
    last = 0
    for hit in _BAD_PATTERN.finditer(text):
        parts += [text[last : hit.start()], _BAD[hit.group()]]
        back += [*range(last, hit.start()), hit.start()]
        last = hit.end()
    parts.append(text[last:])
    back += range(last, len(text) + 1)
    return Cleaned("".join(parts), tuple(back))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: ``open`` is the offset of the opening mark, ``close`` of the closing one (``None``: not closed,
    then ``end`` is the end of the paragraph)."""

    open: int
    close: int | None
    end: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a cleaned text in order; quotation marks inside a quotation are not paired separately.

    >>> [(q.open, q.close) for q in quotations('"Go," she said. "Now."')]
    [(0, 4), (16, 21)]
    """
    found: list[Quotation] = []
    opened: int | None = None
    for hit in _MARK.finditer(text):
        mark, at = hit.group(), hit.start()
        if mark[-1] == "\n":
            if opened is not None:
                found.append(Quotation(opened, None, at))
            opened = None
        elif opened is None:
            if not _closes(text, at):
                opened = at
        elif mark in _OPENERS or (mark == '"' and _opens(text, at)):
            found.append(Quotation(opened, None, at))  # the closing mark was lost
            opened = at
        else:
            found.append(Quotation(opened, at, at + 1))
            opened = None
    if opened is not None:
        found.append(Quotation(opened, None, len(text)))
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """A straight mark after a space and before a letter can only open."""
    return (at == 0 or text[at - 1] in " \n\t([—–") and at + 1 < len(text) and text[at + 1].isalnum()


def _closes(text: str, at: int) -> bool:
    """A mark that can only close: nothing to pair it with, since its opening mark was lost."""
    if text[at] in _CLOSERS:
        return True
    after = text[at + 1 : at + 2]
    return text[at] == '"' and at > 0 and not text[at - 1].isspace() and (not after or after.isspace())
