"""The head that finds deeds: words of sentences of our own that no frame of the rules has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.events.lexicon import frames
from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.models.deeds import TYPES, deeds, word_states
from onrecord.models.first_pass import look_at
from onrecord.models.runtime import open_model
from onrecord.names.entities import name_entities
from onrecord.text.parse import parse

TOLD = [
    ("Bailiffs turfed forty families out of the old barracks in Maribor on Tuesday.", "turfed", "COERCE"),
    ("Textile workers in Lahore have downed tools over unpaid overtime.", "downed", "PROTEST"),
    ("Gunmen mowed down nine worshippers at a chapel near Jos.", "mowed", "ASSAULT"),
]
NOT_TOLD = [
    "The museum opens at ten and closes at six, except on Mondays.",
    "Inflation eased to three percent, the statistics office said.",
    "Her third novel attacks the vanity of opera singers.",
]


def both(text: str):
    article = Article("1", text, published="2023-06-15", zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    seen = look_at(article)
    return name_entities(parse(article), seen), seen


@pytest.mark.parametrize(("text", "word", "type_"), TOLD)
def test_a_deed_in_words_of_no_rule(text, word, type_):
    doc, seen = both(text)
    likely = deeds(doc, seen, {})
    at = next(token.i for token in doc if token.text == word)
    assert TYPES[likely[at, 1:].argmax()] == type_
    assert likely[at, 0] < 0.5


@pytest.mark.parametrize("text", NOT_TOLD)
def test_no_deed(text):
    doc, seen = both(text)
    assert (deeds(doc, seen, {})[:, 0] > 0.5).all()


def test_what_a_rule_codes_is_heard():
    doc, seen = both("The council rowed with the ministry over the depot.")
    at = next(token.i for token in doc if token.text == "rowed")
    alone, told = (deeds(doc, seen, coded)[at, 1 + TYPES.index("ACCUSE")] for coded in ({}, {at: "ACCUSE"}))
    assert told > alone


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="abc .,“”\n-’XY1", min_size=1, max_size=80))
def test_likelihoods_of_every_token_whatever_is_read(text):
    doc, seen = both(text)
    likely = deeds(doc, seen, {})
    assert likely.shape == (len(doc), 1 + len(TYPES))
    assert np.allclose(likely.sum(1), 1, atol=1e-4)


def test_a_word_has_the_mean_of_its_pieces():
    doc, seen = both("Ouagadougou fell.")
    tokens, states = word_states(doc, seen)
    pieces = seen.pieces.starts < len("Ouagadougou")
    assert pieces.sum() > 1
    assert np.allclose(states[0], seen.encoded.middle[pieces].mean(0), atol=1e-5)
    assert tokens.tolist() == [0, 1, 2]


def test_a_long_text_is_read_in_stretches(monkeypatch):
    doc, seen = both(" ".join(text for text, _, _ in TOLD) + " " + " ".join(NOT_TOLD))
    whole = deeds(doc, seen, {})
    monkeypatch.setattr("onrecord.models.deeds.STRETCH", 5)
    assert np.allclose(deeds(doc, seen, {}), whole, atol=0.05)  # weights and states are rounded a call at a time


def test_the_head_belongs_to_this_encoder_and_knows_all_types():
    head, encoder = open_model("deeds").card, open_model("attribution").card
    assert head["on"]["encoder.onnx"] == encoder["files"]["encoder.onnx"]["sha256"]
    assert tuple(head["types"]) == TYPES
    assert {frame.type for rows in frames() for some in rows.values() for frame in some} <= set(TYPES)
