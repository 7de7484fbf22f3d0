"""Actors across articles: spelling, office and country merge persons; stated aliases merge organisations.

Incremental (what was resolved stays), blocked (a person is compared only with those of a like last and first name),
and every merge says why. A surname alone never merges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..model import Actor, ActorType, content_id
from .features import generation, parts_of
from .lexicon import known_as, plain, roles
from .namelike import is_initials
from .similarity import ASK, MERGE, same_name
from .translit import fold, skeleton

_NAMELESS = (ActorType.COLLECTIVE, ActorType.UNKNOWN)
#: In one block no more than this many people are compared by spelling: the newest.
BLOCK = 400


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor over all articles: ``names`` are all spellings, the one shown first."""

    id: str
    name: str
    type: ActorType
    country: str | None = None
    names: tuple[str, ...] = ()


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

    id: str
    name: str
    type: ActorType
    country: str | None
    names: dict[str, None] = field(default_factory=dict)
    offices: set[tuple[str, str | None]] = field(default_factory=set)


class Resolver:
    """Mentions of many readings to identities.

    Args:
        known: identities of a record that goes on, or of an authority file.

    Example:
        >>> resolver = Resolver()
        >>> one = resolver.add("1", (Actor("a1", "Hadi al-Tavi", ActorType.PERSON),), "2024-05-01")
        >>> other = resolver.add("2", (Actor("a1", "Hadi Al Tawi", ActorType.PERSON),), "2024-05-02")
        >>> one["a1"] == other["a1"], resolver.merges[0].reason
        (True, 'the same after folding spellings')
    """

    def __init__(self, known: Iterable[Identity] = ()) -> None:
        self._entries: dict[str, _Entry] = {}
        self._exact: dict[str, list[_Entry]] = {}
        self._blocks: dict[tuple[str, str], list[_Entry]] = {}
        self._surnames: dict[str, list[_Entry]] = {}
        self._groups: dict[str, list[_Entry]] = {}
        self._seen_pairs: set[tuple[str, str]] = set()
        self.merges: list[Merge] = []
        self.near_misses: list[NearMiss] = []
        for identity in known:
            entry = _Entry(identity.id, identity.name, identity.type, identity.country)
            self._entries[entry.id] = entry
            for name in (identity.name, *identity.names):
                self._learn(entry, name)

    def add(self, article_id: str, actors: Iterable[Actor], published: str | None = None) -> dict[str, str]:
        """Identities of one article's actors: id in the reading → id over all articles."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for actor in sorted(actors, key=lambda actor: -len(actor.name)):
            entry = self._resolve(article_id, actor, taken)
            found[actor.id] = entry.id
            if actor.type is ActorType.PERSON:
                taken.add(entry.id)  # two persons of one article are two persons of the record
        return found

    def identities(self) -> list[Identity]:
        """All identities, in the order in which they were first seen."""
        return [
            Identity(entry.id, entry.name, entry.type, entry.country, tuple(entry.names))
            for entry in self._entries.values()
        ]

    # --- one actor ----------------------------------------------------------------------------------------------

    def _resolve(self, article_id: str, actor: Actor, taken: set[str]) -> _Entry:
        if actor.type in _NAMELESS or not actor.name.strip():
            return self._own(article_id, actor)
        if actor.type is ActorType.PERSON:
            return self._person(article_id, actor, taken)
        return self._group(article_id, actor)

    def _own(self, article_id: str, actor: Actor) -> _Entry:
        """An actor that no other article can mean: "residents", "a source", a surname alone."""
        return self._new(actor, content_id(actor.name, actor.type.value, article_id), index=False)

    def _person(self, article_id: str, actor: Actor, taken: set[str]) -> _Entry:
        parts = parts_of(actor.name)
        offices = _offices(actor)
        if len(parts) < 2:
            return self._surname(article_id, actor, parts, offices, taken)
        exact = _exact_key(actor.name, parts)
        same = [entry for entry in self._exact.get(exact, ()) if entry.id not in taken]
        for entry in same:
            if not _conflict(entry, actor.country, offices):
                self._merged(article_id, actor, entry, 0.995, "the same after folding spellings", offices)
                return entry
        best, match = self._nearest(actor, parts, taken)
        if best is not None and match is not None and match.score >= MERGE and not same:
            conflict = _conflict(best, actor.country, offices)
            if not conflict:
                self._merged(article_id, actor, best, match.score, match.reason, offices)
                return best
            match = type(match)(match.score, f"{match.reason}, but {conflict}")
        entry = self._new(actor, self._free_id(actor))
        entry.offices |= offices
        if best is not None and match is not None:
            self._near(best, entry, match.score, match.reason, article_id)
        for other in same:
            self._near(other, entry, 0.8, "the same name, but another country or office", article_id)
        return entry

    def _nearest(self, actor: Actor, parts: tuple[str, ...], taken: set[str]):
        best, best_match = None, None
        for key in _block_keys(parts):
            for entry in self._blocks.get(key, ())[-BLOCK:]:
                if entry.id in taken or entry is best:
                    continue
                for name in list(entry.names)[:6]:
                    match = same_name(actor.name, name)
                    if match.score >= ASK and (best_match is None or match.score > best_match.score):
                        best, best_match = entry, match
        return best, best_match

    def _surname(
        self,
        article_id: str,
        actor: Actor,
        parts: tuple[str, ...],
        offices: set[tuple[str, str | None]],
        taken: set[str],
    ) -> _Entry:
        """A surname goes to somebody only with the same office of the same country, and only if that is one person."""
        if parts:
            fits = [
                entry
                for entry in self._surnames.get(fold(parts[0]), ())
                if entry.id not in taken and any(o in entry.offices for o in offices if o[1])
            ]
            if len(fits) == 1:
                self._merged(article_id, actor, fits[0], 0.9, "same surname, office and country", offices)
                return fits[0]
        return self._own(article_id, actor)

    def _group(self, article_id: str, actor: Actor) -> _Entry:
        if actor.country is None and not _named(actor):
            return self._own(article_id, actor)
        for name in dict.fromkeys((actor.name, *_names_of(actor))):
            for key in _group_keys(name, actor):
                for entry in self._groups.get(key, ()):
                    if not (entry.country and actor.country and entry.country != actor.country):
                        reason = "the same name" if plain(name) in map(plain, entry.names) else f"stated alias: {name}"
                        self._merged(article_id, actor, entry, 0.99, reason, set())
                        return entry
        return self._new(actor, self._free_id(actor))

    # --- keeping ------------------------------------------------------------------------------------------------

    def _free_id(self, actor: Actor) -> str:
        """From the first-seen name and type, so it is the same whenever the record is made again in this order."""
        number, base = 1, content_id(actor.name, actor.type.value)
        while base in self._entries:
            number += 1
            base = content_id(actor.name, actor.type.value, number)
        return base

    def _new(self, actor: Actor, id_: str, *, index: bool = True) -> _Entry:
        if id_ in self._entries:
            return self._entries[id_]
        entry = _Entry(id_, actor.name, actor.type, actor.country)
        self._entries[id_] = entry
        if index:
            for name in (actor.name, *_names_of(actor)):
                self._learn(entry, name)
        else:
            entry.names[actor.name] = None
        return entry

    def _merged(
        self,
        article_id: str,
        actor: Actor,
        entry: _Entry,
        score: float,
        reason: str,
        offices: set[tuple[str, str | None]],
    ) -> None:
        if actor.name not in entry.names:
            self.merges.append(Merge(entry.id, article_id, actor.id, actor.name, score, reason))
            self._learn(entry, actor.name)
        for name in _names_of(actor):
            self._learn(entry, name)
        entry.country = entry.country or actor.country
        entry.offices |= offices

    def _learn(self, entry: _Entry, name: str) -> None:
        if name in entry.names:
            return
        entry.names[name] = None
        if entry.type is not ActorType.PERSON:
            for key in _group_keys(name, entry):
                self._put(self._groups, key, entry)
            return
        parts = parts_of(name)
        if len(parts) > 1:
            self._put(self._exact, _exact_key(name, parts), entry)
            for key in _block_keys(parts):
                self._put(self._blocks, key, entry)
            self._put(self._surnames, fold(parts[-1]), entry)

    @staticmethod
    def _put(table: dict, key: object, entry: _Entry) -> None:
        entries = table.setdefault(key, [])
        if not any(other is entry for other in entries[-BLOCK:]):
            entries.append(entry)

    def _near(self, one: _Entry, other: _Entry, score: float, reason: str, article_id: str) -> None:
        pair = (one.id, other.id)
        if score >= ASK and pair not in self._seen_pairs:
            self._seen_pairs.add(pair)
            self.near_misses.append(NearMiss(one.id, other.id, score, reason, article_id))


def _exact_key(name: str, parts: tuple[str, ...]) -> str:
    return " ".join([*map(fold, parts), generation(name)])


def _block_keys(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Phonetic key of the last part with the first consonant of the first part."""
    return ((skeleton(parts[-1]), skeleton(parts[0])[:1]),)


def _offices(actor: Actor) -> set[tuple[str, str | None]]:
    """Office words with the country: ("minister", "IRQ")."""
    found = set()
    for role in actor.roles:
        head = plain(role).split(" of ")[0].split(" for ")[0].split(" to ")[0].split()
        if head and head[-1] in roles():
            found.add((head[-1], actor.country))
    return found


def _conflict(entry: _Entry, country: str | None, offices: set[tuple[str, str | None]]) -> str:
    """Why two of one name are two: another country, unless an office is shared."""
    if (
        entry.country
        and country
        and entry.country != country
        and not {office for office, _ in entry.offices} & {office for office, _ in offices}
    ):
        return f"one is of {entry.country}, the other of {country}"
    return ""


def _named(actor: Actor) -> bool:
    """Whether the name is a name: a capital somewhere, not "foreign troops"."""
    return any(word[:1].isupper() for word in actor.name.split())


def _names_of(actor: Actor) -> list[str]:
    """Names in the article that are spelt out (two parts or more), or initials of an organisation."""
    if actor.type is ActorType.PERSON:
        return [name for name in actor.aliases if len(parts_of(name)) > 1]
    return [name for name in actor.aliases if _capital_words(name) >= 2 or is_initials(name) or known_as(name)]


def _capital_words(name: str) -> int:
    return sum(word[:1].isupper() or "-" in word for word in name.split())


def _group_keys(name: str, actor: Actor | _Entry) -> tuple[str, ...]:
    row = known_as(name)
    if row:
        return (plain(row.name),)
    return (plain(name),)


__all__ = ["ASK", "MERGE", "Identity", "Merge", "NearMiss", "Resolver"]
