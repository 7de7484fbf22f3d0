"""A statement by hand, and a statement to be changed: the form, with the words in their place."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...errors import InputError
from ...model import Polarity, Quoted, Span, Spans, Zone, hull
from ...store import queries
from ...store.rows import ArticleRow, ArticleText, StatementRow
from .. import as_json
from ..actions.by_hand import ROLES, spans_of
from ..ask import Ask
from ..marking import Block, marked_blocks
from ..page import Field, Page, described
from ..posting import Form, local
from ..queue import titles
from ..words import STANCES
from .review import reviewers_only

if TYPE_CHECKING:
    from ...store.record import Record

#: Characters of the text shown on either side of the words, to choose the cue and the source in.
AROUND = 1_500


@described(
    fields=[
        Field("article", "The article whose words they are", {"type": "string"}),
        Field("content", "Where the words begin and end, such as 120-164", {"type": "string"}),
        Field("words", "Or the words themselves, as they stand in the text", {"type": "string"}),
        Field("after", "The words are looked for after this character", {"type": "integer", "minimum": 0}),
    ]
)
def add_page(record: Record, ask: Ask) -> Page:
    """Words of an article put on record by hand: which, whose, on which issue."""
    reviewers_only(ask)
    shown = queries.article(record, ask.word("article") or "")
    if shown is None:
        raise HTTPException(404, "There is no article of this id in the record.")
    spans = {role: _spans(ask, role, len(shown.text)) for role in ROLES}
    found = spans["content"] or _found(shown.text, ask.word("words"), ask.number("after", default=0, least=0))
    row = _blank(shown.article, found, cue=spans["cue"], source=spans["source"])
    view = _view(record, ask, shown, row) | {
        "adding": True,
        "sought": ask.word("words"),
        "lost": bool(ask.word("words")) and not found,
        "again": _again(shown.text, found, ask.word("words")),
        "back": local(ask.word("back") or ""),
    }
    title = "Put words on record"
    return Page("by_hand.html", title, view, lambda: {"article": shown.article.id, "content": _pairs(found)})


@described(
    fields=[
        Field("statement", "The statement", {"type": "string"}),
        Field("issue", "The issue at hand", {"type": "string"}),
    ]
)
def change_page(record: Record, ask: Ask) -> Page:
    """A statement's words, speaker, manner, date and position, to be changed."""
    reviewers_only(ask)
    row = queries.statement(record, ask.word("statement") or "")
    shown = queries.article(record, row.article.id) if row else None
    if row is None or shown is None:
        raise HTTPException(404, "There is no statement of this id in the record.")
    view = _view(record, ask, shown, row) | {
        "adding": False,
        "sought": None,
        "lost": False,
        "again": None,
        "back": local(ask.word("back") or f"/statements/{row.id}"),
    }
    return Page("by_hand.html", "Change a statement", view, lambda: as_json.statement(row))


def _blank(article: ArticleRow, content: Spans, *, cue: Spans, source: Spans) -> StatementRow:
    """A statement of which nothing is known but where it stands."""
    return StatementRow(
        id="",
        article=article,
        quote="",
        content=content,
        cue=cue,
        source=source,
        cue_text="",
        source_text="",
        speaker=None,
        speaker_id=None,
        affiliation=None,
        role=None,
        quoted="",
        polarity="asserted",
        via=(),
        date_said=None,
        when=None,
        when_kind="",
        nested_in=None,
        in_headline=False,
        confidence=1.0,
        reason="",
    )


def _view(record: Record, ask: Ask, shown: ArticleText, row: StatementRow) -> dict[str, Any]:
    issue = ask.word("issue") or (row.positions[0].issue if row.positions else None)
    held = next((position for position in row.positions if position.issue == issue), None)
    mentions = queries.mentions(record, shown.article.id)
    return {
        "article": shown.article,
        "row": row,
        "blocks": _around(shown, row),
        "issue": issue,
        "stance": held.stance if held else None,
        "issues": titles(record),
        "stances": STANCES,
        "quoted": [str(word) for word in Quoted],
        "polarities": [str(word) for word in Polarity],
        "names": sorted({mention.name for mention in mentions}, key=str.casefold)[:400],
        "fields": {role: ", ".join(f"{s.start}-{s.end}" for s in getattr(row, role)) for role in ROLES},
        "words": {role: " … ".join(s.of(shown.text) for s in getattr(row, role)) for role in ROLES},
        "drawn": f"{time.time():.1f}",
    }


def _around(shown: ArticleText, row: StatementRow) -> list[Block]:
    """The text around the words, or its beginning; what is selected in it is counted in the whole text."""
    whole = hull((*row.content, *row.cue, *row.source)) if row.content else Span(0, 1)
    low, high = max(0, whole.start - AROUND), min(len(shown.text), whole.end + AROUND)
    zones = [zone for zone in shown.zones if zone.span.start < high and low < zone.span.end]
    # whole paragraphs, unless one is longer than any paragraph should be
    low = max(min([low, *(zone.span.start for zone in zones)]), low - AROUND)
    high = min(max([high, *(zone.span.end for zone in zones)]), high + AROUND)
    moved = {role: tuple(Span(span.start - low, span.end - low) for span in getattr(row, role)) for role in ROLES}
    cut = [Zone(zone.kind, Span(max(zone.span.start, low) - low, min(zone.span.end, high) - low)) for zone in zones]
    blocks = marked_blocks(shown.text[low:high], cut, [replace(row, **moved)] if row.content else [])
    return [replace(block, runs=tuple(replace(run, start=run.start + low) for run in block.runs)) for block in blocks]


def _spans(ask: Ask, role: str, length: int) -> tuple[Span, ...]:
    try:
        pairs = spans_of(Form({role: [ask.word(role) or ""]}), role)
    except InputError as error:
        raise HTTPException(400, f"{error.what[:1].upper()}{error.what[1:]}.") from None
    if any(end > length for _, end in pairs):
        raise HTTPException(400, f"The text has {length} characters; “{role}” ends after that.")
    return tuple(Span(start, end) for start, end in pairs)


def _found(text: str, words: str | None, after: int) -> tuple[Span, ...]:
    """Where the words stand for the first time, blanks and line breaks counting the same."""
    if not words:
        return ()
    pattern = r"\s+".join(re.escape(word) for word in words[:5_000].split())
    match = re.compile(pattern).search(text, min(after, len(text)))
    return (Span(*match.span()),) if match else ()


def _again(text: str, found: tuple[Span, ...], words: str | None) -> int | None:
    """From where to look for the same words once more, if they stand there."""
    if not words or not found or not _found(text, words, found[-1].end):
        return None
    return found[-1].end


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
