"""Names from the encoder's pass: on sentences of our own, and that every entity lies in the text whatever is read."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.models.entity_tags import KINDS, TAGS, begins, entities
from onrecord.models.first_pass import look
from onrecord.models.pieces import Pieces
from onrecord.models.runtime import open_model

SENTENCES = [
    ("Nouri Talib met Wanjiru Kamau in Mombasa on Monday.", {"Nouri Talib": "PERSON", "Wanjiru Kamau": "PERSON"}),
    ("The Ministry of Water said Oleksandr Kovalenko would resign.", {"Oleksandr Kovalenko": "PERSON"}),
    ("Fatima el-Sayed left for Basra after the vote.", {"Fatima el-Sayed": "PERSON", "Basra": "GPE"}),
    ("Kenya and Uganda signed the treaty in Nairobi.", {"Kenya": "GPE", "Uganda": "GPE", "Nairobi": "GPE"}),
    ("Qais al-Fayadh called the Kurdish parties to Erbil.", {"Qais al-Fayadh": "PERSON", "Kurdish": "NORP"}),
    ("Thabo Nkosi asked the African Union for 200 soldiers.", {"Thabo Nkosi": "PERSON", "200": "CARDINAL"}),
    ("Aung Htun spoke to Sunita Deshpande last Friday.", {"Aung Htun": "PERSON", "Sunita Deshpande": "PERSON"}),
]


def found(text: str) -> list:
    return look(text, [Span(0, len(text))]).entities


def test_names_of_many_countries():
    wanted = [(number, *item) for number, (_, names) in enumerate(SENTENCES) for item in names.items()]
    got = {(number, text[e.start : e.end], e.kind) for number, (text, _) in enumerate(SENTENCES) for e in found(text)}
    assert len([name for name in wanted if name in got]) >= 0.85 * len(wanted)


def test_the_head_belongs_to_this_encoder():
    head, encoder = open_model("entities").card, open_model("attribution").card
    assert head["on"]["encoder.onnx"] == encoder["files"]["encoder.onnx"]["sha256"]


def test_nothing_is_found_where_nothing_speaks():
    assert look("   \n ", [Span(0, 5)]).entities == []
    assert look("Nouri Talib resigned.", []).entities == []


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="Nouri Talib,.\n\"'’é—\U0001f600\ud800", min_size=1, max_size=120))
def test_entities_lie_in_the_text_and_do_not_overlap(text):
    spans = [(e.start, e.end) for e in found(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_word_is_tagged_whole_and_a_paragraph_ends_a_name():
    n = 4
    pieces = Pieces(
        np.zeros(n, np.int64),
        np.array([0, 2, 6, 12]),
        np.array([2, 5, 10, 16]),
        np.array([1, 0, 1, 1]),
        np.zeros(n, np.int64),
        np.array([3, 0, 1, 3]),
        np.zeros(n, np.int64),
    )
    logits = np.full((n, TAGS), -8.0)
    logits[0, begins("ORG")] = 4
    logits[1, 0] = 1  # the second half of the first word doubts
    logits[1, begins("ORG") + 1] = 0.5
    logits[2, begins("ORG") + 1] = logits[3, begins("ORG") + 1] = 4
    assert [(e.start, e.end, e.kind) for e in entities(pieces, logits)] == [(0, 10, "ORG"), (12, 16, "ORG")]


def test_every_kind_has_two_tags_of_its_own():
    tags = [begins(kind) + more for kind in KINDS for more in (0, 1)]
    assert sorted(tags) == list(range(1, TAGS))
