"""Actors across articles: spelling, office, country, party, company and date merge persons; stated names merge groups.

Incremental (what was resolved stays), blocked (a person is compared only with those of a like last and first name),
and every merge says why. A surname alone never merges. What nearly was one is kept as a question for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ..model import Actor, ActorType, Relation, Tie
from .evidence import Known
from .features import parts_of
from .group_names import group_key, may_be_one
from .groups_across import NAMELESS, Groups
from .identified import Entry, Here, Identity, Join, Merge, NearMiss
from .identity_table import COMPANIONS, Table, exact_key
from .people_across import People
from .seats import Seats, country_of_role, day_of, seat_of
from .similarity import ASK, MERGE

_BELONGS = (Relation.MEMBER_OF, Relation.LEADS, Relation.SPOKESPERSON_OF)
#: How sure it is that who was called by an office then is meant by it now.
OFFICE = 0.85


class Resolver:
    """Mentions of many readings to identities.

    Args:
        known: identities of a record that goes on, or of an authority file.
        joined: identities that stand as another already.
        apart: pairs that people have told apart: never joined again.
        company: gives the companions of a known identity (ids), asked only where a decision needs them.

    Example:
        >>> resolver = Resolver()
        >>> one = resolver.add("1", (Actor("a1", "Hadi al-Tavi", ActorType.PERSON),), "2024-05-01")
        >>> other = resolver.add("2", (Actor("a1", "Hadi Al Tawi", ActorType.PERSON),), "2024-05-02")
        >>> one["a1"] == other["a1"], resolver.merges[0].reason
        (True, 'the same after folding spellings')
    """

    def __init__(
        self,
        known: Iterable[Identity] = (),
        *,
        joined: dict[str, str] | None = None,
        apart: Iterable[tuple[str, str]] = (),
        company: Callable[[str], Iterable[str]] | None = None,
    ) -> None:
        self.table = Table(joined=joined, apart=apart, company=company)
        self._people, self._groups = People(self.table), Groups(self.table)
        for identity in known:
            self.table.take_up(identity)

    @property
    def seats(self) -> Seats:
        """Who was seen in which office when."""
        return self.table.seats

    @property
    def merges(self) -> list[Merge]:
        """Spellings that joined an identity."""
        return self.table.merges

    @property
    def joins(self) -> list[Join]:
        """Identities that turned out to be one."""
        return self.table.joins

    @property
    def near_misses(self) -> list[NearMiss]:
        """Pairs that a person should look at."""
        return self.table.near_misses

    def add(
        self, article_id: str, actors: Iterable[Actor], published: str | None = None, *, ties: Iterable[Tie] = ()
    ) -> dict[str, str]:
        """Identities of one article's actors: id in the reading → id over all articles.

        Args:
            ties: what the article says of who belongs to what; tells people of one name apart.
        """
        actors = tuple(actors)
        named = self.add_names(article_id, actors, published, ties=ties)
        return named | self.add_offices(article_id, [a for a in actors if a.id not in named], published, among=actors)

    def add_names(
        self, article_id: str, actors: Iterable[Actor], published: str | None = None, *, ties: Iterable[Tie] = ()
    ) -> dict[str, str]:
        """The same without the actors that are only called by an office ("the prime minister"): those wait."""
        actors = tuple(actors)
        here = _here(article_id, actors, published)
        found: dict[str, str] = {}
        taken: set[str] = set()
        people = []
        for actor in sorted(actors, key=lambda actor: -len(actor.name)):
            if called_by_office(actor):
                continue
            if actor.type is ActorType.PERSON:
                people.append(actor)
            else:
                found[actor.id] = self._groups.group(here, actor).id
        self._groups.join_short(here, [actor for actor in actors if actor.id in found], found)
        telling = {id for id in found.values() if self._tells(id)}
        belongs = _belongs(ties, found)
        for actor in people:
            about = self._known_here(here, actor, belongs.get(actor.id, (set(), None)), telling)
            entry = self._people.person(here, actor, about, taken)
            found[actor.id] = entry.id
            taken.add(self.table.stands_as(entry.id))  # two persons of one article are two persons of the record
            telling = telling | {entry.id} if len(parts_of(actor.name)) > 1 else telling
        return found

    def add_offices(
        self,
        article_id: str,
        actors: Iterable[Actor],
        published: str | None = None,
        *,
        among: Iterable[Actor] = (),
    ) -> dict[str, str]:
        """Who "the prime minister" is: whom other articles of that time call so; else nobody that is known.

        Args:
            actors: those that :meth:`add_names` left out.
            among: all actors of the article, which tell whose prime minister it is.
        """
        here = _here(article_id, tuple(among) or tuple(actors), published)
        return {actor.id: self._office(here, actor).id for actor in actors}

    def identities(self, ids: Iterable[str] | None = None) -> list[Identity]:
        """The identities with these ids (all without), in the order in which they were first seen."""
        entries = self.table.entries
        wanted = entries.values() if ids is None else sorted(map(entries.__getitem__, ids), key=lambda entry: entry.n)
        return [Identity(entry.id, entry.name, entry.type, entry.country, tuple(entry.names)) for entry in wanted]

    def stands_as(self, id: str) -> str:
        """The identity that this one is after all joins."""
        return self.table.stands_as(id)

    def knows(self, name: str, type: ActorType) -> bool:
        """Whether somebody of that kind is called just so already."""
        if type is not ActorType.PERSON:
            return any(may_be_one(entry.type, type) for entry in self.table.groups.get(group_key(name), ()))
        parts = parts_of(name)
        return len(parts) > 1 and exact_key(name, parts) in self.table.exact

    def _office(self, here: Here, actor: Actor) -> Entry:
        seat = seat_of(actor.name, actor.country or country_of_role(actor.name) or here.country)
        held = self.table.seats.holder(seat, here.published) if seat else None
        if held is not None and held.holder is not None:
            self.table.merges.append(Merge(held.holder, here.article, actor.id, actor.name, OFFICE, held.reason))
            return self.table.entries[held.holder]
        entry = self.table.own(here.article, actor)
        for rival in held.rivals if held else ():
            self.table.near(self.table.entries[rival], entry, 0.5, held.reason, here.article)
        return entry

    def _known_here(self, here: Here, actor: Actor, belongs: tuple[set[str], str | None], telling: set[str]) -> Known:
        groups, country = belongs
        country = actor.country or country
        country = country or next((c for role in actor.roles if (c := country_of_role(role))), None)
        seats = {seat: None for role in actor.roles if (seat := seat_of(role, country or here.country))}
        day = day_of(here.published)
        company = frozenset(sorted(telling)[:COMPANIONS])
        return Known(country, seats, groups, company, (day, day) if day else None)

    def _tells(self, id: str) -> bool:
        """Whether being named beside it says something: not so of states and of those everybody is named beside."""
        entry = self.table.entries[id]
        return entry.type not in (ActorType.STATE, ActorType.OUTLET, ActorType.INTERNATIONAL, *NAMELESS)


def called_by_office(actor: Actor) -> bool:
    """Whether an article calls somebody only by an office that one person holds: "the Iraqi prime minister"."""
    if actor.type not in (ActorType.UNKNOWN, ActorType.PERSON) or not actor.mentions or actor.named:
        return False
    return seat_of(actor.name, actor.country or "?") is not None


def _here(article_id: str, actors: tuple[Actor, ...], published: str | None) -> Here:
    """The country of most actors of an article, if more than half of those of any are of it."""
    told = Counter(actor.country for actor in actors if actor.country)
    (country, most), *_ = told.most_common(1) or [(None, 0)]
    return Here(article_id, published, country if 2 * most > sum(told.values()) else None)


def _belongs(ties: Iterable[Tie], groups: dict[str, str]) -> dict[str, tuple[set[str], str | None]]:
    """Whom each person of an article belongs to, as ids over all articles."""
    found: dict[str, tuple[set[str], str | None]] = {}
    for tie in ties:
        if tie.relation in _BELONGS and tie.object in groups:
            found.setdefault(tie.subject, (set(), None))[0].add(groups[tie.object])
    return found


__all__ = ["ASK", "COMPANIONS", "MERGE", "Identity", "Join", "Merge", "NearMiss", "Resolver", "called_by_office"]
