"""Whether a noun may fill a slot of a frame: by lemma, by the actor it means, or by what it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType
from .cast import Cast
from .lexicon import Slot, noun_class
from .tree import behind, conjuncts, whole_word

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACE_ENTITY = frozenset({"GPE", "LOC", "FAC"})
_STATE_TYPES = frozenset({ActorType.STATE, ActorType.INTERNATIONAL, ActorType.GOVERNMENT_BODY})
_ARMED_NAME = re.compile(
    r"(?i)\b(?:army|navy|air force|armed forces?|troops|military|police|guards?|brigades?|militias?|commandos?|marines"
    r"|forces|corps|operations command|army command|fighters|paramilitar\w+|peshm[ae]rga|peacekeepers"
    r"|(?:led|international|military|anti-\w+)\b.*\b(?:coalition|alliance))\b"
)
_PARLIAMENT_NAME = re.compile(
    r"(?i)\b(?:parliament|assembly|senate|congress|council|house of|knesset|duma|bundestag|legislature|commons|lords"
    r"|lok sabha|diet|chamber)\b"
)


#: "Hundreds of fish", "62 of the seats", "two days of talks": what is counted decides.
_COUNTING = frozenset("dozen hundred thousand ten score number million day week round series".split())  # noqa: SIM905
_COUNTING |= frozenset("volley salvo barrage hail string spate wave sea handful group batch lot".split())  # noqa: SIM905
_COUNTING |= {"kilo", "kilogram", "kilogramme", "ton", "tonne", "gram"}


def fits(slot: Slot, heads: list[Token], cast: Cast) -> bool:
    """Whether one of the heads (or a noun joined to one) may fill the slot; an empty slot takes anything."""
    if not slot:
        return True
    return any(_fits(slot, one, cast) for head in heads for one in conjuncts(head))


def _fits(slot: Slot, head: Token, cast: Cast) -> bool:
    lemma = head.lemma_.lower()
    if (one := counted(head)) is not head:
        return _fits(slot, one, cast)
    if lemma in slot.lemmas or ("-" in (whole := whole_word(head)) and whole in slot.lemmas):
        return True
    if lemma in noun_class("parts") and any(_fits(slot, one, cast) for one in behind(head, "of")):
        return True
    return any(_SPECIAL[name](head, cast) for name in slot.special)


def counted(head: Token) -> Token:
    """What a counting noun counts ("hundreds of fish": fish), else the noun itself."""
    if head.lemma_.lower() in _COUNTING or head.pos_ == "NUM":
        return next((one for one in behind(head, "of") if one is not head), head)
    return head


def _number(head: Token, cast: Cast) -> bool:
    return head.pos_ == "NUM" or head.lemma_.lower() in ("dozen", "hundred", "thousand", "score", "other")


def _placename(head: Token, cast: Cast) -> bool:
    """A place by the tagger's word, or a proper name that nobody in the article bears."""
    if head.pos_ != "PROPN":
        return False
    if head.ent_type_ in _PLACE_ENTITY:
        return True
    return head.ent_type_ in ("", "PERSON", "ORG", "NORP") and cast.at(head) is None


def is_armed(head: Token, cast: Cast) -> bool:
    """Whether a noun means people under arms."""
    actor = cast.meant_by(head)
    if actor is None:
        return False
    return actor.type is ActorType.ARMED_GROUP or (
        actor.type not in (ActorType.PERSON, ActorType.PARTY) and _ARMED_NAME.search(actor.name) is not None
    )


def _armed(head: Token, cast: Cast) -> bool:
    """The same for a slot: also by the noun itself, and by a name that sounds like it."""
    lemma = head.lemma_.lower()
    if lemma in noun_class("force") or lemma in noun_class("armed") or lemma in noun_class("armed_names"):
        return True
    return is_armed(head, cast) or (head.pos_ == "PROPN" and _ARMED_NAME.search(_name_round(head)) is not None)


def _name_round(head: Token) -> str:
    return next((ent.text for ent in head.doc.ents if ent.start <= head.i < ent.end), head.text)


_ABBREVIATED = re.compile(r"[A-Z]{2,5}s")
#: Proper names of these kinds may act; a date or a title of a book may not.
_ACTING_ENTITY = frozenset({"PERSON", "ORG", "GPE", "NORP", ""})
_PRONOUN = frozenset("he she they we who him her them us i everyone others".split())  # noqa: SIM905


def is_agent(head: Token, cast: Cast) -> bool:
    """Somebody or something that can act or suffer: an actor, a proper name, a noun for people or bodies."""
    lemma = head.lemma_.lower()
    if lemma in noun_class("weapons"):
        return False
    if any(lemma in noun_class(name) for name in ("people", "bodies", "person", "armed", "force")):
        return head.ent_type_ not in ("DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW")
    if head.pos_ == "PRON":
        return head.lower_ in _PRONOUN
    if head.pos_ == "PROPN" and head.ent_type_ in _ACTING_ENTITY:
        return True
    if _ABBREVIATED.fullmatch(head.text):
        return True  # "four MLAs", "two MEPs"
    return cast.meant_by(head) is not None or whole_word(head).endswith("year-old")


def by_trade(noun: Token) -> bool:
    """ "Dockers", "kidnappers": no list has them all, but where a deed is known to be done, these do it."""
    lemma = noun.lemma_.lower()
    return noun.tag_ == "NNS" and lemma.endswith(("er", "or", "ist", "ian")) and lemma not in noun_class("made")


def _bodyagent(head: Token, cast: Cast) -> bool:
    """An agent that is no single person."""
    if not is_agent(head, cast) or _person(head, cast) or head.ent_type_ == "PERSON" or head.pos_ == "PRON":
        return False
    lemma = head.lemma_.lower()
    single = head.tag_ == "NN" and lemma in noun_class("people") and lemma not in noun_class("bodies")
    return not single


def _stateactor(head: Token, cast: Cast) -> bool:
    """A state by its actor or its name ("Berlin" as well as "Germany")."""
    return _state(head, cast) or (head.pos_ == "PROPN" and head.ent_type_ in ("GPE", "NORP"))


def _international(head: Token, cast: Cast) -> bool:
    actor = cast.meant_by(head)
    return actor is not None and actor.type is ActorType.INTERNATIONAL


def _state(head: Token, cast: Cast) -> bool:
    actor = cast.meant_by(head)
    return actor is not None and actor.type in _STATE_TYPES


def _party(head: Token, cast: Cast) -> bool:
    actor = cast.meant_by(head)
    return actor is not None and actor.type in (ActorType.PARTY, ActorType.ALLIANCE)


def _government(head: Token, cast: Cast) -> bool:
    if head.lemma_.lower() in (
        "government",
        "cabinet",
        "ministry",
        "authority",
        "regime",
        "administration",
        "minister",
    ):
        return True
    actor = cast.meant_by(head)
    return actor is not None and actor.type in (ActorType.STATE, ActorType.GOVERNMENT_BODY)


def _parliament(head: Token, cast: Cast) -> bool:
    if head.lemma_.lower() in noun_class("voters"):
        return True
    actor = cast.meant_by(head)
    if actor is None or actor.type is ActorType.PERSON:
        return False
    return _PARLIAMENT_NAME.search(actor.name) is not None


def _person(head: Token, cast: Cast) -> bool:
    actor = cast.at(head)
    return actor is not None and actor.type is ActorType.PERSON


_SPECIAL = {
    "anything": lambda head, cast: head.pos_ in ("NOUN", "PROPN", "NUM") or head.lower_ in _PRONOUN,
    "personactor": _person,
    "actor": lambda head, cast: cast.meant_by(head) is not None,
    "number": _number,
    "placename": _placename,
    "agent": is_agent,
    "bodyagent": _bodyagent,
    "stateactor": _stateactor,
    "international": _international,
    "armedgroup": _armed,
    "state": _state,
    "party": _party,
    "government": _government,
    "parliament": _parliament,
}
