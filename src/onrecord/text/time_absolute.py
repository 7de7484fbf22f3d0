"""Rules for expressions that name a calendar date: days, months, years, quarters, seasons, decades, centuries."""

from __future__ import annotations

import re
from datetime import date

from .time_clock import Clock, Found
from .time_values import at_grain, day_value, feast, first_day, shift
from .time_words import (
    DECADES,
    FEASTS,
    MONTHS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    number,
)

_STEP = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
#: What may stand before a bare month or year and makes it one.
_LEADS_IN = re.compile(
    r"(?i)(?:\b(?:in|since|by|from|to|of|until|till|before|after|during|and|or|between|for|through|throughout|as\s+of"
    r"|around|about|circa|early|late|than|back\s+to|on|over|versus|vs\.|year|the|his|her|its|their)|[(–—-])\s*$"
)
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]")
_COUNTED_AFTER = re.compile(
    r"(?i)\s+(?:people|men|women|troops|soldiers|families|dollars|euros|pounds|points|miles|km|kilomet|met(?:re|er)s?|tons?"
    r"|votes|seats|hectares|acres|feet|square|police|protesters|workers|homes|members|civilians|refugees|cases|shares|jobs"
    r"|units|hours|days|years|percent|per)\b"
)


def _day(text: str) -> int:
    lowered = text.lower()
    return ORDINALS[lowered] if lowered in ORDINALS else int(re.match(r"\d+", lowered)[0])


def _month(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def iso_day(m: re.Match, clock: Clock) -> Found | None:
    value = day_value(int(m["y"]), int(m["mo"]), int(m["d"]))
    return Found(value, "date in figures") if value else None


def figures(m: re.Match, clock: Clock) -> Found | None:
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    readings = {v for v in (day_value(year, a, b), day_value(year, b, a)) if v}
    if len(readings) == 1:
        return Found(readings.pop(), "date in figures")
    if clock.today and clock.today.isoformat() in readings:
        return Found(
            clock.today.isoformat(), "date in figures, day and month as in the publication date", clock.published
        )
    if readings:
        return Found(f"{year:04d}", "date in figures; which is day and which month is open")
    return None


def full_day(m: re.Match, clock: Clock) -> Found | None:
    """ "5 January 2020", "Monday, Jan. 5", "January 5 this year"."""
    groups = m.groupdict()
    month, day = _month(m["mo"]), _day(m["d"])
    weekday = WEEKDAYS[m["wd"].lower()] if m["wd"] else None
    if groups.get("y"):
        value = day_value(int(m["y"]), month, day)
        return Found(value, "full date") if value else None
    if groups.get("rel"):
        year = _relative_year(m["rel"], clock)
        value = day_value(year, month, day) if year else None
        return clock.from_today(value, "day and month of a relative year")
    return clock.day_without_year(month, day, m.start(), "day and month", weekday)


def month_year(m: re.Match, clock: Clock) -> Found | None:
    groups = m.groupdict()
    if groups.get("y"):
        return Found(f"{m['y']}-{_month(m['mo']):02d}", "month and year")
    year = _relative_year(m["rel"], clock)
    return clock.from_today(f"{year}-{_month(m['mo']):02d}" if year else None, "month of a relative year")


def _relative_year(rel: str, clock: Clock) -> int | None:
    word = rel.lower().split()[-1]
    if word in ("same", "that"):
        return int(clock.last[:4]) if clock.last and clock.last[:4].isdigit() else None
    return clock.today.year + _STEP[word] if clock.today else None


def bare_month(m: re.Match, clock: Clock) -> Found | None:
    rel = (m["rel"] or "").lower().split()
    led = bool(m["part"] or rel or _LEADS_IN.search(clock.text[max(0, m.start() - 12) : m.start()]))
    if not led and (m["mo"].lower() in ("may", "march") or _NAME_AFTER.match(clock.text, m.end())):
        return None
    if rel and rel[-1] in ("every", "each"):
        return Found(f"XXXX-{_month(m['mo']):02d}", "every such month")
    return clock.month_without_year(_month(m["mo"]), m.start(), "month without a year", rel=rel[-1] if rel else "")


def quarter(m: re.Match, clock: Clock) -> Found | None:
    """ "The third quarter of 2019", "third-quarter profit", "Q3 2019", "the first half of the year"."""
    groups = m.groupdict()
    word = (groups.get("ord") or m["q"]).lower()
    letter = "H" if (groups.get("what") or "").lower() == "half" else "Q"
    last = 2 if letter == "H" else 4
    n = last if word in ("final", "last") else ORDINALS.get(word) or int(word[0])
    if n > last or (word == "last" and letter == "Q"):
        return None
    year, before = groups.get("y") or groups.get("y1"), (groups.get("pre") or "").lower()
    if year:
        return Found(f"{year}-{letter}{n}", "part of a stated year")
    if letter == "H" and not (groups.get("rel") or groups.get("rel1") or groups.get("the_year")):
        return None
    if rel := groups.get("rel") or groups.get("rel1"):
        found = _relative_year(rel, clock)
        return clock.from_today(f"{found}-{letter}{n}" if found else None, "part of a relative year")
    if clock.today is None:
        return clock.from_today(None, "part of a year without the year")
    this = clock.today.year
    months = 3 if letter == "Q" else 6
    # a quarter is reported after it ended; one that has not begun is last year's unless the words point ahead
    begun = (n - 1) * months + 1 <= clock.today.month
    value = f"{this if begun or clock.ahead(m.start()) else this - 1}-{letter}{n}"
    if "ago" in before or "earlier" in before:
        value = shift(value, -1, "Y")
    return clock.from_today(value, "quarter without a year, latest begun")


def season(m: re.Match, clock: Clock) -> Found | None:
    code = SEASONS[m["s"].lower()]
    if m["y"]:
        return Found(f"{m['y']}-{code}", "season of a stated year")
    rel = (m["rel"] or m["rel2"] or "").lower().split()
    if not rel:
        return None
    if clock.today is None:
        return clock.from_today(None, "season")
    year, word = clock.today.year, rel[-1]
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if word in ("last", "past") and clock.today.month < first + 3 and not m["rel2"]:
        year -= 1
    elif word in ("next", "coming") and clock.today.month >= first:
        year += 1
    elif m["rel2"]:
        year += _STEP[m["rel2"].lower()]
    return clock.from_today(f"{year}-{code}", "season")


def decade(m: re.Match, clock: Clock) -> Found | None:
    if m["y"]:
        return Found(m["y"], "decade")
    n = int(m["y2"]) if m["y2"] else DECADES[m["w"].lower()]
    if m["w"] and n < 6 and clock.before(m.start()).rstrip().endswith(("his", "her", "their")):
        return None
    century = "20" if n <= 2 else "19"
    return Found(f"{century}{n}", "decade, century supplied")


def spelled_year(m: re.Match, clock: Clock) -> Found | None:
    """ "Nineteen ninety-six", "two thousand and four"."""
    rest = number(m["rest"]) if m["rest"] else 0
    if rest is None or (m["c"].lower() != "two thousand" and not 10 <= rest <= 99):
        return None
    start = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000, "two thousand": 2000}[" ".join(m["c"].lower().split())]
    return Found(str(start + int(rest)), "year in words") if rest < 100 else None


def week_of(m: re.Match, clock: Clock) -> Found | None:
    found = clock.day_without_year(_month(m["mo"]), _day(m["d"]), m.start(), "week of a day")
    day = first_day(found.value) if found.value else None
    return Found(at_grain(day, "W"), found.rule, found.anchor) if day else found


def century(m: re.Match, clock: Clock) -> Found | None:
    n = int(m["n"]) if m["n"] else ORDINALS[m["w"].lower()]
    return Found(f"{n - 1:02d}", "century") if 1 <= n <= 22 else None


def bare_year(m: re.Match, clock: Clock) -> Found | None:
    text, year = clock.text, int(m["y"])
    before, after = text[max(0, m.start() - 14) : m.start()], text[m.end() : m.end() + 24]
    if re.search(
        r"[\d$€£#@/:.,]$|(?i:\b(?:nos?\.|number|page|flight|room|route|article|resolution|boeing|some|than|about))\s*$",
        before,
    ):
        return None
    led = bool(m["part"] or m["the"] or _LEADS_IN.search(before))
    if _COUNTED_AFTER.match(after) or (year < 1700 and not led):
        return None
    if not led and not 1900 <= year <= 2039:
        return None
    return Found(m["y"], "year")


def fiscal_year(m: re.Match, clock: Clock) -> Found | None:
    return Found(m["y"] if len(m["y"]) == 4 else f"20{m['y']}", "fiscal year")


def year_range(m: re.Match, clock: Clock) -> Found | None:
    """ "2015-16", "1914–1918": an ISO 8601 interval."""
    first, last = int(m["a"]), int(m["b"])
    last = last if last > 99 else first // 100 * 100 + last
    return Found(f"{first}/{last}", "span of years") if first < last <= first + 60 else None


def feast_day(m: re.Match, clock: Clock) -> Found | None:
    rule = FEASTS[m["feast"].replace("’", "'")]
    if m["y"]:
        return Found(feast(int(m["y"]), rule).isoformat(), "feast of a stated year")
    if clock.today is None:
        return clock.from_today(None, "feast")
    days: list[date] = [feast(clock.today.year + step, rule) for step in (-1, 0, 1)]
    ahead = clock.ahead(m.start())
    fitting = [d for d in days if (d >= clock.today if ahead else d <= clock.today)]
    day = min(fitting, key=lambda d: abs((d - clock.today).days))
    return clock.from_today(day.isoformat(), "feast, next" if ahead else "feast, latest")
