"""A statement against an issue, read together by the trained model of ``models/stance``: five logits a pair.

What the rules of :mod:`stance` compose from words, this model has learnt from argument data and from sentences of our
own; the two are weighed in :mod:`weighing`. The word vectors are read from ``models/deep``, which holds the same table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..models.runtime import open_model

if TYPE_CHECKING:
    import numpy as np

STANCES = ("support", "oppose", "conditional", "neutral", "unrelated")
_BOS, _EOS = 0, 2
_WIDTH = 768
#: Pairs in one run: more do not make it faster.
_TOGETHER = 16


def pair_logits(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """One row a pair (text, issue), one logit for each of :data:`STANCES`.

    A pair's logits do not depend on the others: the weights' activations are rounded by row, and only pairs of the
    same length are run together, so nothing is padded. About 15 ms a pair of thirty pieces on one thread.

    Raises:
        ModelError: the model's files are missing or damaged.

    >>> row = pair_logits([("rejected the new toll", "A toll for cars")])[0]
    >>> STANCES[row.argmax()]
    'oppose'
    """
    import numpy as np

    known = _Cache.rows
    wanted = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    by_length: dict[int, list[tuple[tuple[str, str], list[int]]]] = {}
    model = open_model("stance")
    for pair in wanted:
        pieces = pieces_of(pair)
        by_length.setdefault(len(pieces), []).append((pair, pieces))
    if len(known) + len(wanted) > _Cache.most:
        known.clear()
    for same in by_length.values():
        for at in range(0, len(same), _TOGETHER):
            some = same[at : at + _TOGETHER]
            ids = np.array([pieces for _, pieces in some], np.int64)
            rows = model.session("stance.onnx").run(["stance"], {"ids": ids, "rows": _table()[ids]})[0]
            known.update(zip([pair for pair, _ in some], rows, strict=True))
    return np.array([known[pair] for pair in pairs]) if pairs else np.zeros((0, len(STANCES)))


class _Cache:
    """Pairs seen in this process."""

    most = 50_000
    rows: dict[tuple[str, str], np.ndarray] = {}  # noqa: RUF012


def pieces_of(pair: tuple[str, str]) -> list[int]:
    """The numbers of the word pieces that the model reads of a pair."""
    most = open_model("stance").card["max_pieces"]
    text, issue = (_pieces(one) for one in pair)
    issue = issue[: most // 2]
    return [_BOS, *text[: most - len(issue) - 4], _EOS, _EOS, *issue, _EOS]


@lru_cache(maxsize=4096)
def _pieces(text: str) -> list[int]:
    return open_model("deep").tokenize(re.sub(r"\s+", " ", text))[0]


@lru_cache(maxsize=1)
def _table() -> np.ndarray:
    """The table of word vectors in 8 bits, read where it lies."""
    import numpy as np

    return np.memmap(open_model("deep").folder / "deep.words", np.int8, "r").reshape(-1, _WIDTH)
