"""Rows about codebooks, coders and the positions they propose."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Span, Spans


@dataclass(frozen=True, slots=True)
class PositionRow:
    """Issue and stance of one statement. ``coder`` is "machine" or the reviewer; ``reason`` the words that carry it.

    ``words`` are the places of the carrying words in the article, ``claimed`` the stance that the speaker says
    ``claimed_by`` takes.
    """

    statement: str
    issue: str
    issue_title: str
    stance: str
    probability: float
    reason: str
    coder: str
    words: tuple[Span, ...] = ()
    claimed: str | None = None
    claimed_by: str = ""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue of the codebook with counts of statements by stance."""

    id: str
    title: str
    definition: str
    counts: tuple[tuple[str, int], ...]  # (stance, statements), the four stances in order
    actors: int
    articles: int


@dataclass(frozen=True, slots=True)
class CodableRow:
    """A statement that stands as a machine that codes looks at it.

    ``context`` is the paragraph around it; ``raw`` the article's text from the first character of cue and content to
    their last, which begins at ``start``.
    """

    id: str
    anchor: str
    article: str
    speaker: str | None
    quote: str
    cue: str
    denied: bool
    context: str
    start: int = 0
    raw: str = ""

    @property
    def text(self) -> str:
        """Cue and words."""
        return f"{self.cue} {self.quote}".strip()


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A machine's position as it was coded, whatever people said of it; ``anchor`` is the statement's.

    ``likely`` is the probability of each stance, in their order; empty where the coder gave none.
    """

    anchor: str
    issue: str
    stance: str
    probability: float
    reason: str
    coder: str
    words: Spans = ()
    claimed: str | None = None
    claimed_by: str = ""
    likely: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A machine that coded by the codebook in force. ``facts``: what it learnt from, and how it was found to do."""

    name: str
    at: str
    stands: bool
    least: float
    positions: int
    facts: dict


@dataclass(frozen=True, slots=True)
class BookRow:
    """A version of the codebook; ``by`` is None where it came from a file."""

    id: str
    version: str
    title: str
    in_force: bool
    by: str | None
    at: str | None
    issues: int
