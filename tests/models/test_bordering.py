"""Content takes the marks of the quotations that it covers, and never cue or source."""

from __future__ import annotations

from onrecord.model import Span
from onrecord.models.bordering import quoted_spans, snap


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def snapped(text: str, content: str, *closed: str) -> list[str]:
    quoted = quoted_spans(text, [Span(0, len(text))])
    return [s.of(text) for s in snap([span(text, content)], quoted, [span(text, c) for c in closed])]


def test_both_marks_are_taken_in():
    assert snapped("“We leave tomorrow,” the envoy said.", "We leave tomorrow", "said") == ["“We leave tomorrow,”"]


def test_content_that_holds_a_quotation_inside_stays():
    text = "She said the plan was “dead on arrival” in the senate."
    whole = "the plan was “dead on arrival” in the senate"
    assert snapped(text, whole, "said") == [whole]


def test_content_that_ends_with_a_quotation_takes_its_closing_mark():
    text = "She said the plan was “dead on arrival.” Then she left."
    assert snapped(text, "the plan was “dead on arrival", "said") == ["the plan was “dead on arrival.”"]


def test_the_cue_is_never_taken_in():
    text = '"No, said the envoy, we stay."'
    assert snapped(text, "we stay", "said", "the envoy") == ['we stay."']


def test_an_unclosed_quotation_does_not_pull_the_end():
    text = "He said “we go on and on. Nobody heard him."
    assert snapped(text, "we go on and on", "said") == ["“we go on and on"]
