"""Quotation marks: damaged ones are read, odd ones never fail."""

from __future__ import annotations

import pytest

from onrecord.models.marks import clean_marks, quotations


def parts(text: str) -> list[str]:
    return [text[q.open : q.end] for q in quotations(text)]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_mojibake_comes_back_and_offsets_point_into_the_old_text(encoding: str):
    good = "“We won’t go”, said Ada Okoro – twice"
    bad = "".join(bytes([b]).decode(encoding, "ignore") or "" for b in good.encode("utf-8"))
    cleaned = clean_marks(bad)
    assert cleaned.text == good
    at = cleaned.text.index("Ada")
    assert bad[cleaned.start(at) :].startswith("Ada Okoro")


def test_doubled_apostrophes_are_one_mark():
    assert clean_marks("''Never,'' she said").text == '"Never," she said'


def test_pairs_of_every_kind():
    assert parts('"Go," she said. “Now,” he said. «Why?»') == ['"Go,"', "“Now,”", "«Why?»"]


def test_a_quotation_that_goes_on_in_the_next_paragraph():
    assert parts("“One.\n\n“Two.” End.") == ["“One.", "“Two.”"]


def test_a_hard_line_break_does_not_end_a_quotation():
    assert parts("He said “we will\nnot go” today.") == ["“we will\nnot go”"]


@pytest.mark.parametrize("text", ['"', '""', 'a"', '"""', "”“”", "5'10\" tall", '\n\n"\n\n', ""])
def test_odd_marks_never_fail(text: str):
    assert all(0 <= q.open < q.end <= len(text) for q in quotations(text))


def test_a_lost_closing_mark_does_not_swallow_the_next_quotation():
    assert parts('He said "we go. She said "we stay."')[-1] == '"we stay."'
