"""Names of people, bodies, places, and dates and numbers: the encoder's tags of word pieces → stretches of text.

The tags are learnt from the parser's own recogniser, so they mean what it means (OntoNotes kinds); its renamed articles
teach the encoder names that the recogniser seldom met. One pass finds attributions and names.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.models.pieces import Pieces
from onrecord.models.runtime import Model

#: OntoNotes kinds, as the parser's own recogniser calls them.
KINDS = (
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART",
    "LAW", "LANGUAGE", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
)  # fmt: skip
#: Outside, and for each kind one that begins and one that goes on.
TAGS = 1 + 2 * len(KINDS)
STRETCH = 160


@dataclass(frozen=True, slots=True)
class Entity:
    """Characters ``start`` to ``end`` of a text, of one of :data:`KINDS`."""

    start: int
    end: int
    kind: str


def begins(kind: str) -> int:
    """The tag of a piece that begins an entity of ``kind``; the one that goes on is one more.

    >>> begins("PERSON"), begins("NORP")
    (1, 3)
    """
    return 1 + 2 * KINDS.index(kind)


def logits(pieces: Pieces, hidden: np.ndarray, model: Model) -> np.ndarray:
    """A row of :data:`TAGS` for each of the encoder's ``hidden`` states; read in stretches of about :data:`STRETCH`."""
    session = model.session("entities.onnx")
    cuts = np.linspace(0, len(hidden), -(-len(hidden) // STRETCH) + 1).astype(int)
    given = {"hidden": hidden, "ids": pieces.ids, "case": pieces.case}
    return np.concatenate(
        [session.run(("entity",), {k: v[None, a:b] for k, v in given.items()})[0][0] for a, b in pairwise(cuts)]
    )


def entities(pieces: Pieces, logits: np.ndarray) -> list[Entity]:
    """The entities in order; ``logits`` has a row of :data:`TAGS` for each piece.

    A word (its pieces together) is outside or of one kind, by the sum over its pieces; it begins an entity where the
    word before is of another kind or its first piece says so. A new paragraph always begins anew.
    """
    if not len(pieces):
        return []
    likely = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    starts, goes_on = likely[:, 1::2], likely[:, 2::2]
    kinds = np.concatenate([likely[:, :1], np.logaddexp(starts, goes_on)], axis=1)
    firsts = np.flatnonzero(pieces.word)
    if not len(firsts) or firsts[0] != 0:
        firsts = np.concatenate([[0], firsts])
    best = np.add.reduceat(kinds, firsts).argmax(axis=1)
    lasts = np.append(firsts[1:], len(pieces)) - 1
    found: list[Entity] = []
    open_: tuple[int, int, int] | None = None  # start, end, kind
    for first, last, kind in zip(firsts.tolist(), lasts.tolist(), best.tolist(), strict=True):
        fresh = kind and (
            open_ is None
            or open_[2] != kind
            or pieces.gap[first] > 1
            or starts[first, kind - 1] > goes_on[first, kind - 1]
        )
        if open_ and (fresh or not kind):
            found.append(Entity(open_[0], open_[1], KINDS[open_[2] - 1]))
            open_ = None
        if kind:
            begun = int(pieces.starts[first]) if fresh or open_ is None else open_[0]
            open_ = (begun, int(pieces.ends[last]), kind)
    if open_:
        found.append(Entity(open_[0], open_[1], KINDS[open_[2] - 1]))
    return found
