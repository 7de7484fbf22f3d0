"""Ties told by a description: "X, head of Y", "the movement’s leader, X", "X was elected leader of Y"."""

from __future__ import annotations

import re

from ..model import Actor, ActorType, MentionForm, Relation, Span, Tie
from ..names.appositions import Apposition, appositions
from ..names.lexicon import plain
from ..names.traits import tokens_of, traits
from .tie_relations import is_shadow, relation_for, role_of
from .tie_scene import BODIES, Scene
from .tie_words import tie_words

_PLACE_OF = re.compile(r"\b(?:governor|mayor)\sof\s(?:the\s)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})")


def from_descriptions(scene: Scene) -> list[Tie]:
    """ "X, head of Y", "the movement’s leader, X", "Y commander X", "X was elected leader of Y"."""
    found = []
    for apposition in appositions(scene.doc, scene.mentions):
        person = scene.owner.get(apposition.name.span)
        if person is None or person.type is not ActorType.PERSON:
            continue
        found += _described(scene, person, apposition)
    return found


def _described(scene: Scene, person: Actor, apposition: Apposition) -> list[Tie]:
    trait = traits(scene.doc, apposition.phrase)
    role = role_of(apposition.phrase.span.of(scene.text), trait.head)
    if role is None or is_shadow(apposition.phrase.span.of(scene.text)):
        return []
    if role is Relation.LEADS and re.match(r"\sin\s", scene.text[apposition.phrase.span.end :][:4]):
        return []  # a chair in economics
    object_, start = _object(scene, apposition, trait.head)
    if object_ is None and role is Relation.SPOKESPERSON_OF:
        object_ = _principal(scene, apposition.phrase.span.of(scene.text).lower())
    if object_ is None or object_ is person:
        return []
    written = " ".join(apposition.phrase.span.of(scene.text).split())
    kind = relation_for(role, written, object_)
    if kind is None:
        return []
    if kind is Relation.HOLDS_OFFICE and object_.type not in (ActorType.STATE, ActorType.GOVERNMENT_BODY):
        kind = Relation.MEMBER_OF if trait.head in ("mp", "lawmaker", "senator", "deputy") else Relation.HOLDS_OFFICE
    ends = (apposition.name.span, apposition.phrase.span, apposition.role)
    evidence = Span(min(start, *(s.start for s in ends)), max(s.end for s in ends))
    start_date = _date(scene, apposition) if apposition.how == "copula" else None
    role_text = re.sub(r"^(?:the|an?|his|her|its|their)\s", "", written, flags=re.I)
    return [scene.tie(person, kind, object_, evidence, role_text, apposition.how, start_date)]


def _principal(scene: Scene, written: str) -> Actor | None:
    """The person whom a "presidential spokeswoman" speaks for."""
    office = {"presidential": "president", "royal": "king", "mayoral": "mayor"}
    wanted = next((office[word] for word in written.split() if word in office), None)
    fits = (a for a in scene.actors if a.type is ActorType.PERSON)
    return next((a for a in fits if wanted and any(plain(r).split()[-1] == wanted for r in a.roles)), None)


def _object(scene: Scene, apposition: Apposition, head: str) -> tuple[Actor | None, int]:
    """The organisation of a description, and where its words begin."""
    phrase = apposition.phrase
    words_before = phrase.span.of(scene.text).lower().split()[:-1]
    inside = scene.inside(Span(phrase.span.end, apposition.role.end)) if apposition.role.end > phrase.span.end else []
    if head not in ("ambassador", "envoy"):
        for place, mention in enumerate(inside):
            actor = scene.owner[mention.span]
            if re.match(r"-[a-z]", scene.text[mention.span.end :][:2]):
                continue  # "the Iran-backed Brigades"
            if (
                actor.type is ActorType.STATE
                and any(scene.owner[m.span].type in BODIES for m in inside[place + 1 :])
                and re.match(r"[’'‘]s?\s", scene.text[mention.span.end :])
            ):
                continue  # "deputy chief of Iraq’s popular forces": the forces
            if actor.type in (*BODIES, ActorType.STATE) and mention.form is not MentionForm.PRONOUN:
                return actor, phrase.span.start
    if owner := scene.possessing(phrase.span.start):
        return scene.owner[owner.span], owner.span.start
    first = [
        m
        for m in scene.inside(phrase.span)
        if m.span != phrase.span and scene.owner[m.span].type in (*BODIES, ActorType.STATE)
    ]
    if first:
        return scene.owner[first[-1].span], phrase.span.start
    if body := scene.ending_at(phrase.span.start, BODIES):
        return scene.owner[body.span], body.span.start
    if "general" in words_before or "press" in words_before:
        return None, phrase.span.start  # a general secretary is no minister
    after = scene.text[phrase.span.end : phrase.span.end + 5]
    if re.match(r"(?:its|their)\s", phrase.span.of(scene.text), re.I) and (body := scene.last_named(phrase.span.start)):
        return scene.owner[body.span], body.span.start
    if place := _PLACE_OF.search(apposition.role.of(scene.text)):
        return scene.called(place.group(1)), phrase.span.start
    vague = re.match(r"\s(?:and|of|for|at)\b", after) or phrase.span.of(scene.text).islower()
    if head in tie_words()["government_offices"] | tie_words()["state_offices"]:
        country = traits(scene.doc, phrase).country
        if country:
            return (scene.state(country) or scene.body("government", country)), phrase.span.start
        past = re.match(r"(?:an?\s)?(?:former|ex-)", phrase.span.of(scene.text))
        if vague and not past and not phrase.span.of(scene.text).startswith("the "):
            return None, phrase.span.start  # "president and founder of …" is no head of state
        country = scene.country_of(scene.owner[apposition.name.span]) or scene.home or ""
        if head in tie_words()["state_offices"]:
            return scene.state(country), phrase.span.start
        return scene.body("government", country), phrase.span.start
    return None, phrase.span.start


def _date(scene: Scene, apposition: Apposition) -> str | None:
    """The day named in the same sentence behind "was elected …"."""
    from ..text.dates import find_dates

    first, last = tokens_of(scene.doc, apposition.phrase)
    sentence = scene.doc[first].sent if first < last else None
    for date in find_dates(scene.article):
        if sentence is None or not date.value or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date.value):
            continue
        if apposition.role.end <= date.span.start and date.span.end <= sentence.end_char:
            return date.value
    return None
