"""Ids of the record's rows. All depend on content alone, so a record made again has the same links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import Article, Event, Statement, Tie, content_id
from .packing import pack_spans, quote_of

if TYPE_CHECKING:
    from sqlalchemy import Row


def article_id(article: Article) -> str:
    """One for each text that the article ever had; where the file lies, and how its path is spelled, does not matter.

    The id of the first text that was stored is the *source* of all later versions.
    """
    return content_id("article", article.id, article.text)


def own_article_id(article: Article) -> str:
    """For an article whose id is taken: by an older version of another with the same stem."""
    return content_id("article", article.id, article.text, article.address)


def anchors(source: str, statements: Iterable[Statement], text: str) -> list[str]:
    """What judgements hold on to: the words of each statement, not their offsets.

    A paragraph put in above a quote moves its offsets and so its id, but not its anchor; a number changed inside the
    quote changes the anchor, and nobody has judged the new words. Words said twice are told apart by their order.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for statement in statements:
        words = quote_of(statement.content, text), quote_of(statement.cue, text)
        found.append(content_id("anchor", source, *words, seen[words]))
        seen[words] += 1
    return found


def tie_id(source: str, tie: Tie, subject: str, object: str, text: str) -> str:
    """Depends on the names and the words that carry the tie, not on offsets."""
    return content_id("tie", source, subject, tie.relation, object, tie.role, tie.evidence.of(text))


def event_id(source: str, event: Event, who: Iterable[str], to_whom: Iterable[str], text: str) -> str:
    """Depends on type, names and words, not on offsets."""
    return content_id(
        "event", source, event.type, event.mode, *who, "→", *to_whom, event.trigger.of(text), event.evidence.of(text)
    )


def own_statement_id(given: str, source: str) -> str:
    """For a statement whose id is taken: by another article with the same stem and the same offsets."""
    return content_id("statement", given, source)


def given_statement_id(doc_id: str, content: str, cue: str) -> str:
    """For a reading that came without ids; ``content`` and ``cue`` are packed spans."""
    return content_id(doc_id, content, cue)


def is_id_of(row: Row, article: Row) -> bool:
    """Whether a stored statement's id is the reading's, or made from it as above."""
    kept = content_id("kept", row.anchor)
    return row.id in (row.given, own_statement_id(row.given, article.source), kept)


def with_ids(article: Article, statements: Iterable[Statement]) -> list[str]:
    """The ids of a reading's statements, made where they lack or are given twice."""
    seen: set[str] = set()
    found = []
    for statement in statements:
        given = statement.id or given_statement_id(article.id, pack_spans(statement.content), pack_spans(statement.cue))
        while given in seen:
            given = content_id("again", given)
        seen.add(given)
        found.append(given)
    return found
