"""How likely each stance is: what the rules found and what the trained model says, weighed together.

A logistic model of a dozen weights, fitted on the tuning parts of the development sentences
(``python -m training.stance.weights``), so its numbers are probabilities. It is symmetric: whatever speaks for support
speaks as much against opposition.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..model import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A stance that claims to be surer than this is not right more often.
SUREST = 0.98
#: An issue this far behind the likeliest in score makes that no less likely.
_FAR_BEHIND = 0.15
STANCES = (Stance.SUPPORT, Stance.OPPOSE, Stance.CONDITIONAL, Stance.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the rules found. ``side`` and ``lean``: positive for support; the rest are yes or no; ``words`` carry it."""

    side: float
    lean: float
    silent: bool
    claimed: bool
    report: bool
    condition: bool
    words: tuple[str, ...]


def features(signals: Signals, logits: Sequence[float]) -> tuple[dict[str, float], ...]:
    """What speaks for each of :data:`STANCES`, by name of the weight."""
    support, oppose, conditional, neutral = logits[:4]
    either = math.log(math.exp(support) + math.exp(oppose))
    side = math.tanh(signals.side)
    sided = {"model_side": (support - oppose) / 2, "rule_side": side, "lean": signals.lean}
    return (
        sided,
        {name: -value for name, value in sided.items()},
        {
            "model_conditional": conditional - either,
            "condition": float(signals.condition),
            "conditional": 1.0,
        },
        {
            "model_neutral": neutral - either,
            "no_side": 1 - abs(side),
            "silent": float(signals.silent),
            "claimed": float(signals.claimed),
            "report": float(signals.report),
            "neutral": 1.0,
        },
    )


def weigh(signals: Signals, logits: Sequence[float]) -> dict[Stance, float]:
    """The probability of each stance.

    Args:
        logits: of :data:`pairs.STANCES` for the same statement and issue.

    >>> rejects = Signals(-1.5, 0.0, False, False, False, False, ("rejected",))
    >>> found = weigh(rejects, (-2.0, 2.0, -3.0, -2.0, -3.0))
    >>> max(found, key=found.get)
    <Stance.OPPOSE: 'oppose'>
    """
    weights = fitted()["stance"]
    scores = [
        sum(weights[name] * value for name, value in one.items() if name in weights)
        for one in features(signals, logits)
    ]
    most = max(scores)
    parts = [math.exp(score - most) for score in scores]
    return {stance: part / sum(parts) for stance, part in zip(STANCES, parts, strict=True)}


def about(score: float, alone: float, lead: float, unrelated: float | None = None) -> float:
    """The probability that a statement is about an issue.

    Args:
        score: of the match. alone: without the article's other statements. lead: over the best other issue (negative
            where that is better). unrelated: the model's log-odds that text and issue are unrelated, once known.
    """
    weights = fitted()["issue" if unrelated is not None else "issue_at_first"]
    values = {"score": score, "alone": alone, "lead": lead, "unrelated": unrelated or 0.0, "one": 1.0}
    return _logistic(weights, values)


def both(issue: float, stance: float, lead: float) -> float:
    """The probability that issue and stance are both right, from that of each and the issue's lead over the next.

    No product: the two are not independent, and each by itself is a little too sure on issues not seen in fitting.
    """
    values = {"issue": _logit(issue), "stance": _logit(min(stance, SUREST)), "near": near(lead), "one": 1.0}
    return _logistic(fitted()["both"], values)


def near(lead: float) -> float:
    """How near another issue comes: 0 where it is far behind, 1 where it is level or better."""
    return min(max(1 - lead / _FAR_BEHIND, 0.0), 1.0)


def _logit(probability: float) -> float:
    return math.log(max(probability, 1e-6) / max(1 - probability, 1e-6))


def _logistic(weights: dict[str, float], values: dict[str, float]) -> float:
    z = sum(weight * values[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def unrelated(logits: Sequence[float]) -> float:
    """The log-odds of "unrelated", the last of the model's logits."""
    *others, last = (float(one) for one in logits)
    most = max(others)
    return last - most - math.log(sum(math.exp(one - most) for one in others))


@cache
def fitted() -> dict[str, dict[str, float]]:
    """The weights in ``data/weights.json``."""
    return json.loads(files("onrecord.positions").joinpath("data", "weights.json").read_text("utf-8"))
