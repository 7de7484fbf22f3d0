"""Windows cover every piece once; labels decode to spans."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onrecord.models import decoding
from onrecord.models.decoding import B_CONTENT, B_SOURCE, I_CONTENT, I_SOURCE, LABELS, O


@pytest.mark.parametrize("n", [0, 1, 253, 254, 255, 300, 476, 477, 1000, 7223])
@pytest.mark.parametrize("overlap", [0, 32, 64])
def test_every_piece_is_kept_from_exactly_one_window(n: int, overlap: int):
    parts = decoding.chunks(n, overlap)
    kept = list(itertools.chain.from_iterable(range(a, b) for _, _, a, b in parts))
    assert kept == list(range(n))
    assert len({stop - start for start, stop, _, _ in parts}) <= 1, "the encoder has no padding mask"
    assert all(start <= a <= b <= stop and stop - start <= decoding.CHUNK for start, stop, a, b in parts)


def test_viterbi_finds_the_best_of_all_paths():
    rng = np.random.default_rng(3)
    emissions = rng.normal(size=(4, 5, LABELS)).astype(np.float32)
    transitions = decoding.allowed() + rng.normal(size=(LABELS + 1, LABELS)).astype(np.float32)
    found = decoding.best_path(emissions, transitions)

    def score(row: int, path: tuple[int, ...]) -> float:
        steps = transitions[LABELS, path[0]] + sum(transitions[a, b] for a, b in itertools.pairwise(path))
        return float(steps + sum(emissions[row, t, label] for t, label in enumerate(path)))

    for row in range(4):
        best = max(itertools.product(range(LABELS), repeat=5), key=lambda path, row=row: score(row, path))
        assert tuple(found[row]) == best


def test_marginals_agree_with_all_paths():
    rng = np.random.default_rng(4)
    emissions = rng.normal(size=(2, 4, LABELS)).astype(np.float32)
    transitions = decoding.allowed() + rng.normal(size=(LABELS + 1, LABELS)).astype(np.float32)
    expected = np.zeros(emissions.shape)
    for row in range(2):
        for path in itertools.product(range(LABELS), repeat=4):
            steps = transitions[LABELS, path[0]] + sum(transitions[a, b] for a, b in itertools.pairwise(path))
            weight = np.exp(steps + sum(emissions[row, t, label] for t, label in enumerate(path)))
            for t, label in enumerate(path):
                expected[row, t, label] += weight
    expected /= expected.sum(-1, keepdims=True)
    assert np.allclose(decoding.marginals(emissions, transitions), expected, atol=1e-5)


def test_a_label_cannot_go_on_without_a_beginning():
    emissions = np.zeros((1, 3, LABELS), np.float32)
    emissions[0, :, I_CONTENT] = 5
    labels = decoding.best_path(emissions, decoding.allowed())[0]
    assert labels.tolist() == [B_CONTENT, I_CONTENT, I_CONTENT]


def test_runs_of_broken_content():
    labels = np.array([B_CONTENT, I_CONTENT, O, B_SOURCE, I_SOURCE, O, B_CONTENT])
    assert decoding.runs(labels, B_CONTENT) == [(0, 2), (6, 7)]
    assert decoding.runs(labels, B_SOURCE) == [(3, 5)]


def test_a_cue_is_completed_to_whole_words():
    p = np.array([[0.9, 0.1, 0.0], [0.1, 0.9, 0.0], [0.8, 0.0, 0.2], [1.0, 0.0, 0.0]])
    assert [(a, b) for a, b, _ in decoding.cue_spans(p, np.array([1, 1, 0, 1]), 0.5)] == [(1, 3)]
