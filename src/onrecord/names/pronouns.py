"""Pronouns: whom he, she, they and it stand for. Persons by learned weights, things by weights set by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm
from .likeliest import FARTHEST, REACH, likeliest

if TYPE_CHECKING:
    from .people import Cluster
    from .walk import Walk

FAR, SUBJECT, SOURCE, NAME = -1.0, 0.9, 0.7, 0.2
_THINGS = {
    "they": (ActorType.COLLECTIVE, ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.ORGANISATION, ActorType.ALLIANCE),
    "it": (
        ActorType.STATE, ActorType.PARTY, ActorType.ALLIANCE, ActorType.GOVERNMENT_BODY, ActorType.ORGANISATION,
        ActorType.INTERNATIONAL, ActorType.OUTLET, ActorType.ARMED_GROUP,
    ),
}  # fmt: skip


def choose_person(walk: Walk, pronoun: Mention, gender: str) -> Cluster | None:
    """The person a pronoun of one gender stands for: of those in reach the likeliest; None if there is nobody."""
    people = [c for c in walk.clusters if c.gender in (gender, None) and not c.plural and _personal(c)]
    if ahead := _ahead(walk, pronoun, people):
        return ahead
    quote = walk.quote_around(pronoun)
    people = [c for c in people if not (quote and _speaks(walk, quote, c))]
    best = likeliest(walk, pronoun, people, gender)
    if best is not None and best.gender is None:
        best.gender = gender  # from here on the article has told
    return best


def _personal(cluster: Cluster) -> bool:
    """A person, or somebody without a name whom a word for a person means ("the senator from the north")."""
    if cluster.type is ActorType.PERSON:
        return True
    return cluster.type is ActorType.UNKNOWN and any(mention.type is ActorType.PERSON for mention in cluster.mentions)


def choose_thing(walk: Walk, pronoun: Mention, word: str) -> Cluster | None:
    """The group or body that a subject "they" or "it" stands for; "who" and "which" stand for what is right before."""
    if word in ("who", "which"):
        return _right_before(walk, pronoun)
    allowed = _THINGS[word]
    things = [cluster for cluster in walk.clusters if cluster.type in allowed]
    if ahead := _ahead(walk, pronoun, things):
        return ahead
    best, best_score = None, -2.5
    for cluster in things:
        score = _salience(walk, pronoun, cluster)
        if score is not None and score > best_score:
            best, best_score = cluster, score
    return best


def _salience(walk: Walk, pronoun: Mention, cluster: Cluster) -> float | None:
    here = walk.sentence(pronoun)
    best = None
    quote = walk.quote_around(pronoun)
    if quote and _speaks(walk, quote, cluster):
        return None
    for mention in cluster.mentions:
        if not 0 < pronoun.span.start - mention.span.start < FARTHEST:
            continue
        distance = here - walk.sentence(mention)
        if distance > REACH:
            continue
        score = FAR * distance
        score += SUBJECT * walk.subject(mention)
        score += SOURCE * walk.in_source(mention)
        score += NAME * (mention.form is MentionForm.NAME)
        score -= 0.0005 * min(pronoun.span.start - mention.span.start, 1000)
        best = score if best is None else max(best, score)
    return best


def _speaks(walk: Walk, quote: tuple[int, int], cluster: Cluster) -> bool:
    """Whether an actor is the subject right beside a quotation: then "he" inside it is somebody else."""
    for mention in cluster.mentions:
        if quote[0] <= mention.span.start < quote[1]:
            continue
        gap = (
            walk.text[mention.span.end : quote[0]]
            if mention.span.end <= quote[0]
            else walk.text[quote[1] : mention.span.start]
        )
        if (len(gap) < 45 and not set(gap) & set('“”"') and (walk.in_source(mention) or walk.subject(mention))) and (
            re.search(r"\w", gap) or gap.strip(" ") in (",", ":", "")
        ):
            return True
    return False


def _ahead(walk: Walk, pronoun: Mention, people: list[Cluster]) -> Cluster | None:
    """ "For her part, MP Lena Tavi …": a possessive that opens the sentence looks forward."""
    if pronoun.span.of(walk.text).lower() not in ("his", "her", "its", "their"):
        return None
    before = walk.text[max(0, pronoun.span.start - 12) : pronoun.span.start]
    if before.split()[-1:] not in (["For"], ["In"], ["During"], ["On"]):
        return None
    here = walk.sentence(pronoun)
    following = [
        (mention.span.start, cluster)
        for cluster in people
        for mention in cluster.mentions
        if mention.span.start > pronoun.span.end and walk.sentence(mention) == here and walk.subject(mention)
    ]
    return min(following, key=lambda pair: pair[0])[1] if following else None


def _right_before(walk: Walk, pronoun: Mention) -> Cluster | None:
    gap = {}
    for cluster in walk.clusters:
        for mention in cluster.mentions:
            end = max(mention.span.end, mention.extent.end if mention.extent else 0)
            if 0 < pronoun.span.start - end <= 3:
                gap[pronoun.span.start - end, -len(mention.span)] = cluster
    return gap[min(gap)] if gap else None
