"""Whose minister, whose government: frames, towns of a dateline, states that no list knows."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.names.entities import parse
from onrecord.names.home import home_country
from onrecord.names.inside import who_at
from onrecord.names.places import inferred, states_of
from onrecord.pipeline.read import read

from .reading import actors_of, article_of, named

STEEL = (
    "Germany and Japan are at odds over steel. In Tokyo, the trade minister, Kenji Morioka, said the tariffs were "
    "unfair. In Berlin, Economy Minister Jens Albers told reporters that Germany would wait."
)


@pytest.mark.parametrize(("name", "country"), [("Kenji Morioka", "JPN"), ("Jens Albers", "DEU")])
def test_a_minister_in_a_capital_is_a_minister_of_that_country(name, country):
    assert named(actors_of(STEEL), name).country == country


def test_a_guest_in_a_capital_is_no_minister_of_that_country():
    text = "Chile will cut its tax. In Lima, on a visit, President Marta Soto said Chile would grow."
    assert named(actors_of(text), "Marta Soto").country != "PER"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Chile will cut its tax. In Chile bread is dear. Peru welcomed the cut. The government was glad.", "Chilean"),
        ("Ghana and Togo are at odds. Togolese officials closed a bridge. The government said it was old.", "Togolese"),
        ("Germany and Japan are at odds. In Tokyo, the government said it would wait.", "Japanese"),
        ("Germany and Japan are at odds. The government in Tokyo said it would wait.", "Japanese"),
    ],
)
def test_a_bare_government_is_of_the_frame_or_of_the_article(text, whose):
    at = text.lower().index("the government")
    assert who_at(actors_of(text), Span(at, at + len("the government"))).name == f"{whose} government"


def test_the_town_of_the_dateline_that_acts_is_the_government_of_a_state_no_list_knows():
    line = "LESKOV, Tavaria (Wire) —"
    body = "Leskov has accused Ruvenia of spying. Tavarian Prime Minister Ilin Dask left."
    text = f"{line} {body}"
    zones = (Zone(ZoneKind.DATELINE, Span(0, len(line))), Zone(ZoneKind.BODY, Span(len(line) + 1, len(text))))
    reading = read(Article("t", text, zones=zones))
    (statement,) = reading.statements
    assert {a.id: a.name for a in reading.actors}[statement.speaker] == "Tavarian government"


def test_a_town_that_only_lies_there_stands_for_nobody():
    text = "LESKOV, Tavaria — Rain fell in Leskov on Monday. Tavarian Prime Minister Ilin Dask left Leskov."
    assert "Leskov" not in inferred(text)


def test_a_capital_that_the_article_names():
    text = "The Tavarian government fell. Leskov, the Tavarian capital, was calm."
    assert inferred(text)["Leskov"].kind == "capital"


def test_a_town_that_acts_is_a_body_and_no_person():
    text = "Hong Kong said schools would close. Glasgow rejected the plan, and Catalonia welcomed it."
    kinds = {actor.name: actor.type.value for actor in actors_of(text)}
    assert kinds["Hong Kong"] == "state"
    assert kinds["Glasgow"] == "government body"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Karro Mining will appeal. A lawyer for Karro Mining said the court had erred.", "Karro Mining"),
        ("Lena Tavi was freed. A friend of Lena Tavi said she was happy to be home.", "Lena Tavi"),
        ("The parents of Lena Tavi said that she was innocent of the charge.", "Lena Tavi"),
    ],
)
def test_lawyers_may_be_a_companys_parents_may_not(text, whose):
    (statement,) = read(Article("t", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))).statements
    assert statement.affiliation == whose




@pytest.mark.parametrize(
    ("text", "home"),
    [
        # its own country is named least by a paper at home: the town of its place line and towns of the story tell
        (
            "ELDORET — The governor said the road to Kitale was closed. Uganda and its president welcomed it. "
            "Drivers in Eldoret were angry.",
            "KEN",
        ),
        # a deal signed abroad is still the deal of those who signed
        ("Libya’s rivals met in Tunis. Libyan envoys signed in Tunis. All of them flew home from Tunis.", "LBY"),
        # prices tell whose press it is
        ("Ireland protested. The delay will cost £300m a year. Whitehall blamed an old computer.", "GBR"),
        # sentences count, not mentions
        ("Peru, Peru and again Peru, they sang. Chile voted. Chilean ministers resigned.", "CHL"),
    ],
)
def test_the_country_an_article_is_about(text, home):
    article = article_of(text)
    doc = parse(article)
    with states_of(doc, article):
        assert home_country(article, doc) == home
