"""Which named group a phrase means: "the group", "the movement", "the coalition"."""

from __future__ import annotations

import re

from ..model import ActorType, Mention
from .groups import nominal_name
from .lexicon import name_heads, plain, words
from .people import Cluster
from .traits import Traits
from .walk import Walk

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


def named_body(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """ "the group", "the movement", "the coalition": the last named one of that kind."""
    if trait.kind == "bloc" or (trait.kind == "forces" and trait.modifiers & {"coalition", "alliance"}):
        return None if trait.plural and trait.kind == "bloc" else _bloc(walk, mention, trait)
    types = _NAMED_KINDS.get(trait.kind)
    if types is None or not trait.definite or (trait.plural and trait.kind != "fighters"):
        return None
    if trait.kind == "fighters" and not (trait.demonstrative or walk.text[mention.span.start :][:4].lower() == "the "):
        return None
    if not walk.text[mention.span.start :][:5].lower().startswith(("the ", "this ", "that ", "his ", "her ")):
        return None
    strange = trait.modifiers - _TERROR
    if trait.kind in ("movement", "party") and re.match(r"\s(?:of|to)\b", walk.text[mention.span.end :][:5]):
        return None
    loose = trait.kind in ("group", "fighters")
    fits = [
        c
        for c in walk.clusters
        if c.type in types
        and c.names
        and (loose or trait.kind in c.kinds or _may_be(trait.kind, c))
        and (not strange or strange <= {plain(w) for n in c.names for w in n.split()})
    ]
    if trait.country:
        fits = [c for c in fits if c.country in (trait.country, None)]
    if trait.owner and trait.owner.lower() in ("his", "her", "their", "its"):
        return None
    return walk.latest(mention, fits, prefer=lambda c: trait.head in c.heads or trait.kind in c.kinds)


def _bloc(walk: Walk, mention: Mention, trait: Traits) -> Cluster | None:
    """ "the coalition": the last one called so; "the international coalition", "a US-led coalition": one."""
    fits = [c for c in walk.clusters if c.type is ActorType.ALLIANCE]
    if trait.modifiers & _BLOC_WORDS:
        fits = [c for c in fits if c.modifiers & _BLOC_WORDS]
    elif trait.modifiers:
        fits = [c for c in fits if trait.modifiers <= c.modifiers]
    elif not trait.definite:
        fits = []
    if trait.country:
        fits = [c for c in fits if c.country in (trait.country, None)]
    cluster = walk.latest(mention, fits, prefer=lambda c: trait.head in c.heads)
    if cluster is not None:
        if "led" in trait.modifiers and not cluster.names and "led" not in cluster.modifiers:
            cluster.label = nominal_name(trait, None, mention.span.of(walk.text))
        cluster.modifiers |= trait.modifiers
    return cluster


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
    if kind == "agency" and cluster.type is ActorType.GOVERNMENT_BODY:
        return bool(cluster.kinds & {"department", "ministry", "commission", "authority", "office"})
    return kind == "agency" and cluster.type is ActorType.OUTLET
