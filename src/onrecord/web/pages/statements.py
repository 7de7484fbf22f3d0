"""The statements, and one statement: its permanent page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...model import Span, Zone, hull
from ...store import queries
from .. import as_json
from ..ask import Ask, paged
from ..marking import Block, marked_blocks
from ..page import Page
from ..words import STANCES

if TYPE_CHECKING:
    from ...store.record import Record
    from ...store.rows import ArticleText, StatementRow

#: The reader's word → the query's.
ORDERS = {"newest": "when", "oldest": "oldest", "as in the articles": "text"}
#: Characters of the article shown around a statement.
CONTEXT = 700


def statements_page(record: Record, ask: Ask) -> Page:
    """All statements, or those of one speaker, issue, outlet or stance."""
    wanted = {name: ask.word(name) for name in ("speaker", "issue", "outlet", "article")}
    wanted["stance"] = ask.choice("stance", STANCES)
    order = ask.choice("order", tuple(ORDERS)) or "newest"
    page = paged(ask, lambda **window: queries.statements(record, **wanted, order=ORDERS[order], **window))
    actor = queries.actor(record, wanted["speaker"]) if wanted["speaker"] else None
    view = {
        "page": page,
        "wanted": wanted,
        "order": order,
        "orders": ORDERS,
        "actor": actor,
        "issues": queries.issues(record),
        "outlets": [name for name, _ in queries.outlets(record)],
        "stances": STANCES,
    }
    return Page(
        "statements.html",
        "Statements",
        view,
        lambda: as_json.listed("statements", page, as_json.statement),
    )


def statement_page(record: Record, ask: Ask) -> Page:
    """One statement: words, speaker, chain, context, what was decided by machine and by people."""
    statement = queries.statement(record, ask.id)
    if statement is None:
        raise HTTPException(404, "There is no statement of this id in the record.")
    shown = queries.article(record, statement.article.id)
    outer = queries.statement(record, statement.nested_in) if statement.nested_in else None
    view = {
        "statement": statement,
        "outer": outer,
        "blocks": _context(shown, statement) if shown else (),
    }
    return Page(
        "statement.html",
        f"{statement.speaker or 'Speaker unknown'} on record",
        view,
        lambda: {**as_json.statement(statement), "article_row": as_json.article(statement.article)},
    )


def _context(shown: ArticleText, statement: StatementRow) -> tuple[Block, ...]:
    """The statement marked in the paragraphs that hold it, cut to `CONTEXT` characters on either side."""
    if not statement.content:
        return ()
    whole = hull((*statement.content, *statement.cue, *statement.source))
    start, end = max(0, whole.start - CONTEXT), min(len(shown.text), whole.end + CONTEXT)
    zones = tuple(
        Zone(zone.kind, _shifted(zone.span, start, end))
        for zone in shown.zones
        if zone.span.start < end and start < zone.span.end
    )
    moved = {
        name: tuple(_shifted(span, start, end) for span in getattr(statement, name))
        for name in ("content", "cue", "source")
    }
    blocks = marked_blocks(shown.text[start:end], zones, [replace(statement, **moved)])
    return tuple(block for block in blocks if block.numbers or block.speaks)


def _shifted(span: Span, start: int, end: int) -> Span:
    return Span(max(span.start, start) - start, min(span.end, end) - start)
