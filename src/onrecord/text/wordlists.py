"""The word lists of this room: what pages say around an article, names of outlets and agencies, months, places."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of one data file, by heading; comments and empty lines left out.

    >>> "reuters" in sections("words.txt")["agencies"]
    True
    """
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for raw in (files(__package__) / "data" / name).read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]") and raw[0] == "[" and not line.startswith("[^"):
            entries = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("# "):
            entries.append(line)
    return {heading: tuple(entries) for heading, entries in found.items()}


@cache
def words(heading: str) -> frozenset[str]:
    """One list of ``words.txt`` as a set.

    >>> "nairobi" in words("places")
    True
    """
    return frozenset(sections("words.txt")[heading])


@cache
def months() -> dict[str, int]:
    """Month names and short forms in some languages, to their number.

    >>> months()["sept"], months()["mayo"]
    (9, 5)
    """
    pairs = " ".join(sections("words.txt")["month"]).split()
    return {name: int(number) for name, number in (pair.split("=") for pair in pairs)}


def any_of(entries: frozenset[str] | tuple[str, ...] | dict[str, int]) -> str:
    """A regular expression that matches any of the entries, the longest first."""
    return "(?:" + "|".join(re.escape(entry) for entry in sorted(entries, key=lambda e: (-len(e), e))) + ")"
