"""Which issues a statement is about, from the codebook alone: its words, their classes, and the nearness of meaning."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import Codebook, Issue
from .vectors import vector
from .words import data_lines, terms

if TYPE_CHECKING:
    import numpy as np

#: Weights of the nearest wording, the mean of all wordings, the title and the shared words; then of what an issue
#: scores on talk about nothing in particular (taken off), and of the other statements of the article (more of them,
#: the fewer words a statement has). Set by hand on the examples; a scan around them moves the share of right issues by
#: some two points in a hundred.
_NEAREST, _MEAN, _TITLE, _WORDS, _BACKGROUND = 0.5, 0.25, 0.25, 0.6, 0.5
_CONTEXT, _CONTEXT_SHORT = 0.7, 2.0
#: What the issues of the statements round it add: the likeliest of each (by a softmax of this width), each
#: statement that is one further away this much less. People stay with a subject for some sentences.
_BESIDE, _SHARP, _FADES = 0.15, 0.05, 0.5
#: Below it a statement is about none of the issues: articles on pensions against a codebook on an army stay below it
#: in seven of ten cases, statements about an issue of the codebook pass in nine of ten.
THRESHOLD = 0.19
#: Issues this near to the best one are kept too, at most :data:`MOST`.
_MARGIN = 0.012
MOST = 3
_CLASS_WEIGHT = 0.6
_FIELD_WEIGHTS = {
    **{"title": 3.0, "aliases": 3.0, "targets": 3.0, "plus": 2.0, "minus": 2.0},
    **{"definition": 1.5, "support": 1.0, "oppose": 1.0},
}


@dataclass(frozen=True, slots=True)
class Match:
    """One issue that a statement is about; ``score`` orders them (1 is very sure), ``words`` carry it.

    ``alone`` is the score without the article's other statements, ``lead`` how far it is over the best other issue.
    """

    issue: Issue
    score: float
    words: tuple[str, ...]
    alone: float = 0.0
    lead: float = 0.0


def match_issues(text: str, codebook: Codebook, *, context: Sequence[str] = ()) -> tuple[Match, ...]:
    """The issues that a statement is about, best first; none, one or several.

    Args:
        text: cue and content of the statement ("demanded the withdrawal of the troops").
        context: the other statements of the same article in their order: an article stays with its topics.

    >>> from .codebook import parse_codebook
    >>> book = parse_codebook("issues: [{id: b, title: Building the bridge}, {id: p, title: Raising the pension age}]")
    >>> [match.issue.id for match in match_issues("said that people must retire later", book)]
    ['p']
    >>> match_issues("thanked the singer for the songs", book)
    ()
    """
    return match_all([text, *context], codebook)[0]


def match_all(texts: Sequence[str], codebook: Codebook) -> list[tuple[Match, ...]]:
    """The same for all statements of one article at once; each is context for the others."""
    return [
        tuple(match for match in matches if match.score >= max(THRESHOLD, matches[0].score - _MARGIN))
        for matches in candidates(texts, codebook)
    ]


def candidates(texts: Sequence[str], codebook: Codebook) -> list[tuple[Match, ...]]:
    """The likeliest issues of each statement of one article, best first, whether or not it is about any.

    Args:
        texts: in the order of the article: who goes on speaking mostly goes on about the same thing.
    """
    import numpy as np

    matcher = _matcher(codebook)
    if not texts or not matcher.issues:
        return [() for _ in texts]
    alone = np.stack([matcher.scores(text) for text in texts])
    near = (alone.sum(0) - alone) / max(len(texts) - 1, 1)
    weight = np.array([_CONTEXT + _CONTEXT_SHORT / (1 + len(terms(text))) for text in texts])[:, None]
    weight *= (len(texts) - 1) / (len(texts) + 1)  # one other statement says less about the topic than ten
    scores = (alone + weight * near) / (1 + weight) + _BESIDE * _beside(alone)
    return [matcher.matches(text, row, by_itself) for text, row, by_itself in zip(texts, scores, alone, strict=True)]


def _beside(alone: np.ndarray) -> np.ndarray:
    """How likely each issue is by the statements round each one: rows of ``alone`` in the order of the text."""
    import numpy as np

    likely = np.exp((alone - alone.max(1, keepdims=True)) / _SHARP)
    likely /= likely.sum(1, keepdims=True)
    apart = np.abs(np.subtract.outer(np.arange(len(alone)), np.arange(len(alone)))).astype(float)
    share = np.where(apart > 0, _FADES**apart, 0.0)
    return share / np.maximum(share.sum(1, keepdims=True), 1e-9) @ likely


class _Matcher:
    """A codebook made ready: word weights and vectors of each issue, and what it scores on nothing in particular."""

    def __init__(self, codebook: Codebook) -> None:
        import numpy as np

        self.issues = tuple(issue for issue in codebook.issues if not residual(issue))
        profiles = [_profile(issue) for issue in self.issues]
        seen = Counter(term for profile in profiles for term in profile)
        self.rarity = {
            term: math.log(1 + (len(profiles) - n + 0.5) / (n + 0.5)) * (_CLASS_WEIGHT if term.isupper() else 1)
            for term, n in seen.items()
        }
        self.weights = [self.weighted(profile) for profile in profiles]
        self.carriers: dict[str, list[tuple[int, float]]] = {}  # term → the issues that it speaks for, how much
        for i, row in enumerate(self.weights):
            for term, weight in row.items():
                self.carriers.setdefault(term, []).append((i, weight))
        wordings = [_wordings(issue) for issue in self.issues]
        self.sizes = np.array([len(one) for one in wordings])
        self.firsts = np.cumsum(self.sizes) - self.sizes
        self.vectors = np.stack([vector(text) for one in wordings for text in one]) if wordings else np.zeros((0, 1))
        self.background = np.mean([self.nearness(text) for text in data_lines("background.txt")], axis=0)

    def weighted(self, profile: Counter[str]) -> dict[str, float]:
        weights = {term: math.log1p(weight) * self.rarity[term] for term, weight in profile.items()}
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / norm for term, weight in weights.items()}

    def nearness(self, text: str) -> np.ndarray:
        """How near in meaning, one number an issue; all wordings at once (one issue after the other: 2 ms for 50)."""
        import numpy as np

        if not self.issues:
            return np.zeros(0)
        near = self.vectors @ vector(text)
        nearest, mean = np.maximum.reduceat(near, self.firsts), np.add.reduceat(near, self.firsts) / self.sizes
        return _NEAREST * nearest + _MEAN * mean + _TITLE * near[self.firsts]

    def overlap(self, text: str) -> np.ndarray:
        """How much of the text's wording is the issue's, one number an issue."""
        import numpy as np

        wanted = {term: self.rarity[term] for term in terms(text) if term in self.rarity}
        norm = math.sqrt(sum(weight * weight for weight in wanted.values())) + 0.5
        shared = np.zeros(len(self.issues))
        for term, weight in wanted.items():
            for i, carried in self.carriers.get(term, ()):
                shared[i] += weight * carried
        return shared / norm

    def scores(self, text: str) -> np.ndarray:
        return self.nearness(text) - _BACKGROUND * self.background + _WORDS * self.overlap(text)

    def matches(self, text: str, scores: np.ndarray, alone: np.ndarray) -> tuple[Match, ...]:
        order = (-scores).argsort(kind="stable")[: MOST + 1].tolist()
        best, second = float(scores[order[0]]), float(scores[order[1]]) if len(order) > 1 else 0.0
        return tuple(
            Match(
                self.issues[i],
                float(scores[i]),
                self.shared(text, i),
                float(alone[i]),
                float(scores[i]) - (second if i == order[0] else best),
            )
            for i in order[:MOST]
        )

    def shared(self, text: str, i: int) -> tuple[str, ...]:
        """The statement's words that meet the issue's, the weightiest first."""
        found = ((self.weights[i][term], word) for term, word in terms(text).items() if term in self.weights[i])
        return tuple(dict.fromkeys(word for _, word in sorted(found, reverse=True)))[:5]


@lru_cache(maxsize=8)
def _matcher(codebook: Codebook) -> _Matcher:
    return _Matcher(codebook)


def residual(issue: Issue) -> bool:
    """Whether an issue is only the drawer for the rest.

    >>> residual(Issue("other", "Other", "None of the above."))
    True
    """
    return issue.title.lower().strip(" .") in {"other", "others", "none", "rest"} and not issue.support + issue.oppose


def _wordings(issue: Issue) -> tuple[str, ...]:
    described = f"{issue.title}. {issue.definition}" if issue.definition else issue.title
    return issue.title, described, *issue.aliases, *issue.support, *issue.oppose


def _profile(issue: Issue) -> Counter[str]:
    profile: Counter[str] = Counter()
    for field, weight in _FIELD_WEIGHTS.items():
        value = getattr(issue, field)
        for text in (value,) if isinstance(value, str) else value:
            for term in terms(text):
                profile[term] += weight
    return profile
