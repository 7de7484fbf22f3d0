"""Country words: those of the list, and states that only the article knows ("Ruritanian Prime Minister X")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import ActorType, Article, ZoneKind
from ..text.parse import text_of
from .lexicon import Known, Place, cities, countries, institutions, known_as, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: States that the article being read tells of, by their words as written.
_of_article: ContextVar[dict[str, Place] | None] = ContextVar("places_of_article", default=None)

#: How often each country is spoken of in the article being read.
_told: ContextVar[Counter[str] | None] = ContextVar("countries_told", default=None)

_LETTERS = re.compile(r"[^\W\d_]*")
_OFFICE = (
    r"(?:(?:[Dd]eputy|[Aa]cting|[Ff]ormer|[Ii]nterim)\s)?(?:Prime\sMinister|President|Premier|Chancellor|King|Queen|Emir|"
    r"(?:(?:[A-Z][a-z]+|and)\s){1,3}(?:Minister|Ministry)|Parliament|Ambassador|prime\sminister|president|premier|"
    r"(?:[a-z]+\s(?:and\s[a-z]+\s)?)?minister|ambassador|government|army|parliament|embassy|authorities|capital)\b"
)
_WEAK = (
    r"(?:troops|soldiers|forces|officials?|military|peacekeepers|diplomats?|envoy|territory|citizens|side|mission)\b"
)
_BY_ADJECTIVE = re.compile(rf"\b([A-Z][a-z]{{3,}}(?:an|ese))\s{_OFFICE}")
_BY_TROOPS = re.compile(rf"\b([A-Z][a-z]{{3,}}(?:an|ese))\s(?:[a-z]+\s)?{_WEAK}")
_BY_OWNER = re.compile(
    r"\b([A-Z][a-z]{4,})[’'‘]s\s(?:(?:new|former|deputy|acting|ruling)\s)?(?:(?:prime|foreign|defence|defense|interior)\s"
    r"minister|president|ambassador|embassy|parliament|army|king|capital|government|"
    r"(?:[A-Z][a-z]+\s(?:and\s)?){1,3}(?:Minister|Ministry|Secretary))\b"
)
_BY_ENVOY = re.compile(r"\b[Aa]mbassador\sto\s([A-Z][a-z]{4,})\b|\b([A-Z][a-z]{4,})\s(?:parliament|government)\b")


_CAPITAL = re.compile(
    r"\b(?P<before>[A-Z][a-z]{2,}),\s(?:the\scapital(?:\sof\s(?P<of>[A-Z]\w+))?|the\s(?P<whose>[A-Z]\w+)\scapital)\b"
    r"|\b(?:[Tt]he\s)?(?P<whose_2>[A-Z]\w+)?(?:[’']s)?\s?capital,?\s(?P<behind>[A-Z][a-z]{2,})\b"
)
#: "LESKOV, Tavaria (Wire) — ", where the page did not tell it apart.
_DATELINE = re.compile(
    r"(?:^|\n)\s*([A-Z][A-Z’'-]{2,}(?:,\s[A-Z]\w+)?)(?:,?\s\w{3,9}\.?\s\d{1,2})?\s?(?:\([^)]{2,30}\)\s?)?"
    r"(?:—|–|--|-)\s"
)


def place_of(text: str) -> tuple[str, str] | None:
    """(country code, kind of word) of a country word.

    A state that no list knows has a code of its own kind, ``~name/adjective``, good inside one article only.

    >>> place_of("U.S."), place_of("Iraqi")
    (('USA', 'name'), ('IRQ', 'adjective'))
    """
    text = " ".join(text.split())
    bare = re.sub(r"^[Tt]he ", "", text)
    place = countries().get(text) or countries().get(bare)
    if place is None and (own := _of_article.get()):
        place = own.get(text) or own.get(bare)
    return (place.code, place.kind) if place else None


def may_begin_place(word: str) -> bool:
    """Whether a country, town or house of power of the lists can begin with this word; asked before any stretch is.

    >>> may_begin_place("Saudi"), may_begin_place("Yesterday")
    (True, False)
    """
    start = _LETTERS.match(word).group()
    return start in _beginnings() or any(name.startswith(start) for name in _of_article.get() or ())


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(_LETTERS.match(name).group() for name in (*countries(), *cities(), *institutions(), "The"))


def places_of_article() -> dict[str, Place]:
    """The states that only this article knows, while it is read."""
    return _of_article.get() or {}


def known_here(text: str) -> Known | None:
    """The row of the alias table that a name means in the article being read.

    A party of one country is none in an article that speaks of others alone: there is a Labour Party in many.
    """
    row = known_as(text)
    if row is None or row.type is not ActorType.PARTY or not row.country:
        return row
    told = _told.get() or {}
    return None if row.country not in told and max(told.values(), default=0) > 1 else row


def _countries_told(text: str) -> Counter[str]:
    """How often each country is spoken of, by its words and its cities."""
    told: Counter[str] = Counter()
    for run in re.finditer(r"[A-Z][\w’'.-]*(?:\s(?:of\s(?:the\s)?)?[A-Z][\w’'.-]*)*", text):
        parts = [re.sub(r"[’']s$", "", part) for part in run.group().split()]
        for at, _ in enumerate(parts):
            for width in (3, 2, 1):
                form = " ".join(parts[at : at + width]).rstrip(".")
                place = place_of(form)
                if code := place[0] if place else cities().get(form):
                    told[code] += 1
                    break
    return told


@contextmanager
def states_of(doc: Doc, article: Article) -> Iterator[None]:
    """Lets :func:`place_of` know the states that the document itself introduces."""
    own = doc.user_data.get("onrecord.states")
    if own is None:
        datelines = [zone.span.of(article.text) for zone in article.zones if zone.kind is ZoneKind.DATELINE]
        own = doc.user_data["onrecord.states"] = inferred(text_of(doc), datelines=datelines)
    told = doc.user_data.get("onrecord.told")
    if told is None:
        told = doc.user_data["onrecord.told"] = _countries_told(text_of(doc))
    token, count = _of_article.set(own), _told.set(told)
    try:
        yield
    finally:
        _of_article.reset(token)
        _told.reset(count)


def inferred(text: str, *, datelines: Iterable[str] = ()) -> dict[str, Place]:
    """States that no list knows, told by an adjective with an office or by an office of theirs; and their capitals.

    >>> sorted(inferred("Ruritanian Prime Minister Tavi Oren left Ruritania."))
    ['Ruritania', 'Ruritanian', 'Ruritanians']
    >>> inferred("Republican President Tavi Oren left.")
    {}
    """
    found: dict[str, Place] = {}
    for match in _BY_ADJECTIVE.finditer(text):
        _lay(found, _noun(match.group(1), text), match.group(1))
    for match in _BY_TROOPS.finditer(text):
        noun = _noun(match.group(1), text)
        if re.search(rf"\b{noun}\b", text):
            _lay(found, noun, match.group(1))
    for match in _BY_OWNER.finditer(text):
        noun = match.group(1)
        if not re.search(rf"[A-Z][\w-]+\s{noun}\b", text):  # somebody's last name owns no army
            adjective = noun + "n" if noun.endswith("a") else noun
            _lay(found, noun, adjective)
    for match in _BY_ENVOY.finditer(text):
        noun = match.group(1) or match.group(2)
        if match.group(1) or re.search(rf"\bin\s{noun}\b", text):
            adjective = noun + "n" if noun.endswith("a") else noun
            _lay(found, noun, adjective)
    if found:
        _lay_capitals(found, text, datelines)
    return found


def _lay_capitals(found: dict[str, Place], text: str, datelines: Iterable[str]) -> None:
    """ "Leskov, the Tavarian capital", and the town of the dateline, where it acts: "Leskov has accused …"."""
    states = {form: place.code for form, place in found.items() if place.kind != "people"}
    for match in _CAPITAL.finditer(text):
        state = match["whose"] or match["whose_2"] or match["of"]
        town = match["before"] or match["behind"]
        code = states.get(state) if state else next(iter(states.values())) if len(set(states.values())) == 1 else None
        if code and town and not _is_listed(town):
            found.setdefault(town, Place(code, "capital"))
    for line in [*datelines, *(match.group(1) for match in _DATELINE.finditer(text))]:
        town, *behind = re.findall(r"[^\W\d_][\w’'-]+", line) or [""]
        town = town.capitalize() if town.isupper() else town
        named = {states[word] for word in behind if word in states}
        codes = named or (set(states.values()) if not any(map(_is_listed, behind)) else set())
        if len(codes) == 1 and town and not _is_listed(town) and _acts(town, text):
            found.setdefault(town, Place(codes.pop(), "capital"))


def _acts(town: str, text: str) -> bool:
    """Whether a town does what only a government can: "Leskov said", "Leskov has accused"."""
    acts = re.finditer(rf"(?<![\w-]){re.escape(town)}\s(?:(?:has|had|also|later|again|then|will|would)\s)*(\w+)", text)
    return any(_is_act(match.group(1)) for match in acts)


def _is_act(word: str) -> bool:
    stems = (word, word[:-1], word[:-2], word[:-3] + "y")  # accused, denied, rejects
    return word in ("said", "told", "withdrew", "quit") or any(stem in words()["acting_verbs"] for stem in stems)


def _is_listed(form: str) -> bool:
    return form in countries() or form in cities()


def _noun(adjective: str, text: str) -> str:
    """The country's name that an adjective is made from; the form that the text has, else the most common way."""
    stem = adjective[:-3] if adjective.endswith("ese") else adjective[:-2]
    forms = [adjective[:-1], stem, stem + "ia", stem + "a", stem + "o"]
    if adjective.endswith("ian"):
        forms += [adjective[:-3], adjective[:-3] + "ia", adjective[:-3] + "y"]
    stands = (form for form in forms if len(form) > 3 and re.search(rf"\b{form}\b", text))
    return next(stands, stem if adjective.endswith("ese") else adjective[:-1])


def _lay(found: dict[str, Place], noun: str, adjective: str) -> None:
    known = (noun, adjective) if noun != adjective else (noun,)
    if any(form in countries() or form in cities() or form.lower() in words()["no_demonyms"] for form in known):
        return
    if any(form in found for form in known):
        return
    code = f"~{noun}/{adjective}"
    found[noun] = Place(code, "name")
    if adjective != noun:
        found[adjective] = Place(code, "adjective")
        found[f"{adjective}s"] = Place(code, "people")
