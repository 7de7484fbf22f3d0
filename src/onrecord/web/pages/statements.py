"""The statements, and one statement: its permanent page."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...events.as_plover import plover_of
from ...model import Span, Zone, hull
from ...store import queries
from .. import as_json
from ..ask import FEED, WINDOW, Ask, paged
from ..marking import Block, marked_blocks
from ..page import Field, Page, described
from ..schemas import TEXT, listed, of
from ..words import STANCES

if TYPE_CHECKING:
    from ...store.record import Record
    from ...store.rows import ArticleText, JudgementRow, StatementRow

#: The reader's word → the query's.
ORDERS = {"newest": "when", "oldest": "oldest", "as in the articles": "text"}
#: Characters of the article shown around a statement.
CONTEXT = 600


@described(
    fields=(
        Field("speaker", "Id of an actor", TEXT),
        Field("issue", "Id of an issue", TEXT),
        Field("outlet", "Only this outlet", TEXT),
        Field("article", "Id of an article", TEXT),
        Field("stance", "With such a position", {"enum": list(STANCES)}),
        Field("order", "Which first", {"enum": list(ORDERS)}),
        *WINDOW,
    ),
    answer=listed("statements", "Statement"),
    feed=True,
)
def statements_page(record: Record, ask: Ask) -> Page:
    """All statements, or those of one speaker, issue, outlet or stance."""
    wanted = {name: ask.word(name) for name in ("speaker", "issue", "outlet", "article")}
    wanted["stance"] = ask.choice("stance", STANCES)
    order = ask.choice("order", tuple(ORDERS)) or "newest"
    page = paged(ask, lambda **window: queries.statements(record, **wanted, order=ORDERS[order], **window))
    actor = queries.actor(record, wanted["speaker"]) if wanted["speaker"] else None
    codebook = record.codebook()
    view = {
        "page": page,
        "wanted": wanted,
        "order": order,
        "orders": ORDERS,
        "actor": actor,
        "issues": codebook.issues if codebook else (),
        "outlets": [name for name, _ in queries.outlets(record)],
        "stances": STANCES,
    }
    return Page(
        "statements.html",
        "Statements",
        view,
        lambda: as_json.listed("statements", page, as_json.statement),
        feed=lambda: queries.statements(record, **wanted, limit=FEED),
    )


@described(answer=of("Statement"))
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
        "plover": plover_of(statement.reason, statement.quote),
        "context": context_of(shown, statement) if shown else Context(),
        "history": history_of(record, statement),
    }
    return Page(
        "statement.html",
        f"{statement.speaker or 'Speaker unknown'} on record",
        view,
        lambda: {
            **as_json.statement(statement),
            "article_row": as_json.article(statement.article),
            "history": [asdict(row) for row in view["history"]],
        },
    )


def history_of(record: Record, statement: StatementRow) -> list[JudgementRow]:
    """What people decided on a statement and on its positions, oldest first."""
    found = record.history("statement", statement.id)
    for issue in queries.judged_issues(record, statement.id):
        found += record.history("position", f"{statement.id}/{issue}")
    return sorted(found, key=lambda row: row.id)


@dataclass(frozen=True, slots=True)
class Context:
    """Blocks around a statement; ``before`` and ``after`` say whether the paragraph goes on there."""

    blocks: tuple[Block, ...] = ()
    before: bool = False
    after: bool = False


def context_of(shown: ArticleText, statement: StatementRow) -> Context:
    """The statement marked in the paragraphs that hold it, and its neighbours, cut to `CONTEXT` characters."""
    if not statement.content:
        return Context()
    whole = hull((*statement.content, *statement.cue, *statement.source))
    speaking = [zone for zone in shown.zones if zone.speaks]
    held = [n for n, zone in enumerate(speaking) if zone.span.overlaps(whole)]
    if not held:
        return Context()
    first, last = speaking[max(held[0] - 1, 0)].span, speaking[min(held[-1] + 1, len(speaking) - 1)].span
    start, before = _cut(shown.text, first.start, whole.start - CONTEXT, forward=True)
    end, after = _cut(shown.text, last.end, whole.end + CONTEXT, forward=False)
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
    return Context(tuple(block for block in blocks if block.speaks), before, after)


def _cut(text: str, border: int, at_most: int, *, forward: bool) -> tuple[int, bool]:
    """Where the context ends on one side: at the border, or at the blank next to ``at_most`` where that is nearer."""
    if (border >= at_most) if forward else (border <= at_most):
        return border, False
    near = re.compile(r"\s").search(text, at_most, at_most + 60) if forward else None
    if forward:
        return (near.end() if near else at_most), True
    blank = max(text.rfind(" ", at_most - 60, at_most), text.rfind("\n", at_most - 60, at_most))
    return (blank if blank > 0 else at_most), True


def _shifted(span: Span, start: int, end: int) -> Span:
    return Span(max(span.start, start) - start, min(span.end, end) - start)
