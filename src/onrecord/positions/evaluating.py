"""How far machine and people agree on positions: the measures of the field, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model import by_machine
from ..store import queries
from .agreement import (
    Bin,
    ClassScore,
    alpha,
    calibration_error,
    class_scores,
    confusion,
    macro_f1,
    micro_f1,
    reliability,
)
from .gold import NONE, Gold, matched, read_gold

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import StatementRow

__all__ = ["NONE", "Compared", "Evaluation", "Measures", "compare", "evaluate", "read_gold"]

#: Quotations kept of each kind of confusion.
_QUOTES = 3
#: Shares of right ones that people want, for the table of what the machine would still code.
WANTED = (0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Compared:
    """One statement as a person and as the machine coded it.

    ``coded_issue`` is the machine's likeliest issue or "none", ``probability`` that issue and stance are right;
    ``coded_stance`` the stance that it gives on the *person's* issue, None where it gives none.
    """

    statement: str
    quote: str
    issue: str
    stance: str | None
    coded_issue: str
    coded_stance: str | None
    probability: float | None
    coder: str = ""

    @property
    def right(self) -> bool:
        """Whether the machine's likeliest issue and its stance are the person's."""
        if self.coded_issue != self.issue:
            return False
        return self.issue == NONE or self.stance is None or self.coded_stance == self.stance


@dataclass(frozen=True, slots=True)
class Measures:
    """Agreement on one question: the share that is the same, alpha, F1 by code, the confusion (people, machine).

    ``quotes`` has up to three (statement, words) for each confusion of two different codes.
    """

    n: int
    same: float
    alpha: float
    macro_f1: float
    codes: dict[str, ClassScore]
    confusion: dict[tuple[str, str], int]
    quotes: dict[tuple[str, str], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What abstaining below ``least`` leaves: ``coded`` of all positions, ``precision`` the share right among them.

    ``least`` is None where no threshold reaches the wanted precision.
    """

    wanted: float
    least: float | None
    coded: float
    precision: float


@dataclass(frozen=True, slots=True)
class People:
    """People beside people: alpha on issues and on stances over statements that more than one person coded."""

    coders: tuple[str, ...]
    statements: int
    issue: float
    stance: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was compared, and how far people and machine agree.

    ``issue``: the most probable issue of every matched statement, "none" where there is none. ``stance``: of those
    statements for which the machine has a position on the issue that people gave; ``by_issue`` the same for each issue.
    ``calibration_error``: of the stated probability that issue and stance are both right; ``bins`` the curve behind it.
    """

    gold: int
    matched: int
    coded: int
    judged: int
    issue: Measures
    stance: Measures
    by_issue: dict[str, Measures]
    calibration_error: float
    bins: tuple[Bin, ...]
    kept: tuple[Kept, ...]
    people: People | None


def evaluate(record: Record, gold: Sequence[Gold]) -> Evaluation:
    """How far the record's positions agree with these; positions that people gave in the record are left out.

    Raises:
        InputError: no statement of the gold is in the record.
    """
    ids = {issue.title: issue.id for issue in queries.issues(record)}
    pairs = matched(record, gold)
    if not pairs:
        do = "read the same articles into the record first; doc_id is the file's stem"
        raise InputError("no coded statement was found in the record", do=do)
    compared, judged = [], 0
    for wanted, row in pairs:
        if all(by_machine(position.coder) for position in row.positions):
            compared.append(_compared(wanted, row, ids.get(wanted.issue, wanted.issue)))
        else:
            judged += 1
    people = people_of(
        (row.id, wanted.coder, ids.get(wanted.issue, wanted.issue), wanted.stance) for wanted, row in pairs
    )
    return compare(compared, gold=len(gold), matched=len(pairs), judged=judged, people=people)


def _compared(wanted: Gold, row: StatementRow, issue: str) -> Compared:
    first = row.positions[0] if row.positions else None
    stances = [position.stance for position in row.positions if position.issue == issue]
    coded = (first.issue, first.probability) if first else (NONE, None)
    return Compared(
        row.id, row.quote, issue, wanted.stance, coded[0], stances[0] if stances else None, coded[1], wanted.coder
    )


def compare(
    compared: Sequence[Compared], *, gold: int, matched: int, judged: int = 0, people: People | None = None
) -> Evaluation:
    """All measures of these statements."""
    stances = [one for one in compared if one.stance and one.coded_stance]
    sure = [(one.probability, one.right) for one in compared if one.probability is not None]
    probabilities, right = [p for p, _ in sure], [hit for _, hit in sure]
    issues = dict.fromkeys(one.issue for one in stances)
    return Evaluation(
        gold,
        matched,
        sum(one.coded_issue != NONE for one in compared),
        judged,
        _measures([(one.issue, one.coded_issue, one) for one in compared]),
        _stance_measures(stances),
        {issue: _stance_measures([one for one in stances if one.issue == issue]) for issue in issues},
        calibration_error(probabilities, right),
        reliability(probabilities, right),
        tuple(kept(probabilities, right, wanted=wanted) for wanted in WANTED),
        people,
    )


def _stance_measures(stances: Iterable[Compared]) -> Measures:
    return _measures([(one.stance or "", one.coded_stance or "", one) for one in stances])


def _measures(pairs: Sequence[tuple[str, str, Compared]]) -> Measures:
    people, machine = [gold for gold, _, _ in pairs], [found for _, found, _ in pairs]
    quotes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for gold, found, one in pairs:
        if gold != found and len(quotes.setdefault((gold, found), [])) < _QUOTES:
            quotes[gold, found].append((one.statement, one.quote))
    return Measures(
        len(pairs),
        micro_f1(people, machine),
        alpha(list(zip(people, machine, strict=True))),
        macro_f1(people, machine),
        class_scores(people, machine),
        confusion(people, machine),
        {pair: tuple(found) for pair, found in quotes.items()},
    )


def kept(probabilities: Sequence[float], right: Sequence[bool], *, wanted: float) -> Kept:
    """What is still coded where the machine abstains so that this share is right.

    >>> kept([0.9, 0.8, 0.7, 0.6], [True, True, False, True], wanted=0.9)
    Kept(wanted=0.9, least=0.8, coded=0.5, precision=1.0)
    """
    from .head import threshold_for

    least = threshold_for(probabilities, right, precision=wanted)
    if least is None:
        return Kept(wanted, None, 0.0, 0.0)
    above = [hit for p, hit in zip(probabilities, right, strict=True) if p >= least]
    return Kept(wanted, least, len(above) / len(right), sum(above) / len(above))


def people_of(codes: Iterable[tuple[str, str, str, str | None]]) -> People | None:
    """People beside people, from (statement, coder, issue, stance); None where no statement has two coders.

    Issues are compared on every statement that two people coded, stances where both coded the same issue.
    """
    by_statement: dict[str, dict[str, dict[str, str | None]]] = {}
    for statement, coder, issue, stance in codes:
        by_statement.setdefault(statement, {}).setdefault(coder, {})[issue] = stance
    shared = {statement: by for statement, by in by_statement.items() if len(by) > 1}
    if not shared:
        return None
    issues = [tuple("/".join(sorted(said)) for said in by.values()) for by in shared.values()]
    stances = [
        tuple(said[issue] for said in by.values() if said.get(issue))
        for by in shared.values()
        for issue in {issue for said in by.values() for issue in said}
    ]
    coders = tuple(sorted({coder for by in shared.values() for coder in by}))
    return People(coders, len(shared), alpha(issues), alpha(stances))
