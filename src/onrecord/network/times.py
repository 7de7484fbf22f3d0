"""Steps and windows in time: calendar units, moving windows, windows by events."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from ..errors import InputError
from .options import Kernel, NetworkOptions, TimeWindow

#: More windows than this is a slip of the unit (seconds over years), not a wish.
MOST_WINDOWS = 100_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = {
    TimeWindow.SECONDS: 1,
    TimeWindow.MINUTES: 60,
    TimeWindow.HOURS: 3600,
    TimeWindow.DAYS: 86_400,
    TimeWindow.WEEKS: 604_800,
}


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of time, both ends inside, in seconds since 1970 UTC; ``rows`` are the statements in it."""

    start: int
    mid: int
    stop: int
    rows: np.ndarray


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a UTC datetime. Raises InputError outside the years 1 to 9999."""
    try:
        return _EPOCH + timedelta(seconds=float(seconds))
    except OverflowError:
        raise InputError(f"{seconds} seconds since 1970 is no date", do="use the years 1 to 9999") from None


def step(seconds: int, unit: TimeWindow, count: int) -> int:
    """``count`` units later (or earlier); a month's day is cut to the month's length.

    >>> from .data import iso_time
    >>> iso_time(step(1106697600, TimeWindow.MONTHS, 1)), iso_time(step(1107216000 - 86400, TimeWindow.MONTHS, 1))
    ('2005-02-26T00:00:00', '2005-02-28T00:00:00')
    """
    if unit in _SECONDS:
        return seconds + count * _SECONDS[unit]
    then = moment(seconds)
    months = then.year * 12 + then.month - 1 + count * (12 if unit is TimeWindow.YEARS else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise InputError(f"a window reaches into the year {year}", where="window_size", do="use a smaller window")
    day = min(then.day, calendar.monthrange(year, month + 1)[1])
    return int((then.replace(year=year, month=month + 1, day=day) - _EPOCH).total_seconds())


def whole_units(since: int, dates: np.ndarray, unit: TimeWindow) -> np.ndarray:
    """How many whole units lie between each date and ``since`` (positive where the date is earlier), int64."""
    if unit in _SECONDS:
        gap = since - dates
        return np.sign(gap) * (np.abs(gap) // _SECONDS[unit])
    distinct, place = np.unique(dates, return_inverse=True)
    per = 12 if unit is TimeWindow.YEARS else 1
    months = np.array([_whole_months(int(date), since) for date in distinct], dtype=np.int64)
    return (np.sign(months) * (np.abs(months) // per))[place]


def _whole_months(first: int, last: int) -> int:
    if first > last:
        return -_whole_months(last, first)
    a, b = moment(first), moment(last)
    until = b.date() - timedelta(days=b.date() > a.date() and b.time() < a.time())
    # as java.time counts, which DNA counts with: a day that is not over does not complete a month
    return (until.year - a.year) * 12 + until.month - a.month - (a.day > until.day)


def windows(dates: np.ndarray, options: NetworkOptions, start: int, stop: int) -> Iterator[Window]:
    """The windows over sorted ``dates`` (int64), oldest first; empty ones too."""
    if options.time_window is TimeWindow.NO:
        yield Window(start, (start + stop) / 2, stop, np.arange(len(dates)))
    elif options.time_window is TimeWindow.EVENTS:
        yield from _event_windows(dates, options)
    elif options.kernel is not Kernel.NO:
        yield from _kernel_windows(dates, options, start, stop)
    else:
        yield from _moving_windows(dates, options, start, stop)


def at_steps(made: Sequence, most: int | None) -> list:
    """At most so many of them, at equal steps, the first and the last among them.

    >>> at_steps(range(9), 3)
    [0, 4, 8]
    """
    if most is None or len(made) <= most:
        return list(made)
    return [made[round(at)] for at in np.linspace(0, len(made) - 1, most)]


def _mids(unit: TimeWindow, first: int, last: int) -> Iterator[int]:
    if (last - first) // _SECONDS.get(unit, 28 * 86_400) >= MOST_WINDOWS:
        do = "use a longer unit, or a start and stop"
        raise InputError(f"more than {MOST_WINDOWS} windows", where="time_window", do=do)
    count, mid = 0, first
    while mid <= last:
        yield mid
        count += 1
        mid = step(first, unit, count)


def _between(dates: np.ndarray, start: int, stop: int) -> np.ndarray:
    return np.arange(np.searchsorted(dates, start, side="left"), np.searchsorted(dates, stop, side="right"))


def _moving_windows(dates: np.ndarray, options: NetworkOptions, start: int, stop: int) -> Iterator[Window]:
    half = options.window_size // 2  # (w - 1) / 2, halves rounded up
    for mid in _mids(options.time_window, start, stop):
        first, last = step(mid, options.time_window, -half), step(mid, options.time_window, half)
        if first >= start and last <= stop:
            yield Window(first, mid, last, _between(dates, first, last))


def _kernel_windows(dates: np.ndarray, options: NetworkOptions, start: int, stop: int) -> Iterator[Window]:
    unit, half = options.time_window, (options.window_size + 1) // 2
    first, last = start, stop
    if options.indent_time:
        first, last = step(start, unit, half), step(stop, unit, -half)
    for mid in _mids(unit, first, last):
        if options.kernel is Kernel.GAUSSIAN:
            yield Window(start, mid, stop, np.arange(len(dates)))
            continue
        a, b = max(start, step(mid, unit, -half)), min(stop, step(mid, unit, half))
        yield Window(a, mid, b, _between(dates, a, b))


def _event_windows(dates: np.ndarray, options: NetworkOptions) -> Iterator[Window]:
    """Each statement with as many before and after; which of those on one day fall inside is drawn by lot."""
    half = options.window_size // 2
    lot = np.random.default_rng(options.seed)
    for at in range(half, len(dates) - half):
        order = np.lexsort((lot.random(len(dates)), dates))
        # the statement itself keeps its place in time, whatever the lot says of those on its day
        where = int(np.flatnonzero(order == at)[0])
        order[where], order[at] = order[at], at
        rows = np.sort(order[at - half : at + half + 1])
        yield Window(int(dates[rows[0]]), int(dates[at]), int(dates[rows[-1]]), rows)
