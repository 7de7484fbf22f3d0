"""Who does a deed and to whom: a small head over the encoder's states, the parse, and what the rules found.

Of each deed it looks at every noun, name and pronoun of the sentence: at both words' states, at the way from one to the
other in the parse, at the deed's type, and at the side where a rule put the word, if one did. It is learnt from our own
codes (``training/events``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.models.deeds import TYPES, heads, numbers_of, word_states
from onrecord.models.finding import softmax
from onrecord.models.runtime import open_model

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.models.first_pass import FirstPass

MODEL = "sides"
#: Which side a word is on: neither, who does it, to whom it is done. Of what both sides do together the head only says
#: who takes part (all are :data:`WHO`).
NEITHER, WHO, TO = range(3)
#: Steps of the way that the head is told: up from the word, and up from the deed, to where both meet.
UP, DOWN = 4, 3
#: Pairs looked at in one call.
STRETCH = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed: the token that tells it, its type, and the tokens that rules put on its sides."""

    token: Token
    type: str
    who: frozenset[int] = frozenset()
    to: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Deed and word side by side: numbers of tokens, of the type, of the side that a rule gave, of how far (``near``),
    each ``(n,)``, and ``path`` ``(n, UP + DOWN)``: the parse's labels on the way, as numbers of the card."""

    deed: np.ndarray
    word: np.ndarray
    type: np.ndarray
    rule: np.ndarray
    near: np.ndarray
    path: np.ndarray


def sides(doc: Doc, seen: FirstPass, asked: Sequence[Asked]) -> list[dict[int, np.ndarray]]:
    """For each deed, how likely each word of its sentence is on which side: by token, ``(neither, who, to)``.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    found: list[dict[int, np.ndarray]] = [{} for _ in asked]
    if seen.encoded is None or not asked:
        return found
    model = open_model(MODEL)
    _, states = word_states(doc, seen)
    pairs, owners = pairs_of(asked, model.card["values"]["dep"])
    words = {"states": states, "parsed": numbers_of(doc, MODEL), "head": heads(doc)}
    session = model.session("sides.onnx")
    for first in range(0, len(owners), STRETCH):
        part = slice(first, first + STRETCH)
        given = {name: getattr(pairs, name)[part] for name in Pairs.__slots__}
        likely = softmax(session.run(("side",), words | given)[0])
        for owner, word, one in zip(owners[part], pairs.word[part], likely, strict=True):
            found[owner][int(word)] = one
    return found


def pairs_of(asked: Sequence[Asked], labels: Sequence[str]) -> tuple[Pairs, list[int]]:
    """The pairs of all deeds with the words that may take part, and the number of the deed each belongs to.

    ``labels``: the parse's labels, counted from one; others are 0.
    """
    number = _numbers(tuple(labels))
    rows, owners, paths = [], [], []
    for owner, one in enumerate(asked):
        up = _above(one.token)
        for word in one.token.sent:
            if word.i == one.token.i or not may_take_part(word):
                continue
            rule = WHO if word.i in one.who else TO if word.i in one.to else NEITHER
            rows.append((one.token.i, word.i, TYPES.index(one.type), rule, _near(word.i - one.token.i)))
            paths.append(_path(word, up, number))
            owners.append(owner)
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    return Pairs(*columns, np.array(paths, np.int64).reshape(-1, UP + DOWN)), owners


def may_take_part(word: Token) -> bool:
    """Nouns, names, pronouns, numbers, and adjectives of countries."""
    return word.pos_ in ("NOUN", "PROPN", "PRON", "NUM") or word.ent_type_ in ("GPE", "NORP")


def _above(token: Token) -> list[Token]:
    """The token and what it hangs on, up to the root."""
    return [token, *token.ancestors]


def _path(word: Token, deed: list[Token], number: dict[str, int]) -> list[int]:
    """The labels from the word up to where both meet (nearest first), then from the deed (``deed``: it and above)."""
    places = {token.i: at for at, token in enumerate(deed)}
    up = _above(word)
    meet = next((at for at, token in enumerate(up) if token.i in places), len(up))
    down = places[up[meet].i] if meet < len(up) else len(deed)
    climbed = [number.get(token.dep_, 0) for token in up[:meet][:UP]]
    sunk = [number.get(token.dep_, 0) for token in deed[:down][:DOWN]]
    return climbed + [0] * (UP - len(climbed)) + sunk + [0] * (DOWN - len(sunk))


def _near(step: int) -> int:
    """How far and on which side, in eleven steps: 5 would be the deed itself."""
    far = 1 + sum(abs(step) > edge for edge in (1, 3, 7, 14))
    return 5 + far if step > 0 else 5 - far


@lru_cache(maxsize=4)
def _numbers(labels: tuple[str, ...]) -> dict[str, int]:
    return {label: at for at, label in enumerate(labels, 1)}
