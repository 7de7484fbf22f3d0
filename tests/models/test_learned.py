"""The extractor on sentences of our own, and on everything that may go wrong with a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.statements.learned import find_attributions

ARTICLE = """Harbour towns reject ferry plan

PORT ELSBURY — The mayor of Port Elsbury said on Tuesday that the new ferry would ruin the harbour.

“We were never asked,” Ada Okoro told reporters outside the town hall. “Now we will fight it in court.”

According to the ministry, the plan had been published in March. Fishermen's leader Tom Vrba denied that he had seen it.

The ministry's spokesman, Karim al-Nasser, declined to comment."""


def triples(text: str, zones: list[Span] | None = None) -> list[tuple[str, str, str]]:
    found = find_attributions(text, zones or [Span(0, len(text))])
    return [tuple(" … ".join(s.of(text) for s in getattr(a, r)) for r in ("source", "cue", "content")) for a in found]


def test_direct_and_indirect_speech():
    found = triples(ARTICLE)
    contents = [content for _, _, content in found]
    assert any("the new ferry would ruin the harbour" in c for c in contents)
    assert any("“We were never asked,”" in c for c in contents)
    sources = {source for source, _, content in found if "We were never asked" in content}
    assert sources == {"Ada Okoro"}


def test_according_to():
    [source] = {s for s, _, c in triples(ARTICLE) if "had been published in March" in c}
    assert source == "the ministry"


def test_hard_line_breaks_and_glued_sentences_change_little():
    clean = len(triples(ARTICLE))
    wrapped = ARTICLE.replace(" the ", "\nthe ")
    glued = ARTICLE.replace(". ", ".")
    assert abs(len(triples(wrapped)) - clean) <= 1
    assert abs(len(triples(glued)) - clean) <= 1


def test_only_the_zones_are_read_and_offsets_are_those_of_the_whole_text():
    text = "MENU Ada Okoro said everything is free. \n" + ARTICLE
    start = text.index("PORT ELSBURY")
    zone = Span(start, len(text))
    found = find_attributions(text, [zone])
    alone = find_attributions(text[start:], [Span(0, len(text) - start)])
    assert [[s.of(text) for s in a.content] for a in found] == [[s.of(text[start:]) for s in a.content] for a in alone]
    assert all(zone.holds(s) for a in found for s in (*a.source, *a.cue, *a.content))


def test_no_span_covers_what_lies_between_two_zones():
    cut = ARTICLE.index("would ruin")
    text = ARTICLE[:cut] + "ADVERTISEMENT " + ARTICLE[cut:]
    zones = [Span(0, cut), Span(cut + len("ADVERTISEMENT "), len(text))]
    for a in find_attributions(text, zones):
        assert not any("ADVERT" in s.of(text) for s in (*a.source, *a.cue, *a.content))


def test_roles_do_not_overlap_and_confidence_is_a_probability():
    for a in find_attributions(ARTICLE, [Span(0, len(ARTICLE))]):
        spans = sorted((*a.source, *a.cue, *a.content))
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert a.cue and a.content
        assert 0 <= a.confidence <= 1 and 0 <= a.source_confidence <= 1


def test_a_lower_threshold_keeps_more():
    zone = [Span(0, len(ARTICLE))]
    few, many = (find_attributions(ARTICLE, zone, least=least) for least in (0.9, 0.01))
    assert len(few) < len(many)
    assert all(a.confidence >= 0.9 for a in few)


def test_the_same_text_gives_the_same_result():
    assert triples(ARTICLE) == triples(ARTICLE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        '"',
        "”",
        "said",
        "\ud800 said",
        "\x00\x01",
        "a" * 5000,
        '"' * 300,
        "سعيد قال",
        "🙂 said 🙂",
        ARTICLE.upper(),
    ],
)
def test_odd_texts_never_fail(text: str):
    zones = [Span(0, len(text))] if text else []
    for a in find_attributions(text, zones):
        assert all(s.end <= len(text) for s in (*a.source, *a.cue, *a.content))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from([*'"“”‘’.,\n ', "said", "â€œ", "â€", "Ada", "''", "that", "he", "\xa0", "É", "–"]),
        max_size=60,
    )
)
def test_no_sequence_of_marks_fails(parts: list[str]):
    text = "".join(parts)
    for a in find_attributions(text, [Span(0, len(text))] if text else []):
        assert all(s.of(text).strip() for s in (*a.source, *a.cue, *a.content))
