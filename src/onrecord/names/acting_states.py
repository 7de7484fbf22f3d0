"""Whether a country or a capital stands there as somebody who acts, not as a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Span
from ..text.parse import text_of
from .lexicon import heads, roles, words
from .listed import Unit
from .page import Page
from .places import place_of
from .traits import head_token, is_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What only a government is, where its capital is the subject of "be".
_TALKS = re.compile(
    r"\s(?:is|was|has\sbeen|had\sbeen|remains)\s(?:\w+ly\s|still\s|not\s)?"
    r"(?:in\stalks|willing|ready|prepared|keen|opposed|silent|concerned|considering|reluctant|unhappy|furious)\b"
)
_ALLY_OF = re.compile(r"\b(?:ally|allies|rivals?|enemy|enemies|foes?|critics?|opponents?)\s(?:of|to)\s\Z")
_ENVOY_OF = re.compile(
    r"\b(?:representatives?|envoys?|allies|ally|approval|support|backing|orders|consent)\s(?:of|from)\s\Z"
)


def state(page: Page, unit: Unit, at: int) -> Mention | None:
    place = place_of(unit.of(page.text))
    if place is None or place[1] not in ("name", "capital") or _dateline(page, unit):
        return None
    span = page.doc.char_span(unit.start, unit.end, alignment_mode="expand")
    if span is None:
        return None
    token = head_token(page.doc, span.start, span.end)
    if not _acts(token, page.doc, unit, metonym=place[1] == "capital"):
        return None
    start = unit.start
    type_ = ActorType.STATE if place[1] == "name" else ActorType.GOVERNMENT_BODY
    return Mention(Span(start, unit.end), MentionForm.NAME, type_)


def _dateline(page: Page, unit: Unit) -> bool:
    after = page.text[unit.end : unit.end + 40]
    before = page.text[max(0, unit.start - 2) : unit.start]
    line_start = not before.strip(" ") or before.endswith("\n")
    return (
        line_start and bool(re.match(r"(?:,\s[\w. ]+)?\s?(?:\([^)]{0,30}\)?\s?[–—-]*|\s?[–—]|\s--?\s)", after))
    ) or (unit.of(page.text).isupper() and len(unit.of(page.text)) > 4 and "." not in unit.of(page.text))


def _acts(token: Token, doc: Doc, unit: Unit, *, metonym: bool) -> bool:
    """Whether a country or capital stands there as somebody who acts, not as a place."""
    text = text_of(doc)
    if metonym and _ENVOY_OF.search(text[max(0, unit.start - 40) : unit.start]):
        return True
    spoken_for = re.match(r"(?:[’'‘]s)?\s(?:\w+\s)?(?:spokes\w+|envoy|negotiators?)\b", text[unit.end : unit.end + 40])
    if metonym and spoken_for:
        return True
    if metonym and _TALKS.match(text[unit.end : unit.end + 60]):
        return True
    if metonym and token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX"):
        return token.head.lemma_ not in ("be", "lie", "fall")
    if is_subject(token) and not metonym:
        return True
    if metonym and token.dep_ == "conj" and place_of(token.head.text):  # "Oslo and Stockholm denied that …"
        return _acts(token.head, doc, Unit(token.head.idx, token.head.idx + len(token.head), "country"), metonym=True)
    if metonym:
        return unit.possessive and _before_an_act(text_of(doc), unit.end)
    if unit.possessive or token.dep_ == "poss":
        following = unit.end
        rest = text_of(doc)[following : following + 60]
        if re.match(r"[’'‘]s?\s+(?:[\w’'-]+\s+){0,3}?[A-Z]", rest):
            return True
        nouns = [word.lower() for word in re.findall(r"[\w-]+", rest)[1:5]]
        return any(noun in roles() or noun in heads() for noun in nouns) or _before_an_act(text_of(doc), unit.end)
    if text_of(doc)[unit.end : unit.end + 1] == "-":
        return True
    if token.dep_ in ("compound", "nmod", "amod"):
        rest = list(re.findall(r"[\w.-]+", text_of(doc)[unit.end : unit.end + 50])[:4])
        titled = any(word.lower() in roles() or word in ("President", "Secretary", "Minister") for word in rest)
        return titled or _before_an_act(text_of(doc), unit.end)
    if token.dep_ in ("dobj", "dative"):
        return True
    if token.dep_ == "pobj" and _ALLY_OF.search(text[max(0, unit.start - 30) : unit.start]):
        return True
    if token.dep_ == "pobj":
        return token.head.lower_ in words()["acting_prepositions"]
    if token.dep_ in ("conj", "appos") and token.head is not token:
        other = token.head
        if other.lower_ in heads() and not metonym:
            return True
        beside = Unit(other.idx, other.idx + len(other), "country")
        return place_of(other.text) is not None and _acts(other, doc, beside, metonym=metonym)
    return False


def _before_an_act(text: str, end: int) -> bool:
    """ "Baghdad’s request", "the US presence": what only somebody who acts has."""
    after = re.findall(r"[\w-]+|[.,;:]", text[end : end + 50])
    if after and after[0] == "s":
        after = after[1:]
    for word in after[:3]:
        if word in words()["act_nouns"]:
            return True
        if word in (".", ",", ";", ":", "of", "in", "to", "and") or not word.islower():
            return False
    return False
