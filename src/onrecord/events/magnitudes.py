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
#: "Dozens of", "hundreds of": at least two of them; nobody counted, so the bound says so.
_MANY = {"dozen": 24.0, "score": 40.0, "hundred": 200.0, "thousand": 2_000.0, "million": 2_000_000.0}
_MIN = re.compile(
    r"(?i)\b(?:more\s+than|at\s+least|no\s+(?:fewer|less)\s+than|upwards?\s+of|in\s+excess\s+of|anywhere\s+from|from)\s*$"
)
_MAX = re.compile(
    r"(?i)\b(?:up\s+to|fewer\s+than|less\s+than|at\s+most|no\s+more\s+than|as\s+many\s+as|nearly|almost|close\s+to|just\s+under)"
    r"\s*$"
)
_ABOUT = re.compile(r"(?i)\b(?:about|around|some|roughly|approximately|an\s+estimated|perhaps|maybe|circa)\s*$")
_SILENT_ENTITY = frozenset({"DATE", "TIME", "ORDINAL", "PERCENT"})
_TOO_VAGUE = frozenset({"one", "year", "day", "month", "week", "hour", "minute", "time", "side", "country", "party"})
#: "By nine votes", "a convoy of 12 lorries", "with 80 of his men": other prepositions tell a place or a route.
_COUNTED_BEHIND = frozenset({"of", "by", "with", "for", "from", "to"})


def magnitudes(doc: Doc, first: int, last: int, owners: set[int], what: str) -> tuple[Magnitude, ...]:
    """The numbers between two tokens that hang on the event, with what they count.

    ``owners`` are the indices of trigger and carrier; ``what`` is the trigger as written ("killed").
    """
    found = []
    for token in doc[first : last + 1]:
        if (many := _MANY.get(token.lemma_.lower())) and token.pos_ == "NOUN" and token.tag_ == "NNS":
            if (told := _indefinite(token, many, owners)) is not None:
                found.append(Magnitude(told[0], told[1], what, "min", told[2]))
            continue
        if token.pos_ != "NUM" or token.ent_type_ in _SILENT_ENTITY or token.dep_ in ("compound", "quantmod"):
            continue
        if token.i and doc[token.i - 1].text == "(":
            continue  # "600 km (400 mile)": the same again
        if token.i + 1 < len(doc) and doc[token.i + 1].lemma_.lower() in _SCALE and doc[token.i + 1].pos_ != "NUM":
            continue  # "two dozen": the dozen is counted
        if (value := _value(token)) is None or not belongs(token, owners):
            continue
        unit, end = _unit(token)
        if unit is None or _only_known(token):
            continue
        start = min([token.i, *(c.i for c in token.children if c.dep_ == "compound" and c.pos_ == "NUM")])
        start, end = min(start, end), max(start, end)
        span = Span(doc[start].idx, doc[end].idx + len(doc[end]))
        found.append(Magnitude(value, unit, what, _bound(doc, start), span))
    return tuple(found)


def _bound(doc: Doc, start: int) -> str | None:
    before = doc[max(0, start - 5) : start].text
    if _MIN.search(before):
        return "min"
    if start and doc[start - 1].lower_ == "over" and doc[start - 1].dep_ in ("advmod", "quantmod", "amod"):
        return "min"  # not "control over five villages", "handed over 200 tents"
    return "max" if _MAX.search(before) else "about" if _ABOUT.search(before) else None


def _indefinite(token: Token, many: float, owners: set[int]) -> tuple[float, str, Span] | None:
    """ "Dozens of women", "tens of thousands of people": what is counted, and how many at least."""
    if not belongs(token, owners):
        return None
    words = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"]
    if token.i > 1 and token.nbor(-1).lower_ == "of" and token.nbor(-2).lemma_.lower() in ("ten", "hundred"):
        many *= {"ten": 10, "hundred": 100}[token.nbor(-2).lemma_.lower()]
    counted = next((pobj for prep in words for pobj in prep.children if pobj.dep_ == "pobj"), None)
    if counted is not None and counted.lemma_.lower() in _MANY:
        return None  # "tens of thousands": told by the thousands
    end = counted if counted is not None and counted.i > token.i else token
    unit = counted.text.lower() if counted is not None else "people"
    return many, unit, Span(token.idx, end.idx + len(end))


def _only_known(token: Token) -> bool:
    """Whether the number only says of which group: "the two sides", "its 389 members", "at junction 14"."""
    noun = token.head if token.dep_ == "nummod" else token
    if token.dep_ == "nummod" and token.i > noun.i:
        return True
    if noun.dep_ == "pobj" and (noun.head.lower_ not in _COUNTED_BEHIND or noun.head.head.pos_ == "NUM"):
        return True
    definite = any(
        c.lower_ in ("the", "these", "those", "both") or c.dep_ == "poss" for c in noun.lefts if c.i < token.i
    )
    return definite and noun.dep_ not in ("dobj", "nsubjpass")


def _value(token: Token) -> float | None:
    """ "10,000", "1.5 million", "two dozen", "forty-two"."""
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).pos_ == "NUM":
        return number(f"{token.nbor(-2).text}-{token.text}")
    scale = _SCALE.get(token.lower_)
    parts = [c for c in token.children if c.dep_ in ("compound", "nummod") and c.pos_ == "NUM"]
    if scale is not None:
        if not parts:
            before = token.nbor(-1).lower_ if token.i else ""
            return scale if before in ("a", "one", "another") else None  # "hundreds": see _indefinite
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
