"""Where an event was: the place it is about, a place of its clause, or the only place its sentence tells.

Which words are places is what :func:`.places.find_places` resolved, so an event's ``where`` and the map agree; the
parser's entities stand in where the table knows no such name. A place without a name ("the airport") counts last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import PlaceMention
from ..text.parse import starts_of, text_of
from .clause import belongs
from .lexicon import noun_class
from .tree import conjuncts, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .cast import Cast
    from .trigger import Trigger

_PLACE = frozenset({"GPE", "LOC", "FAC"})
_AT = frozenset({"in", "at", "near", "outside", "inside", "off", "around"})
_PREPOSITIONS = _AT | {"on", "across", "throughout", "into", "to", "from", "through", "along", "over", "of", "towards"}
_PREPOSITIONS |= {"toward", "onto", "before"}
#: "In the western part of the city": nouns that lead on to the place.
_PARTS = noun_class("place") | noun_class("parts") | noun_class("sides") | {"street", "square", "port", "road", "city"}
_BUILT = noun_class("place") | noun_class("premises") | {"church", "mosque", "prison", "hotel", "market", "street"}
_BUILT |= {"square", "courthouse", "parliament", "embassy", "school", "river", "road", "bridge", "barracks", "café"}
#: Landscapes that a name follows with "of", and settlements whose name does: "the hinterlands of X", "the town of X".
_PARTS |= {"outskirts", "hinterland", "countryside", "mountain", "highland", "jungle", "forest", "desert", "slum"}
_PARTS |= {"shore", "plain", "vicinity", "interior", "direction", "farmland", "marsh"}
_SETTLED = frozenset({"town", "city", "village", "hamlet", "district", "province", "region", "port", "island"})
_SETTLED |= {"county", "municipality", "suburb", "neighbourhood", "neighborhood", "state", "governorate"}
_SETTLED |= {"settlement", "valley"}
#: Spots that a report names by the noun alone: "at the pier", "along the canal".
_SPOTS = _BUILT | {"pier", "pass", "roof", "runway", "canal", "ridge", "street", "boundary", "stadium", "gate"}
_SPOTS |= {"harbour", "harbor", "quay", "highway", "motorway", "roundabout", "coast", "beach", "shore", "campus"}
_SPOTS |= {"ministry", "cathedral", "temple", "cemetery", "courtroom", "tunnel", "railway", "mine", "plant", "rooftop"}
_SPOTS |= {"avenue", "canteen", "grave"}
_SPOTS -= {"state", "parliament"}  # of emergency; as a body
_BESIDE = _AT | {"on", "along", "across", "before", "onto", "beside", "behind", "by"}
_ABOUT_PLACES = frozenset({"CONTROL"})
#: What is done to a place: "shelled the airport", "blockaded St Helier", "patrolled the streets of Moroni".
_DONE_TO_PLACES = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})
#: Nouns of deeds that take a place before them ("the Iraq blast"); before others it may be the doer ("an Iraq attack").
_HAPPENINGS = frozenset({"blast", "explosion", "bombing", "shooting", "riot", "clash", "protest", "shutdown"})
_HAPPENINGS |= {"massacre"}
_LONG = 7


class Places:
    """The place names of one article, found by token."""

    def __init__(self, places: tuple[PlaceMention, ...], doc: Doc) -> None:
        starts, text = starts_of(doc), text_of(doc)
        self._spans: dict[int, str] = {}
        for place in places:
            token = doc[starts[place.span.start]] if place.span.start in starts else None
            while token is not None and token.idx < place.span.end:
                if token.pos_ != "ADJ" and token.ent_type_ != "NORP":
                    self._spans[token.i] = " ".join(place.span.of(text).split())
                token = doc[token.i + 1] if token.i + 1 < len(doc) else None

    def name(self, token: Token) -> str | None:
        """The place name that covers a token, as written."""
        return self._spans.get(token.i)


class _Found(NamedTuple):
    rank: int
    far: int
    token: Token


def place_of(trigger: Trigger, owners: set[int], cast: Cast, places: Places) -> str | None:
    """The name of the place as written, or None."""
    token = trigger.token
    about = trigger.frame.type in _ABOUT_PLACES or trigger.frame.mode == "visit"
    if about and trigger.object is not None and (name := _name(trigger.object, cast, places)):
        return name
    if trigger.frame.mode == "lose" and trigger.to and (name := _name(trigger.to[0], cast, places)):
        return name
    if trigger.frame.noun and token.lemma_.lower() in _HAPPENINGS and (name := _beside(token, places)):
        return name
    found = [one for other in token.sent if (one := _told(other, trigger, owners, cast, places)) is not None]
    if found:
        best = min(found, key=lambda one: one[:2])
        elsewhere = best.rank == 3 and sum(one.rank == 3 for one in found) > 1
        if best.rank > 1 and (name := _done_to(trigger, cast, places, named=best.rank < 4)):
            return name
        if not elsewhere:
            return _name(best.token, cast, places) or _in_words(best.token)
    if name := _done_to(trigger, cast, places):
        return name
    inside = [name for head in (*trigger.to, trigger.object) if head is not None and (name := _before(head, places))]
    return inside[0] if inside else None


def _done_to(trigger: Trigger, cast: Cast, places: Places, *, named: bool = False) -> str | None:
    """The place that a deed was done to: the verb's object, named or, where nothing else is told, a spot."""
    head = trigger.object
    if trigger.frame.type not in _DONE_TO_PLACES or trigger.frame.noun or head is None or head.pos_ == "PRON":
        return None
    if _is_place(head, cast, places):
        return _name(head, cast, places) or _in_words(head)
    known = any(c.dep_ in ("det", "poss", "compound") for c in head.lefts)
    if head.lemma_.lower() not in _SPOTS or not known:
        return None
    return _name(head, cast, places) or (None if named else _in_words(head))


def _told(token: Token, trigger: Trigger, owners: set[int], cast: Cast, places: Places) -> _Found | None:
    """How surely a noun behind a preposition says where the event was; None if not at all."""
    if token.dep_ != "pobj" or token.head.lower_ not in _PREPOSITIONS or token in (*trigger.who, *trigger.to):
        return None
    far, prep = abs(token.i - trigger.token.i), token.head.lower_
    if not _is_place(token, cast, places):
        some = any(c.dep_ in ("det", "poss") for c in token.lefts)  # not "life in prison"
        beside = prep in _BESIDE and token.head.head.i in owners and trigger.frame.type in _DONE_TO_PLACES
        plain = some and token.lemma_.lower() in _SPOTS and (prep in _AT or beside) and belongs(token, owners)
        return _Found(4, far, token) if plain and _adverbial(token, owners) else None
    if prep == "to" and trigger.frame.mode == "visit" and belongs(token, owners):
        return _Found(0, far, token)
    if belongs(token, owners) and _adverbial(token, owners):
        return _Found(0 if prep in _AT else 1, far, token)
    if prep in ("in", "at", "near", "outside", "inside") and _of_doer(token, owners):
        return _Found(2, far, token)
    return _Found(3, far, token) if prep in ("in", "at", "near") and _above(token, trigger.token) else None


def _is_place(token: Token, cast: Cast, places: Places) -> bool:
    """A resolved place, one by the tagger's word, or after "in", "at", "near" a name that nobody bears."""
    if places.name(token) is not None or token.ent_type_ in _PLACE:
        return True
    if _settled(token) is not None:
        return True
    if token.lemma_.lower() in _SPOTS and (_beside(token, places) or _proper(token)):
        return True
    if token.pos_ != "PROPN" or token.ent_type_ not in ("", "PERSON", "ORG", "NORP") or cast.at(token) is not None:
        return False
    return token.dep_ == "dobj" or token.head.lower_ in ("in", "at", "near", "outside")


def _settled(noun: Token) -> Token | None:
    """ "The town of Debra Zeit": the name, which may be in no table."""
    if noun.lemma_.lower() not in _SETTLED:
        return None
    ofs = (name for prep in noun.rights if prep.lower_ == "of" for name in prep.children if name.dep_ == "pobj")
    return next((name for name in ofs if name.pos_ == "PROPN"), None)


def _adverbial(place: Token, owners: set[int]) -> bool:
    """Whether the place says where it was: not "forces from X", nor the place inside the subject."""
    prep = place.head
    if prep.head.i in owners:
        return True
    if prep.lower_ == "of" and prep.head.dep_ == "pobj" and prep.head.lemma_.lower() in _PARTS:
        return _adverbial(prep.head, owners)
    if prep.lower_ in ("from", "of", "to", "into"):
        return False
    noun = prep.head
    while noun.dep_ not in ("nsubj", "nsubjpass", "ROOT") and noun.i not in owners and noun.head != noun:
        noun = noun.head
    return noun.i in owners


def _of_doer(place: Token, owners: set[int]) -> bool:
    """ "Police in Kampala surrounded the home", "teachers in Quebec have been on strike"."""
    noun = place.head.head
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i in owners and noun.pos_ in ("NOUN", "PROPN")


def _above(place: Token, trigger: Token) -> bool:
    """Whether the place hangs on the verb that governs the trigger's: "in Kandahar … an explosion, killing 30"."""
    verb = trigger if trigger.pos_ == "VERB" else trigger.head
    return verb.dep_ in ("advcl", "xcomp", "conj") and place.head.head == verb.head


def _before(head: Token, places: Places) -> str | None:
    """ "Detained at Mombasa airport", "struck Sanaa airport": the place name before a place's noun."""
    if head.lemma_.lower() not in _BUILT | noun_class("target") | noun_class("site"):
        return None
    return _beside(head, places)


def _beside(head: Token, places: Places) -> str | None:
    """The place name that stands before a noun."""
    return next((name for c in head.lefts if c.dep_ in ("compound", "poss", "nmod") and (name := places.name(c))), None)


def _proper(head: Token) -> bool:
    """ "The Rafah crossing", "the Tamara women's prison": a name of its own, in no table."""
    return head.pos_ != "PROPN" and any(c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN" for c in head.lefts)


def _in_words(token: Token) -> str:
    """ "The airport", "outside the agency's office": the noun phrase, where it is short."""
    first, last = phrase(token)
    return " ".join(token.doc[first : (last if last - first < _LONG else token.i) + 1].text.split())


def _name(head: Token, cast: Cast, places: Places) -> str | None:
    """The name that a noun is or holds, as written."""
    for one in conjuncts(head):
        first, last = phrase(one)
        for token in (one, *one.doc[first : last + 1]):
            if (known := places.name(token)) is not None:
                return known.removeprefix("the ").removeprefix("The ")
            if token.ent_type_ in _PLACE and token.pos_ == "PROPN":
                words = next(ent.text for ent in token.doc.ents if ent.start <= token.i < ent.end)
                words = " ".join(words.split())
                return words[4:] if words.lower().startswith("the ") else words
        if (of := _settled(one)) is not None:
            return of.doc[min([of.i, *(c.i for c in of.lefts if c.dep_ == "compound")]) : of.i + 1].text
    if _is_place(head, cast, places):
        return head.doc[min([head.i, *(c.i for c in head.lefts if c.dep_ == "compound")]) : head.i + 1].text
    return None
