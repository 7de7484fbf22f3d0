"""Coded deeds → what the head of the sides sees of each with the words of its sentence, and the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from onrecord.events.learnt import learnt
from onrecord.events.sided import asked
from onrecord.model import Span
from onrecord.models.deeds import RECIPROCAL
from onrecord.models.sides import NEITHER, TO, WHO, Pairs, pairs_of
from training.events.corpus import Coded, Sides
from training.events.states import LEFT_OUT, best_of, read_by_rules, under, what_heads_see


@dataclass(frozen=True, slots=True)
class Sided:
    """One article: its tokens' ``states``, ``values`` of the parse and ``head``, and the pairs with their ``side``."""

    states: np.ndarray
    values: list[tuple[str, ...]]
    head: np.ndarray
    pairs: Pairs
    side: np.ndarray


def sided(coded: list[Coded], labels: list[str]) -> Iterator[Sided]:
    """The pairs of each article in which the sides of a deed are coded; ``labels``: the parse's, in order."""
    some = [one for one in coded if any(one.sides)]
    return (_sided(*found, one, labels) for one, found in read_by_rules(some))


def _sided(doc, seen, told, cast, coded: Coded, labels: list[str]) -> Sided:
    rules = {trigger.token.i: trigger for trigger in told}
    questions, truth = [], []
    for (type_, span), sides in zip((*coded.deeds, *coded.again), coded.sides, strict=True):
        telling = under(span, doc)
        if sides is None or not telling:
            continue
        token = best_of(telling)
        trigger = rules.get(token.i) or learnt(token, type_, 1.0, cast)
        questions.append(replace(asked(trigger), type=type_))
        truth.append(_truth(sides, type_, doc))
    pairs, owners = pairs_of(questions, labels)
    side = np.array([truth[at].get(int(w), NEITHER) for at, w in zip(owners, pairs.word, strict=True)], np.int64)
    return Sided(*what_heads_see(doc, seen), pairs, side)


def _truth(sides: Sides, type_: str, doc) -> dict[int, int]:
    """The side of each token that the code speaks of: the heads of the phrases; their other words are left out."""
    found: dict[int, int] = {}
    both = ((sides.who, WHO), (sides.to, WHO if type_ in RECIPROCAL else TO))
    for span in (*sides.who, *sides.to, *sides.open):
        found |= {token.i: LEFT_OUT for token in under(span, doc)}
    for spans, side in both:
        found |= {token.i: side for span in spans if (token := _head(span, doc)) is not None}
    return found


def _head(span: Span, doc):
    inside = under(span, doc)
    places = {token.i for token in inside}
    return next((token for token in inside if token.head.i not in places or token.head.i == token.i), None)
