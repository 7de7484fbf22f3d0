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


def asked_as(issue: Issue) -> str:
    """The issue as the trained model is asked about it first: as a claim, of which it has seen most.

    By the title alone it takes support for opposition more often: on issues not seen in fitting, log loss .52 by the
    title, .50 so. Asked about the counterclaim ("We should oppose …") it goes by chance.

    >>> asked_as(Issue("b", "A new bridge")), asked_as(Issue("b", "Should the bridge be built?"))
    ('We should support a new bridge', 'Should the bridge be built?')
    """
    title = " ".join(issue.title.split())
    return title if title.endswith("?") else f"We should support {title[:1].lower()}{title[1:]}"


def described(issue: Issue) -> str:
    """The issue as it is asked about where the first answer leaves doubt: its title and definition."""
    title = " ".join(issue.title.split())
    return f"{title}. {' '.join(issue.definition.split())}" if issue.definition else title


def keyed_logits(issue: Issue, text: str, *, again: bool = False) -> list[float]:
    """What the trained model says of a text and an issue, also asked about the key phrase that the text names.

    Where a text names what the codebook calls the issue's end, the model is asked about that as well, its sides
    exchanged, and the answers are averaged.

    Args:
        again: ask in a second wording too (:func:`described`), for what the first leaves in doubt.
    """
    text = " ".join(text.split())
    key = key_in(issue, text)
    asked = [asked_as(issue), *([described(issue)] if again else ()), *key.phrases[:1]]
    rows = pair_logits([(text, one) for one in asked])
    if key.sign < 0:
        rows[-1, [0, 1]] = rows[-1, [1, 0]]
    return rows.mean(0).tolist()
