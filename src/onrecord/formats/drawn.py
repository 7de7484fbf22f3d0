"""Statements and the options of a network → a figure: what ``onrecord network OUT.svg`` draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..network import NetworkOptions, StatementTable, event_list, networks
from .analyses_counts import MOST_ROWS, networks_anew
from .analyses_drawn import heat, spoken
from .analyses_structure import phases
from .figures_bars import Estimate, bars
from .figures_frame import Figure
from .figures_network import Dot, network_figure
from .graph import Labelled, edges

if TYPE_CHECKING:
    from ..network import Network

#: Draws of articles for intervals, unless another number is asked for.
DRAWS = 200


def drawn(table: StatementTable, options: NetworkOptions, kind: str, *, intervals: int = DRAWS) -> Figure:
    """One figure of a key of :data:`FIGURES`, with 95 % intervals from so many draws of articles (0: without).

    Raises:
        InputError: no such figure, nothing to draw, or (network, heat map, bars) more than one window of time.
    """
    if kind not in FIGURES:
        raise InputError(f"there is no figure {kind!r}", where="figure", do=f"choose one of: {', '.join(FIGURES)}")
    if not len(event_list(table, options)):
        raise InputError("no statement is left to draw", where="figure", do="choose other variables or filters")
    return FIGURES[kind](table, options, intervals)


def _one(table: StatementTable, options: NetworkOptions) -> Network:
    made = networks(table, options)
    if len(made) != 1:
        raise InputError(f"there are {len(made)} networks", where="figure", do="draw phases, or take no time window")
    return made[0]


def _network(table: StatementTable, options: NetworkOptions, intervals: int) -> Figure:
    from ..network.layout import stress_layout

    network = _one(table, options)
    nodes = Labelled(event_list(table, options), options, {}).nodes(network)
    places = stress_layout(network, seed=options.seed)
    # a name on both sides is laid out once: the second is drawn a little beside it
    dots = [
        Dot(
            node.name,
            places[node.name][0] + 0.1 * node.side * (node.name in network.rows),
            places[node.name][1],
            size=node.frequency,
            group=node.side,
            square=bool(node.side),
        )
        for node in nodes
    ]
    return network_figure(dots, edges(network), title=_title(options))


def _heat_map(table: StatementTable, options: NetworkOptions, intervals: int) -> Figure:
    _one(table, options)
    return heat(table, options, intervals=intervals, title=_title(options)).draw()


def _bars(table: StatementTable, options: NetworkOptions, intervals: int) -> Figure:
    """The sum of each row of the network."""
    _one(table, options)
    found = networks_anew(table, options, _row_sums, intervals=intervals)[0]
    made = [Estimate(name, *row) for name, row in found.items()]
    made.sort(key=lambda estimate: (-estimate.value, estimate.name))
    unit = f"{options.aggregation}, sum of each row{', 95 % interval over articles' if intervals else ''}"
    return bars(made[:MOST_ROWS], title=_title(options), unit=unit)


def _row_sums(network: Network) -> dict[str, float]:
    return dict(zip(network.rows, np.asarray(network.weights.sum(axis=1)).ravel().tolist(), strict=True))


def _timeline(table: StatementTable, options: NetworkOptions, intervals: int) -> Figure:
    return spoken(table, options, intervals=intervals).draw()


def _phases(table: StatementTable, options: NetworkOptions, intervals: int) -> Figure:
    return phases(table, options, intervals=intervals).draw()


def _title(options: NetworkOptions) -> str:
    tied = "via" if options.network_type == "onemode" else "×"
    divided = "" if options.normalization == "no" else f", by {options.normalization}"
    return f"{options.variable1} {tied} {options.variable2}, {options.aggregation}{divided}"


FIGURES: dict[str, Callable[[StatementTable, NetworkOptions, int], Figure]] = {
    "network": _network,
    "heatmap": _heat_map,
    "bars": _bars,
    "timeline": _timeline,
    "phases": _phases,
}
