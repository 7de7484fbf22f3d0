"""Words as stems and classes: what statement and codebook share although they say it differently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
#: Texts whose words are remembered: the rules look at each statement some thirty times, class of words after class.
_TEXTS = 4096
#: Longest first; what is left must have four letters, after the short ones three ("ruled" → "rul", "bring" stays).
_ENDINGS = (
    *("ations", "ation", "ments", "ingly", "ment", "ings", "edly", "ions", "ness"),
    *("ing", "ies", "als", "ers", "ion", "ity", "ed", "es", "ly", "al", "er", "s", "e", "y"),
)
_SHORT = frozenset({"ing", "ed", "es", "s", "e"})


def words(text: str) -> list[str]:
    """The words of a text in lower case, possessive endings gone.

    >>> words("The Ketsha’s vote: 71–58")
    ['the', 'ketsha', 'vote', '71', '58']
    """
    return list(words_and_stems(text)[0])


@lru_cache(maxsize=_TEXTS)
def words_and_stems(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text as :func:`words` gives them, and the stem of each."""
    lower = [word.lower() for word in _WORD.findall(text)]
    found = tuple(_POSSESSIVE.sub("", word) if "'" in word or "’" in word else word for word in lower)
    return found, tuple(stem(word) for word in found)


@cache
def stem(word: str) -> str:
    """A rough common form, enough to meet a codebook's wording (no dictionary).

    >>> {stem(word) for word in ("withdraw", "withdrawal", "withdrawing")}
    {'withdraw'}
    >>> stem("noted"), stem("not")
    ('note', 'not')
    """
    written = word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending in _SHORT else 4):
            word = word[: -len(ending)]
            break
    if word == "not" and written != "not":  # "noted" denies nothing
        return "note"
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word  # "stopped", "stop"


def data_lines(name: str) -> list[str]:
    """The lines of one of this room's word lists, without comments."""
    text = files("onrecord.positions").joinpath("data", name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def stop_words() -> frozenset[str]:
    return frozenset(word for line in data_lines("stop_words.txt") for word in line.split())


@cache
def word_classes() -> dict[str, tuple[str, ...]]:
    """Stem → the classes it belongs to, named in capitals so that they meet no stem."""
    classes: dict[str, tuple[str, ...]] = {}
    for line in data_lines("word_classes.txt"):
        name, _, members = line.partition(":")
        for member in {stem(word) for word in members.split()}:
            classes[member] = (*classes.get(member, ()), name.upper())
    return classes


@lru_cache(maxsize=_TEXTS)
def terms(text: str) -> Mapping[str, str]:
    """Stems and classes of a text → the first word that showed each.

    >>> terms("Soldiers must not stay")
    {'soldi': 'soldiers', 'TROOPS': 'soldiers', 'stay': 'stay', 'STAY': 'stay'}
    """
    found: dict[str, str] = {}
    small, classes = stop_words(), word_classes()
    for word, root in zip(*words_and_stems(text), strict=True):
        if word in small or (len(word) < 3 and not word.isdigit()):
            continue
        found.setdefault(root, word)
        for name in classes.get(root, ()):
            found.setdefault(name, word)
    return found
