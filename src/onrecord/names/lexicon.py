"""The word lists of this room: countries, well-known groups, head nouns, roles, titles. Read once, from ``data/``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..model import ActorType, Relation
from ..text.any_of import any_of

#: What a name may be broken by and still be the same name.
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'"})


@dataclass(frozen=True, slots=True)
class Place:
    """A country word: ``kind`` is "name", "adjective", "people" or "capital" (also other metonyms of a government)."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the alias table."""

    name: str
    type: ActorType
    country: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a head noun says: actor type, and the kind of word it may be repeated by."""

    type: ActorType
    kind: str


@dataclass(frozen=True, slots=True)
class Role:
    """A word for a person by what they do. ``relation`` is None where it ties to nothing."""

    relation: Relation | None
    kind: str
    plural: bool = False


def plain(text: str) -> str:
    """Lower case, one kind of apostrophe, single spaces, no leading article.

    >>> plain("The  Hashd Sha’abi")
    "hashd sha'abi"
    """
    text = " ".join(text.translate(_APOSTROPHES).lower().split())
    return text.removeprefix("the ")


def _rows(name: str) -> Iterator[list[str]]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


def _list(field: str, separator: str | None = ";") -> list[str]:
    return [item.strip() for item in field.split(separator) if item.strip()]


@lru_cache(maxsize=1)
def countries() -> dict[str, Place]:
    """Country words as written ("Iraq", "Iraqi", "Iraqis", "Baghdad") to what they are.

    >>> countries()["Kenyans"]
    Place(code='KEN', kind='people')
    """
    table: dict[str, Place] = {}
    for code, names, adjectives, people, capitals in _rows("countries.txt"):
        for kind, forms in (
            ("name", _list(names)),
            ("adjective", _list(adjectives)),
            ("people", _list(people) or [f"{form}s" for form in _list(adjectives) if not form.isupper()]),
            ("capital", _list(capitals)),
        ):
            for form in forms:
                table.setdefault(form, Place(code, kind))
    return table


@lru_cache(maxsize=1)
def cities() -> dict[str, str]:
    """Large cities and provinces to the code of their country.

    >>> cities()["Basra"]
    'IRQ'
    """
    return {form: code for code, forms in _rows("cities.txt") for form in _list(forms)}


@lru_cache(maxsize=1)
def _country_rows() -> dict[str, tuple[str, str]]:
    return {
        code: (_list(names)[0], (_list(adjectives) or [_list(names)[0]])[0])
        for code, names, adjectives, _, _ in _rows("countries.txt")
    }


@lru_cache(maxsize=1)
def country_codes() -> dict[str, str]:
    """ISO 3166 alpha-3 code to alpha-2.

    >>> country_codes()["IRQ"]
    'IQ'
    """
    return dict(_rows("codes.txt"))


def country_name(code: str) -> str:
    """The country's English name.

    >>> country_name("IRQ")
    'Iraq'
    """
    if code.startswith("~"):  # a state of one article
        return code[1:].partition("/")[0]
    return _country_rows()[code][0] if code in _country_rows() else code


def country_adjective(code: str) -> str:
    """The adjective ("Iraqi"); "US" for the United States, as the press writes it."""
    if code == "USA":
        return "US"
    if code.startswith("~"):
        return code[1:].partition("/")[2]
    return _country_rows()[code][1] if code in _country_rows() else code


def parliament_of(code: str) -> str:
    """What the press calls a country's parliament where the article does not name it.

    >>> parliament_of("KEN"), parliament_of("USA")
    ('Kenyan parliament', 'US Congress')
    """
    return "US Congress" if code == "USA" else f"{country_adjective(code)} parliament"


@lru_cache(maxsize=1)
def institutions() -> dict[str, str]:
    """Houses and seats of power that only one country has, to its code.

    >>> institutions()["Sejm"], institutions()["Downing Street"]
    ('POL', 'GBR')
    """
    return {name: code for code, names in _rows("institutions.txt") for name in names.split(";")}


@lru_cache(maxsize=1)
def currencies() -> dict[str, str]:
    """Money that one country has, in lower case, to its code.

    >>> currencies()["naira"]
    'NGA'
    """
    return {word: code for code, forms in _rows("currencies.txt") for word in forms.split()}


@lru_cache(maxsize=1)
def known() -> dict[str, Known]:
    """Well-known groups, bodies and outlets by every name they have, as written.

    >>> known()["Daesh"].name
    'Islamic State'
    """
    table: dict[str, Known] = {}
    for name, kind, country, others, _ in _rows("aliases.txt"):
        row = Known(name, ActorType(kind), None if country == "-" else country)
        for form in (name, *_list(others)):
            table.setdefault(form.translate(_APOSTROPHES), row)
    return table


def known_as(text: str) -> Known | None:
    """The row for a name, with or without its article; capitals count, so "is" is not "IS"."""
    text = " ".join(text.translate(_APOSTROPHES).split())
    table = known()
    bare = re.sub(r"^(?:the|a) ", "", text, flags=re.I)
    first, _, last = bare.rpartition(" ")
    return table.get(text) or table.get(bare) or (table.get(f"{first} {last.capitalize()}") if first else None)


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """Head nouns in lower case ("militia") to type and kind."""
    return {word: Head(ActorType(type_), kind) for type_, kind, words in _rows("heads.txt") for word in words.split()}


@lru_cache(maxsize=1)
def name_heads() -> dict[str, ActorType]:
    """Capitalised words that end the name of an organisation ("Alliance") to its type."""
    return {word: ActorType(type_) for type_, words in _rows("name_heads.txt") for word in words.split()}


@lru_cache(maxsize=1)
def name_openers() -> dict[str, ActorType]:
    """Words of other languages that open the name of an organisation ("Movimiento") to its type."""
    return {word: ActorType(type_) for type_, words in _rows("name_openers.txt") for word in words.split()}


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    """Words for persons in lower case, singular and plural."""
    table: dict[str, Role] = {}
    for relation, kind, words in _rows("roles.txt"):
        tie = None if relation == "-" else Relation(relation)
        for word in words.split():
            table.setdefault(word, Role(tie, kind))
            table.setdefault(_plural(word), Role(tie, kind, plural=True))
    return table


def _plural(word: str) -> str:
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch")) else "s")


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Titles before a name as written to their relation, "rank" or "-"."""
    return {title: relation for relation, words in _rows("titles.txt") for title in _list(words)}


@lru_cache(maxsize=1)
def title_pattern() -> re.Pattern[str]:
    """Any title; the longest wins."""
    return re.compile(rf"(?<![\w.])(?:{any_of(titles())})(?![\w])")


@lru_cache(maxsize=1)
def given_names() -> dict[str, int]:
    """Spellings of common given names to the number of the name, so that look-alikes stay two.

    >>> given_names()["hassan"] == given_names()["hasan"] != given_names()["hussein"]
    True
    """
    return {form: number for number, (line,) in enumerate(_rows("given_names.txt")) for form in line.split()}


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The small lists of ``words.txt`` by their name."""
    table = {}
    for (line,) in _rows("words.txt"):
        name, _, rest = line.partition(":")
        table[name] = frozenset(rest.split())
    return table
