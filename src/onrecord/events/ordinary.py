"""What a trigger tells that is no event here: mishaps, business, sport, petty crime, closures for the weather."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType
from ..names.places import place_of
from .cast import Cast
from .lexicon import cue_words, noun_class, verb_lemma
from .tree import conjuncts
from .trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What is an event only where somebody public does it.
_PUBLIC = frozenset(
    {"COERCE", "OFFICE", "LEGISLATE", "CONCEDE", "CONTROL", "RETREAT", "MOBILIZE", "AGREE", "SUPPORT", "COOPERATE"}
)
_NEVER_BUSINESS = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "THREATEN"})
_PUBLIC_TYPES = frozenset(
    {ActorType.STATE, ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL, ActorType.ARMED_GROUP, ActorType.PARTY}
)
_FIRM = re.compile(
    r"\b(?:Inc|Corp|Ltd|Plc|PLC|Cos?\.|Holdings?|AG|S\.A|N\.V|B\.V|LLC|GmbH|Bancorp|Airlines|Industries)\b"
)
#: Types whose words reporters of sport love.
_PLAYED = frozenset({"ASSAULT", "THREATEN", "CONTROL", "RETREAT", "COERCE", "PROTEST", "OFFICE", "CONCEDE", "MOBILIZE"})


def ordinary(trigger: Trigger, cast: Cast, *, known: bool) -> bool:
    """Whether a trigger tells of ordinary life; ``known``: whether its doer is an actor of the article."""
    type_, mode = trigger.frame.type, trigger.frame.mode
    if (not known or trigger.who) and type_ in ("ASSAULT", "AID") and _mishap(trigger):
        return True
    if (type_ in _PUBLIC and _private(trigger)) or _petty(trigger) or _at_play(trigger):
        return True
    if type_ == "COERCE" and mode in ("ban", "restrict") and _by_nature(trigger):
        return True
    return type_ not in _NEVER_BUSINESS and _business(trigger, cast)


def _business(trigger: Trigger, cast: Cast) -> bool:
    """ "The company's president quit", "Hallwood agreed to …": firms among themselves."""
    sentence = trigger.token.sent
    text = sentence.text.lower()
    words = {token.lemma_.lower() for token in sentence}
    firm = words & cue_words("firms") or len(words & cue_words("half_firms")) > 1
    firm = firm or any(title.replace("_", " ") in text for title in cue_words("business_titles"))
    doers = [one for head in trigger.who or trigger.to for one in conjuncts(head)]
    firm = firm or any(_FIRM.search(actor.name) for one in doers if (actor := cast.meant_by(one)) is not None)
    if not (firm or _FIRM.search(sentence.text)):
        return False
    return not any(_public(one, cast) for one in doers)


def _public(head: Token, cast: Cast) -> bool:
    actor = cast.meant_by(head)
    if actor is not None and actor.type in _PUBLIC_TYPES:
        return True
    lemma = head.lemma_.lower()
    return lemma in noun_class("public_heads") or place_of(head.text) is not None


def _mishap(trigger: Trigger) -> bool:
    """Whether what killed was no attack: a crash, an earthquake, a disease."""
    if verb_lemma(trigger.token) in cue_words("always_violent"):
        return False
    doers = {head.lemma_.lower() for head in trigger.who if not _gunfire(head)}
    if doers or trigger.who:
        return bool(doers & (noun_class("mishap") | noun_class("creature")))
    if any(token.lemma_.lower() in cue_words("attacking") for token in trigger.token.sent):
        return False
    return any(
        (token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in noun_class("mishap") and not _gunfire(token))
        or (token.pos_ == "VERB" and token.lemma_ in noun_class("mishap_verbs"))
        for token in trigger.token.sent
    )


def _private(trigger: Trigger) -> bool:
    """Whether only firms or players do it: business and sport are no events."""
    return bool(trigger.who) and all(head.lemma_.lower() in noun_class("private") for head in trigger.who)


def _petty(trigger: Trigger) -> bool:
    """Theft and the like by nobody in particular: ordinary crime."""
    if trigger.frame.type not in ("SANCTION", "ACCUSE", "COERCE") or not trigger.to:
        return False
    if any(h.pos_ == "PROPN" or h.lemma_.lower() in noun_class("offices_held") for h in trigger.to):
        return False
    return any({token.lower_, token.lemma_.lower()} & cue_words("petty") for token in trigger.token.sent)


def _by_nature(trigger: Trigger) -> bool:
    """ "Police closed the road after a crash", "schools were shut for the storm": nobody is put under pressure."""
    if any(head.ent_type_ in ("GPE", "NORP") for head in (*trigger.who, *trigger.to)):
        return False
    nature = cue_words("nature") | noun_class("mishap_verbs")
    return any(token.lemma_.lower() in nature for token in trigger.token.sent)


def _at_play(trigger: Trigger) -> bool:
    """ "The striker fired a warning shot in the tenth minute": a game, unless somebody comes to harm at it."""
    if trigger.frame.type not in _PLAYED:
        return False
    if any(
        head.tag_ == "NN"
        and head.lemma_.lower() in noun_class("sporting")
        and not any(c.lower_ in ("former", "ex") for c in head.lefts)
        for head in trigger.who
    ):
        return True
    words = {token.lemma_.lower() for token in trigger.token.sent}
    return bool(words & cue_words("games")) and not words & cue_words("harm")


def _gunfire(token: Token) -> bool:
    """ "An exchange of fire", "opened fire", "fire from the other side"."""
    if token.lower_ == "fire" and any(c.lower_ in ("from", "sniper", "friendly", "artillery") for c in token.children):
        return True
    above = token.head.head if token.dep_ == "pobj" else token.head
    return token.lower_ == "fire" and above.lemma_.lower() in ("exchange", "open", "trade", "return", "line", "under")
