"""Who stands where in one article: what all finders of ties ask."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Article, Mention, MentionForm, Relation, Span, Tie
from ..names.home import home_country
from ..names.lexicon import plain
from ..names.namelike import is_office
from ..names.places import places_of_article
from ..text.dates import find_dates
from ..text.parse import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

GROUPS = (ActorType.PARTY, ActorType.ALLIANCE, ActorType.ARMED_GROUP, ActorType.ORGANISATION)
BODIES = (*GROUPS, ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL, ActorType.OUTLET)
#: How bodies that an office implies may be called.
_CALLED = {
    "parliament": (
        "parliament", "congress", "legislature", "knesset", "duma", "national assembly", "lower house", "sejm",
        "riksdag", "bundestag", "house of representatives", "chamber of deputies", "dáil", "rada", "majlis", "diet",
    ),
    "senate": ("senate",),
    "government": ("government", "administration", "cabinet"),
}
#: No name is longer, and nothing that ties to it farther away, in characters.
LONGEST = 300


class Scene:
    """Knows who stands where in one article."""

    def __init__(self, article: Article, doc: Doc, actors: tuple[Actor, ...]) -> None:
        self.article = article
        self.doc = doc
        self.text = text_of(doc)
        self.actors = actors
        self.home = home_country(article, doc)
        self.opening: dict[str, list[tuple[str, Actor]]] | None = None
        self.dates: dict[int, tuple[Span, str]] | None = None
        self.countries: dict[str, str | None] = {}
        self.owner: dict[Span, Actor] = {}
        for actor in actors:
            for mention in actor.mentions:
                self.owner[mention.span] = actor
        self.mentions = sorted((m for a in actors for m in a.mentions), key=lambda m: (m.span.start, -m.span.end))
        self.starts = [m.span.start for m in self.mentions]
        self.names = [m for m in self.mentions if m.form is MentionForm.NAME]
        self.pairs = list(pairwise(name for name in self.names if not self.is_gloss(name)))

    def between(self, one: Mention, other: Mention) -> str:
        """The text between two mentions; none where they touch or overlap."""
        return self.text[one.span.end : other.span.start]

    def is_gloss(self, name: Mention) -> bool:
        """Whether a name only stands in brackets behind a fuller one: "the Dawn Front (DF), a partner of …"."""
        before, after = self.text[max(0, name.span.start - 2) : name.span.start], self.text[name.span.end :][:1]
        written = [m for m in self.owner[name.span].mentions if 0 < name.span.start - m.span.end <= 2]
        return before == " (" and after == ")" and bool(written)

    def country_of(self, actor: Actor) -> str | None:
        """The actor's country; also a state that only this article knows, told by name or office."""
        if actor.country or actor.id in self.countries:
            return actor.country or self.countries[actor.id]
        own = places_of_article()
        written = (actor.name, *actor.aliases, *actor.roles)
        words = (word for text in written for word in text.split()) if own else ()
        self.countries[actor.id] = next((own[word].code for word in words if word in own), None)
        return self.countries[actor.id]

    def state(self, code: str) -> Actor | None:
        return next((a for a in self.actors if a.type is ActorType.STATE and self.country_of(a) == code), None)

    def body(self, kind: str, code: str) -> Actor | None:
        """The government, parliament or senate of a country; at home also one that is called no more than so."""
        bare = other = None
        for actor in self.actors:
            if actor.type is not ActorType.GOVERNMENT_BODY:
                continue
            country = self.country_of(actor)
            if country == code and plain(actor.name).endswith(_CALLED[kind]):
                return actor
            if country == code and any(plain(name).endswith(_CALLED[kind]) for name in actor.aliases):
                other = other or actor  # "Senate" may also stand for its banking committee
            if country is None and code == self.home and plain(actor.name) in _CALLED[kind]:
                bare = bare or actor
        return other or (None if kind == "government" else bare)

    def called(self, name: str) -> Actor | None:
        return next((actor for actor in self.actors if actor.name == name), None)

    def named_first(self, written: str) -> Actor | None:
        """The body that opens a phrase and that the article names elsewhere: "Prairie Terminals CEO"."""
        if self.opening is None:
            self.opening = {}
            for actor in self.actors:
                for name in (actor.name, *actor.aliases) if actor.type in BODIES else ():
                    if name[:1].isupper():
                        self.opening.setdefault(name.split()[0], []).append((name, actor))
        fits = [
            (name, actor)
            for name, actor in self.opening.get(written.split()[0] if written else "", ())
            if written.startswith(f"{name} ") and is_office(written[len(name) + 1 :])
        ]
        return max(fits, key=lambda fit: len(fit[0]), default=("", None))[1]

    def last_named(self, offset: int) -> Mention | None:
        """The body named last before "its director"; not more than two sentences back."""
        near = (m for m in self.near(offset - LONGEST, offset) if m.form is MentionForm.NAME)
        fits = [m for m in near if 0 < offset - m.span.end < 220 and self.owner[m.span].type in BODIES]
        return max(fits, key=lambda m: m.span.end, default=None)

    def near(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch, so that a long text costs no more than its length."""
        return self.mentions[bisect_left(self.starts, max(0, start)) : bisect_left(self.starts, end)]

    def inside(self, span: Span) -> list[Mention]:
        return [m for m in self.near(span.start, span.end) if span.holds(m.span)]

    def possessing(self, start: int) -> Mention | None:
        """The mention that owns what begins at ``start``: "the movement’s leader"."""
        for mention in self.near(start - LONGEST, start):
            owner = self.owner[mention.span].type
            if (
                mention.span.end < start <= mention.span.end + 4
                and owner
                in (
                    *BODIES,
                    ActorType.STATE,
                    ActorType.PERSON,
                )
                and re.fullmatch(r"[’'‘]s?\s+", self.text[mention.span.end : start])
            ):
                return mention
        return None

    def ending_at(self, start: int, types: tuple[ActorType, ...]) -> Mention | None:
        """The organisation whose name ends right before ``start``."""
        for mention in self.near(start - LONGEST, start):
            if (
                mention.form is MentionForm.NAME
                and mention.span.end <= start <= mention.span.end + 2
                and not self.text[mention.span.end : start].strip()
                and self.owner[mention.span].type in types
            ):
                return mention
        return self._titled(start, types)

    def _titled(self, start: int, types: tuple[ActorType, ...]) -> Mention | None:
        """ "Navy Chief of Staff X": one capitalised word that means a body of the country."""
        for mention in self.near(start - 30, start):
            written = mention.span.of(self.text)
            right = mention.span.end + 1 == start and written[:1].isupper() and " " not in written
            if right and mention.form is MentionForm.NOMINAL and self.owner[mention.span].type in types:
                return mention
        return None

    def at(self, offset: int) -> Mention | None:
        fits = [m for m in self.near(offset - LONGEST, offset + 1) if m.span.start <= offset < m.span.end]
        return min(fits, key=lambda m: len(m.span), default=None)

    def date_at(self, start: int) -> tuple[Span, str] | None:
        """The date that begins at ``start`` (or after one space): its span and value."""
        return self._dates().get(start) or self._dates().get(start + 1)

    def dates_in(self, start: int, end: int) -> list[tuple[Span, str]]:
        """The dates of a stretch, in order."""
        return [found for at, found in self._dates().items() if start <= at and found[0].end <= end]

    def _dates(self) -> dict[int, tuple[Span, str]]:
        if self.dates is None:
            found = find_dates(self.article)  # only where words ask for it: most articles need none
            self.dates = {date.span.start: (date.span, date.value) for date in found if date.value}
        return self.dates

    def tie(
        self, subject: Actor, relation: Relation, object_: Actor, evidence: Span, role: str | None, reason: str,
        start_date: str | None = None, end_date: str | None = None,
    ) -> Tie:  # fmt: skip
        """A tie between two actors, its role in single spaces."""
        role = " ".join(role.split()) if role else None
        return Tie(subject.id, relation, object_.id, evidence, role, start_date, end_date, reason)
