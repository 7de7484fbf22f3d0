"""Words that show an attitude: which classes of expression a text holds, in the order of ``data/attitudes.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .words import data_lines, stem, words

Expression = tuple[str, ...]


@cache
def expressions(name: str) -> dict[str, tuple[Expression, ...]]:
    """First stem → the expressions of one class that begin with it, longest first."""
    table: dict[str, set[Expression]] = {}
    for line in data_lines("attitudes.txt"):
        head, _, members = line.partition(":")
        if head != name:
            continue
        for member in members.split(","):
            expression = tuple(stem(word) for word in words(member))
            table.setdefault(expression[0], set()).add(expression)
    return {first: tuple(sorted(found, key=lambda one: (-len(one), one))) for first, found in table.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression as written, and the words it covers: ``words(text)[start:end]``."""

    text: str
    start: int
    end: int


def hits(text: str, name: str) -> tuple[Hit, ...]:
    """The expressions of a class in a text, in order; the longest at each place."""
    table = expressions(name)
    written = words(text)
    stems = [stem(word) for word in written]
    out: list[Hit] = []
    i = 0
    while i < len(stems):
        length = next((len(e) for e in table.get(stems[i], ()) if tuple(stems[i : i + len(e)]) == e), 0)
        if length:
            out.append(Hit(" ".join(written[i : i + length]), i, i + length))
        i += length or 1
    return tuple(out)


def found(text: str, name: str) -> tuple[str, ...]:
    """The expressions of a class in a text, as written.

    >>> found("They ruled out a referendum and oppose the law", "cue_against")
    ('ruled out', 'oppose')
    """
    return tuple(hit.text for hit in hits(text, name))


def found_near(text: str, name: str, wanted: frozenset[str]) -> tuple[str, ...]:
    """Those that stand near a wanted stem: up to five words before it or three after it.

    >>> found_near("withdraw the troops to put an end to the terror", "turn", frozenset({"troop"}))
    ('withdraw',)
    """
    stems = [stem(word) for word in words(text)]
    return tuple(
        hit.text
        for hit in hits(text, name)
        if wanted & {*stems[hit.end : hit.end + 5], *stems[max(0, hit.start - 3) : hit.start]}
    )
