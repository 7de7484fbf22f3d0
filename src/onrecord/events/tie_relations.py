"""Which relation a role word stands for."""

from __future__ import annotations

import re

from ..model import Actor, ActorType, Relation
from ..names.lexicon import roles
from .tie_scene import GROUPS
from .tie_words import tie_words


def role_of(written: str, head: str) -> Relation | None:
    """What a description says somebody is to somebody: by its head, or by its last two words."""
    pair = " ".join(written.lower().replace("-", " ").split()[-2:])
    if pair in ("secretary general", "general secretary", "director general", "general manager"):
        return Relation.LEADS
    if pair.endswith(" director") and pair.split()[0] not in ("executive", "managing", "general", "its", "the", "a"):
        return Relation.MEMBER_OF  # "communications director"
    if pair in _GENERALS:
        return Relation.HOLDS_OFFICE
    if pair in ("press secretary", "press officer", "relations officer", "information officer"):
        return Relation.SPOKESPERSON_OF
    if head in tie_words()["stand_for_party"]:
        return Relation.MEMBER_OF
    role = roles().get(head)
    return role.relation if role else None


#: Generals that are none: lawyers and clerks of a state.
_LAWYERS = ("attorney", "solicitor", "auditor", "prosecutor", "governor", "comptroller")
_GENERALS = tuple(f"{word} general" for word in _LAWYERS)
#: "mission chief", "campaign chief": at the head of a part only.
_OF_A_PART = re.compile(
    r"\b(?:mission|bureau|section|unit|regional|country|campaign|branch|district|provincial|local|department|programme|program)"
    r"\s(?:chief|head|director|leader|chairman|chair|coordinator)\b",
    re.I,
)
#: Bodies of a state that a president chairs.
_COUNCILS = frozenset(("council", "commission", "court", "tribunal", "authority", "agency", "committee", "bank"))
_HEADS = frozenset(("president", "secretary-general", "chief", "chairperson"))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower()))


def _leads_others(words: set[str], object_: Actor) -> bool:
    """ "Leader of the opposition in the House", "Senate majority leader": not the leader of the house."""
    if words & {"opposition"} and object_.type not in (ActorType.PARTY, ActorType.ALLIANCE):
        return True
    if _words(object_.name) == {"opposition"}:
        return True
    return object_.type is ActorType.GOVERNMENT_BODY and bool(words & {"majority", "minority", "floor", "whip"})


def relation_for(relation: Relation, written: str, object_: Actor) -> Relation | None:
    """The relation that a role word stands for with this kind of object."""
    words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", written.lower()))
    words |= {part for word in words for part in word.split("-")}  # "vice-president"
    armed = object_.type is ActorType.ARMED_GROUP or (
        object_.type in (ActorType.ORGANISATION, ActorType.GOVERNMENT_BODY)
        and not _words(object_.name).isdisjoint(tie_words()["forces"])
    )
    if relation is Relation.LEADS and _leads_others(words, object_):
        return Relation.HOLDS_OFFICE if "opposition" not in _words(object_.name) else None
    if relation is Relation.LEADS and _OF_A_PART.search(written):
        return Relation.MEMBER_OF
    if relation is Relation.HOLDS_OFFICE and "governor" in words and "bank" in _words(object_.name):
        return Relation.LEADS
    if relation is Relation.HOLDS_OFFICE and object_.type is ActorType.INTERNATIONAL and words & _HEADS:
        return Relation.LEADS
    if relation is Relation.LEADS and armed and words & tie_words()["commanding"]:
        relation = Relation.COMMANDS
    council = object_.type is ActorType.GOVERNMENT_BODY and not _COUNCILS.isdisjoint(_words(object_.name))
    if relation is Relation.HOLDS_OFFICE and council and "president" in words:
        relation = Relation.LEADS
    if relation is Relation.HOLDS_OFFICE and object_.type in GROUPS and words & {"president", "secretary"}:
        relation = Relation.LEADS
        if "secretary" in words and words & tie_words()["part_of_secretary"]:
            relation = Relation.MEMBER_OF  # "organising secretary"
    if relation is Relation.HOLDS_OFFICE and words & {"principal", "permanent"}:
        relation = Relation.MEMBER_OF  # an official of a ministry
    if relation is Relation.COMMANDS and object_.type in (ActorType.PARTY, ActorType.ALLIANCE, ActorType.OUTLET):
        relation = Relation.LEADS
    if relation is Relation.LEADS and words & tie_words()["deputies"] - {"acting"} and not armed:
        relation = Relation.MEMBER_OF
    party = object_.type in (ActorType.PARTY, ActorType.ALLIANCE)
    party = party or not tie_words()["group_names"].isdisjoint(object_.name.split())
    if words & tie_words()["stand_for_party"] and not party:
        return None  # a candidate for the presidency is no member of it
    if relation is Relation.HOLDS_OFFICE and words & {"treasurer"}:
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


def is_shadow(written: str) -> bool:
    # the opposition's spokesman for a ministry holds no office of the government
    return "shadow" in written.lower().split()
