"""Persons inside one article: full names over their spellings, and short names to full ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..model import ActorType, Mention
from .lexicon import given_names, plain, title_pattern, titles, words
from .namelike import several, without_particles
from .translit import alike_tokens, skeleton

#: Ends in "man" and tells nothing.
_ANYBODY = ("human", "ombudsman", "german", "roman")


@dataclass(slots=True)
class Cluster:
    """One actor in the making. ``kinds``: what head nouns call it; ``gender`` "m", "f" or None."""

    type: ActorType
    names: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    country: str | None = None
    kinds: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    key: tuple | None = None
    label: str | None = None  # the name to show when no mention is a name

    @property
    def start(self) -> int:
        return min((mention.span.start for mention in self.mentions), default=10**9)

    def last_before(self, offset: int) -> int:
        """Where it was mentioned last before ``offset``, or -1."""
        return max((m.span.start for m in self.mentions if m.span.start < offset), default=-1)

    def add(self, mention: Mention, name: str | None = None) -> None:
        self.mentions.append(mention)
        if name and name not in self.names:
            self.names.append(name)


def same_in_article(one: str, other: str) -> bool:
    """Whether two full names inside one article are one person: last and first name alike in any transliteration.

    >>> same_in_article("Hadi al-Ameri", "Hadi Al Amiri"), same_in_article("Ammar al-Hakim", "Mohamed al-Hakim")
    (True, False)
    """
    a, b = without_particles(one), without_particles(other)
    if len(a) < 2 or len(b) < 2 or not alike_tokens(a[-1], b[-1]):
        return False
    first_a, first_b = a[0].rstrip("."), b[0].rstrip(".")
    if len(first_a) == 1 or len(first_b) == 1:
        return first_a[0] == first_b[0]
    return alike_tokens(first_a, first_b)


def cluster_people(text: str, mentions: list[Mention]) -> list[Cluster]:
    """Clusters of the person names among ``mentions``: full names first, then short ones to the nearest full one."""
    clusters: list[Cluster] = []
    full = [m for m in mentions if several(m.span.of(text))]
    for mention in full:
        name = " ".join(mention.span.of(text).split())
        cluster = next((c for c in clusters if any(same_in_article(name, other) for other in c.names)), None)
        if cluster is None:
            cluster = Cluster(ActorType.PERSON)
            clusters.append(cluster)
        cluster.add(mention, name)
    clusters = _with_part_names(clusters)
    in_full = {id(mention) for mention in full}
    for mention in mentions:
        if id(mention) in in_full:
            continue
        name = " ".join(mention.span.of(text).split())
        cluster = _owner_of_short(name, mention, clusters)
        if cluster is None:
            cluster = Cluster(ActorType.PERSON)
            clusters.append(cluster)
        cluster.add(mention, name)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda mention: mention.span.start)
        cluster.gender = _gender(cluster)
    return clusters


def _with_part_names(clusters: list[Cluster]) -> list[Cluster]:
    """Persons whose name is a part of one fuller name are that one: "Arce Vargas" is "Lucía Arce Vargas"."""
    kept = []
    for cluster in clusters:
        fuller = [
            other
            for other in clusters
            if other is not cluster
            and all(any(is_part_of(name, full) for full in other.names) for name in cluster.names)
        ]
        if len(fuller) != 1:
            kept.append(cluster)
            continue
        for mention in cluster.mentions:
            fuller[0].add(mention)
        fuller[0].names += [name for name in cluster.names if name not in fuller[0].names]
    return kept


def is_part_of(short: str, full: str) -> bool:
    """Whether two words of a longer name stand for it: its first two, or its two surnames.

    A first name of its own keeps father and son apart.

    >>> is_part_of("Arce Vargas", "Lucía Arce Vargas"), is_part_of("Elijah Kiprono", "Elijah Kiprono Saina")
    (True, True)
    >>> is_part_of("Ali Hassan", "Mohammed Ali Hassan"), is_part_of("Lena Vargas", "Lucía Arce Vargas")
    (False, False)
    """
    a, b = without_particles(short), without_particles(full)
    if len(a) != 2 or len(b) < 3:
        return False
    if a == b[:2]:
        return True
    first = a[0]
    given = first in words()["male_given"] or first in words()["female_given"] or first in given_names()
    return a == b[-2:] and not given


def _owner_of_short(name: str, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    """The person whose last name this is; the one mentioned last before it, or else the first after it."""
    part = without_particles(name)[-1]
    by_last = [c for c in clusters if any(alike_tokens(part, without_particles(n)[-1]) for n in c.names)]
    fits = by_last or [c for c in clusters if any(without_particles(n)[0] == part for n in c.names)]
    # the first of two surnames ("Goñi" of "Itziar Goñi Larrañaga") or a middle name that somebody goes by
    fits = fits or [c for c in clusters if any(part in without_particles(n)[1:-1] for n in c.names)]
    fits = fits or [c for c in clusters if any(_servant(name, n) for n in c.names)]
    if mention.title and len(fits) > 1:
        office = plain(mention.title).split()[-1]
        fits = [c for c in fits if any(m.title and plain(m.title).endswith(office) for m in c.mentions)] or fits
        gender = _title_gender(mention.title)
        fits = [c for c in fits if not gender or _gender(c) in (gender, None)] or fits
    return max(fits, key=lambda c: (c.last_before(mention.span.start), -c.start), default=None)


def _servant(short: str, name: str) -> bool:
    """ "Abdul Karim" and "Abdulkareem al-Tavi": a first name in two words, alone."""
    if not re.match(r"Abd[aeu]?[l-]?", short):
        return False
    first = re.match(r"Abd[aeou]?l?[\s-]?(\w{4,})", name)
    return bool(first) and alike_tokens(without_particles(short)[-1], first.group(1))


def _title_gender(title: str | None) -> str | None:
    parts = plain(title or "").replace(".", "").split()
    return next((gender for word in parts if (gender := gender_of_word(word))), None)


def gender_of_word(word: str) -> str | None:
    """ "f" or "m" where a word for a person tells.

    >>> gender_of_word("spokeswoman"), gender_of_word("sheikh"), gender_of_word("minister")
    ('f', 'm', None)
    """
    if word in words()["courtesy_female"] or word.endswith("woman"):
        return "f"
    return "m" if word in words()["courtesy_male"] or (word.endswith("man") and word not in _ANYBODY) else None


def _gender(cluster: Cluster) -> str | None:
    for mention in cluster.mentions:
        if gender := _title_gender(mention.title):
            return gender
    for name in cluster.names:
        parts = without_particles(name)
        if len(parts) > 1:
            if parts[0] in words()["female_given"]:
                return "f"
            if parts[0] in words()["male_given"]:
                return "m"
    return None


def fullest(cluster: Cluster) -> str:
    """The fullest spelling: most parts, then the one that stands first."""
    return max(cluster.names, key=lambda name: (len(without_particles(name)), -cluster.names.index(name)), default="")


def is_courtesy(title: str) -> bool:
    """Whether a title says nothing of an office ("Mr", "Col.", "Rt Hon Sir").

    >>> is_courtesy("Rt Hon Sir"), is_courtesy("Sir"), is_courtesy("Minister Dr.")
    (True, True, False)
    """
    whole = " ".join(title.split())
    if whole in titles():
        return titles()[whole] in ("-", "rank")
    parts = [match.group() for match in title_pattern().finditer(whole)]
    return " ".join(parts) == whole and all(titles().get(part) in ("-", "rank") for part in parts)


__all__ = ["Cluster", "cluster_people", "fullest", "is_courtesy", "same_in_article", "skeleton"]
