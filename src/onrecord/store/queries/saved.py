"""The named queries."""

from __future__ import annotations

from ..record import Record
from ..rows import SavedQuery
from ..saving import saved_queries


def saved(record: Record) -> list[SavedQuery]:
    """Addresses that people gave a name, by name."""
    with record.reading() as connection:
        return saved_queries(connection)
