"""Counts, ties and measures with their intervals, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import InputError
from ..network import Network, NetworkOptions, StatementTable, iso_time, networks
from ..network.barplot import barplot, counts_by_article
from ..network.bootstrap import Interval, bootstrap, bootstrap_figures, within
from ..network.measures import OF_NETWORK, network_measures, node_measures
from .analysis import Analysis
from .figures_bars import Estimate, bars
from .figures_frame import Figure
from .figures_sides import Sides, sided_bars

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

#: Rows of a figure; more cannot be read on a page.
MOST_ROWS = 30
ENDS = ("low", "high")

Figures = Mapping[str, float]


def drawn_anew(
    table: StatementTable,
    options: NetworkOptions,
    figures: Callable[[StatementTable, NetworkOptions], list[Figures]],
    *,
    intervals: int,
    again: Callable[[np.ndarray], list[Figures]] | None = None,
) -> list[dict[str, tuple[float, float | None, float | None]]]:
    """For each window name → (value, low, high); without intervals (0) the ends are None.

    ``again`` as in :func:`~onrecord.network.bootstrap.bootstrap_figures`.
    """
    if not intervals:
        return [{name: (value, None, None) for name, value in each.items()} for each in figures(table, options)]
    found = bootstrap_figures(table, options, figures, draws=intervals, seed=options.seed, again=again)
    return [{name: _three(value) for name, value in each.items()} for each in found]


def networks_anew(
    table: StatementTable, options: NetworkOptions, measure: Callable[[Network], Figures], *, intervals: int
) -> list[dict[str, tuple[float, float | None, float | None]]]:
    """The same of a measure of each network, which is faster to draw anew."""
    if not intervals:
        made = networks(table, options)
        return [{name: (value, None, None) for name, value in measure(network).items()} for network in made]
    found = bootstrap(table, options, measure, draws=intervals, seed=options.seed)
    return [{name: _three(value) for name, value in each.items()} for each in found]


def _three(value: Interval) -> tuple[float, float, float]:
    return value.estimate, value.low, value.high


def about(options: NetworkOptions, *, intervals: int, **more) -> dict:
    """What is said once of an analysis: the options that made it."""
    chosen = {name: getattr(options, name) for name in _SAID}
    times = {name: iso_time(value) for name in ("start", "stop") if (value := getattr(options, name)) is not None}
    said = {"options": {name: value for name, value in {**chosen, **times}.items() if value not in (None, "no", False)}}
    if intervals:
        said["intervals"] = {"draws": intervals, "of": "articles", "level": 0.95, "seed": options.seed}
    return {**said, **more}


_SAID = (
    "network_type",
    "variable1",
    "variable2",
    "qualifier",
    "aggregation",
    "normalization",
    "duplicates",
    "isolates",
    "time_window",
    "window_size",
    "kernel",
    "compat",
)


# --- bars -------------------------------------------------------------------------------------------------------------


def bar_counts(
    table: StatementTable, options: NetworkOptions, *, intervals: int = 0, by_second: bool = False
) -> Analysis:
    """How often each value of variable 1 occurs, by the qualifier's values: a row a value and level."""
    made = barplot(table, options, by_second=by_second)
    levels = [str(level) for level in made.levels]

    def figures(table: StatementTable, options: NetworkOptions) -> list[Figures]:
        again = barplot(table, options, by_second=by_second)
        named = zip(again.values, again.counts.tolist(), strict=True)
        ours = [str(level) for level in again.levels]
        return [{f"{name}\0{level}": n for name, row in named for level, n in zip(ours, row, strict=True)}]

    again = None
    if intervals and options.duplicates in ("include", "document"):
        by_article = counts_by_article(within(table, options), options, by_second=by_second)
        names = [f"{name}\0{level}" for name in made.values for level in levels]

        def again(times: np.ndarray) -> list[Figures]:
            return [dict(zip(names, (times @ by_article).tolist(), strict=True))]

    found = drawn_anew(table, options, figures, intervals=intervals, again=again)[0] if len(made.values) else {}
    counts = {(name, level): found[f"{name}\0{level}"] for name in made.values for level in levels}
    rows = [(name, level, *counts[name, level]) for name in made.values for level in levels]
    title = f"{options.variable1}: statements{' by ' + options.qualifier if options.qualifier else ''}"
    more = about(options, intervals=intervals)
    columns = (options.variable1, options.qualifier or "level", "count", *ENDS)
    return Analysis("barplot", title, columns, rows, lambda: _count_bars(made.values, levels, counts, title), more)


def _count_bars(values: Sequence[str], levels: list[str], counts: Mapping, title: str) -> Figure:
    busiest = sorted(values, key=lambda name: (-sum(counts[name, level][0] for level in levels), name))[:MOST_ROWS]
    unit = "statements"
    if levels == ["0", "1"]:
        lanes = []
        for name in busiest:
            against, support = counts[name, "0"], counts[name, "1"]
            ends = [(low, high) if low is not None else None for _, low, high in (support, against)]
            lanes.append(Sides(name, support[0], against[0], *ends))
        return sided_bars(lanes, title=title, unit=unit)
    made = [
        Estimate(name if len(levels) == 1 else f"{name}: {level}", *counts[name, level])
        for name in busiest
        for level in levels
        if counts[name, level][0]
    ]
    return bars(made[:MOST_ROWS], title=title, unit=unit)


# --- ties and measures ------------------------------------------------------------------------------------------------


def ties(table: StatementTable, options: NetworkOptions, *, intervals: int = 0) -> Analysis:
    """Every cell of the network that is not 0 with its interval; each pair once in a one-mode network."""
    made = networks(table, options)
    found = networks_anew(table, options, _all_ties, intervals=intervals) if made else []
    rows = [
        (*_window(n, network), *name.split("\0"), *three)
        for n, (network, named) in enumerate(zip(made, found, strict=True), 1)
        for name, three in named.items()
    ]
    title = f"{options.variable1} and {options.variable2}: ties, {options.aggregation}"
    columns = ("window", "start", "stop", "row", "column", "weight", *ENDS)
    return Analysis("ties", title, columns, rows, lambda: _strongest(rows, title), about(options, intervals=intervals))


def _all_ties(network: Network) -> Figures:
    return {f"{a}\0{b}": weight for a, b, weight in network.edges()}


def _window(n: int, network: Network) -> tuple[int, str, str]:
    return n, iso_time(network.start), iso_time(network.stop)


def _strongest(rows: Sequence[tuple], title: str) -> Figure:
    if len({row[0] for row in rows}) > 1:
        raise InputError("the figure is of one network", where="time_window", do="take no window, or write CSV")
    chosen = sorted(rows, key=lambda row: (-abs(row[5]), row[3], row[4]))[:MOST_ROWS]
    return bars([Estimate(f"{row[3]} – {row[4]}", *row[5:]) for row in chosen], title=title, unit="weight")


def measures(table: StatementTable, options: NetworkOptions, *, intervals: int = 0) -> Analysis:
    """Figures of each network and of each of its nodes (:mod:`onrecord.network.measures`) with their intervals."""
    made = networks(table, options)
    found = networks_anew(table, options, _all_measures, intervals=intervals) if made else []
    rows = [
        (*_window(n, network), *name.split("\0"), *three)
        for n, (network, named) in enumerate(zip(made, found, strict=True), 1)
        for name, three in named.items()
    ]
    title = f"{options.variable1}: measures of the network, {options.aggregation}"
    columns = ("window", "start", "stop", "node", "measure", "value", *ENDS)
    return Analysis(
        "measures", title, columns, rows, lambda: _strengths(rows, title), about(options, intervals=intervals)
    )


def _all_measures(network: Network) -> Figures:
    return dict(_named_measures(network))


def _named_measures(network: Network) -> Iterator[tuple[str, float]]:
    whole = network_measures(network)
    yield from ((f"\0{name}", whole[name]) for name in OF_NETWORK)
    yield from ((f"{node}\0{measure}", value) for (node, measure), value in node_measures(network).items())


def _strengths(rows: Sequence[tuple], title: str) -> Figure:
    if len({row[0] for row in rows}) > 1:
        raise InputError("the figure is of one network", where="time_window", do="take no window, or write CSV")
    chosen = [row for row in rows if row[4] == "strength"]
    chosen = sorted(chosen, key=lambda row: (-abs(row[5]), row[3]))[:MOST_ROWS]
    return bars([Estimate(row[3], *row[5:]) for row in chosen], title=title, unit="strength: sum of a node's ties")
