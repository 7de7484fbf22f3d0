"""The statements behind one tie of a network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..store import queries
from ..store.rows import StatementRow
from .wanted import Wanted

if TYPE_CHECKING:
    from ..network import StatementTable
    from ..store.record import Record
    from .kept import Kept

#: Statements of one side and issue that the page shows.
MOST = 12


@dataclass(frozen=True, slots=True)
class Group:
    """What the two said on one issue (or all, with title ""): statements of either, and how many more there are."""

    title: str
    sides: tuple[tuple[StatementRow, ...], tuple[StatementRow, ...]]
    more: int


def claims_behind(
    record: Record, kept: Kept, wanted: Wanted, a: str, b: str, *, concept: str | None
) -> tuple[Group, ...]:
    """On each issue on which both took a side, what they said: where they agree, conflict, or either."""
    table = _within(kept.positions, wanted)
    who = table.variables["person" if wanted.of == "speakers" else "organization"].values
    concepts, agreement = table.variables["concept"].values, table.variables["agreement"].values
    found = []
    for title in dict.fromkeys(concepts[(who == a) | (who == b)].tolist()):
        if concept is not None and title != concept:
            continue
        rows = [np.flatnonzero((who == name) & (concepts == title)) for name in (a, b)]
        rows = _matching(rows, agreement, wanted.layer)
        if rows[0].size and rows[1].size:
            sides = tuple(_statements(record, table.id[side].tolist()) for side in rows)
            more = sum(max(len(side) - MOST, 0) for side in rows)
            found.append((-min(map(len, rows)), title, Group(title, sides, more)))
    return tuple(group for *_, group in sorted(found, key=lambda row: row[:2]))


def _matching(rows: list[np.ndarray], agreement: np.ndarray, layer: str) -> list[np.ndarray]:
    """Of both sides the statements that have a counterpart: of the same side, or of the other."""
    if layer == "subtract":
        return rows
    sides = [set(agreement[side].tolist()) for side in rows]
    flip = layer == "conflict"
    kept = []
    for mine, theirs in ((0, 1), (1, 0)):
        wanted = {1 - side for side in sides[theirs]} if flip else sides[theirs]
        kept.append(rows[mine][np.isin(agreement[rows[mine]], list(wanted))])
    return kept


def reports_behind(record: Record, kept: Kept, wanted: Wanted, a: str, b: str) -> tuple[Group, ...]:
    """The statements of ``b`` that the outlet ``a`` reports, or those of ``a`` about ``b`` and of ``b`` about ``a``."""
    speaker = "person" if wanted.of == "speakers" else "organization"
    if wanted.layer == "outlet":
        table = _within(kept.reports, wanted)
        pairs = [(table.variables["outlet"].values == a) & (table.variables[speaker].values == b)]
    else:
        table = _within(kept.targets, wanted)
        who, target = table.variables[speaker].values, table.variables["target"].values
        pairs = [(who == a) & (target == b), (who == b) & (target == a)]
    rows = [np.flatnonzero(pair) for pair in pairs]
    sides = [_statements(record, table.id[side].tolist()) for side in rows]
    more = sum(max(len(side) - MOST, 0) for side in rows)
    return (Group("", (sides[0], sides[1] if len(sides) > 1 else ()), more),) if any(sides) else ()


def _within(table: StatementTable, wanted: Wanted) -> StatementTable:
    inside = np.ones(len(table), dtype=bool)
    inside &= True if wanted.first is None else table.date >= wanted.first
    inside &= True if wanted.last is None else table.date <= wanted.last
    return table.where(inside)


def _statements(record: Record, keys: Iterable[str]) -> tuple[StatementRow, ...]:
    """The latest of them; a key is the statement's id, with the issue or the target behind it."""
    ids = list(dict.fromkeys(key.partition("/")[0] for key in reversed(list(keys))))[:MOST]
    found = (queries.statement(record, id) for id in ids)
    return tuple(statement for statement in found if statement)
