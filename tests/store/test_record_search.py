"""Full-text search: finds words, and no query is wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.store import queries

from .tavia import corpus


@pytest.mark.parametrize(
    ("q", "kinds"),
    [
        ("fishermen", {"statement", "article"}),
        ("FISHER", {"statement", "article"}),
        ('"robs the fishermen"', {"statement", "article"}),
        ('"fishermen the robs"', set()),
        ("toll quay", {"statement", "article"}),
        ("solden", {"actor", "article"}),
        ("beaches", set()),
        ("", set()),
        ("   ", set()),
        ("zzz", set()),
    ],
)
def test_words_are_found_where_somebody_speaks(told, q, kinds):
    hits = queries.search(told, q)
    assert {hit.kind for hit in hits} == kinds
    for hit in hits:
        assert "\x02" in hit.snippet and "\x03" in hit.snippet


def test_many_articles_do_not_crowd_out_the_one_actor(record):
    for reading in corpus(40):
        record.add(reading, reader="r1")
    record.resolve()
    hits = queries.search(record, "reed", limit=6)
    assert [hit.kind for hit in hits] == ["actor", *["article"] * 5]
    assert len(queries.search(record, "plan", limit=10)) == 10


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(st.characters() | st.sampled_from('"*()^:-+{}\x00\ud800 NEAR AND OR'), max_size=60))
@example('NEAR(a b, 5) AND NOT {quote}: "')
@example("'; DROP TABLE articles; --")
@example("headline:toll")
@example('"' * 31)
@example("a " * 500)
@example("\ud800\udfff")
def test_no_query_is_wrong(told, q):
    assert isinstance(queries.search(told, q), list)
