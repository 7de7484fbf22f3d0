"""What two person names have in common, as numbers: the inputs of :mod:`onrecord.names.similarity`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from .lexicon import title_pattern, words
from .translit import ascii_fold, fold, skeleton, two_names

#: Parts that come and go with house style.
_PARTICLES = words()["name_particles"]
_HONORIFICS = words()["honorifics"]
_GENERATION = re.compile(r"\b(?:jr|sr|junior|senior|ii|iii|iv)\b\.?", re.I)

FEATURES = (
    "last", "last_same_skeleton", "first", "first_same_skeleton", "aligned", "unmatched", "middle_conflict", "initial",
    "whole", "swapped", "length", "first_vowels", "one_part", "last_vowels", "first_start", "last_start", "worst",
    "families",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """``values`` in the order of :data:`FEATURES`; ``notes`` in words; ``conflict`` a reason to keep apart."""

    values: tuple[float, ...]
    notes: tuple[str, ...] = ()
    equal: bool = False
    conflict: str = ""
    partial: bool = False


@lru_cache(maxsize=200_000)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a person's name that distinguish, folded to ASCII: no titles, particles or generation.

    >>> parts_of("Lt. Gen. Abdul Amir al-Shammari"), parts_of("Robert F. Kennedy Jr.")
    (('amir', 'shammari'), ('robert', 'f', 'kennedy'))
    """
    name = title_pattern().sub(" ", name) if " " in name else name
    text = ascii_fold(_GENERATION.sub(" ", name).replace(".", " ").replace("/", " "))
    parts = [_joined(part) for part in re.split(r"[\s-]+", text) if part]
    kept = [part for n, part in enumerate(parts) if part not in _PARTICLES or (part == "ben" and n == 0)]
    if len(kept) > 2:
        kept = [part for part in kept if part not in _HONORIFICS] or kept
    return tuple(kept or parts)


def _joined(part: str) -> str:
    """ "abdulaziz" and "abdul aziz" are one: the particle grown onto a name is cut off."""
    match = re.match(r"(?:abd(?:[aeou]l|al)?|abd)(?=[a-z]{4,})", part)
    return part[match.end() :] if match and match.end() > 3 else part


@lru_cache(maxsize=100_000)
def generation(name: str) -> str:
    """ "jr", "sr", "iii" … or nothing."""
    match = _GENERATION.search(ascii_fold(name))
    return match.group().strip(".").replace("junior", "jr").replace("senior", "sr") if match else ""


def compare(a: str, b: str) -> Pair:
    """Features of a pair of person names.

    >>> compare("Muqtada al-Sadr", "Moqtada as-Sadr").equal
    True
    """
    one, other = parts_of(a), parts_of(b)
    if not one or not other:
        return Pair((0.0,) * len(FEATURES), ("nothing to compare",))
    if generation(a) != generation(b) and generation(a) and generation(b):
        return Pair((0.0,) * len(FEATURES), (), conflict="junior and senior")
    if len(one) > 1 and len(other) > 1 and two_names(one[0], other[0]):
        first, second = sorted((one[0], other[0]))
        return Pair((0.0,) * len(FEATURES), (), conflict=f"{first} and {second} are two given names")
    folded_one, folded_other = [fold(part) for part in one], [fold(part) for part in other]
    if folded_one == folded_other or "".join(folded_one) == "".join(folded_other):
        if len(one) > 1:
            return Pair((1.0,) * len(FEATURES), (), equal=True)
        return Pair((0.0,) * len(FEATURES), (), partial=True)
    if _together(a) == _together(b) or (len(one) > 2 and sorted(folded_one) == sorted(folded_other)):
        return Pair((1.0,) * len(FEATURES), (), equal=True)
    one, other = sorted((one, other))  # the same both ways
    if len(one) == 1 or len(other) == 1:
        return _single(one, other)
    return _measured(one, other)


def doubtful(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """What small thing tells two alike names apart, as brothers, cousins and members of one dynasty are; or nothing.

    >>> doubtful(("ahmad", "shah", "massoud"), ("ahmad", "zia", "massoud"))
    'middle names shah and zia'
    >>> doubtful(("tamim", "odeh"), ("tamim", "odehi")), doubtful(("hadi", "ameri"), ("hadi", "amiri"))
    ('odeh and odehi: one has an ending more', '')
    """
    if len(one) < 2 or len(other) < 2:
        return ""
    middles = len(one) == len(other) == 3 and min(len(one[1]), len(other[1])) > 1
    if middles and _alike(one[1], other[1]) < 0.85 and family(one[1]) != family(other[1]):
        return f"middle names {one[1]} and {other[1]}"
    short, long = sorted((one, other), key=len)
    if len(short) == 2 and len(long) == 3 and len(long[1]) > 1 and fold(short[0]) in _openers():
        return f"{long[1]} is in one only, and many are called {short[0]}"
    if set(map(skeleton, one)) & set(map(skeleton, other)) and len(one) == len(other) == 2:
        for a, b in zip(one, other, strict=True):
            if ending := _ending(a, b):
                return ending
    return ""


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """Given names that often open a double name, so that the second one tells people apart."""
    return frozenset(map(fold, words()["double_name_openers"]))


def _ending(one: str, other: str) -> str:
    """Two parts that differ in an ending: "Hashem" and "Hashemi", "Manet" and "Many", "Zhanshu" and "Zhanshi"."""
    a, b = sorted((fold(one), fold(other)), key=len)
    if a == b or len(a) < 2 or family(one) == family(other):
        return ""
    if b[: len(a)] == a and b[len(a) :] == "i":
        return f"{one} and {other}: one has an ending more"
    if skeleton(one) != skeleton(other) and (a[:3] == b[:3] or a[-3:] == b[-3:]) and len(a) <= 7:
        return f"{one} and {other} are two short names"
    if len(a) == len(b) and a[:-1] == b[:-1] and a[-1] in "iu" and b[-1] in "iu":
        return f"{one} and {other} end in two vowels"
    return ""


def _single(one: tuple[str, ...], other: tuple[str, ...]) -> Pair:
    """A single name against a full one (or another): never enough to merge."""
    best = max(_alike(a, b) for a in one for b in other)
    if best < 0.85:
        return Pair((0.0,) * len(FEATURES), (), conflict="no part in common")
    return Pair((0.0,) * len(FEATURES), (), partial=True)


@lru_cache(maxsize=100_000)
def _together(name: str) -> str:
    """The letters of a name run together, particles too: "Jean Marie LePen" is "Jean-Marie Le Pen"."""
    return re.sub(r"[^a-z]", "", ascii_fold(title_pattern().sub(" ", name))) or name


@lru_cache(maxsize=100_000)
def family(part: str) -> str:
    """A syllable over the romanisations of Chinese and Korean: voicing, "hs"/"x"/"sh", initial r/l/n/y levelled.

    >>> family("Seong") == family("Sung"), family("Park") == family("Bahk"), family("Chin") == family("Jin")
    (True, True, True)
    """
    text = ascii_fold(part).replace(" ", "").replace("-", "")
    text = re.sub(r"^(?:rh|r|l|y)(?=i|ee)", "", text)
    text = re.sub(r"hs|sh|x", "s", text)
    text = re.sub(r"zh|tch|ch|q|j", "j", text)
    text = re.sub(r"ah(?=k)|ar(?=k)", "a", text)
    text = (
        text.replace("eo", "u")
        .replace("oo", "u")
        .replace("eu", "u")
        .replace("o", "u")
        .replace("w", "u")
        .replace("th", "t")
    )
    return re.sub(r"(.)\1+", r"\1", text.translate(str.maketrans("pktc", "bgdg")).replace("ai", "ae").replace("y", "i"))


#: Endings that many surnames share: likeness there says little.
_ENDINGS = (
    "enko",
    "shvili",
    "ovich",
    "evich",
    "adze",
    "idze",
    "nko",
    "yan",
    "ian",
    "sky",
    "ski",
    "oglu",
    "ova",
    "eva",
    "ov",
    "ev",
    "in",
)


def _stems(one: str, other: str) -> tuple[str, str]:
    """Two parts without the surname ending that both have."""
    for ending in _ENDINGS:
        if one.endswith(ending) and other.endswith(ending) and min(len(one), len(other)) >= len(ending) + 2:
            return one[: -len(ending)], other[: -len(ending)]
    return one, other


def _alike(one: str, other: str) -> float:
    """0–1: how near two parts are, over spellings; an initial is near any part that it begins."""
    if len(one) == 1 or len(other) == 1:
        return 0.75 if one[0] == other[0] else 0.0
    one, other = _stems(one, other)
    a, b = fold(one), fold(other)
    plain = JaroWinkler.similarity(a, b)
    edits = 1 - Levenshtein.distance(a, b) / max(len(a), len(b))
    bones_a, bones_b = skeleton(one), skeleton(other)
    bones = 1 - Levenshtein.distance(bones_a, bones_b) / max(len(bones_a), len(bones_b), 1)
    return 0.3 * plain + 0.35 * edits + 0.35 * bones


def _measured(one: tuple[str, ...], other: tuple[str, ...]) -> Pair:
    short, long = sorted((one, other), key=len)
    scores = _align(short, long)
    first, last = _alike(one[0], other[0]), _alike(one[-1], other[-1])
    swapped = min(_alike(one[0], other[-1]), _alike(one[-1], other[0])) if len(one) > 1 and len(other) > 1 else 0.0
    inner = [(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=False)] if len(one) == len(other) else []
    values = (
        last,
        float(skeleton(one[-1]) == skeleton(other[-1])),
        first,
        float(skeleton(one[0]) == skeleton(other[0])),
        sum(scores) / len(short),
        (len(long) - len(short)) / len(long),
        float(any(fold(a)[:1] != fold(b)[:1] or _alike(a, b) < 0.7 for a, b in inner)),
        float(len(one[0]) == 1 or len(other[0]) == 1),
        JaroWinkler.similarity("".join(map(fold, one)), "".join(map(fold, other))),
        swapped,
        min(len("".join(short)), 16) / 16,
        _vowels(one[0], other[0]),
        float(len(short) == 1),
        _vowels(one[-1], other[-1]),
        float(fold(one[0])[:1] == fold(other[0])[:1]),
        float(fold(one[-1])[:1] == fold(other[-1])[:1]),
        min(scores),
        float("".join(map(family, one)) == "".join(map(family, other))),
    )
    return Pair(values, _notes(one, other, first, last, len(long) - len(short)))


def _align(short: tuple[str, ...], long: tuple[str, ...]) -> list[float]:
    """For each part of the shorter name its best partner in the longer one, each used once, in order of likeness."""
    pairs = sorted(((_alike(a, b), i, j) for i, a in enumerate(short) for j, b in enumerate(long)), reverse=True)
    scores, used_a, used_b = [0.0] * len(short), set(), set()
    for score, i, j in pairs:
        if i not in used_a and j not in used_b:
            scores[i] = score
            used_a.add(i)
            used_b.add(j)
    return scores


def _vowels(one: str, other: str) -> float:
    """Likeness of the vowels: tells "Hassan" from "Hussein" where the consonants agree."""
    a, b = re.sub(r"[^aiu]", "", fold(one)), re.sub(r"[^aiu]", "", fold(other))
    if not a and not b:
        return 1.0
    return 1 - Levenshtein.distance(a, b) / max(len(a), len(b))


def _notes(one: tuple[str, ...], other: tuple[str, ...], first: float, last: float, extra: int) -> tuple[str, ...]:
    def say(what: str, a: str, b: str, score: float) -> str:
        if a == b:
            return f"same {what}"
        return f"{what}s {a} and {b} " + ("are near" if score > 0.75 else "differ" if score < 0.5 else "may be one")

    notes = [say("last name", one[-1], other[-1], last), say("first name", one[0], other[0], first)]
    if extra:
        notes.append(f"{extra} more part{'s' if extra > 1 else ''} in one")
    return tuple(notes)
