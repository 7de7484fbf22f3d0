"""How far to trust what was learnt, and whether more judging would pay: by statements drawn at random.

People judge first what teaches most, which is harder than the rest and commoner in some codes than in others, so the
share that the machine gets right among all judged statements says little (and cross-validation on them is too rosy or
too dark, as it happens). The audit are the statements that come first in a random order and have all been judged: a
fair sample, whoever judged them and why. What the machine is held to there is what it would have said had that
statement been left out in learning.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..store.queries import NOTHING
from ..store.rows import CodableRow
from .examples import Taught
from .learner import Guess, Learnt, Task, guess_all, learn_from
from .ordering import audit_order

#: The standard normal at 95 %.
_Z = 1.96
#: Fewer audited statements say nothing worth saying.
ENOUGH = 30
#: A gain by the last doubling of examples that is not worth an afternoon.
_SMALL = 0.02
_SIZES = (5, 10, 20, 40, 80, 160, 320, 640, 1280)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``n`` are right, and between which shares the truth lies in 95 of 100 cases (Wilson)."""

    right: int
    n: int

    @property
    def share(self) -> float:
        return self.right / self.n if self.n else math.nan

    @property
    def low(self) -> float:
        return _wilson(self.right, self.n)[0]

    @property
    def high(self) -> float:
        return _wilson(self.right, self.n)[1]


def _wilson(right: int, n: int) -> tuple[float, float]:
    if not n:
        return 0.0, 1.0
    share, z2 = right / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # rounding must not put the share itself outside
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


@dataclass(frozen=True, slots=True)
class Audit:
    """``both``: issue and stance right, or rightly none; ``issue``: the issue; ``stance``: of those with the issue."""

    both: Share
    issue: Share
    stance: Share


@dataclass(frozen=True, slots=True)
class Point:
    """What ``examples`` judgements taught, on statements that were not among them."""

    examples: int
    right: Share


def audited(statements: Sequence[CodableRow], examples: Sequence[Taught]) -> list[int]:
    """The rows of the audit: the longest beginning of the random order of which every statement has been judged."""
    judged = {one.row for one in examples}
    rows = {statement.anchor: i for i, statement in enumerate(statements)}
    found: list[int] = []
    for statement in audit_order(statements):
        if rows[statement.anchor] not in judged:
            break
        found.append(rows[statement.anchor])
    return found


def audit(learnt: Learnt) -> Audit:
    """The audit of what was learnt, each statement left out in turn."""
    rows = set(audited(learnt.task.statements, learnt.examples))
    guessed = {one.row: one for one in reversed(learnt.left_out)}
    return audit_of([guessed[row] for row in sorted(rows)], learnt.examples)


def audit_of(guesses: Sequence[Guess], examples: Sequence[Taught]) -> Audit:
    """Guesses against what people said of the same statements."""
    truth: dict[int, dict[str, str | None]] = {}
    for one in examples:
        truth.setdefault(one.row, {})[one.issue] = one.stance
    issues = [one for one in guesses if one.issue in truth[one.row]]
    about = [one for one in issues if one.issue != NOTHING and truth[one.row][one.issue]]
    stances = [one for one in about if one.stance == truth[one.row][one.issue]]
    both = len(stances) + len(issues) - len(about)
    return Audit(Share(both, len(guesses)), Share(len(issues), len(guesses)), Share(len(stances), len(about)))


def curve(task: Task, examples: Sequence[Taught]) -> list[Point]:
    """What the first 5, 10, 20 … judgements taught, tested on the audit; without one, on the judgements after them.

    The audited statements are never among those learnt from, so the last point is below what is to be had.
    """
    rows = set(audited(task.statements, examples))
    fair = len(rows) >= ENOUGH
    train = [one for one in examples if one.row not in rows] if fair else list(examples)
    points = []
    for size in _SIZES:
        if size > len(train):
            break
        known = {one.row for one in train[:size]}
        test = [one for one in examples if (one.row in rows if fair else one.row not in known)]
        if len({one.row for one in test}) < 5:
            break
        guesses = guess_all(learn_from(task, train[:size]), sorted({one.row for one in test}))
        points.append(Point(size, audit_of(guesses, test).both))
    return points


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether judging may stop, and why."""

    stop: bool
    why: str


def advise(found: Audit, points: Sequence[Point], *, wanted: float | None = None) -> Advice:
    """Is it good enough? By the audit, or by what the last doubling of judgements gained.

    Args:
        wanted: the share right that is good enough; None: only the gain counts.

    >>> advise(Audit(Share(9, 10), Share(9, 10), Share(9, 9)), []).why
    '10 statements of the random audit are judged; judge 20 more to know'
    """
    n = found.both.n
    if n < ENOUGH:
        return Advice(False, f"{n} statements of the random audit are judged; judge {ENOUGH - n} more to know")
    said = f"{_percent(found.both.share)} right in {n} drawn at random ({_percent(found.both.low)} to "
    said += f"{_percent(found.both.high)})"
    if wanted is not None and found.both.low >= wanted:
        return Advice(True, f"{said}: above the wanted {_percent(wanted)}")
    gain = _last_gain(points)
    if gain is None:
        return Advice(False, f"{said}; too few judgements to see what more of them would gain")
    told = f"the last doubling of judgements gained {gain * 100:+.0f} in 100"
    return Advice(gain < _SMALL and wanted is None, f"{said}; {told}")


def _last_gain(points: Sequence[Point]) -> float | None:
    """Over the last two doublings, halved: one alone jumps."""
    if len(points) < 3:
        return None
    return (points[-1].right.share - points[-3].right.share) / 2


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
