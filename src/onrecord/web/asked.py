"""The questions that a page asked the database, as SQL that anybody can run again: the ``.sql`` twin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event

_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)
#: Quoted names and texts, in which a question mark is no parameter.
_PIECE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\?")


def listen(engine: Engine) -> None:
    """From now on `noted` sees what this engine is asked. Costs one look at a variable a query otherwise."""

    @event.listens_for(engine, "before_cursor_execute")
    def _note(connection, cursor, statement: str, parameters: Any, context, many: bool) -> None:
        found = _asked.get()
        if found is not None and not many and statement.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(filled(statement, parameters))


@contextmanager
def noted() -> Iterator[list[str]]:
    """The list into which every query of this thread goes."""
    found: list[str] = []
    token = _asked.set(found)
    try:
        yield found
    finally:
        _asked.reset(token)


def noting() -> bool:
    """Whether queries of this thread are being noted, so that nothing may be taken from what is kept."""
    return _asked.get() is not None


def filled(statement: str, parameters: Sequence[Any]) -> str:
    """The query with its values in place.

    >>> filled("SELECT '?' WHERE a = ? AND b = ?", ("O'Hara", 3))
    "SELECT '?' WHERE a = 'O''Hara' AND b = 3"
    """
    values = iter(parameters)
    return _PIECE.sub(lambda piece: _literal(next(values)) if piece[0] == "?" else piece[0], statement)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def script(queries: Sequence[str], *, address: str) -> str:
    """The queries as one SQL file."""
    head = f"-- What {address.replace(chr(10), ' ')} asks the record, in this order; run it with: sqlite3 RECORD\n"
    return head + "".join(f"\n{query.strip()};\n" for query in dict.fromkeys(queries))
