"""The gold of the examples stands in the texts, agrees with itself and with the scorer's shape."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import pytest

from onrecord.positions.codebook import load_codebook
from onrecord.text.sources import articles


@pytest.fixture(scope="module")
def gold(examples) -> dict[str, dict]:
    rows = map(json.loads, (examples / "gold.jsonl").read_text("utf-8").splitlines())
    return {row["doc_id"]: row for row in rows}


@pytest.fixture(scope="module")
def texts(examples) -> dict[str, str]:
    return {article.id: article.text for article in articles([examples / "articles"])}


def _spans(node):
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from _spans(value)


def test_every_article_has_gold_and_every_gold_an_article(gold, texts):
    assert gold.keys() == texts.keys()
    assert len(gold) >= 12
    assert len({row["document"]["outlet"] for row in gold.values()}) == 4


def test_every_span_quotes_the_stored_text(gold, texts):
    for id, row in gold.items():
        for span in _spans(row):
            assert texts[id][span["start"] : span["end"]] == span["text"], id


def test_nothing_speaks_in_the_boilerplate(gold):
    for id, row in gold.items():
        silent = row["document"]["boilerplate"]
        speaking = [span for key in ("statements", "actors", "relations", "events") for span in _spans(row[key])]
        for span in speaking:
            assert not any(b["start"] < span["end"] and span["start"] < b["end"] for b in silent), (id, span)


def test_issues_and_stances_are_those_of_the_codebook(gold, examples):
    issues = {issue.id for issue in load_codebook(examples / "codebook.yaml").issues}
    coded = [row for doc in gold.values() for row in doc["statements"]]
    assert {row["issue"] for row in coded} == issues
    assert {row["position"] for row in coded} == {"support", "oppose", "conditional", "neutral"}


def test_a_statement_in_a_statement_lies_inside_it(gold):
    for doc in gold.values():
        by_id = {row["id"]: row for row in doc["statements"]}
        for row in by_id.values():
            if "nested_in" not in row:
                continue
            outer = by_id[row["nested_in"]]["content"]
            for span in row["content"]:
                assert any(o["start"] <= span["start"] and span["end"] <= o["end"] for o in outer), row["id"]


def test_people_change_their_minds(gold):
    said = [
        (row["speaker"], row["issue"], row["position"])
        for doc in gold.values()
        for row in doc["statements"]
        if not row.get("nested_in")
    ]
    stances = {position for speaker, issue, position in said if (speaker, issue) == ("Maruke Olstagh", "ashuma_bridge")}
    assert {"support", "oppose"} <= stances


def test_the_script_makes_this_gold(gold, examples):
    spec = importlib.util.spec_from_file_location("make_gold", examples / "make_gold.py")
    make_gold = importlib.util.module_from_spec(spec)
    sys.modules["make_gold"] = make_gold
    spec.loader.exec_module(make_gold)
    for path in (examples / "annotations").glob("*.yaml"):
        assert make_gold.annotated(path) == gold[path.stem]


def test_the_scorer_finds_the_gold_perfect(examples, shared):
    file = str(examples / "gold.jsonl")
    command = [sys.executable, str(shared / "score" / "score_readings.py"), file, file, "--texts", str(examples)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    f1 = {line.split()[0]: float(line.split()[3]) for line in lines[1:] if "accuracy" not in line}
    assert f1 and set(f1.values()) == {1.0}
