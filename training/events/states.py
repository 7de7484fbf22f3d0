"""Sentences → what the head sees of their words: the encoder's states, the parse, the rules' codes, and the truth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from onrecord.events import find_events
from onrecord.model import Span
from onrecord.models import deeds
from onrecord.models.deeds import PARSED, TYPES
from onrecord.pipeline.read import read_many
from training.events.corpus import Coded

#: A word inside the words that tell a deed, but not the one that counts: neither right nor wrong.
LEFT_OUT = -100


@dataclass(frozen=True, slots=True)
class Words:
    """One article's tokens: ``states`` (n, dim) in float16, ``values`` of the parse (n, 4) as text, ``head``, the type
    that a ``rule`` coded (0: none), the type told (``deed``), and the number of the ``sentence`` each belongs to."""

    states: np.ndarray
    values: list[tuple[str, ...]]
    head: np.ndarray
    rule: np.ndarray
    deed: np.ndarray
    sentence: np.ndarray


def words(coded: list[Coded]) -> Iterator[Words]:
    """The words of each article."""
    return (_words(*found, one) for one, found in read_by_rules(coded))


def read_by_rules(coded: list[Coded]) -> Iterator[tuple[Coded, tuple]]:
    """Each article with its parse, the encoder's pass, the triggers that the rules code, and the cast.

    Raises:
        ValueError: an article whose events could not be read.
    """
    with _caught() as what:
        for one, reading in zip(coded, read_many(one.article for one in coded), strict=True):
            if not what:
                raise ValueError(f"{one.article.id} was not read: {reading.problems}")
            yield one, what.pop()
            what.clear()


def what_heads_see(doc, seen) -> tuple[np.ndarray, list[tuple[str, ...]], np.ndarray]:
    """Of each token the encoder's states (in float16), the values of the parse, and what it hangs on."""
    values = [tuple(getattr(token, f"{name}_") for name in PARSED) for token in doc]
    return deeds.word_states(doc, seen)[1].astype(np.float16), values, deeds.heads(doc)


@contextmanager
def _caught():
    """What comes to the place where the head is asked, while reading; the head itself is not asked."""
    what: list[tuple] = []

    def catch(doc, seen, told, cast):
        what.append((doc, seen, told, cast))
        return told

    asked, find_events.second_opinion = find_events.second_opinion, catch
    try:
        yield what
    finally:
        find_events.second_opinion = asked


def _words(doc, seen, told, _, coded: Coded) -> Words:
    states, values, head = what_heads_see(doc, seen)
    rule, deed, sentence = np.zeros((3, len(doc)), np.int64)
    sentence -= 1
    for trigger in told:
        rule[trigger.token.i] = 1 + TYPES.index(trigger.frame.type)
    for number, span in enumerate(coded.sentences):
        sentence[[token.i for token in doc if span.start <= token.idx < span.end]] = number
    for type_, span in coded.deeds:
        if telling := under(span, doc):
            deed[[t.i for t in telling if not deed[t.i]]] = LEFT_OUT
            deed[best_of(telling).i] = 1 + TYPES.index(type_)
    for _, span in coded.again:
        deed[[t.i for t in under(span, doc)]] = LEFT_OUT
    deed[~states.any(axis=1) | (sentence < 0)] = LEFT_OUT
    return Words(states, values, head, rule, deed, sentence)


def under(span: Span, doc) -> list:
    """The tokens that a span touches."""
    return [token for token in doc if token.idx < span.end and token.idx + len(token) > span.start]


def best_of(telling: list):
    """The word that counts: the first verb, else the first noun or adjective."""
    for kinds in (("VERB",), ("NOUN", "PROPN", "AUX", "ADJ")):
        if found := [token for token in telling if token.pos_ in kinds]:
            return found[0]
    return telling[0]
