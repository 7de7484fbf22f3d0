"""Intervals for any measure of a network, by drawing articles anew.

Statements of one article hang together (one debate, one reporter), so whole articles are drawn with replacement:
Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8. Percentile intervals are widened for few
articles as Hesterberg (2015), What Teachers Should Know About the Bootstrap, does. What counts is how many carry the
figure, told by leaving out one after the other: one tie of a large network may rest on twenty articles of thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from .data import Network, StatementTable
from .networks import networks, networks_of
from .options import NetworkOptions
from .redrawing import Redrawing

#: More articles than this are left out in so many parts instead of one by one.
PARTS = 200


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate from all articles with the ends of its interval; ``draws`` the values of the draws, float64."""

    estimate: float
    low: float
    high: float
    draws: np.ndarray


def bootstrap(
    table: StatementTable,
    options: NetworkOptions,
    measure: Callable[[Network], float | Mapping[str, float]],
    *,
    draws: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    missing: float = 0.0,
) -> list[Interval] | list[dict[str, Interval]]:
    """The measure of each network (one, or one a window) with its interval, by drawing articles with replacement.

    ``measure`` gives a number, or a mapping of names to numbers (a node each, a tie each); a name a draw lacks counts
    as ``missing``. An article drawn twice is two articles to the duplicates rule "document".
    Raises InputError for an empty table or fewer than two draws.

    >>> from onrecord.network import Variable
    >>> table = StatementTable([1, 2, 3, 4], [0] * 4, ["a", "b", "c", "d"], {}, {
    ...     "organization": Variable("short text", ["Ada"] * 4), "concept": Variable("short text", ["tax"] * 4),
    ...     "agreement": Variable("boolean", [1, 1, 1, 0])})
    >>> share = bootstrap(table, NetworkOptions(aggregation="subtract", normalization="activity"),
    ...     lambda network: network.matrix.sum(), draws=200)[0]
    >>> share.estimate, share.low < 0.5 < share.high
    (0.5, True)
    """

    def figures(table: StatementTable, options: NetworkOptions) -> list[Mapping[str, float]]:
        return [_named(measure(network)) for network in networks(table, options)]

    again = None
    if len(table):
        inside, fixed = _within(table, options)
        if Redrawing.can(fixed):
            redrawing = Redrawing(inside, fixed)

            def again(times: np.ndarray) -> list[Mapping[str, float]]:
                return [_named(measure(network)) for network in networks_of(redrawing.drawn(times), fixed)]

    how = {"draws": draws, "seed": seed, "level": level, "missing": missing}
    intervals = bootstrap_figures(table, options, figures, again=again, **how)
    return [each[""] if set(each) == {""} else each for each in intervals]


def bootstrap_figures(
    table: StatementTable,
    options: NetworkOptions,
    figures: Callable[[StatementTable, NetworkOptions], list[Mapping[str, float]]],
    *,
    draws: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    missing: float = 0.0,
    again: Callable[[np.ndarray], list[Mapping[str, float]]] | None = None,
) -> list[dict[str, Interval]]:
    """The same for whatever is worked out of the statements themselves: ``figures`` gives a mapping for each window.

    For what needs more than one network, such as bars, backbones and polarization. ``again``, where it is there, is a
    faster way to the figures of a draw, by how often each article is in it.
    """
    if not len(table):
        raise InputError("no statements to draw from", where="bootstrap")
    if draws < 2:
        raise InputError(f"{draws} draws", where="draws", do="use 2 or more, 1000 for print")
    table, options = _within(table, options)
    whole = figures(table, options)
    articles = articles_of(table)
    lot = np.random.default_rng(seed)

    def drawn_figures(picked: np.ndarray) -> list[Mapping[str, float]]:
        if again is not None:
            return again(np.bincount(picked, minlength=len(articles)))
        return figures(redrawn(table, articles, picked), options)

    def measured(picks: Iterable[np.ndarray], times: int) -> list[dict[str, np.ndarray]]:
        values = [{name: np.full(times, missing, dtype=float) for name in named} for named in whole]
        for time, picked in enumerate(picks):
            for window, named in enumerate(drawn_figures(picked)):
                for name, value in named.items():
                    if name in values[window]:
                        values[window][name][time] = value
        return values

    many = len(articles)
    parts = np.array_split(lot.permutation(many), min(many, PARTS))
    without = measured((np.setdiff1d(np.arange(many), part) for part in parts), len(parts))
    drawn = measured((lot.integers(0, many, many) for _ in range(draws)), draws)
    return [
        {
            name: interval(value, drawn[at][name], carrying(without[at][name]), level=level)
            for name, value in named.items()
        }
        for at, named in enumerate(whole)
    ]


def carrying(without: np.ndarray) -> float:
    """How many articles carry a figure: (sum u²)² / sum u⁴ of what it changes by when one is left out.

    >>> carrying(np.array([1.0, 1.0, 3.0, 1.0, -1.0, 1.0])) < 3 < carrying(np.array([1.0, 2.0, 1.0, 2.0]))
    True
    """
    moved = without - np.nanmean(without)
    square = np.nansum(moved**2)
    return float(square**2 / np.nansum(moved**4)) if square > 0 else float(len(without))


def interval(estimate: float, draws: np.ndarray, articles: float, *, level: float = 0.95) -> Interval:
    """The percentile interval of the draws, widened for the number of articles (Student's t, and n / (n - 1))."""
    from scipy.stats import norm, t

    draws = np.asarray(draws, dtype=float)
    tail = (1 - level) / 2
    if len(draws) > 1:
        articles = max(articles, 2.0)
        tail = float(norm.cdf(np.sqrt(articles / (articles - 1)) * t.ppf(tail, articles - 1)))
    real = draws[np.isfinite(draws)]
    low, high = np.quantile(real, [tail, 1 - tail]) if len(real) else (np.nan, np.nan)
    return Interval(float(estimate), float(low), float(high), draws)


def redrawn(table: StatementTable, articles: list[np.ndarray], picked: np.ndarray) -> StatementTable:
    """The statements of the articles ``picked`` (places in ``articles``); each pick is a document of its own."""
    rows = np.concatenate([np.zeros(0, dtype=np.intp), *(articles[at] for at in picked)])
    copies = np.repeat(np.arange(len(picked)), [len(articles[at]) for at in picked])
    return replace(table.where(rows), document=copies)


def articles_of(table: StatementTable) -> list[np.ndarray]:
    """For each document the places of its statements in the table."""
    rows: dict[object, list[int]] = {}
    for row, document in enumerate(table.document):
        rows.setdefault(document, []).append(row)
    return [np.array(each) for each in rows.values()]


def within(table: StatementTable, options: NetworkOptions) -> StatementTable:
    """The statements in the options' range of dates: those whose articles are drawn."""
    return _within(table, options)[0] if len(table) else table


def _within(table: StatementTable, options: NetworkOptions) -> tuple[StatementTable, NetworkOptions]:
    """The table reduced to the date range, which is then fixed: draws must not move it, nor the windows."""
    start = int(table.date.min()) if options.start is None else options.start
    stop = int(table.date.max()) if options.stop is None else options.stop
    inside = table.where((table.date >= start) & (table.date <= stop))
    if not len(inside):
        raise InputError("no statements between start and stop", where="bootstrap")
    return inside, replace(options, start=start, stop=stop)


def _named(value: float | Mapping[str, float]) -> Mapping[str, float]:
    return value if isinstance(value, Mapping) else {"": float(value)}
