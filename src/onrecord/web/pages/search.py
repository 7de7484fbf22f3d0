"""Search over quotations, texts and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...store import queries
from .. import as_json
from ..ask import Ask
from ..page import Field, Page, described
from ..schemas import TEXT, many, of, thing

if TYPE_CHECKING:
    from ...store.record import Record

KINDS = (("actor", "Actors"), ("statement", "Statements"), ("article", "Articles"))
LIMIT = 60
_LONGEST = 300


@described(fields=(Field("q", "Words to find", TEXT),), answer=thing(q=TEXT, hits=many(of("Hit"))))
def search_page(record: Record, ask: Ask) -> Page:
    """What was found, by kind; an empty query shows the box alone."""
    query = (ask.word("q") or "")[:_LONGEST]
    limit = ask.number("limit", default=LIMIT, most=200)
    hits = queries.search(record, query, limit=limit) if query else []
    groups = [(kind, label, [hit for hit in hits if hit.kind == kind]) for kind, label in KINDS]
    view = {"query": query, "groups": [group for group in groups if group[2]], "hits": len(hits), "limit": limit}
    return Page(
        "search.html",
        f"Search: {query}" if query else "Search",
        view,
        lambda: {"q": query, "hits": as_json.all_of(hits, as_json.hit)},
    )
