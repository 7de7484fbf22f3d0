"""The country an article is about, where nothing nearer says whose minister a minister is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import Article, ZoneKind
from ..text.parse import text_of
from .gazetteer import look_up
from .lexicon import cities, country_codes, currencies, institutions, words
from .places import may_begin_place, place_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What a place weighs where it only says where.
_LOCATED = 0.5
#: A place line that the page did not set apart, its dash as scrapers break it too.
_LINE = re.compile(
    r"(?:\A|\n)\s*([A-Z]{3,}(?:\s[A-Z]{2,})*)(?:,\s[A-Z]\w+)?\s?(?:\([^)\n]{2,30}\)\s?)?(?:—|–|--|-|â€“|â€”)\s"
)
#: The town of a place line: its words in capitals, or what stands before a comma, bracket or dash.
_TOWN = re.compile(r"[\s(]*([A-Z][A-Z’'.-]+(?:\s[A-Z][A-Z’'.-]+)*|[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)")
#: A town tells its country from so many inhabitants on, and where it is so many times larger than its namesakes.
_LARGE, _CLEARLY = 20_000, 5
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def home_country(article: Article, doc: Doc) -> str | None:
    """The country that most sentences name, by any of its words and towns, and the dateline, which also decides between
    equals; None when nothing leads.

    Papers seldom name the country they write in: sentences count, not mentions, and so do towns that no list has.

    "Ravonia’s ambassador" and "Iran-backed" speak of a guest: they do not weigh, and a country that is spoken of so as
    often as otherwise is not at home. Counted on what was parsed, so captions and readers' comments do not weigh; told
    once a document.
    """
    if "onrecord.home" not in doc.user_data:
        doc.user_data["onrecord.home"] = _home_country(article, doc)
    return doc.user_data["onrecord.home"]


def _home_country(article: Article, doc: Doc) -> str | None:
    spoken, guests = _spoken_of(doc)
    counts: defaultdict[str, float] = defaultdict(float)
    for (_, code), weight in spoken.items():
        counts[code] += weight
    written_in: str | None = None
    lines = [zone.span.of(article.text) for zone in article.zones if zone.kind is ZoneKind.DATELINE]
    for line in lines or [match.group(1) for match in _LINE.finditer(text_of(doc))][:1]:
        if code := _of_dateline(line):
            counts[code] += 1
            written_in = code
    ranked = sorted(((code, n) for code, n in counts.items() if n > guests[code]), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        first = [code for code, n in ranked if n == ranked[0][1]]
        return written_in if written_in in first else _named_first(spoken, first)
    return ranked[0][0] if ranked else None


def _named_first(spoken: dict[tuple[int, str], float], codes: list[str]) -> str | None:
    """Of countries that are named as often the one that an earlier sentence names alone."""
    first = min(sentence for sentence, code in spoken if code in codes)
    named = [code for sentence, code in spoken if sentence == first and code in codes]
    return named[0] if len(named) == 1 else None


def _spoken_of(doc: Doc) -> tuple[dict[tuple[int, str], float], Counter[str]]:
    """What each country weighs in each sentence, once a sentence however often it is named; and its uses as a guest."""
    found: dict[tuple[int, str], float] = {}
    guests: Counter[str] = Counter()
    towns = {entity.start: entity for entity in doc.ents if entity.label_ == "GPE"}
    at, sentence = 0, 0
    while at < len(doc):
        width = 1
        sentence += bool(doc[at].is_sent_start)
        if code := currencies().get(doc[at].text):  # "dong", not the name "Dong-hwan"
            found[sentence, code] = 1
        if doc[at].text[:1].isupper():
            weight = _LOCATED if _where(doc, at) else 1
            for width in (3, 2, 1) if may_begin_place(doc[at].text) else ():
                code = _code(doc[at : at + width].text)
                if code and _guest(doc, at + width):
                    guests[code] += 1
                elif code:
                    found[sentence, code] = max(found.get((sentence, code), 0), weight)
                if code:
                    break
            else:
                code = country_of_town(towns[at].text) if at in towns else None
                if code:
                    found[sentence, code] = max(found.get((sentence, code), 0), _LOCATED)
        at += width
    return found, guests


def _of_dateline(line: str) -> str | None:
    """The country of a place line: "COTABATO CITY", "Nairobi, Sept 15"."""
    found = [code for word in _WORD.findall(line) if (code := _code(word) or _code(word.capitalize()))]
    town = _TOWN.match(line)
    return found[-1] if found else country_of_town(town.group(1).title()) if town else None


@lru_cache(maxsize=10_000)
def country_of_town(name: str) -> str | None:
    """The country of a town or region that the lists do not have, by GeoNames; None where several are as likely.

    >>> country_of_town("Cotabato City"), country_of_town("Springfield"), country_of_town("Nowhere at all")
    ('PHL', 'USA', None)
    """
    people: Counter[str] = Counter()
    for row, _ in look_up(name):
        if row.kind in ("town", "region"):
            people[row.country] = max(people[row.country], row.people)
    ranked = people.most_common(2)
    if not ranked or ranked[0][1] < _LARGE or (len(ranked) > 1 and ranked[1][1] * _CLEARLY > ranked[0][1]):
        return None
    return _alpha3().get(ranked[0][0])


@lru_cache(maxsize=1)
def _alpha3() -> dict[str, str]:
    return {two: three for three, two in country_codes().items()}


def _code(text: str) -> str | None:
    place = place_of(text)
    return place[0] if place else cities().get(text) or institutions().get(text)


def _where(doc: Doc, at: int) -> bool:
    """ "signed in Tunis": where something was, not whose affair it is."""
    return at > 0 and doc[at - 1].lower_ in words()["place_prepositions"]


def _guest(doc: Doc, behind: int) -> bool:
    following = [token.lower_ for token in doc[behind : behind + 3] if token.tag_ != "POS" and token.text not in "-–"]
    return any(word in words()["foreign_uses"] for word in following[:2])
