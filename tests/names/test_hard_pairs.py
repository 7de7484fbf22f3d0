"""Two actors that are easily taken for one: none of the pairs may merge, by name alone or through small articles.

``hard_pairs.jsonl``: public facts and inventions of our own, written for this test; nothing is fitted on it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.model import Actor, ActorType
from onrecord.names.resolver import Resolver
from onrecord.names.similarity import MERGE, same_name

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "hard_pairs.jsonl").read_text("utf-8").splitlines()]


def actor(name: str, type: str, *roles: str, country: str | None = None) -> Actor:
    return Actor("a1", name, ActorType(type), roles=roles, country=country)


def test_there_are_enough_of_them_and_none_twice():
    pairs = {frozenset((row["a"], row["b"])) for row in PAIRS}
    assert len(pairs) == len(PAIRS) >= 150
    assert sum(not row["a"].isascii() for row in PAIRS) >= 10


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: f"{row['a']} | {row['b']}")
def test_the_names_alone_do_not_merge(row):
    assert same_name(row["a"], row["b"], row["type"]).score < MERGE


@pytest.mark.parametrize("country", [None, "IRQ"])
@pytest.mark.parametrize("roles", [(), ("minister",), ("prime minister",)])
def test_small_articles_do_not_merge_them(roles, country):
    """Also where both are of one country and were called by one office, as fathers and sons are."""
    wrong = []
    for row in PAIRS:
        resolver = Resolver()
        ids = set()
        for n, name in enumerate((row["a"], row["b"], row["a"], row["b"])):
            given = roles if row["type"] == "person" else ()
            found = resolver.add(str(n), [actor(name, row["type"], *given, country=country)], f"202{n}-03-01")
            ids.add(resolver.stands_as(found["a1"]))
        if len(ids) < 2:
            wrong.append((row["a"], row["b"]))
    assert wrong == []


NAMESAKES = [  # one name, two people: (name, office, country) twice
    (("Ali Hassan", "minister", "IRQ"), ("Ali Hassan", "governor", "KEN")),
    (("John Hale", "senator", "USA"), ("John Hale", "mayor of Tavistown", "GBR")),
    (("Mohammed Ahmed", "spokesman", "SDN"), ("Mohammed Ahmed", "lawmaker", "PAK")),
    (("Ahmed Ali", "", None), ("Ahmed Ali", "", None)),
    (("Hassan Mohammed", "official", None), ("Hassan Mohammed", "teacher", None)),
    (("Anna Roe", "foreign minister", "NOR"), ("Anna Roe", "foreign minister", "NZL")),
]


@pytest.mark.parametrize(("one", "other"), NAMESAKES)
def test_namesakes_stay_two_and_are_asked_about(one, other):
    resolver = Resolver()
    ids = []
    for n, (name, role, country) in enumerate((one, other)):
        roles = (role,) if role else ()
        ids.append(resolver.add(str(n), [actor(name, "person", *roles, country=country)])["a1"])
    assert ids[0] != ids[1]
    assert {(miss.one, miss.other) for miss in resolver.near_misses} == {tuple(ids)}


def test_two_bodies_with_the_same_initials_stay_two():
    resolver = Resolver()
    party = Actor("a1", "Karro Peoples Party", ActorType.PARTY, aliases=("KPP",))
    project = Actor("a1", "Karro Port Project", ActorType.ORGANISATION, aliases=("KPP",))
    one, other = resolver.add("1", [party])["a1"], resolver.add("2", [project])["a1"]
    assert resolver.stands_as(one) != resolver.stands_as(other)
    alone = resolver.add("3", [Actor("a1", "KPP", ActorType.ORGANISATION)])["a1"]
    assert resolver.stands_as(alone) not in (one, other)


def test_an_army_without_a_country_is_nobodys():
    resolver = Resolver()
    ids = {resolver.add(str(n), [actor("Air Force", "armed group")])["a1"] for n in range(2)}
    assert len(ids) == 2
