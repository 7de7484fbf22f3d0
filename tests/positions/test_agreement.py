"""Agreement against examples worked by hand, and what must hold whatever the codes."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, recall_score

from onrecord.positions.agreement import (
    alpha,
    balanced_accuracy,
    calibration_error,
    class_scores,
    confusion,
    macro_f1,
    micro_f1,
)

CODES = st.sampled_from(["for", "against", "neither"])
UNITS = st.lists(st.lists(st.one_of(st.none(), CODES), min_size=2, max_size=5), min_size=1, max_size=25)


def test_alpha_of_two_coders_by_hand():
    # coincidences: a–a 2, b–b 2, a–b and b–a 1 each; n = 6, margins 3 and 3: 1 − 5 · 2 / 18
    assert alpha([("a", "a"), ("b", "b"), ("a", "b")]) == pytest.approx(1 - 10 / 18)


def test_alpha_of_krippendorffs_own_example_with_missing_codes():
    # four observers, twelve units, from Krippendorff (2011), section C: nominal alpha .743
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    assert alpha(zip(*rows, strict=True)) == pytest.approx(0.743, abs=0.0005)


def test_alpha_where_there_is_nothing_to_tell():
    assert math.isnan(alpha([]))
    assert math.isnan(alpha([("a", None)]))
    assert math.isnan(alpha([("a", "a"), ("a", "a")]))


@given(UNITS)
def test_alpha_knows_no_order_and_no_names(units):
    value = alpha(units)
    others = {"for": 1, "against": 2, "neither": 3, None: None}
    shuffled = alpha([[others[code] for code in reversed(unit)] for unit in reversed(units)])
    assert (math.isnan(value) and math.isnan(shuffled)) or value == pytest.approx(shuffled)
    assert math.isnan(value) or value <= 1 + 1e-9


@given(st.lists(CODES, min_size=2).filter(lambda codes: len(set(codes)) > 1), st.integers(2, 4))
def test_alpha_is_one_where_all_agree(codes, coders):
    assert alpha([[code] * coders for code in codes]) == pytest.approx(1)


def test_scores_by_hand():
    gold = ["for", "for", "against", "neither", "neither", "neither"]
    coded = ["for", "against", "against", "neither", "neither", "for"]
    scores = class_scores(gold, coded)
    assert (scores["for"].precision, scores["for"].recall) == (0.5, 0.5)
    assert (scores["against"].precision, scores["against"].recall) == (0.5, 1.0)
    assert scores["neither"].f1 == pytest.approx(0.8)
    assert macro_f1(gold, coded) == pytest.approx((0.5 + 2 / 3 + 0.8) / 3)
    assert micro_f1(gold, coded) == pytest.approx(4 / 6)
    assert balanced_accuracy(gold, coded) == pytest.approx((0.5 + 1 + 2 / 3) / 3)
    assert confusion(gold, coded)["neither", "for"] == 1


@settings(deadline=None)
@given(st.lists(st.tuples(CODES, CODES), min_size=1, max_size=40))
def test_scores_are_those_of_scikit_learn(pairs):
    gold, coded = map(list, zip(*pairs, strict=True))
    assert macro_f1(gold, coded) == pytest.approx(f1_score(gold, coded, average="macro", zero_division=0))
    recall = recall_score(gold, coded, labels=sorted(set(gold)), average="macro", zero_division=0)
    assert balanced_accuracy(gold, coded) == pytest.approx(recall)


def test_calibration_error_by_hand():
    # .9 said and half right: .4 off, half of all; .1 said and none right: .1 off
    assert calibration_error([0.9, 0.9, 0.1, 0.1], [True, False, False, False]) == pytest.approx(0.25)
    assert calibration_error([1.0, 0.0], [True, False]) == 0
    assert math.isnan(calibration_error([], []))
