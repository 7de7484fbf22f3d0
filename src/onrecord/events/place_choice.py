"""Which place of a name is meant: a sum of few weights, by what the article says round it, inhabitants only as a prior.

Within an article a name means one place, except where a mention says otherwise itself ("Paris, Texas").
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ..names.gazetteer import Gazetted, alike, country_rows, look_up
from ..names.lexicon import country_codes, country_name
from ..names.places import place_of

#: What each kind is worth before the article has spoken; a town adds the logarithm of its inhabitants.
_PRIOR = {"country": 9.0, "area": 8.0, "region": 4.6, "district": -1.0, "town": 0.4}
_PER_TEN_TIMES = {"region": 0.45, "district": 0.8, "town": 1.0}
_CAPITAL = 3.0
_OTHER_NAME = {"country": 0.5, "area": 0.5, "region": 1.0, "district": 3.0, "town": 1.6}
#: What the article adds: its countries (by their share), the same region named, another place near by.
_OF_COUNTRY, _OF_REGION, _NEAR = 4.0, 2.0, 1.5
_STATED = 14.0
_NEAR_KM = 250
#: Below this a name is not taken for a place: a hamlet elsewhere that is spelt like somebody's name.
_LEAST = 4.4
#: A country that the article does not speak of, where it speaks of others.
_ELSEWHERE = 2.0
_PART = r"in\s+(?:(?:the|western|eastern|northern|southern|central)\s+)*"
_AND = re.compile(rf"^(?:\s*[,(]\s*(?:{_PART})?|\s+{_PART})")


#: "Turkey's Adana", "the Iraqi town of …", "northern Syrian city …".
_OWNER = re.compile(
    r"(?:(?P<owner>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)[’']s?\s(?:(?:north|south|east|west|central|capital|southern|northern"
    r"|eastern|western|city|town|province|region|state|of)\s)*"
    r"|(?P<adjective>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)\s(?:[a-z-]+\s){0,3}(?:city|town|village|province|region|state"
    r"|governorate|district|port|capital|island|area|suburb)\s(?:of\s)?)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place name to resolve: as written, the text before and behind it, and whether the tagger calls it a place."""

    name: str
    before: str
    behind: str
    sure: bool


def km(a: Gazetted, b: Gazetted) -> float:
    """The distance of two places on the sphere, in kilometres."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def candidates(name: str) -> list[tuple[Gazetted, float]]:
    """The places of a name with what each is worth by itself, best first."""
    found: list[tuple[Gazetted, float]] = []
    known = place_of(name)
    row = country_rows().get(known[0]) if known and known[1] in ("name", "adjective") else None
    if known and row:
        found.append((row, _PRIOR["country"]))
        if known[1] == "adjective":
            return found
    rows = look_up(name)
    capital = _capital(known, [place for place, _ in rows])
    for place, first in rows:
        if row and (place.kind == "country" or not first):  # "Iraq" is no other name of Arak
            continue
        worth = _PRIOR[place.kind] + _PER_TEN_TIMES.get(place.kind, 0) * math.log10(place.people + 10)
        worth += _CAPITAL * (place == capital)
        found.append((place, worth - (0 if first else _OTHER_NAME[place.kind])))
    return sorted(found, key=lambda item: -item[1])[:40]


def _capital(known: tuple[str, str] | None, places: list[Gazetted]) -> Gazetted | None:
    """The largest town of that name in the country whose capital it names."""
    if not known or known[1] != "capital":
        return None
    towns = [place for place in places if place.kind == "town" and place.country == _code(known[0])]
    return max(towns, key=lambda place: place.people, default=None)


def _alike(name: str, countries: Counter[str]) -> list[tuple[Gazetted, float]]:
    """Other transliterations ("Salahuddin"), only in a country that the article speaks of."""
    total = sum(countries.values())
    found = {place.id: place for place, _ in alike(name) if countries[place.country] * 5 >= total > 0}
    return [
        (place, _PRIOR[place.kind] + _PER_TEN_TIMES[place.kind] * math.log10(place.people + 10) - 2)
        for place in found.values()
    ]


def _code(alpha3: str) -> str:
    return country_codes().get(alpha3, "")


class Surroundings:
    """What an article says of countries and regions, and the places it has named so far."""

    def __init__(self, countries: Counter[str]) -> None:
        self.countries = countries
        self.regions: Counter[tuple[str, str]] = Counter()
        self.near: list[Gazetted] = []

    def add(self, place: Gazetted) -> None:
        if place.kind == "country":
            return
        self.near.append(place)
        if place.country:
            self.countries[place.country] += 1
        if place.kind in ("region", "town", "district"):
            self.regions[place.country, place.region] += 1

    def worth(self, place: Gazetted) -> float:
        """What the surroundings add to a candidate."""
        if place.kind == "country":
            return _OF_COUNTRY * 0.5 * (self.countries[place.country] > 0)
        total = sum(self.countries.values())
        share = self.countries[place.country] / total if total else 0.0
        worth = _OF_COUNTRY * math.sqrt(share) if share or total < 3 or not place.country else -_ELSEWHERE
        if self.regions[place.country, place.region]:
            worth += _OF_REGION
        if any(km(place, other) < _NEAR_KM for other in self.near if other.id != place.id):
            worth += _NEAR
        return worth


def chosen(names: list[Named], countries: Counter[str]) -> list[Gazetted | None]:
    """The place of each name, or None: the clearest names first, each then speaking for its neighbours."""
    around = Surroundings(Counter(countries))
    options = {named.name: candidates(named.name) or _alike(named.name, countries) for named in names}
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, named in enumerate(names):
        by_name[named.name].append(at)
    meant: list[Gazetted | None] = [None] * len(names)
    for name in sorted(by_name, key=lambda name: -_lead(options[name], [names[at] for at in by_name[name]])):
        stated = {at: _stated(options[name], names[at]) for at in by_name[name]}
        common = [place for places in stated.values() for place in places]
        best = _best(options[name], around, common)
        for at in by_name[name]:
            meant[at] = _best(options[name], around, stated[at]) if stated[at] else best
        if best and (any(names[at].sure for at in by_name[name]) or best.kind != "town"):
            around.add(best)
    return meant


def _lead(options: list[tuple[Gazetted, float]], named: list[Named]) -> float:
    """How clear a name is before anything else is: stated, or far ahead of its namesakes."""
    if not options:
        return -99.0
    if any(_stated(options, one) for one in named):
        return 50.0
    return options[0][1] - (options[1][1] if len(options) > 1 else 0.0) + options[0][1] / 10


def _best(options: list[tuple[Gazetted, float]], around: Surroundings, stated: list[Gazetted]) -> Gazetted | None:
    worths = [
        (worth + around.worth(place) + _STATED * (place in stated), -at, place)
        for at, (place, worth) in enumerate(options)
    ]
    worth, _, place = max(worths, default=(0.0, 0, None), key=lambda item: item[:2])
    return place if worth >= _LEAST else None


def _stated(options: list[tuple[Gazetted, float]], named: Named) -> list[Gazetted]:
    """Candidates inside what the words beside the name say: "…, Iraq", "the Iraqi town of …", "Turkey's …"."""
    if led := _AND.match(named.behind):
        words = re.findall(r"[A-Z][\w.’'-]*|(?:of|the|and)\b", named.behind[led.end() : led.end() + 60])
        for n in range(min(4, len(words)), 0, -1):
            outer = _outer(" ".join(words[:n]).rstrip(",")) or _outer(" ".join(words[:n]).rstrip(".,"))
            if not outer or not named.behind[led.end() :].startswith(words[0]):
                continue
            inside = [place for place, _ in options if any(_inside(place, whole) for whole in outer)]
            if inside:
                return inside
            break
    if owner := _OWNER.search(named.before):
        words = (owner["owner"] or owner["adjective"]).split()
        known = place_of(" ".join(words)) or place_of(words[-1])
        if known and known[1] in ("name", "adjective"):
            return [place for place, _ in options if place.country == _code(known[0]) and place.kind != "country"]
    return []


def _outer(words: str) -> list[Gazetted]:
    known = place_of(words)
    if known and known[1] == "name" and (row := country_rows().get(known[0])):
        return [row, *(place for place, _ in look_up(words) if place.kind == "region")]
    return [place for place, _ in look_up(words) if place.kind in ("country", "region", "area", "district")]


def _inside(place: Gazetted, whole: Gazetted) -> bool:
    if place.kind == "country" or place.id == whole.id or place.country != whole.country:
        return False
    if whole.kind == "region":
        return place.region == whole.region
    return whole.kind == "country" or km(place, whole) < _NEAR_KM


def name_of(place: Gazetted, written: str) -> str:
    """What a place is called in a reading: a country by its English name, a shortened name in full, else as written."""
    if place.kind == "country":
        known = place_of(written)
        return country_name(known[0]) if known else place.name
    if written.isupper() or written.endswith("."):
        return place.name
    return written
