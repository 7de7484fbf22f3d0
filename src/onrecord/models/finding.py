"""Pieces → attributions in pieces: the encoder over overlapping windows, cues, the role head around each cue.

The two graphs come in as functions on numpy arrays, so that training scores the network in its memory and run time
the quantised files, with one and the same code between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models import decoding
from onrecord.models.decoding import B_CONTENT, B_SOURCE, IMPOSSIBLE, LABELS, O
from onrecord.models.pieces import PARAGRAPH, Pieces
from onrecord.models.windows import extents, windows

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
    and ``reach`` ``(n, 2)``, and the states after its third layer (``middle``), which still tell words apart."""

    hidden: np.ndarray
    cue: np.ndarray
    reach: np.ndarray
    middle: np.ndarray


def find(pieces: Pieces, seen: Encoded, roles: Roles, settings: Settings = Settings()) -> list[Found]:
    """All candidates that have content, in order of their cues; nothing is thrown away for being improbable yet."""
    cues = decoding.cue_spans(seen.cue, pieces.word, settings.cue)
    if not cues:
        return []
    spans = np.array([c[:2] for c in cues])
    around = extents(spans, seen.reach[spans[:, 0]] > settings.reach, pieces.gap)
    # windows of about one width together: what is filled up to the widest is wasted
    order = np.argsort(around.sum(1), kind="stable")
    parts = [order[at : at + settings.batch] for at in range(0, len(order), settings.batch)]
    read = [_seen_around(spans[part], around[part], seen.hidden, roles) for part in parts]
    found = _decoded([cues[i] for i in order], around[order, 0], read)
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
    hidden, cue, reach, middle = (np.concatenate(column) for column in zip(*kept, strict=True))
    return Encoded(hidden, softmax(cue), 1 / (1 + np.exp(-reach)), middle)


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


def _seen_around(spans: np.ndarray, around: np.ndarray, hidden: np.ndarray, roles: Roles) -> tuple[np.ndarray, ...]:
    """What the role head makes of each window, which of its pieces exist, and the transitions."""
    at, there, marked, place = windows(spans, around, len(hidden))
    emissions, valid, transitions = roles(hidden[at], marked.astype(np.int64), place, there.astype(np.int64))
    return emissions, valid, there, transitions


def _decoded(
    cues: Sequence[tuple[int, int, float]], left: np.ndarray, seen: Sequence[tuple[np.ndarray, ...]]
) -> Iterable[Found]:
    """The best labels of all windows at once: the walk along a window costs the same for one as for all.

    ``left`` is the number of pieces of each window before its cue.
    """
    widest = max(part[0].shape[1] for part in seen)
    emissions = np.full((len(cues), widest, LABELS), IMPOSSIBLE, np.float32)
    emissions[:, :, O] = 0
    there = np.zeros((len(cues), widest), bool)
    row = 0
    for part in seen:
        place = slice(row, row + len(part[0])), slice(0, part[0].shape[1])
        emissions[place], there[place] = part[0], part[2]
        row += len(part[0])
    valid, transitions = np.concatenate([part[1] for part in seen]), seen[0][3]
    labels = decoding.best_path(emissions, transitions)
    likely = decoding.marginals(emissions, transitions)
    sure = np.log(np.take_along_axis(likely, labels[:, :, None], 2)[:, :, 0] + 1e-6)
    for row, (start, stop, probability) in enumerate(cues):
        shift = start - int(left[row])
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


def softmax(x: np.ndarray) -> np.ndarray:
    """Logits as probabilities, along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)
