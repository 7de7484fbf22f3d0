"""The articles, and one article: its text as published with what was found in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...store import queries
from .. import as_json
from ..ask import WINDOW, Ask, paged
from ..marking import MOST_SHOWN, marked_blocks
from ..page import Field, Page, described
from ..schemas import TEXT, listed, many, more, of

if TYPE_CHECKING:
    from ...store.record import Record
    from ...store.rows import MentionRow

#: More statements than this in one article are a list of quotations, not an article; the JSON twin has the same limit.
MOST_STATEMENTS = 2_000


@described(fields=(Field("outlet", "Only this outlet", TEXT), *WINDOW), answer=listed("articles", "Article"))
def articles_page(record: Record, ask: Ask) -> Page:
    """All articles, newest first, or those of one outlet."""
    outlet = ask.word("outlet")
    page = paged(ask, lambda **window: queries.articles(record, outlet=outlet, **window))
    return Page(
        "articles.html",
        f"Articles from {outlet}" if outlet else "Articles",
        {"page": page, "outlet": outlet},
        lambda: as_json.listed("articles", page, as_json.article),
    )


@described(answer=more("Article", text=TEXT, statements=many(of("Statement"))))
def article_page(record: Record, ask: Ask) -> Page:
    """One article with statements in place, who is mentioned, ties, events, dates, copies."""
    shown = queries.article(record, ask.id)
    if shown is None:
        raise HTTPException(404, "There is no article of this id in the record.")
    article = shown.article
    statements = queries.statements(record, article=article.id, limit=MOST_STATEMENTS, order="text")
    mentions = queries.mentions(record, article.id)
    dates = queries.dates(record, article.id)
    ties = queries.ties(record, article=article.id)
    events = queries.events(record, article=article.id)
    copies = queries.copies(record, article.id)
    view = {
        "article": article,
        "original": _row(record, article.copies_of),
        "blocks": marked_blocks(shown.text, shown.zones, statements, mentions=mentions, dates=dates, events=events),
        "told": dict(enumerate(events, 1)),
        "numbered": dict(enumerate(statements, 1)),
        "numbers": {statement.id: number for number, statement in enumerate(statements, 1)},
        "marked": ask.word("at"),
        "cut": len(shown.text) if len(shown.text) > MOST_SHOWN else 0,
        "actors": _mentioned(mentions),
        "dates": [(shown.text[date.span.start : date.span.end], date) for date in dates],
        "ties": ties,
        "events": events,
        "copies": copies,
    }
    return Page(
        "article.html",
        article.headline or f"Article {article.doc_id}",
        view,
        lambda: {
            **as_json.article_text(shown),
            "statements": as_json.all_of(statements, as_json.statement),
            "mentions": as_json.all_of(mentions, as_json.mention),
            "relations": as_json.all_of(ties, as_json.tie),
            "events": as_json.all_of(events, as_json.event),
            "dates": as_json.all_of(dates, as_json.date),
            "places": as_json.all_of(queries.places(record, article.id), as_json.place),
            "copies": as_json.all_of(copies, as_json.article),
        },
    )


def _row(record: Record, id: str | None):
    found = queries.article(record, id) if id else None
    return found.article if found else None


def _mentioned(mentions: list[MentionRow]) -> list[tuple[str, str, int]]:
    """(actor id, name, mentions), most mentioned first."""
    sums = Counter((mention.actor_id, mention.name) for mention in mentions)
    found = [(id, name, so_far) for (id, name), so_far in sums.items()]
    return sorted(found, key=lambda row: (-row[2], row[1].casefold()))
