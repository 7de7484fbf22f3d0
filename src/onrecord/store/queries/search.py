"""Full-text search in quotes, articles and names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, select, text

from .. import schema
from ..record import Record
from ..rows import Hit
from ..scrubbing import scrubbed
from .articles import article_rows

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
#: More words than that nobody types; each costs time.
_MOST_WORDS = 16
_SNIPPETS = {
    "actor": "SELECT rowid, snippet(actor_words, 0, char(2), char(3), '…', 12) FROM actor_words",
    "statement": "SELECT rowid, snippet(statement_words, 0, char(2), char(3), '…', 40) FROM statement_words",
    "article": "SELECT rowid, snippet(article_words, -1, char(2), char(3), '…', 30) FROM article_words",
}


def search(
    record: Record, q: str, *, limit: int = 50, kinds: Sequence[str] = ("actor", "statement", "article")
) -> list[Hit]:
    """Actors, statements and articles with all the words of ``q``, the best of each kind first.

    Words are found without regard to case and accents, the last one from its beginning ("minis" finds "minister");
    "in quotation marks" words must follow each other. Anything else in ``q`` is ignored, so no query is wrong.

    Args:
        kinds: only these.

    Returns:
        At most ``limit`` hits: actors, then statements, then articles, a third each at least where there are as many.
    """
    match = fts_query(q)
    if not match or limit <= 0:
        return []
    with record.reading() as connection:
        found = {kind: _found(connection, kind, match, limit) if kind in kinds else [] for kind in _SNIPPETS}
        shares = _shares({kind: len(rows) for kind, rows in found.items()}, limit)
        return [
            *_actor_hits(connection, found["actor"][: shares["actor"]]),
            *_statement_hits(connection, found["statement"][: shares["statement"]]),
            *_article_hits(connection, found["article"][: shares["article"]]),
        ]


def articles_with(record: Record, q: str) -> int:
    """How many articles hold all the words of ``q``."""
    match = fts_query(q)
    if not match:
        return 0
    with record.reading() as connection:
        query = text("SELECT count(*) FROM article_words WHERE article_words MATCH :match")
        return connection.scalar(query, {"match": match}) or 0


def fts_query(q: str) -> str:
    """What people type as a query that FTS5 cannot misread.

    >>> fts_query('bridge "new toll" OR NEAR( minis')
    '"bridge" AND "new toll" AND "OR" AND "NEAR" AND "minis"*'
    >>> fts_query('"*^()')
    ''
    """
    parts: list[str] = []
    open_end = False
    for phrase, word in _PHRASE.findall(scrubbed(q)):
        words = _WORD.findall(phrase or word)
        open_end = bool(words) and not phrase
        if phrase and words:
            parts.append(" ".join(words))
        else:
            parts.extend(words)
    quoted = [f'"{part}"' for part in parts[:_MOST_WORDS]]
    if quoted and open_end and not q[-1:].isspace():
        quoted[-1] += "*"
    return " AND ".join(quoted)


def _shares(found: dict[str, int], limit: int) -> dict[str, int]:
    """How many of each kind to show, so that many articles do not crowd out the one actor."""
    shares = dict.fromkeys(found, 0)
    left = limit
    while left > 0 and any(shares[kind] < found[kind] for kind in found):
        for kind in found:
            if left > 0 and shares[kind] < found[kind]:
                shares[kind] += 1
                left -= 1
    return shares


def _found(connection: Connection, kind: str, match: str, limit: int) -> list[tuple[int, str]]:
    table = f"{kind}_words"
    # "+rowid": asked of each row that is shown, instead of looking up each standing statement in the index
    standing = {
        "actor": "",
        "statement": " AND +rowid IN (SELECT statement FROM standing_statements)",
        "article": "",
    }[kind]
    query = f"{_SNIPPETS[kind]} WHERE {table} MATCH :match{standing} ORDER BY rank LIMIT :limit"
    return [tuple(row) for row in connection.execute(text(query), {"match": match, "limit": limit})]


def _actor_hits(connection: Connection, found: list[tuple[int, str]]) -> list[Hit]:
    table = schema.standing_actors
    rows = {row.key: row for row in connection.execute(select(table).where(table.c.key.in_([key for key, _ in found])))}
    return [Hit("actor", rows[key].id, rows[key].name, snippet) for key, snippet in found]


def _statement_hits(connection: Connection, found: list[tuple[int, str]]) -> list[Hit]:
    from .statements import statement_rows

    rows = statement_rows(connection, [key for key, _ in found])
    return [
        Hit("statement", rows[key].id, rows[key].speaker or rows[key].source_text, snippet, rows[key].article)
        for key, snippet in found
    ]


def _article_hits(connection: Connection, found: list[tuple[int, str]]) -> list[Hit]:
    rows = article_rows(connection, [key for key, _ in found])
    return [
        Hit("article", rows[key].id, rows[key].headline or rows[key].doc_id, snippet, rows[key])
        for key, snippet in found
    ]
