"""Who does a deed and to whom, heard once more: the learnt head of the sides beside the rules.

Rules find those who stand where grammar puts them; news also puts them further off ("his men have held the town against
attacks by the army", "her visit there with two ministers"), and rules take for doers who only stand near.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..models.deeds import RECIPROCAL
from ..models.sides import TO, WHO, Asked, sides
from .fits import by_trade, counted, is_agent
from .lexicon import cue_words, verb_lemma
from .tree import BEFORE, conjuncts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from spacy.tokens import Doc, Token

    from ..models.first_pass import FirstPass
    from .cast import Cast
    from .trigger import Trigger

#: A word joins a side where the rules have nobody from the first likelihood on, others from the second; where rules put
#: it there, it stays down to the third.
JOINS, BESIDE, STAYS = 0.6, 0.7, 0.05


def sided(doc: Doc, seen: FirstPass, told: list[Trigger], cast: Cast) -> list[Trigger]:
    """The triggers with those on their sides whom the head finds there, without those whom it does not."""
    questions = [asked(trigger) for trigger in told]
    likely = sides(doc, seen, questions)
    return [_heard(*one, cast) for one in zip(told, questions, likely, strict=True)]


def asked(trigger: Trigger) -> Asked:
    """What the head is asked about a trigger: its word, its type, and whom the rules put on its sides."""
    who, to = _all(trigger.who), _all(trigger.to)
    return Asked(trigger.token, trigger.frame.type, who, to - who)


def _all(heads: tuple[Token, ...]) -> frozenset[int]:
    return frozenset(one.i for head in heads for one in conjuncts(head))


def _heard(trigger: Trigger, ruled: Asked, likely: Mapping[int, np.ndarray], cast: Cast) -> Trigger:
    doc = trigger.token.doc
    if ruled.type in RECIPROCAL:  # there the head only says who takes part; the rules know the sides
        part = _side(trigger, ruled.who | ruled.to, likely, (WHO, TO), cast)
        who, to = [one for one in part if one.i not in ruled.to], [one for one in part if one.i in ruled.to]
    else:
        who = _side(trigger, ruled.who, likely, (WHO,), cast)
        to = [one for one in _side(trigger, _all(trigger.to), likely, (TO,), cast) if one not in who]
    heard = _somebody(doc, who, ruled.who, cast) or _somebody(doc, to, _all(trigger.to), cast)
    return replace(trigger, who=tuple(who), to=tuple(to), heard=heard)


def _somebody(doc: Doc, now: list[Token], ruled: frozenset[int], cast: Cast) -> bool:
    """Whether a side has others than the rules put there; a thing that nobody would take for an actor is no loss."""
    new, old = {counted(one).i for one in now}, {counted(doc[at]).i for at in ruled}
    return not new <= old or any(is_agent(doc[at], cast) for at in old - new)


def _side(
    trigger: Trigger, ruled: frozenset[int], likely: Mapping[int, np.ndarray], wanted: tuple[int, ...], cast: Cast
) -> list[Token]:
    """Those of a side, in the order of the text; whom the rules found and the head was not asked about stays."""
    doc = trigger.token.doc
    sure = {at: float(row[list(wanted)].sum()) for at, row in likely.items()}
    looks_on = {at for at in sure if _looks_on(doc[at], trigger.token)}  # there the rules know better
    found = {at for at in ruled if at not in sure or sure[at] >= STAYS or at in looks_on}
    least = BESIDE if found else JOINS
    new = [at for at in sure if at not in ruled | looks_on and sure[at] >= least]
    found |= {at for at in new if _may_join(doc[at], wanted, cast)}
    return [doc[at] for at in sorted(found)]


def _may_join(word: Token, wanted: tuple[int, ...], cast: Cast) -> bool:
    return is_agent(word, cast) or (WHO in wanted and by_trade(word))


def _looks_on(word: Token, deed: Token) -> bool:
    """ "Kenya has seen protests": it does not protest."""
    while word.dep_ in BEFORE:
        word = word.head
    return word.head == deed.head and word.dep_ == "nsubj" and verb_lemma(deed.head) in cue_words("onlookers")
