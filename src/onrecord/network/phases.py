"""Phases of a debate: stretches of time in which its network stays much the same."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from ..errors import InputError
from .data import Network, StatementTable
from .distances import distances
from .networks import networks
from .numbering import numbered
from .options import NetworkOptions
from .subgroups import modularity


@dataclass(frozen=True, slots=True)
class Phases:
    """``states`` gives each window's phase, 0 for the first in time; ``apart`` the distances, T × T, largest 1.

    ``places`` is T × 2: windows close in it have like networks (a picture of the distances). ``modularity`` is that of
    the states in the graph of likeness 1 - distance; ``method`` the clustering that gave it.
    """

    states: tuple[int, ...]
    mids: tuple[float, ...]
    method: str
    modularity: float
    apart: np.ndarray
    places: np.ndarray
    tried: tuple[tuple[str, int, float], ...]


def phase_transitions(
    table: StatementTable,
    options: NetworkOptions,
    *,
    distance: str = "absdiff",
    fewest: int = 2,
    most: int = 6,
    seed: int = 0,
    windows: int | None = None,
) -> Phases:
    """Networks in windows of time → distances → clusterings of the windows into 2 to 6 states → the most modular.

    ``options`` need a time window; ``windows`` takes no more than so many, at equal steps (None: all).
    Raises InputError for fewer than three windows.
    """
    options = replace(options, isolates=True)
    made = networks(table, options, most=windows)
    return phases_of(made, distance=distance, fewest=fewest, most=most, seed=seed, dna=options.dna)


def phases_of(
    made: Sequence[Network], *, distance: str, fewest: int, most: int, seed: int = 0, dna: bool = False
) -> Phases:
    """The same for networks already made, all with the same nodes."""
    if len(made) < 3:
        do = "use a longer range of dates or a smaller window"
        raise InputError(f"{len(made)} windows have no phases", where="time_window", do=do)
    apart = apart_of(made, distance, dna=dna)
    like = _likeness(apart)
    graph = nx.from_numpy_array(like)
    found = []
    for k in range(fewest, min(most, len(made) - 1) + 1):
        for method, labels in _clusterings(apart, like, k, seed):
            found.append((modularity(graph, labels), method, k, labels))
    score, method, _, labels = max(found, key=lambda row: row[0])
    tried = tuple((name, k, value) for value, name, k, _ in found)
    states = _in_time(labels)
    return Phases(states, tuple(network.mid for network in made), method, score, apart, _places(apart, seed), tried)


def apart_of(made: Sequence[Network], distance: str, *, dna: bool = False) -> np.ndarray:
    """The distances of all pairs, T × T, the largest 1."""
    apart = distances(made, distance, dna=dna)
    return apart / (apart.max() or 1.0)


def states_by(method: str, apart: np.ndarray, k: int, seed: int = 0) -> tuple[int, ...]:
    """The windows' states by one method, ``k`` of them; all 0 where the method finds none."""
    found = _clusterings(apart, _likeness(apart), k, seed, only=method)
    return next((labels for _, labels in found), (0,) * len(apart))


def _likeness(apart: np.ndarray) -> np.ndarray:
    like = 1 - apart
    np.fill_diagonal(like, 0.0)
    return like


def _clusterings(apart: np.ndarray, like: np.ndarray, k: int, seed: int, *, only: str | None = None):
    flat = squareform(apart, checks=False)
    for method in ("single", "average", "complete", "ward"):
        if only in (None, name := f"hierarchical {method}"):
            yield name, numbered(fcluster(linkage(flat, method), k, "maxclust"))
    if only in (None, "spectral"):
        yield "spectral", _spectral(like, k, seed)
    graph = nx.from_numpy_array(like)
    if only in (None, "fast greedy") and graph.size(weight="weight") > 0:
        parts = nx.community.greedy_modularity_communities(graph, weight="weight", cutoff=k, best_n=k)
        labels = np.zeros(len(like), dtype=int)
        for number, part in enumerate(parts):
            labels[list(part)] = number
        yield "fast greedy", numbered(labels)


def _spectral(like: np.ndarray, k: int, seed: int) -> tuple[int, ...]:
    from sklearn.cluster import SpectralClustering

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # windows that are alike make the graph fall apart; then the others decide
        spectral = SpectralClustering(k, affinity="precomputed", random_state=seed)
        return numbered(spectral.fit_predict(like + 1e-9))


def _in_time(labels: Sequence[int]) -> tuple[int, ...]:
    order: dict[int, int] = {}
    return tuple(order.setdefault(label, len(order)) for label in labels)


def _places(apart: np.ndarray, seed: int) -> np.ndarray:
    """Two-dimensional non-metric scaling (Kruskal 1964), started from the classical solution."""
    from sklearn.manifold import MDS

    n = len(apart)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-centre @ apart**2 @ centre / 2)
    first = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 0))
    if not apart.any():
        return first
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # the names of its options are about to change
        scaling = MDS(2, metric=False, n_init=1, random_state=seed, dissimilarity="precomputed", max_iter=200)
        return scaling.fit_transform(apart, init=first)
