"""Intervals over articles, and machine codes corrected by people's."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.errors import InputError
from onrecord.network import NetworkOptions
from onrecord.network.bootstrap import bootstrap
from onrecord.network.prediction_powered import corrected_share, corrected_trend

from .made_up import debate


def _ties(network) -> dict[str, float]:
    return {f"{a} – {b}": weight for a, b, weight in network.edges()}


def test_an_interval_for_every_tie_in_every_window():
    options = NetworkOptions(network_type="onemode", aggregation="congruence", time_window="years", window_size=1)
    made = bootstrap(debate(), NetworkOptions(network_type="onemode"), _ties, draws=50)
    assert all(tie.low <= tie.estimate <= tie.high for tie in made[0].values())
    assert len(bootstrap(debate(), options, _ties, draws=3)) == 2


def test_the_same_seed_gives_the_same_interval():
    total = [bootstrap(debate(), NetworkOptions(), lambda n: n.matrix.sum(), draws=20, seed=s)[0] for s in (1, 1, 2)]
    assert (total[0].draws == total[1].draws).all()
    assert (total[0].draws != total[2].draws).any()


def test_an_article_drawn_twice_counts_twice():
    """Or the rule "one per document" would make every draw smaller than the whole."""
    rows = [("2030-01-01", f"d{n}", "Ada", "toll", 1, 0) for n in range(5)]
    made = bootstrap(debate(rows), NetworkOptions(duplicates="document"), lambda n: n.matrix.sum(), draws=20)[0]
    assert set(made.draws) == {5.0}


def test_the_bootstrap_needs_statements():
    with pytest.raises(InputError, match="no statements"):
        bootstrap(debate(), NetworkOptions(start=0, stop=1), lambda n: 0.0)


def _judged(n: int, share: float, *, seed: int = 0):
    lot = np.random.default_rng(seed)
    time = lot.random(n)
    true = (lot.random(n) < share + 0.4 * (time - 0.5)).astype(float)
    machine = np.where(lot.random(n) < np.where(true == 1, 0.7, 0.95), true, 1 - true)
    human = np.full(n, np.nan)
    sample = lot.choice(n, n // 5, replace=False)
    human[sample] = true[sample]
    return machine, human, time, true


def test_the_corrected_share_is_right_where_the_naive_one_is_not():
    machine, human, _, true = _judged(20_000, 0.5)
    found = corrected_share(machine, human)
    assert found.low < true.mean() < found.high
    assert abs(found.naive - true.mean()) > 0.08
    assert 0 < found.weight < 1
    alone = corrected_share(np.zeros(len(human)), human)
    assert found.high - found.low < 0.9 * (alone.high - alone.low)


def test_the_corrected_trend_is_right_where_the_naive_one_is_not():
    machine, human, time, _ = _judged(20_000, 0.5)
    found = corrected_trend(machine, human, time * 86_400 * 365 + 1_900_000_000)
    year = 86_400 * 365
    assert found.low * year < 0.4 < found.high * year
    assert found.naive_high * year < 0.4


def test_with_everything_judged_the_machine_says_nothing():
    machine, _, _, true = _judged(200, 0.5)
    found = corrected_share(machine, true)
    assert (found.estimate, found.weight) == (pytest.approx(true.mean()), 0)


def test_statements_of_one_article_are_not_counted_as_independent():
    machine, human, _, _ = _judged(2000, 0.5)
    copied = [np.repeat(column, 3) for column in (machine, human)]
    apart = corrected_share(*copied)
    together = corrected_share(*copied, articles=np.repeat(np.arange(2000), 3))
    assert together.high - together.low == pytest.approx(np.sqrt(3) * (apart.high - apart.low), rel=0.02)


def test_too_few_judged_is_a_clear_error():
    with pytest.raises(InputError, match="only 1 statements are judged"):
        corrected_share([1, 0, 1], [1, np.nan, np.nan])
