"""Where an axis has its marks: round numbers, and days, months or years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil, floor, log10

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400
#: Days, or months where a second number is given, between marks; the first that gives no more than so many is taken.
_STEPS = ((1, 0), (2, 0), (7, 0), (14, 0), (0, 1), (0, 3), (0, 6), (0, 12), (0, 24), (0, 60), (0, 120), (0, 600))
_MOST = 8


def number_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Up to some eight round numbers between the two, with labels.

    >>> [label for _, label in number_ticks(0, 1)]
    ['0', '0.2', '0.4', '0.6', '0.8', '1']
    """
    raw = (high - low) / 6
    size = 10.0 ** floor(log10(raw))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= raw)
    found = [n * step for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
    return [(value, f"{value + 0.0:.10g}") for value in found]


def date_ticks(low: float, high: float, *, most: int = _MOST) -> list[tuple[float, str]]:
    """Beginnings of days, months or years between two moments (seconds since 1970 UTC), some ``most``, with labels.

    >>> [label for _, label in date_ticks(1546300800, 1609459200)]
    ['2019-01', '2019-04', '2019-07', '2019-10', '2020-01', '2020-04', '2020-07', '2020-10', '2021-01']
    """
    for days, months in _STEPS:
        if (high - low) / (days * _DAY + months * 30.4 * _DAY) <= most + 0.5:
            break
    first = _EPOCH + timedelta(seconds=low)
    if days:
        return _by_days(low, high, days)
    at = datetime(first.year, first.month, 1, tzinfo=UTC)
    found: list[tuple[float, str]] = []
    while (seconds := (at - _EPOCH).total_seconds()) <= high and at.year < 9000:
        if seconds >= low and (at.year * 12 + at.month - 1) % months == 0:
            found.append((seconds, f"{at:%Y}" if months >= 12 else f"{at:%Y-%m}"))
        at = datetime(at.year + at.month // 12, at.month % 12 + 1, 1, tzinfo=UTC)
    return found


def _by_days(low: float, high: float, days: int) -> list[tuple[float, str]]:
    start = ceil(low / _DAY) * _DAY
    return [
        (float(at), (_EPOCH + timedelta(seconds=at)).strftime("%Y-%m-%d"))
        for at in range(start, floor(high) + 1, days * _DAY)
    ]
