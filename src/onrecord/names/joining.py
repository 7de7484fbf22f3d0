"""Units that are one name together: "Iraqi Security Forces", "Department for Work and Pensions", "Hearth and Land"."""

from __future__ import annotations

import re

from ..model import ActorType
from .lexicon import name_heads, words
from .listed import Unit
from .namelike import is_initials
from .places import place_of

#: Lower-case words that may join two halves of an organisation's name ("Institute for Fiscal Studies").
_JOINER = re.compile(r"\s(?:of|for|in)(?:\sthe)?\s\Z|\s(?:and|&)\s\Z")
_GROUPS = ("Party", "Movement", "Front", "Alliance", "Union", "League", "Coalition", "Bloc")
_BODY_OF = re.compile(r"\b(?:leader|head|chair\w*|members?|deput(?:y|ies)|spokes\w+|part(?:y|ies))\s(?:of\s)?\Z")


def with_country(found: list[Unit], text: str) -> list[Unit]:
    """A country word before or inside an organisation's name belongs to it: "Iraqi Security Forces"."""
    merged: list[Unit] = []
    for unit in found:
        previous = merged[-1] if merged else None
        if previous and not previous.possessive and previous.end + 3 >= unit.start:
            if previous.kind == "country" and unit.kind == "head":
                merged[-1] = Unit(previous.start, unit.end, "head", unit.type, previous.code, unit.possessive)
                continue
            if (
                previous.kind in ("head", "known")
                and unit.kind == "country"
                and unit.type is ActorType.STATE
                and place_of(unit.of(text))
                and place_of(unit.of(text))[1] == "name"
            ):
                merged[-1] = Unit(previous.start, unit.end, previous.kind, previous.type, unit.code, unit.possessive)
                continue
            if previous.kind == "name" and unit.kind == "country" and unit.end - unit.start > 2:
                # "Democratic Alliance" never comes here; "Bharat Kenya", "Jeremy France": one name
                merged[-1] = Unit(previous.start, unit.end, "name", previous.type, None, unit.possessive)
                continue
            if previous.kind == "country" and unit.kind == "known" and unit.type is not ActorType.OUTLET:
                unit = Unit(unit.start, unit.end, "known", unit.type, unit.code or previous.code, unit.possessive)
        merged.append(unit)
    return merged


def joined(found: list[Unit], text: str) -> list[Unit]:
    """Names that go on after "of" or "for": "Islamic Supreme Council of Iraq", "Department for Work and Pensions"."""
    merged: list[Unit] = []
    for place, unit in enumerate(found):
        previous = merged[-1] if merged else None
        following = found[place + 1] if place + 1 < len(found) else None
        opens = previous and (
            (previous.kind == "head" and not text[previous.start].isdigit())
            or (previous.kind == "name" and previous.of(text) in name_heads())
        )
        if (
            previous
            and previous.kind == "name"
            and unit.kind in ("name", "head", "country")
            and _band(text, previous, unit)
        ):
            merged[-1] = Unit(previous.start, unit.end, "head", ActorType.ORGANISATION, None, unit.possessive)
            continue
        if previous and previous.kind == "name" and unit.kind == "head" and _first_of_two(text, previous, unit):
            merged[-1] = Unit(previous.start, unit.end, "head", unit.type, unit.code, unit.possessive)
            continue
        if previous and previous.kind == "name" and unit.kind == "name" and _pair(text, previous, unit):
            merged[-1] = Unit(previous.start, unit.end, "head", ActorType.ORGANISATION, None, unit.possessive)
            continue
        if opens and not previous.possessive and unit.kind in ("name", "head", "country"):
            gap = text[previous.end : unit.start]
            nation = _is_adjective(unit, text)  # "Federation of British Employers"
            nation = nation and not (following and following.kind == "name" and following.start == unit.end + 1)
            joins = _JOINER.match(gap) and not nation
            if joins and gap.split()[0] in ("and", "&"):
                joins = " for " in previous.of(text) or " of " in previous.of(text)
                joins = bool(joins) and unit.kind == "name" and len(unit.of(text).split()) == 1
            if joins and gap.split()[0] == "in":
                joins = False
            if joins:
                type_ = previous.type if previous.kind == "head" else name_heads()[previous.of(text)]
                merged[-1] = Unit(previous.start, unit.end, "head", type_, unit.code or previous.code, unit.possessive)
                continue
        ended = previous and previous.kind == "head" and not previous.possessive and _is_nation_end(previous, text)
        if ended and unit.kind == "name" and text[previous.end : unit.start] == " ":
            merged[-1] = Unit(previous.start, unit.end, "head", previous.type, previous.code, unit.possessive)
            continue
        merged.append(unit)
    return merged


def _first_of_two(text: str, one: Unit, other: Unit) -> bool:
    """ "the Justice and Hope Party": a single word behind "the" joined to a party’s name."""
    if text[one.end : other.start] != " and " or one.possessive:
        return False
    word, before = one.of(text), text[max(0, one.start - 30) : one.start]
    if _initials(text, one, other) or (word.split()[-1].lower() in words()["party_values"] and _political(other, text)):
        return True  # "Unity and Prosperity Front (UPF)", "the Justice and Hope Front"
    if other.type is not ActorType.PARTY:
        return False
    single = word.isalpha() and not is_initials(word) and word not in name_heads() and len(other.of(text).split()) == 2
    return single and bool(re.search(r"\b(?:[Tt]he\s(?:[a-z-]+\s)?|ruling\s|opposition\s|governing\s)\Z", before))


def _initials(text: str, one: Unit, other: Unit) -> bool:
    """Whether initials in brackets behind the second half count the first half too."""
    gloss = re.match(r"\s\(([A-Z]{3,8})\)", text[other.end : other.end + 12])
    said = [word[0] for word in f"{one.of(text)} {other.of(text)}".split() if word[0].isupper()]
    return bool(gloss) and "".join(said) == gloss.group(1)


def _political(unit: Unit, text: str) -> bool:
    """ "Hope Front": a value and a word for a party."""
    said = unit.of(text).split()
    return len(said) == 2 and said[-1] in _GROUPS


def _band(text: str, one: Unit, other: Unit) -> bool:
    """ "Sons of the West", "Voice of the Valleys"."""
    gap = text[one.end : other.start]
    return one.of(text).lower() in words()["body_openers"] and gap in (" of ", " of the ") and not one.possessive


def _pair(text: str, one: Unit, other: Unit) -> bool:
    """ "Hearth and Land": two single words that only ever stand together are one name, not two."""
    if text[one.end : other.start] != " and " or one.possessive:
        return False
    first, second = one.of(text), other.of(text)
    if not (first.isalpha() and second.isalpha()) or is_initials(first) or is_initials(second):
        return False
    together = text.count(f"{first} and {second}")
    alone = (len(re.findall(rf"\b{word}\b", text)) > together for word in (first, second))
    named = re.match(r"\s(?:party|movement|bloc|alliance|list)\b", text[other.end : other.end + 12])
    named = named or _BODY_OF.search(text, max(0, one.start - 40), one.start)
    return not any(alone) and (together > 1 or bool(named))


def _is_nation_end(unit: Unit, text: str) -> bool:
    """Whether a joined name has only come as far as a nation ("Federation of British …")."""
    last = unit.of(text).split()[-1]
    place = place_of(last)
    return bool(place) and place[1] == "adjective" and bool(re.search(r"\s(?:of|for)\s\w+\Z", unit.of(text)))


def _is_adjective(unit: Unit, text: str) -> bool:
    place = place_of(unit.of(text)) if unit.kind == "country" else None
    return bool(place) and place[1] in ("adjective", "people")
