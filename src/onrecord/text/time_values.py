"""Arithmetic on TIMEX3 values: ``2019``, ``2019-02``, ``2019-W06``, ``2019-Q1``, ``2019-02-08``.

A value keeps the precision of its words: two months before ``2019-02-08`` is ``2018-12``, not a day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?:-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)
_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


def grain(value: str) -> str:
    """How precise a value is: "D", "W", "M", "Q", "H", "S" (season) or "Y"; "" if it is no calendar value.

    >>> grain("2019-Q1"), grain("P3D")
    ('Q', '')
    """
    m = _SHAPE.fullmatch(value)
    if not m:
        return ""
    for name, letter in (("day", "D"), ("month", "M"), ("week", "W"), ("quarter", "Q"), ("half", "H"), ("season", "S")):
        if m[name]:
            return letter
    return "Y"


def first_day(value: str) -> date | None:
    """The first day that a calendar value covers, or None for any other value.

    >>> first_day("2019-Q2")
    datetime.date(2019, 4, 1)
    """
    m = _SHAPE.fullmatch(value)
    if not m:
        return None
    year = int(m["year"])
    try:
        if m["week"]:
            return date.fromisocalendar(year, int(m["week"]), 6 if value.endswith("-WE") else 1)
        if m["quarter"]:
            return date(year, 3 * int(m["quarter"]) - 2, 1)
        if m["half"]:
            return date(year, 6 * int(m["half"]) - 5, 1)
        if m["season"]:
            return date(year, _SEASON_MONTH[m["season"]], 1)
        return date(year, int(m["month"] or 1), int(m["day"] or 1))
    except ValueError:
        return None


def day_value(year: int, month: int, day: int) -> str | None:
    """An ISO day, or None where the calendar has no such day.

    >>> day_value(2021, 2, 29) is None
    True
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def at_grain(day: date, unit: str) -> str:
    """The value of that precision which holds the day.

    >>> at_grain(date(2019, 2, 8), "Q")
    '2019-Q1'
    """
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "E":
        return f"{day.year // 10:03d}X"
    if unit == "C":
        return f"{day.year // 100:02d}"
    return f"{day.year:04d}"


def shift(value: str, count: int, unit: str) -> str | None:
    """The value ``count`` units later (earlier if negative), as precise as the unit lets it be.

    >>> shift("2020-01-05", -2, "D"), shift("2019-02-08", -1, "Y"), shift("1989-Q3", -1, "Y")
    ('2020-01-03', '2018', '1988-Q3')
    """
    start = first_day(value)
    if start is None:
        return None
    had = grain(value)
    try:
        if unit == "D":
            return at_grain(start + timedelta(days=count), "D") if had == "D" else None
        if unit in ("W", "2W", "WE"):
            weeks = count * (2 if unit == "2W" else 1)
            return at_grain(start + timedelta(weeks=weeks), "WE" if unit == "WE" else "W")
        if unit in ("M", "Q"):
            month = start.year * 12 + start.month - 1 + count * (3 if unit == "Q" else 1)
            return at_grain(date(month // 12, month % 12 + 1, 1), unit)
        years = count * {"Y": 1, "E": 10, "C": 100}[unit]
        if had in ("Q", "H", "S"):
            return f"{start.year + years:04d}{value[4:]}"
        moved = date(start.year + years, start.month, 1)
        return at_grain(moved, unit)
    except (ValueError, OverflowError):
        return None


def weekday_near(anchor: date, weekday: int, *, direction: int, same_day: bool) -> date:
    """The nearest such weekday (1 = Monday) before (-1) or after (+1) the anchor, the anchor itself if ``same_day``.

    >>> weekday_near(date(2019, 2, 8), 1, direction=-1, same_day=True)
    datetime.date(2019, 2, 4)
    """
    away = (weekday - anchor.isoweekday()) % 7 if direction > 0 else (anchor.isoweekday() - weekday) % 7
    if away == 0 and not same_day:
        away = 7
    return anchor + timedelta(days=direction * away)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss's rule in Meeus' form).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def feast(year: int, rule: str) -> date:
    """The day of a feast in a year: "12-25", "easter-2" or "thanksgiving".

    >>> feast(1999, "thanksgiving")
    datetime.date(1999, 11, 25)
    """
    if rule == "thanksgiving":
        return weekday_near(date(year, 11, 1), 4, direction=1, same_day=True) + timedelta(weeks=3)
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    month, day = rule.split("-")
    return date(year, int(month), int(day))
