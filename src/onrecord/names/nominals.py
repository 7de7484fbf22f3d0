"""Phrases without a name that act: "the Iraqi official", "religious authorities in Najaf"; and pronouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Span
from ..text.parse import text_of
from .lexicon import heads, roles, words
from .places import place_of
from .traits import is_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = {
    "he": ActorType.PERSON,
    "him": ActorType.PERSON,
    "his": ActorType.PERSON,
    "himself": ActorType.PERSON,
    "she": ActorType.PERSON,
    "her": ActorType.PERSON,
    "herself": ActorType.PERSON,
    "they": ActorType.UNKNOWN,
    "it": ActorType.UNKNOWN,
    "its": ActorType.UNKNOWN,
    "their": ActorType.UNKNOWN,
    "which": ActorType.UNKNOWN,
}
#: Taken wherever they stand, not only as subjects.
_ANYWHERE = ("its", "their")
#: People as a mass: they act, and the plural of a role does too.
_PEOPLE = words()["masses"]
_ARMED = words()["armed"]
_INITIALS = words()["office_initials"]
_MODIFYING = words()["modifying"]
#: "vice-president", "co-chair": what the hyphen joins to an office.
_HALVES = ("vice", "co", "ex", "deputy")
#: "prime minister-designate": in office soon.
_TO_COME = re.compile(r"-(?:designate|elect)\b")


def nominals(doc: Doc, taken: list[bool]) -> list[Mention]:
    """Phrases whose head noun can act. ``taken``: for each token, whether a name covers it."""
    found = []
    for token in doc:
        word = token.lower_
        if taken[token.i] or token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or token.is_space:
            continue
        if word in _INITIALS and not token.text.isupper():
            continue  # "5 cm"
        if word in roles() or word in heads() or word in _PEOPLE:
            if token.pos_ in ("ADJ", "VERB") and token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
                continue
            if mention := _phrase(doc, token, taken):
                found.append(mention)
    return found


def _phrase(doc: Doc, token: Token, taken: list[bool]) -> Mention | None:
    word = token.lower_
    compound = word == "general" and token.i > 1 and doc[token.i - 1].text == "-"
    compound = compound and doc[token.i - 2].lower_ in ("secretary", "director", "attorney", "governor")
    compound = compound or (token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].lower_ in _HALVES)
    text = text_of(doc)
    before, after = text[max(0, token.idx - 1) : token.idx], text[token.idx + len(token) :][:1]
    to_come = _TO_COME.match(text, token.idx + len(token)) if word in roles() else None
    if (before in ("-", "–") and not compound) or (after in ("-", "–") and not to_come):
        return None  # "head-to-head", "Lieutenant-General"
    before_name = word in roles() and token.i + 1 < len(doc) and taken[token.i + 1]
    if (_modifies_a_head(token) and not (before_name or to_come)) or _verb_like(token):
        return None
    first = _left(doc, token, taken)
    before_it = {doc[at].lower_ for at in range(first, token.i)}
    if word in words()["needs_a_word"] and first == token.i:
        return None  # "the two parties command 58 seats"
    if "whose" in before_it and word in heads():
        return None  # "the president, whose office is ceremonial"
    if word == "force" and before_it & words()["no_force"]:
        return None
    core = Span(doc[first].idx, to_come.end() if to_come else token.idx + len(token))
    role = roles().get(word)
    kind = heads().get(word)
    if kind and not (role and token.dep_ == "compound"):
        type_ = kind.type
        armed = any(child.lower_ in _ARMED for child in token.children)
        if kind.kind == "group" and armed:
            type_ = ActorType.ARMED_GROUP
    elif word in _PEOPLE or (role and (role.plural or token.tag_ in ("NNS", "NNPS"))):
        type_ = ActorType.COLLECTIVE
    else:
        type_ = ActorType.PERSON
    return Mention(core, MentionForm.NOMINAL, type_, extent=_extent(doc, first, token))


def _modifies_a_head(token: Token) -> bool:
    """ "police" in "police chief" stands for itself; "army" in "army forces" only sharpens the next word."""
    head = token.head
    if token.lower_ == "cabinet" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "secretary":
        return True
    if token.dep_ in ("compound", "amod", "nmod") and head.i > token.i:
        if head.i - token.i > 3:
            return False
        if head.pos_ == "PROPN" and head.text[:1].isupper() and token.lower_ in roles():
            return False  # "columnist" in "columnist Lena Tavi"
        return head.lower_ in heads() or head.lower_ not in roles() or token.lower_ in roles()
    return False


def _verb_like(token: Token) -> bool:
    return token.pos_ == "VERB" or (token.dep_ == "ROOT" and token.tag_.startswith("VB"))


def _left(doc: Doc, token: Token, taken: list[bool]) -> int:
    """Index of the first token of the phrase: walk left over modifiers until a possessive, punctuation or verb."""
    at = token.i
    if at > 1 and doc[at - 1].text == "-" and doc[at - 2].lower_ in _HALVES:
        at -= 2
        if at > 0 and (doc[at - 1].tag_ == "PRP$" or doc[at - 1].pos_ == "DET"):
            return at - 1
    while at > 0:
        word = doc[at - 1]
        if word.is_space or word.tag_ in ("POS", ",", ":", ".", "-LRB-", "-RRB-") or doc[at].is_sent_start:
            break
        if word.lower_ in ("least", "most", "than") and at > 1:
            break  # "at least 14 people"
        if word.text in "“”\"‘’'" and len(word.text) == 1:
            if at - 2 >= 0 and doc[at - 2].pos_ == "DET":
                at -= 1
                continue
            break
        hyphen = word.text in "-–" and at - 2 >= 0 and not doc[at - 2].is_space
        inside = word.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or word.tag_ in ("PRP$", "VBN", "VBG")
        joinable = ("ADJ", "PROPN", "NOUN") if token.lower_ in roles() and at < token.i else ("ADJ", "PROPN")
        coordinated = word.tag_ == "CC" and at > 1 and doc[at - 2].pos_ in joinable and doc[at].pos_ in joinable
        if not (hyphen or inside or coordinated):
            break
        if inside and not _belongs(word, token):
            break
        at -= 1
        if word.pos_ == "DET" or word.tag_ == "PRP$":
            break
    while at < token.i and (doc[at].text in "-–" or doc[at].tag_ == "CC"):
        at += 1
    while at > 0 and taken[at] and taken[at - 1] and doc[at - 1].ent_type_ != "PERSON" and _one_name(doc, at):
        at -= 1  # "Farmers' Union leader": the whole name
    return at


def _one_name(doc: Doc, at: int) -> bool:
    """Whether the word before belongs to the same name, which a possessive of a class of people may break."""
    before = doc[at - 1]
    if before.text in ("'", "’") or before.lower_ in ("'s", "’s"):
        return at > 1 and doc[at - 2].text[:1].isupper()
    return before.text[:1].isupper() or before.lower_ in ("of", "the", "and", "for")


def _belongs(word: Token, top: Token) -> bool:
    """Whether a word to the left hangs, over modifiers only, on the head noun."""
    seen = 0
    joined = top.dep_ == "conj" and top.lower_ in roles()
    while seen < 6:
        if word.i == top.i or (joined and word.i == top.head.i):
            return True
        if top.dep_ == "compound" and word.head.i == top.head.i and word.i < top.i < word.head.i:
            return True  # "Federal" and "police" both hang on "chief"
        if word.dep_ not in _MODIFYING or word.head is word:
            return False
        word, seen = word.head, seen + 1
    return False


def _extent(doc: Doc, first: int, token: Token) -> Span | None:
    """The phrase with its "of", "for", "in", "at" phrase, up to the next comma or verb."""
    last = token.i
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "in", "at", "from", "with", "within", "under"):
            if child.i > last + 1 or any(
                word.is_punct and word.text in ",;:" for word in doc[child.i : child.right_edge.i]
            ):
                break
            if any(word.pos_ == "VERB" and word.tag_ in ("VBD", "VBZ", "VBP") for word in child.subtree):
                break
            last = child.right_edge.i
    end = doc[last].idx + len(doc[last])
    return Span(doc[first].idx, end) if last > token.i else None


def pronouns(doc: Doc) -> list[Mention]:
    """he, she and their forms; its and their; they and it only as subjects."""
    found = []
    for token in doc:
        type_ = _PRONOUNS.get(token.lower_)
        if type_ is None or token.pos_ not in ("PRON", "DET", "ADJ"):
            continue
        if token.text == "HE" and token.i + 1 < len(doc) and doc[token.i + 1].text.istitle():
            continue  # "HE Sheikh Tavi al-Omari": His Excellency
        if token.lower_ == "which" and not _behind_a_comma(token):
            continue
        if type_ is ActorType.PERSON or token.lower_ in _ANYWHERE or is_subject(token):
            if token.lower_ == "it" and (token.dep_ == "expl" or _empty_it(token)):
                continue
            found.append(Mention(Span(token.idx, token.idx + len(token)), MentionForm.PRONOUN, type_))
    return found


def _behind_a_comma(token: Token) -> bool:
    """ "the union, which …": only so it surely means what is right before."""
    return token.i > 0 and token.nbor(-1).text == ","


def _empty_it(token: Token) -> bool:
    # "it is clear that", "it seems"
    verb = token.head
    return verb.lemma_ in ("be", "seem", "appear", "take") and any(
        child.dep_ in ("ccomp", "xcomp", "acomp", "csubj") for child in verb.children
    )


def people_of(doc: Doc, taken: list[bool]) -> list[Mention]:
    """ "Iraqis", "Americans", "the British" as subjects."""
    found = []
    for token in doc:
        place = place_of(token.text) if token.text[:1].isupper() else None
        if (
            place
            and place[1] == "people"
            and not taken[token.i]
            and token.pos_ in ("PROPN", "NOUN")
            and is_subject(token)
        ):
            found.append(Mention(Span(token.idx, token.idx + len(token)), MentionForm.NOMINAL, ActorType.COLLECTIVE))
    return found
