"""Evidence of an attribution → calibrated probabilities, by logistic regressions whose weights stand in the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models.finding import Found

FEATURES = (
    "one",
    "cue log-odds",
    "valid log-odds",
    "source sure",
    "content sure",
    "window sure",
    "no source",
    "log content pieces",
    "content spans",
)
CLASSES = ("whole", "content", "source")


@dataclass(frozen=True, slots=True)
class Confidence:
    """Probabilities: content and source are right, the content is, the source is given that the content is."""

    whole: float
    content: float
    source: float


def evidence(found: Sequence[Found]) -> np.ndarray:
    """``(len(found), len(FEATURES))`` numbers."""
    rows = []
    for f in found:
        p = min(max(f.cue_probability, 1e-4), 1 - 1e-4)
        pieces = sum(stop - start for start, stop in f.content)
        rows.append(
            (1.0, np.log(p / (1 - p)), f.valid, *f.sure, float(not f.source), np.log(max(pieces, 1)), len(f.content))
        )
    return np.array(rows, np.float64).reshape(len(found), len(FEATURES))


def confidences(found: Sequence[Found], weights: Mapping[str, Sequence[float]]) -> list[Confidence]:
    """One :class:`Confidence` each; ``weights`` has a row of ``len(FEATURES)`` for each of :data:`CLASSES`."""
    table = evidence(found)
    columns = [1 / (1 + np.exp(-table @ np.asarray(weights[name], np.float64))) for name in CLASSES]
    return [Confidence(*map(float, row)) for row in zip(*columns, strict=True)]
