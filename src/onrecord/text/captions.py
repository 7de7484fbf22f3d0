"""Captions: a photographer's or agency's credit, or people in a picture described in the present tense."""

from __future__ import annotations

import re
from functools import cache

from .wordlists import any_of, sections, words


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    found = sections("chrome.txt")
    agencies = f"(?:{'|'.join(found['picture agencies'])})"
    return tuple(re.compile(entry.replace("@AGENCY@", agencies)) for entry in found["credit in"])


def credited(text: str) -> bool:
    """Whether a short paragraph carries a picture credit at its end (or says that it describes a picture).

    >>> credited("Soldiers march in Port Tavia on May 3. (Photo: AFP-Jo Doe)"), credited("He spoke to AFP/Reuters.")
    (True, False)
    """
    if not 8 <= len(text) <= 600 or len(re.findall(r"[.!?]\s+[A-Z“\"]", text)) > 4:
        return False
    return any(pattern.search(text) for pattern in _credits())


@cache
def _picture() -> re.Pattern[str]:
    verbs = any_of(words("caption verbs"))
    return re.compile(rf"(?:[^\s]+\s+){{1,14}}?{verbs}\b")


_SIDE = re.compile(
    r"\((?:left|right|center|centre|middle|top|bottom|(?:second|third) (?:from )?(?:left|right)|2nd [lrLR])\)"
)
_LETTER = re.compile(r"\([lrcLRC]\)")
_REPORTED = re.compile(r"\b(?:said|says|told|added|according to|announced|stated|warned)\b")
_DATED = re.compile(r"\b(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4})\b")
_SCENE = re.compile(r"\b(?:during|in|at|outside|near|on|ahead of|after|before|with)\b")


def describes_picture(text: str, *, dated: bool = True) -> bool:
    """Whether one sentence describes a picture: who does what in the present tense, where and (``dated``) when.

    For paragraphs above the body only; further down the present tense is the news itself.

    >>> describes_picture("Premier Ada Roe speaks during a rally in Port Tavia, Tavia, June 17, 2016.")
    True
    >>> describes_picture("Premier Ada Roe said on June 17, 2016 that talks will go on.")
    False
    """
    if len(text) > 450 or len(re.findall(r"[.!?]\s+[A-Z“\"]", text)) > 1:
        return False
    reported = _REPORTED.search(text)
    if not reported and (_SIDE.search(text) or len(set(_LETTER.findall(text))) > 1):
        return True
    if reported or not _SCENE.search(text):
        return False
    return bool(_picture().match(text)) and (not dated or bool(_DATED.search(text)))
