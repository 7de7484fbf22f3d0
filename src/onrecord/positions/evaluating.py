"""The record's positions against those that people gave: what `onrecord evaluate` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..model import by_machine
from ..store import queries
from ..text.json_lines import json_lines
from .agreement import ClassScore, alpha, calibration_error, class_scores, confusion, macro_f1, micro_f1
from .words import words

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import PositionRow, StatementRow

NONE = "none"
#: A gold statement and one of the record are the same if they share this much of their characters (or words): Dice.
_SAME = 0.5
_ALL = 2**31
_DEMAND = "demand"
_DO = 'write {"doc_id": "…", "content": "…", "issue": "…", "position": "…"} on each line'


@dataclass(frozen=True, slots=True)
class Gold:
    """What a person coded: content as places in the article, or as words; ``issue`` an id or title, or none.

    ``file`` is the stem of the article's file where the line has one: it may differ from ``doc_id``.
    """

    doc_id: str
    file: str
    places: frozenset[int]
    words: tuple[str, ...]
    issue: str
    stance: str | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Agreement on one question: the share that is the same, alpha, F1 by code, the confusion (people, machine)."""

    n: int
    same: float
    alpha: float
    macro_f1: float
    codes: dict[str, ClassScore]
    confusion: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was compared, and how far people and machine agree.

    ``issue``: the most probable issue of every matched statement, "none" where there is none. ``stance``: of those
    statements for which the machine has a position on the issue that people gave. ``calibration_error``: of the
    stated probability that issue and stance are both right.
    """

    gold: int
    matched: int
    coded: int
    judged: int
    issue: Measures
    stance: Measures
    calibration_error: float


def read_gold(path: str | Path) -> list[Gold]:
    """The coded statements in a file of readings, or of ``{"doc_id", "content", "issue", "position"}`` lines.

    ``content`` is a list of ``{"start", "end"}`` or the words themselves. Statements without the field "issue" are
    left out: nobody coded them. "demand" is counted as support.

    Raises:
        InputError: the file cannot be read, or a line is neither; ``where`` names the line.
    """
    found = [one for where, row in json_lines(path, do=_DO) for one in _gold(row, where)]
    if not found:
        raise InputError("has no coded statements", where=str(path), do='each needs "content", "issue" and "position"')
    return found


def _gold(row: Any, where: str) -> Iterator[Gold]:
    if not isinstance(row, dict) or "doc_id" not in row:
        raise InputError('lacks "doc_id"', where=where, do=_DO)
    statements = row.get("statements", [row])
    try:
        for statement in statements:
            if "issue" in statement:
                yield _one(str(row["doc_id"]), Path(str(row.get("file", ""))).stem, statement)
    except (TypeError, KeyError, AttributeError) as error:
        raise InputError("a statement is not as it should be", where=where, do=_DO) from error


def _one(doc_id: str, file: str, statement: dict[str, Any]) -> Gold:
    content, stance = statement["content"], statement.get("position")
    stance = "support" if stance == _DEMAND else stance
    issue = statement["issue"] or NONE
    if isinstance(content, str):
        return Gold(doc_id, file, frozenset(), tuple(words(content)), issue, stance)
    spans = [content] if isinstance(content, dict) else content
    places = frozenset(place for span in spans for place in range(span["start"], span["end"]))
    return Gold(doc_id, file, places, (), issue, stance)


def evaluate(record: Record, gold: Sequence[Gold]) -> Evaluation:
    """How far the record's positions agree with these; positions that people gave in the record are left out.

    Raises:
        InputError: no statement of the gold is in the record.
    """
    ids = {issue.title: issue.id for issue in queries.issues(record)}
    pairs = [pair for pair in _matched(record, gold) if pair[1] is not None]
    if not pairs:
        do = "read the same articles into the record first; doc_id is the file's stem"
        raise InputError("no coded statement was found in the record", do=do)
    issues: list[tuple[str, str]] = []
    stances: list[tuple[str, str]] = []
    sure: list[tuple[float, bool]] = []
    judged = 0
    for wanted, row in pairs:
        machine = [position for position in row.positions if by_machine(position.coder)]
        if len(machine) < len(row.positions):
            judged += 1
            continue
        issue = ids.get(wanted.issue, wanted.issue)
        issues.append((issue, machine[0].issue if machine else NONE))
        sure += [(first.probability, _right(first, issue, wanted)) for first in machine[:1]]
        stances += [(wanted.stance, one.stance) for one in machine if one.issue == issue and wanted.stance]
    coded = sum(found != NONE for _, found in issues)
    error = calibration_error([p for p, _ in sure], [hit for _, hit in sure])
    return Evaluation(len(gold), len(pairs), coded, judged, _measures(issues), _measures(stances), error)


def _right(position: PositionRow, issue: str, wanted: Gold) -> bool:
    return position.issue == issue and position.stance == wanted.stance


def _measures(pairs: Sequence[tuple[str, str]]) -> Measures:
    people, machine = [gold for gold, _ in pairs], [found for _, found in pairs]
    return Measures(
        len(pairs),
        micro_f1(people, machine),
        alpha(pairs),
        macro_f1(people, machine),
        class_scores(people, machine),
        confusion(people, machine),
    )


def _matched(record: Record, gold: Iterable[Gold]) -> Iterator[tuple[Gold, StatementRow | None]]:
    """Each gold statement with the record's that it shares most with, none used twice."""
    rows: dict[str, list[StatementRow]] = {}
    for row in queries.statements(record, limit=_ALL, order="text"):
        rows.setdefault(row.article.doc_id, []).append(row)
    by_article: dict[str, list[Gold]] = {}
    for one in gold:
        by_article.setdefault(one.doc_id if one.doc_id in rows else one.file, []).append(one)
    for doc_id, wanted in by_article.items():
        shared = [
            (share, i, j)
            for i, one in enumerate(wanted)
            for j, row in enumerate(rows.get(doc_id, ()))
            if (share := _shared(one, row)) >= _SAME
        ]
        partner: dict[int, int] = {}
        for _, i, j in sorted(shared, key=lambda found: (-found[0], found[1:])):
            if i not in partner and j not in partner.values():
                partner[i] = j
        for i, one in enumerate(wanted):
            yield one, rows[doc_id][partner[i]] if i in partner else None


def _shared(gold: Gold, row: StatementRow) -> float:
    if gold.places:
        mine: Counter[Any] = Counter(gold.places)
        other: Counter[Any] = Counter(place for span in row.content for place in range(span.start, span.end))
    else:
        mine, other = Counter(gold.words), Counter(words(row.quote))
    total = mine.total() + other.total()
    return 2 * (mine & other).total() / total if total else 0.0


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as JSON values; what is not a number becomes null."""
    counts = {name: getattr(evaluation, name) for name in ("gold", "matched", "coded", "judged")}
    sides = {name: _measures_json(getattr(evaluation, name)) for name in ("issue", "stance")}
    return {**counts, **sides, "calibration_error": _number(evaluation.calibration_error)}


def _measures_json(measures: Measures) -> dict[str, Any]:
    numbers = {name: _number(getattr(measures, name)) for name in ("same", "alpha", "macro_f1")}
    codes = {
        code: {name: _number(getattr(score, name)) for name in ("precision", "recall", "f1", "gold", "coded")}
        for code, score in measures.codes.items()
    }
    pairs = [{"gold": gold, "coded": coded, "n": n} for (gold, coded), n in measures.confusion.items()]
    return {"n": measures.n, **numbers, "codes": codes, "confusion": pairs}


def _number(value: float) -> float | None:
    return None if value != value else round(value, 4)


def as_lines(evaluation: Evaluation) -> Iterator[str]:
    """The evaluation for a terminal."""
    yield f"{evaluation.matched} of {evaluation.gold} statements are in the record, {evaluation.coded} coded there"
    if evaluation.judged:
        yield f"{evaluation.judged} left out: people have coded them in the record"
    for name in ("issue", "stance"):
        measures: Measures = getattr(evaluation, name)
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
    yield f"calibration error (15 bins) {evaluation.calibration_error:.3f}"
