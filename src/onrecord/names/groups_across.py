"""Groups across articles: stated names, spelled-out initials, a company's first word; spelling alone says nothing."""

from __future__ import annotations

import re

from ..model import Actor, ActorType, MentionForm
from .evidence import Known
from .group_names import body_of_a_state, first_word_of, group_key, is_generic, is_short_for, may_be_one, spelled_out
from .identified import Entry, Here
from .identity_table import Table, group_keys
from .lexicon import known_as, plain
from .namelike import is_initials

NAMELESS = (ActorType.COLLECTIVE, ActorType.UNKNOWN)
#: "Ravonian government": the name says whose it is, also where no list knows the state; "Interior Ministry" does not.
_OF_A_STATE = re.compile(r"[A-Z][a-z]{3,}(?:an|ese|ish)\s[a-z]")


class Groups:
    """Finds the identity of whoever is not a person."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._claims: dict[str, set[str]] = {}

    def group(self, here: Here, actor: Actor) -> Entry:
        """Who is meant, by any of its names in the article."""
        if actor.type in NAMELESS or not actor.name.strip():
            return self.table.own(here.article, actor)
        if (actor.country is None and not _named(actor)) or is_generic(actor.name):
            return self.table.own(here.article, actor)
        country = actor.country
        if body_of_a_state(actor.name, actor.type) and not country and not _OF_A_STATE.match(actor.name):
            country = here.country
            if country is None:  # "Air Force" of nobody knows which state
                return self.table.own(here.article, actor)
        names = [actor.name, *(name for name in actor.aliases if spelled_out(name))]
        entry, told = self._called(actor, country, names)
        if entry is not None:
            self.table.merged(here, actor, entry, 0.99, told, Known(country), names=names)
        else:
            entry = self.table.new(actor, self.table.free_id(actor), Known(country))
            self.table.learn_all(entry, names)
        self._join_groups(here, actor, entry, names)
        return entry

    def _called(self, actor: Actor, country: str | None, names: list[str]) -> tuple[Entry | None, str]:
        """Who has one of these names already, and what told."""
        for name in dict.fromkeys(names):
            fits = self._of_that_name(name, actor, country, names)
            if is_initials(name) and not known_as(name):
                fits = self._with_initials(name, fits)
            if fits:
                same = plain(name) in map(plain, fits[0].names)
                return fits[0], "the same name" if same else f"stated as another name: {name}"
        return None, ""

    def _with_initials(self, initials: str, fits: list[Entry]) -> list[Entry]:
        """Of those whose name the initials may be: the only one that spells them out, else the one that never does."""
        spelled = [entry for entry in fits if any(not is_initials(name) for name in entry.names)]
        bare = [entry for entry in fits if entry not in spelled]
        return spelled if len(spelled) == 1 else bare[:1]

    def _of_that_name(self, name: str, actor: Actor, country: str | None, names: list[str]) -> list[Entry]:
        """Who may be meant by a name, each once: of no other country, no other kind, no other full name."""
        fits: dict[str, Entry] = {}
        for key in group_keys(name, actor.type, country):
            for entry in self.table.groups.get(key, ()):
                if _at_odds(entry, actor, country) or (is_initials(name) and _other_expansion(entry, names, name)):
                    continue
                fits.setdefault(self.table.stands_as(entry.id), entry)
        if len(fits) > 1 and country:
            fits = {id: entry for id, entry in fits.items() if entry.country == country} or fits
        return list(fits.values())

    def _join_groups(self, here: Here, actor: Actor, entry: Entry, names: list[str]) -> None:
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

    def join_short(self, here: Here, actors: list[Actor], found: dict[str, str]) -> None:
        """A company in full and by the first word of its name in one article: "Karro Motor Company … Karro"."""
        whole = [actor for actor in actors if actor.type is ActorType.ORGANISATION]
        for short in whole:
            longer = [actor for actor in whole if first_word_of(short.name, actor.name)]
            if len(longer) == 1:
                self._claim(here, self.table.entries[found[longer[0].id]], short.name, longer[0].name)

    def _claim(self, here: Here, entry: Entry, short: str, full: str) -> None:
        """A short name goes to the company that it begins, as long as it is only one company's."""
        claims = self._claims.setdefault(group_key(short), set())
        claims.add(entry.id)
        if len({self.table.stands_as(id) for id in claims}) > 1:
            return
        for other in self.table.groups.get(group_key(short), ()):
            if may_be_one(other.type, entry.type) and not _two_countries(other.country, entry.country):
                self._join_named(here, entry, other, f"short for {full}")

    def _join_named(self, here: Here, entry: Entry, other: Entry, reason: str) -> None:
        if self.table.stands_as(other.id) == self.table.stands_as(entry.id):
            return
        older, newer = (entry, other) if entry.n < other.n else (other, entry)
        short = is_initials(older.name) or len(older.name.split()) < len(newer.name.split())
        old, into = (older, newer) if short else (newer, older)
        self.table.join(old, into, 0.95, reason, here.article)


def _at_odds(entry: Entry, actor: Actor, country: str | None) -> bool:
    """Why two of one name are two: of other countries, or of other kinds."""
    return _two_countries(entry.country, country) or not may_be_one(entry.type, actor.type)


def _two_countries(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _other_expansion(entry: Entry, names: list[str], initials: str) -> bool:
    """Whether both sides spell the initials out, and in other words."""
    ours = {group_key(name) for name in names if not is_initials(name)}
    theirs = {group_key(name) for name in entry.names if is_short_for(initials, name)}
    return bool(ours and theirs and not ours & theirs)


def _glossed(actor: Actor, initials: str) -> bool:
    """Whether the initials stand in brackets right behind another of the actor's names: "Karro Motors (KM)"."""
    names = [mention.span for mention in actor.mentions if mention.form is MentionForm.NAME]
    ends = {span.end for span in names}
    return any(len(span) == len(initials) and ends & {span.start - 2, span.start - 3} for span in names)


def _named(actor: Actor) -> bool:
    """Whether the name is a name: a capital somewhere, not "foreign troops"."""
    return any(word[:1].isupper() for word in actor.name.split())
