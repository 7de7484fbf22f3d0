"""Which statements a network counts: filters, empty values, duplicates; and its nodes as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .data import StatementTable, Variable
from .options import Aggregation, Duplicates, NetworkOptions
from .times import moment


@dataclass(frozen=True, slots=True)
class Chosen:
    """Statements in order of date, as numbers.

    ``rows``, ``cols``, ``levels`` are the names (levels: the qualifier's values); ``i``, ``j``, ``k`` each statement's
    place in them; ``value`` its qualifier as a number (0 where it is text); ``at`` its position in the table.
    ``everyone`` are the positions of all that the date and document filters leave: who is in them may be an isolate.
    """

    at: np.ndarray
    date: np.ndarray
    i: np.ndarray
    j: np.ndarray
    k: np.ndarray
    value: np.ndarray
    rows: tuple[str, ...]
    cols: tuple[str, ...]
    levels: tuple
    qualifier: str | None  # its data type
    start: int
    stop: int
    everyone: np.ndarray

    def __len__(self) -> int:
        return len(self.date)


def by_code_units(values) -> list[str]:
    """Names in the order of their UTF-16 units, as DNA sorts them; only emoji and rare scripts differ from Python."""
    return sorted(values, key=lambda name: name.encode("utf-16-be", "surrogatepass"))


def choose(table: StatementTable, options: NetworkOptions) -> Chosen:
    """Filter by date, document fields and values (in this order), drop empty nodes and duplicates, number the rest."""
    one = table.column(options.variable1, document=options.variable1_document)
    two = table.column(options.variable2, document=options.variable2_document)
    level = None
    if options.qualifier is not None:
        level = table.column(options.qualifier, document=options.qualifier_document)
    order = np.argsort(table.date, kind="stable")
    start, stop = _range(table, options)
    order = order[(table.date[order] >= start) & (table.date[order] <= stop)]
    order = order[_kept(table, order, options.exclude_documents, options.invert_documents, document=True)]
    everyone = order
    order = order[_kept(table, order, options.exclude, options.invert_values, document=False)]
    names1, names2 = _as_text(one), _as_text(two)
    order = order[(names1[order] != "") & (names2[order] != "")]
    order = order[_first_of_each(table, order, options, names1, names2, level)]
    seen = everyone if options.isolates else order
    rows, i = _numbered(names1, order, seen)
    cols, j = _numbered(names2, order, seen)
    levels, k, value = _levels(level, order)
    kind = level.type if level else None
    return Chosen(order, table.date[order], i, j, k, value, rows, cols, levels, kind, start, stop, everyone)


def _range(table: StatementTable, options: NetworkOptions) -> tuple[int, int]:
    """From the first to the last statement of the table, unless the options say otherwise."""
    first = int(table.date.min()) if len(table) else 0
    last = int(table.date.max()) if len(table) else 0
    start = first if options.start is None else options.start
    stop = last if options.stop is None else options.stop
    return start, max(start, stop)


def _as_text(variable: Variable) -> np.ndarray:
    if variable.is_text:
        values = variable.values
        return np.where(values == None, "", values) if (values == None).any() else values  # noqa: E711
    return np.array([str(v) for v in variable.values.tolist()], dtype=object)


def _kept(table: StatementTable, order: np.ndarray, lists, invert: bool, *, document: bool) -> np.ndarray:
    kept = np.ones(len(order), dtype=bool)
    for name, values in lists.items():
        column = _as_text(table.column(name, document=document))[order]
        listed = np.array([value in values for value in column], dtype=bool)
        kept &= listed if invert else ~listed
    return kept


def _numbered(names: np.ndarray, order: np.ndarray, seen: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    return _placed(names, order, by_code_units(set(names[seen].tolist()) - {""}))


def _placed(names: np.ndarray, order: np.ndarray, labels: list[str]) -> tuple[tuple[str, ...], np.ndarray]:
    place = {name: at for at, name in enumerate(labels)}
    return tuple(labels), np.fromiter(map(place.__getitem__, names[order].tolist()), np.intp, len(order))


def _levels(level: Variable | None, order: np.ndarray) -> tuple[tuple, np.ndarray, np.ndarray]:
    """The qualifier's values, each statement's place in them, and its number; boolean has always both."""
    if level is None:
        return (None,), np.zeros(len(order), dtype=np.intp), np.zeros(len(order))
    if level.is_text:
        told = _as_text(level)
        # no value is a value of its own here, as it is no node
        names, k = _placed(told, order, by_code_units(set(told[order].tolist())))
        return names, k, np.zeros(len(order))
    values = level.values[order]
    levels = np.array([0, 1]) if level.type == "boolean" else np.unique(values)
    return tuple(levels.tolist()), np.searchsorted(levels, values), values.astype(float)


def _first_of_each(table, order, options: NetworkOptions, names1, names2, level: Variable | None) -> np.ndarray:
    """Positions in ``order`` that stay: the first statement of each period, pair and (unless ignored) qualifier."""
    if options.duplicates is Duplicates.INCLUDE or not len(order):
        return np.arange(len(order))
    keys = [_periods(table, order, options), as_numbers(names1[order]), as_numbers(names2[order])]
    if level is not None and options.aggregation is not Aggregation.IGNORE:
        values = level.values[order]
        keys.append(as_numbers(values))
        if options.dna and level.type == "integer":
            # DNA compares boxed integers by identity: beyond a byte nothing equals anything
            keys.append(np.where((values < -128) | (values > 127), np.arange(len(order)), -1))
    _, first = np.unique(np.stack(keys), axis=1, return_index=True) if _wide(keys) else _first(keys)
    return np.sort(first)


def _wide(keys: list[np.ndarray]) -> bool:
    """Whether the numbers of all keys together do not fit into one of 64 bits."""
    return sum(np.log2(np.ptp(key) + 2.0) for key in keys) > 62


def _first(keys: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    together = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        together = together * (int(np.ptp(key)) + 1) + (key - key.min())
    return np.unique(together, return_index=True)


def as_numbers(values: np.ndarray) -> np.ndarray:
    """Each value as the number of its first occurrence, int64: much faster than sorting strings.

    >>> as_numbers(np.array(["toll", "quay", "toll"], dtype=object)).tolist()
    [0, 1, 0]
    """
    listed = values.tolist()
    numbers = {value: number for number, value in enumerate(dict.fromkeys(listed))}
    return np.fromiter(map(numbers.__getitem__, listed), np.int64, len(listed))


def _periods(table: StatementTable, order: np.ndarray, options: NetworkOptions) -> np.ndarray:
    if options.duplicates is Duplicates.DOCUMENT:
        return as_numbers(table.document[order])
    known = {int(date): period(int(date), options.duplicates, dna=options.dna) for date in np.unique(table.date[order])}
    numbers: dict = {}
    found = (numbers.setdefault(known[date], len(numbers)) for date in table.date[order].tolist())
    return np.fromiter(found, np.int64, len(order))


def period(date: int, duplicates: Duplicates, *, dna: bool) -> object:
    """The stretch within which a statement of that moment counts once; DNA forgets the year of a week or month."""
    if duplicates is Duplicates.ACROSSRANGE:
        return None
    then = moment(date)
    if duplicates is Duplicates.YEAR:
        return then.year
    if duplicates is Duplicates.MONTH:
        return then.month if dna else (then.year, then.month)
    year, week, _ = then.isocalendar()
    return week if dna else (year, week)
