"""The tree of phrases finds what the plain alternatives, longest first, find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.any_of import any_of

phrase = st.text("abAB-. '", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(phrase, min_size=1, max_size=12), st.text("abAB-. '", max_size=40))
def test_finds_what_the_longest_alternative_finds(phrases, text):
    spaced = (r"\s+".join(map(re.escape, one.split())) for one in sorted(phrases, key=len, reverse=True))
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(one.replace(chr(39), '[’‘' + chr(39) + ']') for one in spaced)})(?!\w)")
    tree = re.compile(rf"(?<!\w)(?:{any_of(phrases)})(?!\w)")
    assert [m.span() for m in tree.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_a_very_long_phrase():
    assert re.fullmatch(any_of(["word " * 500]), ("word " * 500))


def test_no_phrase_is_an_error():
    with pytest.raises(ValueError, match="no phrase"):
        any_of([])
