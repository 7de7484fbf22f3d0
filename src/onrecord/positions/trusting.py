"""How likely a learnt position is right: a logistic curve over what the heads say, drawn to the codebook's own numbers.

With nothing judged the probability is the one that the codebook's coder gave; each judged example moves the curve, by
what the heads would have said of it had it been left out, so the stated probabilities are cross-validated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Weights before anything is judged: constant, issue margin, stance lead, the coder's own logit.
_START = (-0.2, 0.5, 0.3, 0.9)
#: How strongly the curve is held to these weights, in examples.
_HELD = 4.0
#: The logit of a position that the codebook's coder did not propose.
_UNSEEN = -0.5


@dataclass(frozen=True, slots=True)
class Trust:
    """The curve."""

    weights: tuple[float, ...] = _START

    def probability(self, margin: float, lead: float, coded: float | None, same: bool) -> float:
        """How likely a position is right.

        Args:
            margin: of the issue's score over the best other. lead: of the stance's over the second.
            coded: the probability that the codebook's coder gave to this statement and issue, None if it gave none.
            same: whether it gave the same stance.

        >>> Trust().probability(0.5, 0.5, 0.8, True) > Trust().probability(0.1, 0.1, None, False)
        True
        """
        z = sum(w * x for w, x in zip(self.weights, _features(margin, lead, coded, same), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def _features(margin: float, lead: float, coded: float | None, same: bool) -> tuple[float, ...]:
    logit = math.log(max(coded, 1e-3) / max(1 - coded, 1e-3)) if coded is not None and same else _UNSEEN
    return 1.0, margin, lead, logit


def fit_trust(facts: Sequence[tuple[float, float, float | None, bool]], right: Sequence[bool]) -> Trust:
    """The curve for examples that were left out: (margin, lead, coded, same) of each, and whether it was right."""
    import numpy as np
    from scipy.optimize import minimize

    if not facts:
        return Trust()
    x = np.array([_features(*fact) for fact in facts])
    truth, start = np.array(right, float), np.array(_START)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ weights
        value = np.logaddexp(0, z).sum() - truth @ z + _HELD / 2 * ((weights - start) ** 2).sum()
        return value, x.T @ (1 / (1 + np.exp(-z)) - truth) + _HELD * (weights - start)

    return Trust(tuple(minimize(loss, start, jac=True, method="L-BFGS-B").x.tolist()))
