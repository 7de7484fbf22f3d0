"""All standing statements as arrays, for counting by outlet, speaker, party, issue, stance and year in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select

from ...model import Stance
from .. import schema
from ..record import Record
from .claims import parties
from .wanted import UNKNOWN, Wanted, reviewed

_STANCES = tuple(str(stance) for stance in Stance)


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: ``codes`` are indexes of ``values``; -1 where there is none."""

    codes: np.ndarray
    values: tuple[str, ...]

    def equal(self, wanted: str) -> np.ndarray:
        """Which rows have this value; `UNKNOWN` asks for those that have none."""
        if wanted == UNKNOWN:
            return self.codes < 0
        return self.codes == (self.values.index(wanted) if wanted in self.values else -2)

    def counts(self, rows: np.ndarray) -> list[tuple[str, int]]:
        """(value, how many of the rows have it), the commonest first, `UNKNOWN` last."""
        found = np.bincount(self.codes[rows] + 1, minlength=len(self.values) + 1)
        known = [(value, int(n)) for value, n in zip(self.values, found[1:], strict=True) if n]
        known.sort(key=lambda pair: (-pair[1], pair[0]))
        return [*known, *([(UNKNOWN, int(found[0]))] if found[0] else [])]


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a standing statement, the latest first; ``day`` as the number yyyymmdd, 0 where unknown.

    ``of``, ``issue`` and ``stance`` have one row a position: the row of its statement, and two columns.
    """

    keys: np.ndarray
    outlet: Coded
    speaker: Coded
    party: Coded
    day: np.ndarray
    reviewed: np.ndarray
    of: np.ndarray
    issue: Coded
    stance: Coded

    def rows(self, wanted: Wanted, *, among: np.ndarray | None = None) -> np.ndarray:
        """Indexes of the rows wanted, in order; ``among``: only these statements. `Wanted.article` is not asked."""
        fits = np.ones(len(self.keys), dtype=bool) if among is None else np.isin(self.keys, among)
        for column, value in (("outlet", wanted.outlet), ("speaker", wanted.speaker), ("party", wanted.party)):
            if value is not None:
                fits &= getattr(self, column).equal(value)
        if wanted.since is not None:
            fits &= self.day >= _day(wanted.since)
        if wanted.until is not None:
            fits &= (self.day <= _day(wanted.until)) & (self.day > 0)
        if wanted.reviewed is not None:
            fits &= self.reviewed == wanted.reviewed
        if wanted.issue is not None or wanted.stance is not None or wanted.coded is not None:
            fits &= self._coded(wanted)
        return np.flatnonzero(fits)

    def _coded(self, wanted: Wanted) -> np.ndarray:
        positions = np.ones(len(self.of), dtype=bool)
        if wanted.issue is not None:
            positions &= self.issue.equal(wanted.issue)
        if wanted.stance is not None:
            positions &= self.stance.equal(wanted.stance)
        coded = np.zeros(len(self.keys), dtype=bool)
        coded[self.of[positions]] = True
        return coded if wanted.coded is not False else ~coded

    def facets(self, rows: np.ndarray, wanted: Wanted) -> dict[str, list[tuple[str, int]]]:
        """Facet → (value, statements) for these rows; of positions, those that fit what is wanted."""
        chosen = np.zeros(len(self.keys), dtype=bool)
        chosen[rows] = True
        held = chosen[self.of]
        on_stance = held & self.issue.equal(wanted.issue) if wanted.issue is not None else held
        on_issue = held & self.stance.equal(wanted.stance) if wanted.stance is not None else held
        years = self.day[rows] // 10_000
        judged = int(np.count_nonzero(self.reviewed[rows]))
        return {
            "outlet": self.outlet.counts(rows),
            "speaker": self.speaker.counts(rows),
            "party": self.party.counts(rows),
            "issue": self.issue.counts(np.flatnonzero(on_issue)),
            "stance": self.stance.counts(np.flatnonzero(on_stance)),
            "year": _years(years),
            "reviewed": [(word, n) for word, n in (("yes", judged), ("no", len(rows) - judged)) if n],
        }


def columns(record: Record) -> Columns:
    """The arrays of the record as it stands. Remembered."""
    return record.remember("columns", lambda: _columns(record))


def _columns(record: Record) -> Columns:
    table, positions = schema.standing_statements, schema.standing_positions
    its = parties(record)
    wanted = select(
        table.c.statement, table.c.outlet, table.c.speaker, table.c.when, reviewed().label("reviewed")
    ).order_by(table.c.when.desc(), table.c.article, table.c.start, table.c.statement)
    with record.reading() as connection:
        rows = connection.execute(wanted).all()
        coded = connection.execute(select(positions.c.statement, positions.c.issue, positions.c.stance)).all()
    keys = np.array([row.statement for row in rows], dtype=np.int64)
    order = np.argsort(keys)
    of = order[np.searchsorted(keys, np.array([row[0] for row in coded], dtype=np.int64), sorter=order)]
    return Columns(
        keys=keys,
        outlet=_coded([row.outlet for row in rows]),
        speaker=_coded([row.speaker for row in rows]),
        party=_coded([its.get(row.speaker or "") for row in rows]),
        day=np.array([_day(row.when) for row in rows], dtype=np.int32),
        reviewed=np.array([row.reviewed for row in rows], dtype=bool),
        of=of.astype(np.int64),
        issue=_coded([row[1] for row in coded]),
        stance=_coded([row[2] for row in coded]),
    )


def _coded(texts: list[str | None]) -> Coded:
    values = tuple(dict.fromkeys(text for text in texts if text is not None))
    index = {value: n for n, value in enumerate(values)}
    return Coded(np.array([-1 if text is None else index[text] for text in texts], dtype=np.int32), values)


def _day(when: str | None) -> int:
    """An ISO day as a number; a month or year as the one before its first day, so that it is inside its own window.

    >>> _day("2019-02-04"), _day("2019-02"), _day("2019-02-04T10:00"), _day(None), _day("2016-W42")
    (20190204, 20190201, 20190204, 0, 20160101)
    """
    parts = (when or "")[:10].split("-")
    if not (parts[0].isdigit() and len(parts[0]) == 4):
        return 0
    numbers = [int(part) if part.isdigit() else 1 for part in (*parts, "1", "1")[:3]]
    return numbers[0] * 10_000 + numbers[1] * 100 + numbers[2]


def _years(years: np.ndarray) -> list[tuple[str, int]]:
    values, counts = np.unique(years, return_counts=True)
    found = [(f"{year:04d}", int(n)) for year, n in zip(values, counts, strict=True) if year]
    unknown = [(UNKNOWN, int(n)) for year, n in zip(values, counts, strict=True) if not year]
    return [*reversed(found), *unknown]
