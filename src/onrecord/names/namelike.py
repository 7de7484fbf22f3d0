"""What a name looks like: initials, particles of Arabic names, its parts, a title's relation."""

from __future__ import annotations

import re

from .lexicon import plain, roles, titles, words

_INITIALS = re.compile(r"[A-Z][A-Z0-9]{1,6}\Z|(?:[A-Z]\.){2,}\Z")
_ACCENTED = re.compile(r"[^\W\d_]{2,7}\Z")
_OF = re.compile(r"\s(?:of|for)\s")
ARABIC = re.compile(r"(?:^|[\s-])(?:al|el|ul|bin|ibn|ben|abd|abdul|abdel|abu|abou)[\s-]", re.I)


def looks_arabic(name: str) -> bool:
    """Whether a name of at least two words carries a particle of Arabic names.

    >>> looks_arabic("Hadi al-Ameri"), looks_arabic("al-Jazirah"), looks_arabic("Abu Zayd")
    (True, False, True)
    """
    return len(name.split()) > 1 and bool(ARABIC.search(name))


def is_acronym(name: str) -> bool:
    """Whether a word is capitals and digits only ("G20")."""
    return bool(_INITIALS.match(name))


def is_initials(name: str) -> bool:
    """Whether a name is written as initials ("ODM", "I.M.F.")."""
    return is_acronym(name) or (name.isupper() and bool(_ACCENTED.match(name)))


def title_relation(title: str) -> str | None:
    """The relation a title stands for, "rank", "-" or None for no title."""
    title = " ".join(title.split())
    if title in titles():
        return titles()[title]
    title = _OF.split(title)[0]
    last = plain(title).split()[-1] if title.split() else ""
    role = roles().get(last)
    return role.relation.value if role and role.relation else None


def office_in(title: str) -> str:
    """A title without the courtesies and ranks around the office.

    >>> office_in("Law Minister Barrister"), office_in("HE Minister of Finance Dr."), office_in("Dr.")
    ('Law Minister', 'Minister of Finance', 'Dr.')
    """
    parts = title.split()
    while len(parts) > 1 and " ".join(parts) not in titles() and titles().get(parts[0]) == "-":
        if title_relation(" ".join(parts[1:])) in (None, "-", "rank"):
            break
        parts.pop(0)
    while len(parts) > 1 and " ".join(parts) not in titles() and titles().get(parts[-1]) in ("-", "rank"):
        if title_relation(" ".join(parts[:-1])) in (None, "-", "rank"):
            break
        parts.pop()
    return " ".join(parts)


def is_office(written: str) -> bool:
    """Whether words are nothing but an office: "Executive Director", not "AFL-CIO President".

    >>> is_office("Executive Director"), is_office("AFL-CIO President"), is_office("deputy chief")
    (True, False, True)
    """
    *before, last = plain(written).split() or [""]
    known = words()["office_modifiers"] | words()["portfolios"] | roles().keys() | {"and", "of", "former"}
    return written in titles() or (last in roles() and all(word in known for word in before))


def without_particles(name: str) -> list[str]:
    """The parts of a name that distinguish, in lower case: "Ammar al-Hakim" → ammar, hakim."""
    parts = [part for part in re.split(r"[\s-]+", plain(name)) if part]
    kept = [part for n, part in enumerate(parts) if part not in words()["particles"] or (part == "ben" and n == 0)]
    return kept or parts


def several(name: str) -> bool:
    """Whether a name has more than one word that counts: "Asare-Boadu" and "al-Hakim" have one.

    >>> several("Kwabena Asare-Boadu"), several("Asare-Boadu"), several("al-Hakim")
    (True, False, False)
    """
    counted = [word for word in plain(name).split() if word not in words()["particles"]]
    return len(without_particles(name)) > 1 and len(counted) > 1
