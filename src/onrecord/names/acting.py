"""Names that the parser does not know as anybody: organisations told by what they do or by what stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType
from .gazetteer import named, short_forms
from .lexicon import heads, name_heads, plain, roles, words
from .namelike import is_initials
from .places import place_of
from .traits import head_token, is_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TOLD = re.compile(r"\b(?:told|informed|accused|urged|blamed|thanked|sued|asked|quoted|quoting|cited|citing)\s\Z")
_PARTNER = re.compile(
    r"\b(?:partner|ally|rival|parties|party|groups|group|union|giant|operator|owner|broadcaster),?\s\Z"
)
_LED = re.compile(r",?\s(?:which\s(?:is\s)?)?(?:led|headed|chaired|founded|run|commanded)\sby\b")
_IS_KIND = re.compile(r",\s(?:an?|the|one\sof\sthe)\s(?:[\w’'-]+\s){0,5}?([a-z]+)\b")
_LEADS = re.compile(
    r"\b(?:leader|head|chair|chairman|chairwoman|members?|spokesman|spokeswoman|spokesperson|deputy|deputies|congress|"
    r"founder|secretary|MPs?|senator|candidates?)\s(?:of|for|from)\s(?:the\s)?(?:[a-z-]+\s){0,2}\Z"
)


_OFFICER = re.compile(
    r"\s(?:general\s|deputy\s)?(?:secretary|leader|chief|spokesman|spokeswoman|president|chair\w*)\s[A-Z]"
)


def organisation_at(doc: Doc, text: str, start: int, end: int, label: str) -> ActorType | None:
    """The type of the organisation that a capitalised stretch must be, by its place alone; None for none.

    ``label``: what the parser takes the stretch for.
    """
    name = text[start:end]
    word = plain(name).split()[-1]
    if word in roles() or word in heads() or word in words()["masses"] or word in words()["no_actor_endings"]:
        return None
    if place_of(name) or label in ("DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY", "WORK_OF_ART", "CARDINAL"):
        return None
    before, after = text[max(0, start - 60) : start], text[end : end + 70]
    if _LED.match(after):
        said = heads().get((before.split() or [""])[-1])
        return said.type if said else ActorType.ORGANISATION
    kind = _IS_KIND.match(after)
    head = heads().get(kind.group(1)) if kind else None
    if head is not None and label != "PERSON":
        return head.type
    if label != "PERSON" and _PARTNER.search(before) and not re.search(r"\bthird part(?:y|ies)\s\Z", before):
        word = re.search(r"(\w+),?\s\Z", before).group(1).lower()
        return heads()[word].type if word in heads() else ActorType.ORGANISATION
    if label != "PERSON" and _LEADS.search(before) and label not in ("GPE", "LOC"):
        return ActorType.ORGANISATION
    many = " " in name or is_initials(name) or any(c.isdigit() for c in name)
    if _TOLD.search(before) and (many or label in ("ORG", "")):
        return ActorType.ORGANISATION
    town = label == "GPE" and any(row.kind in ("town", "region") for row, _ in named(name))
    if (many or town or label in ("ORG", "PRODUCT", "")) and label != "PERSON" and _speaks(doc, start, end):
        return ActorType.GOVERNMENT_BODY if town else ActorType.ORGANISATION  # "Glasgow rejected the plan"
    return None


def is_body(text: str, start: int, end: int, is_person) -> bool:
    """Whether a name that looks like a person’s is a group’s, by what no person has: a "the", a leader, "which"."""
    name, after = text[start:end], text[end : end + 70]
    before = text[max(0, start - 50) : start]
    if " " not in " ".join(name.split()) or name.split()[-1].lower() in words()["no_actor_endings"]:
        return False
    if _LED.match(after) or re.match(r",\swhich\b", after):
        return True
    if re.search(r"[’'‘]s\s(?:party|movement|bloc|union|company|group),\s\Z", before):
        return True
    gloss = re.match(r"\s\(([^\W\d_]{2,6})\)", after)
    if gloss and gloss.group(1).isupper() and _initials(name) == gloss.group(1):
        return True
    party = re.match(r"\s(?:\([^)]{1,12}\)\s)?(?:party|movement|bloc|alliance|militia)\b", after)
    if gloss and party:
        return True
    definite = re.search(r"\b[Tt]he\s(?:([a-z]+(?:-[a-z]+)*)\s)?\Z", before)
    if definite and (definite.group(1) is None or definite.group(1) in words()["political"]):
        return True
    led = re.match(r"\s(?:general\s)?(president|leader|chairman|chairwoman|chief|secretary|convener)\s[A-Z]", after)
    first = plain(name).split()[0]
    if led and first not in words()["male_given"] and first not in words()["female_given"]:
        return True
    owner = re.search(r"([A-Z][\w-]+)[’'‘]s\s\Z", before)
    if owner and not place_of(owner.group(1)):
        return is_person(start - len(owner.group()), start - len(owner.group()) + len(owner.group(1)))
    return False


_STAFF = "workers|staff|employees|shareholders|shares|jobs|bosses|customers|investors|plants?|factory|factories|stores"
_WORKS_AT = re.compile(rf"\b(?:{_STAFF})\s(?:at|in|of)\s\Z", re.I)
_ITS_STAFF = re.compile(
    rf"(?:[’'‘]s)?\s(?:{_STAFF}|shareholder|subsidiary|headquarters|plc|spokeswoman|spokesman|spokesperson)\b"
)
_CALLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord)\.?\s\Z")


def employs(text: str, name: str) -> bool:
    """Whether one word that looks like a surname is a company's or body's, by all its places: "workers at Karro".

    No place may have a courtesy or a given name before it, and one must have its staff, shares or works beside it.

    >>> employs("Karro will close. Workers at Karro wept.", "Karro"), employs("Mr Karro met staff at Karro.", "Karro")
    (True, False)
    """
    found = False
    for place in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", text):
        before, after = text[max(0, place.start() - 40) : place.start()], text[place.end() : place.end() + 30]
        if _CALLED.search(before) or re.search(r"(?<![.!?:“”\"] )(?<!\n)\b[A-Z][a-z]+\s\Z", before):
            return False
        found = found or bool(_WORKS_AT.search(before) or _ITS_STAFF.match(after))
    return found


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.findall(r"[^\W\d_]+", name) if part[0].isupper())


def _speaks(doc: Doc, start: int, end: int) -> bool:
    """The subject of a verb that only somebody can do."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    token = head_token(doc, span.start, span.end)
    if token.dep_ in ("compound", "nmod", "amod") or not is_subject(token):
        return False
    while token.dep_ in ("conj", "appos") and token.head is not token:
        token = token.head
    verb = token.head
    return verb.pos_ in ("VERB", "AUX") and verb.lemma_ in words()["acting_verbs"]


def is_seat(text: str, start: int, end: int) -> bool:
    """ "Senator Lena Tavi (NSW)": where somebody sits, no name."""
    if text[end : end + 1] != ")" or text[max(0, start - 2) : start] != " (":
        return False
    return text[start:end] in words()["seats"] or text[start:end] in short_forms()


def bracketed_party(text: str, start: int, end: int, after_person: bool) -> bool:
    """ "Congresswoman Lena Tavi (Harbour Front)": a name in brackets right behind a person's is their party's."""
    return after_person and text[end : end + 1] == ")" and text[max(0, start - 2) : start] == " ("


def short_form(name: str, found: dict[str, ActorType], before: str, after: str) -> ActorType | None:
    """The type of the organisation that one word of its name stands for: "the Front", "Altoandina"; None for none.

    ``found``: full names to types; ``before``, ``after``: the characters right before and behind.
    """
    if " " in name:
        return None
    if name in name_heads():
        definite = re.search(r"(?:\b[Tt]he|-(?:backed|led))\s\Z", before) or _OFFICER.match(after)
        full = [type_ for long, type_ in found.items() if " " in long and name in long.split()]
        return full[-1] if full and definite else None
    if len(name) < 4 or place_of(name) or plain(name) in words()["generic_names"]:
        return None
    for long, type_ in found.items():
        parts = long.split()
        if len(parts) < 2 or name not in parts or type_ in (ActorType.PERSON, ActorType.STATE):
            continue
        if parts[-1] == name or (parts[0] == name and len(parts) == 2 and parts[1] in name_heads()):
            return type_
    return None
