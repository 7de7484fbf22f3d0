"""Which actors a noun phrase means: the mention at its head, else the actor that a stand-in noun belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, MentionForm
from ..names.places import place_of
from ..text.parse import starts_of
from .lexicon import noun_class
from .tree import BEFORE, behind, conjuncts, left_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: "forces of X", "a group of X": the noun stands for the X beside it.
_OWNERS = ("of", "from", "for")


class Cast:
    """The actors of one article, found by token."""

    def __init__(self, actors: tuple[Actor, ...], doc: Doc, own: Mapping[int, Actor] | None = None) -> None:
        """``own``: whom a token means where nobody who is named is mentioned (:mod:`.spoken_for`)."""
        self.actors = {actor.id: actor for actor in actors}
        self._states = {a.country: a for a in reversed(actors) if a.type is ActorType.STATE and a.country}
        self._at: dict[int, tuple[int, Actor, MentionForm]] = {}
        starts = starts_of(doc)
        for actor in actors:
            for mention in actor.mentions:
                spans = ((mention.span, 0), (mention.extent, 1)) if mention.extent else ((mention.span, 0),)
                for span, rank in spans:
                    self._cover(doc, starts, actor, span, rank * 1000 + len(span), mention.form)
        self._own = {at: one for at, one in (own or {}).items() if at not in self._at or not self._at[at][1].named}
        self._at |= {at: (0, actor, MentionForm.NOMINAL) for at, actor in self._own.items()}

    def by_speaker(self, token: Token) -> bool:
        """Whether a token means somebody only because of who speaks."""
        return token.i in self._own

    def _cover(self, doc: Doc, starts: dict[int, int], actor: Actor, span, cost: int, form: MentionForm) -> None:
        """Remember the actor for each token of a span; at a token that several cover, the shortest span wins."""
        at = starts.get(span.start)
        while at is not None and at < len(doc) and doc[at].idx < span.end:
            if at not in self._at or cost < self._at[at][0]:
                self._at[at] = (cost, actor, form)
            at += 1

    def at(self, token: Token) -> Actor | None:
        """The actor whose mention covers a token."""
        found = self._at.get(token.i)
        return found[1] if found else self._state(token)

    def _state(self, token: Token) -> Actor | None:
        """The state that a bare country word means ("a French ship"), where it is an actor elsewhere."""
        if not self._states or not token.text[:1].isupper() or token.ent_type_ not in ("GPE", "NORP", "LOC"):
            return None
        place = place_of(token.text)
        return self._states.get(place[0]) if place else None

    def named(self, token: Token) -> bool:
        """Whether an actor is named there (not "it", not "officials")."""
        found = self._at.get(token.i)
        return bool(found) and found[2] is MentionForm.NAME

    def meant_by(self, head: Token) -> Actor | None:
        """The actor that a noun phrase means, by its head, or by what a stand-in noun belongs to."""
        actor = self.at(head)
        if actor is not None:
            return actor
        if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON") or head.ent_type_ in ("DATE", "TIME"):
            return None
        if head.lemma_.lower() not in noun_class("stand_in") and head.pos_ != "NUM":
            return None
        for child in head.children:
            if child.dep_ in BEFORE and (actor := self.at(child)):
                return actor
        for owner in behind(head, *_OWNERS):
            if actor := self.meant_by(owner):
                return actor
        return None

    def all_meant(self, heads: list[Token]) -> tuple[str, ...]:
        """The ids of all actors that some heads and what is joined to them mean, in order, each once."""
        found = [
            actor.id for head in heads for one in conjuncts(head) if (actor := self.meant_by(one) or self._whose(one))
        ]
        return tuple(dict.fromkeys(found))

    def _whose(self, thing: Token) -> Actor | None:
        """Whose a thing is that acts or suffers: "Chinese trawlers", "an army post", "the Israeli airstrike"."""
        lemma = thing.lemma_.lower()
        if not any(lemma in noun_class(name) for name in ("owned", "made", "weapons")):
            return None
        return next((actor for c in left_of(thing) if (actor := self.at(c))), None)
