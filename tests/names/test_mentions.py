"""Mentions on sentences of our own: an invented country beside real ones."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import MentionForm
from onrecord.names.capitals import runs, scan
from onrecord.names.entities import parse
from onrecord.names.mentions import find_mentions

from .reading import article_of

NAMES = [
    ("Tavish al-Omari, head of the Harbour Party, spoke.", "Tavish al-Omari", "person"),
    ("The rally was led by Joseph arap Koros.", "Joseph arap Koros", "person"),
    ("Lt. Gen. Abdul Karim al-Sawari toured the border.", "Abdul Karim al-Sawari", "person"),
    ("Prime Minister Lena van der Moor resigned.", "Lena van der Moor", "person"),
    ("Callum Macrae MP voted against.", "Callum Macrae", "person"),
    ("He is a member of the Ahrun bloc.", "Ahrun bloc", "alliance"),
    ("It was reported by the TORA news agency.", "TORA news agency", "outlet"),
    ("The Umoja Democratic Movement will march.", "Umoja Democratic Movement", "party"),
    ("The Institute for Harbour Studies published figures.", "Institute for Harbour Studies", "organisation"),
    ("Fighters of the Abu Talib Brigade withdrew.", "Abu Talib Brigade", "armed group"),
    ("The Islamic State claimed the attack.", "Islamic State", "armed group"),
    ("Kenya rejected the claim.", "Kenya", "state"),
    ("The group Ansar al-Tavi denied it.", "Ansar al-Tavi", "organisation"),
]


def names_in(text: str) -> dict[str, str]:
    article = article_of(text)
    found = find_mentions(article, parse(article))
    return {m.span.of(text): m.type.value for m in found if m.form is MentionForm.NAME}


@pytest.mark.parametrize(("text", "name", "type_"), NAMES, ids=[name for _, name, _ in NAMES])
def test_a_name_is_found_with_its_type(text, name, type_):
    assert names_in(text).get(name) == type_


def test_a_title_is_split_off_and_the_extent_holds_it():
    text = "On Monday Kenyan Deputy President Peter Kiplagat replied."
    article = article_of(text)
    mention = next(m for m in find_mentions(article, parse(article)) if m.type == "person")
    assert mention.span.of(text) == "Peter Kiplagat"
    assert mention.title == "Deputy President"
    assert mention.extent.of(text) == "Kenyan Deputy President Peter Kiplagat"


def test_a_place_is_no_actor():
    found = names_in("Three people were killed in Kenya and in Baghdad, near the border with Iraq.")
    assert "Kenya" not in found
    assert "Baghdad" not in found


def test_a_capital_acts_only_as_subject_and_never_in_a_place_line():
    assert "Nairobi" in names_in("The envoy left after Nairobi rejected the plan.")
    assert "Nairobi" not in names_in("NAIROBI (Agencies) – The envoy has left the city.")


@pytest.mark.parametrize(
    "phrase", ["the Kenyan official", "residents", "the army", "a source", "religious authorities", "these parties"]
)
def test_a_phrase_that_acts_is_a_nominal(phrase):
    text = f"On Monday {phrase} said that the road was closed."
    article = article_of(text)
    nominals = {m.span.of(text) for m in find_mentions(article, parse(article)) if m.form is MentionForm.NOMINAL}
    assert phrase in nominals


def test_capitals_of_a_headline_alone_make_no_name():
    article = article_of("The party said so on Monday.", headline="Bloc Confirms Full Commitment To Early Vote")
    found = find_mentions(article, parse(article))
    assert not [m for m in found if m.form is MentionForm.NAME and "Commitment" in m.span.of(article.text)]


def test_us_led_is_a_country_and_not_part_of_a_name():
    assert [[word.text for word in run] for run in runs("the US-led Coalition Council met")] == [
        ["US"],
        ["Coalition", "Council"],
    ]


@given(st.text(alphabet="abAB al-’'.,\n Él李 1", max_size=120))
def test_words_point_at_their_characters(text):
    for word in scan(text):
        assert text[word.start : word.end] == word.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["Prime Minister", "Lena", "al-Omari", "of", "the", "Harbour Party", "said", "(HP)", "US-led", "coalition",
             "Iraq’s", "police", ",", ".", "he", "U.S.", "“", "”", "\n\n", "and", "Baghdad", "–", "MP", "Islamic State"]
        ),
        min_size=1,
        max_size=18,
    )
)  # fmt: skip
def test_any_order_of_words_gives_spans_inside_the_text(parts):
    text = " ".join(parts)
    article = article_of(text)
    for mention in find_mentions(article, parse(article)):
        assert mention.span.of(text).strip()
        assert mention.extent is None or mention.extent.overlaps(mention.span)
