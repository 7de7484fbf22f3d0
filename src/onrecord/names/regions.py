"""The region or town that an office is held in: "British Columbia Premier", "Basra governor", "mayor of Naples"."""

from __future__ import annotations

import re

from .lexicon import cities
from .places import place_of

_NAME = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}"
_OF = re.compile(
    rf"\b(?:[Gg]overnor|Gov\.|[Mm]ayor|[Ss]heriff|[Pp]remier|[Cc]hief\s[Mm]inister|[Ff]irst\s[Mm]inister)\sof\s(?:the\s)?({_NAME})"
)
_BEFORE = re.compile(
    rf"({_NAME})(?:[’'‘]s)?\s(?:[Cc]hief\s[Mm]inister|[Gg]overnor|Gov\.|[Mm]ayor|[Ss]heriff|[Pp]remier|[Ff]irst\s[Mm]inister)$"
)
#: What may stand before the office and is no place.
_NO_PLACE = frozenset(
    ("State", "Deputy", "Former", "Acting", "Lieutenant", "Lt", "Vice", "Interim", "Republican", "Democratic")
)


def region_of(role: str) -> str | None:
    """The place of an office as written, or None where it names none or a whole country.

    >>> region_of("British Columbia Premier"), region_of("mayor of Naples"), region_of("Deputy Governor")
    ('British Columbia', 'Naples', None)
    """
    role = " ".join(role.split())
    if of := _OF.search(role):
        place = of.group(1)
        return None if place_of(place) else place
    before = _BEFORE.search(role)
    if before is None:
        return None
    words = before.group(1).split()
    while words and words[0] in _NO_PLACE and " ".join(words) not in cities():
        words.pop(0)
    known = next((form for n in range(len(words)) if (form := " ".join(words[n:])) in cities()), None)
    if known or not words or role.lower().endswith(("premier", "first minister")):
        return known
    return None if any(place_of(word) for word in words) else " ".join(words)
