"""Rows about what people decide, and what they are asked to."""

from __future__ import annotations

from dataclasses import dataclass

from .shown import ArticleRow


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One judgement as stored; ``undone_by`` is the id of the undo that stands against it, else None."""

    id: int
    verdict: str
    kind: str
    target: str
    by: str
    at: str
    value: dict
    note: str
    undone_by: int | None = None
    batch: int | None = None
    second: bool = False
    seconds: float | None = None
    queue: str | None = None


def target_of(statement: str, issue: str | None) -> str:
    """What a judgement names: a statement's position on an issue, or without one the statement itself.

    >>> target_of("s1", "toll"), target_of("s1", None)
    ('s1/toll', 's1')
    """
    return f"{statement}/{issue}" if issue is not None else statement


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A row to judge: a statement with its position on one issue, or without any. ``p`` that all of it is right."""

    statement: str
    issue: str | None
    p: float

    @property
    def target(self) -> str:
        return target_of(self.statement, self.issue)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A statement that may be drawn at random, with its most probable position."""

    id: str
    anchor: str
    issue: str | None
    judged: bool

    @property
    def target(self) -> str:
        return target_of(self.id, self.issue)


@dataclass(frozen=True, slots=True)
class CodingRow:
    """What one person says of one statement (``issue`` None) or of its position on an issue; ``machine`` says what."""

    statement: str
    issue: str | None
    by: str
    code: str
    machine: str | None
    second: bool
    at: str
    seconds: float | None
    queue: str | None


@dataclass(frozen=True, slots=True)
class NearMissRow:
    """Two actors that nearly were taken for one: for a person to merge or to leave apart.

    ``id`` ("<a>/<b>") is the target of a "near miss" judgement; ``score`` is the probability that they are one.
    """

    id: str
    a: str
    a_name: str
    b: str
    b_name: str
    type: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Two articles that may tell the same: ``actors`` of whom both speak; ``copy``: one repeats the other's text."""

    one: ArticleRow
    other: ArticleRow
    actors: int
    copy: bool


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """What people decided, all in all, of a statement and an issue: ``stance`` is None where it was rejected.

    ``n`` is the judgement that came last, so rows in its order are in the order of judging.
    """

    anchor: str
    issue: str
    stance: str | None
    by: str
    n: int


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """An address of the pages that somebody gave a name."""

    id: int
    name: str
    address: str
    by: str
    at: str
