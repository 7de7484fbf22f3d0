"""Whether two persons of like names are one: what else is known of them, weighed beside the spelling.

Weights are log odds, set by hand and kept small: spelling decides first, the rest tells namesakes apart and lets near
spellings of one office holder meet. Hard pairs (``tests/names/hard_pairs.jsonl``) and names-dev hold them in place.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .lexicon import given_names
from .seats import Seat

#: The same name in full is that of one person, unless many may bear it.
FULL_NAME, COMMON_NAME = 3.5, 0.0
SAME_SEAT, SAME_COUNTRY, OTHER_COUNTRY = 2.5, 1.4, -4.5
SAME_GROUP, OTHER_GROUP = 1.6, -0.5
EACH_COMPANION, MOST_COMPANIONS = 0.7, 2.1
#: Nobody is in office, and hardly anybody in the news, for longer: in days, and what each more counts.
LONG_TIME, OUT_OF_TIME = 40 * 365, -2.0
#: So many bearers of a name are expected by chance, from how often its parts are met, before it counts as common.
NAMESAKES = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person besides the name. ``seats`` with the first and last day seen in them (or None)."""

    country: str | None = None
    seats: Mapping[Seat, tuple[int, int] | None] | None = None
    groups: Collection[str] = ()
    company: Collection[str] = ()
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """``odds``: log odds added to those of the spelling; ``notes`` say what told."""

    odds: float
    notes: tuple[str, ...]
    same_seat: bool = False


def weigh(one: Known, other: Known) -> Weighed:
    """What speaks for and against two being one, apart from their names.

    >>> weigh(Known("IRQ"), Known("IRQ")).notes, weigh(Known("IRQ"), Known("KEN")).odds < -4
    (('both of IRQ',), True)
    """
    odds, notes = 0.0, []
    seats = [seat for seat in one.seats or () if seat in (other.seats or ())]
    if seats:
        odds += SAME_SEAT
        notes.append(f"both {seats[0].title} of {seats[0].of}")
    if one.country and other.country:
        if one.country == other.country:
            odds += SAME_COUNTRY
            notes.append(f"both of {one.country}")
        elif not seats:
            odds += OTHER_COUNTRY
            notes.append(f"one is of {one.country}, the other of {other.country}")
    if one.groups and other.groups:
        if set(one.groups) & set(other.groups):
            odds += SAME_GROUP
            notes.append("of the same party or body")
        else:
            odds += OTHER_GROUP
            notes.append("of two parties or bodies")
    shared = len(set(one.company) & set(other.company))
    if shared:
        odds += min(shared * EACH_COMPANION, MOST_COMPANIONS)
        notes.append(f"named beside {shared} of the same actors")
    if one.days and other.days and max(one.days[1], other.days[1]) - min(one.days[0], other.days[0]) > LONG_TIME:
        odds += OUT_OF_TIME
        notes.append("more than forty years apart")
    return Weighed(odds, tuple(notes), bool(seats))


def together(spelling: float, weighed: Weighed) -> float:
    """The probability from that of the spelling and what else is known.

    >>> round(together(0.5, Weighed(2.5, ())), 2), round(together(0.95, Weighed(-4.5, ())), 2)
    (0.92, 0.17)
    """
    bounded = min(max(spelling, 0.001), 0.999)
    return 1 / (1 + math.exp(-(math.log(bounded / (1 - bounded)) + weighed.odds)))


def full_name(parts: tuple[str, ...], expected: float) -> float:
    """The probability that two of one full name are one, before anything else is known.

    Args:
        parts: of the name, folded.
        expected: how many bearers chance gives this name, from how often its parts are met in the record.

    >>> full_name(("karim", "tavioud"), 0.0) > 0.9 > full_name(("ali", "hassan"), 0.0)
    True
    """
    both_given = len(parts) == 2 and all(part in given_names() for part in parts)
    common = both_given or (expected >= NAMESAKES and len(parts) == 2)
    return 1 / (1 + math.exp(-(COMMON_NAME if common else FULL_NAME)))
