"""Text → word pieces with the features that an uncased vocabulary forgets: letter case, white space, quotation marks.

Only the zones are read; offsets are code points into the whole text. Training and run time use this same function, so a
feature cannot mean two things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.model import Span
from onrecord.models.marks import clean_marks, quotations

OTHER, LOWER, TITLE, UPPER = range(4)
GLUED, SPACE, LINE, PARAGRAPH = range(4)
OUTSIDE, INSIDE, OPENS, CLOSES = range(4)
CASES = GAPS = QUOTES = 4

_LONE = re.compile("[\ud800-\udfff]")  # half a character: the tokenizer refuses it
Tokenize = Callable[[str], tuple[Sequence[int], Sequence[tuple[int, int]]]]
"""Text → (ids, offsets), without special tokens, truncation or padding."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of an article in order, all arrays of one length ``n``.

    ``ids`` vocabulary numbers; ``starts``/``ends`` offsets into the text; ``word`` True where a piece starts a word;
    ``case``, ``gap`` (white space before it), ``quote`` as named above.
    """

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    word: np.ndarray
    case: np.ndarray
    gap: np.ndarray
    quote: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def cut(text: str, zones: Sequence[Span], tokenize: Tokenize) -> Pieces:
    """The word pieces of the zones of ``text``.

    >>> words = lambda text: ([7, 8], [(0, 2), (3, 6)])
    >>> cut("It was", [Span(0, 6)], words).case.tolist()
    [2, 1]
    """
    parts = [_cut_zone(text[zone.start : zone.end], zone.start, tokenize) for zone in zones]
    if not parts:
        return Pieces(*(np.zeros(0, np.int64) for _ in range(7)))
    return Pieces(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _cut_zone(text: str, shift: int, tokenize: Tokenize) -> tuple[np.ndarray, ...]:
    cleaned = clean_marks(_LONE.sub("\ufffd", text))
    text = cleaned.text
    ids, offsets = tokenize(text)
    spans = np.asarray(offsets, np.int64).reshape(-1, 2)
    starts, ends = spans[:, 0], spans[:, 1]
    before = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    if len(starts):
        gap = _gaps(text, before, starts)
        gap[0] = PARAGRAPH
    else:
        gap = starts
    word = _words(text, starts, ends)
    case = _cases(text, starts, ends)
    quote = _quotes(text, starts)
    if cleaned.back is not None:
        back = np.asarray(cleaned.back, np.int64)
        starts, ends = back[starts], back[ends]
    return np.asarray(ids, np.int64), starts + shift, ends + shift, word, case, gap, quote


def _flags(text: str, test: Callable[[str], bool]) -> np.ndarray:
    """Running count of the characters that pass, with a leading zero: ``n + 1`` numbers."""
    return np.concatenate([[0], np.cumsum(np.fromiter(map(test, text), np.int64, len(text)))])


def _gaps(text: str, before: np.ndarray, starts: np.ndarray) -> np.ndarray:
    lines = _flags(text, "\n".__eq__)
    newlines = lines[starts] - lines[before]
    return np.where(newlines > 1, PARAGRAPH, np.where(newlines == 1, LINE, np.where(starts > before, SPACE, GLUED)))


def _words(text: str, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """False where a piece goes on with the letters or digits of the piece before it."""
    first = np.ones(len(starts), np.int64)
    for i in range(1, len(starts)):
        at = starts[i]
        if ends[i - 1] == at and text[at].isalnum() and text[at - 1].isalnum():
            first[i] = 0
    return first


def _cases(text: str, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    upper, alpha = _flags(text, str.isupper), _flags(text, str.isalpha)
    following = np.minimum(starts + 1, ends)
    is_upper = upper[following] > upper[starts]
    is_alpha = alpha[following] > alpha[starts]
    whole = (ends - starts > 1) & (upper[ends] - upper[starts] == ends - starts)
    return np.where(whole, UPPER, np.where(is_upper, TITLE, np.where(is_alpha, LOWER, OTHER)))


def _quotes(text: str, starts: np.ndarray) -> np.ndarray:
    state = np.full(len(starts), OUTSIDE, np.int64)
    for quotation in quotations(text):
        inside = slice(*np.searchsorted(starts, (quotation.open, quotation.end)))
        state[inside] = INSIDE
        state[inside.start : inside.start + 1] = OPENS
        if quotation.close is not None and inside.stop > inside.start:
            state[inside.stop - 1] = CLOSES
    return state
