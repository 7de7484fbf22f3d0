"""Is .8 right four times in five? Reliability of the statements' confidence on our own annotated articles.

    python benchmarks/confidence.py [--half dev|test] [--fit] [--svg PLOT.svg]

A statement is right when its content is a gold statement's (Jaccard at least .5) and its speaker has that one's name;
what is optional in the gold counts neither way. Read are the examples and the development half of the blind set, or its
test half alone, of which nobody looks at more than these totals. ``--fit`` prints the two numbers of
``onrecord.statements.confidence`` fitted again, with the error over left-out articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.gate import scoring  # noqa: E402

from onrecord.formats.reading_json import reading_to_json  # noqa: E402
from onrecord.pipeline.read import read_many  # noqa: E402
from onrecord.statements.confidence import LEAN, LIFT  # noqa: E402
from onrecord.text.sources import articles  # noqa: E402

OURS, BLIND = ("examples/gold.jsonl", "examples/articles"), ("tests/gold/gold.jsonl", "tests/gold/articles")


def judged(half: str) -> list[tuple[str, float, int]]:
    """(article, confidence, right) of every statement that the gold says something about."""
    rows = []
    for gold, folder in (OURS, BLIND) if half == "dev" else (BLIND,):
        lines = [json.loads(line) for line in (ROOT / gold).read_text(encoding="utf-8").splitlines()]
        wanted = {row["doc_id"]: row for row in lines if row.get("split", half) == half}
        read = (a for a in articles([str(ROOT / folder)]) if getattr(a, "id", None) in wanted)
        for reading in read_many(read):
            row = wanted[reading.article.id]
            names = {a["canonical"]: {a["canonical"], *a.get("surface_forms", [])} for a in row.get("actors", [])}
            found = reading_to_json(reading)["statements"]
            matched = {id(f): (g, f) for g, f in scoring.pairs(row["statements"], found)}
            for statement, shown in zip(reading.statements, found, strict=True):
                gold_one = matched.get(id(shown), (None, None))[0]
                if gold_one is None:
                    rows.append((reading.article.id, statement.confidence, 0))
                elif not gold_one.get("optional"):
                    right = scoring.same_speaker(gold_one, shown, names)
                    rows.append((reading.article.id, statement.confidence, int(right)))
    return rows


def reliability(said: np.ndarray, right: np.ndarray, bins: int = 15) -> tuple[list[tuple[int, float, float]], float]:
    """(how many, mean said, share right) per bin that is not empty, and the expected calibration error."""
    place = np.minimum((said * bins).astype(int), bins - 1)
    rows = [(int((place == b).sum()), said[place == b].mean(), right[place == b].mean()) for b in np.unique(place)]
    return rows, sum(n * abs(s - r) for n, s, r in rows) / len(said)


def raw(said: np.ndarray) -> np.ndarray:
    """The log-odds before calibration."""
    return (np.log(said / (1 - said)) - LIFT) / LEAN


def fitted(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """(lift, lean) by maximum likelihood with a ridge on the lean, Newton's method."""
    table, weights = np.stack([np.ones_like(odds), odds], 1), np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-table @ weights))
        ridge = np.diag([1e-6, 1.0])
        bend = (table * (p * (1 - p))[:, None]).T @ table + ridge
        weights += np.linalg.solve(bend, table.T @ (right - p) - ridge @ weights)
    return float(weights[0]), float(weights[1])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--half", choices=("dev", "test"), default="dev")
    ap.add_argument("--fit", action="store_true")
    ap.add_argument("--svg", type=Path)
    a = ap.parse_args()
    rows = judged(a.half)
    said, right = np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    table, error = reliability(said, right)
    for n, mean, share in table:
        print(f"{n:4d} statements  said {mean:.2f}  right {share:.2f}")
    print(f"{len(rows)} statements, {right.mean():.3f} right, calibration error {error:.3f}")
    if a.fit:
        odds, names = raw(np.clip(said, 0.01, 0.99)), np.array([r[0] for r in rows])
        out = np.zeros(len(rows))
        for name in np.unique(names):
            lift, lean = fitted(odds[names != name], right[names != name])
            out[names == name] = 1 / (1 + np.exp(-(lift + lean * odds[names == name])))
        print("LIFT, LEAN = {:.2f}, {:.2f}".format(*fitted(odds, right)))
        print(f"left-out articles: calibration error {reliability(out, right)[1]:.3f}")
    if a.svg:
        from training.attribution.card import plot

        a.svg.write_text(plot([{"n": n, "said": s, "right": r} for n, s, r in table]), encoding="utf-8")


if __name__ == "__main__":
    main()
