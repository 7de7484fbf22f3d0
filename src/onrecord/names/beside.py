"""What the words beside a name say that it names: "the group Ansar", "the Ahrun bloc", "the chancellor, Lena Saru"."""

from __future__ import annotations

import re

from ..model import ActorType
from .lexicon import heads, roles, words
from .namelike import looks_arabic, several, title_relation, without_particles
from .page import Page
from .places import place_of

_APPOSITION = re.compile(r",\san?\s((?:[\w’'-]+\s?){1,5})")
_BODY_APPOSITION = re.compile(r"(?:\s\([^)]{1,12}\))?,\s(?:an?|the|its|one\sof\sthe)\s((?:[a-z’'-]+\s?){1,6})")
_BODY_KINDS = ("party", "movement", "bloc", "militia", "union", "group", "body", "company", "outlet")
_HUMAN = ("person", "staff", "officer")
_OF_MEMBERS = (ActorType.PARTY, ActorType.ALLIANCE)
_PERSON_APPOSITION = re.compile(
    r"\s?[,–—-]\s(?:an?\s|the\s|who\b|whose\b|aged\b|\d\d\b)?(?:[\w’'-]+\s){0,4}?(\w[\w-]+)", re.I
)
_IS_SOMEBODY = re.compile(r",\s(?:who\b|\d\d,)")
_COMPANY_ROLE = re.compile(r"\s(?:chief\sexecutive|managing\sdirector|chairman|chairwoman|finance\sdirector)\b")
_COMPANY_WORD = re.compile(r"\b(operator|broadcaster|newspaper|daily|giant|utility|carrier)\s$")
#: "Opposition party Yeni Yol" at the head of a sentence.
_POLITICAL_HEAD = re.compile(
    r"(?:^|[\n.!?”\"]\s*)(?:Opposition|Ruling|Governing|Rival|Rebel|Separatist|Islamist|Armed|Militant|Far-right|Leftist)"
    r"\s([a-z]+)\s\Z"
)
#: "a group led by the former banker Uwe Tavi": bodies are led by persons.
_LED_BY = re.compile(r"\b(?:led|headed|chaired|founded|commanded)\sby\s(?:(?:the\s)?[a-z-]+\s){0,3}\Z")
_ROLE_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][\w-]+),?\s\Z")
_ROLE_OF_BEFORE = re.compile(r"\b[Tt]he\s(?:[\w’'-]+\s){0,3}?([\w-]+)\s(?:of|for|to)\s[^,.;:“”\"]{2,70},\s\Z")


def person_by_form(page: Page, text: str, start: int, end: int, label: str) -> bool:
    if _IS_SOMEBODY.match(page.text, end) or _has_office(page, end) or _is_human(page, end):
        return True
    if _behind_role(page, start) and label not in ("DATE", "LAW", "EVENT"):
        return True
    if several(text) and label not in ("GPE", "NORP", "LOC") and _LED_BY.search(page.text, max(0, start - 60), start):
        return True
    first = without_particles(text)[0]
    given = first in words()["male_given"] or first in words()["female_given"]
    if looks_arabic(text) or given:
        before = page.text[max(0, start - 8) : start].lower().split()
        return not (before and before[-1] in ("in", "near") and label != "PERSON")
    if label in ("GPE", "LOC", "FAC", "ORG", "NORP", "DATE", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"):
        return False
    apposition = _PERSON_APPOSITION.match(page.text, end)
    return bool(apposition) and apposition.group(1).lower() in roles()


def _behind_role(page: Page, start: int) -> bool:
    """ "spokesman Oren Tavi", "the chancellor, Lena Saru", "the head of the northern union, Lena Saru"."""
    before = page.text[max(0, start - 110) : start]
    match = _ROLE_BEFORE.search(before) or _ROLE_OF_BEFORE.search(before)
    role = roles().get(match.group(1).lower()) if match else None
    return role is not None and not role.plural


def _is_human(page: Page, end: int) -> bool:
    """ "Valeska Paris, an Australian woman": what only a person is called."""
    apposition = _APPOSITION.match(page.text, end)
    said = apposition.group(1).lower().split() if apposition else ()
    known = ((word, roles().get(word)) for word in said)
    return any(r and not r.plural and r.kind in _HUMAN and word not in words()["not_only_human"] for word, r in known)


def _has_office(page: Page, end: int) -> bool:
    """ "Lena Tavi, the mayor": an office that only persons hold."""
    apposition = _PERSON_APPOSITION.match(page.text, end)
    role = roles().get(apposition.group(1).lower()) if apposition else None
    if role is None or role.plural or role.relation is None:
        return False
    return role.relation.value in ("holds_office", "commands", "spokesperson_of") or role.kind == "leader"


def of_a_party(page: Page, start: int, end: int) -> bool:
    """ "Lena Tavi of the Harbour Party", "Harbour Party’s Lena Tavi": somebody of theirs, whatever the parser says."""
    gap = re.match(r"\sof\s(?:the\s)?(?:[a-z-]+\s){0,3}", page.text[end : end + 60])
    behind = page.starts.get(end + gap.end()) if gap else None
    before = page.text[max(0, start - 3) : start] in ("’s ", "'s ", "‘s ")
    owner = next((u for u in page.units if u.end == start - 3), None) if before else None
    return any(unit is not None and unit.type in _OF_MEMBERS for unit in (behind, owner))


def in_brackets_behind_a_person(page: Page, start: int, end: int) -> bool:
    """ "Congresswoman Lena Tavi (Frente Nuevo)": the brackets of a name hold a party, whatever its words look like."""
    if page.text[max(0, start - 2) : start] != " (" or page.text[end : end + 1] != ")":
        return False
    before = next((unit for unit in page.units if unit.end == start - 2 and unit.kind == "name"), None)
    if before is None or not several(before.of(page.text)) or page.label(before.start, before.end) != "PERSON":
        return False
    title = next((unit for unit in page.units if unit.kind == "title" and 0 < before.start - unit.end < 3), None)
    office = title_relation(title.of(page.text)) if title is not None else None
    return office not in (None, "-", "rank")


def body_by_apposition(page: Page, end: int) -> ActorType | None:
    """ "Left Together, the smallest party in the coalition, …": a body, whatever its words look like."""
    said = _BODY_APPOSITION.match(page.text, end)
    for word in said.group(1).split() if said else ():
        head = heads().get(word)
        if word in roles() or word in ("of", "in", "for", "to", "who", "whose"):
            return None
        if head is not None and head.kind in _BODY_KINDS:
            following = page.text[end : end + said.end() + 40].split(word, 1)[1]
            after = re.match(r"\s([a-z]+)", following)
            human = re.match(r"[’'‘-]", following) or (after and after.group(1) in roles())
            return None if human else head.type
    return None


def before_head(page: Page, start: int, end: int) -> ActorType | None:
    """ "Ahrun bloc", "al-Nahr movement": a name before such a head noun is a group's, unless it is a people's."""
    after = re.match(
        r"\s(?:(?:news|political|parliamentary|armed|militant|rebel)\s)?([a-z]+)\b", page.text[end : end + 30]
    )
    head = heads().get(after.group(1)) if after else None
    if head is None or head.kind not in words()["naming_kinds"] or page.in_headline(start):
        return None
    label = page.label(start, end)
    many = len(without_particles(page.text[start:end])) > 1
    return None if label in ("NORP", "DATE", "LANGUAGE") or (label == "PERSON" and many) else head.type


def before_role(page: Page, text: str, start: int, end: int) -> ActorType | None:
    """ "Harbour Operations commander", "Ansar spokesman": a name before such a role is a group's."""
    after = re.match(
        r"\s(?:(?:general|executive|deputy|chief|senior|national|media|policy|press)\s)?([a-z]+)\b",
        page.text[end : end + 30],
    )
    role = roles().get(after.group(1)) if after else None
    if (
        role is None
        or role.plural
        or role.relation is None
        or role.relation.value not in ("leads", "commands", "spokesperson_of")
    ):
        return None
    if all(word.lower() in words()["office_modifiers"] | words()["portfolios"] for word in text.split()):
        return None  # "National Publicity Secretary"
    firm = _COMPANY_ROLE.match(page.text, end)
    doubtful = ("NORP", "DATE") if firm else ("GPE", "LOC", "NORP", "DATE", "PERSON")
    if _label_of_all(page, start, end) in doubtful or page.in_headline(start) or place_of(text):
        return None
    return ActorType.ARMED_GROUP if role.relation.value == "commands" else ActorType.ORGANISATION


def _label_of_all(page: Page, start: int, end: int) -> str:
    """The label of the last word, which is the head: "Harbour" is a place, "Harbour Operations" is none."""
    last = page.token(end - 1)
    several_words = last is not None and " " in page.text[start:end]
    return last.ent_type_ if several_words else page.label(start, end)


def after_head(page: Page, start: int) -> ActorType | None:
    """ "the group Ansar al-Tavi": a head noun right before says what the name is."""
    before = re.search(
        r"(?:^|\W)(?:[Tt]he|[Aa]n?|by|of)\s(?:[\w-]+\s){0,2}?([a-z]+)\s$", page.text[max(0, start - 40) : start]
    )
    before = before or _COMPANY_WORD.search(page.text[max(0, start - 20) : start])
    before = before or _POLITICAL_HEAD.search(page.text[max(0, start - 40) : start])
    head = heads().get(before.group(1)) if before else None
    return head.type if head and before.group(1) not in ("troops", "forces", "police", "government") else None


def type_by_neighbour(page: Page, end: int) -> ActorType:
    after = re.match(r"\s(\w+)", page.text[end : end + 20])
    head = heads().get(after.group(1)) if after else None
    return head.type if head else ActorType.ORGANISATION
