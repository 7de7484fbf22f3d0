"""Issue and stance on the development sentences, from the codebook alone: ``python benchmarks/positions.py``.

Two sets, each coded against its own codebook (``tests/positions/dev.md``): the first has the parts "tune" and "test",
the second "tune2" and "test2". The tuning parts may be fitted on; the test parts are scored only.

Prints for each part: the share of statements whose likeliest issue is right (and of those on no issue that stay alone),
macro F1 of the stance towards the right issue, issue and stance right together, the calibration error (15 bins) of the
stated probability, and how much is still coded at the least probability for which 90 % of what is coded is right. Of
both sets, also calibration and coverage of the tuning parts together and of the test parts together; last, calibration
of all that was scored.
"""

from __future__ import annotations

import argparse
import json
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.model import Codebook
from onrecord.positions.agreement import calibration_error, confusion, macro_f1
from onrecord.positions.codebook import load_codebook
from onrecord.positions.coder import Said, code_said
from onrecord.positions.examples import Taught
from onrecord.positions.head import threshold_for
from onrecord.positions.learner import Task, codes_of, guess_all, learn_from, wordings_of
from onrecord.positions.sides import STANCES as SIDES
from onrecord.positions.stance import stance_towards
from onrecord.positions.vectors import vector
from onrecord.store.rows import CodableRow, ProposalRow

HERE = Path(__file__).parents[1] / "tests" / "positions"
#: The file of each set, and the codebook beside it.
SETS = {"1": "dev", "2": "dev2"}
#: The parts scored together, of the first set and of the second.
PARTS = {"tune": ("tune", "tune2"), "test": ("test", "test2")}


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
        "coded_at_90": coverage(sure, len(rows)),
        "confusion": {f"{a}>{b}": n for (a, b), n in confusion(gold, stances).items()},
        "sure": sure,
    }


def coverage(sure: list[tuple[float, bool]], statements: int) -> float:
    """The share of all statements still coded at the least probability for which 90 % of what is coded is right."""
    least = threshold_for([p for p, _ in sure], [hit for _, hit in sure], precision=0.9)
    return sum(p >= least for p, _ in sure) / statements if least is not None else 0.0


def calibration(sure: list[tuple[float, bool]]) -> dict[str, float]:
    """Calibration error, and what probabilities that were exactly right would get by chance on so few statements."""
    p, rng = np.array([one for one, _ in sure]), np.random.default_rng(0)
    chance = [calibration_error(p.tolist(), (rng.random(len(p)) < p).tolist()) for _ in range(200)]
    found = calibration_error(p.tolist(), [hit for _, hit in sure])
    return {
        "said": round(float(p.mean()), 3),
        "right": round(float(np.mean([hit for _, hit in sure])), 3),
        "calibration_error": round(found, 3),
        "if_exactly_right": round(float(np.mean(chance)), 3),
    }


def judged(rows: list[dict[str, Any]], *, each: int, seed: int) -> dict[str, float]:
    """The rest, after ``each`` judged statements an issue: as the learner of a record codes it.

    "before" is the stance of the codebook alone on the same rest. Stances are those towards the right issue.
    """
    drawn = np.random.default_rng(seed).permutation(len(rows))
    issues = dict.fromkeys(row["issue"] for row in rows if row["issue"])
    chosen = [i for issue in issues for i in [i for i in drawn if rows[i]["issue"] == issue][:each]]
    rest = sorted(set(range(len(rows))) - set(chosen))
    on = [i for i in rest if rows[i]["issue"]]
    taught = [Taught(int(i), rows[i]["issue"], rows[i]["position"], n) for n, i in enumerate(chosen)]
    task, told = _tasks(rows[0]["part"])
    learnt, stances = learn_from(task, taught), learn_from(told, taught).stance_head
    guesses = guess_all(learnt, rest)
    right = dict(zip(rest, guesses, strict=True))
    scores = stances.scores(told, [(i, rows[i]["issue"]) for i in on])
    gold = [rows[i]["position"] for i in on]
    sure = [
        (one.probability(learnt.trust), one.issue == rows[one.row]["issue"] and one.stance == rows[one.row]["position"])
        for one in guesses
        if one.stance is not None
    ]
    return {
        "issue": sum(right[i].issue == rows[i]["issue"] for i in on) / len(on),
        "stance_before": macro_f1(gold, [told.coded_as(i, rows[i]["issue"]).stance for i in on]),
        "stance_macro_f1": macro_f1(gold, [SIDES[k] for k in scores.argmax(1)]),
        "calibration_error": calibration_error([p for p, _ in sure], [hit for _, hit in sure]),
        "coded_at_90": coverage(sure, len(rest)),
        "share_of_head": stances.share,
        "turned": float(len(stances.turned)),
    }


@lru_cache(maxsize=2)
def _tasks(part: str) -> tuple[Task, Task]:
    """As the coder leaves the statements, and with the right issue given, to measure the stance apart."""
    rows, book = _rows(part), _book(part)
    texts = [f"{row['cue']} {row['content']}" for row in rows]
    around = [" ".join(t for t, other in zip(texts, rows, strict=True) if other["doc"] == row["doc"]) for row in rows]
    vectors = np.array([np.concatenate([vector(t), vector(c)]) for t, c in zip(texts, around, strict=True)]) / 2**0.5
    wordings = {issue.id: np.array([vector(one) for one in wordings_of(issue)]) for issue in book.issues}
    sides = {
        (issue.id, side): np.array([vector(one) for one in getattr(issue, side)])
        for issue in book.issues
        for side in ("support", "oppose")
        if getattr(issue, side)
    }
    found = {str(n): [_row(n, one.issue, one)] for n, one in enumerate(coded(rows, book)) if one is not None}
    asked = {}
    for n, row in enumerate(rows):
        if row["issue"]:
            leaning = stance_towards(book.issue(row["issue"]), content=row["content"], cue=row["cue"])
            asked[str(n)] = [_row(n, row["issue"], leaning)]
    statements = [_blank(CodableRow, id=str(n), anchor=str(n), quote=row["content"]) for n, row in enumerate(rows)]
    return tuple(Task(book, statements, vectors, known, wordings, sides, codes_of(book)) for known in (found, asked))


def _row(n: int, issue: str, one: Any) -> ProposalRow:
    told = {"stance": str(one.stance), "probability": one.probability, "likely": one.likely}
    return _blank(ProposalRow, anchor=str(n), issue=issue, **told)


def _blank(row: type, **values: Any) -> Any:
    """A row of a record of which only these fields matter."""
    return row(**{name: values.get(name) for name in row.__dataclass_fields__})


def _name(part: str) -> str:
    return SETS["2" if part in {second for _, second in PARTS.values()} else "1"]


def _book(part: str) -> Codebook:
    return load_codebook(HERE / f"{_name(part)}_codebook.yaml")


def _rows(part: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (HERE / f"{_name(part)}.jsonl").read_text("utf-8").splitlines()]
    return [row for row in rows if row["part"] == part]


def score(part: str, *, errors: bool, judge: int, seeds: int) -> tuple[list[tuple[float, bool]], int]:
    """Prints the figures of one part; what was coded (its probability, and whether it is right), of how many."""
    mine = _rows(part)
    found = figures(mine, _book(part), errors=errors)
    sure = found.pop("sure")
    print(part, "calibration:", json.dumps(calibration(sure)))
    rounded = {name: round(value, 3) if isinstance(value, float) else value for name, value in found.items()}
    print(part, json.dumps(rounded), flush=True)
    if judge:
        runs = [judged(mine, each=judge, seed=seed) for seed in range(seeds)]
        means = {name: round(float(np.mean([run[name] for run in runs])), 3) for name in runs[0]}
        print(part, f"after {judge} judged an issue:", json.dumps(means), flush=True)
    return sure, len(mine)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--set", choices=("1", "2", "both"), default="both", help="which sentences (default: both)")
    ap.add_argument("--part", choices=tuple(PARTS), help="of the chosen sets only the tuning or the test part")
    ap.add_argument("--judged", type=int, default=0, help="also: figures after so many judged statements an issue")
    ap.add_argument("--seeds", type=int, default=5, help="draws of what is judged (default: 5)")
    ap.add_argument("--errors", action="store_true", help="the wrong ones of the tuning parts")
    a = ap.parse_args()
    everything: list[tuple[float, bool]] = []
    for kind in [a.part] if a.part else PARTS:
        parts = PARTS[kind] if a.set == "both" else PARTS[kind][int(a.set) - 1 : int(a.set)]
        scored = [score(part, errors=a.errors and kind == "tune", judge=a.judged, seeds=a.seeds) for part in parts]
        sure, statements = [one for mine, _ in scored for one in mine], sum(n for _, n in scored)
        if len(parts) > 1:
            pooled = calibration(sure) | {"coded_at_90": round(coverage(sure, statements), 3)}
            print("+".join(parts), "calibration and coverage:", json.dumps(pooled), flush=True)
        everything += sure
    print("calibration of all:", json.dumps(calibration(everything)))


if __name__ == "__main__":
    main()
