"""Stretches of the calendar for the bars of a timeline: days, weeks, months, quarters or years."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

#: More bars than that are thinner than six pixels on a telephone.
_MOST = 60
_UNITS = ("day", "week", "month", "quarter", "year", "decade")


@dataclass(frozen=True, slots=True)
class Bins:
    """``starts`` are the first days of the stretches, as days since year 1, and one more: the day after the last."""

    unit: str
    starts: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.starts[-1]

    def index(self, day: int) -> int:
        """The stretch that holds the day."""
        return bisect_right(self.starts, day) - 1


def bins_of(first: int, last: int) -> Bins:
    """The finest stretches, at most sixty, that cover both days.

    >>> bins = bins_of(date(2019, 1, 30).toordinal(), date(2019, 11, 2).toordinal())
    >>> bins.unit, len(bins.starts) - 1, date.fromordinal(bins.start).isoformat()
    ('week', 40, '2019-01-28')
    """
    for unit in _UNITS:
        starts: list[int] = []
        for start in _starts(unit, date.fromordinal(first)):
            starts.append(start)
            if start > last or len(starts) > _MOST + 1:
                break
        if starts[-1] > last:
            return Bins(unit, tuple(starts))
    span = (last - first) // _MOST + 1  # more than six centuries
    return Bins("stretch", tuple(range(first, last + span + 1, span)))


def _starts(unit: str, first: date) -> Iterator[int]:
    if unit in ("day", "week"):
        step = 1 if unit == "day" else 7
        day = first if unit == "day" else first - timedelta(days=first.weekday())
        yield from range(day.toordinal(), date.max.toordinal(), step)
        return
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    at = (first.year * 12 + first.month - 1) // months * months
    while 12 <= at < 9999 * 12:
        yield date(at // 12, at % 12 + 1, 1).toordinal()
        at += months
    yield date.max.toordinal()


def spread(start: int, end: int) -> tuple[list[date], str]:
    """About four turns of years or months between two days, and how they are written."""
    first, last = date.fromordinal(start), date.fromordinal(end)
    if last.year - first.year >= 2:
        step = max(1, (last.year - first.year) // 4)
        return [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)], "%Y"
    months = [divmod(month, 12) for month in range(first.year * 12 + first.month, last.year * 12 + last.month)]
    return [date(year, month + 1, 1) for year, month in months[:: max(1, len(months) // 4)]], "%b %Y"
