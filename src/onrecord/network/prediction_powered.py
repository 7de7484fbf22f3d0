"""Shares and trends of machine codes, corrected by the statements that people judged.

Prediction-powered inference: Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), Prediction-powered inference,
Science 382:669; with the weight on the machine tuned as in Angelopoulos, Duchi & Zrnic (2023), PPI++, arXiv:2311.01453.
The statements judged must be a *random* part of all: then the interval holds however wrong the machine is. Variances
add up statements by article, since those of one article hang together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import InputError


@dataclass(frozen=True, slots=True)
class Corrected:
    """A figure with its interval, and beside it the naive one (machine codes taken for true) and the judged part alone.

    ``weight`` is how far the machine's codes were trusted (0: not at all, 1: fully); ``judged`` and ``all`` count
    statements.
    """

    estimate: float
    low: float
    high: float
    naive: float
    naive_low: float
    naive_high: float
    judged_only: float
    weight: float
    judged: int
    all: int


def corrected_share(machine, human, *, articles=None, level: float = 0.95) -> Corrected:
    """The share (mean) of a code among all statements.

    ``machine`` is one number a statement (0 or 1, or a probability); ``human`` the same with NaN where nobody judged;
    ``articles`` the article of each statement. Raises InputError with fewer than two judged articles.

    >>> result = corrected_share([1, 1, 1, 0] * 25, [1, 0, 1, 0] * 10 + [float("nan")] * 60)
    >>> round(result.naive, 2), round(result.estimate, 2)
    (0.75, 0.5)
    """
    machine = np.asarray(machine, dtype=float)
    return _corrected(np.ones((len(machine), 1)), 0, machine, human, articles, level)


def corrected_trend(machine, human, time, *, articles=None, level: float = 0.95) -> Corrected:
    """The slope of a code's share over ``time`` (least squares): the change of the share per unit of ``time``.

    Shapes and errors as in :func:`corrected_share`.
    """
    time = np.asarray(time, dtype=float)
    spread = time.std() or 1.0  # solved in standard units, since seconds since 1970 squared lose all digits
    design = np.column_stack([np.ones(len(time)), (time - time.mean()) / spread])
    found = _corrected(design, 1, np.asarray(machine, dtype=float), human, articles, level)
    names = ("estimate", "low", "high", "naive", "naive_low", "naive_high", "judged_only")
    scaled = {name: getattr(found, name) / spread for name in names}
    return Corrected(**scaled, weight=found.weight, judged=found.judged, all=found.all)


def _corrected(design, wanted: int, machine, human, articles, level: float) -> Corrected:
    human = np.asarray(human, dtype=float)
    known = np.isfinite(human)
    group = _groups(articles, len(machine))
    if len(human) != len(machine) or len(group) != len(machine):
        raise InputError("machine, human and articles differ in length", do="give one value a statement")
    if len(np.unique(group[known])) <= design.shape[1]:
        do = "have more statements judged, drawn at random"
        raise InputError(f"only {int(known.sum())} statements are judged", where="human", do=do)
    naive = _solved(design, known, machine, np.zeros(len(machine)), 0.0, group, naive=True)
    alone = _solved(design, known, machine, human, 0.0, group)
    weight = _best_weight(design, known, machine, human, alone[0], wanted, group)
    theta, variance = _solved(design, known, machine, human, weight, group)
    reach = _t(level, len(np.unique(group[known])) - design.shape[1]) * np.sqrt(variance[wanted, wanted])
    naive_reach = _t(level, len(np.unique(group)) - design.shape[1]) * np.sqrt(naive[1][wanted, wanted])
    at, raw = theta[wanted], naive[0][wanted]
    figures = (at, at - reach, at + reach, raw, raw - naive_reach, raw + naive_reach, alone[0][wanted], weight)
    return Corrected(*map(float, figures), int(known.sum()), len(machine))


def _t(level: float, freedom: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.5 + level / 2, max(freedom, 1)))


def _groups(articles, n: int) -> np.ndarray:
    if articles is None:
        return np.arange(n)
    return np.unique(np.asarray([str(article) for article in articles]), return_inverse=True)[1]


def _solved(design, known, machine, human, weight: float, group, *, naive: bool = False):
    """Coefficients and their covariance: the moments of the machine on the unjudged, put right on the judged.

    weight · mean over unjudged of x (f - x'θ) + mean over judged of x (y - x'θ) - weight · x (f - x'θ) = 0
    """
    if naive:
        share = np.full(len(machine), 1 / len(machine))
        on_machine, on_human = share, np.zeros(len(machine))
    else:
        rest = max(int((~known).sum()), 1)
        on_human = known / known.sum()
        on_machine = weight * (~known / rest - on_human)
        if known.all():
            on_machine = np.zeros(len(machine))
    human = np.where(known, human, 0.0)
    bread = np.linalg.pinv(design.T @ (design * (on_machine + on_human)[:, None]))
    theta = bread @ (design.T @ (on_machine * machine + on_human * human))
    fitted = design @ theta
    pulls = design * (on_machine * (machine - fitted) + on_human * (human - fitted))[:, None]
    sums = np.zeros((group.max() + 1, design.shape[1]))
    np.add.at(sums, group, pulls)
    many = len(sums) / max(len(sums) - 1, 1)
    return theta, many * bread @ (sums.T @ sums) @ bread


def _best_weight(design, known, machine, human, theta, wanted: int, group) -> float:
    """The weight in [0, 1] with the least variance: the machine's errors' share in the judged part (PPI++, eq. 9)."""
    if known.all():
        return 0.0
    fitted = (design @ theta)[known]
    x = design[known] @ np.linalg.pinv(design[known].T @ design[known])[:, wanted]
    ours, theirs = x * (human[known] - fitted), x * (machine[known] - fitted)
    theirs = theirs - theirs.mean()
    spread = (theirs**2).sum() * (1 + known.sum() / (~known).sum())
    return float(np.clip((ours * theirs).sum() / spread, 0.0, 1.0)) if spread else 0.0
