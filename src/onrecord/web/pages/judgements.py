"""What people decided, and how far they agree."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ...positions.agreement import alpha
from ...store import queries
from ...store.queries import ON_RECORD
from ...store.rows import CodingRow, JudgementRow, StatementRow
from .. import as_json
from ..ask import WINDOW, Ask, paged
from ..page import Field, Page, described
from ..queue import titles
from ..words import STANCE_WORDS
from .review import reviewers_only

if TYPE_CHECKING:
    from ...store.record import Record

KINDS = ("statement", "position", "actor", "tie", "event", "near miss")
#: Disagreements that the page lists; the JSON twin has all.
MOST = 100


@described(
    fields=[
        *WINDOW,
        Field("by", "Only this person's", {"type": "string"}),
        Field("kind", "Only judgements on this kind of row", {"type": "string", "enum": list(KINDS)}),
        Field("batch", "Only those of one decision", {"type": "integer", "minimum": 1}),
    ]
)
def judgements_page(record: Record, ask: Ask) -> Page:
    """Every judgement, the latest first, undone ones and undos included."""
    reviewers_only(ask, "reader")
    by, kind = ask.word("by"), ask.choice("kind", KINDS)
    batch = ask.number("batch", default=0, least=0) or None
    page = paged(ask, lambda **window: queries.judgements(record, by=by, kind=kind, batch=batch, **window))
    rows: Sequence[JudgementRow] = page.rows
    standing = any(row.undone_by is None and row.verdict != "undo" for row in rows)
    view = {
        "page": page,
        "words": {row.id: words for row in rows if (words := _words(record, row))},
        "by": by,
        "kind": kind,
        "kinds": KINDS,
        "batch": batch if standing else None,
        "titles": dict(titles(record)),
        "people": sorted({row.by for row in queries.judgements(record, limit=2_000)}),
    }
    return Page(
        "judgements.html",
        "What people decided",
        view,
        lambda: as_json.listed("judgements", page, asdict),
        table="judgements",
    )


def _words(record: Record, row: JudgementRow) -> StatementRow | None:
    if row.kind not in ("statement", "position"):
        return None
    return queries.statement(record, row.target.partition("/")[0])


# --- agreement --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One person's work. ``median`` seconds a decision where measured; ``with_machine`` how often both say the same."""

    name: str
    codings: int
    second: int
    median: float | None
    hours: float
    compared: int
    with_machine: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row on which people said different things."""

    statement: str
    issue: str | None
    codes: tuple[tuple[str, str, bool], ...]  # person, code, asked as a second opinion
    machine: str | None


@described(answer={"type": "object"})
def agreement_page(record: Record, ask: Ask) -> Page:
    """How far people agree with each other and with the machine; where they do not."""
    found = queries.codings(record)
    units: dict[tuple[str, str | None], list[CodingRow]] = defaultdict(list)
    for row in found:
        units[row.statement, row.issue].append(row)
    several = {key: rows for key, rows in units.items() if len(rows) > 1}
    apart = [_apart(key, rows) for key, rows in several.items() if len({row.code for row in rows}) > 1]
    measures = [
        _measure("position on an issue", [rows for (_, issue), rows in several.items() if issue is not None]),
        _measure("statement or none", [rows for (_, issue), rows in several.items() if issue is None]),
    ]
    reviewers = _reviewers(found)
    audit = _audit(found)
    view = {
        "measures": measures,
        "reviewers": reviewers,
        "apart": [(one, queries.statement(record, one.statement)) for one in apart[:MOST]],
        "more": max(0, len(apart) - MOST),
        "titles": {issue.id: issue.title for issue in queries.issues(record)},
        "audit": audit,
        "said": {**STANCE_WORDS, ON_RECORD: "a statement"},
    }
    return Page(
        "agreement.html",
        "How far people agree",
        view,
        lambda: {
            "measures": measures,
            "reviewers": [asdict(one) for one in reviewers],
            "disagreements": [asdict(one) for one in apart],
            "audit": audit,
        },
        table="reviewers",
    )


def _measure(name: str, units: list[list[CodingRow]]) -> dict[str, Any]:
    value = alpha([[row.code for row in rows] for rows in units])
    same = sum(len({row.code for row in rows}) == 1 for rows in units)
    return {"of": name, "units": len(units), "agree": same, "alpha": None if math.isnan(value) else round(value, 3)}


def _apart(key: tuple[str, str | None], rows: list[CodingRow]) -> Disagreement:
    ordered = sorted(rows, key=lambda row: row.at)
    return Disagreement(*key, tuple((row.by, row.code, row.second) for row in ordered), rows[0].machine)


def _reviewers(found: list[CodingRow]) -> list[Reviewer]:
    by_name: dict[str, list[CodingRow]] = defaultdict(list)
    for row in found:
        by_name[row.by].append(row)
    made = []
    for name, rows in sorted(by_name.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        seconds = [row.seconds for row in rows if row.seconds is not None]
        beside = [row for row in rows if row.machine is not None and row.issue is not None]
        made.append(
            Reviewer(
                name=name,
                codings=len({(row.statement, row.issue) for row in rows}),
                second=sum(row.second for row in rows),
                median=round(statistics.median(seconds), 1) if seconds else None,
                hours=round(sum(seconds) / 3600, 2),
                compared=len(beside),
                with_machine=sum(row.code == row.machine for row in beside),
            )
        )
    return made


def _audit(found: list[CodingRow]) -> dict[str, Any] | None:
    """Of the positions drawn at random the share that people left as they were, with Wilson's 95 % interval."""
    rows = [row for row in found if row.queue == "audit" and row.issue is not None and row.machine and not row.second]
    if not rows:
        return None
    n, right = len(rows), sum(row.code == row.machine for row in rows)
    low, high = wilson(right, n)
    return {"n": n, "right": right, "share": round(right / n, 3), "low": round(low, 3), "high": round(high, 3)}


def wilson(right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927).

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    share, square = right / n, z * z / n
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / n + square / (4 * n)) / (1 + square)
    return middle - half, middle + half
