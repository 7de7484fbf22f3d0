"""The places that an article names, with coordinates: found by :mod:`place_names`, resolved by :mod:`place_choice`.

A capital that stands for its government ("Washington said") is located as the city it names: the mention says where the
name points, not where something happened; that is an event's ``where``. A country's adjective ("Iraqi") names the
country.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..model import Actor, Article, PlaceMention, ZoneKind
from ..names.lexicon import country_codes, known_as
from ..names.places import place_of, states_of
from ..text.parse import text_of
from .place_choice import Named, chosen, name_of
from .place_names import place_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CAPITALISED = re.compile(r"[A-Z][\w.’'-]*(?:\s(?:of\s|and\s)?[A-Z][\w.-]*){0,3}")
_REACH = 70


def find_places(article: Article, doc: Doc, actors: tuple[Actor, ...]) -> tuple[PlaceMention, ...]:
    """Every place name in headline and body that the table can place, in order of the text.

    A state that only the article knows has no coordinates and is left out.

    Example:
        >>> from onrecord.model import Span, Zone, ZoneKind
        >>> from onrecord.names.entities import parse
        >>> text = "Protesters marched in Mosul, in the Iraqi province of Nineveh."
        >>> article = Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> [(place.name, place.geonames_id) for place in find_places(article, parse(article), ())]
        [('Mosul', 99072), ('Iraq', 99237), ('Nineveh', 92877)]
    """
    with states_of(doc, article):
        text = text_of(doc)
        sure = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in ("GPE", "LOC")}
        found = place_names(doc, actors)
        names = [
            Named(
                one.name,
                text[max(0, one.span.start - _REACH) : one.span.start],
                text[one.span.end : one.span.end + _REACH],
                (one.span.start, one.span.end) in sure,
            )
            for one in found
        ]
        return tuple(
            PlaceMention(one.span, name_of(place, one.name), place.lat, place.lon, place.id)
            for one, place in zip(found, chosen(names, _countries(article, doc)), strict=True)
            if place is not None
        )


def _countries(article: Article, doc: Doc) -> Counter[str]:
    """How often the article speaks of each country (alpha-2), by any of its words; dateline and outlet weigh double."""
    counts: Counter[str] = Counter()

    def count(text: str, weight: int) -> None:
        for match in _CAPITALISED.finditer(text):
            words = match.group().split()
            while words:
                taken = next((n for n in range(len(words), 0, -1) if place_of(" ".join(words[:n]))), 0)
                known = place_of(" ".join(words[:taken])) if taken else None
                if known and known[1] != "capital":  # which Paris it is, is to be found out
                    counts[country_codes().get(known[0], "")] += weight
                words = words[max(1, taken) :]

    count(text_of(doc), 1)
    for zone in article.zones:
        if zone.kind is ZoneKind.DATELINE:
            count(zone.span.of(article.text).title(), 2)
    if article.outlet and (row := known_as(article.outlet)) and row.country:
        counts[country_codes().get(row.country, "")] += 2
    counts.pop("", None)
    return counts
