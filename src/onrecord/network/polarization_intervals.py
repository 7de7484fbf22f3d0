"""Intervals for the score of a division: articles drawn anew, all draws worked out at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array

from ..errors import InputError
from .bootstrap import PARTS, Interval, carrying, interval
from .chosen import as_numbers, choose
from .data import StatementTable
from .options import Aggregation, Duplicates, Kernel, NetworkOptions, NetworkType, Normalization, TimeWindow
from .polarization import Polarization

#: Draws worked out together.
_TOGETHER = 100


def polarization_interval(
    table: StatementTable,
    options: NetworkOptions,
    found: Polarization,
    *,
    normalize: bool = True,
    draws: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> Interval:
    """The score of the division ``found`` in its window with its interval, the division kept as it is.

    Counting is additive over articles where a statement counts once a document, so a draw is a weighted sum.

    Raises InputError for a qualifier that is not boolean, other rules for duplicates than "document" and "include",
    kernels, windows by events, and ``compat="dna"`` in windows, which has another score.
    """
    _check(table, options)
    inside = (table.date >= found.start) & (table.date <= found.stop)
    plain = replace(
        options,
        network_type=NetworkType.ONEMODE,
        aggregation=Aggregation.SUBTRACT,
        normalization=Normalization.NO,
        time_window=TimeWindow.NO,
        start=None,
        stop=None,
    )
    chosen = choose(table.where(inside), plain)
    if tuple(chosen.rows) != tuple(found.names) or len(found.names) <= max(found.groups, default=0) + 1:
        return Interval(found.score, float("nan"), float("nan"), np.zeros(0))
    article = as_numbers(table.where(inside).document[chosen.at])
    many = int(article.max()) + 1
    shape = len(chosen.rows), len(chosen.cols), 2
    cell = np.ravel_multi_index((chosen.i, chosen.j, (chosen.value > 0).astype(int)), shape)
    counts = coo_array((np.ones(len(cell)), (article, cell)), shape=(many, int(np.prod(shape)))).tocsr()
    lot = np.random.default_rng(seed)
    parts = np.array_split(lot.permutation(many), min(many, PARTS))
    without = np.ones((len(parts), many))
    for row, part in enumerate(parts):
        without[row, part] = 0.0
    times = lot.multinomial(many, np.full(many, 1 / many), max(draws, 2)).astype(float)
    scores = [_scores(each, counts, shape, np.array(found.groups), normalize) for each in (without, times)]
    return interval(found.score, scores[1], carrying(scores[0]), level=level)


def _check(table: StatementTable, options: NetworkOptions) -> None:
    boolean = options.qualifier is not None and (
        table.column(options.qualifier, document=options.qualifier_document).type == "boolean"
    )
    additive = options.duplicates in (Duplicates.DOCUMENT, Duplicates.INCLUDE)
    windowed = options.time_window is not TimeWindow.NO
    if not boolean or not additive or options.kernel is not Kernel.NO or options.time_window is TimeWindow.EVENTS:
        do = "use a boolean qualifier, duplicates document or include, and windows without a kernel"
        raise InputError("polarization has no interval here", where="intervals", do=do)
    if options.dna and windowed:
        raise InputError("DNA's polarization in windows has no interval", where="intervals", do="leave out compat")


def _scores(times: np.ndarray, counts, shape: tuple[int, int, int], groups: np.ndarray, normalize: bool) -> np.ndarray:
    found = []
    for first in range(0, len(times), _TOGETHER):
        drawn = (times[first : first + _TOGETHER] @ counts).reshape(-1, *shape)
        against, support = drawn[..., 0], drawn[..., 1]
        activity = drawn.sum(axis=(2, 3))
        mean = (activity[:, :, None] + activity[:, None, :]) / 2
        turned = np.swapaxes(support, 1, 2), np.swapaxes(against, 1, 2)
        congruence = _divided(support @ turned[0] + against @ turned[1], mean)
        conflict = _divided(support @ turned[1] + against @ turned[0], mean)
        found.append(_scored(congruence, conflict, groups, normalize))
    return np.concatenate(found)


def _divided(ties: np.ndarray, mean: np.ndarray) -> np.ndarray:
    made = np.divide(ties, mean, out=np.zeros_like(ties), where=mean > 0)
    made[:, np.arange(made.shape[1]), np.arange(made.shape[1])] = 0.0
    return made


def _scored(congruence: np.ndarray, conflict: np.ndarray, groups: np.ndarray, normalize: bool) -> np.ndarray:
    """The score of one division in each of the draws, as in :class:`~onrecord.network.polarization.Ties`."""
    n = len(groups)
    sizes = np.bincount(groups)
    inside = sizes * (sizes - 1)
    w, b = inside.sum(), n * (n - 1) - inside.sum()
    same = groups[:, None] == groups[None, :]
    np.fill_diagonal(same, False)
    apart = groups[:, None] != groups[None, :]
    sums = congruence.sum(axis=(1, 2)), conflict.sum(axis=(1, 2))
    share = (inside[groups][:, None] / w) * np.ones((1, n)) if w else np.zeros((n, n))
    between = sizes[groups][:, None] * sizes[groups][None, :] / b if b else np.zeros((n, n))
    even = (
        share * (sums[0] / w if w else sums[0])[:, None, None],
        between * (sums[1] / b if b else sums[1])[:, None, None],
    )
    score = ((np.abs(congruence - even[0]) + conflict) * same).sum(axis=(1, 2))
    score += ((congruence + np.abs(conflict - even[1])) * apart).sum(axis=(1, 2))
    total = sums[0] + sums[1]
    score = score / 2
    return np.divide(score, total, out=np.zeros(len(score)), where=total > 0) if normalize else score
