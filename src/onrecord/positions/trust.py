"""How far to trust the machine that codes in a record, by what people judged there: the trust page, and as JSON.

A machine that learnt is held to what it would have said of each judged statement had that been left out in learning;
one that did not learn (the codebook alone, a model of one's own) to what it said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..model import MACHINE
from ..store import queries
from ..store.model_calls import CallSums, call_sums
from .audit import Advice, Audit, Point, Share, advise, audit_of, audited, curve
from .evaluating import Compared, Evaluation, People, compare, people_of
from .evaluation_text import as_json as evaluation_json
from .evaluation_text import number
from .examples import Taught
from .learner import STANCES, Guess, Task, learn_from
from .relearn import LEARNT, task_of

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import CoderRow

NOTHING = queries.NOTHING


@dataclass(frozen=True, slots=True)
class Trust:
    """``coder``: whose positions stand; ``coders``: all that have coded; ``judged``: examples that people gave.

    ``evaluation`` is over all that was judged, which people chose; ``audit`` over the part drawn at random.
    """

    coder: str
    coders: Sequence[CoderRow]
    judged: int
    evaluation: Evaluation
    audit: Audit
    curve: Sequence[Point]
    advice: Advice
    calls: Sequence[CallSums]


def trust_in(record: Record, *, encoder: str | None = None, wanted: float | None = None) -> Trust:
    """What people's judgements say of the coder that stands.

    Args:
        encoder: for learning; None: the one that the coder used. wanted: the share right that is good enough.

    Raises:
        RecordError: there is no codebook.
    """
    coders = queries.coders(record)
    standing = next((one for one in coders if one.stands), None)
    name = standing.name if standing else MACHINE
    encoder = encoder or (standing.facts.get("encoder") if standing else None) or "sentence"
    # what a page waits for is never encoding: statements without a vector count by what the codebook says of them
    task, examples = task_of(record, encoder=encoder, encode=not record.read_only)
    guess = _learnt(task, examples) if name.startswith(LEARNT) and examples else _said(record, task, examples, name)
    rows = set(audited(task.statements, examples))
    first = {one.row: guess(i) for i, one in reversed(list(enumerate(examples)))}
    found = audit_of([first[row] for row in sorted(rows)], examples)
    points = curve(task, examples) if examples else []
    compared = [_compared(task, one, guess(i)) for i, one in enumerate(examples)]
    evaluation = compare(compared, gold=len(examples), matched=len(examples), people=_people(record, set(task.codes)))
    advice = advise(found, points, wanted=wanted)
    return Trust(name, coders, len(examples), evaluation, found, points, advice, call_sums(record))


def _people(record: Record, codes: set[str]) -> People | None:
    """What each person said of each statement, for those that two looked at."""
    said = []
    for row in queries.codings(record):
        if row.issue in codes:
            taken = row.code in STANCES
            said.append((row.statement, row.by, row.issue if taken else NOTHING, row.code if taken else None))
    return people_of(said)


Guessed = Callable[[int], Guess]


def _learnt(task: Task, examples: Sequence[Taught]) -> Guessed:
    learnt = learn_from(task, examples)
    guesses = [
        Guess(one.row, one.issue, one.stance, 0.0, 0.0, one.probability(learnt.trust), True) for one in learnt.left_out
    ]
    return guesses.__getitem__


def _said(record: Record, task: Task, examples: Sequence[Taught], coder: str) -> Guessed:
    """What a coder that did not learn said; of a statement's positions the likeliest."""
    codes = set(task.codes)
    said: dict[str, tuple[str, str, float]] = {}
    for row in queries.proposals(record, coder=coder):
        if row.issue in codes:
            said.setdefault(row.anchor, (row.issue, row.stance, row.probability))

    def guess(i: int) -> Guess:
        row = examples[i].row
        found = said.get(task.statements[row].anchor)
        if found is None:
            return Guess(row, NOTHING, None, 0.0, 0.0, None, False)
        return Guess(row, found[0], found[1], 0.0, 0.0, found[2], True)

    return guess


def _compared(task: Task, example: Taught, guess: Guess) -> Compared:
    statement = task.statements[example.row]
    stance = guess.stance if guess.issue == example.issue else None
    sure = guess.coded if guess.issue != NOTHING else None
    return Compared(statement.id, statement.quote, example.issue, example.stance, guess.issue, stance, sure)


def as_json(trust: Trust) -> dict[str, Any]:
    """All of it as JSON values."""
    return {
        "coder": trust.coder,
        "coders": [asdict(one) for one in trust.coders],
        "judged": trust.judged,
        "audit": {name: share_json(getattr(trust.audit, name)) for name in ("both", "issue", "stance")},
        "curve": [{"examples": point.examples, **share_json(point.right)} for point in trust.curve],
        "advice": asdict(trust.advice),
        "evaluation": evaluation_json(trust.evaluation),
        "calls": [asdict(one) for one in trust.calls],
    }


def share_json(share: Share) -> dict[str, Any]:
    """A share with its interval."""
    interval = {"low": number(share.low), "high": number(share.high)}
    return {"n": share.n, "right": share.right, "share": number(share.share), **interval}


def as_lines(trust: Trust) -> Iterable[str]:
    """The first lines of it, for a terminal; the evaluation comes after."""
    yield f"coded by “{trust.coder}”; {trust.judged} judgements to hold it to"
    yield trust.advice.why
    for point in trust.curve:
        right = point.right
        yield f"  after {point.examples:4d} judgements  {right.share:.2f} right of {right.n}"
