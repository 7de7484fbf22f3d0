"""Ties told by a verb: "X leads Y", "Y, which is run by X", "Y fights Z", "Y holds 12 of 60 seats"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Relation, Span, Tie
from ..names.lexicon import plain
from .tie_scene import BODIES, Scene
from .tie_times import past_role, times_behind
from .tie_words import tie_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALLIED = re.compile(
    r"\b(?:is|are|was|were|has\sbeen|remains)?\s?(?:(?:closely\s)?allied\s(?:with|to)|in\s(?:an?\s)?(?:coalition|alliance)\swith|"
    r"(?:joined|join)\s(?:forces|hands)\swith|formed\san?\s(?:coalition|alliance)\swith)\s"
)
_HIS = re.compile(r"\b(his|her)\s(?:own\s)?(?:[a-z-]+\s)?\Z")
_SEATS = re.compile(r"\b(?:holds?|has|have|won|with)\s(?:[\w,]+\s){0,6}?(?:parliamentary\s)?seats\b")


def from_verbs(scene: Scene) -> list[Tie]:
    """All ties of this kind."""
    return [
        *led_by(scene),
        *backed(scene),
        *allied(scene),
        *fighting(scene),
        *leading(scene),
        *in_parliament(scene),
        *owned(scene),
        *own_group(scene),
    ]


def backed(scene: Scene) -> list[Tie]:
    """ "X, who is backed by the Hill Front"; "a militia funded by Iran"."""
    found = []
    for token in scene.doc:
        if token.tag_ != "VBN" or token.lower_ not in tie_words()["backed_by"]:
            continue
        agent = next((child for child in token.children if child.dep_ == "agent"), None)
        target = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent else None
        subject = next((child for child in token.children if child.dep_ == "nsubjpass"), None)
        if subject is None or subject.tag_ in ("WP", "WDT"):
            subject = token.head if token.dep_ in ("relcl", "acl") else None
        left = _right_before(scene, token) or (scene.at(subject.idx) if subject is not None else None)
        right = scene.at(target.idx) if target is not None else None
        if left is None or right is None or any(child.dep_ == "neg" for child in token.children):
            continue
        kinds = (*BODIES, ActorType.STATE)
        if scene.owner[left.span].type in (*kinds, ActorType.PERSON) and scene.owner[right.span].type in kinds:
            evidence = Span(min(left.span.start, right.span.start), max(left.span.end, right.span.end))
            found.append(
                scene.tie(
                    scene.owner[left.span], Relation.BACKED_BY, scene.owner[right.span], evidence, None, "backed by"
                )
            )
    return found


def _right_before(scene: Scene, token: Token) -> Mention | None:
    """ "Rebels of the Hill Front, backed by Chad": the group whose name the comma closes."""
    names = (m for m in scene.near(token.idx - 80, token.idx) if m.form is MentionForm.NAME)
    fits = [m for m in names if scene.text[m.span.end : token.idx] == ", " and scene.owner[m.span].type in BODIES]
    return fits[-1] if fits else None


def allied(scene: Scene) -> list[Tie]:
    """ "X is allied with Y", "X governs in coalition with Y", "X’s coalition with Y"."""
    found = []
    for match in _ALLIED.finditer(scene.text):
        left = [m for m in scene.near(match.start() - 90, match.start()) if m.span.end <= match.start()]
        right = [m for m in scene.near(match.end(), match.end() + 40) if m.form is not MentionForm.PRONOUN]
        groups = [m for m in left if scene.owner[m.span].type in (*BODIES, ActorType.STATE)]
        if not groups or not right:
            continue
        one, other = groups[-1], right[0]
        gap = scene.text[one.span.end : match.start()]
        right_type = scene.owner[other.span].type
        if re.search(r"[.;:!?“”\"]|\bnot\b", gap) or right_type not in (*BODIES, ActorType.STATE):
            continue
        if not re.fullmatch(r"(?:the\s)?(?:[a-z-]+\s){0,3}", scene.text[match.end() : other.span.start]):
            continue
        whole = Span(one.span.start, other.span.end)
        found.append(
            scene.tie(scene.owner[one.span], Relation.ALLIED_WITH, scene.owner[other.span], whole, None, "allied with")
        )
    return found


def _doubtful(token: Token) -> bool:
    """Whether somebody does not, or only may or will: "has led" and "had led" are done."""
    return any(
        child.dep_ == "neg" or (child.dep_ == "aux" and child.lemma_ != "have") or child.tag_ == "MD"
        for child in token.children
    )


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
        if not actor.named:
            continue
        owner = scene.owner.get(Span(mention.span.start, mention.span.start + 3))
        if owner is not None and owner.type is ActorType.PERSON:
            armed = actor.type is ActorType.ARMED_GROUP
            kind = Relation.COMMANDS if armed else Relation.MEMBER_OF
            found.append(scene.tie(owner, kind, actor, mention.span, None, "possessive"))
    return found


def own_group(scene: Scene) -> list[Tie]:
    """ "Opposition leader Karim Odeh said his Harbour Front was ready": a leader leads it, another belongs to it."""
    found = []
    for name in scene.names:
        group = scene.owner[name.span]
        before = scene.text[max(0, name.span.start - 30) : name.span.start]
        if not _is_group(name.span.of(scene.text), group.type) or not (own := _HIS.search(before)):
            continue
        at = name.span.start - len(before) + own.start(1)
        person = scene.owner.get(Span(at, at + 3))
        if person is None or person.type is not ActorType.PERSON:
            continue
        leads = any(plain(role).endswith("leader") and "deputy" not in plain(role) for role in person.roles)
        kind = Relation.LEADS if leads else Relation.MEMBER_OF
        found.append(scene.tie(person, kind, group, Span(at, name.span.end), None, "own group"))
    return found


def _is_group(written: str, type_: ActorType) -> bool:
    """Whether a name is a party’s, an alliance’s or a front’s: "his Independence Day" is nothing that he leads."""
    political = (ActorType.PARTY, ActorType.ALLIANCE, ActorType.ARMED_GROUP)
    return type_ in political or (type_ is ActorType.ORGANISATION and written.split()[-1] in tie_words()["group_names"])


def leading(scene: Scene) -> list[Tie]:
    """ "Tavi, who leads the Harbour Party": a person, a verb of leading, a body."""
    found = []
    for token in scene.doc:
        if token.lemma_ not in tie_words()["leading_verbs"] or token.pos_ != "VERB" or token.tag_ in ("VB", "VBG"):
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        target = next((child for child in token.children if child.dep_ == "dobj"), None)
        if subject is None or target is None or _doubtful(token):
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
            since, until = times_behind(scene, evidence.end)
            role = past_role("leader" if kind is Relation.LEADS else "commander", "", until) if until else None
            found.append(scene.tie(one, kind, other, evidence, role, "verb", since, until))
    return found
