"""The words of a report that tell its event from others: names, and what is not said in every report."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from ..names.lexicon import countries
from ..text.wordlists import months

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: So many letters of a word count: "expelled" and "expulsion" stay two, "lecturer" and "lecturers" are one.
_STEM = 6
_SHORTEST = 4
_ENDS = ".!?:–—“\""
_EMPTY = re.compile(
    r"with|that|this|from|have|were|been|their|they|which|said|says|than|more|less|least|most|about|under|over|into|other"
    r"|last|next|there|when|where|while|will|would|could|told|being|also|what|whom|whose|them|these|those|such|each"
)
#: What a common word, the name of a country, and any other name or word counts.
COMMON, COUNTRY, RARE = 0.35, 0.4, 1.0


def telling(quote: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the names in a quote and of all its words that may tell it from others.

    A capital where a sentence begins makes a name only before another capital. Days and months are left out.

    >>> names, stems = telling("Police arrested the mayor of Ubala on Tuesday")
    >>> sorted(names), sorted(stems)
    (['ubala'], ['arrest', 'mayor', 'police', 'ubala'])
    """
    names, stems = set(), set()
    found = list(_WORD.finditer(quote))
    for n, match in enumerate(found):
        word, low = match.group(), match.group().casefold()
        short = len(word) < _SHORTEST and not (len(word) > 1 and word.isupper())
        if short or _EMPTY.fullmatch(low) or low in _calendar():
            continue
        stems.add(low[:_STEM])
        before = quote[: match.start()].rstrip()
        starts = not before or before[-1] in _ENDS
        follows = n + 1 < len(found) and found[n + 1].group()[0].isupper()
        if word[0].isupper() and (follows or not starts):
            names.add(low[:_STEM])
    return frozenset(names), frozenset(stems)


@lru_cache(maxsize=100_000)
def weight(stem: str) -> float:
    """How much a shared word speaks for one event.

    >>> weight("police"), weight("french"), weight("quella")
    (0.35, 0.4, 1.0)
    """
    return COMMON if stem in _common() else COUNTRY if stem in _countries() else RARE


@cache
def _calendar() -> frozenset[str]:
    days = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
    return frozenset((*months(), *days.split()))


@cache
def _common() -> frozenset[str]:
    lines = (files(__package__) / "data" / "common_words.txt").read_text("utf-8").splitlines()
    return frozenset(word[:_STEM] for line in lines if not line.startswith("#") for word in line.split())


@cache
def _countries() -> frozenset[str]:
    return frozenset(word.casefold()[:_STEM] for form in countries() for word in _WORD.findall(form))
