"""Offices that one person holds at a time, and who held them when: learnt from the articles themselves.

"Prime Minister Ada Roe" in an article of May tells who "the prime minister" of another article of May is. Articles that
contradict each other decide nothing; both stay to be seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .lexicon import cities, countries, plain, words

#: An office seen so many days before or after is still taken for the same holder's: a year back, a quarter ahead.
BACK, AHEAD = 365, 92
_OF = re.compile(r"\s(?:of|for)\s(?!state\b)(?:the\s)?")
_FILL = words()["seat_fillers"] | words()["telling_nothing"]
_NOT = words()["not_in_office"]
_RULERS = {"president", "premier", "king", "queen", "emir", "sultan", "chancellor", "taoiseach", "monarch", "emperor"}
_LOCAL = {"governor", "mayor"}
_CLERKS = {"general", "press", "principal", "permanent", "private", "cabinet", "first", "executive", "party"}
_SAME = {"premier": "prime minister", "defense": "defence", "labor": "labour", "exterior": "foreign",
         "external": "foreign", "internal": "interior"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """``title``: words that stand for it ("prime minister", "interior minister"); ``of``: a country code or a place."""

    title: str
    of: str


@lru_cache(maxsize=50_000)
def seat_of(role: str, country: str | None) -> Seat | None:
    """The seat that a role names, or None where many hold such an office at once or nobody knows of what.

    >>> seat_of("Iraqi Prime Minister", "IRQ"), seat_of("premier", "IRQ").title, seat_of("MP", "IRQ")
    (Seat(title='prime minister', of='IRQ'), 'prime minister', None)
    >>> seat_of("minister of the interior", "KEN") == seat_of("Kenyan interior minister", "KEN")
    True
    >>> seat_of("deputy interior minister", "KEN"), seat_of("minister", "KEN"), seat_of("mayor of Basra", "IRQ").of
    (None, None, 'basra')
    """
    written = _OF.split(plain(role).replace("-", " ").replace("’s", "").replace("'s", ""), maxsplit=1)
    before = _words(written[0])
    behind = _words(written[1]) if len(written) > 1 else []
    if not before or set(before) & _NOT:
        return None
    head, told = before[-1], {_SAME.get(word, word) for word in before[:-1]} - _FILL
    behind = [_SAME.get(word, word) for word in behind if word not in _FILL]
    if head == "minister" and told & {"prime", "first"}:
        return Seat("prime minister", country) if country and not behind and len(told) == 1 else None
    if head in _LOCAL:
        of = " ".join(behind or sorted(told))
        return Seat(head, of) if of else None
    if head in _RULERS:
        title = "prime minister" if head == "premier" else head
        return Seat(title, country) if country and not told and not behind else None
    if head in ("minister", "secretary"):
        sharp = frozenset(told | set(behind)) - _CLERKS - {"cabinet"}
        if head == "secretary" and (told & _CLERKS or behind):
            return None
        return Seat(" ".join([*sorted(sharp), "minister"]), country) if country and sharp else None
    return None


def _words(text: str) -> list[str]:
    """The words of a role without those that only say the country."""
    return [word for word in text.split() if word.strip(".,") and word not in _country_words()]


@lru_cache(maxsize=1)
def _country_words() -> frozenset[str]:
    return frozenset(part for form in countries() for part in form.lower().split() if part not in ("of", "and", "the"))


@lru_cache(maxsize=10_000)
def country_of_role(role: str) -> str | None:
    """The country that a role names: "Kenyan interior minister", "mayor of Basra".

    >>> country_of_role("foreign minister of Peru"), country_of_role("mayor of Basra"), country_of_role("minister")
    ('PER', 'IRQ', None)
    """
    table = countries()
    for word in re.findall(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*", role):
        for part in (word, *word.split()):
            if part in table:
                return table[part].code
            if part in cities():
                return cities()[part]
    return None


@lru_cache(maxsize=50_000)
def day_of(written: str | None) -> int | None:
    """An ISO date as a number of days, or None."""
    try:
        return date.fromisoformat(written).toordinal() if written else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a seat on a day, and what says so; ``holder`` is None where articles contradict each other."""

    holder: str | None
    reason: str
    rivals: tuple[str, ...] = ()


class Seats:
    """Who was seen in which seat on which days.

    >>> seats = Seats()
    >>> for day in ("2016-05-02", "2016-06-01"):
    ...     seats.learn(Seat("prime minister", "IRQ"), "roe", day)
    >>> seats.holder(Seat("prime minister", "IRQ"), "2016-05-20").holder
    'roe'
    >>> seats.holder(Seat("prime minister", "IRQ"), "2019-05-20") is None
    True
    """

    def __init__(self) -> None:
        self._seen: dict[Seat, dict[str, list[int]]] = {}

    def learn(self, seat: Seat, holder: str, published: str | None) -> None:
        """``holder`` was called so on that day; a day that is not known counts once."""
        days = self._seen.setdefault(seat, {}).setdefault(holder, [])
        day = day_of(published) or 0
        at = bisect_left(days, day)
        if at == len(days) or days[at] != day:
            insort(days, day)

    def near(self, seat: Seat, published: str | None) -> dict[str, int]:
        """Holders that may be meant on that day, to the distance in days; where the day is not known, all."""
        day = day_of(published)
        found: dict[str, int] = {}
        for holder, days in self._seen.get(seat, {}).items():
            dated = [d for d in days if d]
            if day is None or not dated:
                found[holder] = 0
            elif (distance := _distance(dated, day)) is not None:
                found[holder] = distance
        return found

    def holder(self, seat: Seat, published: str | None) -> Held | None:
        """Whom "the prime minister" of an article of that day means; None where nothing is known near it.

        One holder, or one who was seen before and after without another between. Two of whom either may be meant decide
        nothing: ``holder`` None, both in ``rivals``.
        """
        around = self._around(seat, published)
        if not around:
            return None
        if len(around) > 1:
            told = f"articles name {len(around)} as {seat.title} of {seat.of} at that time"
            return Held(None, told, tuple(sorted(around)))
        (holder,) = around
        days = [day for day in self._seen[seat][holder] if day]
        day = day_of(published)
        if not days or day is None:
            return Held(holder, f"the only {seat.title} of {seat.of} in the record")
        nearest = date.fromordinal(min(days, key=lambda d: abs(d - day))).isoformat()
        return Held(holder, f"{seat.title} of {seat.of} in an article of {nearest}")

    def _around(self, seat: Seat, published: str | None) -> set[str]:
        """Who was seen last before that day and who first from it on; all where the day is not known."""
        day, holders = day_of(published), self._seen.get(seat, {})
        if day is None or not any(days[-1] for days in holders.values()):
            return set(holders)
        last: dict[str, int] = {}
        first: dict[str, int] = {}
        for holder, days in holders.items():
            after, before = bisect_left(days, day), bisect_right(days, day)
            if before and day - days[before - 1] <= BACK:
                last[holder] = days[before - 1]
            if after < len(days) and days[after] - day <= AHEAD:
                first[holder] = days[after]
        return {h for h, d in last.items() if d == max(last.values())} | {
            h for h, d in first.items() if d == min(first.values())
        }


def _distance(days: list[int], day: int) -> int | None:
    """Days to the nearest of ``days``, 0 between the first and the last; None where it is too far."""
    if days[0] <= day <= days[-1]:
        return 0
    if day > days[-1]:
        return day - days[-1] if day - days[-1] <= BACK else None
    return days[0] - day if days[0] - day <= AHEAD else None


__all__ = ["AHEAD", "BACK", "Held", "Seat", "Seats", "country_of_role", "day_of", "seat_of"]
