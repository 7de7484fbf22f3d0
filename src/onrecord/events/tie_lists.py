"""Ties told of several at once: "Kenyan ministers X and Y", "ministers X (finance) and Y (defence)"."""

from __future__ import annotations

import re

from ..model import ActorType, Mention, MentionForm, Relation, Span, Tie
from ..names.lexicon import roles
from ..names.traits import traits
from .tie_relations import relation_for
from .tie_scene import BODIES, GROUPS, Scene
from .tie_titles import office_of

_NEXT = re.compile(r"(?:\s\((?P<what>[^)]{2,40})\))?(?:,?\sand\s|,\s)(?:the\s)?\Z")
_WHAT = re.compile(r"\s\(([a-z][^)]{2,40})\)")


def from_lists(scene: Scene) -> list[Tie]:
    """The ties of each person whom a plural office stands before."""
    found = []
    for phrase in scene.mentions:
        if phrase.form is MentionForm.NOMINAL and (people := _listed(scene, phrase)):
            for mention in people:
                found += _of_one(scene, phrase, mention)
    return found


def _listed(scene: Scene, phrase: Mention) -> list[Mention]:
    """The persons named right behind a plural, one after the other."""
    names = [
        m
        for m in scene.near(phrase.span.end, phrase.span.end + 300)
        if m.form is MentionForm.NAME and scene.owner[m.span].type is ActorType.PERSON
    ]
    last, found = phrase.span.end, []
    for name in names:
        start = name.extent.start if name.extent and name.extent.start > last else name.span.start
        gap = scene.text[last:start]
        if not (gap == " " if not found else _NEXT.fullmatch(gap)) or (found and name.title):
            break
        found.append(name)
        last = name.span.end
    return found if len(found) > 1 else []


def _of_one(scene: Scene, phrase: Mention, mention: Mention) -> list[Tie]:
    head = traits(scene.doc, phrase).head
    one = singular(head)
    role, person = roles().get(one), scene.owner[mention.span]
    if one == head or role is None or role.relation is None:
        return []
    written = phrase.span.of(scene.text)
    title = re.sub(rf"{re.escape(head)}\Z", one, " ".join(written.split()), flags=re.I)
    title = re.sub(r"^(?:the|two|three|four|five|several)\s", "", title, flags=re.I)
    if what := _WHAT.match(scene.text, mention.span.end):
        title = f"{title} ({what.group(1)})"
    evidence = Span(phrase.span.start, mention.span.end)
    bodies = [m for m in scene.inside(phrase.span) if m.span != phrase.span and scene.owner[m.span].type in BODIES]
    body = bodies[-1] if bodies else scene.ending_at(phrase.span.start, BODIES)
    found = []
    if body is not None:
        object_ = scene.owner[body.span]
        kind = relation_for(role.relation, title, object_)
        if kind is Relation.HOLDS_OFFICE and object_.type in GROUPS:
            kind = Relation.MEMBER_OF
        elif kind is Relation.LEADS:
            kind = Relation.MEMBER_OF  # "leaders of the party": not each its leader
        found += [scene.tie(person, kind, object_, evidence, title, "list")] if kind else []
    if role.relation is Relation.HOLDS_OFFICE and (body is None or found):
        office = office_of(scene, person, one, written, phrase.span.start)
        if office and all(office.id != tie.object for tie in found):
            found.append(scene.tie(person, Relation.HOLDS_OFFICE, office, evidence, title, "list"))
    return found


def singular(word: str) -> str:
    """A plural of an office in the singular, as the list of roles has it.

    >>> singular("ministers"), singular("spokesmen"), singular("boss")
    ('minister', 'spokesman', 'boss')
    """
    for one in (word.removesuffix("s"), re.sub(r"men\Z", "man", word)):
        if one != word and one in roles() and not roles()[one].plural:
            return one
    return word
