"""Statement and issue read together by the trained model."""

from __future__ import annotations

import numpy as np

from onrecord.positions.pairs import STANCES, pair_logits

PAIRS = [
    ("rejected the plan for a stadium", "Building a stadium"),
    ("welcomed the plan for a stadium", "Building a stadium"),
    ("said the choir would sing on Sunday", "Building a stadium"),
]


def test_the_sign_is_read():
    against, favour, off = pair_logits(PAIRS)
    assert against[1] > against[0]
    assert favour[0] > favour[1]
    unrelated = STANCES.index("unrelated")
    assert off[unrelated] > max(against[unrelated], favour[unrelated])


def test_a_pair_does_not_depend_on_the_others():
    alone = pair_logits([("backed the stadium by the harbour", "Building a stadium")])
    from onrecord.positions import pairs

    pairs._Cache.rows.clear()
    together = pair_logits([*PAIRS, ("backed the stadium by the harbour", "Building a stadium")])[-1:]
    assert np.allclose(alone, together, atol=1e-3)


def test_nothing_and_very_long_texts():
    assert pair_logits([]).shape == (0, len(STANCES))
    assert np.isfinite(pair_logits([("word " * 500, "Issue " * 300), ("", "")])).all()
