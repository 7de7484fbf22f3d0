"""Files of JSON lines that must be right as a whole: name pairs, examples, codes by people.

Articles come in through :mod:`.sources`, where a bad line costs only itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError


def json_lines(path: str | Path, *, do: str) -> Iterator[tuple[str, Any]]:
    """Each line that is not empty as (where, value); ``where`` is "path:line", for errors about the value.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or a line is not JSON; ``do`` says what to write instead.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), do="check the path") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), do="convert it to UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            yield where, _value(line, where, do)


def _value(line: str, where: str, do: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", where=where, do=do) from error
