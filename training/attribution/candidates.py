"""Articles with labels → the cues that the role head learns from, each with its labels and its window."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from onrecord.models.decoding import B_CONTENT, B_SOURCE, I_CONTENT, I_SOURCE, cue_spans
from onrecord.models.windows import SMALL, extents, windows
from training.attribution.corpus import Labelled


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ``cue``, the label of every piece of its article (none: a false cue), and the pieces left and right of it that
    are seen."""

    cue: tuple[int, int]
    labels: np.ndarray | None
    around: tuple[int, int]

    @property
    def reach(self) -> tuple[bool, bool]:
        """Whether source or content lie outside the small window, to the left, to the right."""
        return reach(self.cue, self.labels)


def candidates(doc: Labelled, probabilities: np.ndarray, rng: random.Random, false: float = 0.7) -> list[Candidate]:
    """Gold cues, cues predicted with other borders, and false ones: predicted where is none, or drawn at random.

    ``false`` is the most false cues for each true one.
    """
    gold = [cue for _, cue, _ in doc.attributions]
    predicted = [c[:2] for c in cue_spans(probabilities, doc.pieces.word, 0.15)]
    chosen: list[Candidate] = []
    for number, cue in enumerate(gold):
        other = [p for p in predicted if p != cue and p[0] < cue[1] and cue[0] < p[1]]
        if other and rng.random() < 0.5:
            cue = rng.choice(other)
        labels = labels_of(doc, number)
        chosen.append(Candidate(cue, labels, _around(cue, labels, doc, rng)))
    wrong = [p for p in predicted if not any(p[0] < g[1] and g[0] < p[1] for g in gold)]
    taken = set().union(*(range(*g) for g in gold)) if gold else set()
    for _ in range(1 + len(gold) // 10):
        at = rng.randrange(len(doc.pieces))
        if at not in taken:
            wrong.append((at, at + 1))
    most = int(len(gold) * false + 2)
    wrong = rng.sample(wrong, most) if len(wrong) > most else wrong
    return chosen + [Candidate(p, None, _around(p, None, doc, rng)) for p in wrong]


def labels_of(doc: Labelled, number: int) -> np.ndarray:
    """The label of each piece of the article as seen from one attribution."""
    labels = np.zeros(len(doc.pieces), np.int64)
    source, _, content = doc.attributions[number]
    for spans, begin, inside in ((content, B_CONTENT, I_CONTENT), (source, B_SOURCE, I_SOURCE)):
        for start, stop in spans:
            labels[start:stop] = inside
            labels[start] = begin
    return labels


def reach(cue: tuple[int, int], labels: np.ndarray) -> tuple[bool, bool]:
    """Whether labels other than "outside" lie out of the small window, to the left, to the right."""
    inside = np.flatnonzero(labels)
    return bool(inside[0] < cue[0] - SMALL[0]), bool(inside[-1] >= cue[0] + SMALL[1])


def _around(cue: tuple[int, int], labels: np.ndarray | None, doc: Labelled, rng: random.Random) -> tuple[int, int]:
    """As at run time, but now and then wider than needed."""
    true = (False, False) if labels is None else reach(cue, labels)
    far = np.array([[side or rng.random() < 0.2 for side in true]])
    left, right = extents([cue], far, doc.pieces.gap)[0].tolist()
    return left, right


def window_labels(candidate: Candidate, width: int) -> np.ndarray:
    """``(width,)`` labels in a candidate's window; a span that begins before it begins at its edge."""
    assert candidate.labels is not None
    at, there, marked, _ = (
        x[0] for x in windows([candidate.cue], np.array([candidate.around]), len(candidate.labels))
    )
    row = np.where(there & ~marked, candidate.labels[at], 0)
    before = np.concatenate([[0], row[:-1]])
    broken = ((row == I_SOURCE) & (before != I_SOURCE) & (before != B_SOURCE)) | (
        (row == I_CONTENT) & (before != I_CONTENT) & (before != B_CONTENT)
    )
    row[broken] -= 1
    return np.pad(row, (0, width - len(row)))
