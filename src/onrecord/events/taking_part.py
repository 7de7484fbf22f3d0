"""Who takes part in an event without being anybody's speaker: "the mutineers", "a Warsaw court", "Chinese jets".

The names room knows names and those who speak. An event also has doers and sufferers that are only nouns; without them
three in ten participants of our own sentences would be nobody (recall .64 → .79 on the dev part).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Mention, MentionForm, Span
from ..names.lexicon import country_name
from ..names.places import place_of
from .fits import by_trade, counted, is_agent
from .lexicon import noun_class
from .tree import conjuncts, left_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .cast import Cast
    from .trigger import Trigger

_PARTY = frozenset({"party", "bloc", "coalition", "alliance", "opposition"})
_ENTITY = {"PERSON": ActorType.PERSON, "ORG": ActorType.ORGANISATION}


def unknown_participants(triggers: Iterable[Trigger], cast: Cast, *, known: int) -> tuple[Actor, ...]:
    """New actors for the participants of ``triggers`` that no actor covers; ids go on after ``a<known>``.

    The same words are one actor. Counted victims ("12 protesters") stay figures; pronouns stay open.
    """
    found: dict[str, tuple[str, ActorType, str | None, list[Mention]]] = {}
    for trigger in triggers:
        for heads, suffers in ((trigger.who, False), (trigger.to, True)):
            for head in (counted(one) for first in heads for one in conjuncts(first)):
                if suffers and _only_a_place(trigger, head):
                    continue
                if cast.meant_by(head) is not None:
                    continue
                doing = not suffers and by_trade(head)
                if (told := _told(head, cast, trigger.token, suffers=suffers, sure=doing)) is not None:
                    name, type_, country, mention = told
                    mentions = found.setdefault(name.lower(), (name, type_, country, []))[3]
                    if mention not in mentions:
                        mentions.append(mention)
    return tuple(
        Actor(f"a{known + n}", name, type_, tuple(sorted(mentions, key=lambda m: m.span)), country=country)
        for n, (name, type_, country, mentions) in enumerate(found.values(), 1)
    )


def _only_a_place(trigger: Trigger, head: Token) -> bool:
    """ "Visited Lisbon", "shelled Harim", "captured Kunduz": the place suffers nothing as an actor."""
    known = place_of(head.text) is not None
    if head.pos_ != "PROPN" or (head.ent_type_ == "PERSON" and not known):
        return False
    if trigger.frame.mode == "visit":
        return True
    return not known and trigger.frame.type in ("CONTROL", "ASSAULT", "MOBILIZE")


def _told(
    head: Token, cast: Cast, deed: Token, *, suffers: bool, sure: bool = False
) -> tuple[str, ActorType, str | None, Mention] | None:
    """Name, type, country and mention of whom a noun means, or None where it means nobody in particular.

    ``deed``: the word that tells what it does or suffers; ``sure``: it is known to mean somebody.
    """
    if head.pos_ == "ADJ" and (place := place_of(head.text)) is not None:
        return _state(head, place[0])  # "the Turkish incursion"
    if head.pos_ not in ("NOUN", "PROPN") or head.ent_type_ in ("DATE", "TIME", "MONEY"):
        return None
    # what belongs to somebody acts for its owner, where he is named beside it
    if head.lemma_.lower() in noun_class("owned") or not (sure or is_agent(head, cast)):
        return _owner(head)
    if suffers and any(c.dep_ == "nummod" for c in head.children):
        return None
    if head.pos_ == "PROPN" and (place := place_of(head.text)) is not None:
        return _state(head, place[0])
    first = min([head.i, *(c.left_edge.i for c in left_of(head) if c.tag_ != "PRP$")])
    if first <= deed.i < head.i:
        first = deed.i + 1  # "Gunmen attack minister", read as three nouns
    while first < head.i and (head.doc[first].pos_ in ("DET", "PUNCT", "NUM") or head.doc[first].tag_ == "PRP$"):
        first += 1
    span = Span(head.doc[first].idx, head.idx + len(head))
    form = MentionForm.NAME if head.pos_ == "PROPN" else MentionForm.NOMINAL
    type_ = _type(head)
    return " ".join(head.doc[first : head.i + 1].text.split()), type_, None, Mention(span, form, type_)


def _owner(noun: Token) -> tuple[str, ActorType, str | None, Mention] | None:
    """ "Chinese jets", "a Hezbollah depot": the state or body named before the noun."""
    for child in left_of(noun):
        if (place := place_of(child.text)) is not None:
            return _state(child, place[0])
        if child.pos_ == "PROPN" and child.ent_type_ in ("ORG", "PERSON"):
            span = Span(child.idx, child.idx + len(child))
            type_ = _ENTITY[child.ent_type_]
            return child.text, type_, None, Mention(span, MentionForm.NAME, type_)
        if any(child.lemma_.lower() in noun_class(name) for name in ("armed", "force", "state_bodies", "march_by")):
            span, type_ = Span(child.idx, child.idx + len(child)), _type(child)  # "an army post"
            return child.text, type_, None, Mention(span, MentionForm.NOMINAL, type_)
    return None


def _state(token: Token, code: str) -> tuple[str, ActorType, str | None, Mention]:
    mention = Mention(Span(token.idx, token.idx + len(token)), MentionForm.NAME, ActorType.STATE)
    if code.startswith("~"):
        return token.text, ActorType.STATE, None, mention
    return country_name(code), ActorType.STATE, code, mention


def _type(head: Token) -> ActorType:
    lemma = head.lemma_.lower()
    if lemma in _PARTY:
        return ActorType.PARTY
    if lemma in noun_class("state_bodies"):
        return ActorType.GOVERNMENT_BODY
    if lemma in noun_class("force") or lemma in noun_class("armed"):
        return ActorType.ARMED_GROUP
    if head.ent_type_ in _ENTITY:
        return _ENTITY[head.ent_type_]
    if head.tag_ in ("NNS", "NNPS") or lemma in ("crowd", "people", "mob", "family", "crew"):
        return ActorType.COLLECTIVE
    if lemma in noun_class("people") or lemma in noun_class("person"):
        return ActorType.PERSON
    return ActorType.ORGANISATION if lemma in noun_class("bodies") else ActorType.UNKNOWN
