"""The tables that network pages count, kept as long as the record stays the same."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..network.from_record import AGREEMENT, Said, report_table, seconds, statement_table, target_table, tie_table
from ..store.queries.flat import state_of
from . import asked

if TYPE_CHECKING:
    from ..network import StatementTable
    from ..store.record import Record

_lock = threading.Lock()


class Kept:
    """Everything that is worked out of one state of a record, each part when it is first asked for."""

    def __init__(self, record: Record) -> None:
        self._record: Record = weakref.proxy(record)  # or what is kept would keep the record open for ever
        self._said = Said(self._record)
        self._ranges: dict[tuple[int | None, int | None], StatementTable] = {}

    @cached_property
    def ids(self) -> dict[str, str]:
        """Name of a node → actor's id. Bodies that only an article's words name have none."""
        return {name: id for id, (name, _) in self._said.names.items()}

    @cached_property
    def positions(self) -> StatementTable:
        return statement_table(self._record, said=self._said)

    @cached_property
    def reports(self) -> StatementTable:
        return report_table(self._record, said=self._said)

    @cached_property
    def targets(self) -> StatementTable:
        return target_table(self._record, said=self._said)

    def ties(self, start: int | None, stop: int | None) -> StatementTable:
        """The ties that hold in a range; those of the last few ranges are kept."""
        if (start, stop) not in self._ranges:
            if len(self._ranges) > 8:
                self._ranges.clear()
            self._ranges[start, stop] = tie_table(self._record, start=start, stop=stop, said=self._said)
        return self._ranges[start, stop]

    @cached_property
    def uncounted(self) -> Uncounted:
        """What no network of positions counts."""
        undated = {row.key for row in self._said.statements if seconds(row.when) is None}
        positions = self._said.positions
        unclear = sum(1 for row in positions if row.stance not in AGREEMENT)
        return Uncounted(unclear, sum(1 for row in positions if row.stance in AGREEMENT and row.statement in undated))


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Positions that are neither for nor against, and those without any date."""

    unclear: int
    undated: int


@dataclass
class _Shelf:
    state: tuple = ()
    kept: Kept | None = field(default=None)


def kept_of(record: Record) -> Kept:
    """What is kept of this record in its present state; made anew where queries are noted for the ``.sql`` twin."""
    if asked.noting():
        return Kept(record)
    state = state_of(record)
    with _lock:
        shelf = _shelves.setdefault(record, _Shelf())
        if shelf.kept is None or shelf.state != state:
            shelf.state, shelf.kept = state, Kept(record)
        return shelf.kept


_shelves: weakref.WeakKeyDictionary[Record, _Shelf] = weakref.WeakKeyDictionary()
