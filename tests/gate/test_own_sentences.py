"""The quality gate, second part: positions, and events on sentences that no rule or weight was fitted to.

Scored by the benchmarks that the docs name, so that what they print and what the gate holds are one thing.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.positions.codebook import load_codebook

from .test_quality import below

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.gate


def benchmark(name: str) -> ModuleType:
    path = ROOT / "benchmarks" / f"{name}.py"
    made = importlib.util.spec_from_file_location(f"benchmark_{name}", path)
    module = sys.modules[made.name] = importlib.util.module_from_spec(made)  # its dataclasses look themselves up there
    made.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("part", "files"), [("test", "dev"), ("test2", "dev2")])
def test_positions_from_the_codebook_alone(part: str, files: str):
    folder = ROOT / "tests" / "positions"
    rows = [json.loads(line) for line in (folder / f"{files}.jsonl").read_text("utf-8").splitlines()]
    book = load_codebook(folder / f"{files}_codebook.yaml")
    found = benchmark("positions").figures([row for row in rows if row["part"] == part], book)
    scores = {name: found[name] for name in ("issue", "stance_macro_f1", "both")}
    print(f"positions_{part}", {key: round(score, 4) for key, score in scores.items()})
    assert below(scores, f"positions_{part}") == []


@pytest.mark.parametrize("split", ["test", "fresh-test", "blind", "newswire-test"])
def test_events_of_sentences(split: str):
    events = benchmark("events")
    if split.startswith("newswire") and not events.TEXTS.exists():
        pytest.skip("the newswire lies in shared/, which is not here")
    total = events.score(events.pairs_of(split))
    scores = {
        "types": total.macro,
        "actors": total.actors.f1,
        "realis": total.realis["right"] / total.realis.total(),
        "nothing_extra": 1 - total.extra_in_empty / total.empty,
    }
    print(f"events_{split}", {key: round(score, 4) for key, score in scores.items()})
    assert below(scores, f"events_{split}") == []
