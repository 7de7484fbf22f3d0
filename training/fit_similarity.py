"""Fit the weights of onrecord.names.similarity on names-dev.jsonl (numpy only).

    python training/fit_similarity.py NAMES_DEV.jsonl [--out src/onrecord/names/data/similarity.txt]

Prints what held-out folds give (five folds over groups, so no person is in two), then fits on everything.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from onrecord.names.features import FEATURES, compare

PENALTY = 0.3


def fit(x: np.ndarray, y: np.ndarray, *, penalty: float = PENALTY) -> tuple[np.ndarray, float]:
    """Weights and bias of a ridge-penalised logistic regression, by Newton's method. ``x`` (pairs, features)."""
    design = np.hstack([x, np.ones((len(x), 1))])
    weights = np.zeros(design.shape[1])
    ridge = np.diag([penalty] * x.shape[1] + [1e-4])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (y - chance) - ridge @ weights
        hessian = (design.T * (chance * (1 - chance))) @ design + ridge
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights[:-1], float(weights[-1])


def measure(y: np.ndarray, score: np.ndarray) -> tuple[float, float]:
    """Best F1 over thresholds, and recall at precision of at least .98."""
    best, safe = 0.0, 0.0
    for cut in np.unique(score):
        said = score >= cut
        hit = float((y[said] == 1).sum())
        precision, recall = hit / said.sum(), hit / (y == 1).sum()
        best = max(best, 2 * precision * recall / (precision + recall) if hit else 0.0)
        safe = max(safe, recall) if precision >= 0.98 else safe
    return best, safe


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("pairs")
    cli.add_argument("--out")
    cli.add_argument("--errors", action="store_true")
    args = cli.parse_args()
    rows = [json.loads(line) for line in Path(args.pairs).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["type"] == "person"]
    pairs = [compare(row["a"], row["b"]) for row in rows]
    y = np.array([row["label"] for row in rows], float)
    x = np.array([pair.values for pair in pairs])
    fixed = np.array([0.995 if pair.equal else 0.02 if pair.conflict else np.nan for pair in pairs])
    free = np.isnan(fixed)
    groups = sorted({row["group"] for row in rows})
    order = np.random.default_rng(0).permutation(len(groups))
    fold_of = {groups[g]: place % 5 for place, g in enumerate(order)}
    folds = np.array([fold_of[row["group"]] for row in rows])
    held = fixed.copy()
    for fold in range(5):
        train, test = free & (folds != fold), free & (folds == fold)
        weights, bias = fit(x[train], y[train])
        held[test] = 1 / (1 + np.exp(-(x[test] @ weights + bias)))
    print("held out: best F1 {:.3f}, recall at precision .98 {:.3f}".format(*measure(y, held)))
    weights, bias = fit(x[free], y[free])
    score = fixed.copy()
    score[free] = 1 / (1 + np.exp(-(x[free] @ weights + bias)))
    print("fitted:   best F1 {:.3f}, recall at precision .98 {:.3f}".format(*measure(y, score)))
    for cut in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        said = held >= cut
        print(f"  held out at {cut}: precision {y[said].mean():.3f} recall {said[y == 1].mean():.3f}")
    if args.errors:
        for place in np.argsort(-np.abs(held - y))[:45]:
            print(f"{held[place]:.2f} {int(y[place])} {rows[place]['a']} | {rows[place]['b']}")
    if args.out:
        lines = ["# Logistic weights over onrecord.names.features.FEATURES, fitted by training/fit_similarity.py"]
        lines += [f"{name} {weight:.6f}" for name, weight in zip(FEATURES, weights, strict=True)]
        Path(args.out).write_text("\n".join([*lines, f"bias {bias:.6f}"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
