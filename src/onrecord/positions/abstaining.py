"""The probability below which a machine should say nothing, so that the wanted share of what it says is right."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Position
from ..store.queries import NOTHING
from .head import threshold_for
from .learner import Learnt

#: From so many judged positions on they decide; before that the stated probabilities are taken at their word.
_ENOUGH = 30
#: Above every probability: nothing is sure enough.
NEVER = 1.01


def least_for(learnt: Learnt, positions: Sequence[Position], *, precision: float) -> float:
    """By the judged examples, each as it would have been coded had it been left out; by promise where they are few."""
    found = [
        (guess.probability(learnt.trust), guess.issue == one.issue and guess.stance == one.stance)
        for guess, one in zip(learnt.left_out, learnt.examples, strict=True)
        if guess.issue != NOTHING
    ]
    if len(found) < _ENOUGH:
        return least_promised([position.probability for position in positions], precision=precision)
    least = threshold_for([p for p, _ in found], [right for _, right in found], precision=precision)
    return NEVER if least is None else least


def least_promised(probabilities: Sequence[float], *, precision: float) -> float:
    """The least probability such that all from it on are, by what they say themselves, right in that share.

    >>> least_promised([0.99, 0.9, 0.8, 0.4], precision=0.85)
    0.8
    """
    total, least = 0.0, NEVER
    for n, probability in enumerate(sorted(probabilities, reverse=True), 1):
        total += probability
        if total / n < precision:
            break
        least = probability
    return least
