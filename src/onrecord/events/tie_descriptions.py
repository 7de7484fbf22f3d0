"""Ties told by a description: "X, head of Y", "the movement’s leader, X", "X was elected leader of Y"."""

from __future__ import annotations

import re

from ..model import Actor, ActorType, Mention, MentionForm, Relation, Span, Tie
from ..names.appositions import Apposition, appositions
from ..names.lexicon import cities, heads, name_heads, plain
from ..names.namelike import office_in
from ..names.places import place_of
from ..names.regions import region_of
from ..names.traits import tokens_of, traits
from .tie_relations import is_shadow, relation_for, role_of
from .tie_scene import BODIES, LONGEST, Scene
from .tie_times import is_day, left_office, past_role, times_behind
from .tie_words import tie_words

_SOMEBODYS = re.compile(r"\sof\s(?:[\w.-]+\s){0,5}[\w-]+[’'‘]s?\s(?:[a-z-]+\s){0,2}")


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
    if is_shadow(apposition.phrase.span.of(scene.text)):
        return _shadow(scene, person, apposition)
    if role is None and trait.head in ("predecessor", "successor", "counterpart"):
        return _of_the_other(scene, person, apposition, trait.head)
    if role is None:
        return []
    if role is Relation.LEADS and re.match(r"\sin\s", scene.text[apposition.phrase.span.end :][:4]):
        return []  # a chair in economics
    object_, start = _object(scene, apposition, trait.head)
    if object_ is None or _says_nothing(object_):
        object_ = _short_named(scene, apposition, object_)
    if object_ is None and role is Relation.MEMBER_OF:
        object_ = _of_somebody(scene, apposition)
    if object_ is None and role is Relation.SPOKESPERSON_OF:
        object_ = _principal(scene, apposition.phrase.span.of(scene.text).lower())
    if object_ is None and trait.head in ("predecessor", "successor", "counterpart"):
        return _of_the_other(scene, person, apposition, trait.head)
    if object_ is None or object_ is person:
        return []
    written = " ".join(apposition.phrase.span.of(scene.text).split())
    whole = scene.text[apposition.phrase.span.start : apposition.role.end].lower()
    opposing = "leader" in written.lower() and re.match(r"(?:the\s)?leader\sof\s(?:the\s)?opposition\b", whole)
    kind = relation_for(role, f"opposition {written}" if opposing else written, object_)
    if kind is None:
        return []
    if kind is Relation.HOLDS_OFFICE and object_.type not in (ActorType.STATE, ActorType.GOVERNMENT_BODY):
        kind = Relation.MEMBER_OF if trait.head in ("mp", "lawmaker", "senator", "deputy") else Relation.HOLDS_OFFICE
    ends = (apposition.name.span, apposition.phrase.span, apposition.role)
    evidence = Span(min(start, *(s.start for s in ends)), max(s.end for s in ends))
    since, until = times_behind(scene, max(apposition.role.end, apposition.phrase.span.end))
    if since is None and until is None:  # the description may hold "from 2015" itself
        told = [m.span.end for m in scene.inside(apposition.role) if scene.owner[m.span] is object_]
        since, until = times_behind(scene, max(told)) if told else (None, None)
    if apposition.how == "copula":
        since = since or _date(scene, apposition)
    before = scene.text[max(0, apposition.phrase.span.start - 60) : apposition.phrase.span.start]
    if left_office(before):
        since, until = None, since
    role_text = re.sub(r"^(?:the|an?|his|her|its|their|whose)\s", "", written, flags=re.I)
    role_text = past_role(role_text, before, until)
    return [scene.tie(person, kind, object_, evidence, role_text, apposition.how, since, until)]


def _of_somebody(scene: Scene, apposition: Apposition) -> Actor | None:
    """ "a member of President X’s Harbour Party": the party, whoever it is called after."""
    end = apposition.phrase.span.end
    for name in scene.near(end, end + 70):
        if name.form is MentionForm.NAME and scene.owner[name.span].type in BODIES:
            between = scene.text[end : name.span.start]
            return scene.owner[name.span] if _SOMEBODYS.fullmatch(between) else None
    return None


def _shadow(scene: Scene, person: Actor, apposition: Apposition) -> list[Tie]:
    """ "Labour’s shadow transport secretary": no office of the government, but of the party."""
    owner = scene.possessing(apposition.phrase.span.start)
    if owner is None or scene.owner[owner.span].type is not ActorType.PARTY:
        return []
    evidence = Span(owner.span.start, max(apposition.name.span.end, apposition.phrase.span.end))
    role = apposition.phrase.span.of(scene.text)
    return [scene.tie(person, Relation.MEMBER_OF, scene.owner[owner.span], evidence, role, apposition.how)]


def _of_the_other(scene: Scene, person: Actor, apposition: Apposition, head: str) -> list[Tie]:
    """ "Chow’s predecessor, X"; "his French counterpart, X": an office like that of whoever was spoken of."""
    other = _holder(scene, apposition.phrase)
    if other is None or other is person:
        return []
    evidence = Span(
        min(apposition.phrase.span.start, apposition.name.span.start),
        max(apposition.phrase.span.end, apposition.name.span.end),
    )
    country = traits(scene.doc, apposition.phrase).country
    for mention in other.mentions:
        if not mention.title or mention.form is not MentionForm.NAME:
            continue
        title = office_in(mention.title)
        last = plain(title).split()[-1]
        if region := region_of(" ".join(apposition.phrase.span.of(scene.text).split())):
            place = scene.called(region) if last in ("governor", "mayor") or "chief minister" in plain(title) else None
            role = title.removeprefix(region_of(title) or "").strip()
            return [scene.tie(person, Relation.HOLDS_OFFICE, place, evidence, role, head)] if place else []
        if last not in tie_words()["government_offices"] | tie_words()["state_offices"]:
            continue
        code = country if head == "counterpart" else scene.country_of(other) or scene.home
        if code is None:
            return []
        of_state = last in tie_words()["state_offices"]
        object_ = scene.state(code) if of_state else scene.body("government", code) or scene.state(code)
        role = f"former {title}" if head == "predecessor" else title
        return [scene.tie(person, Relation.HOLDS_OFFICE, object_, evidence, role, head)] if object_ else []
    return []


def _holder(scene: Scene, phrase: Mention) -> Actor | None:
    """Whose counterpart or predecessor: the owner by name or pronoun."""
    if owner := scene.possessing(phrase.span.start):
        return scene.owner[owner.span]
    pronoun = scene.at(phrase.span.start)
    inside = [m for m in scene.near(phrase.span.start, phrase.span.start + 1) if m.form is MentionForm.PRONOUN]
    if inside:
        return scene.owner[inside[0].span]
    return scene.owner[pronoun.span] if pronoun and pronoun.form is MentionForm.PRONOUN else None


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
            if mention.form is MentionForm.PRONOUN or mention.span == phrase.span:
                continue
            spoken_for = actor.type is ActorType.PERSON and head.startswith("spokes")
            if actor.type in (*BODIES, ActorType.STATE) or spoken_for:
                return actor, phrase.span.start
    within = [m for m in scene.inside(phrase.span) if m.span != phrase.span and scene.owner[m.span].type in BODIES]
    owner = scene.possessing(phrase.span.start)
    if within and owner and scene.owner[owner.span].type is ActorType.STATE:
        return scene.owner[within[-1].span], phrase.span.start  # "Bolivia’s Workers’ Union leader"
    if owner:
        held_by = scene.owner[owner.span]
        if held_by.type is ActorType.STATE and head in tie_words()["government_offices"]:
            code = scene.country_of(held_by)
            premier = head == "premier" or "prime" in words_before
            held_by = (scene.body("government", code) if code and premier else None) or held_by
        return held_by, owner.span.start
    first = [
        m
        for m in scene.inside(phrase.span)
        if m.span != phrase.span and scene.owner[m.span].type in (*BODIES, ActorType.STATE)
    ]
    if first:
        return scene.owner[first[-1].span], phrase.span.start
    if body := scene.named_first(phrase.span.of(scene.text)):
        return body, phrase.span.start
    if region := _region_before(scene, phrase.span.start):
        return scene.called(region), phrase.span.start  # "Saxony’s interior minister": no minister of the country
    if body := scene.ending_at(phrase.span.start, BODIES):
        return scene.owner[body.span], body.span.start
    after = scene.text[phrase.span.end : phrase.span.end + 5]
    owned = re.match(r"(?:its|their|whose)\s", phrase.span.of(scene.text), re.I)
    if owned and (body := scene.last_named(phrase.span.start)):
        return scene.owner[body.span], body.span.start
    if "general" in words_before or "press" in words_before:
        return None, phrase.span.start  # a general secretary is no minister
    if place := region_of(apposition.role.of(scene.text)):
        return scene.called(place), phrase.span.start
    vague = re.match(r"\s(?:and|of|for|at)\b", after) or phrase.span.of(scene.text).islower()
    if head in tie_words()["government_offices"] | tie_words()["state_offices"]:
        country = traits(scene.doc, phrase).country
        if country:
            premier = head == "premier" or "prime" in words_before
            government = scene.body("government", country)
            return (government if premier else None) or scene.state(country) or government, phrase.span.start
        past = re.match(r"(?:an?\s)?(?:former|ex-)", phrase.span.of(scene.text), re.I)
        portfolio = head in ("minister", "secretary") and traits(scene.doc, phrase).modifiers
        if vague and not past and not portfolio and not phrase.span.of(scene.text).startswith("the "):
            return None, phrase.span.start  # "president and founder of …" is no head of state
        country = scene.country_of(scene.owner[apposition.name.span]) or scene.home or ""
        if head in tie_words()["state_offices"]:
            return scene.state(country), phrase.span.start
        return scene.body("government", country), phrase.span.start
    if head in tie_words()["parliament_offices"] - {"deputy", "speaker"} or phrase.span.of(scene.text) == "Deputy":
        country = traits(scene.doc, phrase).country or scene.country_of(scene.owner[apposition.name.span]) or scene.home
        senate = scene.body("senate", country) if head == "senator" and country else None
        return senate or (scene.body("parliament", country) if country else None), phrase.span.start
    return None, phrase.span.start


def _region_before(scene: Scene, start: int) -> str | None:
    owner = re.search(r"([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)[’'‘]s?\s\Z", scene.text[max(0, start - 50) : start])
    return owner.group(1) if owner and owner.group(1) in cities() and place_of(owner.group(1)) is None else None


def _says_nothing(body: Actor) -> bool:
    """ "the party", "the committee": a body that the article gives no name."""
    return body.type in BODIES and not body.named and plain(body.name) in tie_words()["any_body"]


def _short_named(scene: Scene, apposition: Apposition, said: Actor | None) -> Actor | None:
    """ "Front general secretary X", "party chief X": the body so called that was named last, or is next."""
    first = plain(said.name if said else apposition.phrase.span.of(scene.text)).split()[0]
    of_bodies = first in heads() or first.title() in name_heads()
    if not of_bodies or first == traits(scene.doc, apposition.phrase).head:
        return None
    kinds = {"party": (ActorType.PARTY, ActorType.ALLIANCE, ActorType.ORGANISATION)}.get(first, BODIES)

    def fits(name: Mention) -> bool:
        body = scene.owner[name.span]
        words = {word for other in (body.name, *body.aliases) for word in plain(other).split()}
        return body.type in kinds and (first in words or first == "party")

    at = apposition.phrase.span.start
    named = [m for m in scene.names if fits(m)]
    named = [m for m in named if scene.owner[m.span].type is not ActorType.ORGANISATION] or named
    before = [m for m in named if m.span.end <= at]
    if before:
        return scene.owner[before[-1].span]
    bodies = {scene.owner[m.span].id: scene.owner[m.span] for m in named if m.span.start - at < LONGEST}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _date(scene: Scene, apposition: Apposition) -> str | None:
    """The day named in the same sentence behind "was elected …"."""
    first, last = tokens_of(scene.doc, apposition.phrase)
    if first >= last:
        return None
    found = scene.dates_in(apposition.role.end, scene.doc[first].sent.end_char)
    return next((value for _, value in found if is_day(value)), None)
