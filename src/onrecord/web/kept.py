"""The tables that network pages count, kept as long as the record stays the same."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..network.from_record import AGREEMENT, Said, report_table, seconds, statement_table, target_table, tie_table
from ..network.speaker_table import names_in_networks, speaker_table
from ..store.queries.flat import positions_by_day
from . import asked

if TYPE_CHECKING:
    from ..network import StatementTable
    from ..store.record import Record

class Kept:
    """Everything that is worked out of one state of a record, each part when it is first asked for."""

    def __init__(self, record: Record) -> None:
        self._record: Record = weakref.proxy(record)  # or what is kept would keep the record open for ever
        self._said = Said(self._record)
        self._ranges: dict[tuple[int | None, int | None], StatementTable] = {}

    @cached_property
    def ids(self) -> dict[str, str]:
        """Name of a node → actor's id. Bodies that only an article's words name have none."""
        return {name: id for id, name in names_in_networks(self._record).items()}

    @cached_property
    def speakers(self) -> StatementTable:
        """Speakers and their positions, without what networks of speakers do not count."""
        # before actors are resolved speakers have names and no ids
        return speaker_table(self._record) if self.ids else self.positions

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
        days = positions_by_day(self._record)
        unclear = sum(n for stance, _, n in days if stance not in AGREEMENT)
        return Uncounted(unclear, sum(n for stance, when, n in days if stance in AGREEMENT and seconds(when) is None))


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Positions that are neither for nor against, and those without any date."""

    unclear: int
    undated: int


def kept_of(record: Record) -> Kept:
    """What is kept of this record in its present state; made anew where queries are noted for the ``.sql`` twin."""
    return Kept(record) if asked.noting() else record.remember("tables of networks", lambda: Kept(record))
