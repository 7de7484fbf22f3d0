"""Places in invented reports from ten countries, and what must not become one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.events.places import find_places
from onrecord.model import Span
from onrecord.names.entities import parse
from onrecord.names.gazetteer import look_up
from onrecord.names.inside import resolve_inside
from onrecord.names.mentions import find_mentions
from onrecord.text.article import make_article

#: A sentence or two, the name, and where it lies to the nearest degree or so.
REPORTS = [
    ("Iraqi forces returned to Tal Afar, a town in Nineveh province.", "Nineveh", 36.2, 42.8),
    ("Iraqi police closed the road between Kirkuk and Salahuddin province on Monday.", "Salahuddin", 34.7, 43.9),
    ("The farm stands outside Paris, Texas, the sheriff said.", "Paris", 33.7, -95.6),
    ("A fire broke out in London, Ontario, the Canadian broadcaster reported.", "London", 43.0, -81.2),
    ("The Georgian government said protesters had gathered in Batumi. Georgia votes in May.", "Georgia", 42, 43.5),
    ("Lawmakers in Atlanta passed the bill. Georgia is the third American state to do so.", "Georgia", 32.8, -83.2),
    ("Nigerian troops were sent to Maiduguri, the governor said.", "Maiduguri", 11.8, 13.2),
    ("The Spanish government will rebuild the harbour of Valencia.", "Valencia", 39.5, -0.4),
    ("Venezuelan workers struck in Valencia and in Caracas.", "Valencia", 10.2, -68.0),
    ("Pakistani officials flew from Karachi to Hyderabad, Pakistan said.", "Hyderabad", 25.4, 68.4),
    ("Indian officials flew from Mumbai to Hyderabad, India said.", "Hyderabad", 17.4, 78.5),
    ("Turkish planes left the base near Adana for Syria.", "Adana", 37.0, 35.3),
    ("The Australian prime minister visited Newcastle in New South Wales.", "Newcastle", -32.9, 151.8),
    ("British miners marched through Newcastle, in England.", "Newcastle", 55.0, -1.6),
]


def _places(text: str):
    article = make_article(text, id="1")
    doc = parse(article)
    actors = resolve_inside(article, doc, find_mentions(article, doc), ())
    return find_places(article, doc, actors)


@pytest.mark.parametrize(("text", "name", "lat", "lon"), REPORTS)
def test_a_name_is_resolved_by_what_stands_round_it(text, name, lat, lon):
    found = [place for place in _places(text) if place.span.of(text).startswith(name)]
    assert found, [place.name for place in _places(text)]
    assert all(abs(place.lat - lat) < 1.5 and abs(place.lon - lon) < 1.5 for place in found), found


def test_persons_and_longer_names_are_no_places():
    text = "Paris Hilton sued the Bank of England. Hilton was in Lagos, Nigeria, on Monday."
    assert [place.name for place in _places(text)] == ["Lagos", "Nigeria"]


def test_adjectives_name_the_country_and_short_forms_are_written_out():
    text = "Turkish police stopped a man from Frankfort, Ky., at the border with Greece."
    assert [(place.span.of(text), place.name) for place in _places(text)] == [
        ("Turkish", "Turkey"),
        ("Frankfort", "Frankfort"),
        ("Ky.", "Kentucky"),
        ("Greece", "Greece"),
    ]


def test_a_country_that_only_the_article_knows_has_no_place():
    text = "Ravonian Prime Minister Tavi Oren said that Ravonia would not send troops."
    assert _places(text) == ()


def test_spans_are_those_of_the_text_and_never_overlap():
    text = "BASRA: The governor of Basra flew from Basra International Airport to Amman, Jordan's capital."
    spans = [place.span for place in _places(text)]
    assert all(isinstance(span, Span) and span.of(text)[0].isupper() for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "name", ["Nineveh Province", "the province of Nineveh", "Ninawa", "NINEVEH", "Nineveh Governorate"]
)
def test_one_region_under_the_names_that_the_press_gives_it(name):
    assert 92877 in {place.id for place, _ in look_up(name)}
