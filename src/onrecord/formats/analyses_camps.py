"""Polarization, coalitions and places of actors, ready to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..network import Network, NetworkOptions, StatementTable, iso_time, networks
from ..network.layout import stress_layout
from ..network.polarization import polarization as polarized
from ..network.polarization_intervals import polarization_interval
from ..network.scaling import scaling as scaled
from ..network.subgroups import Grouping, agreement_options, modularity
from ..network.subgroups import subgroups as divided
from .analyses_counts import ENDS, MOST_ROWS, Figures, about, drawn_anew
from .analysis import Analysis
from .figures_bars import Estimate, bars
from .figures_dots import DotEstimate, Spot, dot_lanes, plane
from .figures_frame import Figure
from .figures_lines import Point, line
from .figures_network import Dot, network_figure
from .graph import edges

if TYPE_CHECKING:
    from ..network.bootstrap import Interval
    from ..network.polarization import Polarization


def polarization(
    table: StatementTable,
    options: NetworkOptions,
    *,
    groups: int = 2,
    algorithm: str = "greedy",
    normalize: bool = True,
    closest: bool | None = None,
    intervals: int = 0,
    windows: int | None = None,
) -> Analysis:
    """How far the debate is from camps, in each window, and who is in which. See ``docs/networks.md``.

    Intervals are of the score of the division found, by drawing articles.
    """
    choice = {"groups": groups, "normalize": normalize, "closest": closest, "seed": options.seed}
    choice["windows"] = windows
    found = polarized(table, options, algorithm=algorithm, **choice)
    ends = [
        polarization_interval(table, options, one, normalize=normalize, draws=intervals) if intervals else None
        for one in found
    ]
    scores = [(one.score, *_ends(end)) for one, end in zip(found, ends, strict=True)]
    rows = [
        (n, iso_time(one.mid), *score, name, group + 1)
        for n, (one, score) in enumerate(zip(found, scores, strict=True), 1)
        for name, group in sorted(zip(one.names, one.groups, strict=True), key=lambda pair: (pair[1], pair[0]))
    ]
    nearest = not options.dna if closest is None else closest
    what = "distance from camps, lower is more polarised" if nearest else "as in DNA, division farthest from camps"
    title = f"Polarization of {options.variable1} into {groups} ({what})"
    columns = ("window", "mid", "score", *ENDS, options.variable1, "group")
    told = [
        {"mid": iso_time(one.mid), "score": score[0], "low": score[1], "high": score[2], "groups": _members(one)}
        for one, score in zip(found, scores, strict=True)
    ]
    more = about(options, intervals=intervals, groups=groups, closest=nearest, windows=told)
    return Analysis("polarization", title, columns, rows, lambda: _polarized(found, scores, title), more)


def _ends(found: Interval | None) -> tuple[float | None, float | None]:
    """Both ends; None where too few actors spoke for an interval, or none was asked for."""
    return (found.low, found.high) if found is not None and np.isfinite(found.low) else (None, None)


def _members(found: Polarization) -> list[list[str]]:
    return [
        [name for name, group in zip(found.names, found.groups, strict=True) if group == number]
        for number in sorted(set(found.groups))
    ]


def _polarized(found: list[Polarization], scores: list[tuple], title: str) -> Figure:
    if len(found) > 1:
        # a window with no more actors than groups has no score worth the name
        scored = [
            pair for pair in zip(found, scores, strict=True) if len(pair[0].names) > max(pair[0].groups, default=0) + 1
        ]
        points = [Point(one.mid, *score) for one, score in scored]
        return line(points, title=title, unit="score, 95 % interval over articles where drawn")
    made = [Estimate(", ".join(members), *scores[0]) for one in found for members in _members(one)]
    return bars(made[:MOST_ROWS], title=title, unit="score of the division")


def subgroups(
    table: StatementTable, options: NetworkOptions, *, k: int = 0, most: int = 6, intervals: int = 0
) -> Analysis:
    """Coalitions by many clusterings, the most modular first; intervals are of each division's modularity."""
    found = divided(table, options, k=k, most=most, seed=options.seed)

    def figures(table: StatementTable, options: NetworkOptions) -> list[Figures]:
        made = networks(table, agreement_options(options))
        return [
            {f"{n}": _modularity(network, row) for n, row in enumerate(rows)}
            for network, rows in zip(made, found, strict=True)
        ]

    ends = drawn_anew(table, options, figures, intervals=intervals) if intervals else [{} for _ in found]
    rows = [
        (
            *(window, iso_time(row.start), iso_time(row.stop), n + 1, row.method, row.modularity),
            *each.get(f"{n}", (0, None, None))[1:],
            *(max(row.groups) + 1, name, group + 1),
        )
        for window, (found_rows, each) in enumerate(zip(found, ends, strict=True), 1)
        for n, row in enumerate(found_rows)
        for name, group in zip(row.names, row.groups, strict=True)
    ]
    title = f"Coalitions of {options.variable1}"
    columns = ("window", "start", "stop", "rank", "method", "modularity", *ENDS, "groups", options.variable1, "group")
    more = about(options, intervals=intervals)
    return Analysis("subgroups", title, columns, rows, lambda: _coalitions(table, options, found, title), more)


def _modularity(network: Network, row: Grouping) -> float:
    import networkx as nx

    group = dict(zip(row.names, row.groups, strict=True))
    at = [place for place, name in enumerate(network.rows) if name in group]
    graph = nx.from_numpy_array(np.maximum(network.matrix[np.ix_(at, at)], 0.0))
    return modularity(graph, [group[network.rows[place]] for place in at]) if at else 0.0


def _coalitions(table: StatementTable, options: NetworkOptions, found: list[list[Grouping]], title: str) -> Figure:
    if len(found) != 1 or not found[0]:
        what = f"there are {len(found)} windows" if found else "there are no coalitions"
        raise InputError(f"the figure is of one network; {what}", where="time_window", do="write CSV")
    best = found[0][0]
    group = dict(zip(best.names, best.groups, strict=True))
    network = networks(table, agreement_options(options))[0]
    places = stress_layout(network, seed=options.seed)
    kept = [at for at, name in enumerate(network.rows) if name in group]
    dots = [Dot(network.rows[at], *places[network.rows[at]], group=group[network.rows[at]]) for at in kept]
    place = {at: n for n, at in enumerate(kept)}
    drawn = [(place[i], place[j], w) for i, j, w in edges(network) if w > 0 and i in place and j in place]
    return network_figure(dots, drawn, title=f"{title}: {best.method}, modularity {best.modularity:.2f}")


def scaling(table: StatementTable, options: NetworkOptions, *, dimensions: int = 1, intervals: int = 200) -> Analysis:
    """Actors on one or two dimensions with intervals over articles (two draws at least: the model has them always)."""
    found = scaled(table, options, dimensions=dimensions, draws=max(intervals, 2), seed=options.seed)
    names = [f"{word}{n}" for n in range(1, dimensions + 1) for word in ("place", "low", "high")]
    ends = intervals >= 2
    rows = []
    for i, actor in enumerate(found.actors):
        cells = [
            value
            for d in range(dimensions)
            for value in (
                float(found.places[i, d]),
                float(found.low[i, d]) if ends else None,
                float(found.high[i, d]) if ends else None,
            )
        ]
        rows.append((actor, *cells))
    rows.sort(key=lambda row: (-row[1], row[0]))
    concepts = [
        {options.variable2: name, "slopes": found.slopes[j].tolist(), "hurdle": float(found.hurdles[j])}
        for j, name in enumerate(found.concepts)
    ]
    title = f"{options.variable1} on {'one dimension' if dimensions == 1 else 'two dimensions'}"
    more = about(options, intervals=intervals if ends else 0, concepts=concepts)
    return Analysis("scaling", title, (options.variable1, *names), rows, lambda: _placed(rows, dimensions, title), more)


def _placed(rows: list[tuple], dimensions: int, title: str) -> Figure:
    unit = "place, 95 % interval over articles"
    if dimensions == 1:
        return dot_lanes([DotEstimate(*row) for row in rows[: 2 * MOST_ROWS]], title=title, unit=unit)
    spots = [
        Spot(row[0], row[1], row[4], *((row[a], row[a + 1]) if row[a] is not None else None for a in (2, 5)))
        for row in rows
    ]
    return plane(spots, title=title, unit=unit)
