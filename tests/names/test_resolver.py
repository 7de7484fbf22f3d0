"""Identities across articles."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Actor, ActorType
from onrecord.names.resolver import Resolver

PEOPLE = [
    "Hadi al-Tavi",
    "Hadi Al Tawi",
    "Ammar al-Hakimi",
    "Mohamed al-Hakimi",
    "Hakimi",
    "Lena Odeh",
    "Lina Odeh",
    "Karim Rawi",
]


def person(name: str, country: str | None = None, *roles: str, id: str = "a1") -> Actor:
    return Actor(id, name, ActorType.PERSON, country=country, roles=roles)


def test_spellings_merge_and_the_merge_says_why():
    resolver = Resolver()
    one = resolver.add("1", [person("Hadi al-Tameri")])["a1"]
    other = resolver.add("2", [person("Hadi al-Tamiri")])["a1"]
    assert one == other
    (merge,) = resolver.merges
    assert (merge.identity, merge.article, merge.name) == (one, "2", "Hadi al-Tamiri")
    assert merge.reason


def test_brothers_stay_two_also_without_a_country():
    resolver = Resolver()
    ids = {
        resolver.add(str(n), [person(name)])["a1"] for n, name in enumerate(["Ammar al-Hakimi", "Mohamed al-Hakimi"])
    }
    assert len(ids) == 2


def test_a_surname_alone_does_not_merge():
    resolver = Resolver()
    full = resolver.add("1", [person("Karim Rawi", "IRQ", "minister")])["a1"]
    assert resolver.add("2", [person("Rawi", "IRQ")])["a1"] != full
    assert resolver.add("3", [person("Rawi")])["a1"] != resolver.add("4", [person("Rawi")])["a1"]


def test_a_surname_with_the_same_office_of_the_same_country_does():
    resolver = Resolver()
    full = resolver.add("1", [person("Karim Rawi", "IRQ", "Prime Minister")])["a1"]
    assert resolver.add("2", [person("Rawi", "IRQ", "Prime Minister")])["a1"] == full


def test_one_name_in_two_countries_is_two_and_a_question():
    resolver = Resolver()
    one = resolver.add("1", [person("Ali Hassan", "IRQ", "minister")])["a1"]
    other = resolver.add("2", [person("Ali Hassan", "KEN", "governor")])["a1"]
    assert one != other
    assert {(miss.one, miss.other) for miss in resolver.near_misses} == {(one, other)}


def test_two_persons_of_one_article_stay_two():
    resolver = Resolver()
    found = resolver.add("1", [person("Lena Odeh", id="a1"), person("Lina Odeh", id="a2")])
    assert found["a1"] != found["a2"]


def test_groups_merge_by_stated_names_only():
    resolver = Resolver()
    group = Actor("a1", "Umoja Movement", ActorType.PARTY, aliases=("UM", "Umoja Reform Movement"))
    one = resolver.add("1", [group])["a1"]
    assert resolver.add("2", [Actor("a1", "Umoja Reform Movement", ActorType.PARTY)])["a1"] == one
    assert resolver.add("3", [Actor("a1", "Umoja Mavement", ActorType.PARTY)])["a1"] != one
    assert (
        resolver.add("4", [Actor("a1", "Daesh", ActorType.ARMED_GROUP)])["a1"]
        == resolver.add("5", [Actor("a1", "ISIL", ActorType.ARMED_GROUP)])["a1"]
    )


def test_residents_of_two_articles_are_not_one():
    resolver = Resolver()
    ids = {resolver.add(str(n), [Actor("a1", "residents", ActorType.COLLECTIVE)])["a1"] for n in range(3)}
    assert len(ids) == 3


def test_it_goes_on_from_known_identities():
    first = Resolver()
    id_ = first.add("1", [person("Hadi al-Tameri", "IRQ")])["a1"]
    second = Resolver(first.identities())
    assert second.add("2", [person("Hadi al-Tamiri", "IRQ")])["a1"] == id_


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=12), st.lists(st.sampled_from(PEOPLE), max_size=6))
def test_what_was_resolved_stays(names, more):
    resolver = Resolver()
    before = [resolver.add(str(n), [person(name)])["a1"] for n, name in enumerate(names)]
    for n, name in enumerate(more):
        resolver.add(f"later {n}", [person(name)])
    known = {identity.id: identity for identity in resolver.identities()}
    for name, id_ in zip(names, before, strict=True):
        assert name in known[id_].names
    again = Resolver()
    assert [again.add(str(n), [person(name)])["a1"] for n, name in enumerate(names)] == before


def test_a_government_that_its_name_tells_is_one_also_where_no_list_knows_the_state():
    def body(name: str) -> Actor:
        return Actor("a1", name, ActorType.GOVERNMENT_BODY)

    resolver = Resolver()
    first = resolver.add("1", [body("Tavrian government")])["a1"]
    assert resolver.add("2", [body("Tavrian government")])["a1"] == first
    assert resolver.add("3", [body("Orelese government")])["a1"] != first
    assert resolver.add("4", [body("Interior Ministry")])["a1"] != resolver.add("5", [body("Interior Ministry")])["a1"]
