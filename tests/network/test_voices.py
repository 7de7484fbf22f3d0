"""The page that lists the differences says what comes out."""

from __future__ import annotations

from .voices import DIFFERENCES, PAGE, page, shown


def test_the_page_has_todays_figures():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), "run python -m tests.network.voices"


def test_every_difference_is_one():
    assert [what for what, figure in DIFFERENCES if shown(figure, None) == shown(figure, "dna")] == []
