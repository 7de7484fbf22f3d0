"""Statements by the PLOVER type of their words: a demand, a threat, praise … They are no events (`as_plover`)."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from ...events.as_plover import plover_of
from .. import schema
from ..record import Record
from ..rows import StatementRow
from .statements import ORDERS, statement_rows

#: Characters of a statement's words that are looked at.
_HEAD = 200


def in_words(
    record: Record,
    *,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[StatementRow]:
    """Standing statements whose words have a PLOVER type, or this one; the latest first, undated last.

    Args:
        since, until: ISO days, both included; what is undated is in no window.
    """
    wanted = [
        key
        for key, type_, when in _typed(record)
        if type in (None, type_)
        and (since is None or (when or "") >= since)
        and (until is None or (when is not None and when <= until + "~"))
    ][offset : None if limit is None else offset + limit]
    with record.reading() as connection:
        rows = statement_rows(connection, wanted)
    return [rows[key] for key in wanted]


def count_in_words(record: Record) -> dict[str, int]:
    """How many standing statements have each type."""
    return dict(sorted(Counter(type_ for _, type_, _ in _typed(record)).items()))


def _typed(record: Record) -> tuple[tuple[int, str, str | None], ...]:
    """Key, type and date of all statements that have a type. Remembered: 50,000 take about half a second."""
    return record.remember("in words", lambda: _typed_anew(record))


def _typed_anew(record: Record) -> tuple[tuple[int, str, str | None], ...]:
    standing, table = schema.standing_statements, schema.statements
    words = func.substr(table.c.quote, 1, _HEAD)
    query = (
        select(standing.c.statement, table.c.reason, words, standing.c.when)
        .join(table, table.c.key == standing.c.statement)
        .order_by(*ORDERS["when"])
    )
    with record.reading() as connection:
        rows = connection.execute(query).tuples()
        return tuple((key, type_, when) for key, reason, text, when in rows if (type_ := plover_of(reason, text)))
