"""Where an event was: the place it is about, or the nearest place name behind a preposition of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clause import belongs
from .tree import conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .triggers import Trigger

_PLACE = frozenset({"GPE", "LOC", "FAC"})
_PREPOSITIONS = frozenset(
    "in at near outside inside on across around throughout into to from through along over off of towards toward between".split()
)
_ABOUT_PLACES = frozenset({"CONTROL"})


def place_of(trigger: Trigger, owners: set[int]) -> str | None:
    """The name of the place as written, or None."""
    token = trigger.token
    if (trigger.frame.type in _ABOUT_PLACES or trigger.frame.mode == "visit") and trigger.object is not None:
        if name := _name(trigger.object):
            return name
    if trigger.frame.mode == "lose" and trigger.to and (name := _name(trigger.to[0])):
        return name
    sentence = token.sent
    found = []
    for other in token.doc[sentence.start : sentence.end]:
        if other.ent_type_ in _PLACE and other.dep_ == "pobj" and other.head.lower_ in _PREPOSITIONS:
            if belongs(other, owners):
                found.append((other.head.lower_ not in ("in", "at", "near", "outside"), abs(other.i - token.i), other))
    return _name(min(found, key=lambda item: item[:2])[2]) if found else None


def _name(head: Token) -> str | None:
    """The entity that a noun is or holds, as written."""
    for one in conjuncts(head):
        for token in (one, *one.subtree):
            if token.ent_type_ in _PLACE and token.pos_ == "PROPN":
                words = next(ent.text for ent in token.doc.ents if ent.start <= token.i < ent.end)
                words = " ".join(words.split())
                return words[4:] if words.lower().startswith("the ") else words
    return None
