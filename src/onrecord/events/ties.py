"""Ties between two actors that one article states: offices, leaders, spokespersons, members, backers.

Only what words say: a title, an apposition, a possessive, a compound ("US-led"). Precision before recall.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Article, Mention, MentionForm, Relation, Span, Tie
from ..names.appositions import Apposition, appositions
from ..names.home import home_country
from ..names.lexicon import plain, roles
from ..names.places import places_of_article, states_of
from ..names.traits import text_of, tokens_of, traits
from ..names.units import place_of, title_relation
from .tie_words import tie_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GROUPS = (ActorType.PARTY, ActorType.ALLIANCE, ActorType.ARMED_GROUP, ActorType.ORGANISATION)
#: How bodies that an office implies may be called.
_CALLED = {
    "parliament": ("parliament", "congress", "legislature", "knesset", "duma"),
    "senate": ("senate",),
    "government": ("government", "administration", "cabinet"),
}
#: No name is longer, and nothing that ties to it farther away, in characters.
_LONGEST = 300
_SEATS = re.compile(r"\b(?:holds?|has|have|won|with)\s(?:[\w,]+\s){0,6}?(?:parliamentary\s)?seats\b")
_BODIES = (*_GROUPS, ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL, ActorType.OUTLET)
_MEMBER_OF = re.compile(r",?\s(?:of|from)\s(?:the\s)?(?:[a-z-]+\s){0,3}")
_PARTNER_OF = re.compile(
    r"(?:\s\([^)]{1,12}\))?,\s(?:an?\s|the\s|its\s)?(?:[\w-]+\s){0,2}?(?:partner|ally)\s(?:of|in|to)\s(?:the\s)?(?:[a-z]+\s){0,3}"
)
_ITS_PARTNER = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){0,2}?(?:partner|ally),?\s(?:the\s)?\Z")
_PLACE_OF = re.compile(r"\b(?:governor|mayor)\sof\s(?:the\s)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})")


def find_ties(article: Article, doc: Doc, actors: tuple[Actor, ...]) -> tuple[Tie, ...]:
    """The ties of one article, one for each pair and relation, by place.

    Example:
        >>> from onrecord.model import Zone, ZoneKind
        >>> from onrecord.names.inside import resolve_inside
        >>> from onrecord.names.mentions import find_mentions
        >>> from onrecord.text.parse import parse
        >>> text = "Lena Tavi, leader of the Harbour Party, spoke on Monday."
        >>> article = Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> doc = parse(article)
        >>> actors = resolve_inside(article, doc, find_mentions(article, doc))
        >>> names = {actor.id: actor.name for actor in actors}
        >>> [(names[t.subject], t.relation.value, names[t.object]) for t in find_ties(article, doc, actors)]
        [('Lena Tavi', 'leads', 'Harbour Party')]
    """
    with states_of(doc):
        finder = _Finder(article, doc, actors)
        found = [*finder.from_titles(), *finder.from_appositions(), *finder.from_forms()]
    kept: dict[tuple[str, Relation, str], Tie] = {}
    for tie in sorted(found, key=lambda tie: (tie.evidence.start, tie.evidence.end)):
        key = (tie.subject, tie.relation, tie.object)
        if tie.subject != tie.object and (key not in kept or (tie.start_date and not kept[key].start_date)):
            kept[key] = tie
    return tuple(kept.values())


def _in_brackets(between: str, right: Actor, other: Mention, text: str) -> bool:
    """ "Lena Tavi (Harbour Front)": the party of somebody, in brackets."""
    return between == " (" and right.type is ActorType.PARTY and text[other.span.end : other.span.end + 1] == ")"


def _role_of(written: str, head: str) -> Relation | None:
    """What a description says somebody is to somebody: by its head, or by its last two words."""
    pair = " ".join(written.lower().replace("-", " ").split()[-2:])
    if pair in ("secretary general", "general secretary", "director general", "general manager"):
        return Relation.LEADS
    if pair.endswith(" director") and pair.split()[0] not in ("executive", "managing", "general", "its", "the", "a"):
        return Relation.MEMBER_OF  # "communications director"
    if pair in ("press secretary", "press officer"):
        return Relation.SPOKESPERSON_OF
    role = roles().get(head)
    return role.relation if role else None


class _Finder:
    """Knows who stands where in one article."""

    def __init__(self, article: Article, doc: Doc, actors: tuple[Actor, ...]) -> None:
        self.article = article
        self.doc = doc
        self.text = text_of(doc)
        self.actors = actors
        self.home = home_country(article, doc)
        self.countries: dict[str, str | None] = {}
        self.owner: dict[Span, Actor] = {}
        for actor in actors:
            for mention in actor.mentions:
                self.owner[mention.span] = actor
        self.mentions = sorted((m for a in actors for m in a.mentions), key=lambda m: (m.span.start, -m.span.end))
        self.starts = [m.span.start for m in self.mentions]
        self.names = [m for m in self.mentions if m.form is MentionForm.NAME]

    def country_of(self, actor: Actor) -> str | None:
        """The actor's country; also a state that only this article knows, told by name or office."""
        if actor.country or actor.id in self.countries:
            return actor.country or self.countries[actor.id]
        own = places_of_article()
        written = (actor.name, *actor.aliases, *actor.roles)
        words = (word for text in written for word in text.split()) if own else ()
        self.countries[actor.id] = next((own[word].code for word in words if word in own), None)
        return self.countries[actor.id]

    # --- titles -------------------------------------------------------------------------------------------------

    def from_titles(self) -> list[Tie]:
        """ "Prime Minister X", "US President X", "Harbour Party Chairman X"."""
        found = []
        for mention in self.names:
            person = self.owner[mention.span]
            if person.type is not ActorType.PERSON or not mention.title:
                continue
            start = mention.extent.start if mention.extent else mention.span.start
            evidence = Span(max(0, min(start, mention.span.start)), mention.span.end)
            body = self._ending_at(start, _BODIES)
            relation = title_relation(mention.title)
            if body is not None and relation not in (None, "-", "rank"):
                object_ = self.owner[body.span]
                kind = self._relation(Relation(relation), mention.title, object_)
                if kind:
                    found.append(
                        self._tie(
                            person, kind, object_, Span(body.span.start, mention.span.end), mention.title, "title"
                        )
                    )
                continue
            if self._is_shadow(mention.title):
                continue
            office = self._office_of(
                person, mention.title, self.text[evidence.start : mention.span.start], evidence.start
            )
            if office:
                found.append(self._tie(person, Relation.HOLDS_OFFICE, office, evidence, mention.title, "title"))
        return found

    def _office_of(self, person: Actor, title: str, written: str, start: int) -> Actor | None:
        """Whose office a title is: the state's (president, ambassador), its government's or its parliament's."""
        last = plain(title).split()[-1].rstrip(".")
        if plain(title).endswith(("chief minister", "governor", "mayor")):
            return self._region(written, start)
        before = self.text[max(0, start - 30) : start]
        noun = self._country_noun(written) or self._possessor(before)
        code = noun or self._country_word(written) or self.country_of(person) or self.home
        if code is None:
            return None
        if last in tie_words()["parliament_offices"]:
            senate = self._body("senate", code) if last == "senator" else None
            return senate or self._body("parliament", code)
        of_state = " of state" in plain(title)
        if last in tie_words()["state_offices"] or (noun and (of_state or last in tie_words()["government_offices"])):
            return self._state(code) or self._body("government", code)
        if last in tie_words()["government_offices"] or of_state:
            return self._body("government", code) or self._state(code)
        return None

    def _region(self, written: str, start: int) -> Actor | None:
        """Whose chief minister, governor or mayor: a government of a part of the country that the article names."""
        bodies = [a for a in self.actors if a.type is ActorType.GOVERNMENT_BODY]
        named = [a for a in bodies if plain(a.name).endswith(" government")]
        for actor in named:
            word = actor.name.split()[-2]
            if place_of(word) is None and (len(named) < 4 or word in self.text[max(0, start - 120) : start]):
                return actor
        return None

    def _country_noun(self, written: str) -> str | None:
        """A country by its name ("US", "Iraq’s"), not by its adjective."""
        for match in re.finditer(r"(?:[A-Z]\.){2,}|[A-Z][\w]+(?:\s[A-Z][\w]+)?", written):
            for form in (match.group(), match.group().split()[0]):
                place = place_of(form)
                if place and place[1] == "name":
                    return place[0]
        return None

    def _possessor(self, before: str) -> str | None:
        match = re.search(r"((?:[A-Z][\w.]+\s){0,2}[A-Z][\w.]+)[’'‘]s\s$", before)
        place = place_of(match.group(1)) if match else None
        return place[0] if place else None

    def _country_word(self, written: str) -> str | None:
        for match in re.finditer(r"[A-Z][\w]+(?:\s[A-Z][\w]+)?", written):
            for form in (match.group(), match.group().split()[0]):
                if place := place_of(form):
                    return place[0]
        return None

    def _state(self, code: str) -> Actor | None:
        return next((a for a in self.actors if a.type is ActorType.STATE and self.country_of(a) == code), None)

    @staticmethod
    def _is_shadow(written: str) -> bool:
        # the opposition's spokesman for a ministry holds no office of the government
        return "shadow" in written.lower().split()

    def _body(self, kind: str, code: str) -> Actor | None:
        for actor in self.actors:
            names = (actor.name, *actor.aliases)
            if (
                actor.type is ActorType.GOVERNMENT_BODY
                and self.country_of(actor) == code
                and any(plain(name).endswith(_CALLED[kind]) for name in names)
            ):
                return actor
        return None

    # --- descriptions -------------------------------------------------------------------------------------------

    def from_appositions(self) -> list[Tie]:
        """ "X, head of Y", "the movement’s leader, X", "Y commander X", "X was elected leader of Y"."""
        found = []
        for apposition in appositions(self.doc, self.mentions):
            person = self.owner.get(apposition.name.span)
            if person is None or person.type is not ActorType.PERSON:
                continue
            found += self._described(person, apposition)
        return found

    def _described(self, person: Actor, apposition: Apposition) -> list[Tie]:
        trait = traits(self.doc, apposition.phrase)
        role = _role_of(apposition.phrase.span.of(self.text), trait.head)
        if role is None or self._is_shadow(apposition.phrase.span.of(self.text)):
            return []
        if role is Relation.LEADS and re.match(r"\sin\s", self.text[apposition.phrase.span.end :][:4]):
            return []  # a chair in economics
        object_, start = self._object(apposition, trait.head)
        if object_ is None and role is Relation.SPOKESPERSON_OF:
            object_ = self._principal(apposition.phrase.span.of(self.text).lower())
        if object_ is None or object_ is person:
            return []
        written = " ".join(apposition.phrase.span.of(self.text).split())
        kind = self._relation(role, written, object_)
        if kind is None:
            return []
        if kind is Relation.HOLDS_OFFICE and object_.type not in (ActorType.STATE, ActorType.GOVERNMENT_BODY):
            kind = (
                Relation.MEMBER_OF if trait.head in ("mp", "lawmaker", "senator", "deputy") else Relation.HOLDS_OFFICE
            )
        ends = (apposition.name.span, apposition.phrase.span, apposition.role)
        evidence = Span(min(start, *(s.start for s in ends)), max(s.end for s in ends))
        start_date = self._date(apposition) if apposition.how == "copula" else None
        role_text = re.sub(r"^(?:the|an?|his|her|its|their)\s", "", written, flags=re.I)
        return [self._tie(person, kind, object_, evidence, role_text, apposition.how, start_date)]

    def _principal(self, written: str) -> Actor | None:
        """The person whom a "presidential spokeswoman" speaks for."""
        office = {"presidential": "president", "royal": "king", "mayoral": "mayor"}
        wanted = next((office[word] for word in written.split() if word in office), None)
        fits = (a for a in self.actors if a.type is ActorType.PERSON)
        return next((a for a in fits if wanted and any(plain(r).split()[-1] == wanted for r in a.roles)), None)

    def _object(self, apposition: Apposition, head: str) -> tuple[Actor | None, int]:
        """The organisation of a description, and where its words begin."""
        phrase = apposition.phrase
        words_before = phrase.span.of(self.text).lower().split()[:-1]
        inside = self._in(Span(phrase.span.end, apposition.role.end)) if apposition.role.end > phrase.span.end else []
        if head not in ("ambassador", "envoy"):
            for place, mention in enumerate(inside):
                actor = self.owner[mention.span]
                if re.match(r"-[a-z]", self.text[mention.span.end :][:2]):
                    continue  # "the Iran-backed Brigades"
                if (
                    actor.type is ActorType.STATE
                    and any(self.owner[m.span].type in _BODIES for m in inside[place + 1 :])
                    and re.match(r"[’'‘]s?\s", self.text[mention.span.end :])
                ):
                    continue  # "deputy chief of Iraq’s popular forces": the forces
                if actor.type in (*_BODIES, ActorType.STATE) and mention.form is not MentionForm.PRONOUN:
                    return actor, phrase.span.start
        if owner := self._possessing(phrase.span.start):
            return self.owner[owner.span], owner.span.start
        first = [
            m
            for m in self._in(phrase.span)
            if m.span != phrase.span and self.owner[m.span].type in (*_BODIES, ActorType.STATE)
        ]
        if first:
            return self.owner[first[-1].span], phrase.span.start
        if body := self._ending_at(phrase.span.start, _BODIES):
            return self.owner[body.span], body.span.start
        if "general" in words_before or "press" in words_before:
            return None, phrase.span.start  # a general secretary is no minister
        after = self.text[phrase.span.end : phrase.span.end + 5]
        if re.match(r"(?:its|their)\s", phrase.span.of(self.text), re.I) and (
            body := self._last_named(phrase.span.start)
        ):
            return self.owner[body.span], body.span.start
        if place := _PLACE_OF.search(apposition.role.of(self.text)):
            return self._called(place.group(1)), phrase.span.start
        vague = re.match(r"\s(?:and|of|for|at)\b", after) or phrase.span.of(self.text).islower()
        if head in tie_words()["government_offices"] | tie_words()["state_offices"]:
            country = traits(self.doc, phrase).country
            if country:
                return (self._state(country) or self._body("government", country)), phrase.span.start
            past = re.match(r"(?:an?\s)?(?:former|ex-)", phrase.span.of(self.text))
            if vague and not past and not phrase.span.of(self.text).startswith("the "):
                return None, phrase.span.start  # "president and founder of …" is no head of state
            country = self.country_of(self.owner[apposition.name.span]) or self.home or ""
            if head in tie_words()["state_offices"]:
                return self._state(country), phrase.span.start
            return self._body("government", country), phrase.span.start
        return None, phrase.span.start

    def _called(self, name: str) -> Actor | None:
        return next((actor for actor in self.actors if actor.name == name), None)

    def _last_named(self, offset: int) -> Mention | None:
        """The body named last before "its director"; not more than two sentences back."""
        near = (m for m in self._near(offset - _LONGEST, offset) if m.form is MentionForm.NAME)
        fits = [m for m in near if 0 < offset - m.span.end < 220 and self.owner[m.span].type in _BODIES]
        return max(fits, key=lambda m: m.span.end, default=None)

    def _near(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch, so that a long text costs no more than its length."""
        return self.mentions[bisect_left(self.starts, max(0, start)) : bisect_left(self.starts, end)]

    def _in(self, span: Span) -> list[Mention]:
        return [m for m in self._near(span.start, span.end) if span.holds(m.span)]

    def _possessing(self, start: int) -> Mention | None:
        """The mention that owns what begins at ``start``: "the movement’s leader"."""
        for mention in self._near(start - _LONGEST, start):
            owner = self.owner[mention.span].type
            if (
                mention.span.end < start <= mention.span.end + 4
                and owner
                in (
                    *_BODIES,
                    ActorType.STATE,
                    ActorType.PERSON,
                )
                and re.fullmatch(r"[’'‘]s?\s+", self.text[mention.span.end : start])
            ):
                return mention
        return None

    def _ending_at(self, start: int, types: tuple[ActorType, ...]) -> Mention | None:
        """The organisation whose name ends right before ``start``."""
        for mention in self._near(start - _LONGEST, start):
            if (
                mention.form is MentionForm.NAME
                and mention.span.end <= start <= mention.span.end + 2
                and not self.text[mention.span.end : start].strip()
                and self.owner[mention.span].type in types
            ):
                return mention
        return None

    def _relation(self, relation: Relation, written: str, object_: Actor) -> Relation | None:
        """The relation that a role word stands for with this kind of object."""
        words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", written.lower()))
        armed = object_.type is ActorType.ARMED_GROUP
        if relation is Relation.LEADS and armed and words & tie_words()["commanding"]:
            relation = Relation.COMMANDS
        if relation is Relation.HOLDS_OFFICE and object_.type in _GROUPS and words & {"president", "secretary"}:
            relation = Relation.LEADS
        if relation is Relation.HOLDS_OFFICE and words & {"principal", "permanent"}:
            relation = Relation.MEMBER_OF  # an official of a ministry
        if relation is Relation.COMMANDS and object_.type in (ActorType.PARTY, ActorType.ALLIANCE, ActorType.OUTLET):
            relation = Relation.LEADS
        if relation is Relation.LEADS and words & tie_words()["deputies"] - {"acting"} and not armed:
            relation = Relation.MEMBER_OF
        if object_.type is ActorType.PERSON:
            return relation if relation is Relation.SPOKESPERSON_OF else None
        if object_.type is ActorType.STATE and relation not in (
            Relation.HOLDS_OFFICE,
            Relation.LEADS,
            Relation.SPOKESPERSON_OF,
        ):
            return None
        if object_.type is ActorType.STATE and relation is Relation.LEADS:
            return Relation.HOLDS_OFFICE if words & {"head", "leader"} else None
        return relation

    def _date(self, apposition: Apposition) -> str | None:
        """The day named in the same sentence behind "was elected …"."""
        from ..text.dates import find_dates

        first, last = tokens_of(self.doc, apposition.phrase)
        sentence = self.doc[first].sent if first < last else None
        for date in find_dates(self.article):
            if sentence is None or not date.value or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date.value):
                continue
            if apposition.role.end <= date.span.start and date.span.end <= sentence.end_char:
                return date.value
        return None

    # --- other forms --------------------------------------------------------------------------------------------

    def from_forms(self) -> list[Tie]:
        """ "Y, led by X"; "Y’s X"; "X of Y"; "Z-led Y"; "Z-backed Y"; "X of Y’s Z"; "X fighting Y"."""
        found = []
        for one, other in zip(self.mentions, self.mentions[1:], strict=False):
            found += self._beside(one, other)
        for mention in self.mentions:
            found += self._compound(mention)
        found += [*self._partners(), *self._runs(), *self._fights(), *self._verbs()]
        return found + self._in_parliament() + self._owned()

    def _beside(self, one: Mention, other: Mention) -> list[Tie]:
        start = other.extent.start if other.extent and other.extent.start >= one.span.end else other.span.start
        if start < one.span.end:
            return []
        between = self.text[one.span.end : start]
        left, right = self.owner[one.span], self.owner[other.span]
        whole = Span(one.span.start, other.span.end)
        named = other.form is MentionForm.NAME
        if left.type in _BODIES and right.type is ActorType.PERSON and named:
            led = re.fullmatch(r",?\s(?:which\sis\s|currently\s)?(\w+)\sby\s", between)
            if led and led.group(1) in tie_words()["led_by"]:
                kind = Relation.COMMANDS if led.group(1) == "commanded" else Relation.LEADS
                return [self._tie(right, kind, left, whole, None, "led by")]
            if re.fullmatch(r"[’'‘]s?\s", between) and left.type in _GROUPS and not other.title:
                return [self._tie(right, Relation.MEMBER_OF, left, whole, None, "possessive")]
        party = right.type in (ActorType.PARTY, ActorType.ALLIANCE)
        if left.type is ActorType.PERSON and party and re.fullmatch(r"[’'‘]s?\s(?:[a-z]+\s)?", between):
            return [self._tie(left, Relation.MEMBER_OF, right, whole, None, "possessive")]
        if (
            left.type is ActorType.PERSON
            and one.form is MentionForm.NAME
            and right.type in _GROUPS
            and named
            and (_MEMBER_OF.fullmatch(between) or _in_brackets(between, right, other, self.text))
        ):
            return [self._tie(left, Relation.MEMBER_OF, right, whole, None, "of")]
        if (
            left.type in (ActorType.ARMED_GROUP, ActorType.GOVERNMENT_BODY)
            and one.form is MentionForm.NAME
            and re.fullmatch(r"\sof\s(?:the\s)?", between)
        ):
            return self._part_of(one, other)
        if (
            left.type is ActorType.STATE
            and right.type is ActorType.ARMED_GROUP
            and named
            and re.fullmatch(r"[’'‘]s?\s(?:\w+\s)?", between)
        ):
            return [self._tie(right, Relation.PART_OF, left, whole, None, "possessive")]
        return []

    def _part_of(self, one: Mention, other: Mention) -> list[Tie]:
        """ "the Quds Force of Iran’s Guards": of the Guards; "X of Y" between two bodies."""
        right = self.owner[other.span]
        if right.type is ActorType.STATE:
            after = (m for m in self._near(other.span.end, other.span.end + 5) if m.form is MentionForm.NAME)
            following = [m for m in after if 0 < m.span.start - other.span.end <= 4]
            if following and re.match(r"[’'‘]s\s", self.text[other.span.end :]):
                other = following[0]
                right = self.owner[other.span]
            else:
                return []
        if right.type not in _BODIES or right is self.owner[one.span]:
            return []
        return [
            self._tie(self.owner[one.span], Relation.PART_OF, right, Span(one.span.start, other.span.end), None, "of")
        ]

    def _compound(self, mention: Mention) -> list[Tie]:
        """ "Iran-backed militia", "the US-led coalition", "Iran’s state-backed channel Press TV"."""
        actor = self.owner[mention.span]
        if actor.type not in (ActorType.STATE, ActorType.INTERNATIONAL):
            return []
        after = re.match(r"-(\w+)\b", self.text[mention.span.end :])
        state = re.match(r"[’'‘]s\s(?:[\w-]+\s)?state-(\w+)\b", self.text[mention.span.end :])
        target = self._described_by(mention)
        if target is None:
            return []
        evidence = Span(mention.span.start, max(target.span.end, mention.span.end))
        object_ = self.owner[target.span]
        if after and after.group(1) in tie_words()["leads_suffix"]:
            return [self._tie(actor, Relation.LEADS, object_, evidence, None, "compound")]
        backed = after and after.group(1) in tie_words()["backed_suffix"]
        if backed or (state and state.group(1) in tie_words()["state_backed"]):
            return [self._tie(object_, Relation.BACKED_BY, actor, evidence, None, "compound")]
        return []

    def _described_by(self, mention: Mention) -> Mention | None:
        """The group that "US-led" belongs to: the phrase around it, or the next name of the same noun phrase."""
        around = [
            m
            for m in self._near(mention.span.start - _LONGEST, mention.span.end)
            if m.span.holds(mention.span) and m.span != mention.span and self.owner[m.span].type in _BODIES
        ]
        if around:
            return min(around, key=lambda m: len(m.span))
        for other in self._near(mention.span.end + 1, mention.span.end + _LONGEST):
            between = self.text[mention.span.end : other.span.start]
            if len(between) > 45 or re.search(r"[,.;:()]|\b(?:and|of|in|to|has|is|was|by|with|that)\b", between):
                return None
            if self.owner[other.span].type in _BODIES:
                return other
        return None

    def _partners(self) -> list[Tie]:
        """ "its junior partner, Y"; "X, a partner of the ruling Y": allied; "an ally of Y"."""
        found = []
        groups = [m for m in self.names if self.owner[m.span].type in _GROUPS]
        for one, other in pairwise(groups):
            between = self.text[one.span.end : other.span.start]
            left, right = self.owner[one.span], self.owner[other.span]
            if _PARTNER_OF.fullmatch(between):
                whole = Span(one.span.start, other.span.end)
                found.append(self._tie(left, Relation.ALLIED_WITH, right, whole, None, "partner"))
            elif len(between) < 260 and (its := _ITS_PARTNER.search(between)):
                whole = Span(one.span.end + its.start(), other.span.end)
                found.append(self._tie(right, Relation.ALLIED_WITH, left, whole, None, "partner"))
        return found

    def _runs(self) -> list[Tie]:
        """ "Y, which owns mines and is run by X": the passive further from the name."""
        found = []
        for token in self.doc:
            if token.lower_ not in tie_words()["led_by"] or token.tag_ != "VBN":
                continue
            agent = next((child for child in token.children if child.dep_ == "agent"), None)
            target = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent else None
            verb = token
            while verb.dep_ == "conj" and verb.head is not verb:
                verb = verb.head
            subject = verb.head if verb.dep_ in ("relcl", "acl") else None
            left = self._at(subject.idx) if subject is not None else None
            right = self._at(target.idx) if target is not None else None
            if left is None or right is None:
                continue
            body, person = self.owner[left.span], self.owner[right.span]
            if body.type in _BODIES and person.type is ActorType.PERSON:
                evidence = Span(left.span.start, max(left.span.end, right.span.end))
                kind = Relation.COMMANDS if token.lower_ == "commanded" else Relation.LEADS
                found.append(self._tie(person, kind, body, evidence, None, "led by"))
        return found

    def _fights(self) -> list[Tie]:
        """ "the coalition fighting (against) the group"."""
        found = []
        for token in self.doc:
            if token.lower_ not in tie_words()["fights"] or token.pos_ != "VERB":
                continue
            subject = next((child for child in token.children if child.dep_ in ("nsubj",)), None)
            if subject is None and token.dep_ in ("acl", "relcl"):
                subject = token.head
            target = next((child for child in token.children if child.dep_ == "dobj"), None)
            against = next(
                (child for child in token.children if child.dep_ == "prep" and child.lower_ == "against"), None
            )
            if target is None and against is not None:
                target = next((child for child in against.children if child.dep_ == "pobj"), None)
            left = self._at(subject.idx) if subject is not None else None
            right = self._at(target.idx) if target is not None else None
            if left is None or right is None or any(child.dep_ == "neg" for child in token.children):
                continue
            one, other = self.owner[left.span], self.owner[right.span]
            kinds = (*_BODIES, ActorType.STATE)
            if one.type in kinds and other.type in kinds:
                evidence = Span(min(left.span.start, right.span.start), max(left.span.end, right.span.end))
                found.append(self._tie(one, Relation.OPPOSES, other, evidence, None, "fights"))
        return found

    def _in_parliament(self) -> list[Tie]:
        """ "the parliamentary bloc of X", "X, which holds 185 of 328 parliamentary seats": part of the parliament."""
        found = []
        for mention in self.mentions:
            actor = self.owner[mention.span]
            if actor.type not in (ActorType.PARTY, ActorType.ALLIANCE):
                continue
            parliament = self._body("parliament", self.country_of(actor) or self.home or "")
            if parliament is None:
                continue
            span = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            rest = self.text[mention.span.end : span.sent.end_char] if span is not None else ""
            seats = _SEATS.search(rest)
            first = mention.form is MentionForm.NAME and not any(
                other.span.start < mention.span.start and span.sent.start_char <= other.span.start
                for other in self._near(span.sent.start_char, mention.span.start)
                if self.owner[other.span].type in (ActorType.PARTY, ActorType.ALLIANCE)
            )
            if seats and first:
                evidence = Span(mention.span.start, mention.span.end + seats.end())
                found.append(self._tie(actor, Relation.PART_OF, parliament, evidence, None, "seats"))
            elif "parliamentary" in mention.span.of(self.text):
                found.append(self._tie(actor, Relation.PART_OF, parliament, mention.span, None, "parliamentary"))
        return found

    def _owned(self) -> list[Tie]:
        """ "his militia, the Tavi Brigade": the owner commands or leads it."""
        found = []
        for mention in self.mentions:
            actor = self.owner[mention.span]
            written = mention.span.of(self.text).lower()
            if actor.type not in (ActorType.ARMED_GROUP, ActorType.PARTY) or not written.startswith(("his ", "her ")):
                continue
            if not any(other.form is MentionForm.NAME for other in actor.mentions):
                continue
            owner = self.owner.get(Span(mention.span.start, mention.span.start + 3))
            if owner is not None and owner.type is ActorType.PERSON:
                armed = actor.type is ActorType.ARMED_GROUP
                kind = Relation.COMMANDS if armed else Relation.MEMBER_OF
                found.append(self._tie(owner, kind, actor, mention.span, None, "possessive"))
        return found

    def _verbs(self) -> list[Tie]:
        """ "Tavi, who leads the Harbour Party": a person, a verb of leading, a body."""
        found = []
        for token in self.doc:
            if token.lemma_ not in tie_words()["leading_verbs"] or token.pos_ != "VERB" or token.tag_ in ("VB", "VBG"):
                continue
            subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
            target = next((child for child in token.children if child.dep_ == "dobj"), None)
            if subject is None or target is None or any(child.dep_ in ("neg", "aux") for child in token.children):
                continue
            if token.dep_ == "relcl" and subject.tag_ == "WP":
                subject = token.head
            left, right = self._at(subject.idx), self._at(target.idx)
            if left is None or right is None or left.form is MentionForm.PRONOUN:
                continue
            one, other = self.owner[left.span], self.owner[right.span]
            if one.type is ActorType.PERSON and other.type in _BODIES:
                kind = Relation.COMMANDS if token.lemma_ == "command" else Relation.LEADS
                evidence = Span(min(left.span.start, right.span.start), max(left.span.end, right.span.end))
                found.append(self._tie(one, kind, other, evidence, None, "verb"))
        return found

    def _at(self, offset: int) -> Mention | None:
        fits = [m for m in self._near(offset - _LONGEST, offset + 1) if m.span.start <= offset < m.span.end]
        return min(fits, key=lambda m: len(m.span), default=None)

    def _tie(
        self, subject: Actor, relation: Relation, object_: Actor, evidence: Span, role: str | None, reason: str,
        start_date: str | None = None,
    ) -> Tie:  # fmt: skip
        return Tie(
            subject.id,
            relation,
            object_.id,
            evidence,
            " ".join(role.split()) if role else None,
            start_date,
            reason=reason,
        )
