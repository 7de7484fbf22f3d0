"""What the coder sees of the tuning parts of the development sentences: candidates, their scores, signals and logits.

Each article is read against its whole codebook; then, for each issue, its statements against the codebook without that
issue; then each statement as an aside in an article on something else, its own issue gone. The last two say what a
statement looks like that is about none of the issues.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.model import Codebook, Issue
from onrecord.positions.codebook import load_codebook
from onrecord.positions.matching import Match, candidates
from onrecord.positions.pairs import pair_logits
from onrecord.positions.phrases import keyed_logits
from onrecord.positions.stance import pair_of, signals_of
from onrecord.positions.weighing import STANCES, features, near, unrelated

HELD = Path(__file__).parents[2] / "tests" / "positions"
#: File and part. The rules' words were looked up on the first.
SETS = (("dev", "tune"), ("dev2", "tune2"))
LOOKED_AT = "tune"
#: How much a statement counts whose issue was left out, and one as an aside: together a quarter of all statements.
_LEFT_OUT, _ASIDE = 0.15, 0.2

Row = dict[str, Any]
Four = tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One issue that a statement may be about; ``facts`` by the names of the issue's weights, ``four`` by stance."""

    issue: str
    facts: dict[str, float]
    near: float
    four: Four


@dataclass(frozen=True, slots=True)
class Seen:
    """One statement before a codebook: its likeliest issues, what speaks for each stance towards the right issue.

    ``towards`` is None where its issue is not in this codebook. ``group``: statements left out together in checking.
    """

    row: Row
    candidates: tuple[Candidate, ...]
    towards: Four | None
    counts: float

    @property
    def group(self) -> str:
        return self.row["issue"] or self.row["doc"]

    @property
    def looked_at(self) -> bool:
        return self.row["part"] == LOOKED_AT

    def right(self, candidate: Candidate) -> bool:
        return self.towards is not None and candidate.issue == self.row["issue"]


def seen() -> list[Seen]:
    """All statements of the tuning parts, in all three ways."""
    found: list[Seen] = []
    for name, part in SETS:
        book = load_codebook(HELD / f"{name}_codebook.yaml")
        rows = [json.loads(line) for line in (HELD / f"{name}.jsonl").read_text("utf-8").splitlines()]
        articles = [list(some) for _, some in groupby((r for r in rows if r["part"] == part), key=lambda r: r["doc"])]
        for article in articles:
            found += _of_article(article, book)
            for issue in sorted({row["issue"] for row in article if row["issue"]}):
                found += _of_article(article, without(book, issue), left_out=issue)
        found += _asides(articles, book)
    return found


def without(book: Codebook, issue: str) -> Codebook:
    return replace(book, issues=tuple(one for one in book.issues if one.id != issue))


def text_of(row: Row) -> str:
    return f"{row['cue']} {row['content']}".strip()


def _of_article(article: Sequence[Row], book: Codebook, *, left_out: str | None = None) -> Iterator[Seen]:
    for row, found in zip(article, candidates([text_of(row) for row in article], book), strict=True):
        if left_out is None:
            towards = _four(book.issue(row["issue"]), row) if row["issue"] else None
            yield Seen(row, _candidates(row, found[:2]), towards, 1.0)
        elif row["issue"] == left_out:
            yield Seen(row, _candidates(row, found[:2]), None, _LEFT_OUT)


def _asides(articles: Sequence[Sequence[Row]], book: Codebook) -> Iterator[Seen]:
    rows = [row for article in articles for row in article if row["issue"]]
    for n, row in enumerate(rows):
        others = [one for one in articles if all(other["issue"] != row["issue"] for other in one)]
        texts = [text_of(row), *(text_of(other) for other in others[n % len(others)])]
        found = candidates(texts, without(book, row["issue"]))[0]
        yield Seen(row, _candidates(row, found[:1]), None, _ASIDE)


def _candidates(row: Row, found: Sequence[Match]) -> tuple[Candidate, ...]:
    logits = pair_logits([pair_of(one.issue, text_of(row)) for one in found])
    return tuple(
        Candidate(
            one.issue.id,
            {"score": one.score, "alone": one.alone, "lead": one.lead, "unrelated": unrelated(five), "one": 1.0},
            near(one.lead),
            _four(one.issue, row),
        )
        for one, five in zip(found, logits.tolist(), strict=True)
    )


def _four(issue: Issue, row: Row) -> Four:
    signals = signals_of(issue, content=row["content"], cue=row["cue"])
    return features(signals, keyed_logits(issue, text_of(row)))


def columns(fours: Sequence[Four]) -> tuple[np.ndarray, list[str]]:
    """Statements × stances × weights, and the names of the weights."""
    names = list(dict.fromkeys(name for four in fours for one in four for name in one))
    return np.array([matrix(four, names) for four in fours]), names


def matrix(four: Four, names: Sequence[str]) -> np.ndarray:
    """Stances × weights."""
    return np.array([[one.get(name, 0.0) for name in names] for one in four])


def stance_number(row: Row) -> int:
    return STANCES.index(row["position"])
