"""Sentences → what the head sees of their words: the encoder's states, the parse, the rules' codes, and the truth."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from onrecord.events import find_events
from onrecord.models import deeds
from onrecord.models.deeds import PARSED, TYPES
from onrecord.pipeline.read import read_many
from training.events.corpus import Sentence, article_of

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


def words(sentences: list[Sentence], *, together: random.Random | None = None) -> Iterator[Words]:
    """The words of each sentence as an article of its own, or of two to eight ``together``, in a random order."""
    groups = [[n] for n in range(len(sentences))]
    if together is not None:
        order = list(range(len(sentences)))
        together.shuffle(order)
        groups = []
        while order:
            size = together.randint(2, 8)
            groups.append(order[:size])
            del order[:size]
    made = [article_of([sentences[n] for n in group], at) for at, group in enumerate(groups)]
    with _caught() as caught:
        for (_, starts), group, _ in zip(made, groups, read_many(article for article, _ in made), strict=True):
            doc, seen, told = caught.pop()
            yield _words(doc, seen, told, [(sentences[n], n, start) for n, start in zip(group, starts, strict=True)])


@contextmanager
def _caught():
    """What comes to the place where the head is asked, while reading; the head itself is not asked."""
    caught: list[tuple] = []

    def catch(doc, seen, told, cast):
        caught.append((doc, seen, told))
        return told, []

    asked, find_events.second_opinion = find_events.second_opinion, catch
    try:
        yield caught
    finally:
        find_events.second_opinion = asked


def _words(doc, seen, told, sentences: Iterable[tuple[Sentence, int, int]]) -> Words:
    _, states = deeds.word_states(doc, seen)
    rule, deed, sentence = np.zeros((3, len(doc)), np.int64)
    sentence -= 1
    for trigger in told:
        rule[trigger.token.i] = 1 + TYPES.index(trigger.frame.type)
    for one, number, start in sentences:
        own = [token for token in doc if start <= token.idx < start + len(one.text)]
        sentence[[token.i for token in own]] = number
        for type_, span in one.deeds:
            telling = [t for t in own if t.idx < start + span.end and t.idx + len(t) > start + span.start]
            if telling:
                best = _best(telling)
                deed[[t.i for t in telling if not deed[t.i]]] = LEFT_OUT
                deed[best.i] = 1 + TYPES.index(type_)
    deed[~states.any(axis=1)] = LEFT_OUT
    values = [tuple(getattr(token, f"{name}_") for name in PARSED) for token in doc]
    return Words(states.astype(np.float16), values, deeds.heads(doc), rule, deed, sentence)


def _best(telling: list):
    """The word that counts: the first verb, else the first noun or adjective."""
    for kinds in (("VERB",), ("NOUN", "PROPN", "AUX", "ADJ")):
        if found := [token for token in telling if token.pos_ in kinds]:
            return found[0]
    return telling[0]
