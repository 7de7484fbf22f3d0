"""Where to draw the nodes: a stress layout that moves little from one step in time to the next.

Distances on paper follow path lengths in the network; stress is lowered by majorization: Gansner, Koren & North (2005),
Graph drawing by stress majorization.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse.csgraph import connected_components, shortest_path

from .data import Network

Places = dict[str, tuple[float, float]]


def stress_layout(
    network: Network,
    *,
    start: Mapping[str, tuple[float, float]] | None = None,
    hold: float = 0.5,
    seed: int = 0,
    rounds: int = 300,
) -> Places:
    """A place for each node, centred on (0, 0), one unit for one step in the network.

    A name on both sides of a two-mode network is drawn once. ``start`` gives places to start from, and ``hold`` how
    strongly nodes are kept there (0: free; 1: as strongly as all their ties together pull).
    """
    names, ties = _undirected(network)
    if not names:
        return {}
    target = _path_lengths(ties)
    place = _first_places(names, target, start, seed)
    known = np.array([bool(start) and name in start for name in names])
    place = _majorized(place, target, rounds, hold * known)
    if not start:
        place = place - place.mean(axis=0)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, place, strict=True)}


def stable_layouts(networks: Sequence[Network], *, seed: int = 0) -> list[Places]:
    """Layouts of a sequence of networks, each started from the one before, so that nodes keep their place."""
    layouts: list[Places] = []
    known: Places = {}
    for network in networks:
        layouts.append(stress_layout(network, start=known, seed=seed))
        known = {**known, **layouts[-1]}
    return layouts


def _undirected(network: Network) -> tuple[list[str], np.ndarray]:
    """Names and the absolute weights between them."""
    if network.onemode:
        return list(network.rows), np.abs(network.matrix)
    names = list(dict.fromkeys((*network.rows, *network.cols)))
    at = {name: place for place, name in enumerate(names)}
    rows, cols = [at[name] for name in network.rows], [at[name] for name in network.cols]
    ties = np.zeros((len(names), len(names)))
    ties[np.ix_(rows, cols)] += np.abs(network.matrix)
    return names, ties + ties.T


def _path_lengths(ties: np.ndarray) -> np.ndarray:
    """Steps between nodes, strong ties shorter; parts of the network that do not hang together lie side by side."""
    at = np.nonzero(ties)
    lengths = np.zeros_like(ties)
    if len(at[0]):
        # between half a step for the strongest and one for the weakest: weights are skewed, so by their root
        lengths[at] = 1 - 0.5 * np.sqrt(ties[at] / ties.max())
    far = shortest_path(lengths, method="D", directed=False)
    finite = far[np.isfinite(far)]
    parts, _ = connected_components(ties, directed=False)
    apart = (finite.max() if len(finite) else 0.0) * 0.6 + 1.0
    return np.where(np.isfinite(far), far, apart) if parts > 1 else far


def _first_places(names: list[str], target: np.ndarray, start: Mapping | None, seed: int) -> np.ndarray:
    """Known nodes where they were, new ones amid the known ones nearest to them; without any, by classical scaling."""
    lot = np.random.default_rng(seed)
    known = [at for at, name in enumerate(names) if start and name in start]
    if not known:
        n = len(names)
        centre = np.eye(n) - 1 / n
        values, vectors = np.linalg.eigh(-centre @ target**2 @ centre / 2)
        place = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0))
        if place.shape[1] < 2:
            place = np.column_stack([place, np.zeros(n)])
        return place + lot.normal(0, 1e-3, (n, 2))
    place = np.zeros((len(names), 2))
    place[known] = [start[names[at]] for at in known]
    for at in sorted(set(range(len(names))) - set(known)):
        near = sorted(known, key=lambda other: target[at, other])[:3]
        place[at] = place[near].mean(axis=0) + lot.normal(0, 0.05, 2)
    return place


def _majorized(place: np.ndarray, target: np.ndarray, rounds: int, hold: np.ndarray) -> np.ndarray:
    """SMACOF with weights 1 / distance² and springs to the first places: stress never rises."""
    n = len(place)
    if n < 2:
        return place
    weight = np.zeros_like(target)
    off = ~np.eye(n, dtype=bool) & (target > 0)
    weight[off] = target[off] ** -2.0
    pull = hold * weight.sum(axis=1)
    solve = np.linalg.pinv(np.diag(weight.sum(axis=1) + pull) - weight)
    middle = np.zeros(2) if pull.any() else place.mean(axis=0)
    first, before = place, np.inf
    for _ in range(rounds):
        x, y = place.T
        gap = np.hypot(x[:, None] - x, y[:, None] - y)
        stress = (weight * (gap - target) ** 2).sum() / 2 + (pull * ((place - first) ** 2).sum(axis=1)).sum()
        if np.isfinite(before) and before - stress < 1e-6 * before:
            break
        before = stress
        ratio = np.divide(weight * target, gap, out=np.zeros_like(gap), where=gap > 1e-12)
        place = solve @ ((np.diag(ratio.sum(axis=1)) - ratio) @ place + pull[:, None] * first)
    return place + middle
