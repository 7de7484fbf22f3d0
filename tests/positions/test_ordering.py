"""What to judge next: unsure ones, telling ones, heavy ones, random ones; judged ones never again."""

from __future__ import annotations

import shutil

import pytest

from onrecord.errors import InputError
from onrecord.model import Judgement, Verdict
from onrecord.positions.ordering import ORDERS, next_items, unsure
from onrecord.positions.relearn import prepare
from onrecord.store import queries
from onrecord.store.record import Record

from .town import SAID, make_town


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return make_town(tmp_path_factory.mktemp("town") / "town.db")


@pytest.fixture
def record(town, tmp_path):
    shutil.copy(town, tmp_path / "town.db")
    with Record.open(tmp_path / "town.db") as record:
        yield record


def judge(record: Record, target: str, verdict: Verdict = Verdict.ACCEPT, **value: str) -> int:
    return record.judge(Judgement(verdict, "position", target, "Ada", "2031-06-01T10:00:00+00:00", value))


@pytest.mark.parametrize("by", ORDERS)
def test_every_order_gives_open_positions_best_first_and_never_a_judged_one(record, by):
    items = next_items(record, by=by)
    assert items and len({item.target for item in items}) == len(items)
    scores = [item.score for item in items]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    assert all(item.reason for item in items)
    first = items[0]
    judge(record, first.target)
    after = next_items(record, by=by)
    assert first.target not in {item.target for item in after}
    assert len(after) == len(items) - 1 and next_items(record, by=by, limit=2) == after[:2]


def test_the_unsure_come_before_the_sure(record):
    p = {f"{row.id}/{one.issue}": one.probability for row in queries.statements(record) for one in row.positions}
    doubts = [unsure(p[item.target]) for item in next_items(record, by="uncertainty")]
    assert doubts == sorted(doubts, reverse=True) and len(doubts) == len(p)


def test_what_moves_the_charts_is_all_that_a_speaker_has(record):
    items = next_items(record, by="moves_charts")
    alone = [i for i, item in enumerate(items) if item.reason.startswith("all that")]
    shared = [i for i, item in enumerate(items) if item.reason.startswith("one of 3")]
    assert alone and shared and sum(alone) / len(alone) < sum(shared) / len(shared)


def test_the_audit_is_the_same_each_time_and_holds_statements_without_a_position(record):
    items = next_items(record, by="random_audit", limit=99)
    assert items == next_items(record, by="random_audit", limit=99)
    assert len(items) == len(SAID)
    assert any(item.issue is None and item.target.endswith("/none") for item in items)
    assert [i.statement for i in items] != [i.statement for i in next_items(record, by="random_audit", seed=5)]


def test_that_a_statement_is_about_nothing_can_be_said(record):
    item = next(item for item in next_items(record, by="random_audit", limit=99) if item.issue is None)
    judge(record, item.target)
    assert item.statement not in {one.statement for one in next_items(record, by="random_audit", limit=99)}
    assert queries.statement(record, item.statement).positions == ()
    assert record.verify() == []


def test_what_teaches_is_spread_over_the_issues_and_over_unlike_statements(record):
    assert prepare(record) == len(SAID)
    items = next_items(record, by="teaches", limit=4)
    assert {item.issue for item in items} == {"toll", "tram"}
    judge(record, next(item for item in items if item.issue == "toll").target)
    assert next_items(record, by="teaches", limit=1)[0].issue == "tram"


def test_an_unknown_order_is_said(record):
    with pytest.raises(InputError, match="there is no order"):
        next_items(record, by="beauty")
