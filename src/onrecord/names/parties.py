"""Whose party "his party" is, and who "the party leader" is: what the words beside a name say of belonging."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm
from .lexicon import plain
from .pronouns import choose_person
from .traits import Traits

if TYPE_CHECKING:
    from .people import Cluster
    from .walk import Walk

_OF = re.compile(r",?\s(?:of|from|for)\s(?:the\s)?(?:[a-z-]+\s){0,3}|\s\(|[’'‘]s\s(?:[a-z]+\s)?")
_LEADS = re.compile(r",?\s(?:who\s)?(?:now\s)?(?:leads|heads|chairs|founded|led)\s(?:the\s)?(?:[a-z-]+\s){0,3}")
_BEHIND = re.compile(r"[’'‘]s\s|,?\s(?:which\sis\s)?(?:led|headed|chaired|founded)\sby\s(?:[\w.]+\s){0,3}?")
_GROUPS = (ActorType.PARTY, ActorType.ALLIANCE, ActorType.ORGANISATION, ActorType.ARMED_GROUP)
_KINDS = ("party", "movement", "bloc", "union", "group")
#: No name of a party stands farther from its member's, in characters.
_NEAR = 60


def own_party(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """ "his party", "Tavi’s party": the party that the article ties the owner to."""
    if trait.kind not in _KINDS or trait.plural or not trait.owner:
        return None
    owner = trait.owner.lower()
    if owner in ("his", "her"):
        at = Mention(mention.span, MentionForm.PRONOUN)
        person = choose_person(walk, at, "m" if owner == "his" else "f")
    else:
        person = next((c for c in walk.clusters if c.type is ActorType.PERSON and _owns(walk, c, mention)), None)
    return party_of(walk, person) if person is not None else None


def party_of(walk: Walk, person: Cluster) -> Cluster | None:
    """The party or group that a person belongs to, by their roles as written or by what stands beside their name."""
    groups = [c for c in walk.clusters if c.names and c.type in _GROUPS]
    for group in groups:
        names = {plain(name) for name in group.names}
        if any(re.search(rf"\b{re.escape(name)}\b", plain(role)) for role in person.roles for name in names):
            return group
    spans = [(m.span, c) for c in groups for m in c.mentions if m.form is MentionForm.NAME]
    for mention in person.mentions:
        if mention.form is not MentionForm.NAME:
            continue
        start = min(mention.span.start, mention.extent.start if mention.extent else mention.span.start)
        for span, group in spans:
            after = walk.text[mention.span.end : span.start] if span.start > mention.span.end else None
            before = walk.text[span.end : start] if span.end < start else None
            if after is not None and len(after) < _NEAR and (_OF.fullmatch(after) or _LEADS.fullmatch(after)):
                return group
            if before is not None and len(before) < _NEAR and _BEHIND.fullmatch(before):
                return group
    return None


def party_leader(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """ "the party leader": the one whom the article has leading the party named last."""
    if trait.head not in ("leader", "chairman", "chairwoman", "chair") or not trait.modifiers & {"party", "bloc"}:
        return None
    if len(trait.modifiers) > 1 or not trait.definite:
        return None
    people = [c for c in walk.clusters if c.type is ActorType.PERSON and c.last_before(mention.span.start) >= 0]
    fits = [c for c in people if party_of(walk, c) is not None]
    return max(fits, key=lambda c: c.last_before(mention.span.start), default=None)


def _owns(walk: Walk, person: Cluster, mention: Mention) -> bool:
    gaps = (walk.text[m.span.end : mention.span.start] for m in person.mentions if m.span.end < mention.span.start)
    return any(re.fullmatch(r"[’'‘]s?\s", gap[:4]) for gap in gaps if len(gap) < 4)
