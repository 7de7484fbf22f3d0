"""Persons across articles: spelling weighed with office, country, party, company and date; a surname never alone."""

from __future__ import annotations

from ..model import Actor
from .evidence import Known, full_name, together, weigh
from .features import parts_of
from .identified import Entry, Here
from .identity_table import BLOCK, Table, block_keys, exact_key
from .similarity import ASK, DOUBTFUL, MERGE, Match, same_name
from .translit import fold

#: Below, no office makes two spellings one name; and the most that anything but an office makes of such a pair.
NEAR, ALMOST = 0.6, MERGE - 0.01
#: How sure it is that who was called by an office then is meant by it now.
OFFICE = 0.85
#: Spellings of one identity that a new name is compared with.
SPELLINGS = 6


class People:
    """Finds the identity of a person of an article."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def person(self, here: Here, actor: Actor, about: Known, taken: set[str]) -> Entry:
        """Who is meant; ``taken`` are others of the article: two persons there are two persons of the record."""
        parts = parts_of(actor.name)
        if len(parts) < 2:
            return self._surname(here, actor, parts, about, taken)
        best, score, reason, alike = self._nearest(actor, parts, about, taken)
        if best is not None and score >= MERGE:
            self.table.merged(here, actor, best, score, reason, about)
            self._join_surname(here, best, parts, about)
            return best
        entry = self.table.new(actor, self.table.free_id(actor), about)
        self.table.saw(entry, here, about)
        self._join_surname(here, entry, parts, about)
        if best is not None and (alike or score >= ASK):
            self.table.near(best, entry, score, reason, here.article)
        return entry

    def _nearest(
        self, actor: Actor, parts: tuple[str, ...], about: Known, taken: set[str]
    ) -> tuple[Entry | None, float, str, bool]:
        """Who is likeliest to be meant, how likely, why, and whether the names alone would do."""
        fits: list[tuple[float, int, Entry, str, bool]] = []
        exact = self.table.exact.get(exact_key(actor.name, parts), ())
        for n, entry in enumerate(exact[-BLOCK:]):
            if self.table.stands_as(entry.id) not in taken:
                fits.append(
                    (
                        *self._weighed(entry, about, full_name(parts, self.table.expected(parts)), n, exact=True),
                        entry,
                        "",
                        True,
                    )
                )
        best = max(fits, key=lambda fit: (fit[0], -fit[1]), default=None)
        if best is None or best[0] < MERGE:
            done = {id(entry) for entry in exact}
            for key in block_keys(parts):
                for n, entry in enumerate(self.table.blocks.get(key, ())[-BLOCK:]):
                    if id(entry) in done or self.table.stands_as(entry.id) in taken:
                        continue
                    match = max((same_name(actor.name, name) for name in list(entry.names)[:SPELLINGS]), key=_score)
                    if match.score >= ASK:
                        fits.append(
                            (*self._weighed(entry, about, match.score, n), entry, match.reason, match.score >= MERGE)
                        )
            best = max(fits, key=lambda fit: (fit[0], -fit[1]), default=None)
        if best is None:
            return None, 0.0, "", False
        score, _, entry, told, alike = best
        notes = weigh(about, self.table.about(entry, deep=True)).notes
        return entry, score, "; ".join((told or "the same after folding spellings", *notes)), alike

    def _weighed(
        self, entry: Entry, about: Known, spelling: float, n: int, *, exact: bool = False
    ) -> tuple[float, int]:
        """The score of a candidate; companions are looked up only where they may decide."""
        weighed = weigh(about, self.table.about(entry))
        score = together(spelling, weighed)
        if score < MERGE and about.company:
            weighed = weigh(about, self.table.about(entry, deep=True))
            score = together(spelling, weighed)
        # brothers share country, party and company: of a spelling that does not do by itself only an office makes one
        open_ = spelling >= MERGE or exact or (weighed.same_seat and spelling >= NEAR and spelling != DOUBTFUL)
        return score if open_ else min(score, ALMOST), n

    def _surname(self, here: Here, actor: Actor, parts: tuple[str, ...], about: Known, taken: set[str]) -> Entry:
        """A surname goes to somebody only with the same seat at the same time, and only if that is one person."""
        called = self.table.surnames.get(fold(parts[0]), ()) if parts else ()
        named = [entry for entry in called if self.table.stands_as(entry.id) not in taken]
        for seat in about.seats or ():
            near = self.table.seats.near(seat, here.published)
            fits = {self.table.stands_as(entry.id): entry for entry in named if entry.id in near}
            if len(fits) == 1:
                (entry,) = fits.values()
                reason = f"same surname, both {seat.title} of {seat.of} at that time"
                self.table.merged(here, actor, entry, 0.9, reason, about)
                return entry
        entry = self.table.own(here.article, actor)
        self.table.saw(entry, here, about)
        if parts and entry.seats:
            self.table.put(self.table.surnames, fold(parts[0]), entry)
            return entry
        full = (other for other in named if len(parts_of(other.name)) > 1)
        likely = [other for other in full if _shares(self.table.about(other), about)]
        if len(likely) == 1:
            reason = "; ".join(("a surname alone", *weigh(about, self.table.about(likely[0])).notes))
            self.table.near(likely[0], entry, 0.5, reason, here.article)
        return entry

    def _join_surname(self, here: Here, entry: Entry, parts: tuple[str, ...], about: Known) -> None:
        """ "Premier Rawi" was met before "Premier Karim Rawi": with one seat at one time they are one."""
        for seat in about.seats or ():
            near = self.table.seats.near(seat, here.published)
            for other in self.table.surnames.get(fold(parts[-1]), ()):
                if other is not entry and other.id in near and len(parts_of(other.name)) == 1:
                    reason = f"same surname, both {seat.title} of {seat.of} at that time"
                    self.table.join(other, entry, 0.9, reason, here.article)


def _score(match: Match) -> float:
    return match.score


def _shares(one: Known, other: Known) -> bool:
    """Whether something besides the name speaks for two being one, and nothing against it."""
    same_country = bool(one.country) and one.country == other.country
    return bool(set(one.groups) & set(other.groups)) or (same_country and not (one.groups and other.groups))
