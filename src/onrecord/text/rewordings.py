"""Two reports of one thing, sentence by sentence: what both say in the same words, what in other words, what one alone.

Copies of whole texts are found by `copies`; this looks inside two texts that are already thought to tell the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..model import Span, Spans

#: Words in common, over the mean of the words in either (Dice). From the first on two sentences are the same, from the
#: second on one is a rewording of the other. Set by judgement; not measured.
SAME, REWORDED = 0.95, 0.4
#: Sentences of a text that are compared; a longer text is a list, not a report.
MOST = 400
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…]+[”\"’')\]]*\s+(?=[“„«\"‘'(\[]?[^\W\d_a-zß-öø-ÿ])|\n+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentence ``one`` of the first text tells what sentence ``other`` of the second tells (both numbers from 0)."""

    one: int
    other: int
    likeness: float

    @property
    def same(self) -> bool:
        return self.likeness >= SAME


def sentences(text: str, spans: Spans) -> list[Span]:
    """Sentences inside the spans, as far as full stops and capitals show them.

    >>> [s.of("He left. “Why?” she said. No.") for s in sentences("He left. “Why?” she said. No.", (Span(0, 29),))]
    ['He left.', '“Why?” she said.', 'No.']
    """
    found: list[Span] = []
    for span in spans:
        at = span.start
        for end in [*(match.end() for match in _END.finditer(text, span.start, span.end)), span.end]:
            words = text[at:end]
            start = at + len(words) - len(words.lstrip())
            stop = at + len(words.rstrip())
            if start < stop and _WORD.search(text, start, stop):
                found.append(Span(start, stop))
            at = end
    return found


def likeness(one: str, other: str) -> float:
    """Words that both have, over the mean of the words that each has; case does not count.

    >>> likeness("The quay is shut", "the quay was shut"), likeness("The quay", "")
    (0.75, 0.0)
    """
    return _dice(_words(one), _words(other))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


def aligned(one: Sequence[str], other: Sequence[str], *, least: float = REWORDED) -> list[Pair]:
    """Pairs of sentences that tell the same, each sentence in one pair at most, the likest first chosen; in order.

    >>> [(p.one, p.other, p.same) for p in aligned(["It rained.", "He left at noon."], ["At noon he left."])]
    [(1, 0, True)]
    """
    words = [_words(text) for text in one[:MOST]], [_words(text) for text in other[:MOST]]
    scored = sorted(
        (
            (-score, i, j)
            for i, mine in enumerate(words[0])
            for j, theirs in enumerate(words[1])
            if (score := _dice(mine, theirs)) >= least
        ),
    )
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for score, i, j in scored:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append(Pair(i, j, round(-score, 3)))
    return sorted(pairs, key=lambda pair: (pair.one, pair.other))


def differing(one: str, other: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether the other lacks it there.

    >>> differing("The quay is shut.", "The quay was shut.")[0]
    [('The quay ', False), ('is', True), (' shut.', False)]
    """
    pieces = re.findall(r"\w+|\W+", one), re.findall(r"\w+|\W+", other)
    folded = [[piece.casefold() for piece in side] for side in pieces]
    found: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = [], []
    for what, a, b, c, d in SequenceMatcher(None, *folded, autojunk=False).get_opcodes():
        for side, start, end in ((0, a, b), (1, c, d)):
            if start < end:
                found[side].append(("".join(pieces[side][start:end]), what != "equal"))
    return found
