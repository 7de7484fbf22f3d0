"""What authority files call the actors, and all spellings of each."""

from __future__ import annotations

import json

from sqlalchemy import func, select

from .. import schema
from ..record import Record


def identifiers(record: Record, actor: str | None = None) -> dict[str, tuple[tuple[str, str], ...]]:
    """Actor id → (scheme, value) pairs, of one actor or of all; merged actors have those of both."""
    table, overlays = schema.identifiers, schema.actor_overlays
    now = func.coalesce(overlays.c.stands_as, table.c.actor)
    wanted = select(now.label("now"), table.c.scheme, table.c.value).outerjoin(overlays, overlays.c.id == table.c.actor)
    if actor is not None:
        wanted = wanted.where(now == actor)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    with record.reading() as connection:
        for row in connection.execute(wanted.order_by(now, table.c.scheme, table.c.value)):
            found[row.now] = (*found.get(row.now, ()), (row.scheme, row.value))
    return found


def spellings(record: Record) -> dict[str, tuple[str, ...]]:
    """Actor id → all its names, as articles and authority files write them, the first one first."""
    actors, overlays = schema.actors, schema.actor_overlays
    now = func.coalesce(overlays.c.stands_as, actors.c.id)
    found: dict[str, dict[str, None]] = {}
    with record.reading() as connection:
        rows = connection.execute(
            select(now.label("now"), actors.c.names)
            .outerjoin(overlays, overlays.c.id == actors.c.id)
            .order_by(actors.c.n)
        )
        for row in rows:
            found.setdefault(row.now, {}).update(dict.fromkeys(json.loads(row.names)))
    return {id: tuple(names) for id, names in found.items()}
