"""Numbers that an event states: how many were killed, arrested, freed, how much ground was taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Magnitude, Span
from ..text.time_words import number
from .clause import belongs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_MIN = re.compile(
    r"(?i)\b(?:more\s+than|at\s+least|over|no\s+(?:fewer|less)\s+than|upwards?\s+of|in\s+excess\s+of)\s*$"
)
_MAX = re.compile(r"(?i)\b(?:up\s+to|fewer\s+than|less\s+than|at\s+most|under|no\s+more\s+than|as\s+many\s+as)\s*$")
_SILENT_ENTITY = frozenset({"DATE", "TIME", "ORDINAL", "PERCENT"})
_TOO_VAGUE = frozenset({"one", "year", "day", "month", "week", "hour", "minute", "time"})


def magnitudes(doc: Doc, first: int, last: int, owners: set[int], what: str) -> tuple[Magnitude, ...]:
    """The numbers between two tokens that hang on the event, with what they count.

    ``owners`` are the indices of trigger and carrier; ``what`` is the trigger as written ("killed").
    """
    found = []
    for token in doc[first : last + 1]:
        if token.pos_ != "NUM" or token.ent_type_ in _SILENT_ENTITY or token.dep_ in ("compound", "quantmod"):
            continue
        if token.i and doc[token.i - 1].text == "(":
            continue  # "600 km (400 mile)": the same again
        if (value := _value(token)) is None or not belongs(token, owners):
            continue
        unit, end = _unit(token)
        if unit is None:
            continue
        start = min([token.i, *(c.i for c in token.children if c.dep_ == "compound" and c.pos_ == "NUM")])
        start, end = min(start, end), max(start, end)
        before = doc[max(0, start - 5) : start].text
        bound = "min" if _MIN.search(before) else "max" if _MAX.search(before) else None
        found.append(Magnitude(value, unit, what, bound, Span(doc[start].idx, doc[end].idx + len(doc[end]))))
    return tuple(found)


def _value(token: Token) -> float | None:
    """ "10,000", "1.5 million", "two dozen", "forty-two"."""
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).pos_ == "NUM":
        return number(f"{token.nbor(-2).text}-{token.text}")
    scale = _SCALE.get(token.lower_)
    parts = [c for c in token.children if c.dep_ in ("compound", "nummod") and c.pos_ == "NUM"]
    if scale is not None:
        if not parts:
            return None  # "hundreds", "a dozen": nobody counted
        value = number(parts[0].text)
        return None if value is None else value * scale
    value = number(token.text)
    return None if value is None else float(value)


def _unit(token: Token) -> tuple[str | None, int]:
    """What is counted, as written, and where its words end."""
    head = token.head
    if token.dep_ == "nummod" and head.pos_ in ("NOUN", "PROPN"):
        if head.lemma_.lower() in _TOO_VAGUE:
            return None, token.i
        words = [c.text for c in head.children if c.dep_ in ("amod", "compound") and token.i < c.i < head.i]
        return " ".join([*(w for w in words if w in ("square", "cubic")), head.text.lower()]), head.i
    if any(c.text in "$€£¥" for c in token.lefts):
        return next(c.text for c in token.lefts if c.text in "$€£¥"), token.i
    if token.dep_ in ("dobj", "nsubjpass", "nsubj"):
        return "people", token.i
    return None, token.i
