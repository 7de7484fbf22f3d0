"""Dates that a page states beside its article: "Publish Date : 19 January 2021 - 22:00", "2019/02/08 | 00:15".

Only whole lines count: a line that says anything besides dates, times and their labels is no date line, so a date in a
sentence or a caption can never become the article's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from .wordlists import any_of, months, words

_TIME = (
    r"T?\d{1,2}\s?[:.h]\s?\d{2}(?:\s?:\s?\d{2}(?:[.,]\d+)?)?(?:\s?(?:[ap]\.?m\.?|uhr|hrs?|hours)(?![\w]))?"
    r"|\d{1,2}\s?[ap]\.?m\.?(?!\w)|\d{4}\s?(?:hrs|hours)\b"
)
_ZONE = (
    r"(?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|BST|CET|CEST|EET|EEST|EAT|WAT|CAT|SAST|IST|IRST|MSK|AST|PKT|HKT|"
    r"SGT|JST|AEST|AEDT|NZDT|TRT)\b(?:\s?[+-]\s?\d{1,2}(?::?\d{2})?)?|Z\b|[+-]\d{2}:?\d{2}\b|local time\b"
)
#: More other words than this make a sentence, not a date line.
_REST_WORDS = 10
_WORD = re.compile(r"\w[\w.'’&-]*|\W")
_FILLER = r"[\s,;:：|/•·()\[\]@_–—-]+|\b(?:at|on|the|of|in|um|às|à|kl|pada|saa|o'clock|time)\b\.?|\.(?=\s|$)"


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line states. ``published`` and ``updated`` are ISO dates or None; ``rest`` what else stands there."""

    published: str | None = None
    updated: str | None = None
    bare: str | None = None
    labelled: bool = False
    rest: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = any_of(months())
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    dates = (
        r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)(?:T\d\d:\d\d[\d:.]*Z?)?"
        rf"|(?P<d2>{day})[\s,-]*(?:of\s|de\s|del\s)?(?P<m2>{month})\b[.,\s-]*(?:de\s|del\s)?(?P<y2>\d{{4}})(?!\d)"
        rf"|(?P<m3>{month})\b\.?[\s-]*(?P<d3>{day})(?:\s*[,-]\s*|\s+)(?P<y3>\d{{4}})(?!\d)"
        r"|(?P<d4>\d{1,2})(?P<s4>[-/.])(?P<m4>\d{1,2})[-/.](?P<y4>\d{4})(?!\d)"
        r"|(?P<y5>(?:19|20)\d{2})(?P<m5>[01]\d)(?P<d5>[0-3]\d)(?!\d)"
        rf"|(?P<part>(?:{day}\s?(?:of\s)?{month}\b|{month}\b\.?\s?{day})(?![\w/])|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2}}(?!\d))"
    )
    return (
        re.compile(dates, re.IGNORECASE),
        re.compile(
            rf"(?P<updated>{any_of(words('updated'))})(?!\w)|(?P<published>{any_of(words('published'))})(?!\w)", re.I
        ),
        re.compile(rf"{any_of(words('weekday'))}\b\.?", re.IGNORECASE),
        re.compile(_TIME, re.IGNORECASE),
        re.compile(_ZONE),
        re.compile(_FILLER, re.IGNORECASE),
    )


def date_line(text: str) -> DateLine | None:
    """What a line of dates states, or None if the line is none.

    ``rest`` is empty when nothing but dates, times and labels stands there; else the other words, less particles
    ("By Jane Roe", "Tavia Times"), for the caller to judge.

    >>> date_line("Publish Date : 19 January 2021 - 22:00").published
    '2021-01-19'
    >>> date_line("2019/02/08 | 00:15").bare
    '2019-02-08'
    >>> date_line("03/04/2020").bare is None  # March or April: not stated
    True
    >>> date_line("The vote on 3 May 2020 failed.").rest
    'vote failed.'
    """
    if len(text) > 200 or not any(ch.isdigit() for ch in text):
        return None
    dates, labels, *others = _patterns()
    found: dict[str, str | None] = {}
    label, labelled, any_date, at = "bare", False, False, 0
    rest: list[str] = []
    while at < len(text):
        if word := _here(dates, text, at):
            any_date = True
            if value := _iso(word):
                found.setdefault(label, value)
        elif word := _here(labels, text, at):
            label, labelled = word.lastgroup or "bare", True
        else:
            word = next((m for m in (_here(p, text, at) for p in others) if m), None)
            if word is None:
                word = _WORD.match(text, at)
                rest.append(word.group())
                if len(rest) > _REST_WORDS:
                    return None
        at = word.end()
    if not any_date:
        return None
    return DateLine(found.get("published"), found.get("updated"), found.get("bare"), labelled, " ".join(rest).strip())


def _here(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    if at and text[at - 1].isalnum() and text[at].isalnum():
        return None  # never begin inside a word or number
    match = pattern.match(text, at)
    return match if match and match.end() > at else None


def _iso(match: re.Match[str]) -> str | None:
    """The ISO date of a match; None for a partial, impossible or ambiguous one."""
    if match["part"]:
        return None
    which = next(n for n in "12345" if match["y" + n])
    year, month_text, day_text = match["y" + which], match["m" + which], match["d" + which]
    # the expression folds case in ways that casefold does not ("MAYIS"), so a name may be missing
    month = int(month_text) if month_text.isdigit() else months().get(month_text.casefold(), 0)
    day = int(re.match(r"\d+", day_text).group())
    if which == "4" and match["s4"] != "." and day != month:
        if month > 12:
            day, month = month, day
        elif day <= 12:
            return None  # 03/04/2020 is read both ways
    try:
        return date(int(year), month, day).isoformat() if 1900 <= int(year) <= 2100 else None
    except ValueError:
        return None
