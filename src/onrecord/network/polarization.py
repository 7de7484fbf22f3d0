"""How polarised a debate is: agreement inside groups against disagreement between them.

For a division into k groups of (nearly) equal size, the score sums how far ties of congruence and conflict lie from a
debate in which each group agrees evenly inside and conflicts evenly with the others. Divisions are searched by swaps or
by a genetic algorithm. The score is 0 to 1 when normalised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from ..errors import InputError
from .data import StatementTable
from .networks import networks
from .numbering import numbered
from .options import Aggregation, NetworkOptions, NetworkType, Normalization, TimeWindow

ALGORITHMS = ("greedy", "genetic")


@dataclass(frozen=True, slots=True)
class Polarization:
    """The best division found for one window: ``groups`` gives for each of ``names`` its group, 0 to k - 1."""

    score: float
    groups: tuple[int, ...]
    names: tuple[str, ...]
    start: int
    mid: float
    stop: int


def polarization(
    table: StatementTable,
    options: NetworkOptions,
    *,
    groups: int = 2,
    algorithm: str = "greedy",
    normalize: bool = True,
    closest: bool | None = None,
    tries: int = 20,
    seed: int = 0,
    windows: int | None = None,
) -> list[Polarization]:
    """Polarization of the debate, one a window; ``options`` give variables, filters, duplicates, windows and kernel.

    Congruence and conflict are average-normalised. With ``compat="dna"`` windows use the signed difference for both, as
    DNA 3.1.2 does. The score is a distance: from groups that agree evenly inside and conflict evenly between. Looked
    for is the division *closest* to that, which is what finds camps: the lower its score, the more polarised.
    ``closest=False``, and ``compat="dna"`` unless told otherwise, look for the farthest, as DNA documents and does.
    ``tries`` is the number of random starts of the greedy search; ``windows`` takes no more than so many windows, at
    equal steps.
    Raises InputError for an unknown algorithm or fewer than two groups.
    """
    if algorithm not in ALGORITHMS:
        raise InputError(f"no such algorithm: {algorithm!r}", where="algorithm", do="use " + " or ".join(ALGORITHMS))
    if groups < 2:
        raise InputError(f"{groups} groups", where="groups", do="use 2 or more")
    closest = not options.dna if closest is None else closest
    congruence, conflict = _both(table, options, windows)
    lot = np.random.default_rng(seed)
    found = []
    for agree, against in zip(congruence, conflict, strict=True):
        ties = Ties(agree.matrix, against.matrix, groups, sign=-1 if closest else 1)
        if len(agree.rows) <= groups:
            division, score = np.arange(len(agree.rows)), 0.0
        elif algorithm == "greedy":
            division, score = _greedy(ties, tries, lot)
        else:
            division, score = _genetic(ties, lot)
        score = abs(score) / 2 / (ties.total if normalize and ties.total else 1.0)
        found.append(Polarization(float(score), numbered(division), agree.rows, agree.start, agree.mid, agree.stop))
    return found


def _both(table: StatementTable, options: NetworkOptions, most: int | None):
    """The congruence and the conflict network of each window."""
    options = replace(options, network_type=NetworkType.ONEMODE, normalization=Normalization.AVERAGE)
    if options.dna and options.time_window is not TimeWindow.NO:
        signed = networks(table, replace(options, aggregation=Aggregation.SUBTRACT), most=most)
        return signed, signed
    return tuple(networks(table, replace(options, aggregation=kind), most=most) for kind in ("congruence", "conflict"))


class Ties:
    """Congruence and conflict of n nodes, ready to score divisions into ``k`` groups; ``sign`` -1 turns the search."""

    def __init__(self, congruence: np.ndarray, conflict: np.ndarray, k: int, *, sign: int = 1) -> None:
        n = len(congruence)
        self.sizes = np.full(k, n // k)
        self.sizes[: n % k] += 1
        off = ~np.eye(n, dtype=bool)
        congruence, conflict = congruence * off, conflict * off  # DNA's smoothed networks carry a diagonal
        size_congruence, size_conflict = np.abs(congruence).sum(), np.abs(conflict).sum()
        self.total = size_congruence + size_conflict
        within = self.sizes * (self.sizes - 1)
        w, b = within.sum(), n * (n - 1) - within.sum()
        self.cost = np.zeros((k, k, n, n))
        for g in range(k):
            for h in range(k):
                if g == h:
                    even = within[g] / w * (size_congruence / w) if w else 0.0
                    cost = np.abs(congruence - even) + np.abs(conflict)
                else:
                    even = self.sizes[g] * self.sizes[h] / b * (size_conflict / b) if b else 0.0
                    cost = np.abs(congruence) + np.abs(conflict - even)
                self.cost[g, h] = sign * cost * off

    def score(self, division: np.ndarray) -> float:
        """The sum over ordered pairs."""
        member = self._members(division)
        return float(sum(member[g] @ self.cost[g, h] @ member[h] for g, h in np.ndindex(self.cost.shape[:2])))

    def scores(self, divisions: np.ndarray) -> np.ndarray:
        """The score of each row of ``divisions``, all at once."""
        member = [(divisions == g).astype(float).T for g in range(len(self.sizes))]
        return sum((member[g] * (self.cost[g, h] @ member[h])).sum(axis=0) for g, h in np.ndindex(self.cost.shape[:2]))

    def pulls(self, division: np.ndarray) -> np.ndarray:
        """What each node would add to the score in each group with all others where they are, n × k."""
        member = self._members(division)
        k = len(self.sizes)
        return np.stack([sum(self.cost[g, h] @ member[h] for h in range(k)) for g in range(k)], axis=1)

    def gains(self, pulls: np.ndarray, g: int, h: int, ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
        """What swapping each of ``ours`` (members of g) with each of ``theirs`` (of h) adds to the score."""
        gain = (pulls[ours, h] - pulls[ours, g])[:, None] + (pulls[theirs, g] - pulls[theirs, h])[None, :]
        both = np.ix_(ours, theirs)
        return 2 * (gain + 2 * self.cost[g, h][both] - self.cost[g, g][both] - self.cost[h, h][both])

    def swapped(self, pulls: np.ndarray, g: int, h: int, i: int, j: int) -> np.ndarray:
        """The pulls after i of g and j of h changed places."""
        change = self.cost[:, h] - self.cost[:, g]
        return pulls + (change[:, :, i] - change[:, :, j]).T

    def _members(self, division: np.ndarray) -> np.ndarray:
        return (division[None, :] == np.arange(len(self.sizes))[:, None]).astype(float)

    def random(self, lot: np.random.Generator) -> np.ndarray:
        """A division of the right sizes by lot."""
        return lot.permutation(np.repeat(np.arange(len(self.sizes)), self.sizes))

    def repaired(self, division: np.ndarray, lot: np.random.Generator) -> np.ndarray:
        """The division with surplus members, and those of no group (-1), moved by lot to groups that lack some."""
        division = division.copy()
        for group, size in enumerate(self.sizes):
            members = np.flatnonzero(division == group)
            division[lot.permutation(members)[size:]] = -1
        homeless = lot.permutation(np.flatnonzero(division == -1))
        lack = self.sizes - np.bincount(division[division >= 0], minlength=len(self.sizes))
        division[homeless] = np.repeat(np.arange(len(self.sizes)), lack)
        return division


def _climbed(ties: Ties, division: np.ndarray) -> np.ndarray:
    """Best swaps until none helps."""
    division, pulls = division.copy(), ties.pulls(division)
    for _ in range(10 * len(division)):
        best, swap = 1e-12 * max(ties.total, 1.0), None
        for g, h in combinations(range(len(ties.sizes)), 2):
            ours, theirs = np.flatnonzero(division == g), np.flatnonzero(division == h)
            gains = ties.gains(pulls, g, h, ours, theirs)
            at = np.unravel_index(np.argmax(gains), gains.shape)
            if gains[at] > best:
                best, swap = gains[at], (g, h, ours[at[0]], theirs[at[1]])
        if swap is None:
            break
        g, h, i, j = swap
        division[i], division[j] = h, g
        pulls = ties.swapped(pulls, *swap)
    return division


def _greedy(ties: Ties, tries: int, lot: np.random.Generator) -> tuple[np.ndarray, float]:
    best, best_score = None, -np.inf
    for _ in range(max(tries, 1)):
        division = _climbed(ties, ties.random(lot))
        score = ties.score(division)
        if score > best_score + 1e-12:
            best, best_score = division, score
    return best, best_score


def _genetic(ties: Ties, lot: np.random.Generator, *, parents: int = 50, rounds: int = 200) -> tuple[np.ndarray, float]:
    """Elitist: a tenth lives on, the rest are children of two parents drawn by rank, sizes repaired, some mutated."""
    people = [ties.random(lot) for _ in range(parents)]
    elite, unchanged, best_score = max(parents // 10, 1), 0, -np.inf
    for _ in range(rounds):
        scores = ties.scores(np.array(people))
        order = np.argsort(-scores, kind="stable")
        people = [people[at] for at in order]
        unchanged = 0 if scores[order[0]] > best_score + 1e-12 else unchanged + 1
        best_score = max(best_score, float(scores[order[0]]))
        if unchanged >= 40:
            break
        chance = np.arange(parents, 0, -1) / (parents * (parents + 1) / 2)
        pairs = [lot.choice(parents, 2, replace=False, p=chance) for _ in range(parents - elite)]
        people = people[:elite] + [_child(people[a], people[b], ties, lot) for a, b in pairs]
    return people[0], ties.score(people[0])


def _child(one: np.ndarray, two: np.ndarray, ties: Ties, lot: np.random.Generator) -> np.ndarray:
    two = _aligned(one, two, len(ties.sizes))
    child = ties.repaired(np.where(lot.random(len(one)) < 0.5, one, two), lot)
    if lot.random() < 0.3:
        i, j = lot.choice(len(child), 2, replace=False)
        child[i], child[j] = child[j], child[i]
    return child


def _aligned(one: np.ndarray, two: np.ndarray, k: int) -> np.ndarray:
    """``two`` with its groups named as the groups of ``one`` that they share most members with."""
    from scipy.optimize import linear_sum_assignment

    shared = np.zeros((k, k))
    np.add.at(shared, (two, one), 1)
    _, name = linear_sum_assignment(-shared)
    return name[two]
