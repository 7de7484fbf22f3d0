"""Issue and stance on the development sentences, from the codebook alone: ``python benchmarks/positions.py``.

Prints for each part ("tune": the weights were chosen on it; "test": scored only): the share of statements whose
likeliest issue is right (and of those on no issue that stay alone), macro F1 of the stance towards the right issue,
issue and stance right together, the calibration error (15 bins) of the stated probability, and how much is still coded
at the least probability for which 90 % of what is coded is right.
"""

from __future__ import annotations

import argparse
import json
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.model import Codebook
from onrecord.positions.agreement import calibration_error, confusion, macro_f1
from onrecord.positions.codebook import load_codebook
from onrecord.positions.coder import Said, code_said
from onrecord.positions.head import fit, threshold_for
from onrecord.positions.pairs import pair_logits
from onrecord.positions.stance import pair_of, signals_of, stance_towards
from onrecord.positions.vectors import vector
from onrecord.positions.weighing import STANCES, weigh

#: Weight of the codebook's own stance probabilities beside what is judged.
_STANCE_PRIOR = 1.5
HERE = Path(__file__).parents[1] / "tests" / "positions"


def said(row: dict[str, Any], id: str) -> Said:
    return Said(id, row["content"], row["cue"])


def coded(rows: list[dict[str, Any]], book: Codebook) -> list[Any]:
    """The likeliest position of each row, or none; statements of one article together."""
    out: list[Any] = []
    for _, group in groupby(rows, key=lambda row: row["doc"]):
        article = list(group)
        best: dict[str, Any] = {}
        for one in code_said([said(row, str(n)) for n, row in enumerate(article)], book):
            best.setdefault(one.statement, one)
        out += [best.get(str(n)) for n in range(len(article))]
    return out


def figures(rows: list[dict[str, Any]], book: Codebook, *, errors: bool = False) -> dict[str, Any]:
    positions = coded(rows, book)
    on = [(row, one) for row, one in zip(rows, positions, strict=True) if row["issue"]]
    off = [one for row, one in zip(rows, positions, strict=True) if not row["issue"]]
    stances = [
        stance_towards(book.issue(row["issue"]), content=row["content"], cue=row["cue"]).stance.value for row, _ in on
    ]
    gold = [row["position"] for row, _ in on]
    sure = [
        (one.probability, one.issue == row["issue"] and one.stance == row["position"])
        for row, one in zip(rows, positions, strict=True)
        if one is not None
    ]
    least = threshold_for([p for p, _ in sure], [hit for _, hit in sure], precision=0.9)
    if errors:
        for (row, one), stance in zip(on, stances, strict=True):
            if stance != row["position"] or one is None or one.issue != row["issue"]:
                found = one and f"{one.issue} {one.probability:.2f}"
                print(f"{row['cue']} | {row['content']} | {row['issue']} {row['position']} <> {found} {stance}")
    return {
        "statements": len(rows),
        "issue": sum(one is not None and one.issue == row["issue"] for row, one in on) / len(on),
        "none_stays_none": sum(one is None for one in off) / len(off),
        "stance_macro_f1": macro_f1(gold, stances),
        "stance_same": sum(a == b for a, b in zip(gold, stances, strict=True)) / len(gold),
        "both": sum(hit for _, hit in sure) / len(on),
        "calibration_error": calibration_error([p for p, _ in sure], [hit for _, hit in sure]),
        "coded_at_90": sum(p >= least for p, _ in sure) / len(rows) if least is not None else 0.0,
        "confusion": {f"{a}>{b}": n for (a, b), n in confusion(gold, stances).items()},
    }


def judged(rows: list[dict[str, Any]], book: Codebook, *, each: int, seed: int) -> tuple[float, float]:
    """Macro F1 of the stance and share of right issues on the rest, after ``each`` judged statements an issue."""
    on = [row for row in rows if row["issue"]]
    codes, stances = tuple(sorted({row["issue"] for row in on})), tuple(str(one) for one in STANCES)
    texts = [f"{row['cue']} {row['content']}" for row in on]
    around = [" ".join(t for t, other in zip(texts, on, strict=True) if other["doc"] == row["doc"]) for row in on]
    vectors = np.array([np.concatenate([vector(t), vector(c)]) for t, c in zip(texts, around, strict=True)]) / 2**0.5
    order = np.random.default_rng(seed).permutation(len(on))
    taught = [i for code in codes for i in [i for i in order if on[i]["issue"] == code][:each]]
    rest = [i for i in range(len(on)) if i not in set(taught)]
    issue_prior, stance_prior = np.zeros((len(on), len(codes))), np.zeros((len(on), len(stances)))
    for i, (row, one) in enumerate(zip(on, coded(on, book), strict=True)):
        if one is not None and one.issue in codes:
            issue_prior[i, codes.index(one.issue)] = 1.0
        signals = signals_of(book.issue(row["issue"]), content=row["content"], cue=row["cue"])
        found = weigh(signals, pair_logits([pair_of(book.issue(row["issue"]), texts[i])])[0].tolist())
        stance_prior[i] = [_STANCE_PRIOR * found[one] for one in STANCES]
    about = np.eye(len(codes))[[codes.index(row["issue"]) for row in on]]
    pairs = np.hstack([vectors[:, : vectors.shape[1] // 2] * 2**0.5, about])
    issue_head = fit(vectors[taught], [on[i]["issue"] for i in taught], codes=codes, prior=issue_prior[taught])
    stance_head = fit(pairs[taught], [on[i]["position"] for i in taught], codes=stances, prior=stance_prior[taught])
    issues = issue_head.predict(vectors[rest], issue_prior[rest])
    sides = stance_head.predict(pairs[rest], stance_prior[rest])
    right = sum(found == on[i]["issue"] for found, i in zip(issues, rest, strict=True)) / len(rest)
    return macro_f1([on[i]["position"] for i in rest], sides), right


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--part", choices=("tune", "test"), help="default: both")
    ap.add_argument("--judged", type=int, default=0, help="also: figures after so many judged statements an issue")
    ap.add_argument("--errors", action="store_true", help="the wrong ones of the tuning part")
    a = ap.parse_args()
    book = load_codebook(HERE / "dev_codebook.yaml")
    rows = [json.loads(line) for line in (HERE / "dev.jsonl").read_text("utf-8").splitlines()]
    for part in [a.part] if a.part else ["tune", "test"]:
        mine = [row for row in rows if row["part"] == part]
        found = figures(mine, book, errors=a.errors and part == "tune")
        rounded = {name: round(value, 3) if isinstance(value, float) else value for name, value in found.items()}
        print(part, json.dumps(rounded), flush=True)
        if a.judged:
            runs = [judged(mine, book, each=a.judged, seed=seed) for seed in range(5)]
            f1, right = (round(float(np.mean([run[i] for run in runs])), 3) for i in (0, 1))
            print(part, f"after {a.judged} judged an issue: stance macro F1 {f1}, issue {right}", flush=True)


if __name__ == "__main__":
    main()
