"""Where an event was: the place it is about, or the nearest place name behind a preposition of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clause import belongs
from .lexicon import noun_class
from .tree import conjuncts, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .cast import Cast
    from .trigger import Trigger

_PLACE = frozenset({"GPE", "LOC", "FAC"})
_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "on", "across", "around", "throughout", "into", "to", "from", "through"}
    | {"along", "over", "off", "of", "towards", "toward", "between"}
)
#: "In the western part of the city": nouns that lead on to the place.
_PARTS = noun_class("place") | noun_class("parts") | noun_class("sides")
_ABOUT_PLACES = frozenset({"CONTROL"})


def place_of(trigger: Trigger, owners: set[int], cast: Cast) -> str | None:
    """The name of the place as written, or None."""
    token = trigger.token
    about = trigger.frame.type in _ABOUT_PLACES or trigger.frame.mode == "visit"
    if about and trigger.object is not None and (name := _name(trigger.object, cast)):
        return name
    if trigger.frame.mode == "lose" and trigger.to and (name := _name(trigger.to[0], cast)):
        return name
    sentence = token.sent
    found = []
    for other in token.doc[sentence.start : sentence.end]:
        if other in trigger.who or other in trigger.to:
            continue
        if other.dep_ != "pobj" or other.head.lower_ not in _PREPOSITIONS or not _is_place(other, cast):
            continue
        if belongs(other, owners) and _adverbial(other, owners):
            found.append((other.head.lower_ not in ("in", "at", "near", "outside"), abs(other.i - token.i), other))
    return _name(min(found, key=lambda item: item[:2])[2], cast) if found else None


def _is_place(token: Token, cast: Cast) -> bool:
    """A place by the tagger's word; after "in", "at", "near" also a proper name that nobody in the article bears."""
    if token.ent_type_ in _PLACE:
        return True
    if token.pos_ != "PROPN" or token.ent_type_ not in ("", "PERSON", "ORG", "NORP") or cast.at(token) is not None:
        return False
    return token.dep_ == "dobj" or token.head.lower_ in ("in", "at", "near", "outside")


def _adverbial(place: Token, owners: set[int]) -> bool:
    """Whether the place says where it was: not "forces from X", nor the place inside the subject."""
    prep = place.head
    if prep.head.i in owners:
        return True
    if prep.lower_ == "of" and prep.head.dep_ == "pobj" and prep.head.lemma_.lower() in _PARTS:
        return _adverbial(prep.head, owners)
    if prep.lower_ in ("from", "of", "to", "into"):
        return False
    noun = prep.head
    while noun.dep_ not in ("nsubj", "nsubjpass", "ROOT") and noun.i not in owners and noun.head != noun:
        noun = noun.head
    return noun.i in owners


def _name(head: Token, cast: Cast) -> str | None:
    """The entity that a noun is or holds, as written."""
    for one in conjuncts(head):
        first, last = phrase(one)
        for token in (one, *one.doc[first : last + 1]):
            if token.ent_type_ in _PLACE and token.pos_ == "PROPN":
                words = next(ent.text for ent in token.doc.ents if ent.start <= token.i < ent.end)
                words = " ".join(words.split())
                return words[4:] if words.lower().startswith("the ") else words
    if _is_place(head, cast):
        return head.doc[min([head.i, *(c.i for c in head.lefts if c.dep_ == "compound")]) : head.i + 1].text
    return None
