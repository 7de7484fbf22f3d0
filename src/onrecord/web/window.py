"""The stretch of time that a page is filtered by: the fields ``from`` and ``to`` of its address."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from starlette.exceptions import HTTPException

from .ask import Ask
from .page import Field

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
WITHIN = (
    Field("from", "Only what was said from this day, month or year on", {"type": "string", "pattern": _DAY.pattern}),
    Field("to", "Only what was said up to this day, month or year", {"type": "string", "pattern": _DAY.pattern}),
)


@dataclass(frozen=True, slots=True)
class Window:
    """``since`` and ``until`` are ISO days, both included, or None. A window without ends is false.

    >>> Window("2019-02-04").holds("2019-03"), Window("2019-02-04").holds(None), bool(Window())
    (True, False, False)
    """

    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    def holds(self, when: str | None) -> bool:
        """Whether a day, month or year begins inside; what has no date is in no window."""
        if not self:
            return True
        day = ordinal(when)
        since, until = self.days
        return day is not None and (since is None or since <= day) and (until is None or day <= until)

    @property
    def within(self) -> dict[str, str | None]:
        """Both ends as queries take them."""
        return {"since": self.since, "until": self.until}

    @property
    def days(self) -> tuple[int | None, int | None]:
        """Both ends as days since year 1."""
        return ordinal(self.since), ordinal(self.until)


#: No window: the whole time.
ALWAYS = Window()


def window_of(ask: Ask) -> Window:
    """What the address says; a month or a year as a whole.

    Raises:
        HTTPException: 400, no date.
    """
    return Window(_end(ask, "from", last=False), _end(ask, "to", last=True))


def _end(ask: Ask, name: str, *, last: bool) -> str | None:
    value = ask.word(name)
    if value is None:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1)).isoformat()
    except ValueError:
        raise HTTPException(400, f"“{name}” is a day, month or year like 2019-02-04; it was “{value[:60]}”.") from None


@lru_cache(maxsize=8_192)  # a record has few days, and one issue asks for each of its statements
def ordinal(when: str | None) -> int | None:
    """Days since year 1; a month or a year stands at its first day.

    >>> ordinal("2019-02"), ordinal("someday"), ordinal(None)
    (737091, None, None)
    """
    if not when:
        return None
    text = when[:10]
    text += {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None
