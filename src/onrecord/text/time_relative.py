"""Rules for expressions that are counted from another date: weekdays, "last year", "two days after", spans, "now"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .time_clock import Clock, Found
from .time_values import at_grain, first_day, grain, shift, weekday_near
from .time_words import (
    DAY_PARTS,
    REFERENCES,
    UNITS,
    WEEKDAYS,
    number,
)

_PROPER_WEEKDAY = re.compile(r"(?:Black|Bloody|Super|Cyber|Ash|Palm|Sheffield|Holy|Giving|Ruby)\s$")
_PAST_WORD, _NEXT_WORD = ("last", "past", "previous"), ("next", "coming", "following")


def _time_of_day(m: re.Match) -> str:
    groups = m.groupdict()
    if groups.get("part"):
        return "T" + DAY_PARTS[groups["part"].lower()]
    if groups.get("word"):
        return "T24:00" if groups["word"].lower() == "midnight" else "T12:00"
    if groups.get("h"):
        hour = int(groups["h"])
        if groups["ap"]:
            hour = hour % 12 + (12 if groups["ap"].lower() == "p" else 0)
        return f"T{hour:02d}:{groups['min'] or '00'}"
    return ""


def weekday(m: re.Match, clock: Clock) -> Found | None:
    """Same day or the most recent past; the next one where the words point ahead."""
    day, groups = WEEKDAYS[m["wd"].lower()], m.groupdict()
    rel = (m["rel"] or "").lower().split()
    if _PROPER_WEEKDAY.search(clock.text[max(0, m.start() - 10) : m.start()]):
        return None
    if m["plural"] or (rel and rel[-1] in ("every", "each")):
        part = "T" + DAY_PARTS[groups["part"].lower()] if groups.get("part") else ""
        return Found(f"XXXX-WXX-{day}{part}", "every such weekday")
    word = rel[-1] if rel else ""
    if (
        word in ("previous", "following")
        and clock.last
        and (base := first_day(clock.last))
        and grain(clock.last) == "D"
    ):
        found = weekday_near(base, day, direction=-1 if word == "previous" else 1, same_day=False)
        return Found(found.isoformat() + _time_of_day(m), f"the {word} weekday", f"“{clock.last_words}” in the article")
    if clock.today is None:
        return clock.from_today(None, "weekday")
    if m["week"]:
        step = {"last": -1, "this": 0, "next": 1}[m["week"].lower()]
        monday = clock.today - timedelta(days=clock.today.weekday()) + timedelta(weeks=step)
        found, rule = monday + timedelta(days=day - 1), "weekday of a relative week"
    elif word in _NEXT_WORD or (not word and clock.ahead(m.start())):
        found, rule = weekday_near(clock.today, day, direction=1, same_day=False), "weekday that lies ahead"
    else:
        found = weekday_near(clock.today, day, direction=-1, same_day=word not in _PAST_WORD)
        rule = "weekday, same day or most recent past"
    return clock.from_today(found.isoformat() + _time_of_day(m), rule)


def near_day(m: re.Match, clock: Clock) -> Found | None:
    """today, tonight, yesterday, tomorrow, last night, this morning …"""
    word = re.sub(r"\s+", " ", m["word"].lower())
    step = {
        "yesterday": -1,
        "last": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }.get(word, 0)
    part = "TNI" if word == "tonight" else _time_of_day(m) if m["part"] else ""
    if clock.today is None:
        return clock.from_today(None, "day counted from the publication date")
    value = (clock.today + timedelta(days=step)).isoformat() + part
    return clock.from_today(value, "day counted from the publication date")


def near_unit(m: re.Match, clock: Clock) -> Found | None:
    """ "Last year", "earlier this month", "the following week", "that day", "the quarter"."""
    unit, rel = UNITS[m["unit"].lower()], re.sub(r"^the ", "", m["rel"].lower())
    if unit in ("TS", "TM", "TH", "2W"):
        return None
    if (
        rel in ("that", "that same", "same", "previous", "following", "next")
        and unit == "D"
        and not (clock.last and grain(clock.last) == "D")
    ):
        return None if "that" in rel or rel == "same" else Found(None, "day counted from an event")
    if rel in ("that", "that same", "same", "following", "previous") or (rel == "next" and unit == "D"):
        step = {"following": 1, "next": 1, "previous": -1}.get(rel, 0)
        base = clock.last
        if base and (unit != "D" or grain(base) == "D") and (value := shift(base, step, unit)):
            return Found(
                value,
                "that same unit" if "that" in rel else f"the {rel} {m['unit'].lower()}",
                f"“{clock.last_words}” in the article",
            )
        if "that" in rel or rel == "same":
            return None
    if rel in ("the", "full"):
        return _the_unit(m, clock, unit)
    if unit == "D" and rel != "this":
        return None
    step = -1 if rel in _PAST_WORD else 1 if rel in _NEXT_WORD else 0
    if clock.today is None:
        return clock.from_today(None, "counted from the publication date")
    if unit == "WE":
        return clock.from_today(_weekend(clock.today, rel, clock.ahead(m.start())), "weekend")
    if unit == "Q" and rel == "latest":
        step = -1
    return clock.from_today(shift(clock.today.isoformat(), step, unit), "counted from the publication date")


def _the_unit(m: re.Match, clock: Clock, unit: str) -> Found | None:
    """ "the quarter", "the year": the one spoken of, else the present one (the last full quarter)."""
    if unit not in ("Q", "Y", "WE", "M"):
        return None
    if unit in ("Q", "Y") and (value := clock.by_grain.get(unit)) and unit == "Q":
        return Found(value, "the one spoken of", f"“{clock.last_words}” in the article")
    if clock.today is None:
        return None
    if unit == "WE":
        return clock.from_today(_weekend(clock.today, "last", clock.ahead(m.start())), "weekend")
    return clock.from_today(shift(clock.today.isoformat(), -1 if unit == "Q" else 0, unit), "the present one")


def _weekend(today: date, rel: str, ahead: bool) -> str:
    monday = today - timedelta(days=today.weekday())
    back = (rel in _PAST_WORD) or (rel not in _NEXT_WORD and not ahead and today.weekday() < 4)
    return at_grain(monday - timedelta(weeks=1) if back else monday, "WE")


def away(m: re.Match, clock: Clock) -> Found | None:
    """ "Three years ago", "two days after", "a week earlier", "six months from now"."""
    unit, many, how = UNITS[m["unit"].lower()], m["n"].lower(), re.sub(r"\s+", " ", m["how"].lower())
    count = 1 if many == "the" else number(many)
    if many == "the" and (how not in ("before", "after", "following", "prior to") or m["many"]):
        return None
    if count is None or unit.startswith("T") or count != int(count):
        if how in ("ago", "earlier"):
            return Found("PAST_REF", "an uncounted time before")
        return (
            Found("FUTURE_REF", "an uncounted time ahead") if how in ("from now", "hence") else _span_value(many, unit)
        )
    count, unit = (int(count) * 10, "Y") if unit == "E" else (int(count), unit)
    if how in ("ago", "from now", "hence"):
        if clock.today is None:
            return clock.from_today(None, "counted from the publication date")
        sign = -1 if how == "ago" else 1
        if unit == "Y" and count == 1 and _quarterly(clock):
            return year_before(m, clock)
        return clock.from_today(shift(clock.today.isoformat(), sign * count, unit), "counted from the publication date")
    sign = -1 if how in ("earlier", "before", "previously", "prior to") else 1
    if how in ("after", "before", "prior to", "following"):
        # the other end is an event: what it dates is worked out with the events (events/when.py)
        return _span_value(f"{count}", unit, rule=f"distance {'+' if sign > 0 else '-'} from an event")
    if unit == "Y" and count == 1 and sign < 0 and _quarterly(clock):
        return year_before(m, clock)
    base = clock.last if clock.last and (unit != "D" or grain(clock.last) == "D") else None
    words = f"“{clock.last_words}” in the article"
    if base is None and clock.today:
        base, words = clock.today.isoformat(), clock.published
    value = shift(base, sign * count, unit) if base else None
    return Found(value, "counted from the date before", words) if value else Found(None, "distance; no date before it")


def _quarterly(clock: Clock) -> bool:
    return bool(clock.last and grain(clock.last) == "Q")


def ahead(m: re.Match, clock: Clock) -> Found | None:
    """ "The weeks ahead", "the years to come"."""
    return Found("FUTURE_REF", "an uncounted time ahead")


def long_ago(m: re.Match, clock: Clock) -> Found | None:
    """ "Years ago"."""
    return Found("PAST_REF", "an uncounted time before")


def year_before(m: re.Match, clock: Clock) -> Found | None:
    """The "year-earlier" of company reports: the same quarter, or the year, one year before."""
    base = clock.by_grain.get("Q") or (clock.today.isoformat() if clock.today else None)
    value = shift(base, -1, "Y") if base else None
    return clock.from_today(value, "one year before the period spoken of")


def _span_value(many: str, unit: str, *, rule: str = "length of time") -> Found | None:
    count = 0.5 if many.startswith("half") else number(many)
    letter = {"E": "Y", "C": "Y", "2W": "W", "WE": "W"}.get(unit, unit)
    factor = {"E": 10, "C": 100, "2W": 2}.get(unit, 1)
    prefix = "PT" if letter.startswith("T") else "P"
    letter = letter[-1]
    amount = "X" if count is None else f"{count * factor:g}"
    if count is None and unit in ("E", "C"):
        letter = unit
    return Found(f"{prefix}{amount}{letter}", rule)


def latest(m: re.Match, clock: Clock) -> Found | None:
    """The "latest period" of company reports: the quarter spoken of, else the last full one."""
    value = clock.by_grain.get("Q") or (shift(clock.today.isoformat(), -1, "Q") if clock.today else None)
    return clock.from_today(value, "the period spoken of")


def year_end(m: re.Match, clock: Clock) -> Found | None:
    return clock.from_today(f"{clock.today.year}-12-31" if clock.today else None, "last day of the year")


def past_span(m: re.Match, clock: Clock) -> Found | None:
    """ "The past few days", "the next two weeks", "recent years", "the coming months"."""
    many, rel = (m["n"] or "").lower(), m["rel"].lower()
    if not many and re.search(r"coming|ahead|future", rel):
        return Found("FUTURE_REF", "an uncounted time ahead")
    found = _span_value(many, UNITS[m["unit"].lower()], rule="length of time up to the publication date")
    return found if many or "recent" in rel or "past" in rel or "last" in rel else None


_LASTS = re.compile(
    r"(?i)\b(?:for|in|within|after|than|of|to|is|was|took|takes?|lasted|over|during|nearly|about|almost|least|and|or|by)\s$"
)


def span(m: re.Match, clock: Clock) -> Found | None:
    many, unit = m["n"].lower(), UNITS[m["unit"].lower()]
    if many == "the" or (number(many) == 1 and many in ("a", "an") and unit in ("TS", "Q", "TM")):
        return None
    if unit == "TS" and many in ("a", "one", "some", "many"):
        return None
    if many in ("a", "an") and not _LASTS.search(clock.text[max(0, m.start() - 12) : m.start()]) and not m["about"]:
        return None  # "four flights a week"
    found = _span_value(many, unit)
    if found and m["more"]:
        half = {"Y": "6M", "D": "T12H", "TH": "30M", "W": "3.5D", "E": ""}.get(unit, "")
        found = Found(found.value + half, found.rule)
    return found


def long_span(m: re.Match, clock: Clock) -> Found | None:
    return _span_value("several", UNITS[m["unit"].lower()])


def repeated(m: re.Match, clock: Clock) -> Found | None:
    groups = m.groupdict()
    if groups.get("adverb"):
        word = groups["adverb"].lower()
        length = {
            "daily": "P1D",
            "weekly": "P1W",
            "fortnightly": "P2W",
            "monthly": "P1M",
            "quarterly": "P1Q",
            "annually": "P1Y",
            "yearly": "P1Y",
            "hourly": "PT1H",
        }[word]
        return Found(length, "repeated")
    n = "2" if m["other"] else (m["n"] or "1")
    found = _span_value(n.lower(), UNITS[m["unit"].lower()], rule="repeated")
    return found


def reference(m: re.Match, clock: Clock) -> Found | None:
    value = next(value for pattern, value in _REFERENCE if pattern.match(clock.text, m.start()))
    if value == "THIS_YEAR":
        return clock.from_today(clock.unit_now("Y"), "counted from the publication date")
    return Found(value, "reference to past, present or future")


def clock_time(m: re.Match, clock: Clock) -> Found | None:
    time = _time_of_day(m)
    base = clock.last if clock.last and grain(clock.last) == "D" else None
    if base:
        return Found(base[:10] + time, "time of the day before it", f"“{clock.last_words}” in the article")
    return clock.from_today(clock.today.isoformat() + time if clock.today else None, "time of the publication day")


_REFERENCE = [
    (re.compile(pattern, re.I), value) for pattern, value in sorted(REFERENCES.items(), key=lambda item: -len(item[0]))
]
