"""Positions for statements: which issues, which stance, how sure, by which words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Codebook, Polarity, Position, Reading
from .matching import Match, match_all
from .stance import stance_towards

if TYPE_CHECKING:
    from ..store.record import Record

#: The match score at which an issue is as likely right as wrong, and how fast that changes (by hand, on the examples).
_EVEN, _SLOPE = 0.22, 5.0
_MOST_SURE = 0.9
_ALL = 2**31


@dataclass(frozen=True, slots=True)
class Said:
    """What the coder looks at of one statement."""

    id: str
    content: str
    cue: str = ""
    denied: bool = False

    @property
    def text(self) -> str:
        return f"{self.cue} {self.content}".strip()


def code_said(statements: Sequence[Said], codebook: Codebook) -> tuple[Position, ...]:
    """The positions of the statements of one article, each statement's likeliest issue first. Pure.

    >>> from .codebook import parse_codebook
    >>> book = parse_codebook("issues: [{id: bridge, title: Building the bridge, definition: The new bridge.}]")
    >>> [one.stance.value for one in code_said([Said("s1", "any building of a bridge", "rejected")], book)]
    ['oppose']
    """
    matches = match_all([statement.text for statement in statements], codebook)
    return tuple(
        position
        for statement, found in zip(statements, matches, strict=True)
        for position in _positions(statement, found)
    )


def code_statement(content: str, cue: str, codebook: Codebook, *, context: Sequence[str] = ()) -> tuple[Position, ...]:
    """The positions of one statement by itself; ``context``: other statements of its article."""
    said = Said("", content, cue)
    return _positions(said, match_all([said.text, *context], codebook)[0])


def code_reading(reading: Reading, codebook: Codebook) -> tuple[Position, ...]:
    """The positions of all statements of one reading."""
    text = reading.article.text
    said = [
        Said(
            statement.id,
            " ".join(span.of(text) for span in statement.content),
            " ".join(span.of(text) for span in statement.cue),
            statement.polarity is Polarity.DENIED,
        )
        for statement in reading.statements
    ]
    return code_said(said, codebook)


def code(record: Record, codebook: Codebook, *, progress: Callable[[int], None] | None = None) -> int:
    """Positions for all statements in the record; earlier positions of the machine are replaced, judgements stay.

    Args:
        progress: called with the number of statements coded so far, article by article.

    Returns:
        The number of positions written.

    Raises:
        RecordError: the record cannot be written. ModelError: the sentence encoder is missing or damaged.
    """
    from ..store import queries

    positions: list[Position] = []
    done = 0
    for article in queries.articles(record, limit=_ALL):
        rows = queries.statements(record, article=article.id, limit=_ALL, order="text")
        said = [Said(row.id, row.quote, row.cue_text, row.polarity == Polarity.DENIED) for row in rows]
        positions += code_said(said, codebook)
        done += len(said)
        if progress:
            progress(done)
    record.put_codebook(codebook)
    return record.put_positions(positions)


def _positions(statement: Said, matches: Sequence[Match]) -> tuple[Position, ...]:
    out: list[Position] = []
    ceiling = 1.0  # a statement's issues stay in the order of their match, whatever the stances' probabilities
    for match in matches:
        leaning = stance_towards(match.issue, content=statement.content, cue=statement.cue, denied=statement.denied)
        ceiling = min(ceiling - 1e-4, likely(match) * leaning.probability)
        reason = _reason(match, leaning.words)
        out.append(Position(statement.id, match.issue.id, leaning.stance, round(ceiling, 4), reason))
    return tuple(out)


def likely(match: Match) -> float:
    """The probability that the statement is about the issue, from the match's score."""
    return min(_MOST_SURE, 1 / (1 + math.exp(-_SLOPE * (match.score - _EVEN))))


def _reason(match: Match, carriers: Sequence[str]) -> str:
    about = ", ".join(match.words) or "meaning"
    stance = ", ".join(dict.fromkeys(carriers)) or "phrasings"
    return f"issue: {about}; stance: {stance}"
