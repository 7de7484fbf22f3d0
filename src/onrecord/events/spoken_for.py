"""Who takes part by who speaks: "we shelled the hill" is the speaker, "troops shelled the hill" the army that says so.

In a quotation "I" is the speaker, "we" he or the body whose spokesman he is. In the words of a force, of its commander
or spokesman, a bare noun of armed men means that force. And what two sides do together, told in the passive with one
side alone ("this was agreed with the unions"), was done by whoever tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Quoted, Statement
from ..models.deeds import RECIPROCAL
from .lexicon import noun_class
from .tree import agents, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .trigger import Trigger

#: Forces of a state by a word of their name, and nouns that are not their men. Rebels are none: who speak of soldiers,
#: mean others.
_FORCES = (
    (
        re.compile(r"\b(police|constabulary|gendarmerie)\b", re.I),
        frozenset({"soldier", "militiaman", "fighter", "guardsman"}),
    ),
    (
        re.compile(
            r"\b(army|military|navy|air force|marines?|garrison|command|brigade|battalion|division|regiment"
            r"|(armed|defen[cs]e|security|ground|land) forces?)\b",
            re.I,
        ),
        frozenset({"officer", "policeman", "gendarme", "militiaman", "fighter"}),
    ),
)
_ME, _US = ("i", "me", "myself"), ("we", "us", "ourselves")


def spoken_for(doc: Doc, statements: Iterable[Statement], actors: Iterable[Actor]) -> dict[int, Actor]:
    """The actor that each "I" and "we" of a quotation and each bare "troops", "officers" of a force means, by token.

    ``statements``: of two that hold a word the later one counts, so the innermost must come last.
    """
    known = {actor.id: actor for actor in actors}
    named = {actor.name: actor for actor in known.values()}
    found: dict[int, Actor] = {}
    for one in statements:
        found |= _in_words_of(known.get(one.speaker or ""), named.get(one.affiliation or ""), one, doc)
    return found


def _in_words_of(speaker: Actor | None, body: Actor | None, said: Statement, doc: Doc) -> dict[int, Actor]:
    """The same for one statement, by its speaker and the body he belongs to."""
    us = body if body is not None and _speaks_for(said) else speaker
    selves = {} if said.quoted is Quoted.INDIRECT else dict.fromkeys(_ME, speaker) | dict.fromkeys(_US, us)
    others = None if body is None else _not_its_men(body)
    found: dict[int, Actor] = {}
    for span in said.content:
        for token in doc.char_span(span.start, span.end, alignment_mode="contract") or ():
            its_men = others is not None and _bare(token) and token.lemma_.lower() not in others
            meant = body if its_men else selves.get(token.lower_)
            if meant is not None:
                found[token.i] = meant
    return found


def _speaks_for(one: Statement) -> bool:
    return one.role is not None and "spokes" in one.role.lower()


def _bare(token: Token) -> bool:
    """ "Troops", "officers", without a word that says which."""
    subject = token.tag_ == "NNS" and token.dep_ in ("nsubj", "nsubjpass")
    return subject and token.lemma_.lower() in noun_class("force") and token.n_lefts + token.n_rights == 0


def _not_its_men(actor: Actor) -> frozenset[str] | None:
    """Nouns of armed men that are not those of a force of a state ("Federal Police"); None: it is no such force."""
    if actor.type in (ActorType.PERSON, ActorType.STATE, ActorType.UNKNOWN):
        return None
    return next((others for name, others in _FORCES if name.search(actor.name)), None)


def teller(trigger: Trigger, inside: Statement | None, actors: Iterable[Actor]) -> tuple[str, ...]:
    """Who did with the other side what a statement tells in the passive: the speaker, or the body of a spokesman."""
    verb = trigger.token
    if trigger.frame.type not in RECIPROCAL or trigger.frame.noun or inside is None or inside.speaker is None:
        return ()
    if not is_passive(verb) or agents(verb) or verb.dep_ == "acl":
        return ()
    if _speaks_for(inside):
        return tuple(actor.id for actor in actors if actor.name == inside.affiliation)[:1]
    return (inside.speaker,)
