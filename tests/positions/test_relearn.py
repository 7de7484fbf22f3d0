"""Judgements teach: what people said is kept to the letter, what they did not see is proposed anew."""

from __future__ import annotations

import shutil

import pytest

from onrecord.errors import RecordError
from onrecord.model import Judgement, Verdict
from onrecord.positions.relearn import relearn
from onrecord.store import queries
from onrecord.store.record import Record

from .town import SAID, make_town

GOLD = {words: (issue, stance) for _, _, words, issue, stance in SAID}


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


def teach(record: Record, words: str) -> None:
    """Say of one statement what is right."""
    row = next(row for row in queries.statements(record) if row.quote == words)
    issue, stance = GOLD[words]
    if stance is None:
        judge(record, f"{row.id}/none")
    else:
        judge(record, f"{row.id}/{issue}", Verdict.ADD, stance=stance)


def coded(record: Record) -> dict[str, tuple[str, str, str]]:
    return {
        row.quote: (row.positions[0].issue, row.positions[0].stance, row.positions[0].coder)
        for row in queries.statements(record)
        if row.positions
    }


def test_without_judgements_nothing_changes(record):
    before = coded(record)
    done = relearn(record)
    assert (done.coder, done.examples) == (None, 0)
    assert coded(record) == before


def test_what_was_learnt_is_a_coder_of_its_own_and_judgements_stand(record):
    words = [words for _, _, words, *_ in SAID[::2]]
    for one in words:
        teach(record, one)
    done = relearn(record)
    assert done.coder.startswith("machine learnt 8 ") and done.examples == 8
    after = coded(record)
    for one in words:
        issue, stance = GOLD[one]
        if stance is not None:
            assert after[one] == (issue, stance, "Ada")
    assert {coder for *_, coder in after.values()} == {"Ada", done.coder}
    assert record.verify() == []
    assert [row.name for row in queries.coders(record)] == ["machine", done.coder]
    assert [row.stands for row in queries.coders(record)] == [False, True]
    again = relearn(record)
    assert (again.coder, again.positions) == (done.coder, done.positions)


def test_learning_again_leaves_what_is_known_of_the_coder_before(record):
    teach(record, SAID[0][2])
    first = relearn(record)
    teach(record, SAID[4][2])
    second = relearn(record)
    rows = {row.name: row for row in queries.coders(record)}
    assert rows[first.coder].positions == 0 and rows[second.coder].positions == second.positions
    assert rows["machine"].positions > 0
    assert (rows[first.coder].facts["examples"], rows[second.coder].facts["examples"]) == (1, 2)


def test_what_was_accepted_stays_accepted_when_the_machine_changes_its_mind(record):
    row = next(row for row in queries.statements(record) if row.quote == SAID[4][2])
    was = row.positions[0]
    judge(record, f"{row.id}/{was.issue}")
    for other in (SAID[5][2], SAID[6][2]):
        one = next(row for row in queries.statements(record) if row.quote == other)
        judge(record, f"{one.id}/toll", Verdict.ADD, stance="support" if was.stance == "oppose" else "oppose")
    relearn(record)
    now = queries.statement(record, row.id).positions[0]
    assert (now.issue, now.stance, now.coder) == (was.issue, was.stance, "Ada")


def test_below_the_threshold_the_machine_abstains_but_a_judgement_stands(record):
    teach(record, SAID[0][2])
    sure = {one.probability for one in queries.proposals(record, coder="machine")}
    done = relearn(record, precision=0.995)
    assert done.least > max(sure)  # nobody is that sure
    assert coded(record) == {SAID[0][2]: ("toll", "support", "Ada")}
    assert len(queries.proposals(record)) > 5
    assert record.verify() == []


def test_undoing_a_judgement_unlearns_it(record):
    row = next(row for row in queries.statements(record) if row.quote == SAID[0][2])
    id = judge(record, f"{row.id}/tram", Verdict.ADD, stance="oppose")
    assert relearn(record).examples == 1
    record.undo(id, "Ada")
    assert relearn(record).examples == 0
    assert {coder for *_, coder in coded(record).values()} == {"machine"}
    assert record.verify() == []


def test_a_record_without_a_codebook_says_so(tmp_path):
    with Record.open(tmp_path / "empty.db", create=True) as record, pytest.raises(RecordError, match="no codebook"):
        relearn(record)
