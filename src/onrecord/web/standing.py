"""Who stands where on an issue: statements grouped by who made them, and nothing concluded from one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..store.rows import PositionRow, StatementRow

#: The order in which groups are shown.
GROUPS = ("support", "oppose", "conditional", "mixed", "neutral")
#: Quotations of one speaker that a page shows; a link leads to all.
MOST_QUOTED = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with its position on the issue at hand."""

    statement: StatementRow
    position: PositionRow

    @property
    def stance(self) -> str:
        return self.position.stance


@dataclass(frozen=True, slots=True)
class Standing:
    """One speaker's claims on one issue, oldest first, those without a date last.

    ``stance`` is "mixed" where the claims carry more than one of support, oppose and conditional. ``n`` counts the
    speaker's own statements: not what others say that the speaker said (``told``; it decides the stance only where
    there is nothing else), nor what stands in an article that repeats another (``copies``), so a wire report printed
    ten times counts once.
    """

    name: str
    actor_id: str | None
    stance: str
    claims: tuple[Claim, ...]
    n: int
    copies: int
    told: int

    @property
    def enough(self) -> bool:
        """Whether more than one statement is on record."""
        return self.n > 1

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that report it, in order of first report."""
        return tuple(dict.fromkeys(claim.statement.article.outlet or "outlet unknown" for claim in self.claims))

    @property
    def first(self) -> str | None:
        """The earliest date."""
        return next((claim.statement.when for claim in self.claims if claim.statement.when), None)

    @property
    def last(self) -> str | None:
        """The latest date."""
        return next((claim.statement.when for claim in reversed(self.claims) if claim.statement.when), None)

    @property
    def quoted(self) -> tuple[Claim, ...]:
        """The claims a page shows: the latest, and the latest of each stance that would be missing."""
        shown = list(self.claims[-MOST_QUOTED:])
        for claim in reversed(self.claims):
            if claim.stance not in {one.stance for one in shown}:
                shown.insert(0, claim)
        return tuple(shown)

    @property
    def stances(self) -> tuple[tuple[str, int], ...]:
        """(stance, claims) for each stance that occurs, in the order of `GROUPS`."""
        found = Counter(claim.stance for claim in self.claims)
        return tuple((stance, found[stance]) for stance in GROUPS if found[stance])


def on_issue(statement: StatementRow, issue: str) -> Claim | None:
    """The statement with its position on the issue, or None where it takes none."""
    position = next((position for position in statement.positions if position.issue == issue), None)
    return Claim(statement, position) if position else None


def standings(statements: Iterable[StatementRow], issue: str) -> tuple[Standing, ...]:
    """Each speaker's standing on the issue; those with most statements first, then by name."""
    by_speaker: dict[tuple[str | None, str], list[Claim]] = {}
    for statement in statements:
        claim = on_issue(statement, issue)
        if claim:
            name = statement.speaker or statement.source_text or ""
            by_speaker.setdefault((statement.speaker_id, name), []).append(claim)
    found = [_standing(actor_id, name, claims) for (actor_id, name), claims in by_speaker.items()]
    return tuple(sorted(found, key=lambda standing: (-standing.n, standing.name.casefold())))


def _standing(actor_id: str | None, name: str, claims: list[Claim]) -> Standing:
    claims.sort(key=lambda claim: (claim.statement.when is None, claim.statement.when or "", claim.statement.id))
    own = [claim for claim in claims if claim.statement.nested_in is None]
    first_hand = [claim for claim in own if claim.statement.article.copies_of is None]
    n = len(first_hand) or min(len(own), 1)
    return Standing(
        name=name,
        actor_id=actor_id,
        stance=_stance(own or claims),
        claims=tuple(claims),
        n=n,
        copies=len(own) - n,
        told=len(claims) - len(own),
    )


def _stance(claims: Iterable[Claim]) -> str:
    taken = {claim.stance for claim in claims} - {"neutral"}
    return "mixed" if len(taken) > 1 else next(iter(taken), "neutral")


def grouped(found: Iterable[Standing]) -> tuple[tuple[str, tuple[Standing, ...]], ...]:
    """(stance, standings) in the order of ``GROUPS``, empty groups too."""
    found = tuple(found)
    return tuple((stance, tuple(s for s in found if s.stance == stance)) for stance in GROUPS)
