"""The country an article is about, where nothing nearer says whose minister a minister is."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ..model import Article, ZoneKind
from .lexicon import cities, institutions, words
from .places import place_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What a place weighs where it only says where.
_LOCATED = 0.5
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def home_country(article: Article, doc: Doc) -> str | None:
    """The country named most, by any of its words, cities and the dateline, which also decides between equals; None
    when nothing leads.

    "Ravonia’s ambassador" and "Iran-backed" speak of a guest: they do not weigh, and a country that is spoken of so as
    often as otherwise is not at home. Counted on what was parsed, so captions and readers' comments do not weigh; told
    once a document.
    """
    if "onrecord.home" not in doc.user_data:
        doc.user_data["onrecord.home"] = _home_country(article, doc)
    return doc.user_data["onrecord.home"]


def _home_country(article: Article, doc: Doc) -> str | None:
    counts: defaultdict[str, float] = defaultdict(float)
    guests: defaultdict[str, float] = defaultdict(float)
    written_in: str | None = None
    at = 0
    while at < len(doc):
        width = 1
        if doc[at].text[:1].isupper():
            for width in (3, 2, 1):
                code = _code(doc[at : at + width].text)
                if code:
                    (guests if _guest(doc, at + width) else counts)[code] += _LOCATED if _where(doc, at) else 1
                    break
        at += width
    for zone in article.zones:
        if zone.kind is ZoneKind.DATELINE:
            for word in _WORD.findall(zone.span.of(article.text)):
                if code := _code(word) or _code(word.capitalize()):
                    counts[code] += 1
                    written_in = code
    ranked = sorted(((code, n) for code, n in counts.items() if n > guests[code]), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        first = [code for code, n in ranked if n == ranked[0][1]]
        return written_in if written_in in first else None
    return ranked[0][0] if ranked else None


def _code(text: str) -> str | None:
    place = place_of(text)
    return place[0] if place else cities().get(text) or institutions().get(text)


def _where(doc: Doc, at: int) -> bool:
    """ "signed in Tunis": where something was, not whose affair it is."""
    return at > 0 and doc[at - 1].lower_ in words()["place_prepositions"]


def _guest(doc: Doc, behind: int) -> bool:
    following = [token.lower_ for token in doc[behind : behind + 3] if token.tag_ != "POS" and token.text not in "-–"]
    return any(word in words()["foreign_uses"] for word in following[:2])
