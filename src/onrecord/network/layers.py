"""The layers of a record: positions, and those that Discourse Network Analyzer has not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..store.record import Record
from .data import StatementTable
from .from_record import report_table, statement_table, target_table, tie_table


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer says, the table it is counted from, and the variables that stand in it unless others are named.

    ``table`` takes the record and the range of time (seconds since 1970 UTC, or None), which only dated ties need.
    """

    title: str
    table: Callable[[Record, int | None, int | None], StatementTable]
    variable1: str
    variable2: str
    qualifier: str | None


LAYERS: dict[str, Layer] = {
    "positions": Layer(
        "who stands where on what",
        lambda record, start, stop: statement_table(record),
        "organization",
        "concept",
        "agreement",
    ),
    "outlet": Layer(
        "who reports whose statements", lambda record, start, stop: report_table(record), "outlet", "person", None
    ),
    "affiliation": Layer(
        "who belongs to what, by ties that hold in the range of time",
        lambda record, start, stop: tie_table(record, start=start, stop=stop),
        "person",
        "organization",
        None,
    ),
    "target": Layer(
        "who speaks about whom", lambda record, start, stop: target_table(record), "person", "target", None
    ),
}
