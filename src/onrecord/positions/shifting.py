"""Which stances a coder sees too often or too seldom, by what was judged: shifts of its probabilities.

One shift a stance, in log-odds, held to 0 as if by some statements that say nothing. They count only if they would have
said more, and been right more often than chance would have them be, of statements that were left out: with a model that
was worse at conditions ten judgements an issue gave macro F1 +.016, with the present one there is nothing to shift. A
shift an issue between support and opposition was worse by up to .04: what is left over of an issue leans the other way
by as much as what was judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_HELD = 2.0
_FOLDS = 5
#: Standard errors by which more statements must be right.
_BETTER = 1.0
_LEAST_LIKELY = 1e-3


def shifted(likely: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Probabilities (statements × stances) after shifts in log-odds, one a stance."""
    import numpy as np

    z = np.log(likely.clip(_LEAST_LIKELY)) + shifts
    p = np.exp(z - z.max(1, keepdims=True))
    return p / p.sum(1, keepdims=True)


def learn_shifts(likely: np.ndarray, right: Sequence[int]) -> tuple[np.ndarray | None, np.ndarray]:
    """The shifts, None if they say no more; and each statement's probabilities by what was learnt without it.

    Args:
        likely: probabilities as coded (statements × stances). right: the judged stance's column.
    """
    import numpy as np

    truth, rows = np.asarray(right), np.arange(len(right))
    if len(truth) < _FOLDS:
        return None, likely
    out = likely.copy()
    for fold in range(_FOLDS):
        mine = rows % _FOLDS == fold
        out[mine] = shifted(likely[mine], _fitted(likely[~mine], truth[~mine]))
    said = [np.log(one[rows, truth].clip(_LEAST_LIKELY)).sum() for one in (likely, out)]
    before, after = (one.argmax(1) == truth for one in (likely, out))
    won, lost = (after & ~before).sum(), (before & ~after).sum()
    if said[1] <= said[0] or won - lost <= _BETTER * np.sqrt(won + lost):
        return None, likely
    return _fitted(likely, truth), out


def _fitted(likely: np.ndarray, truth: np.ndarray) -> np.ndarray:
    import numpy as np
    from scipy.optimize import minimize

    rows, size = np.arange(len(truth)), likely.shape[1]

    def loss(shifts: np.ndarray) -> tuple[float, np.ndarray]:
        p = shifted(likely, shifts)
        value = -np.log(p[rows, truth]).sum() + _HELD * (shifts * shifts).sum()
        p[rows, truth] -= 1
        return value, p.sum(0) + 2 * _HELD * shifts

    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x
