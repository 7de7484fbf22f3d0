"""Windows hold their cue, stay in the article and end where they are told."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.pieces import PARAGRAPH, SPACE
from onrecord.models.windows import LARGE, SMALL, extents, windows

NEAR, FAR = np.zeros((1, 2), bool), np.ones((1, 2), bool)


def gaps(*paragraphs: int) -> np.ndarray:
    """White space before each piece of paragraphs of these lengths."""
    return np.concatenate([[PARAGRAPH] + [SPACE] * (length - 1) for length in paragraphs])


def test_a_window_in_a_long_paragraph_is_as_large_as_what_may_lie_in_it():
    assert extents([(100, 101)], NEAR, gaps(300)).tolist() == [list(SMALL)]
    assert extents([(100, 101)], FAR, gaps(300)).tolist() == [list(LARGE)]


def test_a_window_may_end_soon_after_its_paragraph():
    assert extents([(15, 16)], FAR, gaps(10, 20, 40), beyond=3).tolist() == [[8, 18]]
    assert extents([(15, 16)], FAR, gaps(10, 20, 40)).tolist() == [[15, 55]]


@st.composite
def articles(draw):
    """White space, cues in order, and which sides of them may be far."""
    gap = gaps(*draw(st.lists(st.integers(1, 90), min_size=1, max_size=6)))
    starts = draw(st.lists(st.integers(0, len(gap) - 1), min_size=1, max_size=5))
    cues = [(s, min(s + draw(st.integers(1, 4)), len(gap))) for s in starts]
    far = draw(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=len(cues), max_size=len(cues)))
    return gap, cues, np.array(far)


@given(articles())
def test_every_window_holds_its_cue_and_nothing_outside_the_article(article):
    gap, cues, far = article
    around = extents(cues, far, gap)
    at, there, marked, place = windows(cues, around, len(gap))
    assert at.shape == there.shape == marked.shape == place.shape
    assert at.min() >= 0 and at.max() < len(gap)
    assert place.min() >= 0 and place.max() < sum(LARGE)
    for row, (start, stop) in enumerate(cues):
        assert at[row][marked[row]].tolist() == list(range(start, stop))
        assert there[row][marked[row]].all()
        seen = at[row][there[row]]
        assert seen.tolist() == list(range(seen[0], seen[0] + around[row].sum()))
        assert set(place[row][there[row] & (at[row] == start)].tolist()) == {LARGE[0]}
