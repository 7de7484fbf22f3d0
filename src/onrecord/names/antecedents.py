"""What phrases and pronouns stand for: each goes to somebody named before, or is somebody of its own."""

from __future__ import annotations

import re

from ..model import ActorType, Mention, MentionForm, Span
from .appositions import Apposition, appositions
from .bodies import body_of_state, capitals_stand_for_governments, describe_named
from .groups import nominal_name
from .lexicon import heads, words
from .named_groups import named_body
from .offices import choose_office, country_of_office, holds, last_speaker, named_next
from .parties import own_party, party_leader
from .people import Cluster, gender_of_word
from .pronouns import choose_person, choose_thing
from .setting import frame, is_of_government
from .traits import Traits, traits
from .walk import Walk


def resolve_phrases(walk: Walk, mentions: list[Mention]) -> None:
    """Put every mention into a cluster, or leave it out where nothing fits."""
    for cluster in list(walk.clusters):
        describe_named(walk, cluster)
    walk.at = {mention.span: cluster for cluster in walk.clusters for mention in cluster.mentions}
    named = [mention for cluster in walk.clusters for mention in cluster.mentions]
    described = {
        id(found.phrase): found
        for found in appositions(walk.doc, sorted([*named, *mentions], key=lambda m: m.span.start))
    }
    for found in described.values():
        _tell_role(walk, found)
    for mention in sorted(mentions, key=lambda m: (m.span.start, m.span.end)):
        if mention.form is MentionForm.PRONOUN:
            _pronoun(walk, mention)
        else:
            _nominal(walk, mention, described.get(id(mention)))
    capitals_stand_for_governments(walk)
    headline_phrases(walk)


def _nominal(walk: Walk, mention: Mention, apposition: Apposition | None) -> None:
    trait = traits(walk.doc, mention, walk.sentence(mention))
    if apposition is not None and _attach(walk, mention, apposition):
        return
    cluster = (
        body_of_state(walk, mention, trait) or named_body(walk, mention, trait) or choose_office(walk, mention, trait)
    )
    cluster = cluster or own_party(walk, mention, trait) or party_leader(walk, mention, trait)
    cluster = cluster or _again(walk, mention, trait) or last_speaker(walk, mention, trait)
    if cluster is None and (cluster := named_next(walk, mention, trait)):
        cluster.roles.append(trait.head)
    if (cluster is None and (trait.subject or walk.is_source(mention))) or (
        cluster is None and _weighty(walk, mention, trait)
    ):
        cluster = _new(walk, mention, trait)
    if cluster is not None:
        cluster.add(mention)
        cluster.heads.add(trait.head)
    else:
        walk.waiting.append((mention, trait))


def _tell_role(walk: Walk, apposition: Apposition) -> None:
    """What a description says of a person's office; known from the start, for words that come before it."""
    cluster = walk.at.get(apposition.name.span)
    if cluster is not None and cluster.type is ActorType.PERSON:
        role = " ".join(apposition.role.of(walk.text).split())
        cluster.roles.append(re.sub(r"^(?:the|an?|its|his|her|their|whose)\s", "", role, flags=re.I))
        trait = traits(walk.doc, apposition.phrase)
        cluster.country = cluster.country or trait.country or country_of_office(trait.head)
        if cluster.country is None and is_of_government(role) and apposition.name is cluster.mentions[0]:
            cluster.country = frame(walk, apposition.phrase)
        if cluster.gender is None or trait.head.endswith("woman"):
            cluster.gender = gender_of_word(trait.head) or cluster.gender


def _attach(walk: Walk, mention: Mention, apposition: Apposition) -> bool:
    """A description goes to the actor it describes, and says an office of theirs."""
    cluster = walk.at.get(apposition.name.span)
    if cluster is None:
        return False
    cluster.add(mention)
    said = heads().get(traits(walk.doc, mention).head)
    if cluster.type is ActorType.ORGANISATION and said and said.kind in words()["telling_kinds"]:
        cluster.type = said.type  # "Sampaio’s party, União Verde"
    return True


def _again(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """The same phrase again: "religious authorities in Najaf" … "religious authorities"; "these parties"."""
    fits = []
    said_the = walk.text[mention.span.start :][:4].lower() == "the " and not trait.owner
    for cluster in walk.clusters:
        if cluster.names or cluster.key or trait.head not in cluster.heads:
            continue
        if (
            trait.demonstrative
            or (trait.modifiers and trait.modifiers <= cluster.modifiers)
            or (trait.definite and trait.modifiers == cluster.modifiers and not trait.owner)
            or (said_the and trait.plural == cluster.plural and trait.modifiers <= cluster.modifiers)
        ) and not (trait.country and cluster.country and trait.country != cluster.country):
            fits.append(cluster)
    return walk.latest(mention, fits, prefer=lambda c: True)


def _weighty(walk: Walk, mention: Mention, trait: Traits) -> bool:
    """Alliances and armed groups with a country or a definite word of their own are actors wherever they stand."""
    types = (ActorType.ALLIANCE, ActorType.ARMED_GROUP, ActorType.GOVERNMENT_BODY)
    return mention.type in types and bool(trait.modifiers or trait.country) and trait.kind != "authority"


def _new(walk: Walk, mention: Mention, trait: Traits) -> Cluster:
    type_ = mention.type
    if type_ is ActorType.PERSON:
        type_ = ActorType.UNKNOWN
    elif trait.plural and type_ not in (ActorType.ARMED_GROUP,):
        type_ = ActorType.COLLECTIVE
    written = mention.span.of(walk.text)
    shared = mention.extent and re.match(r",?\s(?:and|&)\s", walk.text[mention.span.end : mention.extent.end])
    if mention.extent and len(mention.extent.of(walk.text).split()) <= 9 and not (shared and not trait.plural):
        written = mention.extent.of(walk.text)
    cluster = Cluster(
        type_, country=trait.country, kinds={trait.kind}, modifiers=set(trait.modifiers), plural=trait.plural
    )
    cluster.gender = gender_of_word(trait.head)
    led = re.search(r"(\S+)-led\b", mention.span.of(walk.text))
    if led:
        cluster.modifiers.add("led")
    cluster.label = nominal_name(trait, None, written)
    if trait.owner and trait.owner[:1].isupper() and len(written.split()) < 3 and trait.owner not in written:
        cluster.label = f"{trait.owner}’s {written}"
    _recall(walk, cluster, trait)
    walk.clusters.append(cluster)
    return cluster


def _recall(walk: Walk, cluster: Cluster, trait: Traits) -> None:
    """What was only mentioned before it acted: "Iranian military advisers", then "the Iranian advisers said"."""
    if not trait.definite or not (trait.modifiers or trait.country):
        return
    for mention, earlier in walk.waiting:
        alike = earlier.head == trait.head and earlier.country == trait.country and earlier.plural == trait.plural
        if alike and trait.modifiers <= earlier.modifiers:
            cluster.add(mention)


def _pronoun(walk: Walk, mention: Mention) -> None:
    word = mention.span.of(walk.text).lower()
    if word in ("he", "she", "him", "his", "her", "himself", "herself", "hers"):
        cluster = choose_person(walk, mention, "f" if word in ("she", "her", "herself", "hers") else "m")
    elif word in ("they", "it", "who", "which", "its", "their"):
        cluster = choose_thing(walk, mention, {"its": "it", "their": "they"}.get(word, word))
        if cluster is None and word in ("who", "which") and walk.is_source(mention):
            cluster = _waiting_before(walk, mention)
    else:
        cluster = None
    if cluster is not None:
        cluster.add(mention)


def _waiting_before(walk: Walk, pronoun: Mention) -> Cluster | None:
    """ "criticism from activists who say …": a phrase that acted nowhere until its clause speaks."""
    for phrase, trait in reversed(walk.waiting):
        end = max(phrase.span.end, phrase.extent.end if phrase.extent else 0)
        if 0 < pronoun.span.start - end <= 2:
            cluster = _new(walk, phrase, trait)
            cluster.add(phrase)
            cluster.heads.add(trait.head)
            return cluster
    return None


def headline_phrases(walk: Walk) -> None:
    """A phrase of the headline ("Bloc warns …") means the first body of that kind that the text then names."""
    top = [
        c
        for c in walk.clusters
        if not c.names and c.key is None and all(m.span.end <= walk.headline for m in c.mentions)
    ]
    for cluster in [c for c in top if c.mentions and not c.plural]:
        fits = [
            c
            for c in walk.clusters
            if c.names
            and c.kinds & cluster.kinds - {"", "forces"}
            and walk.headline <= c.start < walk.headline + 500
            and (cluster.country is None or c.country in (cluster.country, None))
        ]
        target = min(fits, key=lambda c: c.start, default=None) or _office_holder(walk, cluster)
        if target is not None:
            for mention in cluster.mentions:
                target.add(mention)
            walk.clusters.remove(cluster)


def _office_holder(walk: Walk, cluster: Cluster) -> Cluster | None:
    """ "Mayor blasts …" over an article: the first person in it with that office."""
    if not all(mention.type is ActorType.PERSON for mention in cluster.mentions):
        return None
    fits = [
        c
        for c in walk.clusters
        if c.type is ActorType.PERSON
        and any(holds(head, frozenset(), role) for head in cluster.heads for role in c.roles)
    ]
    return min(fits, key=lambda c: c.start, default=None) or _first_to_act(walk, cluster)


def _first_to_act(walk: Walk, cluster: Cluster) -> Cluster | None:
    """ "Nationalist leader drops demand": the person who is the subject of the first sentence under the headline."""
    if not any(walk.subject(mention) for mention in cluster.mentions):
        return None
    names = (
        (m, c)
        for c in walk.clusters
        if c.type is ActorType.PERSON
        for m in c.mentions
        if m.form is MentionForm.NAME and m.span.start >= walk.headline
    )
    first, person = min(names, key=lambda pair: pair[0].span.start, default=(None, None))
    if first is None or person.roles or not walk.subject(first) or person.gender not in (cluster.gender, None):
        return None
    lead = walk.sentence(Mention(Span(walk.headline + 1, walk.headline + 2)))
    return person if 0 <= walk.sentence(first) - lead <= 1 and first.span.start - walk.headline < 200 else None
