"""Country words: those of the list, and states that only the article knows ("Ruritanian Prime Minister X")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from ..text.parse import text_of
from .lexicon import Place, cities, countries, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: States that the article being read tells of, by their words as written.
_of_article: ContextVar[dict[str, Place] | None] = ContextVar("places_of_article", default=None)

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


def places_of_article() -> dict[str, Place]:
    """The states that only this article knows, while it is read."""
    return _of_article.get() or {}


@contextmanager
def states_of(doc: Doc) -> Iterator[None]:
    """Lets :func:`place_of` know the states that the document itself introduces."""
    own = doc.user_data.get("onrecord.states")
    if own is None:
        own = doc.user_data["onrecord.states"] = inferred(text_of(doc))
    token = _of_article.set(own)
    try:
        yield
    finally:
        _of_article.reset(token)


def inferred(text: str) -> dict[str, Place]:
    """States that no list knows, told by an adjective with an office or by an office of theirs.

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
    return found


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
