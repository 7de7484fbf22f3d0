"""Ties between two actors that one article states: offices, leaders, spokespersons, members, backers.

Only what words say: a title, an apposition, a possessive, a compound ("US-led"). Precision before recall.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Actor, Article, Relation, Tie
from ..names.lexicon import plain
from ..names.places import states_of
from .tie_descriptions import from_descriptions
from .tie_forms import from_forms
from .tie_handover import from_handovers
from .tie_joining import from_joining
from .tie_lists import from_lists
from .tie_scene import Scene
from .tie_times import with_careers
from .tie_titles import from_titles
from .tie_verbs import from_verbs
from .tie_words import tie_words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_ties(article: Article, doc: Doc, actors: tuple[Actor, ...]) -> tuple[Tie, ...]:
    """The ties of one article, one for each pair and relation, by place.

    Example:
        >>> from onrecord.model import Span, Zone, ZoneKind
        >>> from onrecord.names.inside import resolve_inside
        >>> from onrecord.names.mentions import find_mentions
        >>> from onrecord.names.entities import parse
        >>> text = "Lena Tavi, leader of the Harbour Party, spoke on Monday."
        >>> article = Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> doc = parse(article)
        >>> actors = resolve_inside(article, doc, find_mentions(article, doc))
        >>> names = {actor.id: actor.name for actor in actors}
        >>> [(names[t.subject], t.relation.value, names[t.object]) for t in find_ties(article, doc, actors)]
        [('Lena Tavi', 'leads', 'Harbour Party')]
    """
    with states_of(doc, article):
        scene = Scene(article, doc, actors)
        found = [*from_titles(scene), *from_descriptions(scene), *from_forms(scene), *from_verbs(scene)]
        found += [*from_lists(scene), *from_joining(scene), *from_handovers(scene)]
        found = with_careers(scene, found)
    kept: dict[tuple[str, Relation, str], Tie] = {}
    for tie in sorted(found, key=lambda tie: (tie.evidence.start, tie.evidence.end)):
        key = (tie.subject, tie.relation, tie.object)
        if tie.subject == tie.object:
            continue
        kept[key] = _one(kept[key], tie) if key in kept else tie
    leading = {(s, o) for s, relation, o in kept if relation in (Relation.LEADS, Relation.COMMANDS)}
    # who leads the party is a member of it: nothing new
    said_already = {(s, Relation.MEMBER_OF, o) for s, o in leading}
    # "a partner of the ruling Front" governs with it, and is no part of it
    said_already |= {(s, Relation.PART_OF, o) for s, relation, o in kept if relation is Relation.ALLIED_WITH}
    # "Judge Lena Tavi of the High Court": the office says more than "of"
    offices = {(s, o) for s, relation, o in kept if relation in (Relation.HOLDS_OFFICE, Relation.SPOKESPERSON_OF)}
    said_already |= {
        key for key, tie in kept.items() if tie.reason == "of" and (tie.subject, tie.object) in offices
    }
    # "leads the committee", where none is named, tells nobody anything
    nameless = {actor.id for actor in actors if _nameless(actor)}
    return tuple(tie for key, tie in kept.items() if key not in said_already and tie.object not in nameless)


def _nameless(actor: Actor) -> bool:
    return not actor.named and plain(actor.name) in tie_words()["any_body"]


def _one(first: Tie, other: Tie) -> Tie:
    """Of two places that state the same tie the dated one, with what the other adds."""
    if other.start_date and not first.start_date:
        first, other = other, first
    return replace(first, end_date=first.end_date or other.end_date, role=first.role or other.role)
