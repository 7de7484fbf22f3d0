"""The head of an attributed source: whom "Leader of the National Alliance Ammar al-Hakim" means."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Span
from ..text.parse import text_of
from .places import place_of
from .traits import head_token

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|for|by|with|to|at|from|in|on|under|against|than|about|like|within|inside|near)"
    r"(?:\s(?:the|a|an|his|her|their|its|former|then|late|new))?\s*$",
    re.I,
)
#: The second of two names behind a preposition: "lawyers for Tavi and Saru".
_SECOND = re.compile(r"\s(?:of|for|to|by|with|from|between|against)\s(?:[A-Z][\w’'.-]*\s){1,3}and\s\Z")
_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|you|who|which|him|her|them|us|me|that|this|some|others|one|his|hers?|their|its|my|our|your|(?:him|her|it)self|themselves|whom?)$",
    re.I,
)
_UNNAMED = re.compile(
    r"\b(?:sources?|officials?|residents?|witness(?:es)?|people|many|some|others?|experts?|critics)\b", re.I
)
_AMOUNT = re.compile(
    r"(?:an?\s|the\s|one\s)?(?:number|group|handful|couple|dozens|hundreds|thousands|majority|one|some|many|most|several|two|"
    r"three|four|five|members?|part(?:ies|s)?|leaders?|officials?|sources?|representatives?)\s(?:of|at|in|from|within|"
    r"close to|near)\s",
    re.I,
)


def head_of_source(doc: Doc, mentions: list[Mention], source: Span) -> list[Mention]:
    """``mentions`` with the source's head marked by ``extent``; a new mention where nothing in the source can speak.

    The head is the person named in it, if there is one that is no complement; else the noun phrase that its syntax
    is about; else an organisation named in it.
    """
    text = text_of(doc)
    written = source.of(text).strip()
    if not written or not re.search(r"\w", written):
        return mentions
    inside = [mention for mention in mentions if source.overlaps(mention.span)]
    if _PRONOUN.match(written):
        if any(mention.span == source for mention in inside):
            return mentions
        return [*mentions, Mention(source, MentionForm.PRONOUN)]
    head = _person(doc, inside, source) or _syntactic(doc, inside, source) or _organisation(text, inside, source)
    if head is None and (place := place_of(written)) and place[1] == "name":
        return [*mentions, Mention(source, MentionForm.NAME, ActorType.STATE)]  # "Bolivia: miners block roads"
    if head is None:
        plural = bool(_UNNAMED.search(written)) or head_of(doc, source).tag_ in ("NNS", "NNPS")
        type_ = ActorType.COLLECTIVE if plural else ActorType.UNKNOWN
        return [*mentions, Mention(source, MentionForm.NOMINAL, type_, extent=source)]
    if head.span == source:
        return mentions
    whole = Span(min(source.start, head.span.start), max(source.end, head.span.end))
    return [replace(mention, extent=whole) if mention is head else mention for mention in mentions]


def head_of(doc: Doc, source: Span):
    """The syntactic head token of a source."""
    span = doc.char_span(source.start, source.end, alignment_mode="expand")
    return head_token(doc, span.start, span.end) if span is not None else doc[0]


def _person(doc: Doc, inside: list[Mention], source: Span) -> Mention | None:
    for mention in inside:
        if mention.type is not ActorType.PERSON or mention.form is not MentionForm.NAME:
            continue
        if not _complement(doc, mention, source):
            return mention
    return None


def _complement(doc: Doc, mention: Mention, source: Span) -> bool:
    """Whether a name in a source is only part of somebody else's description."""
    text = text_of(doc)
    start = max(source.start, min(mention.span.start, mention.extent.start if mention.extent else mention.span.start))
    before = text[source.start : start]
    after = text[mention.span.end : source.end]
    if re.match(r"[’'‘]s?\s*\w", after):
        return True  # "Tavi’s lawyer"
    following = re.match(r"\s[a-z]+", after)
    if following and not re.match(r"\s(?:and|or|of|who|from|in|at|said|himself|herself|as)\b", after):
        word = doc.char_span(mention.span.end + 1, mention.span.end + following.end(), alignment_mode="expand")
        if word is None or word[0].pos_ not in ("VERB", "AUX"):
            return True  # "the Tavi administration"
    if not before.strip():
        return False
    return bool(_PREPOSITION.search(before) or _SECOND.search(before))


def _syntactic(doc: Doc, inside: list[Mention], source: Span) -> Mention | None:
    """The mention on the head word: "a source" in "a source at the police 20th division"."""
    text = source.of(text_of(doc))
    if _AMOUNT.match(text) and not inside:
        return None
    top = head_of(doc, source)
    on_head = [m for m in inside if m.span.start <= top.idx < m.span.end and m.form is not MentionForm.PRONOUN]
    names = [m for m in on_head if m.form is MentionForm.NAME]
    if names:
        return names[0]
    first = next((m for m in on_head), None)
    if first is None and _AMOUNT.match(text):
        # "a number of other parties": the parties, not the number
        return next((m for m in inside if m.form is MentionForm.NOMINAL), None)
    return first


def _organisation(text: str, inside: list[Mention], source: Span) -> Mention | None:
    """An organisation that the phrase is about ("the ministry’s website", "IMIS media accounts")."""
    if re.match(r"(?:a|an|some|many|several|one|two|three|unnamed|unidentified)\s", source.of(text), re.I):
        named = [m for m in inside if m.form is MentionForm.NAME]
        if not named or _UNNAMED.search(source.of(text)):
            return None
    for mention in inside:
        if (
            mention.form is MentionForm.NAME
            and mention.type not in (ActorType.PERSON, ActorType.STATE)
            and not _PREPOSITION.search(text[source.start : mention.span.start])
        ):
            return mention
    return next((m for m in inside if m.form is MentionForm.NAME and m.span.start == source.start), None)
