"""Name pairs in and out as JSON lines: what `onrecord match` reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import InputError
from ..names.similarity import same_name
from ..text.json_lines import json_lines

_DO = 'write {"a": "…", "b": "…", "type": "person"} on each line'


def scored_pairs(path: str) -> Iterator[dict[str, Any]]:
    """Each line of ``path`` with ``score`` (0–1: probability that the two names are one actor) and ``reason``.

    Raises:
        InputError: the file cannot be read, or a line is no object with "a" and "b"; ``where`` names the line.
    """
    for where, pair in json_lines(path, do=_DO):
        if not isinstance(pair, dict) or not all(isinstance(pair.get(side), str) for side in "ab"):
            raise InputError('lacks "a" or "b"', where=where, do=_DO)
        match = same_name(pair["a"], pair["b"], pair.get("type") or "person")
        yield {**pair, "score": round(match.score, 6), "reason": match.reason}
