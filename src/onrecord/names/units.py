"""What a capitalised sequence is made of: titles, countries, organisations, persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..model import ActorType
from .capitals import Word, runs
from .lexicon import countries, known, known_as, name_heads, plain, roles, title_pattern, titles, words
from .places import place_of, places_of_article

#: Lower-case words that may join two halves of an organisation's name ("Institute for Fiscal Studies").
_JOINER = re.compile(r"\s(?:of|for|in)(?:\sthe)?\s\Z|\s(?:and|&)\s\Z")
_INITIALS = re.compile(r"[A-Z][A-Z0-9]{1,6}\Z|(?:[A-Z]\.){2,}\Z")
_ACCENTED = re.compile(r"[^\W\d_]{2,7}\Z")
_OPENED = re.compile(r"[A-Z]\w+\s(?:of|for)\s\Z")
_BODY_OF = re.compile(r"\b(?:leader|head|chair\w*|members?|deput(?:y|ies)|spokes\w+|part(?:y|ies))\s(?:of\s)?\Z")
_ARABIC = re.compile(r"(?:^|[\s-])(?:al|el|ul|bin|ibn|ben|abd|abdul|abdel|abu|abou)[\s-]", re.I)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a capitalised sequence. ``kind``: "title", "country", "known", "head" (organisation by its own words)
    or "name" (a person, or what the parser says)."""

    start: int
    end: int
    kind: str
    type: ActorType = ActorType.UNKNOWN
    code: str | None = None
    possessive: bool = False

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@lru_cache(maxsize=1)
def _known_pattern() -> re.Pattern[str]:
    forms = sorted(known(), key=len, reverse=True)
    bodies = (r"\s+".join(re.escape(part).replace("'", "[’'‘]") for part in form.split()) for form in forms)
    return re.compile(rf"(?<![\w.])(?<![aAeE]l-)(?:{'|'.join(bodies)})(?![\w]|-[A-Z])")


@lru_cache(maxsize=1)
def _country_pattern() -> re.Pattern[str]:
    forms = sorted(countries(), key=len, reverse=True)
    bodies = (r"\s+".join(re.escape(part).replace("'", "[’'‘]") for part in form.split()) for form in forms)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(bodies)})(?![\w])")


def _own_pattern() -> tuple[re.Pattern[str], ...]:
    own = places_of_article()
    return (re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(own, key=len, reverse=True))})(?![\w])"),) if own else ()


def units(text: str, is_person) -> list[Unit]:
    """The units of all capitalised sequences of ``text``, in order.

    ``is_person(start, end)``: whether the parser takes that stretch for a person.
    """
    fixed = _fixed(text)
    found: list[Unit] = []
    for run in runs(text):
        while run and run[0].start not in fixed and run[0].text.lower() in words()["never_first"]:
            if len(run) > 1 and _OPENED.search(text, max(0, run[0].start - 60), run[0].start):
                break  # "Institute for Later Life"
            run = run[1:]
        if not run:
            continue
        pieces = list(_cut(run, fixed))
        found += _label(pieces, text, is_person)
    return _joined(found, text)


def _fixed(text: str) -> dict[int, Unit]:
    """Stretches that the lists know, by each offset they cover: known groups first, then titles, then countries."""
    fixed: dict[int, Unit] = {}

    def lay(unit: Unit) -> None:
        if not any(at in fixed for at in (unit.start, unit.end - 1)):
            fixed.update(dict.fromkeys(range(unit.start, unit.end), unit))

    for match in _known_pattern().finditer(text):
        row = known_as(match.group())
        if row and not _goes_on(text, match.end()) and _stands(text, match) and not _within(text, match, row.type):
            lay(Unit(*match.span(), "known", row.type, row.country))
    for match in title_pattern().finditer(text):
        if match.group() == "Justice" and not re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]):
            continue  # the end of a name ("Movement for Creek Justice"), or its beginning
        lay(Unit(*match.span(), "title"))
    for pattern in (_country_pattern(), *_own_pattern()):
        for match in pattern.finditer(text):
            place = place_of(match.group())
            if place:
                lay(Unit(*match.span(), "country", ActorType.STATE, place[0]))
    return fixed


def _goes_on(text: str, end: int) -> bool:
    """A well-known name inside a longer one is not itself: "Labour Department", "Jubilee House"."""
    following = re.match(r"[ \t]([A-Z][\w]+)", text[end : end + 40])
    if following and following.group(1) in ("Minister", "Secretary", "Ministry"):
        return True  # "Labour Minister"
    return bool(following) and following.group(1) in name_heads() and known_as(following.group(1)) is None


def _within(text: str, match: re.Match[str], type_: ActorType) -> bool:
    """One common word that ends a longer name is not the body that it names alone: "Civic Dawn"."""
    word = match.group()
    if " " in word or word.isupper() or type_ not in (ActorType.OUTLET, ActorType.PARTY):
        return False
    before = re.search(r"(?<![\w.])([A-Z][a-z]+)[ ]\Z", text[max(0, match.start() - 30) : match.start()])
    if not before or before.group(1) in titles() or place_of(before.group(1)):
        return False
    return before.group(1).lower() not in words()["never_first"] and before.group(1).lower() not in roles()


def _stands(text: str, match: re.Match[str]) -> bool:
    # "AN IS A WORD" in a line of capitals is no group
    if len(match.group()) > 2:
        return True
    line = text[max(0, match.start() - 30) : match.end() + 30]
    return sum(c.islower() for c in line) > 5


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
        found += _name_units(piece, text, is_person, title_next=title_next and place + 2 < len(pieces))
    return _with_country(found, text)


def _name_units(piece: list[Word], text: str, is_person, *, title_next: bool) -> list[Unit]:
    """A person, an organisation, or an organisation and then a person ("Badr Organization Hadi al-Amiri")."""
    heads = [at for at, word in enumerate(piece) if word.text in name_heads()]
    if title_next and heads and piece[-1].text not in name_heads() and not is_person(piece[0].start, piece[-1].end):
        return [Unit(piece[0].start, piece[-1].end, "title")]  # "Union Agriculture" before "Minister"
    if not heads:
        if title_next and not _INITIALS.match(piece[-1].text) and not is_person(piece[0].start, piece[-1].end):
            return [Unit(piece[0].start, piece[-1].end, "title")]  # "Work and Pensions" before "Secretary"
        return [_unit(piece, "name")]
    last = heads[-1]
    rest = piece[last + 1 :]
    if rest and last > 0 and (len(rest) > 1 or _ARABIC.search(rest[0].text) or is_person(rest[0].start, rest[-1].end)):
        return [_unit(piece[: last + 1], "head"), _unit(rest, "name")]
    if len(piece) == 1 and piece[0].text not in ("Parliament", "Congress", "Senate", "Assembly", "Treasury"):
        return [_unit(piece, "name")]
    if len(piece) > 1 and last == len(piece) - 1 and is_person(piece[0].start, piece[-1].end) and len(piece) < 4:
        kind = name_heads()[piece[last].text]
        if kind in (ActorType.OUTLET, ActorType.ORGANISATION) and piece[last].text in ("Price", "Church", "Post"):
            return [_unit(piece, "name")]
    return [_unit(piece, "head")]


def _unit(piece: list[Word], kind: str) -> Unit:
    type_ = ActorType.UNKNOWN
    if kind == "head":
        head = next(word.text for word in reversed(piece) if word.text in name_heads())
        type_ = name_heads()[head]
    return Unit(piece[0].start, piece[-1].end, kind, type_, possessive=piece[-1].possessive)


def _with_country(found: list[Unit], text: str) -> list[Unit]:
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


def _joined(found: list[Unit], text: str) -> list[Unit]:
    """Names that go on after "of" or "for": "Islamic Supreme Council of Iraq", "Department for Work and Pensions"."""
    merged: list[Unit] = []
    for place, unit in enumerate(found):
        previous = merged[-1] if merged else None
        following = found[place + 1] if place + 1 < len(found) else None
        opens = previous and (
            previous.kind == "head" or (previous.kind == "name" and previous.of(text) in name_heads())
        )
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
    if text[one.end : other.start] != " and " or one.possessive or other.type is not ActorType.PARTY:
        return False
    word, before = one.of(text), text[max(0, one.start - 30) : one.start]
    single = word.isalpha() and not is_initials(word) and word not in name_heads() and len(other.of(text).split()) == 2
    return single and bool(re.search(r"\b(?:[Tt]he\s(?:[a-z-]+\s)?|ruling\s|opposition\s|governing\s)\Z", before))


def _pair(text: str, one: Unit, other: Unit) -> bool:
    """ "Hearth and Land": two single words that only ever stand together are one name, not two."""
    if text[one.end : other.start] != " and " or one.possessive:
        return False
    first, second = one.of(text), other.of(text)
    if not (first.isalpha() and second.isalpha()) or is_initials(first) or is_initials(second):
        return False
    together = text.count(f"{first} and {second}")
    alone = (len(re.findall(rf"\b{word}\b", text)) > together for word in (first, second))
    return not any(alone) and (together > 1 or bool(_BODY_OF.search(text, max(0, one.start - 40), one.start)))


def _is_nation_end(unit: Unit, text: str) -> bool:
    """Whether a joined name has only come as far as a nation ("Federation of British …")."""
    last = unit.of(text).split()[-1]
    place = place_of(last)
    return bool(place) and place[1] == "adjective" and bool(re.search(r"\s(?:of|for)\s\w+\Z", unit.of(text)))


def _is_adjective(unit: Unit, text: str) -> bool:
    place = place_of(unit.of(text)) if unit.kind == "country" else None
    return bool(place) and place[1] in ("adjective", "people")


def looks_arabic(name: str) -> bool:
    """Whether a name of at least two words carries a particle of Arabic names.

    >>> looks_arabic("Hadi al-Ameri"), looks_arabic("al-Jazirah"), looks_arabic("Abu Zayd")
    (True, False, True)
    """
    return len(name.split()) > 1 and bool(_ARABIC.search(name))


def is_initials(name: str) -> bool:
    """Whether a name is written as initials ("ODM", "I.M.F.")."""
    return bool(_INITIALS.match(name)) or (name.isupper() and bool(_ACCENTED.match(name)))


def title_relation(title: str) -> str | None:
    """The relation a title stands for, "rank", "-" or None for no title."""
    title = " ".join(title.split())
    if title in titles():
        return titles()[title]
    last = plain(title).split()[-1] if title.split() else ""
    role = roles().get(last)
    return role.relation.value if role and role.relation else None


def without_particles(name: str) -> list[str]:
    """The parts of a name that distinguish, in lower case: "Ammar al-Hakim" → ammar, hakim."""
    parts = [part for part in re.split(r"[\s-]+", plain(name)) if part]
    kept = [part for n, part in enumerate(parts) if part not in words()["particles"] or (part == "ben" and n == 0)]
    return kept or parts
