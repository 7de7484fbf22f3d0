"""How well clusters of mentions agree with gold ones: MUC, B³, CEAF over entities, and their mean (CoNLL F1).

As in the CoNLL-2012 scorer: a cluster of one counts for B³ and CEAF; a mention that only one side has counts against
the other. Clusters are dicts from mention (anything hashable) to the name of its cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

Clusters = Mapping[Hashable, Hashable]


def scores(gold: Clusters, found: Clusters) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by measure; "conll" has the mean of the three F1 in each place.

    >>> {name: round(f, 2) for name, (_, _, f) in scores({1: "a", 2: "a", 3: "b"}, {1: 0, 2: 0, 3: 0}).items()}
    {'muc': 0.67, 'b3': 0.71, 'ceafe': 0.53, 'conll': 0.64}
    """
    measured = {name: _prf(measure, gold, found) for name, measure in (("muc", muc), ("b3", b_cubed))}
    measured["ceafe"] = ceaf_entities(gold, found)
    mean = sum(f for _, _, f in measured.values()) / 3
    return measured | {"conll": (mean, mean, mean)}


def _prf(measure, gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    precision, recall = measure(found, gold), measure(gold, found)
    return precision, recall, _f1(precision, recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _sets(clusters: Clusters) -> dict[Hashable, set]:
    sets: dict[Hashable, set] = defaultdict(set)
    for mention, cluster in clusters.items():
        sets[cluster].add(mention)
    return sets


def muc(of: Clusters, by: Clusters) -> float:
    """Share of the links of one side that the other side has: its recall, or turned round its precision."""
    kept = links = 0
    for mentions in _sets(of).values():
        parts = {by[m] for m in mentions if m in by}
        lone = sum(m not in by for m in mentions)
        kept += len(mentions) - (len(parts) + lone)
        links += len(mentions) - 1
    return kept / links if links else 0.0


def b_cubed(of: Clusters, by: Clusters) -> float:
    """Mean over the mentions of one side of the share of its cluster that the other side keeps together with it."""
    mine, theirs = _sets(of), _sets(by)
    total = sum(len(mine[of[m]] & theirs[by[m]]) / len(mine[of[m]]) for m in of if m in by)
    return total / len(of) if of else 0.0


def ceaf_entities(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Clusters paired one to one so that what they share (φ4) is most."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    mine, theirs = list(_sets(gold).values()), list(_sets(found).values())
    number = {mention: n for n, mentions in enumerate(theirs) for mention in mentions}
    shared = np.zeros((len(mine), len(theirs)))
    for row, mentions in enumerate(mine):
        for mention in mentions & number.keys():
            shared[row, number[mention]] += 1
    sizes = np.array([len(m) for m in mine])[:, None] + np.array([len(t) for t in theirs])[None, :]
    alike = 2 * shared / sizes
    rows, columns = linear_sum_assignment(-alike)
    best = float(alike[rows, columns].sum())
    precision, recall = best / len(theirs) if theirs else 0.0, best / len(mine) if mine else 0.0
    return precision, recall, _f1(precision, recall)
