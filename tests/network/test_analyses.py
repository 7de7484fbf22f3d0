"""Analyses on the made-up debate: against exhaustive search, and what must hold for any debate."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest

from onrecord.errors import InputError
from onrecord.network import NetworkOptions, networks
from onrecord.network.backbone import fixed_backbone, nested_backbone, penalty_backbone
from onrecord.network.barplot import barplot
from onrecord.network.distances import distances, spectrum
from onrecord.network.layout import stable_layouts, stress_layout
from onrecord.network.losses import Losses
from onrecord.network.phases import phase_transitions
from onrecord.network.polarization import Ties, polarization
from onrecord.network.scaling import scaling
from onrecord.network.subgroups import subgroups

from .made_up import camps, debate, seconds

ONE = NetworkOptions(network_type="onemode", aggregation="subtract", normalization="average")


def test_a_spectrum_is_that_of_the_laplacian():
    triangle = np.ones((3, 3)) - np.eye(3)
    assert np.allclose(spectrum(triangle), [0.5, 0.5, 0])


def test_backbones_by_annealing_are_the_best_of_all():
    table = camps()
    losses = Losses(table, ONE)
    every = range(len(losses.concepts))
    best = min(losses.of(subset) for subset in combinations(every, 2))
    assert fixed_backbone(table, ONE, size=2, iterations=300).backbone_loss == pytest.approx(best)
    cost = min(
        losses.of(subset) * np.exp(-3.5 * (1 - size / len(every)))
        for size in range(1, len(every))
        for subset in combinations(every, size)
    )
    found = penalty_backbone(table, ONE, penalty=3.5, iterations=300)
    assert found.backbone_loss * np.exp(-3.5 * (1 - len(found.backbone) / len(every))) == pytest.approx(cost)
    assert set(found.backbone) | set(found.redundant) == set(losses.concepts)


def test_a_nested_backbone_ends_with_nothing_left():
    drops = nested_backbone(camps(), ONE).drops
    assert [drop.statements for drop in drops] == sorted((drop.statements for drop in drops), reverse=True)
    assert drops[-1].backbone_loss == pytest.approx(1)
    assert drops[-1].redundant_loss == 0


def test_backbones_refuse_what_they_cannot_do():
    with pytest.raises(InputError, match="one-mode"):
        nested_backbone(camps(), NetworkOptions())
    with pytest.raises(InputError, match="backbone of 9"):
        fixed_backbone(camps(), ONE, size=9)


@pytest.mark.parametrize("algorithm", ["greedy", "genetic"])
def test_polarization_finds_the_camps_and_the_best_score(algorithm):
    table = camps()
    found = polarization(table, NetworkOptions(), algorithm=algorithm, closest=False, seed=1)[0]
    nearest = polarization(table, NetworkOptions(), algorithm=algorithm, seed=1)[0]
    as_dna = polarization(table, NetworkOptions(compat="dna"), algorithm=algorithm, seed=1)[0]
    assert as_dna.score == pytest.approx(found.score), "DNA looks for the farthest"
    assert nearest.groups == (0, 0, 0, 0, 1, 1, 1, 1)
    pair = [
        networks(table, NetworkOptions(network_type="onemode", aggregation=kind, normalization="average"))[0].matrix
        for kind in ("congruence", "conflict")
    ]
    ties = Ties(*pair, 2)
    divisions = (np.isin(np.arange(8), group).astype(int) for group in combinations(range(8), 4))
    scores = [ties.score(division) / 2 / ties.total for division in divisions]
    assert found.score == pytest.approx(max(scores))
    assert nearest.score == pytest.approx(min(scores))


def test_the_gain_of_a_swap_is_what_the_score_gains():
    lot = np.random.default_rng(0)
    a, b = (lot.random((7, 7)) for _ in range(2))
    ties = Ties(a + a.T, b + b.T, 3)
    division = ties.random(lot)
    pulls = ties.pulls(division)
    for g, h in combinations(range(3), 2):
        ours, theirs = np.flatnonzero(division == g), np.flatnonzero(division == h)
        gains = ties.gains(pulls, g, h, ours, theirs)
        for (a, i), (b, j) in product(enumerate(ours), enumerate(theirs)):
            swapped = division.copy()
            swapped[i], swapped[j] = h, g
            assert gains[a, b] == pytest.approx(ties.score(swapped) - ties.score(division), abs=1e-9)
            assert np.allclose(ties.swapped(pulls, g, h, i, j), ties.pulls(swapped))


def test_subgroups_find_the_camps():
    found = subgroups(camps(), NetworkOptions())[0]
    assert found[0].groups == (0, 0, 0, 0, 1, 1, 1, 1)
    assert [row.modularity for row in found] == sorted((row.modularity for row in found), reverse=True)
    assert len({row.method for row in found}) >= 10
    two = subgroups(camps(), NetworkOptions(), k=3)[0]
    assert all(max(row.groups) == 2 for row in two)


def test_scaling_puts_the_camps_on_two_sides():
    made = scaling(camps(), NetworkOptions(), draws=20)
    side = np.sign(made.places[:, 0])
    assert len(set(side[:4])) == 1 and len(set(side[4:])) == 1 and side[0] != side[4]
    assert (made.low <= made.places).all() and (made.places <= made.high).all()
    assert scaling(camps(), NetworkOptions(), dimensions=2, draws=5).places.shape == (8, 2)


def test_a_debate_that_turns_has_two_phases():
    before = [(f"2030-01-{d:02d}", f"a{d}", who, "toll", 1, 0) for d in range(1, 16) for who in ("Ada", "Bo")]
    after = [
        (f"2030-01-{d:02d}", f"a{d}", who, "toll", x, 0) for d in range(16, 31) for who, x in (("Ada", 1), ("Bo", 0))
    ]
    table = debate([*before, *after])
    found = phase_transitions(
        table, NetworkOptions(network_type="onemode", aggregation="subtract", time_window="days", window_size=3)
    )
    assert found.states[:12] == (0,) * 12
    assert found.states[-12:] == (1,) * 12
    assert found.places.shape == (len(found.states), 2)
    with pytest.raises(InputError, match="no phases"):
        phase_transitions(table, NetworkOptions(network_type="onemode"))


def test_distances_need_the_same_nodes():
    early = NetworkOptions(network_type="onemode", stop=seconds("2030-01-08"))
    with pytest.raises(InputError, match="isolates"):
        distances(networks(debate(), early) + networks(debate(), NetworkOptions(network_type="onemode")))


def test_bars_count_two_concepts_of_one_actor_as_one_unless_told_otherwise():
    made = barplot(debate(), NetworkOptions(duplicates="document"))
    apart = barplot(debate(), NetworkOptions(duplicates="document"), by_second=True)
    assert made.counts.sum() <= apart.counts.sum()
    everything = barplot(debate(), NetworkOptions(duplicates="include"))
    assert everything.counts[everything.values.index("Reed Party")].tolist() == [1, 3]


def test_layouts_keep_nodes_where_they_were():
    table = camps()
    options = NetworkOptions(
        network_type="onemode", aggregation="congruence", isolates=True, time_window="days", window_size=20
    )
    made = networks(table, options)[::3]
    steady = stable_layouts(made, seed=1)
    fresh = [stress_layout(network, seed=1) for network in made]

    def moved(layouts) -> float:
        steps = pairwise(layouts)
        return float(np.mean([np.hypot(b[n][0] - a[n][0], b[n][1] - a[n][1]) for a, b in steps for n in a]))

    assert moved(steady) < moved(fresh) / 2
    assert all(np.isfinite(list(layout.values())).all() for layout in steady)


def test_a_layout_puts_a_path_on_a_line():
    rows = [("2030-01-01", "a", who, what, 1, 0) for who, what in (("A", "x"), ("B", "x"), ("B", "y"), ("C", "y"))]
    place = stress_layout(networks(debate(rows), NetworkOptions(network_type="onemode"))[0])
    ab, bc, ac = (np.hypot(*np.subtract(place[p], place[q])) for p, q in (("A", "B"), ("B", "C"), ("A", "C")))
    assert ac == pytest.approx(ab + bc, rel=0.02)
