"""Organisations inside one article: names, acronyms, glosses in brackets, heads that vary ("bloc", "coalition")."""

from __future__ import annotations

import re

from ..model import ActorType, Mention
from .lexicon import country_adjective, heads, name_heads, plain, words
from .namelike import is_initials
from .people import Cluster
from .places import known_here, place_of
from .traits import Traits

_GENERIC = words()["generic_names"]


def cluster_groups(text: str, mentions: list[Mention]) -> list[Cluster]:
    """Clusters of the organisation names among ``mentions``."""
    clusters: list[Cluster] = []
    for mention in sorted(mentions, key=lambda m: m.span.start):
        name = " ".join(mention.span.of(text).split())
        cluster = next((c for c in clusters if _same(c, name, mention.type)), None)
        cluster = cluster or _bracketed(text, mention, clusters) or _part_of_name(name, mention, clusters)
        if cluster is None:
            cluster = _new(name, mention)
            clusters.append(cluster)
        _grow(cluster, mention, name)
    _commission_of_the_union(clusters)
    return clusters


def _commission_of_the_union(clusters: list[Cluster]) -> None:
    """ "the Commission" in an article that names the European Union and no other commission is the Union's."""
    if not any(cluster.label == "European Union" for cluster in clusters):
        return
    commissions = [c for c in clusters if c.label != "European Union" and any("Commission" in n for n in c.names)]
    if len(commissions) == 1 and not commissions[0].label and set(commissions[0].names) <= {"Commission"}:
        commissions[0].label, commissions[0].type = "European Commission", ActorType.INTERNATIONAL


def _new(name: str, mention: Mention) -> Cluster:
    row = known_here(_bare(name)) or known_here(name)
    cluster = Cluster(row.type if row else mention.type, country=row.country if row else None)
    cluster.label = row.name if row else None
    return cluster


def _grow(cluster: Cluster, mention: Mention, name: str) -> None:
    cluster.add(mention, name)
    last = plain(name).split()[-1]
    if last in heads():
        cluster.heads.add(last)
        cluster.kinds.add(heads()[last].kind)
    if cluster.type is ActorType.ORGANISATION and mention.type is not ActorType.ORGANISATION:
        cluster.type = mention.type
    for word in name.split() if not cluster.label else ():
        place = place_of(word)
        if place and place[1] in ("adjective", "name") and cluster.country is None:
            cluster.country = place[0]


def _same(cluster: Cluster, name: str, type_: ActorType) -> bool:
    row = known_here(_bare(name)) or known_here(name)
    if row and cluster.label == row.name:
        return True
    if any(plain(_bare(name)) == plain(_bare(other)) for other in cluster.names):
        return True
    core = core_of(name)
    for other in cluster.names:
        if (core == core_of(other) and (core or plain(name) == plain(other))) and (
            plain(name) == plain(other) or not set(core) <= _GENERIC
        ):
            return True
        if _acronym(name, other) or _acronym(other, name):
            return True
    return False


def _bare(name: str) -> str:
    """A name without its head in lower case: "Daesh terrorists" → "Daesh"."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].islower():
        parts.pop()
    return " ".join(parts)


def core_of(name: str) -> tuple[str, ...]:
    """What a name keeps when its article, gloss and head nouns go.

    >>> core_of("al-Fatih (Conquest) Coalition") == core_of("the al-Fatih bloc")
    True
    """
    text = plain(re.sub(r"\([^)]*\)", " ", _bare(name)))
    parts = text.split()
    while len(parts) > 1 and parts[-1] in heads():
        parts.pop()
    return tuple(part for part in parts if part not in ("the", "of"))


def _part_of_name(name: str, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    """ "the Front", "Altoandina": one word of the name of the body mentioned last that has it."""
    word = _bare(name)
    if " " in word or place_of(word):
        return None
    fits = [
        c for c in clusters
        if any(" " in full and word in (full.split() if word in name_heads() else _ends(full)) for full in c.names)
    ]  # fmt: skip
    return max(fits, key=lambda c: c.last_before(mention.span.start), default=None)


def _ends(name: str) -> tuple[str, ...]:
    """The words that may stand for a name of several: the last; the first, where only a head noun follows."""
    parts = name.split()
    return (parts[-1], parts[0]) if len(parts) == 2 and parts[1] in name_heads() else (parts[-1],)


def _acronym(short: str, name: str) -> bool:
    short = _bare(short)
    if not is_initials(short) or is_initials(name):
        return False
    letters = short.replace(".", "").upper()
    name = re.sub(r"[’'‘]s\b", "", name)
    parts = re.findall(r"[^\W\d_]+", _bare(name))
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    every = "".join(part[0].upper() for part in parts if part.lower() != "the")
    return len(letters) > 1 and letters in (capitals, every)


def _bracketed(text: str, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    """The name right before "(…" that this name glosses."""
    before = text[max(0, mention.span.start - 60) : mention.span.start]
    if not re.search(r"\(\s*(?:or |also |formerly |the |[\w-]+ or )*$", before):
        return None
    opening = text.rfind("(", 0, mention.span.start)
    for cluster in clusters:
        if any(0 <= opening - m.span.end <= 2 for m in cluster.mentions):
            return cluster
    return None


def nominal_key(trait: Traits, home: str | None) -> tuple | None:
    """What makes two phrases without a name one body of a state: kind, country, what sharpens it; None for none."""
    if trait.kind in ("forces", "command") and (arm := trait.modifiers & {"army", "navy", "police"}):
        country = trait.country or home
        return (min(arm), country, trait.modifiers - arm - {"federal", "national"}) if country else None
    if trait.kind in ("government", "parliament", "presidency", "army", "police", "navy", "air force", "judiciary"):
        sharp = trait.modifiers - words()["of_the_whole_state"]
        country = trait.country or home
        return (trait.kind, country, frozenset(sharp)) if country else None
    if trait.kind in ("ministry", "department", "court", "council", "agency", "assembly", "embassy", "command", "unit"):
        country = trait.country or home
        return (trait.kind, country, trait.modifiers) if country and trait.modifiers else None
    if trait.kind == "forces":
        return (trait.kind, trait.country, trait.modifiers) if trait.country or trait.modifiers else None
    return None


def nominal_name(trait: Traits, key: tuple | None, written: str) -> str:
    """How an actor without a name is called: "Iraqi government", "foreign troops"; else as written."""
    written = re.sub(
        r"^(?:an?|the)?\s?(?:number|group|few|couple|handful)\s(?:of\s)?(?:thousand\s)?", "", " ".join(written.split())
    )
    written = re.sub(
        r"^(?:the|a|an|any|no|these|this|those|some|his|her|its|their)\s+", "", " ".join(written.split()), flags=re.I
    )
    country = key[1] if key else None
    if country and key[0] != "police" and not (trait.country and trait.owner is None):
        bare = re.sub(r"^(?:central|federal)\s+(?=government)", "", written, flags=re.I)
        return f"{country_adjective(country)} {bare}"
    return written.strip(" “”\"'")
