"""Stances learnt from judgements: few never make them worse, clear ones turn an issue round."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.positions.codebook import parse_codebook
from onrecord.positions.learner import Task, codes_of
from onrecord.positions.shifting import learn_shifts
from onrecord.positions.sides import STANCES, learn_sides, wrong_way_round
from onrecord.store.rows import CodableRow, ProposalRow

BOOK = parse_codebook("issues: [{id: quay, title: Closing the quay}, {id: mill, title: Reopening the mill}]")
SIZE = 60


def made(gold: list[str], coded: list[str | None], vectors: np.ndarray) -> tuple[Task, list[tuple[int, str]]]:
    """Statements, the first half on the quay, the others on the mill; coded so by the codebook alone."""
    issues = ["quay" if i < len(gold) // 2 else "mill" for i in range(len(gold))]
    rows = [blank(CodableRow, id=f"s{i}", anchor=f"a{i}", quote=f"words {i}") for i in range(len(gold))]
    known = {
        f"a{i}": [blank(ProposalRow, anchor=f"a{i}", issue=issue, stance=stance, probability=0.7)]
        for i, (issue, stance) in enumerate(zip(issues, coded, strict=True))
        if stance
    }
    wordings = {issue: np.zeros((1, vectors.shape[1] // 2)) for issue in ("quay", "mill")}
    return Task(BOOK, rows, vectors, known, wordings, {}, codes_of(BOOK)), list(enumerate(issues))


def blank(row: type, **values: object):
    """A row of which only these fields matter."""
    return row(**{name: values.get(name) for name in row.__dataclass_fields__})


def unit(seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(SIZE, 32))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("seed", range(4))
def test_vectors_that_carry_no_side_change_nothing_that_was_coded(seed):
    drawn = np.random.default_rng(seed)
    gold = [str(one) for one in drawn.choice(["support", "oppose"], SIZE)]
    coded = [one if drawn.random() < 0.8 else "neutral" for one in gold]
    task, pairs = made(gold, coded, unit(seed))
    taught = [i for i in range(SIZE) if i % 3 == 0]
    sides = learn_sides(task, [pairs[i] for i in taught], [gold[i] for i in taught])
    found = sides.scores(task, pairs).argmax(1)
    names = ["support", "oppose", "conditional", "neutral"]
    right = sum(names[k] == one for k, one in zip(found, gold, strict=True))
    assert right >= sum(a == b for a, b in zip(coded, gold, strict=True)) - 1


def test_an_issue_read_the_wrong_way_round_is_turned_and_the_other_is_not():
    gold = ["support", "oppose"] * (SIZE // 2)
    other = {"support": "oppose", "oppose": "support"}
    coded = [other[one] if i < SIZE // 2 else one for i, one in enumerate(gold)]
    task, pairs = made(gold, coded, unit(7))
    taught = [*range(6), *range(SIZE - 6, SIZE)]
    sides = learn_sides(task, [pairs[i] for i in taught], [gold[i] for i in taught])
    assert sides.turned == {"quay"}
    assert [("support", "oppose")[k] for k in sides.scores(task, pairs).argmax(1)] == gold


def test_three_judgements_turn_nothing():
    gold, coded = ["support"] * SIZE, ["oppose"] * SIZE
    task, pairs = made(gold, coded, unit(3))
    assert wrong_way_round(task, pairs[:3], gold[:3]) == frozenset()


def test_where_the_coder_was_silent_the_examples_speak():
    gold = ["support", "oppose"] * (SIZE // 2)
    points = np.zeros((SIZE, 32))
    points[np.arange(SIZE), np.arange(SIZE) % 2] = 1
    task, pairs = made(gold, [None] * SIZE, points)
    sides = learn_sides(task, pairs[:4], gold[:4])
    assert [("support", "oppose")[k] for k in sides.scores(task, pairs[4:30]).argmax(1)] == gold[4:30]


def test_a_stance_seen_too_often_by_the_coder_becomes_less_likely():
    drawn = np.random.default_rng(3)
    gold = [str(one) for one in drawn.choice(["support", "oppose"], SIZE)]
    task, pairs = made(gold, gold, unit(3))
    # every second statement is called conditional by a hair
    unsure = {"support": (0.4, 0.1, 0.45, 0.05), "oppose": (0.1, 0.4, 0.45, 0.05)}
    sure = {"support": (0.8, 0.1, 0.05, 0.05), "oppose": (0.1, 0.8, 0.05, 0.05)}
    for i, (anchor, (row,)) in enumerate(task.coded.items()):
        likely = (unsure if i % 2 else sure)[gold[i]]
        stance = "conditional" if i % 2 else gold[i]
        task.coded[anchor] = [replace(row, stance=stance, likely=likely)]
    taught = [i for i in range(SIZE) if i % 3 == 0]
    sides = learn_sides(task, [pairs[i] for i in taught], [gold[i] for i in taught])
    assert sides.shifts[2] < 0
    found = [STANCES[k] for k in sides.scores(task, pairs).argmax(1)]
    assert found == gold


def test_shifts_that_chance_would_give_are_left():
    likely = np.tile([0.7, 0.1, 0.1, 0.1], (20, 1))
    shifts, out = learn_shifts(likely, [0] * 14 + [1, 2, 3] * 2)
    assert shifts is None and (out == likely).all()
