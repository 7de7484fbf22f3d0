"""Time expressions, normalised against the publication date: ISO 8601 and TIMEX3 values.

One pass over the speaking zones: where a word starts that can begin a time expression, the first fitting rule of
``time_absolute`` and ``time_relative`` gives span, value, rule and anchor. A publication date that is not known is not
guessed: what is counted from it stays relative (value None) and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..model import Article, DateMention, Span, ZoneKind
from .parse import parsed_text
from .time_clock import Clock, Found
from .time_patterns import rules
from .time_words import STARTERS

_RULES = rules()
_FULL = frozenset({"iso_day", "figures", "day_month", "month_day"})
_WORD = re.compile(r"\d|[^\W\d_]+|['’‘](?=\d0s)")


def find_dates(article: Article) -> tuple[DateMention, ...]:
    """Every time expression in headline and body, in order of the text.

    Values are ISO 8601 / TIMEX3 ("2019-02-04", "2019-02", "2019-W05", "2019-Q1", "201", "P2W", "PRESENT_REF"); a
    weekday is the same day or the most recent past unless the words point ahead. ``rule`` and ``anchor`` say how.

    >>> from onrecord.model import Zone, ZoneKind
    >>> article = Article("1", "They met on Monday.", published="2019-02-08", zones=(Zone(ZoneKind.BODY, Span(0, 19)),))
    >>> [(d.value, d.rule) for d in find_dates(article)]
    [('2019-02-04', 'weekday, same day or most recent past')]
    """
    text = parsed_text(article)
    clock = Clock(text, _published(article))
    if clock.today is None:
        _look_at_captions(article, clock)
    mentions = []
    at = 0
    for start in _starts(text):
        if start < at:
            continue
        mention = _read_at(start, clock)
        if mention is not None:
            mentions.append(mention)
            at = mention.span.end
    return tuple(mentions)


def _look_at_captions(article: Article, clock: Clock) -> None:
    """Without a publication date: the year of a caption, where a weekday of the text bears it out.

    A picture may be years old, so its year alone says nothing. But where the text has "Friday September 19" and the
    19th of September was a Friday in the year of the caption, that year is meant (by chance once in seven).
    """
    for zone in article.zones:
        if zone.kind is not ZoneKind.CAPTION:
            continue
        said = Clock(zone.span.of(article.text), None)
        for start in _starts(said.text):
            if _read_at(start, said) is not None and said.stated and _borne_out(clock, int(said.stated[:4])):
                clock.stated = said.stated
                clock.stated_words = f"{said.stated_words}, a caption that a weekday bears out"
                return


def _borne_out(clock: Clock, year: int) -> bool:
    """Whether a weekday with day and month of the text was that weekday in a year."""
    trial = Clock(clock.text, None, stated=f"{year}-06-30")
    for start in _starts(clock.text):
        for name, pattern, read in _RULES:
            m = pattern.match(clock.text, start) if name in _FULL else None
            if m is not None and m.groupdict().get("wd") and _in(year, read(m, trial)):
                return True
    return False


def _in(year: int, found: Found | None) -> bool:
    return found is not None and (found.value or "").startswith(str(year)) and "fits the weekday" in found.rule


def _published(article: Article) -> date | None:
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def _starts(text: str) -> Iterator[int]:
    """Where a word stands that can begin a time expression."""
    at_digits = -1
    for m in _WORD.finditer(text):
        word = m.group()
        if word.isdigit():
            if m.start() != at_digits:
                yield m.start()
            at_digits = m.end()
        elif word.lower() in STARTERS or word in "'’‘":
            yield m.start()


def _read_at(start: int, clock: Clock) -> DateMention | None:
    for name, pattern, read in _RULES:
        m = pattern.match(clock.text, start)
        if m is None or (found := read(m, clock)) is None:
            continue
        words = m.group().rstrip()
        full = name in _FULL and bool(m.groupdict().get("y"))
        clock.note(" ".join(words.split()), found, full=full)
        return DateMention(Span(start, start + len(words)), found.value, found.rule, found.anchor)
    return None
