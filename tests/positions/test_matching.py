"""Which issues a statement is about, on three countries that are not the examples' one."""

from __future__ import annotations

import json

import pytest

from onrecord.positions.codebook import load_codebook, parse_codebook
from onrecord.positions.matching import MOST, match_all, match_issues, residual

BOOK = parse_codebook(
    """
issues:
  - id: triple_lock
    title: Keeping the triple lock on pensions
    definition: State pensions rise each year with prices, wages or by 2.5 per cent, whichever is highest.
    support: ["Pensioners were promised the lock and must have it"]
    oppose: ["The lock is no longer affordable"]
  - id: coalition
    title: Coalition with the Orange party
    definition: Governing together with the Orange party after the election.
    support: ["We are stronger in one government"]
    oppose: ["We will not share power with them"]
  - id: nuclear
    title: Building new nuclear power stations
    definition: New reactors to make electricity.
    support: ["Only the atom gives clean power at night"]
    oppose: ["No more reactors on our coast"]
  - id: other
    title: Other
    definition: None of the above.
"""
)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("told the conference that retired people would see payments go up with wages, as promised", "triple_lock"),
        ("warned that pensions linked to inflation would break the budget", "triple_lock"),
        ("ruled out any pact with Orange after polling day", "coalition"),
        ("said they were ready to sit in one cabinet with the Orange leader", "coalition"),
        ("said a second reactor would be finished by 2035", "nuclear"),
        ("called atomic energy a dead end", "nuclear"),
    ],
)
def test_the_issue_is_found_by_other_words(text, issue):
    assert match_issues(text, BOOK)[0].issue.id == issue


@pytest.mark.parametrize(
    "text",
    [
        "said the striker had hurt his knee in training",
        "announced a new cycle lane through the old town",
        "congratulated the poet on her prize",
    ],
)
def test_what_is_about_nothing_in_the_codebook_stays_alone(text):
    assert match_issues(text, BOOK) == ()


def test_a_short_remark_takes_its_topic_from_the_article():
    remark = "said it would never get through"
    article = ["rejected the plan for a reactor near the harbour", "said nuclear power was too dear"]
    assert match_issues(remark, BOOK) == ()
    assert match_issues(remark, BOOK, context=article)[0].issue.id == "nuclear"


def test_the_words_that_carry_the_match_are_the_statements_own():
    match = match_issues("opposed new nuclear reactors", BOOK)[0]
    assert set(match.words) <= {"opposed", "new", "nuclear", "reactors"}
    assert "nuclear" in match.words


def test_a_remark_is_about_what_is_said_beside_it():
    """The same remark, the same statements in the article: what stands next to it decides."""
    remark = "said it would never get through"
    reactor = ["rejected the plan for a reactor near the harbour", "said nuclear power was too dear"]
    other = ["announced a new cycle lane through the old town", "congratulated the poet on her prize"]
    near = match_all([*other, *other, *reactor, remark], BOOK)[-1]
    far = match_all([*reactor, *other, *other, remark], BOOK)[-1]
    assert near[0].issue.id == "nuclear"
    assert not far or far[0].score < near[0].score


def test_an_article_read_backwards_has_the_same_issues(examples):
    book = load_codebook(examples / "codebook.yaml")
    rows = [json.loads(line) for line in (examples / "gold.jsonl").read_text("utf-8").splitlines()]
    texts = [statement["content"][0]["text"] for statement in rows[2]["statements"]]
    for one, other in zip(match_all(texts, book), reversed(match_all(texts[::-1], book)), strict=True):
        assert [match.issue.id for match in one] == [match.issue.id for match in other]
        assert len(one) <= MOST


def test_the_drawer_for_the_rest_is_no_topic():
    assert residual(BOOK.issue("other"))
    assert not residual(BOOK.issue("nuclear"))
    only_other = parse_codebook("issues: [{id: other, title: Other}]")
    assert match_issues("said something else", only_other) == ()
    assert match_all([], BOOK) == []
