"""Figures of one network and of each of its nodes: what intervals are wanted of."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np

from .data import Network

#: Of the network as a whole, and of each node. Names as they stand in tables.
OF_NETWORK = ("nodes", "ties", "density", "sum", "mean tie", "share of negative ties", "clustering")
OF_NODE = ("degree", "strength", "agreement", "conflict", "betweenness")


def network_measures(network: Network) -> dict[str, float]:
    """The figures :data:`OF_NETWORK`.

    A tie is a cell that is not 0 (a pair once in a one-mode network). Density is ties by possible ties, the mean tie
    that of the ties there are, clustering the transitivity of the ties above 0 (one-mode networks; else 0).
    """
    weights = _ties(network)
    n = len(network.rows) if network.onemode else len(network.rows) + len(network.cols)
    possible = n * (n - 1) / 2 if network.onemode else len(network.rows) * len(network.cols)
    found = {"nodes": float(n), "ties": float(len(weights)), "density": len(weights) / possible if possible else 0.0}
    found["sum"] = float(weights.sum())
    found["mean tie"] = float(weights.mean()) if len(weights) else 0.0
    found["share of negative ties"] = float((weights < 0).mean()) if len(weights) else 0.0
    found["clustering"] = float(nx.transitivity(_agreeing(network))) if network.onemode and len(weights) else 0.0
    return found


def node_measures(network: Network) -> dict[tuple[str, str], float]:
    """(name, measure) → figure, of the rows; the measures :data:`OF_NODE`.

    Degree counts ties, strength adds them up, agreement and conflict add up those above and below 0 (conflict without
    its sign); betweenness (Freeman 1977, share of shortest paths) is over ties above 0, in one-mode networks.
    """
    matrix = network.matrix
    if network.onemode:
        np.fill_diagonal(matrix, 0.0)  # a smoothed network in DNA's voice has ties of a node to itself
    between: Mapping[int, float] = {}
    if network.onemode and len(network.rows) > 2:
        between = nx.betweenness_centrality(_agreeing(network))
    found: dict[tuple[str, str], float] = {}
    for at, name in enumerate(network.rows):
        row = matrix[at]
        figures = (np.count_nonzero(row), row.sum(), row[row > 0].sum(), -row[row < 0].sum(), between.get(at, 0.0))
        found |= {(name, measure): float(value) for measure, value in zip(OF_NODE, figures, strict=True)}
    return found


def _ties(network: Network) -> np.ndarray:
    cells = network.weights.tocoo()
    kept = cells.data != 0
    if network.onemode:
        kept &= cells.row < cells.col
    return cells.data[kept]


def _agreeing(network: Network) -> nx.Graph:
    matrix = np.maximum(network.matrix, 0.0)
    np.fill_diagonal(matrix, 0.0)
    return nx.from_numpy_array(matrix)
