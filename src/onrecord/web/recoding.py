"""A recoding of many positions: all of an issue, by a speaker or in an outlet, from one stance to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model import Judgement, Stance, Verdict
from ..store import queries
from ..store.rows import StatementRow

if TYPE_CHECKING:
    from ..store.record import Record

#: What a position can be recoded to: a stance, or to none on this issue.
OFF = "off"
TARGETS = (*(str(stance) for stance in Stance), OFF)
#: One decision recodes at most so many; more are narrowed first.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Recoding:
    """``before`` the stance now, None for any; ``after`` the stance wanted, or `OFF`."""

    issue: str
    after: str
    before: str | None = None
    speaker: str | None = None
    outlet: str | None = None

    @classmethod
    def of(cls, word: Callable[[str], str | None]) -> Recoding:
        """From the fields of a page or form.

        Raises:
            InputError: an issue or a stance is missing or unknown.
        """
        issue, before, after = word("issue"), word("from"), word("to")
        if not issue or after not in TARGETS or before not in (None, *TARGETS[:-1]):
            raise InputError("a recoding needs an issue and a stance", where="the form", do="choose both")
        return cls(issue, after, before, word("speaker"), word("outlet"))

    def rows(self, record: Record) -> list[StatementRow]:
        """The statements whose position would change, as in the articles.

        Raises:
            InputError: too many.
        """
        found = queries.statements(
            record,
            issue=self.issue,
            stance=self.before,
            speaker=self.speaker,
            outlet=self.outlet,
            limit=MOST + 1,
            order="text",
        )
        if len(found) > MOST:
            raise InputError(f"more than {MOST} positions are too many at once", where="recode", do="narrow it")
        return [row for row in found if stance_on(row, self.issue) != self.after]

    def counts(self, rows: Sequence[StatementRow]) -> list[tuple[str, int]]:
        """(stance now, statements) of those that would change, the commonest first."""
        return Counter(stance_on(row, self.issue) for row in rows).most_common()

    def judgements(self, rows: Sequence[StatementRow], *, by: str, at: str) -> list[Judgement]:
        """One for each statement."""
        verdict = Verdict.REJECT if self.after == OFF else Verdict.CHANGE
        value = {} if self.after == OFF else {"stance": self.after}
        return [Judgement(verdict, "position", f"{row.id}/{self.issue}", by, at, value, queue="recode") for row in rows]


def stance_on(row: StatementRow, issue: str) -> str:
    """The statement's stance on an issue, "" where it takes none."""
    return next((position.stance for position in row.positions if position.issue == issue), "")
