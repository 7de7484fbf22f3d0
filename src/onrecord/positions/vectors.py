"""Sentences as unit vectors: close ones mean alike. The frozen encoder of ``models/sentence``, nothing learned here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..models.runtime import open_model

if TYPE_CHECKING:
    import numpy as np

_CLS, _SEP = 101, 102
_BOS, _EOS = 0, 2


@lru_cache(maxsize=20_000)
def vector(text: str) -> np.ndarray:
    """The unit vector (384 float32) of a sentence; white space and letter case do not matter.

    Sentences are encoded one by one: int8 activations are scaled by batch, and a statement's position must not depend
    on its neighbours in the batch (about 1 ms a sentence).

    Raises:
        ModelError: the encoder's files are missing or damaged.

    >>> near = vector("The army should leave.") @ vector("Soldiers must go home.")
    >>> far = vector("The army should leave.") @ vector("Bread is dearer this year.")
    >>> bool(near > 0.4 > far)
    True
    """
    import numpy as np

    model = open_model("sentence")
    pieces, _ = model.tokenize(re.sub(r"\s+", " ", text))
    ids = np.array([[_CLS, *pieces[: model.card["max_pieces"] - 2], _SEP]], np.int64)
    return model.session("sentence.onnx").run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]


@lru_cache(maxsize=20_000)
def deep_vector(text: str) -> np.ndarray:
    """The unit vector (768 float32) of a text by the larger encoder: eight times the time of :func:`vector`.

    For learning codes from examples, where it is worth that (``docs/learning.md``).

    Raises:
        ModelError: the encoder's files are missing or damaged.
    """
    import numpy as np

    model = open_model("deep")
    pieces, _ = model.tokenize(re.sub(r"\s+", " ", text))
    ids = np.array([[_BOS, *pieces[: model.card["max_pieces"] - 2], _EOS]], np.int64)
    return model.session("deep.onnx").run(None, {"ids": ids})[0][0]
