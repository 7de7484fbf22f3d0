"""Named queries: addresses of the pages that people gave a name. Append-only; the last row of a name stands."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert, select

from ..errors import InputError
from . import schema
from .rows import SavedQuery

_LONGEST_NAME, _LONGEST_ADDRESS = 120, 4_000


def put_query(connection: Connection, name: str, address: str, *, by: str, at: str | None = None) -> SavedQuery:
    """Give an address of these pages a name; the same name again takes the place of the one before.

    Args:
        address: "/search?q=ferries"; a whole one ("http://127.0.0.1:8000/search?q=ferries") loses its beginning. ""
            takes the name away.

    Raises:
        InputError: no name, or no address of these pages.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME or "/" in name or not name.isprintable():
        raise InputError(
            f"a query's name has 1 to {_LONGEST_NAME} characters and no slash", where=name[:60], do="give another name"
        )
    row = {"name": name, "address": _own_part(address), "by": by, "at": at or _now()}
    key = connection.execute(insert(schema.saved_queries).values(**row)).inserted_primary_key[0]
    return SavedQuery(id=key, **row)


def saved_queries(connection: Connection) -> list[SavedQuery]:
    """Those that stand, by name."""
    table = schema.saved_queries
    rows = connection.execute(select(table).order_by(table.c.id))
    last = {row.name: SavedQuery(row.id, row.name, row.address, row.by, row.at) for row in rows}
    return sorted((row for row in last.values() if row.address), key=lambda row: row.name.casefold())


def _own_part(address: str) -> str:
    address = address.strip()
    if not address:
        return ""
    parts = urlsplit(address)
    own = parts.path + (f"?{parts.query}" if parts.query else "")
    if not own.startswith("/") or own.startswith("//") or len(own) > _LONGEST_ADDRESS or not own.isprintable():
        raise InputError("this is no address of these pages", where=address[:80], do="copy one, like /search?q=ferries")
    return own


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
