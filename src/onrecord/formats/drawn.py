"""Statements and the options of a network → a figure: what ``onrecord network OUT.svg`` draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..network import NetworkOptions, StatementTable, event_list, networks
from .figures_bars import Estimate, bars
from .figures_frame import Figure
from .figures_matrix import heat_map
from .figures_network import Dot, network_figure
from .figures_phases import phase_plot
from .figures_timeline import Said, timeline
from .graph import Labelled, edges

if TYPE_CHECKING:
    from ..network import Network

#: Rows of a timeline or of bars; more cannot be read on a page.
MOST_ROWS = 30

#: Draws of articles for intervals.
DRAWS = 1000


def drawn(table: StatementTable, options: NetworkOptions, kind: str) -> Figure:
    """One figure of a key of :data:`FIGURES`.

    Raises:
        InputError: no such figure, nothing to draw, or (network, heat map, bars) more than one window of time.
    """
    if kind not in FIGURES:
        raise InputError(f"there is no figure {kind!r}", where="figure", do=f"choose one of: {', '.join(FIGURES)}")
    if not len(event_list(table, options)):
        raise InputError("no statement is left to draw", where="figure", do="choose other variables or filters")
    return FIGURES[kind](table, options)


def _one(table: StatementTable, options: NetworkOptions) -> Network:
    made = networks(table, options)
    if len(made) != 1:
        raise InputError(f"there are {len(made)} networks", where="figure", do="draw phases, or take no time window")
    return made[0]


def _network(table: StatementTable, options: NetworkOptions) -> Figure:
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


def _heat_map(table: StatementTable, options: NetworkOptions) -> Figure:
    network = _one(table, options)
    return heat_map(network.rows, network.cols, network.matrix.tolist(), title=_title(options))


def _bars(table: StatementTable, options: NetworkOptions) -> Figure:
    """The sum of each row of the network, with its 95 % interval by drawing articles."""
    from ..network.bootstrap import bootstrap

    _one(table, options)
    found = bootstrap(table, options, _row_sums, draws=DRAWS, seed=options.seed)[0]
    made = [Estimate(name, share.estimate, share.low, share.high) for name, share in found.items()]
    made.sort(key=lambda estimate: (-estimate.value, estimate.name))
    unit = f"{options.aggregation}, sum of each row, 95 % interval over articles"
    return bars(made[:MOST_ROWS], title=_title(options), unit=unit)


def _row_sums(network: Network) -> dict[str, float]:
    return dict(zip(network.rows, np.asarray(network.weights.sum(axis=1)).ravel().tolist(), strict=True))


def _timeline(table: StatementTable, options: NetworkOptions) -> Figure:
    chosen = event_list(table, options)
    lanes = chosen.column(options.variable1, document=options.variable1_document).values.tolist()
    what = chosen.column(options.variable2, document=options.variable2_document).values.tolist()
    busiest = sorted(set(lanes), key=lambda lane: (-lanes.count(lane), str(lane)))[:MOST_ROWS]
    points = [
        Said(int(when), str(lane), stance, str(label))
        for when, lane, stance, label in zip(chosen.date.tolist(), lanes, _stances(chosen, options), what, strict=True)
        if lane in busiest and lane != ""
    ]
    return timeline(points, title=f"{options.variable1}: statements on {options.variable2}")


def _stances(table: StatementTable, options: NetworkOptions) -> list[str]:
    if options.qualifier is None:
        return ["said"] * len(table)
    qualifier = table.column(options.qualifier, document=options.qualifier_document)
    if qualifier.type == "boolean":
        return ["support" if value else "oppose" for value in qualifier.values.tolist()]
    if qualifier.type == "integer":
        signs = np.sign(qualifier.values).tolist()
        return [{1: "support", -1: "oppose"}.get(sign, "neutral") for sign in signs]
    return [str(value) for value in qualifier.values.tolist()]


def _phases(table: StatementTable, options: NetworkOptions) -> Figure:
    from ..network.phases import phase_transitions

    found = phase_transitions(table, options, seed=options.seed)
    title = f"{_title(options)}: {len(set(found.states))} states, modularity {found.modularity:.2f} ({found.method})"
    return phase_plot(found.mids, found.states, found.places.tolist(), title=title)


def _title(options: NetworkOptions) -> str:
    tied = "via" if options.network_type == "onemode" else "×"
    divided = "" if options.normalization == "no" else f", by {options.normalization}"
    return f"{options.variable1} {tied} {options.variable2}, {options.aggregation}{divided}"


FIGURES: dict[str, Callable[[StatementTable, NetworkOptions], Figure]] = {
    "network": _network,
    "heatmap": _heat_map,
    "bars": _bars,
    "timeline": _timeline,
    "phases": _phases,
}
