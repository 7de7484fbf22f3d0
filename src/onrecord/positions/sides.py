"""The stance, learnt from judgements: what the codebook's coder said stands until judged statements speak against it.

Vectors of sentences hardly carry sides: on the tuning part of the development sentences ten judgements an issue make
the stance no better by them, whatever the kernel (macro F1 .837 before; .81 to .84 after). So what is learnt from
vectors counts only as far as it would have been right more often on the judged statements themselves, each left out;
and an issue whose wording the coder reads the wrong way round is turned when the judged statements leave no doubt.
Where the coder told how likely each stance is, that is the start, and judged statements shift it (:mod:`shifting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from ..model import Stance
from .head import Head, fit
from .shifting import learn_shifts, shifted

if TYPE_CHECKING:
    import numpy as np

    from .learner import Task

STANCES = tuple(str(stance) for stance in Stance)
#: Weight of the coded stance and of the lean towards phrasings for or against, before examples.
_CODED_STANCE, _LEAN = 1.0, 1.0
#: How far apart two issues are for the head: examples of another issue count exp(−2 · this²) ≈ 14 %.
_APART = 1.0
#: How much of what the head learnt may count beside a coded stance, the least first.
_SHARES = (0.25, 0.5, 1.0)
#: Standard errors by which judged statements must speak for the head, and for turning an issue round.
_BETTER, _TURNED = 1.5, 2.0
_SIDED = frozenset({str(Stance.SUPPORT), str(Stance.OPPOSE)})


@dataclass(frozen=True, slots=True)
class Sides:
    """What was learnt of stances: a head, how much of it counts beside the coder, and the issues that it turns round.

    ``shifts`` are those of the coder's own probabilities, None where there are none.
    ``left_out``: the scores of each example had it been left out in fitting the head (examples × stances).
    """

    head: Head
    share: float
    turned: frozenset[str]
    left_out: np.ndarray
    shifts: np.ndarray | None

    def scores(self, task: Task, pairs: Sequence[tuple[int, str]]) -> np.ndarray:
        """One score a stance for each (row, issue)."""
        prior = stance_prior(task, pairs, turned=self.turned)
        told = _told(task, pairs)
        if told and self.shifts is not None:
            prior[told] = _CODED_STANCE * shifted(prior[told] / _CODED_STANCE, self.shifts)
        return _weighed(task, pairs, prior, self.head.scores(_with_issue(task, pairs), prior), self.share)


def learn_sides(task: Task, pairs: Sequence[tuple[int, str]], labels: Sequence[str]) -> Sides:
    """From at least one judged (row, issue) and its stance."""
    turned = wrong_way_round(task, pairs, labels)
    prior = stance_prior(task, pairs, turned=turned)
    shifts, told = None, _told(task, pairs)
    if told:
        shifts, likely = learn_shifts(prior[told] / _CODED_STANCE, [STANCES.index(labels[i]) for i in told])
        prior[told] = _CODED_STANCE * likely  # of each by what the others teach, so that the head is tested fairly
    head = fit(_with_issue(task, pairs), labels, codes=STANCES, prior=prior)
    share = _share(task, pairs, labels, prior, head.left_out)
    return Sides(head, share, turned, _weighed(task, pairs, prior, head.left_out, share), shifts)


def _told(task: Task, pairs: Sequence[tuple[int, str]]) -> list[int]:
    """The pairs for which the coder said how likely each stance is."""
    return [i for i, pair in enumerate(pairs) if (coded := task.coded_as(*pair)) is not None and coded.likely]


def wrong_way_round(task: Task, pairs: Sequence[tuple[int, str]], labels: Sequence[str]) -> frozenset[str]:
    """The issues on which the coder's support is people's opposition and the reverse, beyond two standard errors."""
    balance: dict[str, list[int]] = {}
    for (row, issue), label in zip(pairs, labels, strict=True):
        coded = task.coded_as(row, issue)
        if coded is not None and {coded.stance, label} <= _SIDED:
            balance.setdefault(issue, []).append(1 if coded.stance != label else -1)
    return frozenset(issue for issue, told in balance.items() if sum(told) > _TURNED * sqrt(len(told)))


def _share(
    task: Task, pairs: Sequence[tuple[int, str]], labels: Sequence[str], prior: np.ndarray, left_out: np.ndarray
) -> float:
    """How much of the head counts: the share that gains most, none where the gain may be chance."""
    import numpy as np

    truth = np.array([STANCES.index(label) for label in labels])
    before = prior.argmax(1) == truth
    best, most = 0.0, 0
    for share in _SHARES:
        after = _weighed(task, pairs, prior, left_out, share).argmax(1) == truth
        won, lost = int((after & ~before).sum()), int((before & ~after).sum())
        if won - lost > max(most, _BETTER * sqrt(won + lost)):
            best, most = share, won - lost
    return best


def _weighed(
    task: Task, pairs: Sequence[tuple[int, str]], prior: np.ndarray, learnt: np.ndarray, share: float
) -> np.ndarray:
    """Prior and learnt scores by their share; where the coder said nothing, what is learnt counts in full."""
    import numpy as np

    shares = np.array([share if task.coded_as(*pair) is not None else 1.0 for pair in pairs])[:, None]
    return prior + shares * (learnt - prior)


def stance_prior(task: Task, pairs: Sequence[tuple[int, str]], *, turned: frozenset[str] = frozenset()) -> np.ndarray:
    """Scores of the four stances before any example (pairs × stances)."""
    import numpy as np

    scores = np.zeros((len(pairs), len(STANCES)))
    half = task.vectors.shape[1] // 2
    for i, (row, issue) in enumerate(pairs):
        coded = task.coded_as(row, issue)
        if coded is not None and coded.likely:  # the lean towards phrasings is in it
            scores[i] = _CODED_STANCE * np.array(coded.likely) / sum(coded.likely)
            if issue in turned:
                scores[i, [0, 1]] = scores[i, [1, 0]]
            continue
        if coded is not None and coded.stance in STANCES:
            scores[i, STANCES.index(coded.stance)] += _CODED_STANCE
        sides = [task.phrasings.get((issue, side)) for side in ("support", "oppose")]
        if all(side is not None and len(side) for side in sides):
            alone = task.vectors[row, :half] * np.sqrt(2)
            lean = float((sides[0] @ alone).max() - (sides[1] @ alone).max())
            scores[i, 0] += _LEAN * lean / 2
            scores[i, 1] -= _LEAN * lean / 2
        if issue in turned:
            scores[i, [0, 1]] = scores[i, [1, 0]]
    return scores


def _with_issue(task: Task, pairs: Sequence[tuple[int, str]]) -> np.ndarray:
    """The statements' vectors, and beside them which issue is asked about."""
    import numpy as np

    places = {issue: i for i, issue in enumerate(task.codes)}
    about = np.zeros((len(pairs), len(places)), np.float32)
    about[np.arange(len(pairs)), [places[issue] for _, issue in pairs]] = _APART
    return np.hstack([task.vectors[[row for row, _ in pairs]], about])
