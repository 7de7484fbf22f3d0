"""The word lists of the ties."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def tie_words() -> dict[str, frozenset[str]]:
    """The lists of ``data/ties.txt`` by their name.

    >>> "led" in tie_words()["led_by"]
    True
    """
    table = {}
    for line in (files(__package__) / "data" / "ties.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.partition(":")
            table[name] = frozenset(rest.split())
    return table
