"""Positions of statements: through the pure core, a reading, and a record."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import pytest

from onrecord.model import Article, Polarity, Quoted, Reading, Span, Stance, Statement, Zone, ZoneKind
from onrecord.positions.codebook import load_codebook, parse_codebook
from onrecord.positions.coder import Said, code, code_articles, code_reading, code_said, code_statement

BOOK = parse_codebook(
    """
id: city
issues:
  - id: toll
    title: A toll for cars in the city centre
    definition: Drivers pay to enter the old town.
    support: ["Whoever drives in should pay"]
    oppose: ["Driving must not become a matter of money"]
  - id: tram
    title: A tram line to the university
    definition: Rails from the station to the campus.
    support: ["Students need the tram"]
    oppose: ["Buses are enough"]
"""
)


def test_issue_stance_and_reason():
    (position,) = code_statement("a toll for cars in the centre", "rejected", BOOK)
    assert (position.issue, position.stance) == ("toll", Stance.OPPOSE)
    assert "toll" in position.reason and "rejected" in position.reason
    assert 0.5 < position.probability < 1


def test_nothing_to_say_gives_nothing():
    assert code_statement("the weather would be fine", "said", BOOK) == ()
    assert code_said([], BOOK) == ()


def _reading() -> Reading:
    text = "The mayor denied that drivers would pay a toll. The rector called for a tram line to the university."

    def span(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    statements = (
        Statement(
            "s1",
            span("drivers would pay a toll"),
            span("denied that"),
            span("The mayor"),
            None,
            Quoted.INDIRECT,
            Polarity.DENIED,
        ),
        Statement(
            "s2", span("a tram line to the university"), span("called for"), span("The rector"), None, Quoted.INDIRECT
        ),
    )
    article = Article("a1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    return Reading(article, statements=statements)


def test_a_reading_is_coded_statement_by_statement():
    reading = _reading()
    positions = code_reading(reading, BOOK)
    found = {(one.statement, one.issue): one.stance for one in positions}
    carried = {span.of(reading.article.text) for one in positions if one.issue == "tram" for span in one.words}
    assert "called for" in carried
    assert found.get(("s1", "toll")) is not Stance.SUPPORT  # what is denied is not taken
    assert found[("s2", "tram")] is Stance.SUPPORT


def test_a_statements_likeliest_issue_comes_first(examples):
    book = load_codebook(examples / "codebook.yaml")
    for doc in map(json.loads, (examples / "gold.jsonl").read_text("utf-8").splitlines()):
        said = [Said(row["id"], row["content"][0]["text"]) for row in doc["statements"]]
        for _, group in groupby(code_said(said, book), key=lambda one: one.statement):
            probabilities = [one.probability for one in group]
            assert probabilities == sorted(set(probabilities), reverse=True)


def test_gold_statements_get_their_issue_and_stance(examples):
    # nothing is learnt from the examples; the floor is under what was measured; the rest are left uncoded
    book = load_codebook(examples / "codebook.yaml")
    total = issues = stances = 0
    for doc in map(json.loads, (examples / "gold.jsonl").read_text("utf-8").splitlines()):
        said = [
            Said(
                row["id"],
                " ".join(span["text"] for span in row["content"]),
                (row["cue"] or {}).get("text", ""),
                row["polarity"] == "denied",
            )
            for row in doc["statements"]
        ]
        best = {}
        for one in code_said(said, book):
            best.setdefault(one.statement, one)
        for row in doc["statements"]:
            wanted = {row["issue"], *(also["issue"] for also in row.get("also", []))}
            one = best.get(row["id"])
            total += 1
            issues += one is not None and one.issue in wanted
            stances += one is not None and one.stance == row["position"]
    assert issues / total >= 0.58
    assert stances / total >= 0.45


def test_development_sentences_of_several_countries():
    # 440 sentences written for this (see dev.md); the floors are under what was measured on both parts together
    here = Path(__file__).parent
    book = load_codebook(here / "dev_codebook.yaml")
    rows = [json.loads(line) for line in (here / "dev.jsonl").read_text("utf-8").splitlines()]
    issues = stances = 0
    for _, group in groupby(rows, key=lambda row: row["doc"]):
        article = list(group)
        said = [Said(str(n), row["content"], row["cue"]) for n, row in enumerate(article)]
        best = {}
        for one in code_said(said, book):
            best.setdefault(one.statement, one)
        for n, row in enumerate(article):
            one = best.get(str(n))
            issues += one is not None and one.issue == row["issue"]
            stances += one is not None and one.stance == row["position"]
    assert issues / len(rows) >= 0.82
    assert stances / len(rows) >= 0.64


@pytest.mark.parametrize(
    ("name", "part_names", "least"), [("dev", ("tune", "test"), 400), ("dev2", ("tune2", "test2"), 500)]
)
def test_development_sentences_are_coded_twice(name, part_names, least):
    here = Path(__file__).parent
    rows = [json.loads(line) for line in (here / f"{name}.jsonl").read_text("utf-8").splitlines()]
    book = load_codebook(here / f"{name}_codebook.yaml")
    parts = {part: {row["issue"] for row in rows if row["part"] == part} for part in part_names}
    assert {row["part"] for row in rows} == set(part_names)
    assert len(rows) >= least
    assert not (parts[part_names[0]] & parts[part_names[1]]) - {None}
    assert (parts[part_names[0]] | parts[part_names[1]]) - {None} == {issue.id for issue in book.issues}
    assert all(len(row["codes"]) == 2 and row["position"] in row["codes"] for row in rows)
    assert all((row["issue"] is None) == (row["position"] is None) for row in rows)
    assert len({(row["doc"], row["part"]) for row in rows}) == len({row["doc"] for row in rows})
    assert len({(row["cue"], row["content"]) for row in rows}) == len(rows)


def test_the_second_development_set_is_about_other_issues_than_the_first():
    here = Path(__file__).parent
    first, second = (load_codebook(here / f"{name}_codebook.yaml").issues for name in ("dev", "dev2"))
    assert not {issue.id for issue in first} & {issue.id for issue in second}
    assert not {issue.title.lower() for issue in first} & {issue.title.lower() for issue in second}


def test_the_record_keeps_what_was_coded(tmp_path):
    from onrecord.store import queries
    from onrecord.store.record import Record

    with Record.open(tmp_path / "city.db", create=True) as record:
        record.add(_reading(), reader="test")
        seen = []
        assert code(record, BOOK, progress=seen.append) == code(record, BOOK)
        assert seen == [2]
        rows = {row.quote: row for row in queries.statements(record)}
        position = rows["a tram line to the university"].positions[0]
        assert (position.issue, position.stance, position.coder) == ("tram", "support", "machine")
        assert record.codebook() == BOOK


def test_articles_coded_together_are_coded_as_each_alone() -> None:
    book = parse_codebook(
        "issues: [{id: bridge, title: Building the bridge}, {id: age, title: Raising the pension age}]"
    )
    articles = [
        [Said("a1", "any building of a bridge", "rejected"), Said("a2", "the bridge must be built", "said")],
        [],
        [Said("b1", "that people must retire later", "demanded")],
    ]
    together = code_articles(articles, book)
    assert together == [code_said(said, book) for said in articles]
    assert [len(found) > 0 for found in together] == [True, False, True]
