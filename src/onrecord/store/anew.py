"""Everything that is derived, made anew from machine rows and judgements."""

from __future__ import annotations

from sqlalchemy import Connection

from .merging import restand_identities
from .overlays import judged_anchors, overlay_positions, overlay_statements
from .standing import restand_actors, restand_articles


def stand_anew(connection: Connection) -> None:
    """Lay all judgements over the machine rows again: a record of an older version may have laid them otherwise."""
    anchors = judged_anchors(connection)
    overlay_statements(connection, anchors)
    overlay_positions(connection, anchors)
    restand_identities(connection)
    restand_articles(connection)
    restand_actors(connection)
