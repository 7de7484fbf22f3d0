"""Since when and until when a tie held, as the words right behind it or a verb of coming and going say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model import ActorType, Mention, Relation, Tie
from .tie_scene import Scene
from .tie_words import tie_words

_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_FROM = re.compile(r"\s?,?\s(?:from|between)\s(?:the\s)?")
_TO = re.compile(r"\s(?:to|until|till|and|through)\s(?:the\s)?")
_SINCE = re.compile(r"\s?,?\s(?:since)\s(?:the\s)?")
_UNTIL = re.compile(r"\s?,?\s(?:until|till|up\sto)\s(?:the\s)?")
_BRACKET = re.compile(r"\s\((?:from\s|since\s)?")
#: What says that an office is over, in a role as written or before it.
_PAST = re.compile(r"\b(?:former|ex|late|then|ousted|outgone|erstwhile|one-time|onetime|previous)\b", re.I)
_SERVED = re.compile(
    r"\b(?:served\sas|worked\sas|had\sbeen|was|used\sto\sbe|formerly|once)\s(?:an?\s|the\s|its\s)?\Z", re.I
)
_LEFT = re.compile(
    r"\b(?:resigned|quit|stepped\sdown|retired|sacked|fired|dismissed|removed|ousted|replaced)\sas\s(?:an?\s|the\s|its\s)?\Z"
)
_CHOSEN = re.compile(r"\b(?:elected|appointed|named|chosen|sworn|made|re-elected)\b")

When = tuple[str | None, str | None]


def times_behind(scene: Scene, end: int) -> When:
    """(since, until) said right behind ``end``: "from 2015 to 2019", "since May", "until June", "(2003–2008)"."""
    behind = scene.text[end : end + 40]
    for pattern in (_FROM, _SINCE, _UNTIL, _BRACKET):
        match = pattern.match(behind)
        if not match:
            continue
        found = scene.date_at(end + match.end())
        if found is None:
            continue
        span, value = found
        if pattern is _UNTIL:
            return None, _day(value)
        if years := _YEARS.fullmatch(value):
            return years.group(1), years.group(2)
        if pattern is _BRACKET:
            return (_day(value), None) if "since" in match.group() or "from" in match.group() else (None, None)
        to = _TO.match(scene.text[span.end : span.end + 20])
        other = scene.date_at(span.end + to.end()) if to and pattern is _FROM else None
        return _day(value), _day(other[1]) if other else None
    return None, None


def is_day(value: str | None) -> bool:
    """Whether a value is a date that Popolo knows: year, month or day; a week or a season is none."""
    return bool(value and _DAY.fullmatch(value))


def _day(value: str | None) -> str | None:
    return value if is_day(value) else None


def past_role(role: str | None, before: str, until: str | None) -> str | None:
    """The role, marked "former" where the words before it or its end say that it is over.

    >>> past_role("energy minister", "who served as ", None), past_role("leader", "was elected ", None)
    ('former energy minister', 'leader')
    """
    if role is None or _PAST.search(role):
        return role
    over = bool(_SERVED.search(before) or _LEFT.search(before)) and not _CHOSEN.search(before[-40:])
    return f"former {role}" if over or until else role


def left_office(before: str) -> bool:
    """Whether the words before a role say that somebody left it: "resigned as"."""
    return bool(_LEFT.search(before))


def with_careers(scene: Scene, ties: Iterable[Tie]) -> list[Tie]:
    """The ties with what verbs of coming and going say of the person's one office: "X resigned on Monday"."""
    ties = list(ties)
    for token in scene.doc:
        word = token.lemma_.lower()
        comes, goes = word in tie_words()["comes"], word in tie_words()["goes"]
        if not (comes or goes) or token.pos_ != "VERB" or any(child.dep_ == "neg" for child in token.children):
            continue
        if word == "step" and not any(child.lower_ in ("down", "aside") for child in token.children):
            continue
        if word in tie_words()["needs_office"] and not any(c.lower_ in ("office", "power") for c in token.children):
            continue
        if any(child.dep_ == "aux" and child.tag_ == "MD" for child in token.children) or token.tag_ in ("VB", "VBG"):
            continue
        passive = any(child.dep_ == "auxpass" for child in token.children)
        if word in tie_words()["done_to_one"] and not passive:
            continue
        if (mention := _who(scene, token)) is None:
            continue
        if comes and any(
            child.dep_ in ("oprd", "attr", "xcomp", "dobj") and word != "take" for child in token.children
        ):
            continue  # "was named captain of …": that office is told apart
        day = date_of_verb(scene, token)
        if day is not None:
            ties = _dated(scene, ties, mention, day, start=comes)
    return ties


def _who(scene: Scene, token) -> Mention | None:
    subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None and token.dep_ == "conj":
        subject = next((child for child in token.head.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.tag_ == "WP" and token.dep_ == "relcl":
        subject = token.head
    mention = scene.at(subject.idx) if subject is not None else None
    return mention if mention and scene.owner[mention.span].type is ActorType.PERSON else None


def date_of_verb(scene: Scene, token) -> str | None:
    """The date that hangs on the verb itself."""
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ == "prep" and child.lower_ in ("in", "on", "at", "since"):
            found = scene.date_at(child.idx + len(child) + 1)
        elif child.dep_ in ("npadvmod", "tmod", "advmod"):
            found = scene.date_at(child.left_edge.idx)
        else:
            continue
        if found and _day(found[1]):
            return found[1]
    return None


def _dated(scene: Scene, ties: list[Tie], mention: Mention, day: str, *, start: bool) -> list[Tie]:
    person = scene.owner[mention.span]
    held = [
        n
        for n, tie in enumerate(ties)
        if tie.subject == person.id
        and tie.relation in (Relation.HOLDS_OFFICE, Relation.LEADS, Relation.COMMANDS)
        and not (tie.role and _PAST.search(tie.role))
    ]
    if len({(ties[n].relation, ties[n].object) for n in held}) != 1:
        return ties
    for n in held:
        if start and ties[n].start_date is None:
            ties[n] = replace(ties[n], start_date=day)
        elif not start and ties[n].end_date is None:
            ties[n] = replace(ties[n], end_date=day)
    return ties
