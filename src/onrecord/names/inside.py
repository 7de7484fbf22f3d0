"""Who is who inside one article: names, short names, aliases, phrases, pronouns, metonyms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, Article, Mention, MentionForm, Span, ZoneKind
from ..text.parse import text_of
from .antecedents import resolve_phrases
from .groups import cluster_groups, core_of
from .home import home_country
from .lexicon import country_adjective, country_name, parliament_of, plain
from .namelike import is_initials, title_relation
from .people import Cluster, cluster_people, fullest, is_courtesy
from .places import known_here, place_of, states_of
from .regions import region_of
from .sources import head_of_source
from .walk import Walk

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Words that tell of a parliament where none is named.
_SEATS = re.compile(r"\bparliamentary (?:seats|bloc|group|party|majority|alliance)\b|\bseats in (?:the )?parliament\b")

_MEMBERS = ("mp", "mk", "td", "lawmaker", "legislator", "parliamentarian", "senator", "backbencher", "rep.", "rep")
#: Words for several who hold an office, to the word for one.
_SINGULAR = {"ministers": "minister", "senators": "senator", "mps": "mp", "lawmakers": "lawmaker",
             "presidents": "president", "ambassadors": "ambassador"}  # fmt: skip


def resolve_inside(
    article: Article, doc: Doc, mentions: tuple[Mention, ...], sources: tuple[Span, ...] = ()
) -> tuple[Actor, ...]:
    """The actors of one article with all their mentions.

    Args:
        mentions: what :func:`~onrecord.names.mentions.find_mentions` found.
        sources: spans of attributed sources; each becomes a mention of somebody, unless it is a pronoun that stays
            open. A mention that is the head of a source has the source as its ``extent``.

    Returns:
        Actors ``a1``, ``a2`` … by first mention; bodies that are only implied (by "Prime Minister X") come last.

    Example:
        >>> from onrecord.model import Article, Zone, ZoneKind
        >>> from onrecord.names.entities import parse
        >>> from onrecord.names.mentions import find_mentions
        >>> text = "Ammar al-Tavi spoke on Monday. Tavi said he would vote."
        >>> article = Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> doc = parse(article)
        >>> [(a.name, len(a.mentions)) for a in resolve_inside(article, doc, find_mentions(article, doc))]
        [('Ammar al-Tavi', 3)]
    """
    with states_of(doc, article):
        return _resolve(article, doc, mentions, sources)


def _resolve(article: Article, doc: Doc, mentions: tuple[Mention, ...], sources: tuple[Span, ...]) -> tuple[Actor, ...]:
    found = list(mentions)
    for source in sorted(set(sources), key=lambda span: (span.start, -span.end)):
        found = head_of_source(doc, found, source)
    home = home_country(article, doc)
    clusters = _name_clusters(article.text, found)
    headline = max((zone.span.end for zone in article.zones if zone.kind is ZoneKind.HEADLINE), default=0)
    walk = Walk(doc, clusters, home=home, sources=sources, headline=headline)
    resolve_phrases(walk, [mention for mention in found if mention.form is not MentionForm.NAME])
    _add_implied(walk.clusters, home)
    if home and _SEATS.search(text_of(doc)):
        _imply(walk.clusters, ("parliament", home), parliament_of(home))
    return _actors(article.text, walk.clusters)


def who_at(actors: tuple[Actor, ...], span: Span) -> Actor | None:
    """The actor that ``span`` means: its mention or extent fits best; a phrase's head goes before its parts.

    >>> tavi = Actor("a1", "Lena Tavi", ActorType.PERSON, (Mention(Span(12, 21), extent=Span(0, 21)),))
    >>> party = Actor("a2", "Harbour Party", ActorType.PARTY, (Mention(Span(0, 8)),))
    >>> who_at((party, tavi), Span(0, 21)).name
    'Lena Tavi'
    """
    best, best_score = None, 0.0
    for actor in actors:
        for mention in actor.mentions:
            score = _fit(mention, span)
            if score > best_score:
                best, best_score = actor, score
    return best


def _fit(mention: Mention, span: Span) -> float:
    fits = [_jaccard(mention.span, span)]
    if mention.extent:
        fits.append(_jaccard(mention.extent, span))
    fit = max(fits)
    if not fit:
        return 0.0
    if span.holds(mention.span) and mention.type is ActorType.PERSON and mention.form is MentionForm.NAME:
        fit += 0.05
    return fit


def _jaccard(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


def _name_clusters(text: str, mentions: list[Mention]) -> list[Cluster]:
    names = [mention for mention in mentions if mention.form is MentionForm.NAME]
    people = [mention for mention in names if mention.type is ActorType.PERSON]
    states = [m for m in names if m.type is ActorType.STATE or _capital(m, text)]
    taken = {id(m) for m in (*people, *states)}
    others = [m for m in names if id(m) not in taken]
    return [*cluster_people(text, people), *cluster_groups(text, others), *_states(text, states)]


def _capital(mention: Mention, text: str) -> bool:
    place = place_of(mention.span.of(text))
    return bool(place) and place[1] == "capital"


def _states(text: str, mentions: list[Mention]) -> list[Cluster]:
    """One cluster a country; capitals wait in clusters of their own until it is known whether a government is named."""
    clusters: dict[tuple[str, bool], Cluster] = {}
    for mention in mentions:
        code, kind = place_of(mention.span.of(text)) or ("", "")
        key = (code, kind == "capital")
        if key not in clusters:
            type_ = ActorType.GOVERNMENT_BODY if kind == "capital" else ActorType.STATE
            clusters[key] = Cluster(type_, country=code, key=("capital" if kind == "capital" else "state", code))
            clusters[key].label = None if kind == "capital" else country_name(code)
        clusters[key].add(mention, " ".join(mention.span.of(text).split()))
    return list(clusters.values())


def _add_implied(clusters: list[Cluster], home: str | None) -> None:
    """The government that a prime minister implies, the parliament that an MP implies: bodies without a mention."""
    for cluster in list(clusters):
        for role in cluster.roles:
            last = _SINGULAR.get(last := _office_word(role), last)
            code = cluster.country or home
            region = region_of(role)
            if region:
                _imply(clusters, ("place", region), region)
            elif last == "mep":
                _imply(clusters, ("", ""), "European Parliament", ActorType.INTERNATIONAL)
            elif not code or plain(role).startswith("state "):
                continue
            elif last in ("minister", "premier", "pm", "dpm", "secretary", "taoiseach", "tánaiste", "chancellor"):
                _imply(clusters, ("government", code), f"{country_adjective(code)} government")
            elif _OF_SENATE.match(role):
                _imply(clusters, ("senate", code), _senate(code))
            elif last in ("congresswoman", "congressman"):
                congress = "US Congress" if code == "USA" else f"{country_adjective(code)} Congress"
                _imply(clusters, ("parliament", code), congress)
            elif last in ("senator", "sen.", "sen"):
                _imply(clusters, ("senate", code), _senate(code))
            elif last in _MEMBERS or plain(role) == "deputy":
                _imply(clusters, ("parliament", code), parliament_of(code))
            elif last in ("president", "ambassador", "king", "queen", "emir", "sultan", "monarch", "emperor"):
                _imply(clusters, ("state", code), country_name(code), ActorType.STATE)


def _senate(code: str) -> str:
    return "US Senate" if code == "USA" else f"{country_adjective(code)} Senate"


def _office_word(role: str) -> str:
    """The word for the office: "minister" of "prime minister-designate", "ambassador" of "ambassador in Rome"."""
    said = plain(re.split(r"\s(?:of|for|to|at|in)\s", role)[0]).split()
    return said[-1].removesuffix("-designate").removesuffix("-elect") if said else ""


#: Who leads a house of parliament, or its side of it: "Senate Majority Leader".
_OF_SENATE = re.compile(r"Senate\s(?:(?:Majority|Minority)\s(?:Leader|Whip)|President|Speaker|Floor\sLeader)\b")


def _imply(    clusters: list[Cluster], key: tuple[str, str], name: str, type_: ActorType = ActorType.GOVERNMENT_BODY
) -> None:
    if any(cluster.key and cluster.key[:2] == key for cluster in clusters):
        return
    if key[0] == "senate" and any(name in cluster.names for cluster in clusters):
        return
    if key[0] in ("place", "") and any(name in (*cluster.names, cluster.label) for cluster in clusters):
        return
    country = key[1] if key[0] not in ("place", "") else None
    clusters.append(Cluster(type_, country=country, key=key, label=name, kinds={key[0]}))


def _actors(text: str, clusters: list[Cluster]) -> tuple[Actor, ...]:
    actors = []
    for number, cluster in enumerate(sorted(clusters, key=lambda c: c.start), 1):
        name = fullest(cluster) if cluster.type is ActorType.PERSON and cluster.names else _name(cluster)
        mentions = tuple(sorted(cluster.mentions, key=lambda m: (m.span.start, -m.span.end)))
        actors.append(
            Actor(
                id=f"a{number}",
                name=name,
                type=cluster.type,
                mentions=mentions,
                aliases=tuple(other for other in cluster.names if other != name),
                roles=tuple(dict.fromkeys(cluster.roles)),
                country=None if (cluster.country or "").startswith("~") else cluster.country or None,
            )
        )
    return tuple(actors)


def _name(cluster: Cluster) -> str:
    if cluster.label:
        # "IMF" is how the list calls it; an article that spells it out says more
        if not cluster.label.isupper():
            return cluster.label
        rows = ((name, known_here(name)) for name in cluster.names if len(name.split()) > 2)
        return max((name for name, row in rows if row and row.name == cluster.label), key=len, default=cluster.label)
    names = [name for name in cluster.names if not is_initials(name)] or cluster.names or ["unknown"]
    core = set(core_of(names[0]))  # a gloss ("The Helpers") is another name, not a fuller one
    return max(
        (name for name in names if name == names[0] or core & set(core_of(name))),
        key=lambda name: (len(name.split()), -names.index(name)),
    )


__all__ = ["is_courtesy", "resolve_inside", "title_relation", "who_at"]
