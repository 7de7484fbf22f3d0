"""What a capitalised sequence is made of: titles, countries, organisations, persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model import ActorType
from .capitals import Word, runs
from .joining import joined, with_country
from .lexicon import name_heads, name_openers, words
from .listed import Unit, listed
from .namelike import ARABIC, is_acronym

#: Whose council it is when it is no government's.
_OF_MEMBERS = {"Union", "Unions", "Trade", "Trades", "Labour", "Labor", "Employers", "Workers", "Farmers", "Churches"}
_OPENED = re.compile(r"[A-Z]\w+\s(?:of|for)\s\Z")


def units(text: str, is_person) -> list[Unit]:
    """The units of all capitalised sequences of ``text``, in order.

    ``is_person(start, end)``: whether the parser takes that stretch for a person.
    """
    fixed = listed(text)
    found: list[Unit] = []
    for run in runs(text):
        while run and run[0].start not in fixed and run[0].text.lower() in words()["never_first"]:
            if len(run) > 1 and _OPENED.search(text, max(0, run[0].start - 60), run[0].start):
                break  # "Institute for Later Life"
            if _spelled_out(run, text):
                break  # "the All Citizens Congress (ACC)"
            if len(run) > 2 and run[1].text.isdigit() and run[2].text in name_heads():
                break  # "the March 30 Movement"
            run = run[1:]
        if not run:
            continue
        pieces = list(_cut(run, fixed))
        found += _label(pieces, text, is_person)
    return joined([_with_number(unit, text) for unit in found], text)


def _spelled_out(run: list[Word], text: str) -> bool:
    """Whether initials in brackets behind a name count its first word too."""
    gloss = re.match(r"\s\(([A-Z]{3,8})\)", text[run[-1].end : run[-1].end + 12])
    return bool(gloss) and "".join(word.text[0] for word in run if word.capital) == gloss.group(1)


def _with_number(unit: Unit, text: str) -> Unit:
    """ "7th Brigade": the number belongs to an armed unit's name."""
    if unit.kind != "head" or unit.type is not ActorType.ARMED_GROUP:
        return unit
    number = re.search(r"\b\d{1,3}(?:st|nd|rd|th)\s\Z", text[max(0, unit.start - 7) : unit.start])
    return replace(unit, start=unit.start - len(number.group())) if number else unit


def _cut(run: list[Word], fixed: dict[int, Unit]) -> Iterator[list[Word] | Unit]:
    """The run cut where a fixed stretch begins or ends."""
    free: list[Word] = []
    seen: Unit | None = None
    for word in run:
        unit = fixed.get(word.start)
        if unit is not None and unit.end >= word.end - 1 and (unit is seen or unit.start >= run[0].start):
            if unit is not seen:
                if free:
                    yield free
                    free = []
                yield Unit(unit.start, max(unit.end, word.end), unit.kind, unit.type, unit.code, word.possessive)
                seen = unit
        elif unit is not None and unit.start < run[0].start:
            continue  # the tail of a known name that began in lower case or an earlier run
        else:
            free.append(word)
    if free:
        yield free


def _label(pieces: list, text: str, is_person) -> list[Unit]:
    """Units of one run; country adjectives and heads are drawn into organisations' names."""
    found: list[Unit] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, Unit):
            found.append(piece)
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        title_next = isinstance(following, Unit) and following.kind == "title"
        before = pieces[place - 1] if place else None
        named = isinstance(before, Unit) and before.kind == "country" and len(piece) == 1
        if named and piece[0].text in name_heads():
            found.append(_unit(piece, "head"))  # "Baghdad Today", "Kenya Airways"
            continue
        if title_next and all(word.text.lower() in words()["portfolios"] for word in piece):
            found.append(Unit(piece[0].start, piece[-1].end, "title"))  # "Water Resources Minister"
            continue
        found += _name_units(piece, text, is_person, title_next=title_next and place + 2 < len(pieces))
    return with_country(found, text)


def _name_units(piece: list[Word], text: str, is_person, *, title_next: bool) -> list[Unit]:
    """A person, an organisation, or an organisation and then a person ("Badr Organization Hadi al-Amiri")."""
    heads = [at for at, word in enumerate(piece) if word.text in name_heads()]
    if len(piece) > 1 and _opener(piece[0]) and not title_next:
        type_ = name_openers()[_opener(piece[0])]
        return [Unit(piece[0].start, piece[-1].end, "head", type_, possessive=piece[-1].possessive)]
    portfolio = piece[-1].text not in name_heads() or piece[-1].text.lower() in words()["portfolios"]
    if title_next and heads and portfolio and not is_person(piece[0].start, piece[-1].end):
        return [Unit(piece[0].start, piece[-1].end, "title")]  # "Union Agriculture" before "Minister"
    if not heads:
        portfolio = len(piece) == 1 and re.match(r"\s(?:Minister|Secretary)\b", text[piece[0].end : piece[0].end + 12])
        person = not portfolio and is_person(piece[0].start, piece[-1].end)
        if title_next and not is_acronym(piece[-1].text) and not person:
            return [Unit(piece[0].start, piece[-1].end, "title")]  # "Work and Pensions" before "Secretary"
        return [_unit(piece, "name")]
    last = heads[-1]
    rest = piece[last + 1 :]
    if rest and last > 0 and (len(rest) > 1 or ARABIC.search(rest[0].text) or is_person(rest[0].start, rest[-1].end)):
        return [_unit(piece[: last + 1], "head"), _unit(rest, "name")]
    if len(piece) == 1 and piece[0].text not in ("Parliament", "Congress", "Senate", "Assembly", "Treasury"):
        return [_unit(piece, "name")]
    if len(piece) > 1 and last == len(piece) - 1 and is_person(piece[0].start, piece[-1].end) and len(piece) < 4:
        kind = name_heads()[piece[last].text]
        if kind in (ActorType.OUTLET, ActorType.ORGANISATION) and piece[last].text in ("Price", "Church", "Post"):
            return [_unit(piece, "name")]
    return [_unit(piece, "head")]


def _opener(word: Word) -> str:
    """ "Tehreek" of "Tehreek-i-Tameer"; nothing where the word opens no name of an organisation."""
    first = word.text.split("-")[0]
    return first if first in name_openers() else ""


def _unit(piece: list[Word], kind: str) -> Unit:
    type_ = ActorType.UNKNOWN
    if kind == "head":
        head = next(word.text for word in reversed(piece) if word.text in name_heads())
        type_ = name_heads()[head]
        other = {word.text for word in piece}
        if head == "Agency" and "News" in other:
            type_ = ActorType.OUTLET
        elif head in ("Council", "Congress", "Assembly", "Board") and other & _OF_MEMBERS:
            type_ = ActorType.ORGANISATION  # "Trades Union Council"
    return Unit(piece[0].start, piece[-1].end, kind, type_, possessive=piece[-1].possessive)
