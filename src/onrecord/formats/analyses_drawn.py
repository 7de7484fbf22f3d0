"""Charts of the statements themselves, who stands where and who said what when, with their intervals."""

from __future__ import annotations

import numpy as np

from ..network import Network, NetworkOptions, StatementTable, event_list, iso_time, networks
from ..network.shares import stance_shares
from .analyses_counts import ENDS, MOST_ROWS, Figures, about, networks_anew
from .analysis import Analysis
from .figures_frame import Figure
from .figures_matrix import heat_map
from .figures_timeline import Leaning, Said, timeline


def heat(table: StatementTable, options: NetworkOptions, *, intervals: int = 0, title: str) -> Analysis:
    """Every cell of one network in which something was said, with its interval by drawing articles."""
    network = networks(table, options)[0]
    found = networks_anew(table, options, _cells, intervals=intervals)[0] if len(table) else {}
    rows = [(*name.split("\0"), *three) for name, three in found.items()]

    def draw() -> Figure:
        ends = {(row[0], row[1]): (row[3], row[4]) for row in rows} if intervals else None
        return heat_map(network.rows, network.cols, network.matrix.tolist(), title=title, ends=ends)

    columns = ("row", "column", "weight", *ENDS)
    return Analysis("heat map", title, columns, rows, draw, about(options, intervals=intervals))


def _cells(network: Network) -> Figures:
    """Also those whose support and opposition cancel out."""
    cells = network.weights.tocoo()
    places = zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True)
    return {f"{network.rows[i]}\0{network.cols[j]}": weight for i, j, weight in places}


def spoken(table: StatementTable, options: NetworkOptions, *, intervals: int = 0) -> Analysis:
    """Who said what when: a row each with statements and the share of support, the statements in ``about``."""
    chosen = event_list(table, options)
    lanes = list(map(str, chosen.column(options.variable1, document=options.variable1_document).values.tolist()))
    what = chosen.column(options.variable2, document=options.variable2_document).values.tolist()
    busiest = sorted(set(lanes) - {""}, key=lambda lane: (-lanes.count(lane), lane))[:MOST_ROWS]
    stances = stances_of(chosen, options)
    points = [
        Said(int(when), lane, stance, str(label))
        for when, lane, stance, label in zip(chosen.date.tolist(), lanes, stances, what, strict=True)
        if lane in busiest
    ]
    said: dict[str, list[tuple[str, str]]] = {}
    for lane, stance, article in zip(lanes, stances, chosen.document.tolist(), strict=True):
        said.setdefault(lane, []).append((stance, str(article)))
    shares = {lane: _support(said[lane], draws=intervals, seed=options.seed) for lane in busiest}
    dates = {lane: [point.when for point in points if point.lane == lane] for lane in busiest}
    rows = [
        (lane, len(dates[lane]), *shares[lane], *(iso_time(end(dates[lane]))[:10] for end in (min, max)))
        for lane in busiest
    ]
    title = f"{options.variable1}: statements on {options.variable2}"
    listed = [
        {"when": iso_time(point.when), options.variable1: point.lane, "stance": point.stance, "on": point.label}
        for point in points
    ]
    leanings = [Leaning(row[0], *row[2:5], row[1]) for row in rows if row[2] is not None] if intervals else []
    columns = (options.variable1, "statements", "share_of_support", *ENDS, "first", "last")
    more = about(options, intervals=intervals, statements=listed)
    return Analysis("timeline", title, columns, rows, lambda: timeline(points, title=title, leanings=leanings), more)


def _support(
    said: list[tuple[str, str]], *, draws: int, seed: int
) -> tuple[float | None, float | None, float | None]:
    """Of those for and against the share that is for, with its interval; None where nobody is either."""
    share = stance_shares(said, of=("support", "oppose"), draws=max(draws, 2), seed=seed).get("support")
    if share is None:
        return None, None, None
    return (share.value, share.low, share.high) if draws else (share.value, None, None)


def stances_of(table: StatementTable, options: NetworkOptions) -> list[str]:
    """Support, oppose, another word, or "said" where nothing tells agreement."""
    if options.qualifier is None:
        return ["said"] * len(table)
    qualifier = table.column(options.qualifier, document=options.qualifier_document)
    if qualifier.type == "boolean":
        return ["support" if value else "oppose" for value in qualifier.values.tolist()]
    if qualifier.type == "integer":
        signs = np.sign(qualifier.values).tolist()
        return [{1: "support", -1: "oppose"}.get(sign, "neutral") for sign in signs]
    return [str(value) for value in qualifier.values.tolist()]
