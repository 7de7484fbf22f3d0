"""Named queries: frozen rows (``store/rows.py``) of what stands, judgements honoured, newest versions only.

Each takes an open :class:`~onrecord.store.record.Record` first. Ids that are unknown give None or an empty list.
"""

from .about import CalledBy, TieSum, called, tie_sums, told_of
from .actors import actor, actors, mentions, near_misses
from .articles import article, article_rows_of, articles, copies, dates, outlets, places
from .claims import ClaimRow, claims, faces, parties, stances
from .coded import NOTHING, accepted, books, codable, coders, judged_positions, proposals
from .columns import columns
from .found import Found, found
from .happenings import events, ties
from .issues import issue, issues
from .saved import saved
from .search import search
from .statements import ORDERS, statement, statements, statements_at, words_at
from .sums import counts, judgements, problems, record_id
from .wanted import UNKNOWN, Wanted
from .whole import readings

__all__ = [
    "NOTHING",
    "ORDERS",
    "UNKNOWN",
    "CalledBy",
    "ClaimRow",
    "Found",
    "TieSum",
    "Wanted",
    "accepted",
    "actor",
    "actors",
    "article",
    "article_rows_of",
    "articles",
    "books",
    "called",
    "claims",
    "codable",
    "coders",
    "columns",
    "copies",
    "counts",
    "dates",
    "events",
    "faces",
    "found",
    "issue",
    "issues",
    "judged_positions",
    "judgements",
    "mentions",
    "near_misses",
    "outlets",
    "parties",
    "places",
    "problems",
    "proposals",
    "readings",
    "record_id",
    "saved",
    "search",
    "stances",
    "statement",
    "statements",
    "statements_at",
    "tie_sums",
    "ties",
    "told_of",
    "words_at",
]
