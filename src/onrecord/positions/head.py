"""A small head over frozen vectors: learns codes from examples within a second or two, and knows how sure it is.

Kernel ridge regression (a least-squares support vector machine) with class weights: as good as a support vector
machine on the same vectors, in closed form, and the scores that each example would have got had it been left out come
for nothing (Cawley & Talbot, Fast exact leave-one-out cross-validation of sparse least-squares support vector
machines, 2004). They calibrate the probabilities and set the threshold below which the machine abstains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

#: Chosen by repeated samples of the train parts of two manifesto topics (see docs/learning.md).
_WIDTH, _RIDGE = 1.0, 0.1
_LANDMARKS = 1000
_JITTER = 1e-6
_MAX_LEVERAGE = 0.99


@dataclass(frozen=True, slots=True)
class Head:
    """A fitted head. ``left_out``: the scores of each example had it been left out (examples × codes)."""

    codes: tuple[str, ...]
    landmarks: np.ndarray
    weights: np.ndarray
    left_out: np.ndarray
    slope: float
    offsets: np.ndarray

    def scores(self, vectors: np.ndarray, prior: np.ndarray | None = None) -> np.ndarray:
        """One score a code (vectors × codes); the highest is the code, all codes taken as equally common."""
        found = _kernel(vectors, self.landmarks) @ self.weights
        return found if prior is None else found + prior

    def predict(self, vectors: np.ndarray, prior: np.ndarray | None = None) -> list[str]:
        """The code of each vector."""
        return [self.codes[i] for i in self.scores(vectors, prior).argmax(1)]

    def predict_proba(self, vectors: np.ndarray, prior: np.ndarray | None = None) -> np.ndarray:
        """Calibrated probabilities (vectors × codes), codes as common as among the examples."""
        return self.probabilities_of(self.scores(vectors, prior))

    def probabilities_of(self, scores: np.ndarray) -> np.ndarray:
        """The calibrated probabilities of such scores."""
        from scipy.special import softmax

        return softmax(self.slope * scores + self.offsets, axis=1)


def fit(vectors: np.ndarray, examples: Sequence[str], *, codes: Sequence[str], prior: np.ndarray | None = None) -> Head:
    """A head for these examples.

    Args:
        vectors: one row an example.
        examples: the code of each; all of them among ``codes``.
        codes: all codes, also those that have no example yet.
        prior: scores from elsewhere, such as descriptions (examples × codes); only what they miss is learnt, so the
            head starts from them and is moved by the examples.

    >>> import numpy as np
    >>> points = np.eye(4)[[0, 0, 1, 1]]
    >>> head = fit(points, ["for", "for", "against", "against"], codes=("for", "against"))
    >>> head.predict(np.eye(4)[:2])
    ['for', 'against']
    """
    import numpy as np
    from scipy.linalg import cho_factor, cho_solve

    known = {code: i for i, code in enumerate(codes)}
    truth = np.array([known[code] for code in examples])
    one_hot = np.eye(len(codes))[truth]
    start = np.zeros_like(one_hot) if prior is None else prior
    targets = one_hot - 1 / len(codes) - start
    counts = one_hot.sum(0)
    weights = (len(truth) / (np.count_nonzero(counts) * counts.clip(1)))[truth]
    chosen = np.random.default_rng(0).permutation(len(truth))[:_LANDMARKS]
    landmarks = np.asarray(vectors)[chosen]
    near, among = _kernel(vectors, landmarks), _kernel(landmarks, landmarks)
    weighted = near * weights[:, None]
    inner = cho_factor(weighted.T @ near + _RIDGE * among + _JITTER * np.eye(len(landmarks)))
    alpha = cho_solve(inner, weighted.T @ targets)
    leverage = np.einsum("ij,ji->i", weighted, cho_solve(inner, near.T)).clip(0, _MAX_LEVERAGE)[:, None]
    left_out = (near @ alpha - leverage * targets) / (1 - leverage) + start
    slope, offsets = _calibrated(left_out, truth)
    return Head(tuple(codes), landmarks, alpha, left_out, slope, offsets)


def _kernel(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    import numpy as np

    # in double precision: in single, examples that are nearly the same make the matrix to be solved indefinite
    left, right = np.asarray(left, np.float64), np.asarray(right, np.float64)
    squares = (left**2).sum(1)[:, None] + (right**2).sum(1)[None, :] - 2 * left @ right.T
    return np.exp(-_WIDTH * squares)


def _calibrated(scores: np.ndarray, truth: np.ndarray) -> tuple[float, np.ndarray]:
    """The slope and the offset a code under which these scores, as logits, are likeliest (Platt, with one slope)."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import log_softmax, softmax

    rows, wanted = np.arange(len(truth)), np.eye(scores.shape[1])[truth]
    weak = 1.0 / len(truth)

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        slope, offsets = parameters[0], parameters[1:]
        logits = slope * scores + offsets
        off = softmax(logits, axis=1) - wanted
        value = -log_softmax(logits, axis=1)[rows, truth].mean() + weak * (parameters**2).mean()
        gradient = np.concatenate([[(off * scores).sum(1).mean()], off.mean(0)])
        return value, gradient + 2 * weak * parameters / len(parameters)

    start = np.concatenate([[3.0], np.zeros(scores.shape[1])])
    bounds = [(0.0, 50.0)] + [(-10.0, 10.0)] * scores.shape[1]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[0]), found[1:]


def threshold_for(probabilities: Sequence[float], right: Sequence[bool], *, precision: float) -> float | None:
    """The least probability above which at least this share was right, or None where none is; below it: abstain.

    Args:
        probabilities: of the chosen codes, of examples that were left out in fitting.

    >>> threshold_for([0.9, 0.8, 0.7, 0.6], [True, True, False, True], precision=0.9)
    0.8
    """
    ordered = sorted(zip(probabilities, right, strict=True), key=lambda pair: -pair[0])
    found, hits = None, 0
    for place, (probability, hit) in enumerate(ordered, 1):
        hits += hit
        tied = place < len(ordered) and ordered[place][0] == probability
        if not tied and hits / place >= precision:
            found = probability
    return found
