"""What a time expression is read against: the publication date, the dates said before it, the words before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .time_values import at_grain, day_value, first_day, grain
from .time_words import FUTURE_CUE, PAST_CUE

#: A coming day must be this much nearer than a past one to be meant ("nearest, past-preferring"), measured in days.
_AHEAD_COSTS = 1.5
#: How many characters before an expression may say that it lies ahead.
_CUE_REACH = 90


class Found(NamedTuple):
    """A value, the rule that gave it and what it was counted from; ``value`` None: stays relative."""

    value: str | None
    rule: str
    anchor: str | None = None


@dataclass(slots=True)
class Clock:
    """The state of one pass over one text. ``today`` is the publication date, if known."""

    text: str
    today: date | None
    last: str | None = None  # the calendar value resolved last
    last_words: str = ""
    stated: str | None = None  # the last day whose year the text itself gives
    stated_words: str = ""
    by_grain: dict[str, str] = field(default_factory=dict)

    @property
    def published(self) -> str:
        """The anchor's name for people."""
        return f"publication date {self.today.isoformat()}" if self.today else ""

    def from_today(self, value: str | None, rule: str) -> Found:
        """A value counted from the publication date, or the admission that there is none."""
        if self.today is None:
            return Found(None, f"{rule}; relative: no publication date")
        return Found(value, rule, self.published)

    def unit_now(self, unit: str) -> str | None:
        """The day, week, month … of the publication date."""
        return at_grain(self.today, unit) if self.today else None

    def before(self, start: int) -> str:
        """What the sentence says before an offset."""
        left = self.text[max(0, start - _CUE_REACH) : start]
        return left[max(left.rfind(". "), left.rfind("\n\n"), left.rfind(".” "), left.rfind("; ")) + 1 :]

    def ahead(self, start: int) -> bool:
        """Whether the words before an offset point to the future."""
        left = self.before(start)
        cues = list(FUTURE_CUE.finditer(left))
        if not cues:
            return False
        # "was due" is over; "said it would begin" is not
        near = 0 if cues[-1].group().lower().startswith("would ") else 10
        return PAST_CUE.search(left, max(0, cues[-1].start() - near)) is None

    def note(self, words: str, found: Found, *, full: bool) -> None:
        """Remember a resolved value; ``full``: the text itself gave the year and the day."""
        if found.value is None or not (size := grain(found.value)):
            return
        self.last, self.last_words = found.value, words
        if not found.rule.startswith("one year before"):  # a comparison does not change what "the quarter" is
            self.by_grain[size] = found.value
        if full:
            self.stated, self.stated_words = found.value[:10], words

    def day_without_year(self, month: int, day: int, start: int, rule: str, weekday: int | None = None) -> Found:
        """The year of "October 17": nearest to the publication date, or to a day stated in full before."""
        base, anchor = self.today, self.published
        if base is None and self.stated:
            base, anchor = first_day(self.stated), f"year from “{self.stated_words}” in the article"
        if base is None:
            return Found(None, f"{rule}; no year: no publication date, none stated before")
        days = [date.fromisoformat(v) for y in (-1, 0, 1) if (v := day_value(base.year + y, month, day))]
        if weekday is not None and (fitting := [d for d in days if d.isoweekday() == weekday]):
            return Found(_nearest(fitting, base, ahead=False), f"{rule}, year that fits the weekday", anchor)
        if not days:
            return Found(None, f"{rule}; no such day near the publication date")
        return Found(_nearest(days, base, ahead=self.ahead(start)), f"{rule}, nearest year", anchor)

    def month_without_year(self, month: int, start: int, rule: str, *, rel: str = "") -> Found:
        """ "In October": the latest one so far, or the next where the words (or ``rel``: last, next, this) say so."""
        base, anchor = self.today, self.published
        if base is None and self.stated:
            base, anchor = first_day(self.stated), f"year from “{self.stated_words}” in the article"
        if base is None:
            return Found(None, f"{rule}; no year: no publication date, none stated before")
        if rel == "this":
            year = base.year
        elif rel in ("next", "coming") or (not rel and self.ahead(start)):
            year = base.year + (month < base.month)
        else:
            year = base.year - (month > base.month or (rel == "last" and month == base.month))
        return Found(f"{year:04d}-{month:02d}", rule, anchor)


def _nearest(days: list[date], base: date, *, ahead: bool) -> str:
    def cost(day: date) -> float:
        away = (day - base).days
        return away * (1.0 if ahead else _AHEAD_COSTS) if away > 0 else -away * (_AHEAD_COSTS if ahead else 1.0)

    return min(days, key=cost).isoformat()
