"""Ties told by a title: "Prime Minister X", "US President X", "Harbour Party Chairman X"."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import Actor, ActorType, Mention, Relation, Span, Tie
from ..names.lexicon import cities, plain
from ..names.namelike import office_in, title_relation
from ..names.places import place_of
from ..names.regions import behind_name, region_of
from .tie_relations import is_shadow, relation_for
from .tie_scene import BODIES, GROUPS, Scene
from .tie_times import past_role, times_behind
from .tie_words import tie_words

_SHORT = {"sen.": "senator", "rep.": "representative", "gov.": "governor", "sen": "senator", "rep": "representative"}


def from_titles(scene: Scene) -> list[Tie]:
    """ "Prime Minister X", "US President X", "Harbour Party Chairman X"."""
    found = []
    for mention in scene.names:
        person = scene.owner[mention.span]
        if person.type is not ActorType.PERSON or not mention.title:
            continue
        mention = replace(mention, title=office_in(mention.title))
        start = mention.extent.start if mention.extent else mention.span.start
        evidence = Span(max(0, min(start, mention.span.start)), mention.span.end)
        body = scene.ending_at(start, BODIES) or _before_title(scene, start, mention)
        relation = title_relation(mention.title)
        house = mention.title.startswith(("Senate ", "House "))
        named = scene.named_first(mention.title) if body is None and not house else None
        if named and relation not in (None, "-", "rank"):
            title = mention.title.split(named.name)[-1].strip()
            if kind := relation_for(Relation(relation), title, named):
                found.append(scene.tie(person, kind, named, evidence, title, "title"))
                continue
        if body is not None and relation not in (None, "-", "rank"):
            object_ = scene.owner[body.span]
            kind = relation_for(Relation(relation), mention.title, object_)
            if kind is Relation.HOLDS_OFFICE and object_.type in GROUPS:
                kind = Relation.MEMBER_OF  # "PPA Senator X": of the party, and of the senate
                if office := office_of(scene, person, mention.title, "", evidence.start):
                    found.append(scene.tie(person, Relation.HOLDS_OFFICE, office, evidence, mention.title, "title"))
            if kind:
                found.append(
                    scene.tie(person, kind, object_, Span(body.span.start, mention.span.end), mention.title, "title")
                )
            continue
        if is_shadow(mention.title):
            continue
        if tie := _of_body(scene, person, mention, relation):
            found.append(tie)
            continue
        office = office_of(
            scene, person, mention.title, scene.text[evidence.start : mention.span.start], evidence.start
        )
        if place := behind_name(mention.title, scene.text[mention.span.end : mention.span.end + 60]):
            office = next((a for a in scene.actors if a.name == place and a.type is ActorType.GOVERNMENT_BODY), office)
        if office:
            since, until = times_behind(scene, mention.span.end)
            role = past_role(mention.title, "", until)
            found.append(scene.tie(person, Relation.HOLDS_OFFICE, office, evidence, role, "title", since, until))
    return found


def _of_body(scene: Scene, person: Actor, mention: Mention, relation: str | None) -> Tie | None:
    """ "Governor X of the Harbour Bank", "Chairman X of the Water Board": the office is of what stands behind."""
    behind = re.match(r",?\sof\s(?:the\s)?(?:[a-z-]+\s){0,2}", scene.text[mention.span.end : mention.span.end + 60])
    at = mention.span.end + behind.end() if behind else -1
    body = next((m for m in scene.names if m.span.start == at and scene.owner[m.span].type in BODIES), None)
    if body is None or relation in (None, "-", "rank"):
        return None
    object_ = scene.owner[body.span]
    kind = relation_for(Relation(relation), mention.title or "", object_)
    if kind not in (Relation.LEADS, Relation.COMMANDS, Relation.SPOKESPERSON_OF):
        return None
    start = mention.extent.start if mention.extent else mention.span.start
    evidence = Span(min(start, mention.span.start), body.span.end)
    return scene.tie(person, kind, object_, evidence, mention.title, "title of")


def _before_title(scene: Scene, start: int, mention: Mention) -> Mention | None:
    """The body inside the phrase: "[Labour] MP X and Y" begins with it."""
    at = scene.text.rfind(mention.title or "", start, mention.span.start)
    return scene.ending_at(at, BODIES) if at > start else None


def office_of(scene: Scene, person: Actor, title: str, written: str, start: int) -> Actor | None:
    """Whose office a title is: the state's (president, ambassador), its government's or its parliament's."""
    last = re.split(r"\s(?:of|for)\s", plain(title))[0].split()[-1]  # "minister" of "Minister of Finance"
    last = _SHORT.get(last, last.rstrip("."))
    region = region_of(written if title in written else title)
    if plain(title).endswith(("chief minister", "governor", "mayor", "gov.", "sheriff")) or (
        region and last == "premier"
    ):
        return _region(scene, written, start) or (scene.called(region) if region else None)
    if last == "mep":
        return scene.called("European Parliament")
    if plain(title).startswith("state "):
        return None  # of a state's senate, not of the country's
    if title.startswith("Senate ") and title_relation(title) in ("leads", "holds_office"):
        return scene.body("senate", scene.country_of(person) or scene.home or "")
    before = scene.text[max(0, start - 30) : start]
    noun = _country_noun(written) or _possessor(before)
    code = noun or _country_word(written) or scene.country_of(person) or scene.home
    if code is None:
        return None
    if last in tie_words()["parliament_offices"]:
        senate = scene.body("senate", code) if last == "senator" else None
        return senate or scene.body("parliament", code)
    of_state = " of state" in plain(title)
    if last in tie_words()["state_offices"] and _of_something_else(title):
        return None
    if last in tie_words()["state_offices"] or (noun and (of_state or last in tie_words()["government_offices"])):
        return scene.state(code) or scene.body("government", code)
    if last in tie_words()["government_offices"] or of_state:
        return scene.body("government", code) or scene.state(code)
    return None


def _of_something_else(title: str) -> bool:
    """ "Virginia AFL-CIO President": initials before the office are a body’s, and no country’s."""
    before = title.split()[:-1]
    return any(re.fullmatch(r"[A-Z]{2,}(?:-[A-Z]{2,})*", word) and place_of(word) is None for word in before)


def _region(scene: Scene, written: str, start: int) -> Actor | None:
    """Whose chief minister, governor or mayor: a government of a part of the country that the article names."""
    bodies = [a for a in scene.actors if a.type is ActorType.GOVERNMENT_BODY]
    named = [a for a in bodies if plain(a.name).endswith(" government")]
    for actor in named:
        word = actor.name.split()[-2]
        if place_of(word) is None and (len(named) < 4 or word in scene.text[max(0, start - 120) : start]):
            return actor
    return None


def _country_noun(written: str) -> str | None:
    """A country by its name ("US", "Iraq’s"), not by its adjective."""
    for match in re.finditer(r"(?:[A-Z]\.){2,}|[A-Z][\w]+(?:\s[A-Z][\w]+)?", written):
        for form in (match.group(), match.group().split()[0]):
            place = place_of(form)
            if place and place[1] == "name":
                return place[0]
    return None


def _possessor(before: str) -> str | None:
    match = re.search(r"((?:[A-Z][\w.]+\s){0,2}[A-Z][\w.]+)[’'‘]s\s$", before)
    place = place_of(match.group(1)) if match else None
    return place[0] if place else None


def _country_word(written: str) -> str | None:
    for match in re.finditer(r"[A-Z][\w]+(?:\s[A-Z][\w]+)?", written):
        for form in (match.group(), match.group().split()[0]):
            if form in cities():
                return cities()[form]
            if place := place_of(form):
                return place[0]
    return None
