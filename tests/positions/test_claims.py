"""Whose attitude is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.claims import claim_in


@pytest.mark.parametrize(
    ("cue", "content", "holder"),
    [
        ("said", "the miners were against the new pit", "the miners"),
        ("added that", "most of the governors had come out for the reform", "most of the governors"),
        ("told reporters", "Orland wants the strait closed", "Orland"),
        ("rejected", "the demand of the unions for a fourth week of leave", "the unions"),
    ],
)
def test_somebody_elses_attitude(cue, content, holder):
    claim = claim_in(content, cue=cue)
    assert claim is not None
    assert claim.holder == holder


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "we reject the pit"),
        ("said", "he wanted the pit closed"),
        ("said", "nobody wants the pit"),
        ("said", "the ban had brought prices down"),
        ("demanded", "the unions support the plan"),
        ("said", ""),
    ],
)
def test_ones_own_or_nobodys(cue, content):
    assert claim_in(content, cue=cue) is None


@given(st.text(max_size=120), st.sampled_from(["said", "rejected", ""]))
def test_a_claims_words_are_the_contents(content, cue):
    claim = claim_in(content, cue=cue)
    if claim is not None:
        flat = " ".join(content.split())
        assert claim.holder in flat and claim.content in flat
