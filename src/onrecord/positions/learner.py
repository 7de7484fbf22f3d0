"""Learns from people's decisions what issue a statement is about and which stance it takes; starts from the codebook.

Pure: numbers in, positions out; the record is `relearn`'s affair. Two heads over the same frozen vectors (`head.fit`):
one for the issues and "none", which starts from what the machine coded and from how near the statement is to each
issue's wordings; one for the stance (`sides`), in which examples of the same issue count in full and those of others
little. A third fit, of four numbers, says how likely a position is right, from the scores that each example would have
got had it been left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Codebook, Issue, Position, Stance
from ..store.queries import NOTHING
from ..store.rows import CodableRow, ProposalRow
from .examples import Taught
from .head import Head, fit
from .matching import residual
from .opposites import with_opposites
from .sides import STANCES, Sides, learn_sides, stance_prior
from .trusting import Trust, fit_trust

if TYPE_CHECKING:
    import numpy as np

#: Nearness to an issue's wordings at which it is as likely as not, its weight, and the weight of what was coded.
_EVEN, _NEAR, _CODED = 0.4, 2.0, 1.0
_LEAST, _MOST = -0.25, 0.4
#: Issues whose score is within this of the best are proposed too.
_MARGIN = 0.15
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Task:
    """All that is known before anybody has judged: statements, their vectors, what the codebook alone makes of them.

    ``vectors`` has two halves a row, alone and in context; ``coded`` is by the statement's anchor; ``wordings`` by
    issue and ``phrasings`` by issue and side; ``codes`` are :func:`codes_of` the codebook.
    """

    codebook: Codebook
    statements: Sequence[CodableRow]
    vectors: np.ndarray
    coded: Mapping[str, Sequence[ProposalRow]]
    wordings: Mapping[str, np.ndarray]
    phrasings: Mapping[tuple[str, str], np.ndarray]
    codes: tuple[str, ...]

    def coded_as(self, row: int, issue: str) -> ProposalRow | None:
        """What the codebook alone made of a statement and an issue."""
        found = self.coded.get(self.statements[row].anchor, ())
        return next((one for one in found if one.issue == issue), None)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the heads say of a statement: ``stance`` is None where the issue is "none"; the rest is for `Trust`."""

    row: int
    issue: str
    stance: str | None
    margin: float
    lead: float
    coded: float | None
    same: bool

    def probability(self, trust: Trust) -> float:
        """That issue and stance are right."""
        return trust.probability(self.margin, self.lead, self.coded, self.same)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt from ``examples``: two heads, and how far to trust them.

    ``left_out`` says for each example what the heads would have guessed had it been left out in fitting.
    """

    task: Task
    examples: Sequence[Taught]
    issue_head: Head
    stance_head: Sides | None
    left_out: Sequence[Guess]
    trust: Trust

    def positions(self, *, coder: str, rows: Sequence[int] | None = None) -> list[Position]:
        """Positions for these statements (None: all), each statement's likeliest first."""
        import numpy as np

        rows = np.arange(len(self.task.statements)) if rows is None else np.asarray(rows)
        prior = issue_prior(self.task, rows)
        scores = self.issue_head.scores(self.task.vectors[rows], prior)
        made = []
        for guess in guesses(self.task, _chosen(self.task, rows, scores), self.stance_head):
            sure = round(guess.probability(self.trust), 4)
            made.append(self._position(guess, sure, coder))
        return list(with_opposites(made, self.task.codebook))

    def _position(self, guess: Guess, sure: float, coder: str) -> Position:
        """With the codebook's reason where that says the same, else with the judged statement that is nearest."""
        statement, stance = self.task.statements[guess.row].id, Stance(guess.stance)
        coded = self.task.coded_as(guess.row, guess.issue)
        if coded is None or not guess.same:
            return Position(statement, guess.issue, stance, sure, self._reason(guess.row, guess.issue), coder)
        claimed = Stance(coded.claimed) if coded.claimed else None
        said = (coded.reason, coder, coded.words, claimed, coded.claimed_by, coded.likely)
        return Position(statement, guess.issue, stance, sure, *said)

    def _reason(self, row: int, issue: str) -> str:
        """The judged statement that is nearest among those on the issue."""
        own = [one for one in self.examples if one.issue == issue]
        if not own:
            return "learnt from what was judged on other issues"
        nearest = max(own, key=lambda one: float(self.task.vectors[one.row] @ self.task.vectors[row]))
        quote = " ".join(self.task.statements[nearest.row].quote.split())
        cut = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        return f"learnt: like “{cut}”"


def learn_from(task: Task, examples: Sequence[Taught]) -> Learnt:
    """Fit to at least one example."""
    import numpy as np

    rows = np.array([one.row for one in examples])
    issue_head = fit(
        task.vectors[rows], [one.issue for one in examples], codes=task.codes, prior=issue_prior(task, rows)
    )
    told = [(i, one) for i, one in enumerate(examples) if one.stance and one.issue != NOTHING]
    pairs = [(one.row, one.issue) for _, one in told]
    stance_head = None
    if told:
        labels = [one.stance or "" for _, one in told]
        stance_head = learn_sides(task, pairs, labels)
    own = {i: j for j, (i, _) in enumerate(told)}
    out = _left_out(task, examples, issue_head, stance_head, own)
    trust = fit_trust(
        [(one.margin, one.lead, one.coded, one.same) for one in out if one.issue != NOTHING],
        [_right(one, example) for one, example in zip(out, examples, strict=True) if one.issue != NOTHING],
    )
    return Learnt(task, examples, issue_head, stance_head, out, trust)


def guess_all(learnt: Learnt, rows: Sequence[int]) -> list[Guess]:
    """The likeliest issue, or "none", and its stance for each of these statements."""
    import numpy as np

    task, rows = learnt.task, np.asarray(rows)
    scores = learnt.issue_head.scores(task.vectors[rows], issue_prior(task, rows))
    first = [_first(task, int(row), line) for row, line in zip(rows, scores, strict=True)]
    asked = iter(guesses(task, [one for one in first if one[1] != NOTHING], learnt.stance_head))
    return [
        next(asked) if issue != NOTHING else Guess(row, NOTHING, None, margin, 0.0, None, False)
        for row, issue, margin in first
    ]


def _first(task: Task, row: int, scores: np.ndarray) -> tuple[int, str, float]:
    import numpy as np

    best = int(scores.argmax())
    return row, task.codes[best], float(scores[best] - np.delete(scores, best).max(initial=scores[best] - 1))


def _right(guess: Guess, example: Taught) -> bool:
    return guess.issue == example.issue and (guess.stance == example.stance or not example.stance)


def _left_out(
    task: Task, examples: Sequence[Taught], issue_head: Head, stance_head: Sides | None, own: Mapping[int, int]
) -> list[Guess]:
    """``own``: example → its row in the stance head."""
    found: list[Guess] = []
    for i, (scores, one) in enumerate(zip(issue_head.left_out, examples, strict=True)):
        _, issue, margin = _first(task, one.row, scores)
        if issue == NOTHING:
            found.append(Guess(one.row, NOTHING, None, margin, 0.0, None, False))
        elif issue == one.issue and stance_head is not None and i in own:
            found.append(_guess(task, one.row, issue, margin, stance_head.left_out[own[i]]))
        else:
            found += guesses(task, [(one.row, issue, margin)], stance_head)
    return found


def guesses(task: Task, pairs: Sequence[tuple[int, str, float]], stance_head: Sides | None) -> list[Guess]:
    """The stance for each (row, issue, margin)."""
    if not pairs:
        return []
    asked = [(row, issue) for row, issue, _ in pairs]
    scores = stance_prior(task, asked) if stance_head is None else stance_head.scores(task, asked)
    return [_guess(task, *pair, row) for pair, row in zip(pairs, scores, strict=True)]


def _guess(task: Task, row: int, issue: str, margin: float, scores: np.ndarray) -> Guess:
    order = scores.argsort()[::-1]
    stance, lead = STANCES[order[0]], float(scores[order[0]] - scores[order[1]])
    coded = task.coded_as(row, issue)
    same = coded is not None and coded.stance == stance
    return Guess(row, issue, stance, margin, lead, coded and coded.probability, same)


# --- where the heads start --------------------------------------------------------------------------------------------


def issue_prior(task: Task, rows: np.ndarray) -> np.ndarray:
    """Scores of issues and "none" before any example (rows × codes)."""
    import numpy as np

    half = task.vectors.shape[1] // 2
    both = (task.vectors[rows, :half] + task.vectors[rows, half:]) / np.sqrt(2)
    scores = np.zeros((len(rows), len(task.codes)))
    places = {issue: i for i, issue in enumerate(task.codes)}
    for issue, place in places.items():
        if issue != NOTHING:
            cosines = np.sort(both @ task.wordings[issue].T, axis=1)
            scores[:, place] = _NEAR * (cosines[:, -2:].mean(1) - _EVEN).clip(_LEAST, _MOST)
    for i, row in enumerate(rows):
        for one in task.coded.get(task.statements[row].anchor, ()):
            if one.issue in places:
                scores[i, places[one.issue]] += _CODED * one.probability
    if len(task.codes) > 1:
        scores[:, -1] = -scores[:, :-1].max(1)
    return scores


def _chosen(task: Task, rows: np.ndarray, scores: np.ndarray) -> list[tuple[int, str, float]]:
    """(row, issue, margin over the best other code): the best issue, and others that are nearly as good."""
    import numpy as np

    best = scores.max(1)
    second = np.partition(scores, -2, axis=1)[:, -2] if scores.shape[1] > 1 else best - 1
    found = []
    for i, row in enumerate(rows):
        for place in np.argsort(-scores[i])[:3]:
            if task.codes[place] == NOTHING or scores[i, place] < best[i] - _MARGIN:
                break
            margin = scores[i, place] - (second[i] if scores[i, place] == best[i] else best[i])
            found.append((int(row), task.codes[place], float(margin)))
    return found


def codes_of(book: Codebook) -> tuple[str, ...]:
    """The issues that a machine codes, and "none"."""
    return (*(issue.id for issue in book.issues if not residual(issue)), NOTHING)


def wordings_of(issue: Issue) -> tuple[str, ...]:
    """All that the codebook has an issue say: title, definition, other names, phrasings."""
    described = f"{issue.title}. {issue.definition}" if issue.definition else issue.title
    return issue.title, described, *issue.aliases, *issue.support, *issue.oppose
