"""Where an article names places: what the tagger says, what stands behind "in", and the same names further on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import Actor, ActorType, MentionForm, Span
from ..names.gazetteer import look_up, short_forms
from ..names.places import may_begin_place, place_of
from ..text.any_of import any_of
from ..text.parse import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "from", "around", "across", "into", "towards", "to"}
)
_LEADING = re.compile(r"\b(?:in|at|near|outside|inside|from|around|across|into|of)\s(?:the\s)?$", re.I)
#: "Bank of England": an institution, not the place.
_INSTITUTION = re.compile(
    r"\b(?:Bank|University|Church|Court|College|House|Parliament|Council|Institute|Museum|Society|Academy|Federation"
    r"|School|Order|Library|Union|Party)\sof\s(?:the\s)?$"
)
_POSSESSIVE = re.compile(r"[’'‘]s\s+")
_FRAME = re.compile(r"^(?:the|greater|central|downtown|mainland|upstate|metropolitan)\s+", re.I)
_SIDE = re.compile(r"^(?:north|south|east|west|central|upper|lower|mid)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?\s+", re.I)
_BEHIND = re.compile(r"(?:[’'‘]s?|[\s,.;:–-]+)$")
#: What is built in a place and named after it: the place is what stands before these words.
_SITE = re.compile(
    r"\s+(?:(?:international|regional|municipal|city|central|general|national|train|railway|police|bus|fire|air|naval)\s+)*"
    r"(?:airport|airfield|station|hospital|stadium|port|harbour|harbor|bridge|prison|base|border|market|university|area"
    r"|valley|countryside|suburbs?|region|delta|peninsula|coast|basin|desert|frontier)$",
    re.I,
)
_MANY = 100_000
#: Words for a kind of place, which are some town's name too.
_COMMON = _words(
    "river lake sea mountain mountains valley street bridge airport coast island islands capital center"
    " centre city town village province state region north south east west northern southern eastern"
    " western bay beach park square road avenue highway house hall hospital university school college"
    " court union republic kingdom world earth moon mars church mosque temple palace border central"
    " federal national government parliament congress senate"
)
_KINDS = _words("province governorate city town village district region state port suburb island county municipality")
_MONTHS = _words(
    "January February March April May June July August September October November December Monday Tuesday"
    " Wednesday Thursday Friday Saturday Sunday Ramadan Easter Christmas"
)
#: Persons and organisations that bear a place's name are no places; a state's mention is one.
_MAY_BE_PLACES = (ActorType.STATE, ActorType.UNKNOWN, ActorType.COLLECTIVE, ActorType.GOVERNMENT_BODY)
_NO_PLACES = frozenset(ActorType) - frozenset(_MAY_BE_PLACES)


class Named(NamedTuple):
    """A place name: its characters, and what to look up."""

    span: Span
    name: str


def place_names(doc: Doc, actors: tuple[Actor, ...]) -> list[Named]:
    """Every name that may be a place's, in order of the text; none overlaps another."""
    text = text_of(doc)
    bearers = _bearers(actors)
    people = {word for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for word in ent.text.split()}
    found: dict[int, Named] = {}
    tagged = set(_tagged(doc))
    for start, end in (*sorted(tagged), *_countries(doc), *_behind_prepositions(doc)):
        named = _trimmed(text, start, end)
        if (
            named
            and not _borne(named.span, bearers, sure=(start, end) in tagged and _large(named.name))
            and not (named.name in people and not _led(doc, start))
        ):
            before = found.get(named.span.start)
            if before is None or len(before.span) < len(named.span):
                found[named.span.start] = named
    for named in _again(doc, {named.name for named in found.values()} - people, bearers):
        found.setdefault(named.span.start, named)
    kept: list[Named] = []
    for named in sorted(found.values(), key=lambda one: -len(one.span)):
        if not any(named.span.overlaps(other.span) for other in kept):
            kept.append(named)
    return sorted(kept, key=lambda one: one.span.start)


def _led(doc: Doc, start: int) -> bool:
    """Whether a preposition of place stands before these characters."""
    return bool(_LEADING.search(text_of(doc)[max(0, start - 12) : start]))


def _bearers(actors: tuple[Actor, ...]) -> list[tuple[Span, bool]]:
    """Names of persons and organisations, and whether it is a person's."""
    return [
        (mention.span, actor.type is ActorType.PERSON)
        for actor in actors
        if actor.type in _NO_PLACES
        for mention in actor.mentions
        if mention.form is MentionForm.NAME
    ]


def _borne(span: Span, bearers: list[tuple[Span, bool]], *, sure: bool = False) -> bool:
    """Whether the name is somebody's: the whole of a person's, or a part of a longer one.

    ``sure``: the tagger calls it a place and the table knows a large one, so only a longer name takes it away.
    """
    return any(
        span.overlaps(name) and ((person and not sure) or (name.holds(span) and len(name) > len(span) + 3))
        for name, person in bearers
    )


def _large(name: str) -> bool:
    """Whether the name is first of all a country's, a region's or a large town's."""
    return any(
        first and (place.kind in ("country", "region", "area") or place.people > _MANY)
        for place, first in look_up(name)
    )


def _tagged(doc: Doc) -> list[tuple[int, int]]:
    """What the tagger calls a place, widened to a longer name that the table knows ("New South Wales")."""
    found = []
    for ent in doc.ents:
        if ent.label_ not in _PLACES or _INSTITUTION.search(text_of(doc)[max(0, ent.start_char - 30) : ent.start_char]):
            continue
        first, last = ent.start, ent.end
        for left, right in ((2, 0), (1, 1), (0, 2), (1, 0), (0, 1)):
            wider = doc[max(0, ent.start - left) : ent.end + right]
            if all(token.text[:1].isupper() for token in wider) and len(wider) > len(ent) and look_up(wider.text):
                first, last = wider.start, wider.end
                break
        found.append((doc[first:last].start_char, doc[first:last].end_char))
    return found


def _countries(doc: Doc) -> list[tuple[int, int]]:
    """Country words and short forms of regions, wherever the tagger put them."""
    found, at = [], 0
    tokens = [token.text for token in doc]
    while at < len(doc):
        width = 1
        if tokens[at][:1].isupper() and may_begin_place(tokens[at]):
            for width in (6, 4, 3, 2, 1):
                span = doc[at : at + width]
                place = place_of(span.text)
                inside = doc[at].ent_type_ in ("ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "PERSON")
                if place and place[1] in ("name", "adjective"):
                    if not (inside and _longer_entity(doc, at, width)):
                        found.append((span.start_char, span.end_char))
                    break
        at += width
    return found


def _longer_entity(doc: Doc, at: int, width: int) -> bool:
    return any(ent.start <= at < ent.end and len(ent) > width for ent in doc[at : at + width].sent.ents)


def _behind_prepositions(doc: Doc) -> list[tuple[int, int]]:
    """ "In Innisfail", "Innisfail, Alta.": proper names that the table knows, behind "in" or before a region."""
    found = []
    for token in doc:
        if not token.text[:1].isupper() or token.pos_ != "PROPN" or token.ent_type_ in _PLACES:
            continue
        before = doc[token.i - 1] if token.i else None
        if before is not None and before.text[:1].isupper() and before.pos_ == "PROPN":
            continue
        end = token.i + 1
        while end < len(doc) and end < token.i + 4 and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN":
            end += 1
        led = before is not None and (before.lower_ in _PREPOSITIONS or _of_kind(doc, token.i))
        inside = end + (doc[end : end + 1].text == ",")
        inside += doc[inside : inside + 1].text == "in"
        region = end < inside < len(doc) and _region(doc, inside)
        if not led and not region:
            continue
        if led and not region and token.ent_type_ in ("PERSON", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW"):
            continue
        span = doc[token.i : end]
        if look_up(span.text) and (region or before.lower_ != "to"):
            found.append((span.start_char, span.end_char))
    return found


def _of_kind(doc: Doc, at: int) -> bool:
    """ "The province of", "the town of"."""
    return at > 1 and doc[at - 1].lower_ == "of" and doc[at - 2].lower_ in _KINDS


def _region(doc: Doc, at: int) -> bool:
    words = doc[at : at + 2].text, doc[at].text
    if any(word in short_forms() for word in words):
        return True
    if doc[at].ent_type_ not in _PLACES:
        return False
    names = (words[1], *(ent.text for ent in doc[at : at + 1].ents), doc[at : at + 3].text)
    return any(place.kind in ("country", "region") for name in names for place, _ in look_up(name))


def _trimmed(text: str, start: int, end: int) -> Named | None:
    """The name itself, without article, side and possessive; of "Basra airport" the town, if nothing else is known."""
    while end > start and (found := _BEHIND.search(text[start:end])) and found.group():
        if text[start:end] in short_forms() or place_of(text[start:end]):
            break
        end = start + found.start()
    while (found := _POSSESSIVE.match(text[start:end]) or _FRAME.match(text[start:end])) and not (
        text[start:end].isupper()
    ):
        start += found.end()
    words = text[start:end]
    if not words or not (words[0].isupper() or words[0] in "‘’'" or words.startswith("al-")):
        return _trimmed(text, start + side.end(), end) if (side := _SIDE.match(words)) else None
    if not _known(words):
        if side := _SIDE.match(words):
            return _trimmed(text, start + side.end(), end)
        if (site := _SITE.search(words)) and _known(words[: site.start()]):
            words = words[: site.start()]
            end = start + len(words)
    return None if words.lower() in _COMMON or words in _MONTHS else Named(Span(start, end), " ".join(words.split()))


def _known(words: str) -> bool:
    if words.lower() in _COMMON or (words.isupper() and len(words.replace(".", "")) < 5):
        return bool(place_of(words)) or words in short_forms()
    return bool(place_of(words) or look_up(words))


def _again(doc: Doc, names: set[str], bearers: list[tuple[Span, bool]]) -> list[Named]:
    """The same names where the tagger did not see them, outside the names of persons and organisations."""
    names = {name for name in names if _known(name) and (len(name) > 3 or "." in name)}
    if not names:
        return []
    pattern = re.compile(rf"(?<![\w-])(?:{any_of(names)})(?![\w])")
    entities = [Span(e.start_char, e.end_char) for e in doc.ents if e.label_ not in _PLACES and e.label_ != "NORP"]
    found = []
    for match in pattern.finditer(text_of(doc)):
        span = Span(*match.span())
        whole = next((entity for entity in entities if entity.overlaps(span)), None)
        if not _borne(span, bearers) and (whole is None or len(whole) <= len(span) + 3):
            found.append(Named(span, match.group()))
    return found
