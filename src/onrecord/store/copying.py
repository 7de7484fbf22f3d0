"""Reposts and wire copies linked to the article that they repeat."""

from __future__ import annotations

from sqlalchemy import Connection


def link_copies(connection: Connection) -> int:
    """See :meth:`Record.link_copies`."""
    return 0
