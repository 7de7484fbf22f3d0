"""Coded deeds → what the head of the sides sees of each with the words of its sentence, and the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.events.learnt import learnt
from onrecord.events.tree import conjuncts
from onrecord.model import Span
from onrecord.models import deeds
from onrecord.models.deeds import PARSED
from onrecord.models.sides import NEITHER, RECIPROCAL, TO, WHO, Asked, Pairs, pairs_of
from onrecord.pipeline.read import read_many
from training.events.corpus import Coded, Sides
from training.events.states import LEFT_OUT, best_of, caught, under


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
    with caught() as what:
        for one, _ in zip(coded, read_many(one.article for one in coded), strict=True):
            if what and any(one.sides):
                yield _sided(*what.pop(), one, labels)
            what.clear()


def _sided(doc, seen, told, cast, coded: Coded, labels: list[str]) -> Sided:
    _, states = deeds.word_states(doc, seen)
    rules = {trigger.token.i: trigger for trigger in told}
    asked, truth = [], []
    for (type_, span), sides in zip((*coded.deeds, *coded.again), coded.sides, strict=True):
        telling = under(span, doc)
        if sides is None or not telling:
            continue
        token = best_of(telling)
        trigger = rules.get(token.i) or learnt(token, type_, 1.0, cast)
        who, to = (frozenset(one.i for head in some for one in conjuncts(head)) for some in (trigger.who, trigger.to))
        asked.append(Asked(token, type_, who, to - who))
        truth.append(_truth(sides, type_, doc))
    pairs, owners = pairs_of(asked, labels)
    side = np.array([truth[at].get(int(w), NEITHER) for at, w in zip(owners, pairs.word, strict=True)], np.int64)
    values = [tuple(getattr(token, f"{name}_") for name in PARSED) for token in doc]
    return Sided(states.astype(np.float16), values, deeds.heads(doc), pairs, side)


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
