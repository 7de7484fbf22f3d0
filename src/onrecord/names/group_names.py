"""What makes two names of organisations one: stated aliases, legal forms, initials; never likeness of letters."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import ActorType
from .lexicon import countries, name_heads, plain, words
from .namelike import is_initials
from .places import known_here

_LEGAL = words()["legal_forms"]
_FORCES = words()["state_forces"]
_COMPANY = {ending.lower() for ending in words()["company_endings"]}
_STATE_BODIES = (ActorType.GOVERNMENT_BODY, ActorType.ARMED_GROUP)
#: Types that articles take for one another; any other two are two actors that share a name.
_FAMILIES = (
    {ActorType.PARTY, ActorType.ALLIANCE, ActorType.ARMED_GROUP},
    {ActorType.ARMED_GROUP, ActorType.GOVERNMENT_BODY},
    {ActorType.GOVERNMENT_BODY, ActorType.STATE, ActorType.INTERNATIONAL},
)
_OPEN = {ActorType.ORGANISATION, ActorType.UNKNOWN}


@lru_cache(maxsize=200_000)
def group_key(name: str) -> str:
    """What spellings of one name share: the row of the alias table, else its words without the legal form.

    >>> group_key("Karro Motor Co.") == group_key("The Karro Motor Company"), group_key("Daesh") == group_key("ISIL")
    (True, True)
    >>> group_key("Karro Foundation") == group_key("Karro Company"), group_key("the Company")
    (False, 'company')
    """
    row = known_here(name)
    if row:
        return plain(row.name)
    parts = re.sub(r"[,.](?=\s|\Z)|(?<=[a-z])\.(?=[a-z])", "", plain(name)).split()
    while len(parts) > 1 and parts[-1].replace(".", "") in _LEGAL:
        parts.pop()
    return " ".join(parts)


def spelled_out(name: str) -> bool:
    """Whether a name can stand for itself in another article: two capital words or more, initials, a known alias."""
    return (
        sum(word[:1].isupper() or "-" in word for word in name.split()) >= 2
        or is_initials(name)
        or bool(known_here(name))
    )


@lru_cache(maxsize=50_000)
def is_short_for(short: str, name: str) -> bool:
    """Whether initials are those of a name, "of" and "the" counted or not.

    >>> is_short_for("KMC", "Karro Motor Company"), is_short_for("KMC", "Kenya Airways")
    (True, False)
    """
    letters = short.replace(".", "").upper()
    parts = re.findall(r"[^\W\d_]+", re.sub(r"[’'‘]s\b", "", name))
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    every = "".join(part[0].upper() for part in parts if part.lower() != "the")
    without_form = capitals[:-1] if parts and parts[-1].lower() in _LEGAL else capitals
    return len(letters) > 1 and letters in (capitals, every, without_form)


def first_word_of(short: str, name: str) -> bool:
    """Whether a short name is how a company's long name begins: "Karro" of "Karro Motor Company".

    >>> first_word_of("Karro", "Karro Motor Company"), first_word_of("Karro", "Karro workers union")
    (True, False)
    """
    parts, begins = name.removeprefix("the ").split(), short.split()
    last = parts[-1].strip(".").lower() if parts else ""
    company = last in _LEGAL or last in _COMPANY
    return (
        company and len(parts) > len(begins) and parts[: len(begins)] == begins and all(p[0].isupper() for p in parts)
    )


@lru_cache(maxsize=50_000)
def body_of_a_state(name: str, type: ActorType) -> bool:
    """Whether many states have a body of that name, so that without a country it says nothing: "Air Force".

    >>> body_of_a_state("Air Force", ActorType.ARMED_GROUP), body_of_a_state("Harbour Brigade", ActorType.ARMED_GROUP)
    (True, False)
    """
    if type not in _STATE_BODIES or known_here(name):
        return False
    if type is ActorType.GOVERNMENT_BODY:
        return True
    return all(part in _FORCES or part in _country_words() for part in plain(name).split())


@lru_cache(maxsize=50_000)
def body_key(name: str, country: str) -> str:
    """A state's body without the words for the state: "US Air Force", "the Air Force" of an American article.

    >>> body_key("US Air Force", "USA") == body_key("Air Force", "USA") == body_key("United States Air Force", "USA")
    True
    """
    text = f" {plain(name)} "
    for form, place in countries().items():
        if place.code == country and place.kind in ("name", "adjective"):
            text = text.replace(f" {form.lower()} ", " ").replace(f" {form.lower()}'s ", " ")
    bare = " ".join(text.split())
    return f"{bare} /{country}" if bare else plain(name)


@lru_cache(maxsize=1)
def _country_words() -> frozenset[str]:
    return frozenset(part for form in countries() for part in form.lower().split())


def may_be_one(one: ActorType, other: ActorType) -> bool:
    """Whether two types may be two readings of one actor."""
    return one is other or one in _OPEN or other in _OPEN or any(one in f and other in f for f in _FAMILIES)


def is_generic(name: str) -> bool:
    """A single head noun ("Council", "Bank") names nothing by itself."""
    parts = plain(name).split()
    return len(parts) == 1 and parts[0].capitalize() in name_heads() and not known_here(name)
