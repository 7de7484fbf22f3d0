"""The region or town that an office is held in: "British Columbia Premier", "Basra governor", "mayor of Naples"."""

from __future__ import annotations

import re

from .lexicon import cities, name_heads
from .places import place_of

_NAME = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}"
_OF = re.compile(
    rf"\b(?:[Gg]overnor|Gov\.|[Mm]ayor|[Ss]heriff|[Pp]remier|[Cc]hief\s[Mm]inister|[Ff]irst\s[Mm]inister)\sof\s(?:the\s)?({_NAME})"
)
#: "Lagos State governor", "Nairobi County Governor".
_KIND = r"(?:\s(?:state|county|province|provincial|regional|region|city|district))?"
_BEFORE = re.compile(
    rf"({_NAME}){_KIND}(?:[’'‘]s)?\s(?:(?:former|acting|deputy|interim)\s)?(?:[Cc]hief\s[Mm]inister|[Gg]overnor|Gov\.|[Mm]ayor|[Ss]heriff|[Pp]remier|[Ff]irst\s[Mm]inister|counterpart)$"
)
_BEHIND = re.compile(rf"\sof\s(?:the\s)?({_NAME})")
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
        return None if _is_country(place) else place
    before = _BEFORE.search(role)
    if before is None:
        return None
    words = before.group(1).split()
    while words and words[0] in _NO_PLACE and " ".join(words) not in cities():
        words.pop(0)
    known = next((form for n in range(len(words)) if (form := " ".join(words[n:])) in cities()), None)
    if known or not words or role.lower().endswith(("premier", "first minister", "counterpart")):
        return known
    return None if any(_is_country(word) for word in words) else " ".join(words)


def behind_name(title: str, behind: str) -> str | None:
    """The place that stands behind the name of who holds a local office: "Mayor Lena Tavi of El Tambo".

    >>> behind_name("Mayor", " of El Tambo said"), behind_name("Minister", " of El Tambo said")
    ('El Tambo', None)
    """
    place = _BEHIND.match(behind) if title.lower().endswith(("governor", "gov.", "mayor", "sheriff")) else None
    if place is None or place.group(1).isupper() or not name_heads().keys().isdisjoint(place.group(1).split()):
        return None  # "Mayor Lena Tavi of the Harbour Party"
    return region_of(f"mayor of {place.group(1)}")


def _is_country(name: str) -> bool:
    """Whether a word is a country's, not only its capital's, which has a mayor of its own."""
    place = place_of(name)
    return place is not None and place[1] != "capital"
