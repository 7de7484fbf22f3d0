"""Actors across articles: spelling, office, country, party, company and date merge persons; stated names merge groups.

Incremental (what was resolved stays), blocked (a person is compared only with those of a like last and first name),
and every merge says why. A surname alone never merges. What nearly was one is kept as a question for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..model import Actor, ActorType, MentionForm, Relation, Tie, content_id
from .evidence import Known, full_name, together, weigh
from .features import generation, parts_of
from .group_names import (
    body_key,
    body_of_a_state,
    first_word_of,
    group_key,
    is_generic,
    is_short_for,
    may_be_one,
    spelled_out,
)
from .lexicon import known_as, plain
from .namelike import is_initials
from .seats import Seat, Seats, country_of_role, day_of, seat_of
from .similarity import ASK, DOUBTFUL, MERGE, Match, same_name
from .translit import fold, skeleton

_NAMELESS = (ActorType.COLLECTIVE, ActorType.UNKNOWN)
_BELONGS = (Relation.MEMBER_OF, Relation.LEADS, Relation.SPOKESPERSON_OF)
#: Below, no office makes two spellings one name; and the most that anything but an office makes of such a pair.
NEAR, ALMOST = 0.6, MERGE - 0.01
#: How sure it is that who was called by an office then is meant by it now.
OFFICE = 0.85
#: In one block no more than this many people are compared by spelling: the newest.
BLOCK = 400
#: Spellings of one identity that a new name is compared with, and companions that are remembered of a person.
SPELLINGS, COMPANIONS = 6, 40


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor over all articles: ``names`` are all spellings, the one shown first.

    ``seats`` are offices seen with it, each with ISO dates of the articles that say so (None where one has none).
    """

    id: str
    name: str
    type: ActorType
    country: str | None = None
    names: tuple[str, ...] = ()
    seats: tuple[tuple[Seat, tuple[str | None, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A spelling that joined an identity, and why. ``score`` 0–1; ``local`` is the actor's id in the article."""

    identity: str
    article: str
    local: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Join:
    """Two identities that an article shows to be one; both keep their id, ``old`` now stands as ``into``."""

    old: str
    into: str
    score: float
    reason: str
    article: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two identities that a person should look at: likely enough to ask, not to merge."""

    one: str
    other: str
    score: float
    reason: str
    article: str


@dataclass(slots=True)
class _Entry:
    """An identity in the making."""

    n: int  # in the order of first sight
    id: str
    name: str
    type: ActorType
    country: str | None
    names: dict[str, None] = field(default_factory=dict)
    seats: dict[Seat, tuple[int, int] | None] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Here:
    """The article that is being resolved: ``country`` is the one that most of its actors are of."""

    article: str
    published: str | None
    country: str | None


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
        self._entries: dict[str, _Entry] = {}
        self._exact: dict[str, list[_Entry]] = {}
        self._blocks: dict[tuple[str, str], list[_Entry]] = {}
        self._surnames: dict[str, list[_Entry]] = {}
        self._groups: dict[str, list[_Entry]] = {}
        self._claims: dict[str, set[str]] = {}
        self._met: Counter[tuple[int, str]] = Counter()
        self._people = 0
        self._into: dict[str, str] = dict(joined or {})
        self._apart = {frozenset(pair) for pair in apart}
        self._company = company
        self._seen_pairs: set[tuple[str, str]] = set()
        self.seats = Seats()
        self.merges: list[Merge] = []
        self.joins: list[Join] = []
        self.near_misses: list[NearMiss] = []
        for identity in known:
            self._take_up(identity)

    def _take_up(self, identity: Identity) -> None:
        entry = _Entry(len(self._entries), identity.id, identity.name, identity.type, identity.country)
        self._entries[entry.id] = entry
        for name in (identity.name, *identity.names):
            self._learn(entry, name)
        for seat, dates in identity.seats:
            for published in dates:
                self._seated(entry, seat, published)
        if self._company is None:
            return
        entry.company = _ASK_FOR_IT

    # --- one article --------------------------------------------------------------------------------------------

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
                found[actor.id] = self._group(here, actor).id
        self._join_short(here, [actor for actor in actors if actor.id in found], found)
        telling = {id for id in found.values() if self._tells(id)}
        belongs = _belongs(ties, found)
        for actor in people:
            about = self._known_here(here, actor, belongs.get(actor.id, (set(), None)), telling)
            entry = self._person(here, actor, about, taken)
            found[actor.id] = entry.id
            taken.add(self.stands_as(entry.id))  # two persons of one article are two persons of the record
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

    def identities(self) -> list[Identity]:
        """All identities, in the order in which they were first seen."""
        return [
            Identity(entry.id, entry.name, entry.type, entry.country, tuple(entry.names))
            for entry in self._entries.values()
        ]

    def stands_as(self, id: str) -> str:
        """The identity that this one is after all joins."""
        while id in self._into and self._into[id] != id:
            id = self._into[id]
        return id

    def knows(self, name: str, type: ActorType) -> bool:
        """Whether somebody of that kind is called just so already."""
        if type is not ActorType.PERSON:
            return any(may_be_one(entry.type, type) for entry in self._groups.get(group_key(name), ()))
        parts = parts_of(name)
        return len(parts) > 1 and _exact_key(name, parts) in self._exact

    # --- offices ------------------------------------------------------------------------------------------------

    def _office(self, here: _Here, actor: Actor) -> _Entry:
        seat = seat_of(actor.name, actor.country or country_of_role(actor.name) or here.country)
        held = self.seats.holder(seat, here.published) if seat else None
        if held is not None and held.holder is not None:
            self.merges.append(Merge(held.holder, here.article, actor.id, actor.name, OFFICE, held.reason))
            return self._entries[held.holder]
        entry = self._own(here.article, actor)
        for rival in held.rivals if held else ():
            self._near(self._entries[rival], entry, 0.5, held.reason, here.article)
        return entry

    # --- persons ------------------------------------------------------------------------------------------------

    def _known_here(self, here: _Here, actor: Actor, belongs: tuple[set[str], str | None], telling: set[str]) -> Known:
        groups, country = belongs
        country = actor.country or country
        country = country or next((c for role in actor.roles if (c := country_of_role(role))), None)
        seats = {seat: None for role in actor.roles if (seat := seat_of(role, country or here.country))}
        day = day_of(here.published)
        company = frozenset(sorted(telling)[:COMPANIONS])
        return Known(country, seats, groups, company, (day, day) if day else None)

    def _person(self, here: _Here, actor: Actor, about: Known, taken: set[str]) -> _Entry:
        parts = parts_of(actor.name)
        if len(parts) < 2:
            return self._surname(here, actor, parts, about, taken)
        best, score, reason, alike = self._nearest(actor, parts, about, taken)
        if best is not None and score >= MERGE:
            self._merged(here, actor, best, score, reason, about)
            self._join_surname(here, best, parts, about)
            return best
        entry = self._new(actor, self._free_id(actor), about)
        self._saw(entry, here, about)
        self._join_surname(here, entry, parts, about)
        if best is not None and (alike or score >= ASK):
            self._near(best, entry, score, reason, here.article)
        return entry

    def _nearest(
        self, actor: Actor, parts: tuple[str, ...], about: Known, taken: set[str]
    ) -> tuple[_Entry | None, float, str, bool]:
        """Who is likeliest to be meant, how likely, why, and whether the names alone would do."""
        fits: list[tuple[float, int, _Entry, str, bool]] = []
        exact = self._exact.get(_exact_key(actor.name, parts), ())
        for n, entry in enumerate(exact[-BLOCK:]):
            if self.stands_as(entry.id) not in taken:
                fits.append(
                    (
                        *self._weighed(entry, about, full_name(parts, self._expected(parts)), n, exact=True),
                        entry,
                        "",
                        True,
                    )
                )
        best = max(fits, key=lambda fit: (fit[0], -fit[1]), default=None)
        if best is None or best[0] < MERGE:
            done = {id(entry) for entry in exact}
            for key in _block_keys(parts):
                for n, entry in enumerate(self._blocks.get(key, ())[-BLOCK:]):
                    if id(entry) in done or self.stands_as(entry.id) in taken:
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
        notes = weigh(about, self._about(entry, deep=True)).notes
        return entry, score, "; ".join((told or "the same after folding spellings", *notes)), alike

    def _weighed(
        self, entry: _Entry, about: Known, spelling: float, n: int, *, exact: bool = False
    ) -> tuple[float, int]:
        """The score of a candidate; companions are looked up only where they may decide."""
        weighed = weigh(about, self._about(entry))
        score = together(spelling, weighed)
        if score < MERGE and about.company:
            weighed = weigh(about, self._about(entry, deep=True))
            score = together(spelling, weighed)
        # brothers share country, party and company: of a spelling that does not do by itself only an office makes one
        open_ = spelling >= MERGE or exact or (weighed.same_seat and spelling >= NEAR and spelling != DOUBTFUL)
        return score if open_ else min(score, ALMOST), n

    def _about(self, entry: _Entry, *, deep: bool = False) -> Known:
        if deep and entry.company is _ASK_FOR_IT:
            entry.company = set(self._company(entry.id)) if self._company else set()
        return Known(entry.country, entry.seats, entry.groups, entry.company if deep else (), entry.days)

    def _expected(self, parts: tuple[str, ...]) -> float:
        """How many people of the record chance would give this name."""
        if self._people < 1000:
            return 0.0
        return self._met[0, fold(parts[0])] * self._met[1, fold(parts[-1])] / self._people

    def _surname(self, here: _Here, actor: Actor, parts: tuple[str, ...], about: Known, taken: set[str]) -> _Entry:
        """A surname goes to somebody only with the same seat at the same time, and only if that is one person."""
        named = (
            [e for e in self._surnames.get(fold(parts[0]), ()) if self.stands_as(e.id) not in taken] if parts else []
        )
        for seat in about.seats or ():
            near = self.seats.near(seat, here.published)
            fits = {self.stands_as(entry.id): entry for entry in named if entry.id in near}
            if len(fits) == 1:
                (entry,) = fits.values()
                reason = f"same surname, both {seat.title} of {seat.of} at that time"
                self._merged(here, actor, entry, 0.9, reason, about)
                return entry
        entry = self._own(here.article, actor)
        self._saw(entry, here, about)
        if parts and entry.seats:
            self._put(self._surnames, fold(parts[0]), entry)
        elif len(likely := [e for e in named if len(parts_of(e.name)) > 1 and _shares(self._about(e), about)]) == 1:
            reason = "; ".join(("a surname alone", *weigh(about, self._about(likely[0])).notes))
            self._near(likely[0], entry, 0.5, reason, here.article)
        return entry

    def _join_surname(self, here: _Here, entry: _Entry, parts: tuple[str, ...], about: Known) -> None:
        """ "Premier Rawi" was met before "Premier Karim Rawi": with one seat at one time they are one."""
        for seat in about.seats or ():
            near = self.seats.near(seat, here.published)
            for other in self._surnames.get(fold(parts[-1]), ()):
                if other is not entry and other.id in near and len(parts_of(other.name)) == 1:
                    reason = f"same surname, both {seat.title} of {seat.of} at that time"
                    self._join(other, entry, 0.9, reason, here.article)

    # --- groups -------------------------------------------------------------------------------------------------

    def _group(self, here: _Here, actor: Actor) -> _Entry:
        if actor.type in _NAMELESS or not actor.name.strip():
            return self._own(here.article, actor)
        if (actor.country is None and not _named(actor)) or is_generic(actor.name):
            return self._own(here.article, actor)
        country = actor.country
        if body_of_a_state(actor.name, actor.type) and not country:
            country = here.country
            if country is None:  # "Air Force" of nobody knows which state
                return self._own(here.article, actor)
        names = [actor.name, *(name for name in actor.aliases if spelled_out(name))]
        entry, told = self._called(actor, country, names)
        if entry is not None:
            self._merged(here, actor, entry, 0.99, told, Known(country), names=names)
        else:
            entry = self._new(actor, self._free_id(actor), Known(country))
            self._learn_all(entry, names)
        self._join_groups(here, actor, entry, names)
        return entry

    def _called(self, actor: Actor, country: str | None, names: list[str]) -> tuple[_Entry | None, str]:
        """Who has one of these names already, and what told."""
        for name in dict.fromkeys(names):
            fits = self._of_that_name(name, actor, country, names)
            if is_initials(name) and not known_as(name):
                fits = self._with_initials(name, fits)
            if fits:
                same = plain(name) in map(plain, fits[0].names)
                return fits[0], "the same name" if same else f"stated as another name: {name}"
        return None, ""

    def _with_initials(self, initials: str, fits: list[_Entry]) -> list[_Entry]:
        """Of those whose name the initials may be: the only one that spells them out, else the one that never does."""
        spelled = [entry for entry in fits if any(not is_initials(name) for name in entry.names)]
        bare = [entry for entry in fits if entry not in spelled]
        return spelled if len(spelled) == 1 else bare[:1]

    def _of_that_name(self, name: str, actor: Actor, country: str | None, names: list[str]) -> list[_Entry]:
        """Who may be meant by a name, each once: of no other country, no other kind, no other full name."""
        fits: dict[str, _Entry] = {}
        for key in _keys(name, actor.type, country):
            for entry in self._groups.get(key, ()):
                if _at_odds(entry, actor, country) or (is_initials(name) and _other_expansion(entry, names, name)):
                    continue
                fits.setdefault(self.stands_as(entry.id), entry)
        if len(fits) > 1 and country:
            fits = {id: entry for id, entry in fits.items() if entry.country == country} or fits
        return list(fits.values())

    def _join_groups(self, here: _Here, actor: Actor, entry: _Entry, names: list[str]) -> None:
        """What an article calls by two names is one actor, also where each name was met alone before."""
        for name in names:
            others = self._of_that_name(name, actor, entry.country or actor.country, names)
            if is_initials(name):
                spelled = any(full != name and is_short_for(name, full) for full in names) or _glossed(actor, name)
                others = [other for other in others if all(is_initials(n) for n in other.names)] if spelled else []
            for other in others:
                self._join_named(here, entry, other, f"stated as another name: {name}")
        for name in actor.aliases:
            if longer := [full for full in names if first_word_of(name, full)]:
                self._claim(here, entry, name, longer[0])

    def _join_short(self, here: _Here, actors: list[Actor], found: dict[str, str]) -> None:
        """A company in full and by the first word of its name in one article: "Karro Motor Company … Karro"."""
        whole = [actor for actor in actors if actor.type is ActorType.ORGANISATION]
        for short in whole:
            longer = [actor for actor in whole if first_word_of(short.name, actor.name)]
            if len(longer) == 1:
                self._claim(here, self._entries[found[longer[0].id]], short.name, longer[0].name)

    def _claim(self, here: _Here, entry: _Entry, short: str, full: str) -> None:
        """A short name goes to the company that it begins, as long as it is only one company's."""
        claims = self._claims.setdefault(group_key(short), set())
        claims.add(entry.id)
        if len({self.stands_as(id) for id in claims}) > 1:
            return
        for other in self._groups.get(group_key(short), ()):
            if may_be_one(other.type, entry.type) and not _two_countries(other.country, entry.country):
                self._join_named(here, entry, other, f"short for {full}")

    def _join_named(self, here: _Here, entry: _Entry, other: _Entry, reason: str) -> None:
        if self.stands_as(other.id) == self.stands_as(entry.id):
            return
        older, newer = (entry, other) if entry.n < other.n else (other, entry)
        short = is_initials(older.name) or len(older.name.split()) < len(newer.name.split())
        old, into = (older, newer) if short else (newer, older)
        self._join(old, into, 0.95, reason, here.article)

    def _tells(self, id: str) -> bool:
        """Whether being named beside it says something: not so of states and of those everybody is named beside."""
        entry = self._entries[id]
        return entry.type not in (ActorType.STATE, ActorType.OUTLET, ActorType.INTERNATIONAL, *_NAMELESS)

    # --- keeping ------------------------------------------------------------------------------------------------

    def _own(self, article_id: str, actor: Actor) -> _Entry:
        """An actor that no other article can mean: "residents", "a source", a surname alone."""
        id_ = content_id(actor.name, actor.type.value, article_id)
        if id_ not in self._entries:
            self._entries[id_] = _Entry(
                len(self._entries), id_, actor.name, actor.type, actor.country, {actor.name: None}
            )
        return self._entries[id_]

    def _free_id(self, actor: Actor) -> str:
        """From the first-seen name and type, so it is the same whenever the record is made again in this order."""
        number, base = 1, content_id(actor.name, actor.type.value)
        while base in self._entries:
            number += 1
            base = content_id(actor.name, actor.type.value, number)
        return base

    def _new(self, actor: Actor, id_: str, about: Known) -> _Entry:
        entry = _Entry(len(self._entries), id_, actor.name, actor.type, actor.country or about.country)
        self._entries[id_] = entry
        self._learn_all(entry, (actor.name, *_names_of(actor)))
        return entry

    def _merged(
        self,
        here: _Here,
        actor: Actor,
        entry: _Entry,
        score: float,
        reason: str,
        about: Known,
        names: Iterable[str] = (),
    ) -> None:
        if actor.name not in entry.names:
            self.merges.append(Merge(entry.id, here.article, actor.id, actor.name, score, reason))
        self._learn_all(entry, (actor.name, *_names_of(actor), *names))
        entry.country = entry.country or actor.country or about.country
        if entry.type is ActorType.PERSON:
            self._saw(entry, here, about)

    def _saw(self, entry: _Entry, here: _Here, about: Known) -> None:
        entry.country = entry.country or about.country
        for seat in about.seats or ():
            self._seated(entry, seat, here.published)
        entry.groups |= set(about.groups)
        if entry.company is not _ASK_FOR_IT and len(entry.company) < COMPANIONS:
            entry.company |= set(about.company)
        if about.days:
            first, last = entry.days or about.days
            entry.days = (min(first, about.days[0]), max(last, about.days[1]))

    def _seated(self, entry: _Entry, seat: Seat, published: str | None) -> None:
        self.seats.learn(seat, entry.id, published)
        day = day_of(published)
        first, last = entry.seats.get(seat) or ((day, day) if day else (0, 0))
        entry.seats[seat] = (min(first, day), max(last, day)) if day and first else (first, last)

    def _learn_all(self, entry: _Entry, names: Iterable[str]) -> None:
        for name in names:
            self._learn(entry, name)

    def _learn(self, entry: _Entry, name: str) -> None:
        if name in entry.names:
            return
        entry.names[name] = None
        if entry.type is not ActorType.PERSON:
            for key in _keys(name, entry.type, entry.country):
                self._put(self._groups, key, entry)
            return
        parts = parts_of(name)
        if len(parts) < 2:
            return
        if len(entry.names) == 1:
            self._people += 1
            self._met[0, fold(parts[0])] += 1
            self._met[1, fold(parts[-1])] += 1
        self._put(self._exact, _exact_key(name, parts), entry)
        for key in _block_keys(parts):
            self._put(self._blocks, key, entry)
        self._put(self._surnames, fold(parts[-1]), entry)

    @staticmethod
    def _put(table: dict, key: object, entry: _Entry) -> None:
        entries = table.setdefault(key, [])
        if not any(other is entry for other in entries[-BLOCK:]):
            entries.append(entry)

    def _join(self, old: _Entry, into: _Entry, score: float, reason: str, article: str) -> None:
        one, other = self.stands_as(old.id), self.stands_as(into.id)
        if one == other or frozenset((one, other)) in self._apart or frozenset((old.id, into.id)) in self._apart:
            return
        self._into[one] = other
        self.joins.append(Join(one, other, score, reason, article))

    def _near(self, one: _Entry, other: _Entry, score: float, reason: str, article: str) -> None:
        pair = (one.id, other.id)
        if one is not other and pair not in self._seen_pairs:
            self._seen_pairs.add(pair)
            self.near_misses.append(NearMiss(one.id, other.id, score, reason, article))


#: Stands for companions that have not been asked for yet.
_ASK_FOR_IT: set[str] = set()


def called_by_office(actor: Actor) -> bool:
    """Whether an article calls somebody only by an office that one person holds: "the Iraqi prime minister"."""
    if actor.type not in (ActorType.UNKNOWN, ActorType.PERSON) or not actor.mentions:
        return False
    if any(mention.form is MentionForm.NAME for mention in actor.mentions):
        return False
    return seat_of(actor.name, actor.country or "?") is not None


def _here(article_id: str, actors: tuple[Actor, ...], published: str | None) -> _Here:
    """The country of most actors of an article, if more than half of those of any are of it."""
    told = Counter(actor.country for actor in actors if actor.country)
    (country, most), *_ = told.most_common(1) or [(None, 0)]
    return _Here(article_id, published, country if 2 * most > sum(told.values()) else None)


def _belongs(ties: Iterable[Tie], groups: dict[str, str]) -> dict[str, tuple[set[str], str | None]]:
    """Whom each person of an article belongs to, as ids over all articles."""
    found: dict[str, tuple[set[str], str | None]] = {}
    for tie in ties:
        if tie.relation in _BELONGS and tie.object in groups:
            found.setdefault(tie.subject, (set(), None))[0].add(groups[tie.object])
    return found


def _exact_key(name: str, parts: tuple[str, ...]) -> str:
    return " ".join([*map(fold, parts), generation(name)])


def _block_keys(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Phonetic key of the last part with the first consonant of the first part."""
    return ((skeleton(parts[-1]), skeleton(parts[0])[:1]),)


def _score(match: Match) -> float:
    return match.score


def _shares(one: Known, other: Known) -> bool:
    """Whether something besides the name speaks for two being one, and nothing against it."""
    same_country = bool(one.country) and one.country == other.country
    return bool(set(one.groups) & set(other.groups)) or (same_country and not (one.groups and other.groups))


def _at_odds(entry: _Entry, actor: Actor, country: str | None) -> bool:
    """Why two of one name are two: of other countries, or of other kinds."""
    return _two_countries(entry.country, country) or not may_be_one(entry.type, actor.type)


def _two_countries(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _other_expansion(entry: _Entry, names: list[str], initials: str) -> bool:
    """Whether both sides spell the initials out, and in other words."""
    ours = {group_key(name) for name in names if not is_initials(name)}
    theirs = {group_key(name) for name in entry.names if is_short_for(initials, name)}
    return bool(ours and theirs and not ours & theirs)


def _glossed(actor: Actor, initials: str) -> bool:
    """Whether the initials stand in brackets right behind another of the actor's names: "Karro Motors (KM)"."""
    names = [mention.span for mention in actor.mentions if mention.form is MentionForm.NAME]
    ends = {span.end for span in names}
    return any(len(span) == len(initials) and ends & {span.start - 2, span.start - 3} for span in names)


def _keys(name: str, type: ActorType, country: str | None) -> tuple[str, ...]:
    if country and body_of_a_state(name, type):
        return tuple(dict.fromkeys((body_key(name, country), group_key(name))))
    return (group_key(name),)


def _named(actor: Actor) -> bool:
    """Whether the name is a name: a capital somewhere, not "foreign troops"."""
    return any(word[:1].isupper() for word in actor.name.split())


def _names_of(actor: Actor) -> list[str]:
    """Names in the article that are spelt out (two parts or more), or initials of an organisation."""
    if actor.type is ActorType.PERSON:
        return [name for name in actor.aliases if len(parts_of(name)) > 1]
    return [name for name in actor.aliases if spelled_out(name)]


__all__ = ["ASK", "MERGE", "Identity", "Join", "Merge", "NearMiss", "Resolver", "called_by_office"]
