"""Named queries: frozen rows (``store/rows``) of what stands, judgements honoured, newest versions only.

Each takes an open :class:`~onrecord.store.record.Record` first. Ids that are unknown give None or an empty list.
"""

from .about import CalledBy, TieSum, called, tie_sums, told_of
from .actors import actor, actors, mentions, near_misses
from .articles import article, article_rows_of, articles, copies, dates, outlets, places
from .as_found import as_found
from .claims import ClaimRow, claims, faces, parties, stances
from .coded import NOTHING, accepted, books, codable, coders, judged_positions, proposals
from .codings import NO_STATEMENT, NOT_ON_IT, ON_RECORD, codings
from .columns import columns
from .found import Found, found
from .happenings import event, events, ties
from .in_words import count_in_words, in_words
from .issues import issue, issues
from .review import ToJudge, audit_rows, proposed_state, review_left, review_queue, second_left, second_queue, skipped
from .same_events import event_card, event_cards
from .saved import saved
from .search import articles_with, search
from .splitting import parts_of, split_off
from .statements import ORDERS, statement, statements, statements_at, words_at
from .sums import counts, judged_issues, judgement, judgements, judges, last_decision, problems, record_id
from .wanted import UNKNOWN, Wanted
from .whereabouts import PlaceSum, places_of_actor, places_of_statements
from .whole import readings

__all__ = [
    "NOTHING",
    "NOT_ON_IT",
    "NO_STATEMENT",
    "ON_RECORD",
    "ORDERS",
    "UNKNOWN",
    "CalledBy",
    "ClaimRow",
    "Found",
    "PlaceSum",
    "TieSum",
    "ToJudge",
    "Wanted",
    "accepted",
    "actor",
    "actors",
    "article",
    "article_rows_of",
    "articles",
    "articles_with",
    "as_found",
    "audit_rows",
    "books",
    "called",
    "claims",
    "codable",
    "coders",
    "codings",
    "columns",
    "copies",
    "count_in_words",
    "counts",
    "dates",
    "event",
    "event_card",
    "event_cards",
    "events",
    "faces",
    "found",
    "in_words",
    "issue",
    "issues",
    "judged_issues",
    "judged_positions",
    "judgement",
    "judgements",
    "judges",
    "last_decision",
    "mentions",
    "near_misses",
    "outlets",
    "parties",
    "parts_of",
    "places",
    "places_of_actor",
    "places_of_statements",
    "problems",
    "proposals",
    "proposed_state",
    "readings",
    "record_id",
    "review_left",
    "review_queue",
    "saved",
    "search",
    "second_left",
    "second_queue",
    "skipped",
    "split_off",
    "stances",
    "statement",
    "statements",
    "statements_at",
    "tie_sums",
    "ties",
    "told_of",
    "words_at",
]
