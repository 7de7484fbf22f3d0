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
    doc, to_by_rules = trigger.token.doc, _all(trigger.to)
    likely = _without_onlookers(likely, trigger.token)
    if ruled.type in RECIPROCAL:  # there the head only says who takes part; the rules know the sides
        part = _side(doc, ruled.who | ruled.to, likely, (WHO, TO), cast)
        who, to = [one for one in part if one.i not in ruled.to], [one for one in part if one.i in ruled.to]
    else:
        who = _side(doc, ruled.who, likely, (WHO,), cast)
        to = [one for one in _side(doc, to_by_rules, likely, (TO,), cast) if one not in who]
    heard = _somebody(doc, who, ruled.who, cast) or _somebody(doc, to, to_by_rules, cast)
    return replace(trigger, who=tuple(who), to=tuple(to), heard=heard)


def _somebody(doc: Doc, now: list[Token], ruled: frozenset[int], cast: Cast) -> bool:
    """Whether a side has others than the rules put there; a thing that nobody would take for an actor is no loss."""
    new, old = {counted(one).i for one in now}, {counted(doc[at]).i for at in ruled}
    return not new <= old or any(is_agent(doc[at], cast) for at in old - new)


def _side(
    doc: Doc, ruled: frozenset[int], likely: Mapping[int, np.ndarray], wanted: tuple[int, ...], cast: Cast
) -> list[Token]:
    """Those of a side, in the order of the text; whom the rules found and the head was not asked about stays."""
    sure = {at: float(row[list(wanted)].sum()) for at, row in likely.items()}
    found = {at for at in ruled if at not in sure or sure[at] >= STAYS}
    least = BESIDE if found else JOINS
    found |= {at for at in sure if at not in ruled and sure[at] >= least and _may_join(doc[at], wanted, cast)}
    return [doc[at] for at in sorted(found)]


def _may_join(word: Token, wanted: tuple[int, ...], cast: Cast) -> bool:
    return is_agent(word, cast) or (WHO in wanted and by_trade(word))


def _without_onlookers(likely: Mapping[int, np.ndarray], deed: Token) -> Mapping[int, np.ndarray]:
    """What the head says of all but those who only see or suffer the deed: "Kenya has seen protests"."""
    verb = deed.head
    if verb_lemma(verb) not in cue_words("onlookers"):
        return likely
    return {
        at: row for at, row in likely.items() if (noun := _noun_of(deed.doc[at])).head != verb or noun.dep_ != "nsubj"
    }


def _noun_of(word: Token) -> Token:
    """The noun that a word stands before ("the Kenyan army"), else the word."""
    while word.dep_ in BEFORE:
        word = word.head
    return word
