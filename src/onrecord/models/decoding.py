"""From the numbers of the two attribution graphs to labelled pieces; numpy only, shared by training and run time.

Labels of a piece as seen from one cue: outside, begins or continues a source, begins or continues content.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

O, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)  # noqa: E741 (the usual name of "outside")
LABELS = 5
IMPOSSIBLE = -1e4

CHUNK = 254
"""Pieces the encoder sees at once, without its two special ones."""


def allowed() -> np.ndarray:
    """``(LABELS + 1, LABELS)`` zeros, and :data:`IMPOSSIBLE` where a label cannot follow; the last row is the start.

    >>> bool(allowed()[O, I_SOURCE] < 0), bool(allowed()[B_SOURCE, I_SOURCE] < 0)
    (True, False)
    """
    table = np.zeros((LABELS + 1, LABELS), np.float32)
    for inside, begin in ((I_SOURCE, B_SOURCE), (I_CONTENT, B_CONTENT)):
        for before in range(LABELS + 1):
            if before not in (inside, begin):
                table[before, inside] = IMPOSSIBLE
    return table


def chunks(n: int, overlap: int, size: int = CHUNK) -> list[tuple[int, int, int, int]]:
    """``(start, stop, keep_from, keep_to)``: equal windows over ``n`` pieces, and the part where each is most central.

    >>> chunks(300, 20, 200)
    [(0, 160, 0, 150), (140, 300, 150, 300)]
    """
    if n <= size:
        return [(0, n, 0, n)] if n else []
    count = -(-(n - overlap) // (size - overlap))
    length = -(-(n + (count - 1) * overlap) // count)
    starts = [min(i * (length - overlap), n - length) for i in range(count)]
    cuts = [0, *((a + length + b) // 2 for a, b in pairwise(starts)), n]
    return [(s, s + length, a, b) for s, a, b in zip(starts, cuts[:-1], cuts[1:], strict=True)]


def cue_spans(probabilities: np.ndarray, word: np.ndarray, threshold: float) -> list[tuple[int, int, float]]:
    """``(start, stop, probability)`` of the cues; ``probabilities`` is ``(n, 3)``: outside, begins, continues.

    >>> p = np.array([[.9, .1, 0], [.2, .8, 0], [.3, 0, .7], [1, 0, 0]])
    >>> cue_spans(p, np.ones(4), .5)
    [(1, 3, 0.8)]
    """
    found: list[tuple[int, int, float]] = []
    n = len(probabilities)
    taken = 0
    for at in np.flatnonzero(probabilities[:, 1] >= threshold).tolist():
        if at < taken or (at + 1 < n and probabilities[at + 1, 1] > probabilities[at, 1]):
            continue
        stop = at + 1
        while stop < n and (not word[stop] or (probabilities[stop, 2] >= 0.5 and probabilities[stop, 1] < threshold)):
            stop += 1
        while at > taken and not word[at]:
            at -= 1
        found.append((at, stop, float(probabilities[at:stop, 1].max())))
        taken = stop
    return found


def best_path(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """Viterbi: ``(cues, width, LABELS)`` emissions, ``(LABELS + 1, LABELS)`` transitions → ``(cues, width)``."""
    count, width, _ = emissions.shape
    back = np.zeros((count, width, LABELS), np.int8)
    score = emissions[:, 0] + transitions[LABELS]
    for t in range(1, width):
        options = score[:, :, None] + transitions[None, :LABELS]
        back[:, t] = options.argmax(1)
        score = options.max(1) + emissions[:, t]
    labels = np.zeros((count, width), np.int64)
    labels[:, -1] = score.argmax(1)
    rows = np.arange(count)
    for t in range(width - 1, 0, -1):
        labels[:, t - 1] = back[rows, t, labels[:, t]]
    return labels


def marginals(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """Probability of each label of each piece over all paths: ``(cues, width, LABELS)``, rows sum to one."""
    step, first = np.exp(transitions[:LABELS]), np.exp(transitions[LABELS])
    local = np.exp(emissions - emissions.max(-1, keepdims=True)) + 1e-12  # never a piece that no label fits
    width = emissions.shape[1]
    ahead, behind = np.empty_like(local), np.ones_like(local)
    ahead[:, 0] = local[:, 0] * first
    ahead[:, 0] /= ahead[:, 0].sum(-1, keepdims=True)
    for t in range(1, width):
        row = (ahead[:, t - 1] @ step) * local[:, t]
        ahead[:, t] = row / row.sum(-1, keepdims=True)
    for t in range(width - 2, -1, -1):
        row = (behind[:, t + 1] * local[:, t + 1]) @ step.T
        behind[:, t] = row / row.sum(-1, keepdims=True)
    both = ahead * behind
    return both / both.sum(-1, keepdims=True)


def runs(labels: np.ndarray, begin: int) -> list[tuple[int, int]]:
    """Stretches ``[start, stop)`` of one role in a row of labels; ``begin`` is B_SOURCE or B_CONTENT.

    >>> runs(np.array([0, 3, 4, 0, 3, 3]), B_CONTENT)
    [(1, 3), (4, 5), (5, 6)]
    """
    found: list[tuple[int, int]] = []
    for at, label in enumerate(labels.tolist()):
        if label == begin:
            found.append((at, at + 1))
        elif label == begin + 1 and found:
            found[-1] = (found[-1][0], at + 1)
    return found
