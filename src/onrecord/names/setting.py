"""Whose government a bare "the government" or "the trade minister" is, where the article tells of several countries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention
from .lexicon import cities, plain, roles
from .places import place_of

if TYPE_CHECKING:
    from .people import Cluster
    from .walk import Walk

_IN = re.compile(r"(?:^|[\n.!?”\"]\s*)(?:(?:And|But|Meanwhile),?\s)?(?:In|in)\s(?P<place>(?:[A-Z][\w’'-]+\s?){1,3}),\s")
#: Who speaks abroad is no minister of that country.
_ABROAD = re.compile(
    r"\b(?:visit|visiting|trip|tour|summit|conference|sidelines|talks|meeting|hosted|hosts|arrived)\b", re.I
)


def frame(walk: Walk, mention: Mention) -> str | None:
    """The country of "In Tokyo, …" at the head of the mention's sentence; None where nothing opens it so.

    "In Geneva, the envoy …" and a sentence that speaks of a visit tell nothing.
    """
    number = walk.sentence(mention)
    start, end = walk.sentence_span(number)
    opening = _IN.match(walk.text[start:end])
    if opening is None or start + opening.end() > mention.span.start or _ABROAD.search(walk.text[start:end]):
        return None
    name = opening["place"].strip()
    place = place_of(name)
    return place[0] if place else cities().get(name)


def setting(walk: Walk, mention: Mention) -> str | None:
    """The country that a body without one belongs to: of the frame, of the article, else of who acted just before.

    Who acted just before decides only where the article has no country of its own.
    """
    return frame(walk, mention) or walk.home or _just_before(walk, mention)


def _just_before(walk: Walk, mention: Mention) -> str | None:
    here = walk.sentence(mention)
    spoken_of: set[str] = set()
    acted: dict[int, str] = {}
    for cluster in walk.clusters:
        code = cluster.country
        if not code or not _governs(cluster):
            continue
        for other in cluster.mentions:
            if other.span.start < mention.span.start and here - walk.sentence(other) == 1:
                spoken_of.add(code)
                if walk.subject(other):
                    acted[other.span.start] = code
    if walk.home in spoken_of or len(set(acted.values())) != 1:
        return None
    return acted[max(acted)]


def _governs(cluster: Cluster) -> bool:
    return cluster.type in (ActorType.STATE, ActorType.GOVERNMENT_BODY) or bool(cluster.roles)


def is_of_government(role: str) -> bool:
    """Whether a role is one of a country's government: minister, premier, president.

    >>> is_of_government("minister of trade"), is_of_government("envoy")
    (True, False)
    """
    said = re.split(r"\s(?:of|for)\s", plain(role))[0].split()
    held = roles().get(said[-1]) if said else None
    return held is not None and held.kind == "government"


def is_of_country(role: str) -> bool:
    """Whether a role is held in a state as a whole: also a king, an ambassador.

    >>> is_of_country("King"), is_of_country("mayor of Naples")
    (True, False)
    """
    said = re.split(r"\s(?:of|for)\s", plain(role))[0].split()
    held = roles().get(said[-1]) if said else None
    return held is not None and held.kind in ("government", "state")
