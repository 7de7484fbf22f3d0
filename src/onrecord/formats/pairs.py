"""Name pairs in and out as JSON lines: what `onrecord match` reads and writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..names.similarity import same_name


def scored_pairs(path: str) -> Iterator[dict[str, Any]]:
    """Each line of ``path`` with ``score`` (0–1: probability that the two names are one actor) and ``reason``.

    Raises:
        InputError: the file cannot be read, or a line is no object with "a" and "b"; ``where`` names the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path, do="check the path") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=path, do="convert it to UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            pair = _pair(line, f"{path}:{number}")
            match = same_name(pair["a"], pair["b"], pair.get("type") or "person")
            yield {**pair, "score": round(match.score, 6), "reason": match.reason}


def _pair(line: str, where: str) -> dict[str, Any]:
    do = 'write {"a": "…", "b": "…", "type": "person"} on each line'
    try:
        pair = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", where=where, do=do) from error
    if not isinstance(pair, dict) or not all(isinstance(pair.get(side), str) for side in "ab"):
        raise InputError('lacks "a" or "b"', where=where, do=do)
    return pair
