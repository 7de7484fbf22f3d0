"""Named queries: frozen rows (``store/rows.py``) of what stands, judgements honoured, newest versions only.

Each takes an open :class:`~onrecord.store.record.Record` first. Ids that are unknown give None or an empty list.
"""

from .actors import actor, actors, mentions, near_misses
from .articles import article, articles, copies, dates, outlets, places
from .coded import NOTHING, books, codable, coders, judged_positions, proposals
from .happenings import events, ties
from .issues import issue, issues
from .search import search
from .statements import ORDERS, statement, statements
from .sums import counts, judgements, problems, record_id
from .whole import readings

__all__ = [
    "NOTHING",
    "ORDERS",
    "actor",
    "actors",
    "article",
    "articles",
    "books",
    "codable",
    "coders",
    "copies",
    "counts",
    "dates",
    "events",
    "issue",
    "issues",
    "judged_positions",
    "judgements",
    "mentions",
    "near_misses",
    "outlets",
    "places",
    "problems",
    "proposals",
    "readings",
    "record_id",
    "search",
    "statement",
    "statements",
    "ties",
]
