"""Quotation marks: every kind, every mistake, and never an error."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.statements.quotes import find_quotations

CASES = [
    ('He said "yes, we will" and left.', ["yes, we will"]),
    ("He said “yes, we will” and left.", ["yes, we will"]),
    ('He said "yes, we will” and left.', ["yes, we will"]),
    ('He said “yes, we will" and left.', ["yes, we will"]),
    ("Er sagte „ja, wir kommen“ und ging.", ["ja, wir kommen"]),
    ("She said «no, never» twice.", ["no, never"]),
    ("Voters like ''a fresh start'' best.", ["a fresh start"]),
    ('It is 6" long and 3" wide.', []),
    ('The road "ends here. Nobody came.', []),
    ('It ended in shouting." Nobody came.', []),
    ("“One,” he said. “Two.”", ["One,", "Two."]),
    ("He shouted “stop“ and ran.", ["stop"]),
    ("‘We are not leaving,’ said Mr O’Brien.", ["We are not leaving,"]),
    ("'We are not leaving this place,' said Mr O'Brien.", ["We are not leaving this place,"]),
    ("The workers' pay and the teachers' hours don't match.", []),
    ('An end to "terror."However, nobody came to the "party".', ["terror.", "party"]),
    ('A "one" "two" "three".', ["one", "two", "three"]),
    ("He said: \"I told him 'go home' twice.\"", ["I told him 'go home' twice."]),
]


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_marks_are_matched(text, inner):
    assert [quotation.inner.of(text) for quotation in find_quotations(text, [Span(0, len(text))])] == inner


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again():
    text = "“We waited for hours.\n\n“Nobody came.” He left."
    first, second = find_quotations(text, [Span(0, 21), Span(23, len(text))])
    assert (first.inner.of(text), first.goes_on) == ("We waited for hours.", True)
    assert (second.inner.of(text), second.goes_on) == ("Nobody came.", False)


def test_an_unclosed_mark_does_not_reach_into_the_next_paragraph():
    text = 'The "road ends here.\n\nHe said "go" and left.'
    assert [q.inner.of(text) for q in find_quotations(text, [Span(0, 20), Span(22, len(text))])] == ["go"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab. ,'\"“”„«»‘’`\n?", max_size=80))
def test_any_marks_give_ordered_quotations_inside_their_paragraph(text):
    paragraphs = [Span(0, len(text))] if text else []
    found = find_quotations(text, paragraphs)
    for quotation in found:
        assert (
            0
            <= quotation.outer.start
            < quotation.inner.start
            <= quotation.inner.end
            <= quotation.outer.end
            <= len(text)
        )
    assert all(not a.outer.overlaps(b.outer) for a, b in pairwise(found))
