"""The gold of the blind set is in step with its articles and annotations, and its two halves stay apart."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def gold() -> dict[str, dict]:
    rows = map(json.loads, (HERE / "gold.jsonl").read_text("utf-8").splitlines())
    return {row["doc_id"]: row for row in rows}


def test_rebuilding_the_gold_gives_the_file(gold, examples):
    spec = importlib.util.spec_from_file_location("make_gold_blind", examples / "make_gold.py")
    make_gold = importlib.util.module_from_spec(spec)
    sys.modules["make_gold_blind"] = make_gold  # dataclasses look their module up there
    spec.loader.exec_module(make_gold)
    paths = sorted((HERE / "annotations").glob("*.yaml"))
    made = [make_gold.annotated(path, folder=HERE / "articles") for path in paths]
    assert made == list(gold.values())


def test_every_article_has_gold(gold):
    assert gold.keys() == {path.stem for path in (HERE / "articles").glob("*.txt")}


def test_half_is_for_looking_and_half_is_not(gold):
    splits = [row["split"] for row in gold.values()]
    assert set(splits) == {"dev", "test"}
    assert abs(splits.count("dev") - splits.count("test")) <= 2  # an article whose errors were seen goes over to dev


def test_nothing_speaks_in_the_boilerplate(gold):
    for id, row in gold.items():
        silent = [(span["start"], span["end"]) for span in row["document"]["boilerplate"]]
        speaking = [span for statement in row["statements"] for span in statement["content"]]
        speaking += [mention for actor in row["actors"] for mention in actor["mentions"]]
        for span in speaking:
            assert not any(a < span["end"] and span["start"] < b for a, b in silent), (id, span)
