"""The set of sentences with ties: well formed, and read as well as it was."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from onrecord.model import Relation

ROOT = Path(__file__).resolve().parents[2]
HALVES = ("dev", "held")


def rows(half: str) -> list[dict]:
    path = ROOT / "tests/events/ties" / f"{half}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_rows_are_well_formed():
    texts = [row["text"] for half in HALVES for row in rows(half)]
    assert len(texts) == len(set(texts))
    relations = [gold for half in HALVES for row in rows(half) for gold in row["relations"]]
    assert {kind for gold in relations for kind in gold["relation"]} <= {relation.value for relation in Relation}
    assert all(gold["subject"] and gold["object"] for gold in relations)


@pytest.mark.gate
@pytest.mark.parametrize(("half", "precision", "recall"), [("dev", 0.95, 0.88), ("held", 0.94, 0.85)])
def test_ties_are_found_as_well_as_they_were(half: str, precision: float, recall: float):
    spec = importlib.util.spec_from_file_location("benchmark_of_ties", ROOT / "benchmarks/ties.py")
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    totals: Counter[str] = Counter()
    for row, reading in benchmark.readings(half):
        benchmark.count(totals, row, reading, errors=False)
    assert totals["right"] / (totals["right"] + totals["extra"]) >= precision
    assert totals["right"] / (totals["right"] + totals["missed"]) >= recall
