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
_FILLER = (
    r"[\s,;:：|/•·()\[\]@_–—-]+|\b(?:at|on|the|of|in|um|às|à|a las?|alle|kl|pada|saa|o'clock|time|hora)\b\.?|\.(?=\s|$)"
    r"|\b\d{1,2}[ -]?(?:min|mins|minute|minutes)\b\.?(?:[ -](?:of )?(?:read|reading|lecture))?(?:\s?read)?(?!\w)"
    r"|(?:leave a comment|no comments?|\d+ comments?)\b"
)
#: Time zones and words that tell how the country of a page writes 03/04/2020.
_MONTH_FIRST = re.compile(r"\b(?:EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT)\b")
_DAY_FIRST_ZONE = re.compile(r"\b(?:BST|CET|CEST|EET|EEST|EAT|WAT|CAT|SAST|IST|MSK|PKT|AEST|AEDT|NZDT|TRT|HKT)\b")


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line states. ``published`` and ``updated`` are ISO dates or None; ``rest`` what else stands there.

    ``either``: the two readings (month first, day first) of a date like 03/04/2020 that nothing in the line decides.
    """

    published: str | None = None
    updated: str | None = None
    bare: str | None = None
    labelled: bool = False
    rest: str = ""
    either: tuple[str, str] | None = None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = any_of(months())
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    dates = (
        r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)(?:T\d\d:\d\d[\d:.]*Z?)?"
        rf"|(?P<d2>{day})[\s,-]*(?:of\s|de\s|del\s)?(?P<m2>{month})\b[.,\s-]*(?:de\s|del\s)?(?P<y2>\d{{4}})(?!\d)"
        rf"|(?P<m3>{month})\b\.?[\s-]*(?P<d3>{day})(?:\s*[,-]\s*|\s+)(?P<y3>\d{{4}})(?!\d(?!\d?:\d\d))"
        r"|(?P<d4>\d{1,2})(?P<s4>[-/.])(?P<m4>\d{1,2})[-/.](?P<y4>\d{4})(?!\d)"
        rf"|(?P<d6>\d{{1,2}})\s(?P<m6>{month})\b\.?\s(?P<y6>\d{{2}})(?![\d:.,/-]\d|\d|\s?[ap]\.?m)"
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
    label, labelled, any_date, at, edge = "bare", False, False, 0, 0
    rest: list[str] = []
    order, either = _order(text), None
    while at < len(text):
        if word := _here(dates, text, at, edge):
            any_date = True
            if value := _iso(word, day_first=order):
                found.setdefault(label, value)
            elif word["y4"] and label != "updated":
                both = _iso(word, day_first=False), _iso(word, day_first=True)
                either = either or (both if all(both) else None)
        elif word := _here(labels, text, at, edge):
            label, labelled = word.lastgroup or "bare", True
        else:
            word = next((m for m in (_here(p, text, at, edge) for p in others) if m), None)
            if word is None:
                word = _WORD.match(text, at)
                rest.append(word.group())
                edge = -1
                if len(rest) > _REST_WORDS:
                    return None
        at = word.end()
        edge = at if edge >= 0 else 0
    if not any_date:
        return None
    published, updated, bare = (found.get(name) for name in ("published", "updated", "bare"))
    return DateLine(published, updated, bare, labelled, " ".join(rest).strip(), None if published or bare else either)


def _order(text: str) -> bool | None:
    """Whether a line writes the day before the month, by its language or time zone; None if nothing tells."""
    if _DAY_FIRST_ZONE.search(text) or any(
        word in words("day first") for word in re.findall(r"[^\W\d_]+", text.casefold())
    ):
        return True
    return False if _MONTH_FIRST.search(text) else None


def _here(pattern: re.Pattern[str], text: str, at: int, edge: int) -> re.Match[str] | None:
    if at and at != edge and text[at - 1].isalnum() and text[at].isalnum():
        return None  # never begin inside a word or number, but "18:12Modified" and "2019September" are glued
    match = pattern.match(text, at)
    return match if match and match.end() > at else None


def _iso(match: re.Match[str], *, day_first: bool | None) -> str | None:
    """The ISO date of a match; None for a partial, impossible or ambiguous one."""
    if match["part"]:
        return None
    which = next(n for n in "123456" if match["y" + n])
    year, month_text, day_text = match["y" + which], match["m" + which], match["d" + which]
    # the expression folds case in ways that casefold does not ("MAYIS"), so a name may be missing
    month = int(month_text) if month_text.isdigit() else months().get(month_text.casefold(), 0)
    day = int(re.match(r"\d+", day_text).group())
    if len(year) == 2:
        year = ("19" if year > "69" else "20") + year
    if which == "4" and match["s4"] != "." and day != month:
        if month > 12:
            day, month = month, day
        elif day <= 12 and day_first is None:
            return None  # 03/04/2020 is read both ways
        elif day <= 12 and not day_first:
            day, month = month, day
    try:
        return date(int(year), month, day).isoformat() if 1900 <= int(year) <= 2100 else None
    except ValueError:
        return None
