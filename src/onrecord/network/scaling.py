"""Where actors stand on one or two dimensions that explain which concepts they support and oppose.

A two-parameter item response model, as for votes in parliaments (Clinton, Jackman & Rivers 2004, The statistical
analysis of roll call data, APSR 98:355): P(actor i supports concept j) = logistic(slope_j · place_i - hurdle_j), with
standard normal priors on places and normal(0, 2²) on slopes and hurdles; the mode is found by SciPy, its intervals by
drawing articles anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import coo_array
from scipy.special import expit

from ..errors import InputError
from .bootstrap import articles_of, interval, redrawn
from .chosen import choose
from .data import StatementTable
from .options import Aggregation, NetworkOptions, NetworkType, Normalization, TimeWindow

_STOP = {"maxiter": 300, "ftol": 1e-8, "gtol": 1e-4}
_WIDE = 2.0  # standard deviation of the priors on slopes and hurdles


@dataclass(frozen=True, slots=True)
class Scaling:
    """``places`` is actors × dimensions, ``low`` and ``high`` its intervals; ``slopes`` concepts × dimensions.

    The first actor by name with the strongest place is on the positive side, since the model fixes no direction.
    """

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    places: np.ndarray
    low: np.ndarray
    high: np.ndarray
    slopes: np.ndarray
    hurdles: np.ndarray


def scaling(
    table: StatementTable,
    options: NetworkOptions,
    *,
    dimensions: int = 1,
    draws: int = 200,
    seed: int = 0,
    level: float = 0.95,
) -> Scaling:
    """Places of ``options.variable1`` by their stance on ``options.variable2``, with intervals over articles.

    The qualifier must be boolean; all statements count, each pair by its numbers of support and opposition.
    Raises InputError for other qualifiers, windows, or fewer than three actors.
    """
    if dimensions not in (1, 2):
        raise InputError(f"{dimensions} dimensions", where="dimensions", do="use 1 or 2")
    if options.time_window is not TimeWindow.NO:
        raise InputError("scaling is of one network", where="time_window", do="use start and stop")
    if options.qualifier is None or table.column(options.qualifier).type != "boolean":
        raise InputError("scaling needs a boolean qualifier", where="qualifier")
    first, last = int(table.date.min()) if len(table) else 0, int(table.date.max()) if len(table) else 0
    options = replace(options, start=first if options.start is None else options.start)
    options = replace(options, stop=last if options.stop is None else options.stop)
    actors, concepts, votes = _votes(table, options)
    if len(actors) < 3 or len(concepts) < dimensions:
        raise InputError(f"{len(actors)} actors on {len(concepts)} concepts cannot be placed", where="scaling")
    fit = _upright(_fitted(votes, dimensions, None))
    articles, lot = articles_of(table), np.random.default_rng(seed)
    drawn = np.full((max(draws, 2), len(actors), dimensions), np.nan)
    for draw in range(len(drawn)):
        again = redrawn(table, articles, lot.integers(0, len(articles), len(articles)))
        names, on, counts = _votes(again, options)
        whole = np.zeros_like(votes)
        at = [actors.index(name) for name in names], [concepts.index(name) for name in on]
        whole[np.ix_(range(2), *at)] = counts
        places = _turned(_fitted(whole, dimensions, fit)[0], fit[0])
        drawn[draw, at[0]] = places[at[0]]
    ends = [
        [interval(fit[0][i, d], drawn[:, i, d], len(articles), level=level) for d in range(dimensions)]
        for i in range(len(actors))
    ]
    low = np.array([[end.low for end in row] for row in ends])
    high = np.array([[end.high for end in row] for row in ends])
    return Scaling(actors, concepts, fit[0], low, high, fit[1], fit[2])


def _votes(table: StatementTable, options: NetworkOptions) -> tuple[tuple[str, ...], tuple[str, ...], np.ndarray]:
    """Names, concepts, and counts 2 × actors × concepts: opposes, supports."""
    # subtract, so that the duplicates rule keeps support and opposition apart
    kind = {"network_type": NetworkType.TWOMODE, "normalization": Normalization.NO}
    chosen = choose(table, replace(options, aggregation=Aggregation.SUBTRACT, **kind))
    counts = np.zeros((2, len(chosen.rows), len(chosen.cols)))
    np.add.at(counts, ((chosen.value > 0).astype(int), chosen.i, chosen.j), 1)
    return chosen.rows, chosen.cols, counts


def _fitted(votes: np.ndarray, dimensions: int, start) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places, slopes, hurdles at the mode of the posterior."""
    against, support = votes
    n, m = support.shape
    if start is None:
        # the mean stance of each pair, centred by concept, has the places as its first singular vectors
        said = support + against
        stance = np.divide(support - against, said, out=np.zeros((n, m)), where=said > 0)
        left, values, right = np.linalg.svd(stance - stance.mean(axis=0), full_matrices=False)
        places = np.zeros((n, dimensions))
        slopes = np.zeros((m, dimensions))
        d = min(dimensions, len(values))
        places[:, :d] = left[:, :d] * np.sqrt(n)
        slopes[:, :d] = right[:d].T * np.sqrt(m)
        start = places, slopes, np.zeros(m)

    def unpacked(flat):
        places = flat[: n * dimensions].reshape(n, dimensions)
        slopes = flat[n * dimensions : (n + m) * dimensions].reshape(m, dimensions)
        return places, slopes, flat[(n + m) * dimensions :]

    i, j = np.nonzero(support + against)  # few of all pairs have spoken
    agree, oppose = support[i, j], against[i, j]

    def badness(flat):
        places, slopes, hurdles = unpacked(flat)
        eta = (places[i] * slopes[j]).sum(axis=1) - hurdles[j]
        fit = agree * np.logaddexp(0, -eta) + oppose * np.logaddexp(0, eta)
        prior = (places**2).sum() / 2 + ((slopes**2).sum() + (hurdles**2).sum()) / (2 * _WIDE**2)
        slip = coo_array(((agree + oppose) * expit(eta) - agree, (i, j)), shape=(n, m)).tocsr()
        down = (
            slip @ slopes + places,
            slip.T @ places + slopes / _WIDE**2,
            -slip.sum(axis=0) + hurdles / _WIDE**2,
        )
        return fit.sum() + prior, np.concatenate([part.ravel() for part in down])

    flat = np.concatenate([part.ravel() for part in start])
    return unpacked(minimize(badness, flat, jac=True, method="L-BFGS-B", options=_STOP).x)


def _upright(fit):
    """Dimensions in order of spread, each with its farthest actor on the positive side."""
    places, slopes, hurdles = fit
    if places.shape[1] > 1:  # the axes along which places spread most
        _, _, turn = np.linalg.svd(places - places.mean(axis=0), full_matrices=False)
        places, slopes = places @ turn.T, slopes @ turn.T
    side = np.sign(places[np.abs(places).argmax(axis=0), np.arange(places.shape[1])])
    side[side == 0] = 1.0
    return places * side, slopes * side, hurdles


def _turned(places: np.ndarray, onto: np.ndarray) -> np.ndarray:
    """``places`` mirrored and rotated to lie closest to ``onto`` (orthogonal Procrustes)."""
    left, _, right = np.linalg.svd(places.T @ onto)
    return places @ (left @ right)
