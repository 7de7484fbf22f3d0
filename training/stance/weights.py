"""Fit the weights of :mod:`onrecord.positions.weighing` on the tuning part of the development sentences.

    python -m training.stance.weights [--out src/onrecord/positions/data/weights.json]

Stance: a logistic model of rules and trained model, towards the right issue. Issue: one of the match's scores before
and after the trained model has read statement and issue; what is about none of the issues are the sentences written so
and every sentence against a codebook from which its own issue is left out. Prints what the stance model scores on
issues left out in fitting. Needs onrecord and scipy, no torch.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from onrecord.model import Codebook
from onrecord.positions.agreement import calibration_error, macro_f1
from onrecord.positions.codebook import load_codebook
from onrecord.positions.matching import candidates
from onrecord.positions.pairs import pair_logits
from onrecord.positions.stance import pair_of, signals_of
from onrecord.positions.weighing import STANCES, features, unrelated

ROOT = Path(__file__).parents[2]
HELD = ROOT / "tests" / "positions"
SHIPPED = ROOT / "src" / "onrecord" / "positions" / "data" / "weights.json"
#: How strongly weights are held to 0, chosen on issues left out in fitting.
_HELD_STANCE, _HELD_ISSUE = 0.3, 0.02
#: Not fitted: the rules' words were looked up on these very sentences, which flatters them. What the fit gave before.
_RULES = 0.54
#: How much a statement counts whose issue was left out, and one as an aside: together a fifth of all statements.
_LEFT_OUT, _ASIDE = 0.1, 0.15


def text_of(row: dict[str, Any]) -> str:
    return f"{row['cue']} {row['content']}".strip()


def stance_data(rows: Sequence[dict[str, Any]], book: Codebook) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Features (statements × stances × weights), the right stance of each, the names of the weights."""
    logits = pair_logits([pair_of(book.issue(row["issue"]), text_of(row)) for row in rows])
    found = [
        features(signals_of(book.issue(row["issue"]), content=row["content"], cue=row["cue"]), one.tolist())
        for row, one in zip(rows, logits, strict=True)
    ]
    names = list(dict.fromkeys(name for four in found for one in four for name in one))
    x = np.array([[[one.get(name, 0.0) for name in names] for one in four] for four in found])
    return x, np.array([STANCES.index(row["position"]) for row in rows]), names


def fit_stance(x: np.ndarray, y: np.ndarray, names: Sequence[str]) -> np.ndarray:
    rules = list(names).index("rule_side")

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ b
        off = softmax(z, 1)
        off[np.arange(len(y)), y] -= 1
        value = -log_softmax(z, 1)[np.arange(len(y)), y].sum() + _HELD_STANCE * (b**2).sum()
        return value, np.einsum("nc,nck->k", off, x) + 2 * _HELD_STANCE * b

    bounds = [(_RULES, _RULES) if i == rules else (None, None) for i in range(x.shape[2])]
    start = np.array([_RULES if i == rules else 0.0 for i in range(x.shape[2])])
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def issue_data(rows: Sequence[dict[str, Any]], book: Codebook) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Candidates (score, alone, lead, unrelated, 1), whether each is right, and how much it counts."""
    facts, pairs, truth, counts = [], [], [], []
    for drop in [None, *(issue.id for issue in book.issues)]:
        rest = replace(book, issues=tuple(issue for issue in book.issues if issue.id != drop))
        for _, group in groupby(rows, key=lambda row: row["doc"]):
            article = list(group)
            if drop and not any(row["issue"] == drop for row in article):
                continue
            texts = [text_of(row) for row in article]
            for row, text, found in zip(article, texts, candidates(texts, rest), strict=True):
                if drop and row["issue"] != drop:
                    continue
                for one in found[:2]:
                    facts.append((one.score, one.alone, one.lead))
                    pairs.append(pair_of(one.issue, text))
                    truth.append(one.issue.id == row["issue"])
                    counts.append(_LEFT_OUT if drop else 1.0)
    for text, article, rest in _asides(rows, book):
        one = candidates([text, *article], rest)[0][0]
        facts.append((one.score, one.alone, one.lead))
        pairs.append(pair_of(one.issue, text))
        truth.append(False)
        counts.append(_ASIDE)
    read = [unrelated(one.tolist()) for one in pair_logits(pairs)]
    x = np.array([(*fact, one, 1.0) for fact, one in zip(facts, read, strict=True)])
    return x, np.array(truth, float), np.array(counts)


def _asides(rows: Sequence[dict[str, Any]], book: Codebook) -> Iterator[tuple[str, list[str], Codebook]]:
    """Each statement as an aside in an article on other issues, against a codebook without its own."""
    articles = [list(group) for _, group in groupby(rows, key=lambda row: row["doc"])]
    for n, row in enumerate(rows):
        if row["issue"]:
            others = [one for one in articles if all(other["issue"] != row["issue"] for other in one)]
            article = [text_of(other) for other in others[n % len(others)]]
            yield text_of(row), article, replace(book, issues=tuple(i for i in book.issues if i.id != row["issue"]))


def fit_issue(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> np.ndarray:
    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ b
        value = counts @ (np.logaddexp(0, z) - y * z) + _HELD_ISSUE * (b**2).sum()
        return value, x.T @ (counts * (1 / (1 + np.exp(-z)) - y)) + 2 * _HELD_ISSUE * b

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def left_out(x: np.ndarray, y: np.ndarray, issues: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """The stance probabilities of each issue's statements from a model fitted on the other issues."""
    p = np.zeros((len(y), len(STANCES)))
    for issue in sorted(set(issues)):
        mine = issues == issue
        p[mine] = softmax(x[mine] @ fit_stance(x[~mine], y[~mine], names), 1)
    return p


def figures(p: np.ndarray, y: np.ndarray) -> dict[str, float]:
    right = p.argmax(1) == y
    return {
        "macro_f1": round(macro_f1([STANCES[i] for i in y], [STANCES[i] for i in p.argmax(1)]), 3),
        "same": round(float(right.mean()), 3),
        "calibration_error": round(calibration_error(p.max(1).tolist(), right.tolist()), 3),
    }


def both_data(
    rows: Sequence[dict[str, Any]], book: Codebook, told: np.ndarray, right: np.ndarray, found: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits of issue and stance of each likeliest match and 1, whether both are right, and how much it counts.

    Args:
        told: stance probabilities of the rows with an issue, left out in fitting. right: their stances.
    """
    facts, truth, counts = [], [], []
    numbers = {id(row): n for n, row in enumerate(row for row in rows if row["issue"])}
    first = found["issue_at_first"]
    for drop in [None, *(issue.id for issue in book.issues)]:
        rest = replace(book, issues=tuple(issue for issue in book.issues if issue.id != drop))
        for _, group in groupby(rows, key=lambda row: row["doc"]):
            article = list(group)
            if drop and not any(row["issue"] == drop for row in article):
                continue
            for row, matches in zip(article, candidates([text_of(row) for row in article], rest), strict=True):
                one = matches[0]
                if drop and row["issue"] != drop:
                    continue
                issue = (
                    first["score"] * one.score + first["alone"] * one.alone + first["lead"] * one.lead + first["one"]
                )
                hit = one.issue.id == row["issue"]
                # the stance towards a wrong issue: as sure as most
                sure = float(told[numbers[id(row)]].max()) if row["issue"] else 0.8
                facts.append((issue, np.log(sure / (1 - sure)), 1.0))
                truth.append(hit and told[numbers[id(row)]].argmax() == right[numbers[id(row)]])
                counts.append(_LEFT_OUT if drop else 1.0)
    return np.array(facts), np.array(truth, float), np.array(counts)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=SHIPPED)
    a = ap.parse_args()
    book = load_codebook(HELD / "dev_codebook.yaml")
    rows = [json.loads(line) for line in (HELD / "dev.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["part"] == "tune"]
    mine = {row["issue"] for row in rows}
    book = replace(book, issues=tuple(issue for issue in book.issues if issue.id in mine))
    on = [row for row in rows if row["issue"]]
    x, y, names = stance_data(on, book)
    issues = np.array([row["issue"] for row in on])
    told = left_out(x, y, issues, names)
    print("stance, each issue left out:", json.dumps(figures(told, y)), flush=True)
    stance = dict(zip(names, np.round(fit_stance(x, y, names), 3).tolist(), strict=True))
    z, truth, counts = issue_data(rows, book)
    after = dict(
        zip(
            ("score", "alone", "lead", "unrelated", "one"),
            np.round(fit_issue(z, truth, counts), 3).tolist(),
            strict=True,
        )
    )
    first = np.delete(z, 3, axis=1)
    before = dict(
        zip(("score", "alone", "lead", "one"), np.round(fit_issue(first, truth, counts), 3).tolist(), strict=True)
    )
    found: dict[str, Any] = {"stance": stance, "issue_at_first": before, "issue": after}
    fitted = np.round(fit_issue(*both_data(rows, book, told, y, found)), 3).tolist()
    found["both"] = dict(zip(("issue", "stance", "one"), fitted, strict=True))
    a.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
