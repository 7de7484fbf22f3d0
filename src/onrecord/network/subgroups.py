"""Coalitions in a debate: many ways to divide the actors, and the division with the highest modularity.

Clustering from NetworkX, scikit-learn and SciPy; modularity after Newman & Girvan (2004) on the ties of agreement.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

from .data import StatementTable
from .networks import networks
from .numbering import numbered
from .options import Aggregation, NetworkOptions, NetworkType, Normalization

#: Cuts along edges take cubic time and more; larger networks do without.
SMALL = 100
#: Merging greedily takes minutes beyond so many ties.
MANY_TIES = 20_000


@dataclass(frozen=True, slots=True)
class Grouping:
    """One division: ``groups`` gives for each of ``names`` its group, 0 the largest; ``method`` how it was found."""

    method: str
    modularity: float
    groups: tuple[int, ...]
    names: tuple[str, ...]
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Actors:
    """What clusterings look at: ``agreement`` n × n (positive part of subtract/average), ``profile`` n × 2J of 0 and 1
    (supports, opposes each concept)."""

    agreement: np.ndarray
    profile: np.ndarray

    @property
    def graph(self) -> nx.Graph:
        return nx.from_numpy_array(self.agreement)


def subgroups(
    table: StatementTable, options: NetworkOptions, *, k: int = 0, most: int = 6, seed: int = 0
) -> list[list[Grouping]]:
    """For each window all divisions found, highest modularity first.

    ``k`` asks for that many groups; 0 tries 2 to ``most``. Methods that choose the number themselves are there only if
    ``k`` is 0 or what they chose. Actors without any tie of agreement are in the divisions too.
    """
    plain = replace(options, normalization=Normalization.NO, isolates=True)
    agree = agreement_options(options)
    sides = replace(plain, network_type=NetworkType.TWOMODE, aggregation=Aggregation.COMBINE)
    found = []
    for one, two in zip(networks(table, agree), networks(table, sides), strict=True):
        both = two.matrix.astype(int)
        active = np.flatnonzero((both > 0).any(axis=1))
        profile = np.hstack([both & 1, (both >> 1) & 1])[active].astype(float)
        actors = Actors(np.maximum(one.matrix[np.ix_(active, active)], 0.0), profile)
        names = tuple(one.rows[at] for at in active)
        rows = [
            Grouping(method, score, groups, names, one.start, one.stop)
            for method, score, groups in divisions(actors, k=k, most=most, seed=seed)
        ]
        found.append(rows)
    return found


def agreement_options(options: NetworkOptions) -> NetworkOptions:
    """The network whose ties above 0 coalitions are looked for in: one-mode, subtract, average, all nodes kept."""
    return replace(
        options,
        network_type=NetworkType.ONEMODE,
        aggregation=Aggregation.SUBTRACT,
        normalization=Normalization.AVERAGE,
        isolates=True,
    )


def divisions(actors: Actors, *, k: int = 0, most: int = 6, seed: int = 0) -> list[tuple[str, float, tuple[int, ...]]]:
    """Method, modularity and groups of every division found, highest modularity first; none for one actor alone."""
    n = len(actors.agreement)
    if n < 2:
        return []
    counts = [k] if k else range(2, min(most, n - 1) + 1)
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn warns of graphs that do not hang together; they are usual here
        for count in counts:
            if count <= n:
                found += [(name, labels) for name, labels in _of_size(actors, count, seed)]
        found += [(name, labels) for name, labels in _of_own_choice(actors, seed)]
    graph, scored = actors.graph, []
    for name, labels in found:
        groups = numbered(labels)
        if not k or max(groups) + 1 == k:
            scored.append((name, modularity(graph, groups), groups))
    return sorted(scored, key=lambda row: -row[1])


def modularity(graph: nx.Graph, groups: Iterable[int]) -> float:
    """Newman's modularity of a division of the nodes 0 to n - 1; 0 for a network without ties."""
    groups = np.asarray(tuple(groups))
    if graph.size(weight="weight") == 0:
        return 0.0
    parts = [set(np.flatnonzero(groups == group).tolist()) for group in np.unique(groups)]
    return float(nx.community.modularity(graph, parts))


def _of_size(actors: Actors, k: int, seed: int):
    """Clusterings into ``k`` groups."""
    from sklearn.cluster import KMeans, SpectralClustering

    unlike = pdist(actors.profile.astype(bool), "jaccard")
    for method in ("single", "average", "complete", "ward"):
        yield f"hierarchical {method}", fcluster(linkage(unlike, method), k, "maxclust")
    ties = actors.agreement
    if len(ties) > 2:
        yield "structural equivalence", fcluster(linkage(pdist(ties), "average"), k, "maxclust")
    if len(np.unique(actors.profile, axis=0)) >= k:
        yield "k-means", KMeans(k, n_init=10, random_state=seed).fit_predict(actors.profile)
    if ties.any() and k < len(ties):
        spectral = SpectralClustering(k, affinity="precomputed", random_state=seed, assign_labels="kmeans")
        yield "spectral", spectral.fit_predict(ties + 1e-9)
    if k == 2:
        yield "CONCOR one-mode", concor(ties)
        yield "CONCOR two-mode", concor(actors.profile)


def _of_own_choice(actors: Actors, seed: int):
    """Community detection, which finds the number of groups itself."""
    graph = actors.graph
    if not graph.number_of_edges():
        return
    community = nx.community
    finders: dict[str, Callable[[], Iterable[set[int]]]] = {
        "Louvain": lambda: community.louvain_communities(graph, weight="weight", seed=seed),
        "label propagation": lambda: community.asyn_lpa_communities(graph, weight="weight", seed=seed),
    }
    if graph.number_of_edges() <= MANY_TIES:
        finders["fast greedy"] = lambda: community.greedy_modularity_communities(graph, weight="weight")
    if len(graph) <= SMALL:
        finders["edge betweenness"] = lambda: _best_cut(graph)
    for name, find in finders.items():
        labels = np.zeros(len(graph), dtype=int)
        for number, part in enumerate(find()):
            labels[list(part)] = number
        yield name, labels


def _best_cut(graph: nx.Graph) -> Iterable[set[int]]:
    """Of the divisions by edge betweenness (Girvan & Newman 2002) the first ten, and of these the most modular."""
    best, best_score = [set(graph)], 0.0
    for step, parts in enumerate(nx.community.girvan_newman(graph)):
        score = nx.community.modularity(graph, parts)
        if score > best_score:
            best, best_score = parts, score
        if step == 9:
            break
    return best


def concor(matrix: np.ndarray, *, rounds: int = 100) -> np.ndarray:
    """Two groups by correlating the rows' correlations until all are +1 or -1 (Breiger, Boorman & Arabie 1975).

    >>> concor(np.array([[1, 1, 0, 0], [1, 1, 0, 1], [0, 0, 1, 1.0]])).tolist()
    [0, 0, 1]
    """
    like = matrix + 1e-12 * np.arange(matrix.shape[1])  # a row of equal numbers has no correlation
    with np.errstate(invalid="ignore", divide="ignore"):
        for _ in range(rounds):
            like = np.nan_to_num(np.corrcoef(like))
            if np.all(np.abs(np.abs(like) - 1) < 1e-9):
                break
    return (like[0] < 0).astype(int)
