"""Ties of belonging between bodies and states: who joined what, is a member of it, owns it, governs with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Mention, MentionForm, Relation, Span, Tie
from .tie_scene import BODIES, GROUPS, Scene
from .tie_times import date_of_verb, times_behind
from .tie_words import tie_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FILL = r"(?:(?!not\b|never\b|no\b|its\b|their\b|whose\b|his\b|her\b|said\b)[\w-]+\s){0,3}?"
_GLOSS = r"(?:\s\([^)]{1,12}\))?"
#: "Rwanda, a member of the East African Community"; "belongs to"; never "is not part of".
_BEING = r"(?:is|was|has\sbeen|had\sbeen|became|remains)\s(?:now\s|also\s|still\s)?"
_MEMBER = re.compile(
    rf"{_GLOSS}(?:,\s(?:which\s{_BEING}|who\s{_BEING})?|\s{_BEING})(?:an?\s|the\s|one\sof\sthe\s)?{_FILL}"
    rf"(?:part|members?(?:\sstates?)?)\s(?:of|in)\s(?:the\s)?(?:[a-z-]+\s){{0,3}}"
    rf"|{_GLOSS},\swho\s(?:also\s)?sits\s(?:on|in)\s(?:the\s)?(?:[a-z-]+\s){{0,2}}"
    rf"|{_GLOSS}(?:,\swhich|,\swho)?\s(?:belongs|belonged)\sto\s(?:the\s)?(?:[a-z-]+\s){{0,3}}"
)
#: "Montenegro, which has been a [NATO] member"; "Turkey is a [NATO] ally".
_A_MEMBER = re.compile(
    rf"(?:,\s(?:itself\s|also\s)?(?:which\s{_BEING})?|\s{_BEING})(?:an?|one\sof\sthe)\s{_FILL}"
)
_MEMBER_BEHIND = re.compile(r"(?:[’'‘]s)?\s(?:member(?:\s(?:state|country|nation))?|ally)\b")
_MEMBERS_BEFORE = re.compile(r"(?:[’'‘]s?)?\s(?:members?|member\s(?:states?|country|countries)|ally|allies)\s")
_AND = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
_PARTNERS_BEHIND = re.compile(
    rf"{_GLOSS},\s(?:both\s|two\s|the\s)?{_FILL}(?:partners|allies)\b"
    r"|\s(?:have\s|had\s)?(?:formed|struck|sealed|agreed(?:\son)?)\san?\s(?:[\w-]+\s){0,2}?(?:coalition|alliance)\b"
    r"|\s(?:are|were|have\sbeen)\s(?:[\w-]+\s){0,2}?(?:allies|partners|allied|in\s(?:a\s)?(?:coalition|alliance))\b"
)
_TOGETHER_BEFORE = re.compile(r"\b(?:coalition|alliance)\s(?:of|between)\s(?:the\s)?(?:[a-z-]+\s){0,2}\Z")
_ITS = r"[’'‘]s?\s(?:[\w-]+\s){0,3}?"
_PARTNER = re.compile(rf"{_ITS}(?:partner|ally),?\s(?:the\s)?(?:[a-z-]+\s){{0,2}}")
_ALLY_OF = re.compile(
    rf"{_GLOSS}(?:,\s(?:which\s{_BEING})?|\s{_BEING})(?:an?\s|the\s){_FILL}ally\s(?:of|to)\s(?:the\s)?(?:[a-z-]+\s){{0,3}}"
)
_RIVAL = re.compile(rf"{_ITS}(?:(?:arch-?)?(?:rival|enemy)|foe|adversary|opponent),?\s(?:the\s)?(?:[a-z-]+\s){{0,2}}")
_OWNED = re.compile(
    r"(?:,)?\s(?:which\s)?(?:(?:is|was|has\sbeen)\s)?(?:[a-z]+ly\s|now\s)?(?:owned|controlled|published|bought|taken\sover)\sby\s"
    r"(?:the\s)?(?:[a-z-]+\s){0,3}"
)
_OWNS = re.compile(
    r",\s(?:which\s(?:also\s)?(?:owns|publishes)|(?:the\s)?(?:owner|publisher|parent(?:\scompany)?)\sof)\s(?:the\s)?(?:[a-z-]+\s){0,3}"
    r"|\s(?:owns|publishes)\s(?:the\s)?(?:[a-z-]+\s){0,3}"
)
_PARENT = re.compile(rf"{_ITS}(?:owner|publisher|parent(?:\s(?:company|group|firm))?),?\s(?:the\s)?(?:[a-z-]+\s)?")
_TOGETHER = re.compile(
    r"\sin\s(?:\w+ly\s)?(?:\w+ing|a|the)\b|\s(?:talks|protests?|forces|negotiations|mission|boycott|strike)\b"
)
_POWERS = (*BODIES, ActorType.STATE)
_OF_STATES = (ActorType.INTERNATIONAL, ActorType.ALLIANCE, ActorType.ORGANISATION)
_OWNABLE = (ActorType.ORGANISATION, ActorType.OUTLET)


def from_joining(scene: Scene) -> list[Tie]:
    """All ties of this kind."""
    found = [*joined(scene)]
    for one, other in scene.pairs:
        if other.span.start <= one.span.end or other.span.start - one.span.end > 90:
            continue
        following = [m for m in scene.near(other.span.end, other.span.end + 60) if m.form is MentionForm.NAME]
        found += _members(scene, one, other, following) + _side_by_side(scene, one, other) + _owned(scene, one, other)
    return found


def belongs(scene: Scene, left: Actor, right: Actor) -> Relation | None:
    """How one actor may belong to another: a state to an organisation of states, a party to an alliance."""
    if left is right or right.type is ActorType.STATE:
        return None
    if left.type is ActorType.STATE:
        return Relation.MEMBER_OF if right.type in _OF_STATES else None
    if left.type is ActorType.PERSON:
        return Relation.MEMBER_OF if right.type in (*GROUPS, ActorType.INTERNATIONAL) else None
    return Relation.PART_OF if left.type in BODIES and right.type in BODIES else None


def joined(scene: Scene) -> list[Tie]:
    """ "Finland joined NATO in April 2023"; "Lena Tavi quit the Harbour Party in 2019"."""
    found = []
    for token in scene.doc:
        comes, goes = token.lemma_ in tie_words()["joins"], token.lemma_ in tie_words()["quits"]
        if not (comes or goes) or token.pos_ != "VERB" or token.tag_ not in ("VBD", "VBN", "VBZ"):
            continue
        if any(child.dep_ == "neg" or child.tag_ == "MD" or child.dep_ == "auxpass" for child in token.children):
            continue
        left, right = _ends(scene, token)
        if right is not None and _TOGETHER.match(scene.text, right.span.end):
            continue  # "joined the Union in condemning the coup"
        if left is None or right is None:
            continue
        one, other = scene.owner[left.span], scene.owner[right.span]
        kind = belongs(scene, one, other)
        if kind is None or (goes and other.type not in (ActorType.PARTY, ActorType.ALLIANCE, ActorType.INTERNATIONAL)):
            continue
        evidence = Span(min(left.span.start, right.span.start), max(left.span.end, right.span.end))
        day = date_of_verb(scene, token) or times_behind(scene, right.span.end)[0]
        since, until = (day, None) if comes else (None, day)
        role = None if comes else "former member"
        found.append(scene.tie(one, kind, other, evidence, role, token.lemma_, since, until))
    return found


def _ends(scene: Scene, token: Token) -> tuple[Mention | None, Mention | None]:
    """Who joined, and what: by name, of what the verb has as subject and object."""
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    if subject is None and token.dep_ == "conj":
        subject = next((child for child in token.head.children if child.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ in ("WP", "WDT") and token.dep_ == "relcl":
        subject = token.head
    target = next((child for child in token.children if child.dep_ == "dobj"), None)
    left = scene.at(subject.idx) if subject is not None else None
    right = scene.at(target.idx) if target is not None else None
    return left, right if right is not None and right.form is MentionForm.NAME else None


def _members(scene: Scene, one: Mention, other: Mention, following: list[Mention]) -> list[Tie]:
    left, right = scene.owner[one.span], scene.owner[other.span]
    between, behind = scene.text[one.span.end : other.span.start], scene.text[other.span.end : other.span.end + 40]
    whole = Span(one.span.start, other.span.end)
    since, until = times_behind(scene, other.span.end)
    if _MEMBER.fullmatch(between) and (kind := belongs(scene, left, right)):
        return [scene.tie(left, kind, right, whole, None, "member of", since, until)]
    if right.type in (ActorType.INTERNATIONAL, ActorType.ALLIANCE) and left.type is ActorType.STATE:
        member = _MEMBER_BEHIND.match(behind)
        if member and _A_MEMBER.fullmatch(between):
            since, until = times_behind(scene, other.span.end + member.end())
            return [scene.tie(left, Relation.MEMBER_OF, right, whole, None, "member", since, until)]
    if left.type is ActorType.INTERNATIONAL and right.type is ActorType.STATE and _MEMBERS_BEFORE.fullmatch(between):
        found = [scene.tie(right, Relation.MEMBER_OF, left, whole, None, "member")]
        last = other
        for more in following if "s " in between else ():
            if not _AND.fullmatch(scene.text[last.span.end : more.span.start]):
                break
            if scene.owner[more.span].type is ActorType.STATE:
                evidence = Span(one.span.start, more.span.end)
                found.append(scene.tie(scene.owner[more.span], Relation.MEMBER_OF, left, evidence, None, "member"))
            last = more
        return found
    return []


def _side_by_side(scene: Scene, one: Mention, other: Mention) -> list[Tie]:
    """ "the Centre and the Farmers, coalition partners"; "Y’s junior partner, X"; "Y’s rival X"."""
    left, right = scene.owner[one.span], scene.owner[other.span]
    if left.type not in _POWERS or right.type not in _POWERS:
        return []
    between, whole = scene.text[one.span.end : other.span.start], Span(one.span.start, other.span.end)
    if _AND.fullmatch(between):
        behind = _PARTNERS_BEHIND.match(scene.text[other.span.end : other.span.end + 70])
        before = _TOGETHER_BEFORE.search(scene.text[max(0, one.span.start - 50) : one.span.start])
        if behind and not re.search(r"\b(?:not|no|never)\b", behind.group()):
            whole = Span(one.span.start, other.span.end + behind.end())
            since, until = times_behind(scene, whole.end)
            return [scene.tie(left, Relation.ALLIED_WITH, right, whole, None, "partners", since, until)]
        return [scene.tie(left, Relation.ALLIED_WITH, right, whole, None, "coalition of")] if before else []
    if _ALLY_OF.fullmatch(between):
        return [scene.tie(left, Relation.ALLIED_WITH, right, whole, None, "ally of")]
    if _PARTNER.fullmatch(between):
        return [scene.tie(right, Relation.ALLIED_WITH, left, whole, None, "partner")]
    return [scene.tie(left, Relation.OPPOSES, right, whole, None, "rival")] if _RIVAL.fullmatch(between) else []


def _owned(scene: Scene, one: Mention, other: Mention) -> list[Tie]:
    """ "Dockside News is owned by Meridian Holdings"; "Baltica Media, publisher of the Kurier"."""
    left, right = scene.owner[one.span], scene.owner[other.span]
    if left.type not in _OWNABLE or right.type not in _OWNABLE:
        return []
    between, whole = scene.text[one.span.end : other.span.start], Span(one.span.start, other.span.end)
    if _OWNED.fullmatch(between) or _PARENT.fullmatch(between):
        return [scene.tie(left, Relation.PART_OF, right, whole, None, "owned by")]
    return [scene.tie(right, Relation.PART_OF, left, whole, None, "owner of")] if _OWNS.fullmatch(between) else []
