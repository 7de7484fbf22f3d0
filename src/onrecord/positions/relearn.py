"""After a judgement: learn again from all of them, and put what was learnt into the record as a coder of its own.

People's positions are never touched, nor what the codebook's coder said. The name of the coder says from how many
examples it learnt ("machine learnt 12 a41f0c"); of older ones only what is known of them stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import RecordError
from ..model import MACHINE, Codebook, content_id
from ..store import queries
from .abstaining import least_for, least_promised
from .embedding import statement_vectors, text_vectors
from .examples import Taught, taught
from .learner import Learnt, Task, codes_of, learn_from, wordings_of
from .matching import residual

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import CodableRow, ProposalRow

#: Beginning of the names of coders that learnt.
LEARNT = f"{MACHINE} learnt "


@dataclass(frozen=True, slots=True)
class Relearnt:
    """What a refit did. ``coder`` is None where nobody has judged anything: then the codebook's own coder stands.

    ``least`` is the probability below which nothing stands.
    """

    coder: str | None
    examples: int
    positions: int
    seconds: float
    least: float = 0.0


def relearn(
    record: Record,
    *,
    encoder: str = "sentence",
    precision: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Relearnt:
    """Learn from all judgements on positions and write what is proposed now; call it after a judgement.

    Two seconds for 5,000 statements once their vectors are in the record; the first call encodes them.

    Args:
        encoder: "sentence", or "deep" (eight times the time for encoding).
        precision: the share that should be right of what stands; what is less sure is kept but does not stand.
        progress: called with (texts encoded, texts to encode).

    Raises:
        RecordError: there is no codebook, or the record may not be written.
    """
    began = time.perf_counter()
    known = _known(record)
    if not known.examples:
        promised = [one.probability for one in queries.proposals(record, coder=MACHINE)]
        least = least_promised(promised, precision=precision) if precision else 0.0
        record.let_stand(MACHINE, least=least)  # all judgements may have been undone
        return Relearnt(None, 0, 0, time.perf_counter() - began, least)
    task, examples = _task(record, known, encoder=encoder, encode=True, progress=progress), known.examples
    learnt = learn_from(task, examples)
    name = coder_name(task.codebook, task, examples, encoder=encoder)
    positions = learnt.positions(coder=name)
    least = least_for(learnt, positions, precision=precision) if precision else 0.0
    facts = facts_of(learnt, encoder=encoder) | ({"precision": precision} if precision else {})
    stored = record.put_positions(positions, coder=name, facts=facts, least=least, instead_of=LEARNT)
    return Relearnt(name, len(examples), stored, time.perf_counter() - began, least)


def teachable(record: Record) -> bool:
    """Whether people have decided anything that can be learnt from.

    Raises:
        RecordError: there is no codebook.
    """
    return bool(_known(record).examples)


def prepare(record: Record, *, encoder: str = "sentence", progress: Callable[[int, int], None] | None = None) -> int:
    """Encode all statements that the record has no vectors of, so that the first refit need not; how many there are."""
    statements = queries.codable(record)
    statement_vectors(record, statements, encoder=encoder, progress=progress)
    return len(statements)


def task_of(
    record: Record,
    *,
    encoder: str = "sentence",
    encode: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Task, list[Taught]]:
    """What there is to code in a record, and what people have taught.

    Args:
        encode: False: texts that the record has no vector of count as nothing.

    Raises:
        RecordError: there is no codebook.
    """
    known = _known(record)
    return _task(record, known, encoder=encoder, encode=encode, progress=progress), known.examples


@dataclass(frozen=True, slots=True)
class _Known:
    """What the record says before any vector is made."""

    book: Codebook
    statements: list[CodableRow]
    coded: dict[str, list[ProposalRow]]
    examples: list[Taught]


def _known(record: Record) -> _Known:
    book, statements, coded = _book(record), queries.codable(record), _coded(record)
    return _Known(book, statements, coded, _examples(record, book, statements, coded))


def _task(
    record: Record,
    known: _Known,
    *,
    encoder: str,
    encode: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Task:
    vectors = statement_vectors(record, known.statements, encoder=encoder, encode=encode, progress=progress)
    wordings = {issue.id: text_vectors(record, wordings_of(issue), encoder=encoder) for issue in known.book.issues}
    phrasings = {
        (issue.id, side): text_vectors(record, getattr(issue, side), encoder=encoder)
        for issue in known.book.issues
        for side in ("support", "oppose")
        if getattr(issue, side)
    }
    return Task(known.book, known.statements, vectors, known.coded, wordings, phrasings, codes_of(known.book))


def _book(record: Record) -> Codebook:
    book = record.codebook()
    if book is None:
        do = "run: onrecord code CODEBOOK.yaml"
        raise RecordError("there is no codebook in the record", where=str(record.path), do=do)
    return book


def _coded(record: Record) -> dict[str, list[ProposalRow]]:
    coded: dict[str, list[ProposalRow]] = {}
    for row in queries.proposals(record, coder=MACHINE):
        coded.setdefault(row.anchor, []).append(row)
    return coded


def _examples(
    record: Record, book: Codebook, statements: Sequence[CodableRow], coded: Mapping[str, Sequence[ProposalRow]]
) -> list[Taught]:
    issues = frozenset(issue.id for issue in book.issues if not residual(issue))
    judged, accepted = queries.judged_positions(record), queries.accepted(record)
    return taught(statements, judged, coded, issues=issues, accepted=accepted)


def coder_name(book: Codebook, task: Task, examples: list[Taught], *, encoder: str) -> str:
    """The same name for the same codebook, encoder and examples."""
    said = [(task.statements[one.row].anchor, one.issue, one.stance) for one in examples]
    return f"{LEARNT}{len(examples)} {content_id(book.id, book.version, encoder, said)[:6]}"


def facts_of(learnt: Learnt, *, encoder: str) -> dict[str, Any]:
    """What the record remembers of a coder that learnt."""
    right = [
        guess.issue == one.issue and guess.stance in (None, one.stance)
        for guess, one in zip(learnt.left_out, learnt.examples, strict=True)
    ]
    return {
        "encoder": encoder,
        "examples": len(learnt.examples),
        "last": max(one.n for one in learnt.examples),
        "right_when_left_out": round(sum(right) / len(right), 4),
        "weights": [round(weight, 4) for weight in learnt.trust.weights],
    }
