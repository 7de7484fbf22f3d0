"""What people decided in a record, as examples to learn from: statement, issue, stance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..store.queries import NOTHING
from ..store.rows import CodableRow, JudgedRow, ProposalRow


@dataclass(frozen=True, slots=True)
class Taught:
    """One example: the statement's number, the issue it is about (or "none") and the stance, if that was said.

    ``n`` orders examples as they were judged.
    """

    row: int
    issue: str
    stance: str | None
    n: int


def taught(
    statements: Sequence[CodableRow],
    judged: Iterable[JudgedRow],
    proposals: Mapping[str, Sequence[ProposalRow]],
    *,
    issues: frozenset[str],
    accepted: Mapping[str, int] | None = None,
) -> list[Taught]:
    """The examples in what people decided, in the order of judging.

    A statement of which people kept, corrected or added positions is an example of their issues. One of which they
    rejected all that the machine proposed, or said that it is about none of the issues, is an example of "none"; so is
    one for which no machine proposed anything and which they looked at and let stand.

    Args:
        statements: those that stand. proposals: by the statement's anchor. issues: ids in the codebook in force.
        accepted: anchor → judgement, of the statements that people let stand as they are.
    """
    rows = {statement.anchor: i for i, statement in enumerate(statements)}
    by_anchor: dict[str, list[JudgedRow]] = {}
    for one in judged:
        if one.anchor in rows and (one.issue in issues or one.issue == NOTHING):
            by_anchor.setdefault(one.anchor, []).append(one)
    found: list[Taught] = []
    for anchor, decided in by_anchor.items():
        coded = {one.issue: one.stance for one in proposals.get(anchor, ())}
        kept = [one for one in decided if one.stance is not None and one.issue != NOTHING]
        found += [Taught(rows[anchor], one.issue, one.stance or coded.get(one.issue), one.n) for one in kept]
        if not kept and _about_nothing(decided, coded.keys() & issues):
            found.append(Taught(rows[anchor], NOTHING, None, max(one.n for one in decided)))
    for anchor, n in (accepted or {}).items():
        if anchor in rows and anchor not in by_anchor and not any(p.issue in issues for p in proposals.get(anchor, ())):
            found.append(Taught(rows[anchor], NOTHING, None, n))
    return sorted(found, key=lambda one: (one.n, one.row, one.issue))


def _about_nothing(decided: Sequence[JudgedRow], proposed: Iterable[str]) -> bool:
    if any(one.issue == NOTHING and one.stance is not None for one in decided):
        return True
    rejected = {one.issue for one in decided if one.stance is None and one.issue != NOTHING}
    return bool(rejected) and set(proposed) <= rejected
