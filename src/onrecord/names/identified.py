"""What the resolver gives and keeps: identities, and why spellings joined them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import ActorType
from .seats import Seat


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
class Entry:
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
class Here:
    """The article that is being resolved: ``country`` is the one that most of its actors are of."""

    article: str
    published: str | None
    country: str | None
