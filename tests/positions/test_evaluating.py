"""The record's positions against codes of people, on an invented article."""

import json

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.positions.codebook import parse_codebook
from onrecord.positions.coder import code
from onrecord.positions.evaluating import evaluate, read_gold
from onrecord.positions.evaluation_text import as_json, as_lines
from onrecord.store import queries
from onrecord.store.record import Record

BOOK = parse_codebook(
    """
issues:
  - id: toll
    title: A toll for cars in the city centre
    definition: Drivers pay to enter the old town.
  - id: tram
    title: A tram line to the university
    definition: Rails from the station to the campus.
"""
)
TEXT = """Lenz Harbour, 4 May 2023

The mayor, Ada Brook, rejected a toll for cars in the city centre on Monday.

"We want the tram line to the university," said Tom Hale, the leader of the Green List.
"""


@pytest.fixture(scope="module")
def record_path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evaluating")
    (folder / "a1.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "r.db"
    assert CliRunner().invoke(main, ["read", str(folder / "a1.txt"), "--record", str(path)]).exit_code == 0
    with Record.open(path) as record:
        code(record, BOOK)
    return path


def gold(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_words_and_places_match_alike(record_path, tmp_path):
    with Record.open(record_path, read_only=True) as record:
        coded = [row for row in queries.statements(record) if row.positions]
        assert coded, "the example must give coded statements"
        by_words = [
            {"doc_id": "a1", "content": row.quote, "issue": row.positions[0].issue_title, "position": "support"}
            for row in coded
        ]
        spans = [
            {
                "content": [{"start": span.start, "end": span.end} for span in row.content],
                "issue": row.positions[0].issue,
                "position": "support",
            }
            for row in coded
        ]
        first = evaluate(record, read_gold(gold(tmp_path / "w.jsonl", *by_words)))
        second = evaluate(record, read_gold(gold(tmp_path / "p.jsonl", {"doc_id": "a1", "statements": spans})))
    assert first.matched == second.matched == len(coded)
    assert first.issue.same == second.issue.same == 1
    assert first.stance == second.stance
    assert json.loads(json.dumps(as_json(first)))["issue"]["n"] == len(coded)


def test_a_wrong_code_counts_against_the_machine(record_path, tmp_path):
    row = {"doc_id": "a1", "content": "a toll for cars in the city centre", "issue": "tram", "position": "oppose"}
    with Record.open(record_path, read_only=True) as record:
        found = evaluate(record, read_gold(gold(tmp_path / "g.jsonl", row)))
    assert found.issue.same == 0
    assert found.issue.confusion == {("tram", "toll"): 1}


def test_nothing_in_common_is_said(record_path, tmp_path):
    row = {"doc_id": "a9", "content": "a toll", "issue": "toll", "position": "oppose"}
    path = gold(tmp_path / "g.jsonl", row)
    with Record.open(record_path, read_only=True) as record, pytest.raises(InputError, match="no coded statement"):
        evaluate(record, read_gold(path))
    result = CliRunner().invoke(main, ["evaluate", str(path), "--record", str(record_path)])
    assert result.exit_code == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"content": "a"}', '{"doc_id": "a", "issue": "x", "content": [3]}'])
def test_a_wrong_line_is_named(tmp_path, line):
    path = tmp_path / "g.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(path)
    assert caught.value.where.endswith(":1")


def test_two_people_are_compared_with_each_other_and_both_with_the_machine(record_path, tmp_path):
    with Record.open(record_path, read_only=True) as record:
        rows = [row for row in queries.statements(record) if row.positions]
        lines = [
            {"doc_id": "a1", "coder": who, "content": row.quote, "issue": row.positions[0].issue, "position": stance}
            for row in rows
            for who, stance in (("Ada", row.positions[0].stance), ("Ben", "neutral"))
        ]
        found = evaluate(record, read_gold(gold(tmp_path / "two.jsonl", *lines)))
    assert found.people.coders == ("Ada", "Ben") and found.people.statements == len(rows)
    assert found.people.stance < 0.5 and found.matched == 2 * len(rows)
    assert found.stance.codes["neutral"].gold == len(rows)
    assert any("people with people" in line for line in as_lines(found))
    assert as_json(found)["people"]["coders"] == ["Ada", "Ben"]


def test_confusions_come_with_words_and_the_threshold_keeps_what_it_promises(record_path, tmp_path):
    with Record.open(record_path, read_only=True) as record:
        rows = [row for row in queries.statements(record) if row.positions]
        lines = [
            {"doc_id": "a1", "content": row.quote, "issue": row.positions[0].issue, "position": "conditional"}
            for row in rows
        ]
        found = evaluate(record, read_gold(gold(tmp_path / "c.jsonl", *lines)))
    quotes = {quote for pairs in found.stance.quotes.values() for _, quote in pairs}
    assert quotes and quotes <= {row.quote for row in rows}
    assert set(found.by_issue) == {row.positions[0].issue for row in rows}
    assert all(one.least is None for one in found.kept)  # nothing is right, so nothing is sure enough
    assert sum(one.n for one in found.bins) == len(rows)


def test_the_verb_draws_the_calibration(record_path, tmp_path):
    with Record.open(record_path, read_only=True) as record:
        row = next(row for row in queries.statements(record) if row.positions)
    line = {"doc_id": "a1", "content": row.quote, "issue": row.positions[0].issue, "position": row.positions[0].stance}
    path, svg = gold(tmp_path / "g.jsonl", line), tmp_path / "calibration.svg"
    result = CliRunner().invoke(main, ["evaluate", str(path), "--record", str(record_path), "--svg", str(svg)])
    assert result.exit_code == 0 and "calibration error" in result.output
    drawn = svg.read_text(encoding="utf-8")
    assert drawn.count("<circle") == 1 and "share right" in drawn
    described = json.loads(svg.with_suffix(".vl.json").read_text(encoding="utf-8"))
    assert described["data"]["values"][0]["right"] == 1.0
