"""How far coders agree, people with people and machine with people: the field's measures, in plain Python.

A *unit* is what is coded (a statement), a *code* what is said of it; a coder who has not coded a unit is None there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Code = Hashable


def alpha(units: Iterable[Sequence[Code | None]]) -> float:
    """Krippendorff's alpha for nominal codes: 1 perfect, 0 no better than chance, below 0 worse.

    Any number of coders, any of them missing: a unit is the codes it got, None for a coder who gave none; units with
    fewer than two codes tell nothing about agreement and are left out. With the coincidences
    ``o[c, k] = Σ over units (pairs of c and k by different coders) / (codes in the unit − 1)``, their margins ``n[c]``
    and sum ``n``: ``alpha = 1 − (n − 1) · Σ o[c, k] / Σ n[c] · n[k]`` over all c ≠ k (K. Krippendorff, Computing
    Krippendorff's Alpha-Reliability, 2011, section C). Not a number where nothing varies or no unit has two codes.

    >>> round(alpha([("for", "for"), ("for", "against"), ("against", "against"), ("against", None)]), 3)
    0.444
    """
    margins: Counter[Code] = Counter()
    disagreements = 0.0
    for unit in units:
        codes = Counter(code for code in unit if code is not None)
        size = sum(codes.values())
        if size < 2:
            continue
        margins.update(codes)
        disagreements += sum(count * (size - count) for count in codes.values()) / (size - 1)
    total = sum(margins.values())
    expected = sum(count * (total - count) for count in margins.values())
    return 1 - (total - 1) * disagreements / expected if expected else math.nan


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Precision, recall and F1 of one code, and how often people (``gold``) and machine (``coded``) gave it."""

    precision: float
    recall: float
    f1: float
    gold: int
    coded: int


def class_scores(gold: Sequence[Code], coded: Sequence[Code]) -> dict[Code, ClassScore]:
    """The scores of each code that occurs, in order of first occurrence; 0 where nothing was there to find or found.

    >>> class_scores(["for", "for", "against"], ["for", "against", "against"])["for"]
    ClassScore(precision=1.0, recall=0.5, f1=0.6666666666666666, gold=2, coded=1)
    """
    right = Counter(g for g, c in zip(gold, coded, strict=True) if g == c)
    in_gold, in_coded = Counter(gold), Counter(coded)
    return {
        code: ClassScore(
            right[code] / in_coded[code] if in_coded[code] else 0.0,
            right[code] / in_gold[code] if in_gold[code] else 0.0,
            2 * right[code] / (in_gold[code] + in_coded[code]),
            in_gold[code],
            in_coded[code],
        )
        for code in dict.fromkeys((*gold, *coded))
    }


def macro_f1(gold: Sequence[Code], coded: Sequence[Code]) -> float:
    """The mean F1 of all codes that occur on either side, each counting the same, however rare."""
    scores = class_scores(gold, coded).values()
    return sum(score.f1 for score in scores) / len(scores) if scores else math.nan


def micro_f1(gold: Sequence[Code], coded: Sequence[Code]) -> float:
    """The share that is right: with one code a unit, micro F1 is accuracy."""
    return sum(g == c for g, c in zip(gold, coded, strict=True)) / len(gold) if gold else math.nan


def balanced_accuracy(gold: Sequence[Code], coded: Sequence[Code]) -> float:
    """The mean recall of the codes that people gave."""
    recalls = [score.recall for score in class_scores(gold, coded).values() if score.gold]
    return sum(recalls) / len(recalls) if recalls else math.nan


def confusion(gold: Sequence[Code], coded: Sequence[Code]) -> dict[tuple[Code, Code], int]:
    """(people's code, machine's code) → how often, the most frequent first.

    >>> confusion(["for", "for", "against"], ["for", "for", "for"])
    {('for', 'for'): 2, ('against', 'for'): 1}
    """
    return dict(Counter(zip(gold, coded, strict=True)).most_common())


def calibration_error(probabilities: Sequence[float], right: Sequence[bool], *, bins: int = 15) -> float:
    """Expected calibration error: how far a stated probability is from the share that is right, 0 (best) to 1.

    Over ``bins`` ranges of equal width, each weighted by what falls into it (Guo et al., On Calibration of Modern
    Neural Networks, 2017).

    >>> round(calibration_error([0.8, 0.8, 0.8, 0.8, 0.8], [True, True, True, True, False]), 6)
    0.0
    """
    found = reliability(probabilities, right, bins=bins)
    total = sum(one.n for one in found)
    return sum(one.n * abs(one.said - one.right) for one in found) / total if total else math.nan


@dataclass(frozen=True, slots=True)
class Bin:
    """Codes whose probability lies in one range: the mean of what was ``said``, the share that is ``right``."""

    said: float
    right: float
    n: int


def reliability(probabilities: Sequence[float], right: Sequence[bool], *, bins: int = 15) -> tuple[Bin, ...]:
    """What was said against what came true, by ranges of equal width that hold anything, the lowest first.

    >>> reliability([0.9, 0.92, 0.1], [True, True, False])
    (Bin(said=0.1, right=0.0, n=1), Bin(said=0.91, right=1.0, n=2))
    """
    sums: dict[int, list[float]] = {}
    for probability, hit in zip(probabilities, right, strict=True):
        entry = sums.setdefault(min(int(probability * bins), bins - 1), [0.0, 0.0, 0.0])
        entry[0] += probability
        entry[1] += hit
        entry[2] += 1
    return tuple(Bin(said / n, hits / n, int(n)) for _, (said, hits, n) in sorted(sums.items()))
