"""Bodies of a state that a phrase or a capital means: "the Iraqi government", "the army", "Baghdad"."""

from __future__ import annotations

import re

from ..model import ActorType, Mention, MentionForm
from .gazetteer import named, short_forms
from .groups import nominal_key, nominal_name
from .lexicon import cities, country_adjective, heads, parliament_of, plain, words
from .namelike import office_in
from .offices import country_of_office, office_of
from .people import Cluster
from .places import place_of
from .pronouns import choose_person
from .regions import behind_name, region_of
from .setting import frame, is_of_country, is_of_government, setting
from .traits import Traits, tokens_of, traits
from .walk import Walk

#: "(D-Ohio)", ", R-Texas,", "(NSW)" behind a member of parliament.
_SEAT = re.compile(r"(?:\s\(|,\s(?=[RDI]-))(?:[A-Z][A-Za-z]{0,4}-)?(?P<state>[A-Z][\w.]*(?:\s[A-Z][\w.]+)?)(?:\)|,)")


_PARTIES = (ActorType.PARTY, ActorType.ALLIANCE, ActorType.ORGANISATION, ActorType.ARMED_GROUP)
_OF_COUNTRY = re.compile(r"\sof\s(?:the\s)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)")

#: Seats of a union too: whose words in the text make a capital the country's, and what it is else.
_SHARED = {"BEL": (r"\bBelgi", "European Union")}


def describe_named(walk: Walk, cluster: Cluster) -> None:
    """Roles and countries from titles; the key of a body that is written like a name ("Iraqi Security Forces")."""
    if cluster.type is ActorType.PERSON:
        for mention in cluster.mentions:
            _office(walk, cluster, mention)
        return
    if cluster.key:
        walk.keys.setdefault(cluster.key, cluster)
        return
    if walk.home and cluster.names and all(_calls_government(walk, name) for name in cluster.names):
        _is_body(walk, "government", cluster, f"{country_adjective(walk.home)} government")
        return
    if walk.home and cluster.names and all(plain(name) in ("congress", "parliament") for name in cluster.names):
        congress = f"{country_adjective(walk.home)} {cluster.names[0]}"
        _is_body(walk, "parliament", cluster, parliament_of(walk.home) if "Parl" in congress else congress)
        return
    for mention in cluster.mentions:
        trait = traits(walk.doc, mention)
        cluster.kinds |= {trait.kind, _opening_kind(mention.span.of(walk.text))} - {""}
        cluster.modifiers |= _adjectives_before(walk, mention)
        cluster.country = cluster.country or trait.country
        key = None if cluster.label else nominal_key(trait, walk.home)
        if key and cluster.key is None:
            cluster.key = key
            walk.keys.setdefault(key, cluster)


def _calls_government(walk: Walk, name: str) -> bool:
    name = plain(name)
    if name in ("federal government", "central government", "national government"):
        return True
    return name in words()["government_names"] or (name == "centre" and walk.home == "IND")


def _is_body(walk: Walk, kind: str, cluster: Cluster, label: str) -> None:
    """ "the Government", "the Executive", "Congress": the one of the country that the article is about."""
    key = (kind, walk.home, frozenset())
    other = walk.keys.get(key)
    if other is not None:
        for mention in cluster.mentions:
            other.add(mention)
        walk.clusters.remove(cluster)
        return
    cluster.type, cluster.country, cluster.key, cluster.kinds = ActorType.GOVERNMENT_BODY, walk.home, key, {kind}
    cluster.label = label
    cluster.heads.add(kind)
    walk.keys[key] = cluster


def _opening_kind(name: str) -> str:
    """ "federation" for "European Federation of Trawler Owners": the head before "of" or "for"."""
    opening = re.match(r"[^,]*?([A-Z][\w-]+)\s(?:of|for)\s", name)
    said = heads().get(opening.group(1).lower()) if opening else None
    return said.kind if said else ""


def _adjectives_before(walk: Walk, mention: Mention) -> set[str]:
    """ "popular" in "Iraq’s popular Hashd forces": a later "the popular forces" means them."""
    first, _ = tokens_of(walk.doc, mention)
    found = set()
    while first > 0 and walk.doc[first - 1].pos_ == "ADJ" and walk.doc[first - 1].is_lower:
        first -= 1
        found.add(walk.doc[first].lower_)
    return found


def _state(written: str) -> str | None:
    """The part of a country that a seat in brackets names: "Ohio", "Florida" for "Fla."."""
    if short := short_forms().get(written):
        return short[0]
    return written if written in cities() or any(row.kind == "region" for row, _ in named(written)) else None


def _office(walk: Walk, cluster: Cluster, mention: Mention) -> None:
    if mention.title:
        title = office_in(mention.title)
        before = walk.text[mention.extent.start : mention.span.start] if mention.extent else ""
        whole = before[: before.rfind(title)] + title if title in before else title
        behind = walk.text[mention.span.end : mention.span.end + 60]
        region = region_of(whole) or behind_name(title, behind)
        if any(region in other.names for other in walk.clusters if other.type in _PARTIES):
            region = None
        cluster.roles.append(f"{title} of {region}" if region and region not in title else title)
        seat = _SEAT.match(walk.text, mention.span.end)
        cluster.country = cluster.country or country_of_office(title)
        if seat and (state := _state(seat["state"])):
            cluster.roles.append(f"{state} {title}")  # "the Ohio senator" of "Senator Lena Tavi (D-Ohio)"
    if mention.extent:
        before = walk.text[mention.extent.start : mention.span.start]
        for word in re.findall(r"(?:[A-Z][\w.’'-]*\s?){1,2}", before):
            place = place_of(re.sub(r"[’'‘]s$", "", word.strip())) or place_of(word.split()[0])
            if place and cluster.country is None:
                cluster.country = place[0]
        of = _OF_COUNTRY.match(walk.text, mention.span.end)
        place = place_of(of.group(1)) or place_of(of.group(1).split()[0]) if of else None
        if place and place[1] == "name" and cluster.country is None and any(map(is_of_country, cluster.roles)):
            cluster.country = place[0]  # "Sultan Tavi of Brunei"
    if cluster.country is None and mention is cluster.mentions[0] and any(map(is_of_government, cluster.roles)):
        cluster.country = frame(walk, mention)


def body_of_state(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """The government, army, parliament … of a country: one body however it is put."""
    if trait.plural and trait.kind in ("government", "parliament", "army"):
        return None
    if trait.kind == "forces" and trait.definite and trait.modifiers and not trait.country:
        fits = [c for c in walk.clusters if c.names and "forces" in c.kinds and trait.modifiers <= c.modifiers]
        if named := walk.latest(mention, fits, prefer=lambda c: True):
            return named
    key = nominal_key(trait, None if trait.country else setting(walk, mention))
    capital = re.fullmatch(r"[Tt]he\s([A-Z]\w+)", mention.span.of(walk.text))
    if capital and walk.home and _calls_government(walk, capital.group(1)):
        key = ("government", walk.home, frozenset())  # "the Executive", in India "the Centre"
    if key is None or not (trait.definite or trait.country):
        return None
    if trait.owner and trait.owner.lower() in ("his", "her") and not trait.country:
        person = choose_person(
            walk, Mention(mention.span, MentionForm.PRONOUN), "m" if trait.owner.lower() == "his" else "f"
        )
        if person is None or person.country is None:
            return None
        key = nominal_key(trait, person.country)
    cluster = walk.keys.get(key)
    if cluster is None:
        type_ = ActorType.GOVERNMENT_BODY if key[0] == "government" else mention.type
        cluster = Cluster(type_, country=key[1], key=key, kinds={trait.kind, key[0]} - {""})
        cluster.label = nominal_name(trait, key, mention.span.of(walk.text))
        if key[0] in ("government", "parliament", "army") and not key[2]:
            parliament = key[0] == "parliament"
            cluster.label = parliament_of(key[1]) if parliament else f"{country_adjective(key[1])} {key[0]}"
        walk.keys[key] = cluster
        walk.clusters.append(cluster)
    return cluster


def capitals_stand_for_governments(walk: Walk) -> None:
    """A capital is the government where the article names one, else the state."""
    for cluster in [c for c in walk.clusters if c.key and c.key[0] == "capital"]:
        code = cluster.country
        if code in _SHARED and not re.search(_SHARED[code][0], walk.text):
            _stand_for_union(walk, cluster, _SHARED[code][1])
            continue
        government, state = walk.keys.get(("government", code, frozenset())), walk.keys.get(("state", code))
        target = government if government and "government" in government.heads else state or government
        if target is None or (target is state and _governs(walk, code)):
            cluster.label = f"{country_adjective(code)} government"
            cluster.key = ("government", code, frozenset())
            walk.keys[cluster.key] = cluster
            continue
        for mention in cluster.mentions:
            target.add(mention)
        target.names += [name for name in cluster.names if name not in target.names]
        walk.clusters.remove(cluster)


def _stand_for_union(walk: Walk, cluster: Cluster, name: str) -> None:
    union = next((c for c in walk.clusters if name in (*c.names, c.label)), None)
    if union is None:
        cluster.type, cluster.country, cluster.key, cluster.label = ActorType.INTERNATIONAL, None, None, name
        return
    for mention in cluster.mentions:
        union.add(mention)
    walk.clusters.remove(cluster)


def _governs(walk: Walk, code: str) -> bool:
    """Whether the article has a minister of the country: then it has a government."""
    people = (c for c in walk.clusters if c.type is ActorType.PERSON and (c.country or walk.home) == code)
    return any(office_of(role).head in ("minister", "premier") for c in people for role in c.roles)
