"""The queue of rows to judge, one at a time."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...store import queries
from ...store.queries import ToJudge
from .. import as_json
from ..ask import Ask
from ..page import Field, Page, described
from ..queue import ORDERS, Item, item_at, items, left, titles
from ..words import STANCES
from .statements import Context, context_of

if TYPE_CHECKING:
    from ...store.record import Record

#: Rows drawn at once: the one on screen and those that come next.
AHEAD, MOST_AHEAD = 6, 30
WHATS = {"positions": "positions", "statements": "statements without one", "all": "both"}


def reviewers_only(ask: Ask, role: str = "reviewer") -> None:
    """Raises HTTPException 403 for others."""
    if not ask.viewer.may(role):
        raise HTTPException(403, f"This page is for people with the role of {role}.")


@described(
    fields=[
        Field("order", "What comes first", {"type": "string", "enum": list(ORDERS), "default": "uncertain"}),
        Field("what", "Positions, statements without one, or both", {"type": "string", "enum": list(WHATS)}),
        Field("issue", "Only this issue", {"type": "string"}),
        Field("speaker", "Only this actor", {"type": "string"}),
        Field("outlet", "Only this outlet", {"type": "string"}),
        Field("second", "1: second opinions, blind to the first", {"type": "string", "enum": ["1"]}),
        Field("at", "This row, judged or not", {"type": "string"}),
        Field("place", "How many rows to pass over", {"type": "integer", "minimum": 0}),
        Field("ahead", "How many rows", {"type": "integer", "minimum": 1, "maximum": MOST_AHEAD}),
    ]
)
def review_page(record: Record, ask: Ask) -> Page:
    """What to judge next, in an order that is worth the time; looking at it decides nothing."""
    reviewers_only(ask)
    order = ask.choice("order", tuple(ORDERS)) or "uncertain"
    wanted = _wanted(record, ask, order)
    second, at = ask.choice("second", ("1",)) == "1", ask.word("at")
    place = ask.number("place", default=0, least=0)
    ahead = ask.number("ahead", default=AHEAD, most=MOST_AHEAD)
    by = ask.viewer.name
    found = items(record, wanted, by=by, order=order, second=second, limit=ahead + (at is None), offset=place)
    if at is not None:
        item = item_at(record, at, blind=second)
        if item is None:
            raise HTTPException(404, "There is no statement of this id in the record.")
        found = [item, *(one for one in found if one.target != at)]
    waiting = left(record, wanted, by=by, second=second)
    last = queries.last_decision(record, by)
    view = {
        "items": [(item, _context(record, item)) for item in found],
        "left": waiting,
        "wanted": wanted,
        "order": order,
        "orders": ORDERS,
        "whats": WHATS,
        "second": second,
        "place": place,
        "issues": titles(record),
        "outlets": [name for name, _ in queries.outlets(record)],
        "speaker": queries.actor(record, wanted.speaker) if wanted.speaker else None,
        "stances": STANCES,
        "today": progress(record, by),
        "last": queries.judgements(record, batch=last, limit=1)[0] if last else None,
        "drawn": f"{time.time():.1f}",
    }
    return Page("review.html", "Review", view, lambda: _data(found, waiting, order), table="items")


def _wanted(record: Record, ask: Ask, order: str) -> ToJudge:
    # the audit is of all statements: one that the machine rightly or wrongly left without a position is part of it
    usual = "all" if order == "audit" else "positions"
    what = ask.choice("what", tuple(WHATS)) or (usual if record.codebook() else "statements")
    stance = ask.choice("stance", STANCES)
    return ToJudge(what, ask.word("issue"), ask.word("speaker"), ask.word("outlet"), stance)


def _context(record: Record, item: Item) -> Context:
    shown = queries.article(record, item.statement.article.id)
    return context_of(shown, item.statement) if shown else Context()


def progress(record: Record, by: str) -> dict[str, Any]:
    """What a person decided today: how many rows, and the median of the seconds that each took."""
    today = datetime.now(UTC).date().isoformat()
    rows = [row for row in queries.judgements(record, by=by, limit=2_000) if row.at.startswith(today)]
    decided = {row.batch or row.id for row in rows if row.verdict != "undo" and row.undone_by is None}
    seconds = [row.seconds for row in rows if row.seconds is not None]
    return {"decided": len(decided), "seconds": statistics.median(seconds) if seconds else None}


def _data(found: list[Item], waiting: int, order: str) -> dict[str, Any]:
    rows = [
        {
            "target": item.target,
            "issue": item.issue,
            "stance": item.position.stance if item.position else None,
            "probability": round(item.position.probability, 4) if item.position else None,
            "why": item.why or None,
            "statement": as_json.statement(item.statement),
        }
        for item in found
    ]
    return {"order": order, "left": waiting, "items": rows}
