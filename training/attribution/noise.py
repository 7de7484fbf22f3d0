"""The web's damage, done on purpose: each function returns edits, so that every offset can be carried along.

An edit is ``(start, end, replacement)``; edits of one pass do not overlap. Used to train (a share of the articles,
drawn anew each epoch); the benchmark draws its own with other seeds.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

Edit = tuple[int, int, str]
NAMES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
ABROAD: dict[str, list[str]] = {}
for _line in (Path(__file__).parent / "abroad.txt").read_text(encoding="utf-8").splitlines():
    if _line and not _line.startswith("#"):
        ABROAD.setdefault(_line.split("\t")[0], []).append(_line.split("\t")[1])
_MOJIBAKE = {"“": "â€œ", "”": "â€\x9d", "‘": "â€˜", "’": "â€™", "–": "â€“", "—": "â€”", "…": "â€¦"}
_DOUBLE = re.compile(r"''|[\"“”]")


class Damaged:
    """A text after edits, and where each old offset went.

    >>> damaged = Damaged("a, b", [(1, 2, "")])
    >>> damaged.text, damaged.span(0, 4)
    ('a b', (0, 3))
    """

    def __init__(self, text: str, edits: list[Edit]) -> None:
        parts, to, last, shift = [], [], 0, 0
        for start, end, new in sorted(edits):
            if start < last:
                continue  # two damages at one place: the first wins
            parts += [text[last:start], new]
            to += [i + shift for i in range(last, start)]
            # an old offset inside the replaced stretch goes to its new end, unless it was its very start
            to += [start + shift] + [start + shift + len(new)] * (end - start - 1) if end > start else []
            shift += len(new) - (end - start)
            last = end
        parts.append(text[last:])
        to += [i + shift for i in range(last, len(text) + 1)]
        self.text, self._to = "".join(parts), to

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The new range of an old one; empty if all of it was lost."""
        return self._to[start], self._to[end]


def lose_commas(text: str, rng: random.Random) -> list[Edit]:
    """Some or all commas gone."""
    share = rng.choice((0.3, 0.7, 1.0))
    return [(m.start(), m.end(), "") for m in re.finditer(r",(?!\d)", text) if rng.random() < share]


def change_marks(text: str, rng: random.Random) -> list[Edit]:
    """Quotation marks straight, curly, mojibake, doubled apostrophes, or some of them missing."""
    how = rng.choice(("straight", "curly", "mojibake", "double", "missing", "missing", "odd"))
    marks = list(_DOUBLE.finditer(text))
    if how == "odd":
        return [(m.start(), m.end(), "") for m in rng.sample(marks, min(len(marks), 1 + len(marks) // 8))]
    if how == "missing":
        share = rng.choice((0.1, 0.3, 0.6, 1.0))
        return [(m.start(), m.end(), "") for m in marks if rng.random() < share]
    edits = []
    for m in marks:
        opens = m.group() == "“" or (
            m.group() != "”"
            and text[m.end() : m.end() + 1].strip() != ""
            and (m.start() == 0 or text[m.start() - 1] in " \n\t([—\xa0")
        )
        new = {"straight": '"', "double": "''", "curly": "“" if opens else "”"}.get(how)
        edits.append((m.start(), m.end(), new or _MOJIBAKE["“" if opens else "”"]))
    if how == "straight":
        edits += [
            (m.start(), m.end(), "'") for m in re.finditer(r"[‘’]", text) if text[m.start() : m.start() + 2] != "’’"
        ]
    if how == "mojibake":
        edits += [(m.start(), m.end(), _MOJIBAKE[m.group()]) for m in re.finditer(r"[‘’–—…]", text)]
    return edits


def glue(text: str, rng: random.Random) -> list[Edit]:
    """White space between sentences, or paragraphs, lost."""
    share = rng.choice((0.1, 0.4, 1.0))
    sentence = [(m.start(), m.end(), "") for m in re.finditer(r"(?<=[a-z\"”.][.!?\"”])\s+(?=[A-Z\"“])", text)]
    return [e for e in sentence if rng.random() < share]


def wrap(text: str, rng: random.Random) -> list[Edit]:
    """Hard line breaks in mid sentence, at a column."""
    width, column, edits = rng.randint(40, 90), 0, []
    for m in re.finditer(r"\s+", text):
        if "\n" in m.group():
            column = m.end()
        elif m.start() - column > width:
            edits.append((m.start(), m.end(), rng.choice(("\n", "\n", "\n", "\n\n"))))
            column = m.end()
    return edits


def lines(text: str, rng: random.Random) -> list[Edit]:
    """Paragraphs parted by one line break, or by none."""
    new = rng.choice(("\n", "\n", " ", "\n \n"))
    return [(m.start(), m.end(), new) for m in re.finditer(r"\n\s*\n", text)]


def letters(text: str, rng: random.Random) -> list[Edit]:
    """Whole text, or some words, in capitals or in small letters."""
    how = rng.choice((str.upper, str.lower, str.lower, str.title))
    share = rng.choice((0.05, 0.3, 1.0))
    words = re.finditer(r"[A-Za-z]+", text)
    return [(m.start(), m.end(), how(m.group())) for m in words if rng.random() < share]


def rename(text: str, rng: random.Random, people: list[tuple[str, str]]) -> list[Edit]:
    """Each person another name, the same one throughout. ``people`` are (given, family) names known to occur."""
    new: dict[str, str] = {}
    for given, family in people:
        if family in new or not re.search(rf"\b{re.escape(family)}\b", text):
            continue
        if rng.random() < 0.15:
            continue
        a, b = rng.choice(NAMES)
        if rng.random() < 0.3:
            a = rng.choice(NAMES)[0]
        new.setdefault(given, a)
        new[family] = b
    if not new:
        return []
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(new, key=len, reverse=True))) + r")\b")
    return [(m.start(), m.end(), new[m.group()]) for m in pattern.finditer(text)]


def abroad(text: str, rng: random.Random, entities: list) -> list[Edit]:
    """Places, peoples and bodies become others of their kind, throughout; ``entities`` are (start, end, kind)."""
    new: dict[str, str] = {}
    edits = []
    for start, end, kind in entities:
        surface = text[start:end]
        if kind not in ABROAD or not surface[:1].isupper():
            continue
        if surface not in new:
            other = rng.choice(ABROAD[kind])
            if text[max(0, start - 4) : start].lower() == "the ":
                other = other.removeprefix("the ")
            new[surface] = other if rng.random() < 0.6 else surface
        if new[surface] != surface:
            edits.append((start, end, new[surface]))
    return edits


DAMAGES = (lose_commas, change_marks, glue, wrap, lines, letters)
