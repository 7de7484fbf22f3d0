"""Search within filters: statements with the words asked for, how many there are, and by what they differ."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from sqlalchemy import Connection, text

from ..packing import packed
from ..record import Record
from ..rows import StatementRow
from .columns import columns
from .search import fts_query
from .statements import current_actor, statement_rows
from .wanted import UNKNOWN, Wanted

#: No filter.
EVERYTHING = Wanted()
#: More hits than that are not put in order of fit, which would take longer than a reader waits: the latest come first.
MOST_RANKED = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search; ``ranked``: best first. ``snippets``, by id, mark the words found by \\x02 and \\x03."""

    rows: tuple[StatementRow, ...]
    total: int
    ranked: bool
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    snippets: dict[str, str] = field(default_factory=dict)


def found(
    record: Record, q: str = "", wanted: Wanted = EVERYTHING, *, order: str = "best", limit: int = 50, offset: int = 0
) -> Found:
    """Statements with all words of ``q`` (see `search`; empty: all statements) that fit what is wanted.

    Args:
        order: "best" (by fit, where there are words and not too many hits), "newest" or "oldest".
    """
    match = fts_query(q)
    if q.strip() and not match:
        return Found((), 0, False)
    with record.snapshot(), record.reading() as connection:
        table = columns(record)
        hits = _hits(record, connection, match) if match else None
        if wanted.speaker not in (None, UNKNOWN):
            wanted = replace(wanted, speaker=current_actor(connection, wanted.speaker))
        rows = table.rows(wanted, among=hits)
        ranked = order == "best" and hits is not None and len(rows) <= MOST_RANKED
        keys = table.keys[rows if order != "oldest" else _oldest(table.day, rows)]
        if ranked:
            keys = np.array(_ranked(connection, match, keys), dtype=np.int64)
        shown = [int(key) for key in keys[offset : offset + limit]]
        full = statement_rows(connection, shown)
        snippets = _snippets(connection, match, shown) if match else {}
    return Found(
        rows=tuple(full[key] for key in shown),
        total=len(rows),
        ranked=ranked,
        facets=table.facets(rows, wanted),
        snippets={full[key].id: words for key, words in snippets.items()},
    )


def _oldest(day: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The other way round, the undated still last."""
    dated = rows[day[rows] > 0]
    return np.concatenate([dated[::-1], rows[day[rows] == 0]])


def _hits(record: Record, connection: Connection, match: str) -> np.ndarray:
    query = text("SELECT rowid FROM statement_words WHERE statement_words MATCH :match")
    return record.remember(
        ("hits", match), lambda: np.array(connection.scalars(query, {"match": match}).all(), dtype=np.int64)
    )


def _ranked(connection: Connection, match: str, keys: np.ndarray) -> list[int]:
    # all of them, and the others dropped here: 7 ms for 3,600 hits, and 3 s with the keys in the query
    query = text("SELECT rowid FROM statement_words WHERE statement_words MATCH :match ORDER BY rank")
    among = set(keys.tolist())
    return [key for key in connection.scalars(query, {"match": match}) if key in among]


def _snippets(connection: Connection, match: str, keys: list[int]) -> dict[int, str]:
    # "+rowid": each hit is asked whether it is among them, instead of a search for each of them
    query = text(
        "SELECT rowid, snippet(statement_words, 0, char(2), char(3), '…', 48) FROM statement_words "
        "WHERE statement_words MATCH :match AND +rowid IN (SELECT value FROM json_each(:keys))"
    )
    return dict(connection.execute(query, {"match": match, "keys": packed(keys)}).tuples().all())
