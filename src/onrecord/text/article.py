"""From a text to an :class:`~onrecord.model.Article`: zones, what the page states of itself, the language."""

from __future__ import annotations

import re
import unicodedata

from ..model import Article, Spans
from .stated_date import date_line
from .wordlists import sections
from .zones import find_zones

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Of the speaking text; enough to tell languages apart, cheap on long articles.
_SAMPLE = 4000


def make_article(
    text: str,
    *,
    id: str,
    outlet: str | None = None,
    published: str | None = None,
    headline: str | None = None,
    address: str | None = None,
    language: str | None = None,
    main: Spans | None = None,
) -> Article:
    """An article with its zones; metadata that is given wins over what the text states.

    ``published`` may be any written date (kept as ISO ``YYYY-MM-DD``; one that cannot be read is left out);
    ``main`` the stretches known to hold the article, see :func:`~onrecord.text.zones.find_zones`.

    >>> article = make_article("Roe wins\\n\\nPremier Ada Roe won the vote on Monday.", id="1", outlet="Port Wire")
    >>> article.outlet, article.headline, article.published, article.language
    ('Port Wire', 'Roe wins', None, 'en')
    """
    zoned = find_zones(text, main=main, headline=headline)
    speaking = " ".join(zone.span.of(text) for zone in zoned.zones if zone.speaks)
    return Article(
        id=id,
        text=text,
        outlet=outlet or zoned.outlet,
        headline=headline or zoned.headline,
        published=iso_date(published) or zoned.published,
        address=address,
        language=language or language_of(speaking or text),
        zones=zoned.zones,
    )


def iso_date(written: str | None) -> str | None:
    """A given date as ``YYYY-MM-DD``, or None if it cannot be read or is read both ways.

    >>> iso_date("2020-05-03T10:00:00Z"), iso_date("3 May 2020"), iso_date("03/04/2020"), iso_date("soon")
    ('2020-05-03', '2020-05-03', None, None)
    """
    if not written:
        return None
    found = date_line(str(written).strip()[:60])
    return (found.published or found.bare or found.updated) if found else None


def language_of(text: str) -> str | None:
    """The language by its commonest words or its script, as an ISO 639-1 code; None when too little can be seen.

    >>> language_of("The minister said that the vote will be held."), language_of("Der Minister sagte, dass die Wahl")
    ('en', 'de')
    """
    sample = text[:_SAMPLE]
    if script := _script(sample):
        return script
    tokens = [word.casefold() for word in _WORD.findall(sample)]
    if not tokens:
        return None
    scores = {
        code.removeprefix("language "): sum(token in common for token in tokens) / len(tokens)
        for code, common in _common_words().items()
    }
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] >= 0.08 else None


def _common_words() -> dict[str, frozenset[str]]:
    return {
        heading: frozenset(" ".join(entries).split())
        for heading, entries in sections("languages.txt").items()
        if heading.startswith("language ")
    }


def _script(sample: str) -> str | None:
    """The language that a script gives away: Arabic and Persian, Russian, Greek, Hebrew, Chinese …"""
    letters = [ch for ch in sample if ch.isalpha()][:400]
    if not letters:
        return None
    foreign = [ch for ch in letters if ord(ch) > 0x2FF]
    if len(foreign) < 0.6 * len(letters):
        return None
    names = [unicodedata.name(ch, "").split()[0] for ch in foreign]
    top = max(sorted(set(names)), key=names.count)
    if top == "ARABIC":
        return "fa" if sum(sample.count(ch) for ch in "پچژگ") > 0.01 * len(letters) else "ar"
    known = {"CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
             "HANGUL": "ko", "DEVANAGARI": "hi", "THAI": "th", "BENGALI": "bn", "ETHIOPIC": "am"}  # fmt: skip
    return known.get(top)
