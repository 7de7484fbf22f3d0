"""Whether two names are one actor: persons over transliterations, with a calibrated probability and its reason.

For organisations spelling says nothing (measured: at chance), so only stated aliases count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from .features import FEATURES, Pair, compare, doubtful, parts_of
from .lexicon import known_as, plain

#: At or above: one may be merged with the other without asking. Folds of names-dev: precision 1.00, recall .93,
#: but features and the table of given names were written with its errors in view, so expect less on unseen pairs.
MERGE = 0.8
#: Between the two a person is asked; below, they are kept apart.
ASK = 0.35
#: The most that two likely names get where something small and telling differs, so that a person is asked.
DOUBTFUL = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """``score``: probability that the two names are one actor; ``reason``: what told, in words."""

    score: float
    reason: str


def same_name(a: str, b: str, type: str = "person") -> Match:
    """Compare two names.

    Args:
        a, b: names as written, with or without titles and particles.
        type: "person", or anything else for organisations, states and bodies.

    Example:
        >>> same_name("Hadi al-Ameri", "Hadi Al Amiri").score > MERGE
        True
        >>> same_name("Ammar al-Hakim", "Mohamed al-Hakim").score < ASK
        True
        >>> same_name("Daesh", "ISIL", "armed group").score
        1.0
    """
    if type == "person":
        return _person(a, b)
    return _group(a, b)


def _group(a: str, b: str) -> Match:
    one, other = known_as(a), known_as(b)
    if one and other:
        if one.name == other.name:
            return Match(1.0, f"both are names of {one.name}")
        return Match(0.01, f"names of two: {one.name}, {other.name}")
    if plain(a) == plain(b):
        return Match(0.99, "the same words")
    return Match(0.05, "no stated alias; spelling says nothing of organisations")


@lru_cache(maxsize=100_000)
def _person(a: str, b: str) -> Match:
    pair = compare(a, b)
    if pair.equal:
        return Match(0.995, "the same after folding spellings")
    if pair.conflict:
        return Match(0.02, pair.conflict)
    weights, bias = _weights()
    if pair.partial:
        return Match(0.5, "one is a single name: the other may bear it, and so may many")
    total = bias + sum(weights[name] * value for name, value in zip(FEATURES, pair.values, strict=True))
    score = 1.0 / (1.0 + math.exp(-total))
    if score >= MERGE and (doubt := doubtful(parts_of(a), parts_of(b))):
        return Match(DOUBTFUL, f"{_reason(pair)}; {doubt}")
    return Match(score, _reason(pair))


def _reason(pair: Pair) -> str:
    return "; ".join(pair.notes) or "names with little in common"


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], float]:
    """The fitted weights (``data/similarity.txt``, made by ``training/fit_similarity.py`` from names-dev)."""
    from importlib.resources import files

    weights: dict[str, float] = {}
    for line in (files(__package__) / "data" / "similarity.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, value = line.split()
            weights[name] = float(value)
    return weights, weights.pop("bias")
