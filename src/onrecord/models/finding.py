"""Pieces → attributions in pieces: the encoder over overlapping windows, cues, the role head around each cue.

The two graphs come in as functions on numpy arrays, so that training scores the network in its memory and run time
the quantised files, with one and the same code between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models import decoding
from onrecord.models.decoding import B_CONTENT, B_SOURCE, LARGE, SMALL
from onrecord.models.pieces import PARAGRAPH, Pieces

CLS, SEP = 101, 102
TOGETHER = 2
"""Encoder windows a call: more fall out of the processor's cache and cost a tenth."""
Encode = Callable[..., Sequence[np.ndarray]]
Roles = Callable[..., tuple[np.ndarray, np.ndarray, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Settings:
    """``overlap`` pieces between windows; lowest probability of a ``cue``, and of one that reaches far (``reach``)."""

    overlap: int = 32
    cue: float = 0.2
    reach: float = 0.15
    batch: int = 16


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in pieces: half-open ranges, and the evidence that confidence is computed from.

    ``valid`` is the role head's log-odds that this is an attribution; ``sure`` the mean log-probability of the labels
    of (source, content) and the sum of those of everything in the window.
    """

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    cue_probability: float
    valid: float
    sure: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder makes of ``n`` pieces: ``hidden`` states ``(n, dim)``, probabilities of ``cue`` tags ``(n, 3)``
    and ``reach`` ``(n, 2)``."""

    hidden: np.ndarray
    cue: np.ndarray
    reach: np.ndarray


def find(pieces: Pieces, seen: Encoded, roles: Roles, settings: Settings = Settings()) -> list[Found]:
    """All candidates that have content, in order of their cues; nothing is thrown away for being improbable yet."""
    hidden, reach = seen.hidden, seen.reach
    cues = decoding.cue_spans(seen.cue, pieces.word, settings.cue)
    groups: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for candidate in cues:
        left, right = (reach[candidate[0]] > settings.reach).tolist()
        size = (LARGE if left else SMALL)[0], (LARGE if right else SMALL)[1]
        groups.setdefault(size, []).append(candidate)
    found: list[Found] = []
    for size, chosen in groups.items():
        parts = [chosen[at : at + settings.batch] for at in range(0, len(chosen), settings.batch)]
        found += _decoded(chosen, [_seen_around(part, hidden, roles, size) for part in parts], size)
    return sorted(found, key=lambda f: f.cue)


def encoded(pieces: Pieces, encode: Encode, settings: Settings = Settings()) -> Encoded:
    """One pass over all pieces (at least one), in windows that overlap."""
    kept: list[list[np.ndarray]] = []
    parts = decoding.chunks(len(pieces), settings.overlap)
    for at in range(0, len(parts), TOGETHER):
        some = parts[at : at + TOGETHER]
        arrays = encode(*framed(pieces, [(start, stop) for start, stop, _, _ in some]))
        for row, (start, _, a, b) in enumerate(some):
            own = slice(a - start + 1, b - start + 1)  # one more for the piece that opens each window
            kept.append([array[row, own] for array in arrays])
    hidden, cue, reach = (np.concatenate(column) for column in zip(*kept, strict=True))
    return Encoded(hidden, _softmax(cue), 1 / (1 + np.exp(-reach)))


def framed(pieces: Pieces, ranges: Sequence[tuple[int, int]]) -> tuple[np.ndarray, ...]:
    """The encoder's five inputs ``(windows, longest + 2)`` for ranges of pieces, each framed by [CLS] and [SEP]."""
    width = max(stop - start for start, stop in ranges) + 2
    ids, case, gap, quote, there = np.zeros((5, len(ranges), width), np.int64)
    for row, (start, stop) in enumerate(ranges):
        inner = slice(1, 1 + stop - start)
        ids[row, 0], ids[row, inner], ids[row, inner.stop] = CLS, pieces.ids[start:stop], SEP
        case[row, inner] = pieces.case[start:stop]
        gap[row, inner] = pieces.gap[start:stop]
        quote[row, inner] = pieces.quote[start:stop]
        gap[row, 0] = PARAGRAPH
        there[row, : inner.stop + 1] = 1
    return ids, case, gap, quote, there


def _seen_around(
    cues: Sequence[tuple[int, int, float]], hidden: np.ndarray, roles: Roles, size: tuple[int, int]
) -> tuple[np.ndarray, ...]:
    """What the role head makes of each window, which of its pieces exist, and the transitions."""
    at, there, marked = decoding.windows([c[:2] for c in cues], len(hidden), size)
    place = np.arange(-size[0], size[1]) + LARGE[0]
    emissions, valid, transitions = roles(
        hidden[at], marked.astype(np.int64), np.broadcast_to(place, at.shape).copy(), there.astype(np.int64)
    )
    return emissions, valid, there, transitions


def _decoded(
    cues: Sequence[tuple[int, int, float]], seen: Sequence[tuple[np.ndarray, ...]], size: tuple[int, int]
) -> Iterable[Found]:
    """The best labels of all windows of one size at once: the walk along a window costs the same for one as for all."""
    emissions, valid, there = (np.concatenate([part[i] for part in seen]) for i in range(3))
    transitions = seen[0][3]
    labels = decoding.best_path(emissions, transitions)
    likely = decoding.marginals(emissions, transitions)
    sure = np.log(np.take_along_axis(likely, labels[:, :, None], 2)[:, :, 0] + 1e-6)
    for row, (start, stop, probability) in enumerate(cues):
        shift = start - size[0]
        spans = [
            tuple((a + shift, b + shift) for a, b in decoding.runs(labels[row], begin))
            for begin in (B_SOURCE, B_CONTENT)
        ]
        if not spans[1]:
            continue
        masks = [(labels[row] == b) | (labels[row] == b + 1) for b in (B_SOURCE, B_CONTENT)] + [there[row]]
        means = tuple(float(sure[row][m].mean()) if m.any() else 0.0 for m in masks[:2])
        means = (*means, float(sure[row][masks[2]].sum()) / 10)
        yield Found((start, stop), spans[0], spans[1], probability, float(valid[row]), means)


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)
