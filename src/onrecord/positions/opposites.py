"""Issues that are each other's negation: to be for the one is to be against the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from ..model import Codebook, Position, Stance

_NEGATED = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
#: The other issue's position follows its source and is as sure; this keeps the order.
_LESS = 1e-4


def opposites_of(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Issue → the issues that are its negation, said from either side.

    >>> from .codebook import parse_codebook
    >>> book = parse_codebook("issues: [{id: stay, title: Staying}, {id: go, title: Leaving, opposite_of: stay}]")
    >>> opposites_of(book)
    {'go': ('stay',), 'stay': ('go',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for issue in codebook.issues:
        if issue.opposite_of:
            for one, other in ((issue.id, issue.opposite_of), (issue.opposite_of, issue.id)):
                if other not in found.get(one, ()):
                    found[one] = (*found.get(one, ()), other)
    return found


def with_opposites(positions: Iterable[Position], codebook: Codebook) -> tuple[Position, ...]:
    """The positions of statements, each statement's together and likeliest first, and what they say of the negations.

    Where a statement has positions on both issues, the likelier one decides.
    """
    opposites = opposites_of(codebook)
    if not opposites:
        return tuple(positions)
    out: list[Position] = []
    for _, own in groupby(positions, key=lambda one: one.statement):
        decided: dict[str, Position] = {}
        for position in own:
            if position.issue in decided:
                continue
            decided[position.issue] = position
            for other in opposites.get(position.issue, ()):
                decided.setdefault(other, _negated(position, other))
        out += decided.values()
    return tuple(out)


def _negated(position: Position, issue: str) -> Position:
    return replace(
        position,
        issue=issue,
        stance=_NEGATED.get(position.stance, position.stance),
        probability=round(max(position.probability - _LESS, 0.0), 4),
        reason=f"the opposite of {position.issue}; {position.reason}",
        claimed=_NEGATED.get(position.claimed, position.claimed) if position.claimed else None,
        likely=(position.likely[1], position.likely[0], *position.likely[2:]) if position.likely else (),
    )
