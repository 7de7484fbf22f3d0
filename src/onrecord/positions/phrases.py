"""Key phrases of an issue: "presence" says the thing itself (``plus``), "withdrawal" its end (``minus``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..model import Issue
from .pairs import pair_logits
from .words import stem, words


@dataclass(frozen=True, slots=True)
class Key:
    """What a text says of an issue by its key phrases: ``sign`` 1 the thing, −1 its end, 0 neither or both.

    ``phrases`` as the codebook has them, ``written`` as the text does.
    """

    sign: int
    phrases: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for phrase in self.phrases for word in words(phrase))


def key_in(issue: Issue, text: str) -> Key:
    """The key phrases that a text names, in any form of their words.

    >>> key_in(Issue("b", "The naval base", plus=("presence",), minus=("pull-out",)), "the pull-outs from the coast")
    Key(sign=-1, phrases=('pull-out',), written=('pull outs',))
    """
    spoken = words(text) if issue.plus or issue.minus else []
    plus, minus = _named(issue.plus, spoken), _named(issue.minus, spoken)
    sign = bool(plus) - bool(minus)
    named = {1: plus, -1: minus, 0: {}}[sign]
    return Key(sign, tuple(named), tuple(named.values()))


def _named(phrases: Iterable[str], spoken: list[str]) -> dict[str, str]:
    """Phrase → its words in the text."""
    stems = tuple(stem(word) for word in spoken)
    found = {}
    for phrase in phrases:
        size = len(wanted := _stems(phrase))
        places = (at for at in range(len(stems) - size + 1) if size and stems[at : at + size] == wanted)
        if (at := next(places, None)) is not None:
            found[phrase] = " ".join(spoken[at : at + size])
    return found


@lru_cache(maxsize=4096)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(phrase))


def keyed_logits(issue: Issue, text: str) -> list[float]:
    """What the trained model says of a text and an issue, also asked about the key phrase that the text names.

    The model knows the title alone. Where a text names what the codebook calls the issue's end, the model is asked
    about that as well, its sides exchanged, and the two answers are averaged.
    """
    text = " ".join(text.split())
    key = key_in(issue, text)
    asked = [issue.title, *key.phrases[:1]]
    rows = pair_logits([(text, one) for one in asked])
    if key.sign < 0:
        rows[1, [0, 1]] = rows[1, [1, 0]]
    return rows.mean(0).tolist()
