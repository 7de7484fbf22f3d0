"""The shapes of time expressions, read from ``data/time_rules.txt`` and filled with the words of ``time_words``."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from typing import NamedTuple

from . import time_absolute, time_relative, time_words
from .time_clock import Clock, Found
from .time_words import DECADES, FEASTS, REFERENCES

_PLACEHOLDER = re.compile(r"<<(\w+)>>")
_LISTS = ("MONTH", "ANY_MONTH", "WEEKDAY", "SEASON", "DAY_PART", "UNIT", "ORDINAL", "VAGUE", "NUMBER", "DAY", "YEAR")


class Rule(NamedTuple):
    """A shape with its name and the function that reads a value from a match (None: not a time after all)."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Clock], Found | None]


def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried at one place.

    >>> rules()[0].name
    'iso_day'
    """
    pieces = {name: getattr(time_words, name) for name in _LISTS} | {
        "DECADE": "|".join(DECADES),
        "FEAST": "|".join(sorted(FEASTS, key=len, reverse=True)).replace("'", "['’]"),
        "REFERENCE": "|".join(sorted(REFERENCES, key=len, reverse=True)),
    }
    found = []
    for heading, pattern in _sections():
        if heading.startswith("<<"):
            pieces[heading.strip("<>")] = _filled(pattern, pieces)
            continue
        name, reader = heading.split()
        read = getattr(time_absolute, reader, None) or getattr(time_relative, reader)
        found.append(Rule(name, re.compile(r"(?<!\w)" + _filled(pattern, pieces)), read))
    return tuple(found)


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda m: pieces[m.group(1)], pattern)


def _sections() -> list[tuple[str, str]]:
    """Headings with their joined lines."""
    found: list[tuple[str, list[str]]] = []
    for line in (files(__package__) / "data" / "time_rules.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[-1][1].append(line[2:])
        elif line and not line.startswith("#"):
            found.append((line, []))
    return [(heading, "".join(lines)) for heading, lines in found]
