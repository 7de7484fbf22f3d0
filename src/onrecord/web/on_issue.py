"""What is on record on one issue, within what a reader chose: the sums behind the issue page, remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..store import queries
from ..store.queries.claims import ClaimRow
from .ask import Ask
from .page import Field
from .schemas import TEXT
from .standing import Share, Standing, grouped, shares, standings, turned
from .window import ALWAYS, Window, window_of

if TYPE_CHECKING:
    from ..store.record import Record

#: What stands in an address for a party, outlet or country that nobody states.
UNKNOWN = "-"
FIELDS = (
    Field("party", f"Only speakers of this party (its id; “{UNKNOWN}” for those whose party nobody states)", TEXT),
    Field("outlet", f"Only what this outlet prints (“{UNKNOWN}”: outlet unknown)", TEXT),
    Field("country", f"Only speakers of this country (“{UNKNOWN}”: country unknown)", TEXT),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The window and the party, outlet and country that the address names."""

    window: Window = ALWAYS
    party: str | None = None
    outlet: str | None = None
    country: str | None = None

    @classmethod
    def of(cls, ask: Ask) -> Choice:
        """What the address says."""
        return cls(window_of(ask), ask.word("party"), ask.word("outlet"), ask.word("country"))

    def __bool__(self) -> bool:
        return self != Choice()

    @property
    def always(self) -> Choice:
        """The same over the whole time."""
        return replace(self, window=ALWAYS)


@dataclass(frozen=True, slots=True)
class OnIssue:
    """Claims of one issue and what they come to. Those in the group "changed" stand in another group as well."""

    choice: Choice
    claims: tuple[ClaimRow, ...]
    standings: tuple[Standing, ...]
    groups: dict[str, tuple[Standing, ...]]
    parties: tuple[Share, ...]
    outlets: tuple[Share, ...]
    countries: tuple[Share, ...]


def on_issue(record: Record, issue: str, choice: Choice) -> OnIssue:
    """The sums for one issue; remembered until somebody writes to the record."""
    return record.remember(("on issue", issue, choice), lambda: _on_issue(record, issue, choice))


def _on_issue(record: Record, issue: str, choice: Choice) -> OnIssue:
    faces, parties = queries.faces(record), queries.parties(record)

    def country(claim: ClaimRow) -> str | None:
        return faces[claim.speaker][2] if claim.speaker in faces else None

    def name(id: str) -> str:
        return faces[id][0] if id in faces else id

    claims = queries.claims(record, issue=issue)
    tests = [
        (choice.party, lambda claim: parties.get(claim.speaker or "")),
        (choice.outlet, lambda claim: claim.outlet),
        (choice.country, country),
    ]
    for wanted, of in tests:
        if wanted is not None:
            value = None if wanted == UNKNOWN else wanted
            claims = tuple(claim for claim in claims if of(claim) == value)
    if choice.window:
        held = {when: choice.window.holds(when) for when in {claim.when for claim in claims}}
        claims = tuple(claim for claim in claims if held[claim.when])
    found = standings(claims, name)
    # a party says a thing once, however many outlets print it; an outlet prints what it prints
    first_hand = [claim for claim in claims if not claim.told and not claim.copy]
    return OnIssue(
        choice=choice,
        claims=claims,
        standings=found,
        groups={**grouped(found), "changed": turned(found)},
        parties=shares(first_hand, lambda claim: parties.get(claim.speaker or ""), name),
        outlets=shares(claims, lambda claim: claim.outlet),
        countries=shares(first_hand, country),
    )
