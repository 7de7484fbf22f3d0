"""Which words tell a deed, and of which type: a small head over the encoder's states and the parse.

The head sees a word's states in the middle of the encoder, where words are still themselves (the last states find as
much and forget more), its class and place in the sentence, what hangs on it and what it hangs on, and the type that a
rule coded there, if one did. It is learnt from sentences of our own and our codes of real articles
(``training/events``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from onrecord.models.finding import softmax
from onrecord.models.first_pass import FirstPass
from onrecord.models.runtime import Model, open_model

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

MODEL = "deeds"
#: What a word may tell: no deed, or one of these.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "ACCUSE",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "LEGISLATE", "OFFICE", "CONTROL",
)  # fmt: skip
#: What both sides do together.
RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
#: Tokens looked at in one call: a long text must not need the memory of all its words at once.
STRETCH = 2000
#: What of the parse the head is told, in this order; the card lists the values it knows.
PARSED = ("pos", "dep", "tag", "ent_type")


def deeds(doc: Doc, seen: FirstPass, coded: Mapping[int, str]) -> np.ndarray:
    """How likely each token tells a deed: ``(len(doc), 1 + len(TYPES))``, no deed first; rows sum to one.

    Args:
        doc: the parse, with the entities that ``seen`` found.
        seen: the encoder's pass over the same text.
        coded: the type that a rule coded, by number of token.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    if seen.encoded is None or not len(doc):
        return _nothing(len(doc))
    model = open_model(MODEL)
    tokens, states = word_states(doc, seen)
    rules = np.zeros(len(doc), np.int64)
    for token, type_ in coded.items():
        rules[token] = 1 + TYPES.index(type_)
    given = {"states": states, "parsed": numbers_of(doc, MODEL), "head": heads(doc), "rule": rules}
    logits = np.concatenate([_logits(model, given, first, last) for first, last in pairwise(_cuts(doc))])
    found = _nothing(len(doc))
    found[tokens] = softmax(logits)[tokens]
    return found


def _cuts(doc: Doc) -> list[int]:
    """Where stretches of about :data:`STRETCH` tokens begin and end; heads do not reach over sentences."""
    cuts = [0]
    for sentence in doc.sents:
        if sentence.start - cuts[-1] >= STRETCH:
            cuts.append(sentence.start)
    return [*cuts, len(doc)]


def _logits(model: Model, given: dict[str, np.ndarray], first: int, last: int) -> np.ndarray:
    part = {name: column[first:last] for name, column in given.items()}
    return model.session("deeds.onnx").run(("deed",), part | {"head": part["head"] - first})[0]


def _nothing(tokens: int) -> np.ndarray:
    found = np.zeros((tokens, 1 + len(TYPES)), np.float32)
    found[:, 0] = 1
    return found


def honest(sure: float) -> float:
    """How often the head is right where it is so ``sure``, as measured on sentences kept from its training.

    >>> 0.5 < honest(0.9) < 0.9
    True
    """
    slope, shift = open_model(MODEL).card["odds"]
    sure = min(sure, 0.9999)
    return 1 / (1 + math.exp(-(slope * math.log(sure / (1 - sure)) + shift)))


def word_states(doc: Doc, seen: FirstPass) -> tuple[np.ndarray, np.ndarray]:
    """The tokens that the encoder saw, and for every token the mean of the states of its pieces (else zero).

    Worked out once a document: two heads ask for it.
    """
    known = doc.user_data.get("onrecord.word_states")
    if known is None or known[0] is not seen:
        known = doc.user_data["onrecord.word_states"] = seen, *_word_states(doc, seen)
    return known[1:]


def _word_states(doc: Doc, seen: FirstPass) -> tuple[np.ndarray, np.ndarray]:
    starts = np.fromiter((token.idx for token in doc), np.int64, len(doc))
    token_of = np.maximum(np.searchsorted(starts, seen.pieces.starts, side="right") - 1, 0)
    firsts = np.flatnonzero(np.diff(token_of, prepend=-1))
    middle = seen.encoded.middle
    tokens = token_of[firsts]
    states = np.zeros((len(doc), middle.shape[1]), np.float32)
    sizes = np.diff(np.append(firsts, len(token_of)))
    states[tokens] = np.add.reduceat(middle, firsts, axis=0) / sizes[:, None]
    return tokens, states


def heads(doc: Doc) -> np.ndarray:
    """For each token the number of what it hangs on (a root: its own)."""
    from spacy.attrs import HEAD

    return np.arange(len(doc)) + doc.to_array(HEAD).astype(np.int64)


def numbers_of(doc: Doc, model: str) -> np.ndarray:
    """``(len(doc), len(PARSED))``: the number of each value on the model's card, counted from one; 0 for others."""
    columns = doc.to_array([name.upper() for name in PARSED])
    numbers = np.zeros(columns.shape, np.int64)
    for at, (known, place) in enumerate(_known(doc.vocab.strings, model)):
        found = np.minimum(np.searchsorted(known, columns[:, at]), len(known) - 1)
        numbers[:, at] = np.where(known[found] == columns[:, at], place[found], 0)
    return numbers


@lru_cache(maxsize=4)
def _known(strings: StringStore, model: str) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """The parser's own numbers for the values on the card, in order, and their places there; for each column."""
    found = []
    for name in PARSED:
        codes = np.array([strings[value] for value in open_model(model).card["values"][name]], np.uint64)
        order = np.argsort(codes)
        found.append((codes[order], order + 1))
    return tuple(found)
