"""An evaluation as JSON values and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .evaluating import Evaluation, Measures, People


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as JSON values; what is not a number becomes null."""
    counts = {name: getattr(evaluation, name) for name in ("gold", "matched", "coded", "judged")}
    sides = {name: measures_json(getattr(evaluation, name)) for name in ("issue", "stance")}
    return {
        **counts,
        **sides,
        "by_issue": {issue: measures_json(measures) for issue, measures in evaluation.by_issue.items()},
        "calibration_error": number(evaluation.calibration_error),
        "calibration": [_numbers(asdict(bin)) for bin in evaluation.bins],
        "abstaining": [_numbers(asdict(one)) for one in evaluation.kept],
        "people": people_json(evaluation.people),
    }


def people_json(people: People | None) -> dict[str, Any] | None:
    """People beside people, or None."""
    if people is None:
        return None
    alphas = {"alpha_issue": number(people.issue), "alpha_stance": number(people.stance)}
    return {"coders": list(people.coders), "statements": people.statements, **alphas}


def measures_json(measures: Measures) -> dict[str, Any]:
    """One question's measures."""
    numbers = {name: number(getattr(measures, name)) for name in ("same", "alpha", "macro_f1")}
    codes = {
        code: {name: number(getattr(score, name)) for name in ("precision", "recall", "f1", "gold", "coded")}
        for code, score in measures.codes.items()
    }
    pairs = [
        {
            "gold": gold,
            "coded": coded,
            "n": n,
            "quotes": [{"id": id, "quote": quote} for id, quote in measures.quotes.get((gold, coded), ())],
        }
        for (gold, coded), n in measures.confusion.items()
    ]
    return {"n": measures.n, **numbers, "codes": codes, "confusion": pairs}


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {name: number(value) if isinstance(value, float) else value for name, value in values.items()}


def number(value: float) -> float | None:
    """Four decimals, or None where it is not a number."""
    return None if value != value else round(value, 4)


def as_lines(evaluation: Evaluation) -> Iterator[str]:
    """The evaluation for a terminal."""
    yield f"{evaluation.matched} of {evaluation.gold} statements are in the record, {evaluation.coded} coded there"
    if evaluation.judged:
        yield f"{evaluation.judged} left out: people have coded them in the record"
    if people := evaluation.people:
        yield (
            f"people with people: {people.statements} statements by {', '.join(people.coders)}  "
            f"alpha of issues {people.issue:.3f}  of stances {people.stance:.3f}"
        )
    for name in ("issue", "stance"):
        yield from _measures_lines(name, getattr(evaluation, name))
    for issue, measures in evaluation.by_issue.items():
        yield f"stance on {issue} ({measures.n})  same {measures.same:.3f}  macro F1 {measures.macro_f1:.3f}"
    yield f"calibration error (15 bins) {evaluation.calibration_error:.3f}"
    for one in evaluation.kept:
        if one.least is None:
            yield f"no threshold makes {one.wanted:.0%} right"
        else:
            yield (
                f"{one.wanted:.0%} right: abstain below {one.least:.2f}, {one.coded:.0%} are still coded, "
                f"{one.precision:.0%} of them right"
            )


def _measures_lines(name: str, measures: Measures) -> Iterator[str]:
    head = f"same {measures.same:.3f}  alpha {measures.alpha:.3f}  macro F1 {measures.macro_f1:.3f}"
    yield f"{name} ({measures.n})  {head}"
    for code, score in measures.codes.items():
        yield (
            f"  precision {score.precision:.2f}  recall {score.recall:.2f}  F1 {score.f1:.2f}"
            f"  people {score.gold:3d}  machine {score.coded:3d}  {code}"
        )
    wrong = [(pair, n) for pair, n in measures.confusion.items() if pair[0] != pair[1]]
    for (gold, coded), n in wrong[:5]:
        yield f"  {n:3d} times {coded} where people say {gold}"
        for _, quote in measures.quotes.get((gold, coded), ())[:1]:
            yield f"        “{_clipped(quote)}”"


def _clipped(quote: str, most: int = 90) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
