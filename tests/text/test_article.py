"""Articles: given metadata, languages."""

from __future__ import annotations

import pytest

from onrecord.model import ZoneKind
from onrecord.text.article import iso_date, language_of, make_article

TEXT = "Roe wins vote\n\nPublished 3 May 2020\n\nPort Herald – Premier Ada Roe won the vote on Monday."


def test_what_the_page_states_is_taken_where_nothing_is_given():
    article = make_article(TEXT, id="1")
    assert (article.headline, article.published, article.outlet) == ("Roe wins vote", "2020-05-03", "Port Herald")
    assert article.text == TEXT


def test_what_is_given_wins():
    article = make_article(TEXT, id="1", outlet="Wire", published="4 May 2020", headline="Another", address="a.txt")
    assert (article.headline, article.published, article.outlet) == ("Another", "2020-05-04", "Wire")
    assert article.address == "a.txt"


def test_a_given_headline_is_found_in_the_text():
    text = "Storm nears coast\nPremier wins vote again\nGold falls\n\nAda Roe will stay in office, the count showed."
    article = make_article(text, id="1", headline="Premier Wins Vote Again")
    assert [zone.span.of(text) for zone in article.zones if zone.kind is ZoneKind.HEADLINE] == [
        "Premier wins vote again"
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-05-03", "2020-05-03"),
        ("2020-05-03T23:10:00+02:00", "2020-05-03"),
        ("2020-05-03 23:10:00.123456", "2020-05-03"),
        ("Sun, 03 May 2020 10:00:00 GMT", "2020-05-03"),
        ("May 3, 2020", "2020-05-03"),
        ("20200503", "2020-05-03"),
        ("2020-02-31", None),
        ("04/05/2020", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_given_dates(written: str | None, day: str | None):
    assert iso_date(written) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the vote would be held in May and that he was sure of it.", "en"),
        ("Le ministre a déclaré que le vote aurait lieu en mai et que les partis étaient d'accord.", "fr"),
        ("El ministro dijo que la votación se celebrará en mayo y que los partidos están de acuerdo.", "es"),
        ("Waziri alisema kwamba kura hiyo ni ya wananchi wa nchi na kwamba itafanyika kwa amani.", "sw"),
        ("Bakan, oylamanın mayıs ayında yapılacağını ve bunun için bir karar olduğunu söyledi.", "tr"),
        ("قال الوزير إن التصويت سيجري في مايو", "ar"),
        ("وزیر گفت که رأی‌گیری در ماه مه برگزار می‌شود و چند گروه پیروز شدند", "fa"),
        ("Министр заявил, что голосование пройдет в мае.", "ru"),
        ("12 345", None),
    ],
)
def test_languages(text: str, language: str | None):
    assert language_of(text) == language


def test_an_article_in_another_language_is_an_article():
    article = make_article(
        "Le ministre a déclaré lundi que le vote aurait lieu en mai, et que les partis le savaient.", id="1"
    )
    assert article.language == "fr"
    assert article.zones
