"""What phrases and pronouns stand for: a walk through the article in order, with what has been named so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Span
from .appositions import Apposition, appositions
from .groups import nominal_key, nominal_name
from .lexicon import country_adjective, heads, name_heads, parliament_of, plain, words
from .offices import choose_office, holds, named_next, office_of
from .people import Cluster
from .pronouns import choose_person, choose_thing
from .traits import Traits, head_token, is_subject, text_of, tokens_of, traits
from .units import place_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BLOC_WORDS = words()["bloc_words"]
_TERROR = words()["terror"]
_NAMED_KINDS = {
    "group": (ActorType.ARMED_GROUP, ActorType.ORGANISATION, ActorType.PARTY),
    "fighters": (ActorType.ARMED_GROUP,),
    "party": (ActorType.PARTY, ActorType.ALLIANCE),
    "movement": (ActorType.PARTY, ActorType.ARMED_GROUP, ActorType.ORGANISATION),
    "bloc": (ActorType.ALLIANCE,),
    "militia": (ActorType.ARMED_GROUP,),
    "ministry": (ActorType.GOVERNMENT_BODY,),
    "department": (ActorType.GOVERNMENT_BODY,),
    "court": (ActorType.GOVERNMENT_BODY,),
    "council": (ActorType.GOVERNMENT_BODY, ActorType.PARTY),
    "commission": (ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL),
    "authority": (ActorType.GOVERNMENT_BODY,),
    "agency": (ActorType.OUTLET, ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL),
    "committee": (ActorType.ORGANISATION, ActorType.GOVERNMENT_BODY),
    "union": (ActorType.ORGANISATION, ActorType.INTERNATIONAL),
    "body": (ActorType.ORGANISATION,),
    "company": (ActorType.ORGANISATION,),
    "lender": (ActorType.ORGANISATION, ActorType.INTERNATIONAL, ActorType.GOVERNMENT_BODY),
    "outlet": (ActorType.OUTLET,),
    "police": (ActorType.ARMED_GROUP,),
    "command": (ActorType.ARMED_GROUP,),
}
_WORD_GENDER = {"woman": "f", "mother": "f", "man": "m", "father": "m", "spokesman": "m", "spokeswoman": "f"}


class Antecedents:
    """Resolves the mentions that are no names, in order of the text, into (and next to) the clusters of names."""

    def __init__(
        self, doc: Doc, clusters: list[Cluster], *, home: str | None, sources: tuple[Span, ...], headline: int = 0
    ) -> None:
        self.headline = headline  # where the headline ends, 0 without one
        self.doc = doc
        self.text = text_of(doc)
        self.clusters = clusters
        self.home = home
        self.sources = sources
        self.sentences = _sentence_numbers(doc)
        self.places: dict[Span, int] = {}  # sentence numbers already looked up
        self.quotes = [match.span() for match in re.finditer(r"“[^”“]{3,1500}”?|\"[^\"\n]{3,1500}\"", self.text)]
        self.keys: dict[tuple, Cluster] = {}
        self.waiting: list[tuple[Mention, Traits]] = []  # phrases that acted nowhere yet
        for cluster in list(clusters):
            self._describe_named(cluster)

    def resolve(self, mentions: list[Mention]) -> None:
        """Put every mention into a cluster, or leave it out where nothing fits."""
        self.at = {mention.span: cluster for cluster in self.clusters for mention in cluster.mentions}
        named = [mention for cluster in self.clusters for mention in cluster.mentions]
        described = {
            id(found.phrase): found
            for found in appositions(self.doc, sorted([*named, *mentions], key=lambda m: m.span.start))
        }
        for found in described.values():
            self._tell_role(found)
        for mention in sorted(mentions, key=lambda m: (m.span.start, m.span.end)):
            if mention.form is MentionForm.PRONOUN:
                self._pronoun(mention)
            else:
                self._nominal(mention, described.get(id(mention)))
        self._metonyms()
        self._headline()

    # --- names --------------------------------------------------------------------------------------------------

    def _describe_named(self, cluster: Cluster) -> None:
        """Roles and countries from titles; the key of a body that is written like a name ("Iraqi Security Forces")."""
        if cluster.type is ActorType.PERSON:
            for mention in cluster.mentions:
                self._office(cluster, mention)
            return
        if cluster.key:
            self.keys.setdefault(cluster.key, cluster)
            return
        if self.home and cluster.names and all(self._calls_government(name) for name in cluster.names):
            self._is_body("government", cluster, f"{country_adjective(self.home)} government")
            return
        if self.home and cluster.names and all(plain(name) in ("congress", "parliament") for name in cluster.names):
            congress = f"{country_adjective(self.home)} {cluster.names[0]}"
            self._is_body("parliament", cluster, parliament_of(self.home) if "Parl" in congress else congress)
            return
        for mention in cluster.mentions:
            trait = traits(self.doc, mention)
            cluster.kinds |= {trait.kind} - {""}
            cluster.modifiers |= self._adjectives_before(mention)
            cluster.country = cluster.country or trait.country
            key = None if cluster.label else nominal_key(trait, self.home)
            if key and cluster.key is None:
                cluster.key = key
                self.keys.setdefault(key, cluster)

    def _calls_government(self, name: str) -> bool:
        name = plain(name)
        return name in words()["government_names"] or (name == "centre" and self.home == "IND")

    def _is_body(self, kind: str, cluster: Cluster, label: str) -> None:
        """ "the Government", "the Executive", "Congress": the one of the country that the article is about."""
        key = (kind, self.home, frozenset())
        other = self.keys.get(key)
        if other is not None:
            for mention in cluster.mentions:
                other.add(mention)
            self.clusters.remove(cluster)
            return
        cluster.type, cluster.country, cluster.key, cluster.kinds = ActorType.GOVERNMENT_BODY, self.home, key, {kind}
        cluster.label = label
        cluster.heads.add(kind)
        self.keys[key] = cluster

    def _adjectives_before(self, mention: Mention) -> set[str]:
        """ "popular" in "Iraq’s popular Hashd forces": a later "the popular forces" means them."""
        first, _ = tokens_of(self.doc, mention)
        found = set()
        while first > 0 and self.doc[first - 1].pos_ == "ADJ" and self.doc[first - 1].is_lower:
            first -= 1
            found.add(self.doc[first].lower_)
        return found

    def _office(self, cluster: Cluster, mention: Mention) -> None:
        if mention.title:
            cluster.roles.append(mention.title)
        if mention.extent:
            before = self.text[mention.extent.start : mention.span.start]
            for word in re.findall(r"(?:[A-Z][\w.’'-]*\s?){1,2}", before):
                place = place_of(re.sub(r"[’'‘]s$", "", word.strip())) or place_of(word.split()[0])
                if place and cluster.country is None:
                    cluster.country = place[0]

    # --- phrases ------------------------------------------------------------------------------------------------

    def _nominal(self, mention: Mention, apposition: Apposition | None) -> None:
        trait = traits(self.doc, mention, self.sentence(mention))
        if apposition is not None and self._attach(mention, apposition):
            return
        cluster = self._body(mention, trait) or self._named(mention, trait) or choose_office(self, mention, trait)
        cluster = cluster or self._again(mention, trait)
        if cluster is None and (cluster := named_next(self, mention, trait)):
            cluster.roles.append(trait.head)
        if (cluster is None and (trait.subject or self._is_source(mention))) or (
            cluster is None and self._weighty(mention, trait)
        ):
            cluster = self._new(mention, trait)
        if cluster is not None:
            cluster.add(mention)
            cluster.heads.add(trait.head)
        else:
            self.waiting.append((mention, trait))

    def _tell_role(self, apposition: Apposition) -> None:
        """What a description says of a person's office; known from the start, for words that come before it."""
        cluster = self.at.get(apposition.name.span)
        if cluster is not None and cluster.type is ActorType.PERSON:
            role = " ".join(apposition.role.of(self.text).split())
            cluster.roles.append(re.sub(r"^(?:the|an?)\s", "", role, flags=re.I))
            cluster.country = cluster.country or traits(self.doc, apposition.phrase).country

    def _attach(self, mention: Mention, apposition: Apposition) -> bool:
        """A description goes to the actor it describes, and says an office of theirs."""
        cluster = self.at.get(apposition.name.span)
        if cluster is None:
            return False
        cluster.add(mention)
        said = heads().get(traits(self.doc, mention).head)
        if cluster.type is ActorType.ORGANISATION and said and said.kind in words()["telling_kinds"]:
            cluster.type = said.type  # "Sampaio’s party, União Verde"
        return True

    def _body(self, mention: Mention, trait: Traits) -> Cluster | None:
        """The government, army, parliament … of a country: one body however it is put."""
        if trait.plural and trait.kind in ("government", "parliament", "army"):
            return None
        if trait.kind == "forces" and trait.definite and trait.modifiers and not trait.country:
            fits = [c for c in self.clusters if c.names and "forces" in c.kinds and trait.modifiers <= c.modifiers]
            if named := self._latest(mention, fits, prefer=lambda c: True):
                return named
        key = nominal_key(trait, self.home)
        capital = re.fullmatch(r"[Tt]he\s([A-Z]\w+)", mention.span.of(self.text))
        if capital and self.home and self._calls_government(capital.group(1)):
            key = ("government", self.home, frozenset())  # "the Executive", in India "the Centre"
        if key is None or not (trait.definite or trait.country):
            return None
        if trait.owner and trait.owner.lower() in ("his", "her") and not trait.country:
            person = choose_person(
                self, Mention(mention.span, MentionForm.PRONOUN), "m" if trait.owner.lower() == "his" else "f"
            )
            if person is None or person.country is None:
                return None
            key = nominal_key(trait, person.country)
        cluster = self.keys.get(key)
        if cluster is None:
            type_ = ActorType.GOVERNMENT_BODY if key[0] == "government" else mention.type
            cluster = Cluster(type_, country=key[1], key=key, kinds={trait.kind, key[0]} - {""})
            cluster.label = nominal_name(trait, key, mention.span.of(self.text))
            if key[0] in ("government", "parliament", "army") and not key[2]:
                parliament = key[0] == "parliament"
                cluster.label = parliament_of(key[1]) if parliament else f"{country_adjective(key[1])} {key[0]}"
            self.keys[key] = cluster
            self.clusters.append(cluster)
        return cluster

    def _named(self, mention: Mention, trait: Traits) -> Cluster | None:
        """ "the group", "the movement", "the coalition": the last named one of that kind."""
        if trait.kind == "bloc" or (trait.kind == "forces" and trait.modifiers & {"coalition", "alliance"}):
            return None if trait.plural and trait.kind == "bloc" else self._bloc(mention, trait)
        types = _NAMED_KINDS.get(trait.kind)
        if types is None or not trait.definite or (trait.plural and trait.kind != "fighters"):
            return None
        if trait.kind == "fighters" and not (
            trait.demonstrative or self.text[mention.span.start :][:4].lower() == "the "
        ):
            return None
        if not self.text[mention.span.start :][:5].lower().startswith(("the ", "this ", "that ", "his ", "her ")):
            return None
        strange = trait.modifiers - _TERROR
        if trait.kind in ("movement", "party") and re.match(r"\s(?:of|to)\b", self.text[mention.span.end :][:5]):
            return None
        loose = trait.kind in ("group", "fighters")
        fits = [
            c
            for c in self.clusters
            if c.type in types
            and c.names
            and (loose or trait.kind in c.kinds or _may_be(trait.kind, c))
            and (not strange or strange <= {plain(w) for n in c.names for w in n.split()})
        ]
        if trait.country:
            fits = [c for c in fits if c.country in (trait.country, None)]
        if trait.owner and trait.owner.lower() in ("his", "her", "their", "its"):
            return None
        return self._latest(mention, fits, prefer=lambda c: trait.head in c.heads or trait.kind in c.kinds)

    def _bloc(self, mention: Mention, trait: Traits) -> Cluster | None:
        """ "the coalition": the last one called so; "the international coalition", "a US-led coalition": one."""
        fits = [c for c in self.clusters if c.type is ActorType.ALLIANCE]
        if trait.modifiers & _BLOC_WORDS:
            fits = [c for c in fits if c.modifiers & _BLOC_WORDS]
        elif trait.modifiers:
            fits = [c for c in fits if trait.modifiers <= c.modifiers]
        elif not trait.definite:
            fits = []
        if trait.country:
            fits = [c for c in fits if c.country in (trait.country, None)]
        cluster = self._latest(mention, fits, prefer=lambda c: trait.head in c.heads)
        if cluster is not None:
            if "led" in trait.modifiers and not cluster.names and "led" not in cluster.modifiers:
                cluster.label = nominal_name(trait, None, mention.span.of(self.text))
            cluster.modifiers |= trait.modifiers
        return cluster

    def _again(self, mention: Mention, trait: Traits) -> Cluster | None:
        """The same phrase again: "religious authorities in Najaf" … "religious authorities"; "these parties"."""
        fits = []
        said_the = self.text[mention.span.start :][:4].lower() == "the " and not trait.owner
        for cluster in self.clusters:
            if cluster.names or cluster.key or trait.head not in cluster.heads:
                continue
            if (
                trait.demonstrative
                or (trait.modifiers and trait.modifiers <= cluster.modifiers)
                or (trait.definite and trait.modifiers == cluster.modifiers and not trait.owner)
                or (said_the and trait.plural == cluster.plural and trait.modifiers <= cluster.modifiers)
            ) and not (trait.country and cluster.country and trait.country != cluster.country):
                fits.append(cluster)
        return self._latest(mention, fits, prefer=lambda c: True)

    def _weighty(self, mention: Mention, trait: Traits) -> bool:
        """Alliances and armed groups with a country or a definite word of their own are actors wherever they stand."""
        types = (ActorType.ALLIANCE, ActorType.ARMED_GROUP, ActorType.GOVERNMENT_BODY)
        return mention.type in types and bool(trait.modifiers or trait.country) and trait.kind != "authority"

    def _new(self, mention: Mention, trait: Traits) -> Cluster:
        type_ = mention.type
        if type_ is ActorType.PERSON:
            type_ = ActorType.UNKNOWN
        elif trait.plural and type_ not in (ActorType.ARMED_GROUP,):
            type_ = ActorType.COLLECTIVE
        written = mention.span.of(self.text)
        if mention.extent and len(mention.extent.of(self.text).split()) <= 9:
            written = mention.extent.of(self.text)
        cluster = Cluster(
            type_, country=trait.country, kinds={trait.kind}, modifiers=set(trait.modifiers), plural=trait.plural
        )
        cluster.gender = _WORD_GENDER.get(trait.head)
        led = re.search(r"(\S+)-led\b", mention.span.of(self.text))
        if led:
            cluster.modifiers.add("led")
        cluster.label = nominal_name(trait, None, written)
        if trait.owner and trait.owner[:1].isupper() and len(written.split()) < 3:
            cluster.label = f"{trait.owner}’s {written}"
        self._recall(cluster, trait)
        self.clusters.append(cluster)
        return cluster

    def _recall(self, cluster: Cluster, trait: Traits) -> None:
        """What was only mentioned before it acted: "Iranian military advisers", then "the Iranian advisers said"."""
        if not trait.definite or not (trait.modifiers or trait.country):
            return
        for mention, earlier in self.waiting:
            alike = earlier.head == trait.head and earlier.country == trait.country and earlier.plural == trait.plural
            if alike and trait.modifiers <= earlier.modifiers:
                cluster.add(mention)

    # --- pronouns and capitals ----------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> None:
        word = mention.span.of(self.text).lower()
        if word in ("he", "she", "him", "his", "her", "himself", "herself", "hers"):
            cluster = choose_person(self, mention, "f" if word in ("she", "her", "herself", "hers") else "m")
        elif word in ("they", "it", "who", "which"):
            cluster = choose_thing(self, mention, word)
        else:
            cluster = None
        if cluster is not None:
            cluster.add(mention)

    def _metonyms(self) -> None:
        """A capital is the government where the article names one, else the state."""
        for cluster in [c for c in self.clusters if c.key and c.key[0] == "capital"]:
            code = cluster.country
            government, state = self.keys.get(("government", code, frozenset())), self.keys.get(("state", code))
            target = government if government and "government" in government.heads else state or government
            if target is None or (target is state and self._governs(code)):
                cluster.label = f"{country_adjective(code)} government"
                cluster.key = ("government", code, frozenset())
                self.keys[cluster.key] = cluster
                continue
            for mention in cluster.mentions:
                target.add(mention)
            target.names += [name for name in cluster.names if name not in target.names]
            self.clusters.remove(cluster)

    def _governs(self, code: str) -> bool:
        """Whether the article has a minister of the country: then it has a government."""
        people = (c for c in self.clusters if c.type is ActorType.PERSON and (c.country or self.home) == code)
        return any(office_of(role).head in ("minister", "premier") for c in people for role in c.roles)

    def _headline(self) -> None:
        """A phrase of the headline ("Bloc warns …") means the first body of that kind that the text then names."""
        top = [
            c
            for c in self.clusters
            if not c.names and c.key is None and all(m.span.end <= self.headline for m in c.mentions)
        ]
        for cluster in [c for c in top if c.mentions and not c.plural]:
            fits = [
                c
                for c in self.clusters
                if c.names
                and c.kinds & cluster.kinds - {"", "forces"}
                and self.headline <= c.start < self.headline + 500
                and (cluster.country is None or c.country in (cluster.country, None))
            ]
            target = min(fits, key=lambda c: c.start, default=None) or self._office_holder(cluster)
            if target is not None:
                for mention in cluster.mentions:
                    target.add(mention)
                self.clusters.remove(cluster)

    def _office_holder(self, cluster: Cluster) -> Cluster | None:
        """ "Mayor blasts …" over an article: the first person in it with that office."""
        if not all(mention.type is ActorType.PERSON for mention in cluster.mentions):
            return None
        fits = [
            c
            for c in self.clusters
            if c.type is ActorType.PERSON
            and any(holds(head, frozenset(), role) for head in cluster.heads for role in c.roles)
        ]
        return min(fits, key=lambda c: c.start, default=None)

    # --- small things -------------------------------------------------------------------------------------------

    def _latest(self, mention: Mention, fits: list[Cluster], *, prefer) -> Cluster | None:
        before = [c for c in fits if c.last_before(mention.span.start) >= 0]
        return max(before, key=lambda c: (bool(prefer(c)), c.last_before(mention.span.start)), default=None)

    def _is_source(self, mention: Mention) -> bool:
        whole = mention.extent or mention.span
        return any(whole == source or mention.span == source for source in self.sources)

    def in_source(self, mention: Mention) -> bool:
        """Whether the mention stands in a source."""
        return any(source.holds(mention.span) for source in self.sources)

    def quote_around(self, mention: Mention) -> tuple[int, int] | None:
        """The quotation that the mention stands in."""
        at = mention.span.start
        place = bisect_left(self.quotes, (at,)) - 1
        if place < 0:
            return None
        start, end = self.quotes[place]
        return (start, end) if start < at < end else None

    def sentence(self, mention: Mention) -> int:
        """Number of the mention's sentence."""
        number = self.places.get(mention.span)
        if number is None:
            first, _ = tokens_of(self.doc, mention)
            number = self.sentences[min(first, len(self.sentences) - 1)] if self.sentences else 0
            self.places[mention.span] = number
        return number

    def subject(self, mention: Mention) -> bool:
        """Whether the mention is a subject."""
        first, last = tokens_of(self.doc, mention)
        return first < last and is_subject(head_token(self.doc, first, last))


def _may_be(kind: str, cluster: Cluster) -> bool:
    """ "the lender" of a fund or bank, "the company" of whatever nothing else is said of, "the agency" of an outlet."""
    if kind in ("party", "movement"):
        return cluster.type is ActorType.PARTY
    if kind == "lender":
        return any(word in ("Bank", "Fund") for name in cluster.names for word in name.split())
    if kind == "company":
        parts = {word for name in cluster.names for word in name.split()}
        if any(word in name_heads() and word not in words()["company_endings"] for word in parts):
            return False  # a front or an institute is no company
        return not cluster.kinds - {""} and not cluster.label
    return kind == "agency" and cluster.type is ActorType.OUTLET


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        if token.is_sent_start or number < 0:
            number += 1
        numbers.append(number)
    return numbers
