"""Many positions changed at once: first which, and what becomes of the issue."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...errors import InputError
from ...model import by_machine
from ...store import queries
from ...store.rows import IssueRow
from .. import as_json
from ..ask import Ask
from ..page import Field, Page, described
from ..queue import titles
from ..recoding import OFF, TARGETS, Recoding, stance_on
from ..words import STANCES
from .review import reviewers_only

if TYPE_CHECKING:
    from ...store.record import Record

#: Statements of the preview that are quoted.
MOST_QUOTED = 30


@described(
    fields=[
        Field("issue", "The issue", {"type": "string"}),
        Field("from", "The stance now; absent: any", {"type": "string", "enum": list(STANCES)}),
        Field("to", "The stance wanted; off: not on this issue", {"type": "string", "enum": list(TARGETS)}),
        Field("speaker", "Only this actor's", {"type": "string"}),
        Field("outlet", "Only in this outlet", {"type": "string"}),
    ]
)
def recode_page(record: Record, ask: Ask) -> Page:
    """A recoding of many positions: what it would change, before it does."""
    reviewers_only(ask)
    for name, choices in (("from", STANCES), ("to", TARGETS)):
        ask.choice(name, choices)
    recoding, rows = None, []
    if ask.word("issue") and ask.word("to"):
        try:
            recoding = Recoding.of(ask.word)
            rows = recoding.rows(record)
        except InputError as error:
            raise HTTPException(400, f"{error.what[:1].upper()}{error.what[1:]}.") from None
    issue = queries.issue(record, recoding.issue) if recoding else None
    speaker = queries.actor(record, ask.word("speaker") or "") if ask.word("speaker") else None
    counts = recoding.counts(rows) if recoding else []
    after = counts_after(issue, Counter(dict(counts)), recoding.after) if recoding and issue else []
    view = {
        "recoding": recoding,
        "rows": rows[:MOST_QUOTED],
        "n": len(rows),
        "people": sum(any(p.issue == recoding.issue and not by_machine(p.coder) for p in row.positions) for row in rows)
        if recoding
        else 0,
        "counts": counts,
        "issue": issue,
        "before": issue.counts if issue else (),
        "after": after,
        "speaker": speaker,
        "issues": titles(record),
        "stances": STANCES,
        "targets": TARGETS,
        "off": OFF,
        "actors": queries.actors(record, limit=200),
        "outlets": [name for name, _ in queries.outlets(record)],
        "stance_on": stance_on,
    }
    return Page(
        "recode.html",
        "Recode many positions",
        view,
        lambda: {"n": len(rows), "after": dict(after), "statements": as_json.all_of(rows, as_json.statement)},
        table="statements",
    )


def counts_after(issue: IssueRow, changing: Counter[str], after: str) -> list[tuple[str, int]]:
    """(stance, statements) on the issue once these have changed."""
    moved = sum(changing.values())
    return [(stance, n - changing[stance] + (moved if stance == after else 0)) for stance, n in issue.counts]
