"""The tables of a record (SQLAlchemy Core).

Three layers. *Machine rows* (``one_article``, ``all_articles``): what readings say, replaced when an article is read
again, never edited. *Judgements* (``judged``): what people decided, append-only. *What stands* (``stands``): machine
rows with the judgements laid over, derived from the first two by ``standing.py`` and thrown away at will; queries read
only this layer. Studies of other programs lie beside them (``foreign``).
"""

from .all_articles import (
    actor_links,
    actors,
    codebooks,
    coders,
    copies,
    identifiers,
    issues,
    model_calls,
    near_misses,
    positions,
    signatures,
    vectors,
)
from .base import APPLICATION_ID, meta, metadata
from .foreign import studies, study_rows, study_tables
from .judged import anchor_moves, judgements, saved_queries, skips
from .one_article import (
    articles,
    attributions,
    dates,
    event_actors,
    events,
    local_actors,
    mentions,
    places,
    problems,
    statements,
    ties,
    zones,
)
from .stands import (
    FULL_TEXT,
    actor_overlays,
    position_overlays,
    row_overlays,
    standing_actors,
    standing_positions,
    standing_statements,
    statement_overlays,
)

__all__ = [
    "APPLICATION_ID",
    "FULL_TEXT",
    "actor_links",
    "actor_overlays",
    "actors",
    "anchor_moves",
    "articles",
    "attributions",
    "codebooks",
    "coders",
    "copies",
    "dates",
    "event_actors",
    "events",
    "identifiers",
    "issues",
    "judgements",
    "local_actors",
    "mentions",
    "meta",
    "metadata",
    "model_calls",
    "near_misses",
    "places",
    "position_overlays",
    "positions",
    "problems",
    "row_overlays",
    "saved_queries",
    "signatures",
    "skips",
    "standing_actors",
    "standing_positions",
    "standing_statements",
    "statement_overlays",
    "statements",
    "studies",
    "study_rows",
    "study_tables",
    "ties",
    "vectors",
    "zones",
]
