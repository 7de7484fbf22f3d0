"""Countries, their regions and towns with coordinates: one table of GeoNames data (CC BY 4.0), looked up by name.

``data/gazetteer.xz`` is made by ``training/places``: a line for each place, an empty line, then a line for each name
with the numbers of its places, sorted by bytes. Nothing is parsed until it is asked for: unpacking takes a fifth of a
second, a look-up some microseconds.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .translit import ascii_fold, skeleton

_DROPPED = re.compile(r"[’'‘`ʻʿʾ´.]")
_ARTICLE = re.compile(r" (?:al|el|ad|ud|ar|ash|as|at|an|ed|de) (?=\w)")
_SAINT = re.compile(r"\b(?:saint|sainte)\b")
#: What a name may end or begin with and still be the region's.
_KIND_WORDS = re.compile(
    r"^(?:the )?(?:(?:province|governorate|state|region|district|county|city|town|village|municipality|oblast"
    r"|prefecture|republic|department|emirate|commune) of (?:the )?)"
    r"|(?: (?:province|governorate|state|region|district|oblast|prefecture|city|municipality|department|territory"
    r"|emirate|voivodeship|canton))$"
)


@dataclass(frozen=True, slots=True)
class Gazetted:
    """A row of the table.

    ``kind`` is "country", "region" (first level), "district" (second level), "town" or "area" (a sea, a part of the
    world, of ``data/regions.txt``); ``country`` ISO 3166 alpha-2; ``region`` GeoNames' first-level code (a country's
    alpha-3 code); ``people`` its inhabitants as far as known.
    """

    name: str
    kind: str
    country: str
    region: str
    people: int
    lat: float
    lon: float
    id: int | None


_KINDS = {"0": "country", "1": "region", "2": "district", "3": "town"}


def key_of(name: str) -> str:
    """The form in which names are looked up: plain small letters, single spaces, "st" for Saint.

    >>> key_of("Saint-Étienne"), key_of("Sana'a"), key_of("N.Y.")
    ('st etienne', 'sanaa', 'ny')
    """
    plain = ascii_fold(_DROPPED.sub("", name)).replace("-", " ")
    return _SAINT.sub("st", " ".join(plain.split()))


@lru_cache(maxsize=1)
def _table() -> tuple[list[bytes], list[bytes]]:
    packed = (files(__package__) / "data" / "gazetteer.xz").read_bytes()
    places, _, names = lzma.decompress(packed).partition(b"\n\n")
    return places.split(b"\n"), names.split(b"\n")


def sound_of(key: str) -> str:
    """What is left of a key without vowels, spaces and the Arabic article, or "" where that is too little.

    >>> sound_of(key_of("Salahuddin")) == sound_of(key_of("Şalāḩ ad Dīn"))
    True
    """
    sound = skeleton(_ARTICLE.sub(" ", f" {key} ").replace(" ", ""))
    return f"~{sound}" if len(sound) > 3 else ""


def alike(name: str) -> tuple[tuple[Gazetted, bool], ...]:
    """Regions and large towns that sound like a name: other transliterations of it, and chance."""
    key = key_of(name)
    for form in _forms(key)[:3]:
        if (sound := sound_of(form)) and (found := _named(sound)):
            return found
    return ()


def _listed(name: str) -> list[list[str]]:
    lines = (files(__package__) / "data" / name).read_text(encoding="utf-8").splitlines()
    return [[field.strip() for field in line.split("|")] for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=50_000)
def named(name: str) -> tuple[tuple[Gazetted, bool], ...]:
    """The places of that very name, each with whether it is its first name; () where none has it.

    >>> {(place.country, first) for place, first in named("Mosul")}
    {('IQ', True)}
    """
    return _named(key_of(name))


@lru_cache(maxsize=50_000)
def _named(key: str) -> tuple[tuple[Gazetted, bool], ...]:
    _, names = _table()
    wanted = key.encode() + b"\t"
    at = bisect_left(names, wanted)
    if not key or at == len(names) or not names[at].startswith(wanted):
        return ()
    return tuple((_place(abs(int(n))), int(n) > 0) for n in names[at][len(wanted) :].split(b","))


@lru_cache(maxsize=50_000)
def _place(number: int) -> Gazetted:
    name, kind, country, region, people, lat, lon, id_ = _table()[0][number - 1].decode().split("\t")
    return Gazetted(name, _KINDS[kind], country, region, int(people), float(lat), float(lon), int(id_))


@lru_cache(maxsize=1)
def areas() -> dict[str, Gazetted]:
    """Seas, parts of the world and of countries by the keys of their names.

    >>> areas()["gaza strip"].country
    'PS'
    """
    found = {}
    for names, country, lat, lon, id_ in _listed("regions.txt"):
        forms = [form.strip() for form in names.split(";")]
        row = Gazetted(forms[0], "area", country, "", 0, float(lat), float(lon), int(id_) if id_ else None)
        found |= {key_of(form): row for form in forms}
    return found


@lru_cache(maxsize=1)
def short_forms() -> dict[str, tuple[str, str, str]]:
    """Short forms as written ("Ky.") to name, country and kind."""
    return {
        form.strip(): (name, country, kind)
        for forms, name, country, kind in _listed("place_short.txt")
        for form in forms.split(";")
    }


def look_up(name: str) -> tuple[tuple[Gazetted, bool], ...]:
    """The places of a name as the press writes it: also shortened, and without "province", "the", "al-".

    >>> [place.name for place, _ in look_up("Nineveh Province")], look_up("Ky.")[0][0].name
    (['Nīnawá'], 'Kentucky')
    """
    name = " ".join(name.split())
    if short := short_forms().get(name):
        full, country, kind = short
        own = areas().get(key_of(full))
        found = (*((own, True),) * (own is not None), *named(full))
        return tuple(row for row in found if row[0].country == country and row[0].kind == kind)
    for form in _forms(key_of(name)):
        own = areas().get(form)
        if found := (*((own, True),) * (own is not None), *_named(form)):
            return found
    return ()


def _forms(key: str) -> list[str]:
    bare = key.removeprefix("the ")
    short = _KIND_WORDS.sub("", bare)
    forms = [key, bare, short]
    for form in (bare, short):
        if form.startswith(("al ", "el ", "ad ", "ar ", "as ", "at ", "an ", "ash ")):
            forms.append(form.partition(" ")[2])
    if short == bare:
        forms += [f"al {bare}", f"{bare} city"]
    return list(dict.fromkeys(forms))


@lru_cache(maxsize=1)
def country_rows() -> dict[str, Gazetted]:
    """ISO 3166 alpha-2 and alpha-3 codes to countries.

    >>> country_rows()["IRQ"].name
    'Iraq'
    """
    rows: dict[str, Gazetted] = {}
    for number, line in enumerate(_table()[0], start=1):
        if b"\t0\t" in line:
            place = _place(number)
            if place.kind == "country":
                rows[place.country] = rows[place.region] = place
    return rows
