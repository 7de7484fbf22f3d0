"""Stretches that the lists know: well-known groups, titles, countries, before anything else is made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import ActorType
from ..text.any_of import any_of
from .lexicon import cities, countries, known, name_heads, roles, title_pattern, titles, words
from .places import known_here, place_of, places_of_article

#: A title behind a first name, with no name behind it.
_LAST_NAME = re.compile(r"(?<![\w.])([A-Z][a-z]{2,})\s([A-Z][a-z]{3,})(?=[\s,.’'](?![A-Z]))")
#: What makes a title of such a word: a name behind it.
_ADDRESSED = re.compile(r"\.?\s[A-Z]")
_OFFICE_OF = re.compile(r"\b(?:ministers?|secretary|ministry|department|commissioner)\s(?:of|for)\s\Z", re.I)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a capitalised sequence. ``kind``: "title", "country", "known", "head" (organisation by its own words)
    or "name" (a person, or what the parser says)."""

    start: int
    end: int
    kind: str
    type: ActorType = ActorType.UNKNOWN
    code: str | None = None
    possessive: bool = False

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@lru_cache(maxsize=1)
def _known_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?<![aAeE]l-)(?:{any_of(known())})(?![\w]|-[A-Z])")


@lru_cache(maxsize=1)
def _country_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?:{any_of(countries())})(?![\w])")


@lru_cache(maxsize=1)
def _region_pattern() -> re.Pattern[str]:
    """Regions with a country's word in their name ("British Columbia"): the word does not mean the country."""
    forms = [form for form in cities() if any(word in countries() or word in name_heads() for word in form.split())]
    return re.compile(rf"(?<![\w.])(?:{any_of(forms)})(?![\w])")


@lru_cache(maxsize=1)
def _portfolio_pattern() -> re.Pattern[str]:
    """ "Minister of Foreign Affairs Lena Tavi", "Secretary of State for Health Oren Saru": the whole office."""
    word = rf"(?:{'|'.join(form.capitalize() for form in sorted(words()['portfolios']))})"
    several = rf"{word}(?:(?:,\s|\s|,?\sand\s(?:of\s)?|\s&\s){word})*"
    return re.compile(
        rf"(?<![\w.])(?:(?:Deputy|Acting|Former|Prime|Vice)\s)*(?:(?:Prime\s)?Minister\sand\s)?(?:Minister|Secretary|Undersecretary|Commissioner|Adviser|Advisor)"
        rf"(?:\sof\sState)?\s(?:of|for)\s(?:the\s)?{several}(?=\s[A-Z])"
    )


def _own_pattern() -> tuple[re.Pattern[str], ...]:
    own = places_of_article()
    return (re.compile(rf"(?<![\w.])(?:{any_of(own)})(?![\w])"),) if own else ()


def listed(text: str) -> dict[int, Unit]:
    """Stretches that the lists know, by each offset they cover: known groups first, then titles, then countries."""
    fixed: dict[int, Unit] = {}

    def lay(unit: Unit) -> None:
        if not any(at in fixed for at in (unit.start, unit.end - 1)):
            fixed.update(dict.fromkeys(range(unit.start, unit.end), unit))

    for match in _portfolio_pattern().finditer(text):
        lay(Unit(*match.span(), "title"))
    for match in _known_pattern().finditer(text):
        row = known_here(match.group())
        if row and _is_portfolio(text, match):
            lay(Unit(*match.span(), "title"))
        if row and _is_role(text, match):
            continue
        if row and not _goes_on(text, match.end()) and _stands(text, match) and not _within(text, match, row.type):
            lay(Unit(*match.span(), "known", row.type, row.country))
    surnames = _title_surnames(text)
    for match in title_pattern().finditer(text):
        if match.group() in surnames and not _ADDRESSED.match(text, match.end()):
            continue
        following = re.match(r"\s([A-Z][\w’'-]*)", text[match.end() : match.end() + 30])
        if match.group() == "Justice" and not following:
            continue  # the end of a name ("Movement for Creek Justice")
        if following and " " not in match.group() and following.group(1) in name_heads():
            continue  # "Justice League"
        if match.group() == "Sultan" and match.start() > 1 and match.start() - 2 in fixed and following:
            continue  # "Minister Sultan Al Tavi": a first name behind an office
        lay(Unit(*match.span(), "title"))
    for match in _region_pattern().finditer(text):
        lay(Unit(*match.span(), "country", ActorType.STATE, cities()[" ".join(match.group().split())]))
    for pattern in (_country_pattern(), *_own_pattern()):
        for match in pattern.finditer(text):
            place = place_of(match.group())
            if place:
                lay(Unit(*match.span(), "country", ActorType.STATE, place[0]))
    return fixed


def _is_portfolio(text: str, match: re.Match[str]) -> bool:
    """ "the Minister of Labour": no party."""
    before = text[max(0, match.start() - 24) : match.start()]
    return match.group().lower() in words()["portfolios"] and bool(_OFFICE_OF.search(before))


def _is_role(text: str, match: re.Match[str]) -> bool:
    """ "Economist Lena Tavi": what she is, not the paper."""
    named = re.match(r"\s[A-Z][\w’'-]+\s[A-Z]", text[match.end() : match.end() + 40])
    the = text[max(0, match.start() - 4) : match.start()].lower() == "the "
    return match.group().lower() in roles() and bool(named) and not the


def _title_surnames(text: str) -> set[str]:
    """Words that are titles elsewhere and somebody's last name here: "Salik Maulana", "Marcus Bishop said"."""
    found = set()
    for match in _LAST_NAME.finditer(text):
        first, last = match.groups()
        plain_first = first.lower() not in words()["never_first"] | roles().keys() and first not in titles()
        if titles().get(last) == "-" and plain_first and _may_be_given(first):
            found.add(last)
    return found


def _may_be_given(word: str) -> bool:
    """Whether a word may be a first name: no place and no body."""
    return place_of(word) is None and word not in name_heads() and known_here(word) is None


def _goes_on(text: str, end: int) -> bool:
    """A well-known name inside a longer one is not itself: "Labour Department", "Jubilee House"."""
    following = re.match(r"[ \t]([A-Z][\w]+)", text[end : end + 40])
    if following and following.group(1) in ("Minister", "Secretary", "Ministry"):
        return True  # "Labour Minister"
    return bool(following) and following.group(1) in name_heads() and known_here(following.group(1)) is None


def _within(text: str, match: re.Match[str], type_: ActorType) -> bool:
    """One common word that ends a longer name is not the body that it names alone: "Civic Dawn"."""
    word = match.group()
    if word.isupper() or type_ not in (ActorType.OUTLET, ActorType.PARTY):
        return False
    before = re.search(r"(?<![\w.])([A-Z][a-z]+)([’'‘]s)?[ ]\Z", text[max(0, match.start() - 30) : match.start()])
    if not before or before.group(1) in titles() or place_of(before.group(1)):
        return False
    first = before.group(1).lower()
    if " " in word or before.group(2):  # "People’s Conservative Party", not "Tavi’s Labour Party"
        return first in words()["name_owners"] if before.group(2) else first in words()["generic_names"]
    return first not in words()["never_first"] and first not in roles()


def _stands(text: str, match: re.Match[str]) -> bool:
    # "AN IS A WORD" in a line of capitals is no group
    if len(match.group()) > 2:
        return True
    line = text[max(0, match.start() - 30) : match.end() + 30]
    return sum(c.islower() for c in line) > 5
