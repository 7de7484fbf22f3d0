"""Who agrees and who disagrees with an actor, counted over the issues on which both took a stance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..store import queries
from .window import Window

if TYPE_CHECKING:
    from ..store.record import Record

_SIDES = ("support", "oppose")


@dataclass(frozen=True, slots=True)
class Shared:
    """One other actor: the ids of the issues on which both are on one side, and of those on which they are not."""

    actor_id: str
    name: str
    same: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def n(self) -> int:
        """Issues on which both took a side."""
        return len(self.same) + len(self.other)


def shared_issues(record: Record, actor: str, window: Window) -> tuple[Shared, ...]:
    """Everybody who took a side (for or against, not both) on an issue on which the actor did; most issues first."""
    stances = queries.stances(record, **window.within)
    names = queries.faces(record)
    mine = {issue: stance for issue, stance in stances.get(actor, {}).items() if stance in _SIDES}
    found = []
    for id, theirs in stances.items():
        if id == actor or id not in names:
            continue
        both = [issue for issue in mine if theirs.get(issue) in _SIDES]
        if both:
            same = tuple(issue for issue in both if theirs[issue] == mine[issue])
            found.append(Shared(id, names[id][0], same, tuple(issue for issue in both if theirs[issue] != mine[issue])))
    return tuple(sorted(found, key=lambda row: (-row.n, row.name.casefold())))
