"""All identities met so far, found by spelling, by block, by surname and by name of a group; what joined, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ..model import Actor, ActorType, content_id
from .evidence import Known
from .features import generation, parts_of
from .group_names import body_key, body_of_a_state, group_key, spelled_out
from .identified import Entry, Here, Identity, Join, Merge, NearMiss
from .seats import Seat, Seats, day_of
from .translit import fold, skeleton

#: In one block no more than this many people are compared by spelling: the newest.
BLOCK = 400
#: Companions that are remembered of a person.
COMPANIONS = 40
#: Stands for companions that have not been asked for yet.
_ASK_FOR_IT: set[str] = set()


class Table:
    """The identities in the making; the arguments are those of the resolver."""

    def __init__(
        self,
        *,
        joined: dict[str, str] | None = None,
        apart: Iterable[tuple[str, str]] = (),
        company: Callable[[str], Iterable[str]] | None = None,
    ) -> None:
        self.entries: dict[str, Entry] = {}
        self.exact: dict[str, list[Entry]] = {}
        self.blocks: dict[tuple[str, str], list[Entry]] = {}
        self.surnames: dict[str, list[Entry]] = {}
        self.groups: dict[str, list[Entry]] = {}
        self.into: dict[str, str] = dict(joined or {})
        self.apart = {frozenset(pair) for pair in apart}
        self.seats = Seats()
        self.merges: list[Merge] = []
        self.joins: list[Join] = []
        self.near_misses: list[NearMiss] = []
        self._met: Counter[tuple[int, str]] = Counter()
        self._people = 0
        self._company = company
        self._seen_pairs: set[tuple[str, str]] = set()

    def take_up(self, identity: Identity) -> None:
        """An identity that is known from before."""
        entry = Entry(len(self.entries), identity.id, identity.name, identity.type, identity.country)
        self.entries[entry.id] = entry
        for name in (identity.name, *identity.names):
            self.learn(entry, name)
        for seat, dates in identity.seats:
            for published in dates:
                self.seated(entry, seat, published)
        if self._company is None:
            return
        entry.company = _ASK_FOR_IT

    def stands_as(self, id: str) -> str:
        """The identity that this one is after all joins."""
        while id in self.into and self.into[id] != id:
            id = self.into[id]
        return id

    def own(self, article_id: str, actor: Actor) -> Entry:
        """An actor that no other article can mean: "residents", "a source", a surname alone."""
        id_ = content_id(actor.name, actor.type.value, article_id)
        if id_ not in self.entries:
            self.entries[id_] = Entry(len(self.entries), id_, actor.name, actor.type, actor.country, {actor.name: None})
        return self.entries[id_]

    def free_id(self, actor: Actor) -> str:
        """From the first-seen name and type, so it is the same whenever the record is made again in this order."""
        number, base = 1, content_id(actor.name, actor.type.value)
        while base in self.entries:
            number += 1
            base = content_id(actor.name, actor.type.value, number)
        return base

    def new(self, actor: Actor, id_: str, about: Known) -> Entry:
        """A new identity, under its names in the article."""
        entry = Entry(len(self.entries), id_, actor.name, actor.type, actor.country or about.country)
        self.entries[id_] = entry
        self.learn_all(entry, (actor.name, *_names_of(actor)))
        return entry

    def merged(
        self,
        here: Here,
        actor: Actor,
        entry: Entry,
        score: float,
        reason: str,
        about: Known,
        names: Iterable[str] = (),
    ) -> None:
        """An actor of an article joins an identity; a new spelling is kept with its reason."""
        if actor.name not in entry.names:
            self.merges.append(Merge(entry.id, here.article, actor.id, actor.name, score, reason))
        self.learn_all(entry, (actor.name, *_names_of(actor), *names))
        entry.country = entry.country or actor.country or about.country
        if entry.type is ActorType.PERSON:
            self.saw(entry, here, about)

    def saw(self, entry: Entry, here: Here, about: Known) -> None:
        """What an article shows of an identity: country, seats, groups, company, day."""
        entry.country = entry.country or about.country
        for seat in about.seats or ():
            self.seated(entry, seat, here.published)
        entry.groups |= set(about.groups)
        if entry.company is not _ASK_FOR_IT and len(entry.company) < COMPANIONS:
            entry.company |= set(about.company)
        if about.days:
            first, last = entry.days or about.days
            entry.days = (min(first, about.days[0]), max(last, about.days[1]))

    def seated(self, entry: Entry, seat: Seat, published: str | None) -> None:
        """Somebody was seen in a seat on a day."""
        self.seats.learn(seat, entry.id, published)
        day = day_of(published)
        first, last = entry.seats.get(seat) or ((day, day) if day else (0, 0))
        entry.seats[seat] = (min(first, day), max(last, day)) if day and first else (first, last)

    def learn_all(self, entry: Entry, names: Iterable[str]) -> None:
        """All of these names, each found again."""
        for name in names:
            self.learn(entry, name)

    def learn(self, entry: Entry, name: str) -> None:
        """The name is found again: whole, by its block, by its surname; of a group by its keys."""
        if name in entry.names:
            return
        entry.names[name] = None
        if entry.type is not ActorType.PERSON:
            for key in group_keys(name, entry.type, entry.country):
                self.put(self.groups, key, entry)
            return
        parts = parts_of(name)
        if len(parts) < 2:
            return
        if len(entry.names) == 1:
            self._people += 1
            self._met[0, fold(parts[0])] += 1
            self._met[1, fold(parts[-1])] += 1
        self.put(self.exact, exact_key(name, parts), entry)
        for key in block_keys(parts):
            self.put(self.blocks, key, entry)
        self.put(self.surnames, fold(parts[-1]), entry)

    @staticmethod
    def put(table: dict, key: object, entry: Entry) -> None:
        """Into a list of the index, once."""
        entries = table.setdefault(key, [])
        if not any(other is entry for other in entries[-BLOCK:]):
            entries.append(entry)

    def join(self, old: Entry, into: Entry, score: float, reason: str, article: str) -> None:
        """``old`` stands as ``into`` from now on, unless people have told them apart."""
        one, other = self.stands_as(old.id), self.stands_as(into.id)
        if one == other or frozenset((one, other)) in self.apart or frozenset((old.id, into.id)) in self.apart:
            return
        self.into[one] = other
        self.joins.append(Join(one, other, score, reason, article))

    def near(self, one: Entry, other: Entry, score: float, reason: str, article: str) -> None:
        """A pair for a person to look at, once."""
        pair = (one.id, other.id)
        if one is not other and pair not in self._seen_pairs:
            self._seen_pairs.add(pair)
            self.near_misses.append(NearMiss(one.id, other.id, score, reason, article))

    def about(self, entry: Entry, *, deep: bool = False) -> Known:
        """What is known of an identity; its company only where ``deep``."""
        if deep and entry.company is _ASK_FOR_IT:
            entry.company = set(self._company(entry.id)) if self._company else set()
        return Known(entry.country, entry.seats, entry.groups, entry.company if deep else (), entry.days)

    def expected(self, parts: tuple[str, ...]) -> float:
        """How many people of the record chance would give this name."""
        if self._people < 1000:
            return 0.0
        return self._met[0, fold(parts[0])] * self._met[1, fold(parts[-1])] / self._people


def exact_key(name: str, parts: tuple[str, ...]) -> str:
    """A person's name folded, with junior and senior apart."""
    return " ".join([*map(fold, parts), generation(name)])


def block_keys(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Phonetic key of the last part with the first consonant of the first part."""
    return ((skeleton(parts[-1]), skeleton(parts[0])[:1]),)


def group_keys(name: str, type: ActorType, country: str | None) -> tuple[str, ...]:
    """Under what a group's name is found."""
    if country and body_of_a_state(name, type):
        return tuple(dict.fromkeys((body_key(name, country), group_key(name))))
    return (group_key(name),)


def _names_of(actor: Actor) -> list[str]:
    """Names in the article that are spelt out (two parts or more), or initials of an organisation."""
    if actor.type is ActorType.PERSON:
        return [name for name in actor.aliases if len(parts_of(name)) > 1]
    return [name for name in actor.aliases if spelled_out(name)]
