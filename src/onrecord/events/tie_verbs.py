"""Ties told by a verb: "X leads Y", "Y, which is run by X", "Y fights Z", "Y holds 12 of 60 seats"."""

from __future__ import annotations

import re

from ..model import ActorType, MentionForm, Relation, Span, Tie
from .tie_scene import BODIES, Scene
from .tie_words import tie_words

_SEATS = re.compile(r"\b(?:holds?|has|have|won|with)\s(?:[\w,]+\s){0,6}?(?:parliamentary\s)?seats\b")


def from_verbs(scene: Scene) -> list[Tie]:
    """All ties of this kind."""
    return [*led_by(scene), *fighting(scene), *leading(scene), *in_parliament(scene), *owned(scene)]


def led_by(scene: Scene) -> list[Tie]:
    """ "Y, which owns mines and is run by X": the passive further from the name."""
    found = []
    for token in scene.doc:
        if token.lower_ not in tie_words()["led_by"] or token.tag_ != "VBN":
            continue
        agent = next((child for child in token.children if child.dep_ == "agent"), None)
        target = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent else None
        verb = token
        while verb.dep_ == "conj" and verb.head is not verb:
            verb = verb.head
        subject = verb.head if verb.dep_ in ("relcl", "acl") else None
        left = scene.at(subject.idx) if subject is not None else None
        right = scene.at(target.idx) if target is not None else None
        if left is None or right is None:
            continue
        body, person = scene.owner[left.span], scene.owner[right.span]
        if body.type in BODIES and person.type is ActorType.PERSON:
            evidence = Span(left.span.start, max(left.span.end, right.span.end))
            kind = Relation.COMMANDS if token.lower_ == "commanded" else Relation.LEADS
            found.append(scene.tie(person, kind, body, evidence, None, "led by"))
    return found


def fighting(scene: Scene) -> list[Tie]:
    """ "the coalition fighting (against) the group"."""
    found = []
    for token in scene.doc:
        if token.lower_ not in tie_words()["fights"] or token.pos_ != "VERB":
            continue
        subject = next((child for child in token.children if child.dep_ in ("nsubj",)), None)
        if subject is None and token.dep_ in ("acl", "relcl"):
            subject = token.head
        target = next((child for child in token.children if child.dep_ == "dobj"), None)
        against = next((child for child in token.children if child.dep_ == "prep" and child.lower_ == "against"), None)
        if target is None and against is not None:
            target = next((child for child in against.children if child.dep_ == "pobj"), None)
        left = scene.at(subject.idx) if subject is not None else None
        right = scene.at(target.idx) if target is not None else None
        if left is None or right is None or any(child.dep_ == "neg" for child in token.children):
            continue
        one, other = scene.owner[left.span], scene.owner[right.span]
        kinds = (*BODIES, ActorType.STATE)
        if one.type in kinds and other.type in kinds:
            evidence = Span(min(left.span.start, right.span.start), max(left.span.end, right.span.end))
            found.append(scene.tie(one, Relation.OPPOSES, other, evidence, None, "fights"))
    return found


def in_parliament(scene: Scene) -> list[Tie]:
    """ "the parliamentary bloc of X", "X, which holds 185 of 328 parliamentary seats": part of the parliament."""
    found = []
    for mention in scene.mentions:
        actor = scene.owner[mention.span]
        if actor.type not in (ActorType.PARTY, ActorType.ALLIANCE):
            continue
        parliament = scene.body("parliament", scene.country_of(actor) or scene.home or "")
        if parliament is None:
            continue
        span = scene.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        rest = scene.text[mention.span.end : span.sent.end_char] if span is not None else ""
        seats = _SEATS.search(rest)
        first = mention.form is MentionForm.NAME and not any(
            other.span.start < mention.span.start and span.sent.start_char <= other.span.start
            for other in scene.near(span.sent.start_char, mention.span.start)
            if scene.owner[other.span].type in (ActorType.PARTY, ActorType.ALLIANCE)
        )
        if seats and first:
            evidence = Span(mention.span.start, mention.span.end + seats.end())
            found.append(scene.tie(actor, Relation.PART_OF, parliament, evidence, None, "seats"))
        elif "parliamentary" in mention.span.of(scene.text):
            found.append(scene.tie(actor, Relation.PART_OF, parliament, mention.span, None, "parliamentary"))
    return found


def owned(scene: Scene) -> list[Tie]:
    """ "his militia, the Tavi Brigade": the owner commands or leads it."""
    found = []
    for mention in scene.mentions:
        actor = scene.owner[mention.span]
        written = mention.span.of(scene.text).lower()
        if actor.type not in (ActorType.ARMED_GROUP, ActorType.PARTY) or not written.startswith(("his ", "her ")):
            continue
        if not any(other.form is MentionForm.NAME for other in actor.mentions):
            continue
        owner = scene.owner.get(Span(mention.span.start, mention.span.start + 3))
        if owner is not None and owner.type is ActorType.PERSON:
            armed = actor.type is ActorType.ARMED_GROUP
            kind = Relation.COMMANDS if armed else Relation.MEMBER_OF
            found.append(scene.tie(owner, kind, actor, mention.span, None, "possessive"))
    return found


def leading(scene: Scene) -> list[Tie]:
    """ "Tavi, who leads the Harbour Party": a person, a verb of leading, a body."""
    found = []
    for token in scene.doc:
        if token.lemma_ not in tie_words()["leading_verbs"] or token.pos_ != "VERB" or token.tag_ in ("VB", "VBG"):
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        target = next((child for child in token.children if child.dep_ == "dobj"), None)
        if subject is None or target is None or any(child.dep_ in ("neg", "aux") for child in token.children):
            continue
        if token.dep_ == "relcl" and subject.tag_ == "WP":
            subject = token.head
        left, right = scene.at(subject.idx), scene.at(target.idx)
        if left is None or right is None or left.form is MentionForm.PRONOUN:
            continue
        one, other = scene.owner[left.span], scene.owner[right.span]
        if one.type is ActorType.PERSON and other.type in BODIES:
            kind = Relation.COMMANDS if token.lemma_ == "command" else Relation.LEADS
            evidence = Span(min(left.span.start, right.span.start), max(left.span.end, right.span.end))
            found.append(scene.tie(one, kind, other, evidence, None, "verb"))
    return found
