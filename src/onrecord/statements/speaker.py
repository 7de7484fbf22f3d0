"""Who speaks: from a source span to an actor, with affiliation and office as the article gives them."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from ..model import Actor, ActorType, MentionForm, Relation, Span, Spans, Tie, hull
from ..names.people import is_courtesy
from .joint import joint
from .sources import noun_phrase
from .tree import Tree

_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_AFFILIATION = (
    Relation.SPOKESPERSON_OF,
    Relation.LEADS,
    Relation.COMMANDS,
    Relation.HOLDS_OFFICE,
    Relation.MEMBER_OF,
    Relation.PART_OF,
)
_PAST = re.compile(r"(?:former|ex|late|ousted)\b", re.I)
#: Members of parliament stand for their party.
_MEMBER = (Relation.SPOKESPERSON_OF, Relation.LEADS, Relation.MEMBER_OF, Relation.HOLDS_OFFICE, Relation.PART_OF)
#: Who an unnamed speaker may belong to.
_OWNERS = frozenset(
    (
        ActorType.PARTY,
        ActorType.ALLIANCE,
        ActorType.ARMED_GROUP,
        ActorType.GOVERNMENT_BODY,
        ActorType.STATE,
        ActorType.INTERNATIONAL,
        ActorType.ORGANISATION,
    )
)
_KIN = re.compile(
    r"\b(?:daughter|son|wife|husband|widow|widower|mother|father|parents?|brother|sister|sibling|uncle|aunt|cousin|"
    r"niece|nephew|grand(?:mother|father|son|daughter)|relatives?|family|fianc[ée]e?)s?\b",
    re.I,
)
#: They may be a person's or a body's: "a friend of the minister", "the company's lawyer".
_COMPANIONS = re.compile(
    r"\b(?:friend|lawyer|solicitor|barrister|attorney|agent|neighbour|neighbor|aide|ally)s?\b", re.I
)
_PARLIAMENTARIAN = re.compile(
    r"\b(?:MP|MEP|MSP|lawmaker|legislator|deputy|senator|congress|member of parliament)\b", re.I
)


def _office_among(roles: tuple[str, ...]) -> str | None:
    """The first role that is no courtesy ("Mr", "Sir")."""
    return next((role for role in roles if not is_courtesy(role)), None)


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor of the reading (or None) with where the name stands, its affiliation and its office."""

    actor: Actor | None
    source: Spans
    affiliation: str | None = None
    role: str | None = None

    @property
    def is_somebody(self) -> bool:
        """Whether it is known to be a person, a body, a state: "Floods: two dead" has no speaker."""
        return self.actor is not None and self.actor.type is not ActorType.UNKNOWN


class Speakers:
    """Looks up speakers in one article."""

    def __init__(self, text: str, tree: Tree, actors: tuple[Actor, ...], ties: tuple[Tie, ...]) -> None:
        self.text = text
        self.tree = tree
        self.actors = actors
        self.named = [actor for actor in actors if actor.named]
        self.by_id = {actor.id: actor for actor in actors}
        self.ties: dict[str, list[Tie]] = {}
        for tie in ties:
            self.ties.setdefault(tie.subject, []).append(tie)

    def of(self, source: Spans) -> Speaker:
        """The speaker a source names; relative pronouns stand for the phrase before them."""
        named = tuple(self._antecedent(span) or span for span in source)
        actor = next((actor for span in (*named, *source) if (actor := self.at(span)) is not None), None)
        if actor is None:
            return Speaker(None, named)
        affiliation, role = self._office(actor)
        if affiliation is None and not actor.named:
            affiliation = self._belonging(actor)
        return Speaker(actor, named, affiliation, role)

    def all_of(self, source: Spans) -> tuple[Speaker, ...]:
        """The speaker of a source; of "Qatar and Norway", "the two ministers" each one, with its part of the source."""
        parts = joint(self.text, self.tree, self.actors, self.at, source)
        if not parts:
            return (self.of(source),)
        return tuple(Speaker(actor, (span,), *self._office(actor)) for actor, span in parts)

    def _belonging(self, unnamed: Actor) -> str | None:
        """Whose an unnamed speaker is: the actor in the phrase ("a Harbour Party official", "her daughter").

        Relatives get the person ("the parents of Lena Tavi"), lawyers and friends whoever is named, anybody else a body
        or state: "officials in Iraq".
        """
        for mention in unnamed.mentions:
            if mention.form is not MentionForm.NOMINAL:
                continue
            whole = hull((mention.span, mention.extent)) if mention.extent else mention.span
            written = mention.span.of(self.text)
            persons = bool(_KIN.search(written))
            either = bool(_COMPANIONS.search(written))
            for owner in (*self._within(whole), *self._before(whole)):
                if owner is unnamed:
                    continue
                if owner.type is ActorType.PERSON if persons or either else owner.type in _OWNERS:
                    return owner.name
                if either and owner.type in _OWNERS:
                    return owner.name
        return None

    def _within(self, whole: Span) -> list[Actor]:
        """The other actors in a phrase, by place, those whose name stands in the article only."""
        found = [(m.span.start, a) for a in self.named for m in a.mentions if whole.holds(m.span) and m.span != whole]
        return [actor for _, actor in sorted(found, key=lambda pair: pair[0])]

    def _before(self, whole: Span) -> list[Actor]:
        """The owner by name right before a phrase: "Harbour Party’s officials"."""
        return [
            actor
            for actor in self.named
            for m in actor.mentions
            if 0 < whole.start - m.span.end < 4 and re.fullmatch(r"[’'‘]s?\s", self.text[m.span.end : whole.start])
        ]

    def at(self, span: Span) -> Actor | None:
        """The actor mentioned by a span."""
        from ..names.inside import who_at

        return who_at(self.actors, span)

    def _antecedent(self, span: Span) -> Span | None:
        tree = self.tree
        at = bisect.bisect_left(tree.start, span.start)
        if (
            at >= len(tree)
            or tree.start[at] != span.start
            or tree.lower[at] not in _RELATIVE
            or tree.end[at] != span.end
        ):
            return None
        verb = tree.head[at]
        if tree.dep[verb] not in ("relcl", "acl", "ccomp", "conj"):
            return None
        for head in (verb, *tree.ancestors(verb)):
            if tree.dep[head] == "relcl":
                noun = tree.head[head]
                first, last = noun_phrase(tree, noun)
                return tree.span(first, min(last, max(noun, at - 1)))
        return None

    def _office(self, actor: Actor) -> tuple[str | None, str | None]:
        ties = self.ties.get(actor.id, [])
        order = _MEMBER if any(_PARLIAMENTARIAN.search(role) for role in actor.roles) else _AFFILIATION
        ties = sorted(ties, key=lambda tie: bool(tie.end_date or _PAST.match(tie.role or "")))  # what is over, last
        for relation in order:
            for tie in ties:
                if tie.relation is relation and tie.object in self.by_id:
                    return self.by_id[tie.object].name, tie.role or _office_among(actor.roles)
        if actor.type is not ActorType.PERSON and actor.type is not ActorType.UNKNOWN:
            return actor.name if actor.type is not ActorType.COLLECTIVE else None, None
        return None, _office_among(actor.roles)
