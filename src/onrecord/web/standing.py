"""Who stands where on an issue: claims grouped by who made them, and nothing concluded from one statement."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ..store.queries.claims import ClaimRow
from .words import STANCES

#: The order in which groups are shown.
GROUPS = ("support", "oppose", "conditional", "mixed", "neutral")
#: Groups of those of whom too little is on record: one statement, or only what others tell.
SCARCE = ("single", "told")
#: Quotations of one speaker that a page shows; a link leads to all.
MOST_QUOTED = 2


@dataclass(frozen=True)
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
    claims: tuple[ClaimRow, ...]
    n: int
    copies: int
    told: int

    @property
    def enough(self) -> bool:
        """Whether more than one statement is on record."""
        return self.n > 1

    @property
    def group(self) -> str:
        """Where a page lists it: its stance, or one of `SCARCE`."""
        return self.stance if self.n > 1 else SCARCE[self.n == 0]

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that report it, in order of first report."""
        return tuple(dict.fromkeys(claim.outlet or "outlet unknown" for claim in self.claims))

    @property
    def first(self) -> str | None:
        """The earliest date."""
        return self.claims[0].when

    @property
    def last(self) -> str | None:
        """The latest date."""
        return next((claim.when for claim in reversed(self.claims) if claim.when), None)

    @cached_property
    def own(self) -> tuple[ClaimRow, ...]:
        """What the speaker said, each once."""
        return tuple(claim for claim in self.claims if not claim.told and not claim.copy)

    @cached_property
    def turns(self) -> tuple[tuple[ClaimRow, ClaimRow], ...]:
        """Each change from one of support, oppose and conditional to another: the last claim before, the first after.

        Days on which both were said are left out: there nothing says what came first.
        """
        if self.stance != "mixed":
            return ()
        days: dict[str, ClaimRow | None] = {}
        for claim in self.own:
            if claim.when and claim.stance != "neutral":
                there = days.setdefault(claim.when, claim)
                if there is None or there.stance != claim.stance:
                    days[claim.when] = None
        said = [claim for claim in days.values() if claim]
        return tuple((a, b) for a, b in itertools.pairwise(said) if a.stance != b.stance)

    @property
    def quoted(self) -> tuple[ClaimRow, ...]:
        """The claims a page shows: the latest, and the latest of each stance that would be missing."""
        shown = list(self.claims[-MOST_QUOTED:])
        for claim in reversed(self.claims):
            if claim.stance not in {one.stance for one in shown}:
                shown.insert(0, claim)
        return tuple(shown)

    @property
    def stances(self) -> tuple[tuple[str, int], ...]:
        """(stance, claims) for each of the four stances."""
        return by_stance(self.claims)


def by_stance(claims: Iterable[ClaimRow]) -> tuple[tuple[str, int], ...]:
    """(stance, claims) for each of the four stances."""
    found = Counter(claim.stance for claim in claims)
    return tuple((stance, found[stance]) for stance in STANCES)


def standings(claims: Iterable[ClaimRow], names: Callable[[str], str]) -> tuple[Standing, ...]:
    """Each speaker's standing on the issue; those with most statements first, then by name.

    Args:
        claims: on one issue, oldest first, those without a date last.
        names: an actor's id → its name.
    """
    by_speaker: dict[tuple[str | None, str], list[ClaimRow]] = {}
    for claim in claims:
        by_speaker.setdefault((claim.speaker, claim.name), []).append(claim)
    found = [
        _standing(actor_id, names(actor_id) if actor_id else source, rows)
        for (actor_id, source), rows in by_speaker.items()
    ]
    return tuple(sorted(found, key=lambda standing: (-standing.n, standing.name.casefold())))


def _standing(actor_id: str | None, name: str, claims: list[ClaimRow]) -> Standing:
    own = [claim for claim in claims if not claim.told]
    n = sum(not claim.copy for claim in own) or min(len(own), 1)
    return Standing(
        name=name,
        actor_id=actor_id,
        stance=_stance(own or claims),
        claims=tuple(claims),
        n=n,
        copies=len(own) - n,
        told=len(claims) - len(own),
    )


def _stance(claims: Iterable[ClaimRow]) -> str:
    taken = {claim.stance for claim in claims} - {"neutral"}
    return "mixed" if len(taken) > 1 else next(iter(taken), "neutral")


def grouped(found: Iterable[Standing]) -> dict[str, tuple[Standing, ...]]:
    """Group → standings, in the order of `GROUPS` and `SCARCE`, empty groups too."""
    groups: dict[str, list[Standing]] = {name: [] for name in (*GROUPS, *SCARCE)}
    for standing in found:
        groups[standing.group].append(standing)
    return {name: tuple(rows) for name, rows in groups.items()}


def turned(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those whose position changed, the fewest turns first: one change that lasts says more than a back and forth."""
    changed = [standing for standing in found if standing.turns]
    return tuple(sorted(changed, key=lambda standing: (len(standing.turns), -standing.n, standing.name.casefold())))


@dataclass(frozen=True, slots=True)
class Share:
    """One party, outlet or country (``name`` None: not known) with its claims by stance and its speakers."""

    id: str | None
    name: str | None
    counts: tuple[tuple[str, int], ...]
    speakers: int
    n: int


def shares(
    claims: Iterable[ClaimRow], of: Callable[[ClaimRow], str | None], names: Callable[[str], str] = str
) -> tuple[Share, ...]:
    """Claims by what ``of`` says of each, the largest first, the unknown last."""
    seen = Counter((of(claim), claim.stance, claim.speaker or claim.name) for claim in claims)
    counts: dict[str | None, Counter[str]] = {}
    speakers: dict[str | None, set[str]] = {}
    for (id, stance, speaker), n in seen.items():
        counts.setdefault(id, Counter())[stance] += n
        speakers.setdefault(id, set()).add(speaker)
    found = [
        Share(
            id=id,
            name=None if id is None else names(id),
            counts=tuple((stance, count[stance]) for stance in STANCES),
            speakers=len(speakers[id]),
            n=count.total(),
        )
        for id, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda share: (share.id is None, -share.n, share.name or "")))
