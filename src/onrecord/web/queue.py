"""The queue of one reviewer: which rows, in which order, and each drawn with what a person needs to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..positions.ordering import audit_order
from ..store import queries
from ..store.queries import ToJudge
from ..store.rows import PositionRow, StatementRow, target_of
from .lessons import lessons

if TYPE_CHECKING:
    from ..store.record import Record

#: Order → what a reviewer is told of it.
ORDERS = {
    "uncertain": "least probable first",
    "teaches": "what the machine learns most from",
    "moves": "what would move the charts most",
    "audit": "drawn at random",
    "newest": "newest first",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A row to judge. ``position`` is the one at hand, None where the statement has none on the issue; ``others`` its
    positions on other issues; ``why`` it comes now."""

    statement: StatementRow
    issue: str | None
    issue_title: str
    position: PositionRow | None
    others: tuple[PositionRow, ...]
    why: str = ""

    @property
    def target(self) -> str:
        return target_of(self.statement.id, self.issue)


def items(
    record: Record, wanted: ToJudge, *, by: str, order: str, second: bool, limit: int, offset: int = 0
) -> list[Item]:
    """The next rows. With ``second`` those that others have judged, shown as the machine found them."""
    if second:
        rows = queries.second_queue(record, wanted, by=by, limit=limit, offset=offset)
        return [item for row in rows if (item := item_at(record, row.target, blind=True))]
    found: list[Item] = []
    for target, why in _targets(record, wanted, by=by, order=order)(limit, offset):
        item = item_at(record, target)
        if item is not None:
            found.append(replace(item, why=why))
    return found


def _targets(record: Record, wanted: ToJudge, *, by: str, order: str):
    def by_query(limit: int, offset: int) -> Iterable[tuple[str, str]]:
        rows = queries.review_queue(record, wanted, by=by, order=order, limit=limit, offset=offset)
        return [(row.target, "") for row in rows]

    def by_list(limit: int, offset: int) -> Iterable[tuple[str, str]]:
        listed = _lessons(record, wanted) if order == "teaches" else _audit(record, wanted)
        skipped = queries.skipped(record, by)
        listed.sort(key=lambda row: skipped.get(row[0], ""))
        return listed[offset : offset + limit]

    return by_list if order in ("teaches", "audit") else by_query


def _lessons(record: Record, wanted: ToJudge) -> list[tuple[str, str]]:
    every = replace(wanted, what="all")
    listed = lessons(record)
    only = {item.statement for item in listed}
    open_ = {row.target for row in queries.review_queue(record, every, by="", only=only, limit=1_000_000)}
    targets = [(target_of(item.statement, item.issue or None), item.reason) for item in listed]
    return [row for row in targets if row[0] in open_]


def _audit(record: Record, wanted: ToJudge) -> list[tuple[str, str]]:
    """Statement by statement, each with its most probable position; one that is judged already is passed over."""
    rows = queries.audit_rows(record, wanted)
    drawn = audit_order(rows)
    return [
        (row.target, f"drawn at random, number {n} of {len(drawn)}") for n, row in enumerate(drawn, 1) if not row.judged
    ]


def left(record: Record, wanted: ToJudge, *, by: str, second: bool) -> int:
    """How many rows nobody has judged, or in second opinions how many wait for this person."""
    return queries.second_left(record, wanted, by=by) if second else queries.review_left(record, wanted)


def item_at(record: Record, target: str, *, blind: bool = False) -> Item | None:
    """One row, judged or not; ``blind`` hides what people decided."""
    id, _, issue = target.partition("/")
    row = queries.as_found(record, id) if blind else queries.statement(record, id)
    if row is None:
        return None
    position = next((one for one in row.positions if one.issue == issue), None)
    title = position.issue_title if position else _title(record, issue)
    others = tuple(one for one in row.positions if one.issue != issue)
    return Item(row, issue or None, title, position, others)


def _title(record: Record, issue: str) -> str:
    found = queries.issue(record, issue) if issue else None
    return found.title if found else issue


def titles(record: Record) -> Sequence[tuple[str, str]]:
    """(id, title) of the issues of the codebook in force."""
    codebook = record.codebook()
    return [(issue.id, issue.title) for issue in codebook.issues] if codebook else []
