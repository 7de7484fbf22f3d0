"""Codes learnt from descriptions and examples: what `onrecord learn` measures.

A text has two vectors, alone and with its neighbours. A code starts from its phrasings in a codebook, with what is near
none of them left to the code for "other" (described as a code of its own, it ruins the rest), and is moved by examples
as they come.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..model import Codebook, Issue
from ..text.json_lines import json_lines
from .agreement import balanced_accuracy, macro_f1, micro_f1
from .head import fit
from .vectors import deep_vector

if TYPE_CHECKING:
    import numpy as np

#: Nearness (mean cosine to the two nearest phrasings) at which a text is as likely "other" as not, and how much a
#: description weighs against examples; chosen on the train parts of two manifesto topics.
_EVEN, _WEIGHT, _LEAST, _MOST = 0.4, 2.0, -0.25, 0.4
_NEAREST = 2
_DO = 'write {"text": "…", "prev": "…", "next": "…", "label": "…"} on each line'
_REST = frozenset({"other", "others", "none", "neither", "nothing", "irrelevant", "off-topic", "no code", ""})
_FOR = frozenset({"positive", "pro", "for", "support", "supportive", "favor", "favour", "agree", "yes"})
_AGAINST = frozenset({"negative", "anti", "con", "against", "oppose", "opposed", "disagree", "no"})


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its neighbours (may be empty) and its code."""

    text: str
    prev: str
    next: str
    label: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learnt from ``n`` examples, scored on a test file; seconds of processor time for all of it."""

    n: int
    seed: int
    macro_f1: float
    micro_f1: float
    balanced_accuracy: float
    cpu_seconds: float

    def as_json(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}


def read_examples(path: str | Path) -> list[Example]:
    """The examples in a file of lines ``{"text", "prev", "next", "label"}``; prev and next may be missing or null.

    Raises:
        InputError: the file cannot be read, has no line, or a line is no such object; ``where`` names the line.
    """
    examples = [_example(row, where) for where, row in json_lines(path, do=_DO)]
    if not examples:
        raise InputError("has no examples", where=str(path), do='write {"text": "…", "label": "…"} on each line')
    return examples


def _example(row: Any, where: str) -> Example:
    if not isinstance(row, dict) or not all(isinstance(row.get(field), str) for field in ("text", "label")):
        raise InputError('lacks "text" or "label"', where=where, do=_DO)
    around = [row.get(field) or "" for field in ("prev", "next")]
    if not all(isinstance(value, str) for value in around):
        raise InputError('"prev" or "next" is not text', where=where, do=_DO)
    return Example(row["text"], around[0], around[1], row["label"])


def learn(
    train: Sequence[Example], test: Sequence[Example], *, n: int, seed: int, codebook: Codebook | None = None
) -> Learned:
    """Learn from ``n`` examples drawn at random from ``train``, score on ``test``.

    Of the others in ``train`` only the names of the codes are used. With n = 0: from the descriptions alone, which
    are the codebook's phrasings or, without one, the names of the codes.

    Raises:
        InputError: more examples wanted than there are.
    """
    import numpy as np

    if n > len(train):
        raise InputError(f"{n} examples wanted, {len(train)} there", do="choose a smaller --n")
    began = time.process_time()
    sample = [train[i] for i in np.random.default_rng(seed).permutation(len(train))[:n]]
    descriptions = describe(sorted({example.label for example in train}), codebook)
    codes = tuple(descriptions)
    seen = vectors_of(test)
    start = nearness(seen, descriptions)
    if sample:
        known = vectors_of(sample)
        head = fit(known, [one.label for one in sample], codes=codes, prior=nearness(known, descriptions))
        start = head.scores(seen, start)
    coded = [codes[i] for i in start.argmax(1)]
    gold = [example.label for example in test]
    spent = time.process_time() - began
    return Learned(
        n, seed, macro_f1(gold, coded), micro_f1(gold, coded), balanced_accuracy(gold, coded), round(spent, 2)
    )


def describe(labels: Iterable[str], codebook: Codebook | None = None) -> dict[str, tuple[str, ...]]:
    """Each code's phrasings; none for the code of what has no other code.

    A label is an issue's id, title or alias, or one of these and a side ("Protectionism: Positive").

    >>> describe(["Bridge: Positive", "Other"])
    {'Bridge: Positive': ('We support Bridge',), 'Other': ()}
    """
    return {label: _phrasings(label, codebook) for label in labels}


def _phrasings(label: str, codebook: Codebook | None) -> tuple[str, ...]:
    if " ".join(label.casefold().split()) in _REST:
        return ()
    topic, side = _sides(label)
    issue = _issue(label, codebook) or _issue(topic, codebook)
    if issue is None:
        return ({1: f"We support {topic}", -1: f"We oppose {topic}", 0: label}[side],)
    told = {1: issue.support, -1: issue.oppose, 0: (*issue.support, *issue.oppose)}[side]
    if told:
        return told
    return ({1: f"We support {issue.title}", -1: f"We oppose {issue.title}", 0: issue.definition or issue.title}[side],)


def _sides(label: str) -> tuple[str, int]:
    """ "Trade: Positive" → ("Trade", 1); 1 for, −1 against, 0 neither."""
    parts = [part for part in re.split(r"[\s:/|_()\-–]+", label) if part]
    for place in (-1, 0):
        if len(parts) > 1 and (word := parts[place].casefold()) in _FOR | _AGAINST:
            topic = " ".join(parts[:-1] if place else parts[1:])
            return topic, 1 if word in _FOR else -1
    return label, 0


def _issue(name: str, codebook: Codebook | None) -> Issue | None:
    def plain(text: str) -> str:
        return " ".join(re.split(r"[\W_]+", text.casefold())).strip()

    for issue in codebook.issues if codebook else ():
        if plain(name) in {plain(other) for other in (issue.id, issue.title, *issue.aliases)}:
            return issue
    return None


def vectors_of(examples: Sequence[Example]) -> np.ndarray:
    """One row an example, of length 1: its text's vector, then that of its text among its neighbours."""
    import numpy as np

    pairs = [
        np.concatenate([deep_vector(one.text), deep_vector(" ".join(filter(None, (one.prev, one.text, one.next))))])
        for one in examples
    ]
    return np.array(pairs) / np.sqrt(2)


def nearness(vectors: np.ndarray, descriptions: Mapping[str, Sequence[str]]) -> np.ndarray:
    """How near each example is to each described code, as scores: below 0 rather not (examples × codes)."""
    import numpy as np

    half = vectors.shape[1] // 2
    both = (vectors[:, :half] + vectors[:, half:]) / np.sqrt(2)
    scores = np.zeros((len(vectors), len(descriptions)))
    described = [i for i, phrasings in enumerate(descriptions.values()) if phrasings]
    for i, phrasings in enumerate(descriptions.values()):
        if phrasings:
            cosines = np.sort(both @ np.array([deep_vector(one) for one in phrasings]).T, axis=1)
            scores[:, i] = (cosines[:, -_NEAREST:].mean(1) - _EVEN).clip(_LEAST, _MOST)
    for i in range(scores.shape[1]):
        if described and i not in described:
            scores[:, i] = -scores[:, described].max(1)
    return _WEIGHT * scores
