"""Trains the head on all sentences and ships it: ``python -m training.events.train --help``.

A tenth of the sentences (by a hash of the text) is kept from a first training: on it rest the figures of the card, and
how likely what the head adds is said to be. What ships is then trained on all.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from onrecord.models.deeds import MODEL, PARSED, TYPES
from onrecord.models.runtime import open_model
from onrecord.pipeline.read import READER
from training.attribution.export import graph
from training.events import articles, corpus
from training.events.corpus import Coded, Sentence
from training.events.network import Head
from training.events.running import fitted, numbers, options, write_card
from training.events.states import LEFT_OUT, Words, words

TOGETHER = 1200
"""Words a step."""
REAL = 2
"""How often each real article is learnt from in a pass: there are fewer of them than of our own sentences."""
DATA = (
    "codes made for onrecord: training/events (our own sentences; articles of PolNeAR train and GUM train), "
    "dev splits of tests/events/sentences"
)
UNRULED = 0.5
"""Share of the articles in which the head does not see what the rules code, so that it learns to do without."""


def kept(text: str) -> bool:
    """Whether a sentence is kept from the first training."""
    return hashlib.sha256(text.encode()).digest()[0] < 26


def values_of(rows: list[Words]) -> list[list[str]]:
    """All values of each column of the parse, in order."""
    return [sorted({value[column] for row in rows for value in row.values}) for column in range(len(PARSED))]


@dataclass(frozen=True, slots=True)
class Given:
    """The words of one article as numbers: ``states`` in float16, the others integers."""

    states: np.ndarray
    parsed: np.ndarray
    head: np.ndarray
    rule: np.ndarray
    deed: np.ndarray


def numbered(rows: list[Words], values: list[list[str]]) -> list[Given]:
    """Rows with the values of the parse as numbers, counted from one."""
    parsed = numbers([row.values for row in rows], values)
    return [
        Given(row.states, np.array(one), row.head, row.rule, row.deed) for row, one in zip(rows, parsed, strict=True)
    ]


def together(rows: list[Given], unruled: list[bool] | None = None) -> tuple[torch.Tensor, ...]:
    """Articles side by side: states, parsed, head, rule, deed; no rules in those that are ``unruled``."""
    starts = np.cumsum([0, *(len(row.head) for row in rows)])
    columns = (
        np.concatenate([row.states for row in rows]).astype(np.float32),
        np.concatenate([row.parsed for row in rows]),
        np.concatenate([row.head + start for row, start in zip(rows, starts, strict=False)]),
        np.concatenate([row.rule * (not (unruled and unruled[n])) for n, row in enumerate(rows)]),
        np.concatenate([row.deed for row in rows]),
    )
    return tuple(map(torch.from_numpy, columns))


def trained(words: list[Words], values: list[list[str]], *, epochs: int, rate: float, seed: int) -> Head:
    """A head trained on the words."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    rows = numbered(words, values)
    head = Head([len(column) for column in values])

    def loss_of(some: list[Given]) -> torch.Tensor:
        *given, deed = together(some, [rng.random() < UNRULED for _ in some])
        return F.cross_entropy(head(*given), deed, ignore_index=LEFT_OUT, reduction="sum") / (TOGETHER / 8)

    return fitted(
        head, rows, loss_of,
        size=lambda row: len(row.head), together=TOGETHER, warm=100, epochs=epochs, rate=rate, rng=rng,
    )  # fmt: skip


def likelihoods(head: Head, rows: list[Words], values: list[list[str]]) -> list[np.ndarray]:
    """What the head makes of each article's words."""
    with torch.no_grad():
        return [torch.softmax(head(*together([row])[:-1]), -1).numpy() for row in numbered(rows, values)]


def added(likely: list[np.ndarray], rows: list[Words], least: float) -> tuple[np.ndarray, np.ndarray]:
    """How sure the head is of each deed that it adds to the rules', and whether its sentence tells one of the type."""
    sure, right = [], []
    for one, row in zip(likely, rows, strict=True):
        best = one[:, 1:].argmax(1)
        for at in np.flatnonzero((one[np.arange(len(one)), 1 + best] >= least) & (row.rule == 0)):
            sure.append(one[at, 1 + best[at]])
            right.append(((row.deed == 1 + best[at]) & (row.sentence == row.sentence[at])).any())
    return np.array(sure), np.array(right)


def honest(sure: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the log odds that make it right as often as it says: by itself it is surer."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e6).fit(np.log(sure / (1 - sure))[:, None], right)
    return round(float(fitted.coef_[0, 0]), 3), round(float(fitted.intercept_[0]), 3)


def export(head: Head, out: Path) -> None:
    """``deeds.onnx``, weights in eight bits with a scale per output channel."""
    out.mkdir(parents=True, exist_ok=True)
    n = 12
    given = (torch.randn(n, 384), torch.ones(n, len(PARSED), dtype=torch.long), torch.arange(n), torch.zeros(n).long())
    graph(head, given, ["states", "parsed", "head", "rule"], ["deed"], out / "deeds.onnx", axes=("words",))


def cached(of: list, way: str, make: Callable[[], list[Words]], cache: Path) -> list[Words]:
    """What ``make`` makes ``of`` something in this ``way``; kept in ``cache`` for these models, as it takes minutes."""
    text = "\n".join(map(repr, of)) + READER + str(open_model("attribution").card["files"])
    path = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}-{way}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # our own file
    rows = make()
    cache.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(rows))
    return rows


def seen(sentences: list[Sentence], seed: int, cache: Path) -> list[Words]:
    """The words of all sentences twice: each alone, and some together."""

    def make() -> list[Words]:
        return [*words(corpus.alone(sentences)), *words(corpus.together(sentences, random.Random(seed)))]

    return cached(sentences, str(seed), make, cache)


def read_whole(coded: list[Coded], cache: Path) -> list[Words]:
    """The words of real articles."""
    return cached(coded, "whole", lambda: list(words(coded)), cache)


def gathered(paths: list[Path], real: list[Coded], seed: int, cache: Path) -> tuple[list[Words], list[Words]]:
    """The words to learn from at first, and those kept from it: of the sentences in files, and of ``real`` articles."""
    learnt: list[Words] = []
    held: list[Words] = []
    for path in paths:
        some = corpus.read([path])
        learnt += seen([s for s in some if not kept(s.text)], seed, cache)
        held += seen([s for s in some if kept(s.text)], seed, cache)
        print(path.name, len(some), flush=True)
    learnt += REAL * read_whole([one for one in real if not kept(one.article.text)], cache)
    held += read_whole([one for one in real if kept(one.article.text)], cache)
    # the rules were made on these, so there the head does not hear them
    learnt += [replace(row, rule=np.zeros_like(row.rule)) for row in seen(corpus.developed(), seed, cache)]
    return learnt, held


def figures(sure: np.ndarray, right: np.ndarray) -> dict[str, dict[str, float]]:
    """Of what the head adds on sentences kept from it, by how sure it is at least: how many, and the share right."""
    return {
        str(least): {"added": int((sure >= least).sum()), "right": round(float(right[sure >= least].mean()), 3)}
        for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
    }


def main() -> None:
    a = options(__doc__, MODEL, epochs=14, rate=2e-3)
    real = articles.read(sorted(articles.ARTICLES.glob("*.jsonl")), a.data)
    learnt, held = gathered(sorted(corpus.SENTENCES.glob("*.txt")), real, a.seed, a.cache)
    values = values_of(learnt)
    head = trained(learnt, values, epochs=a.epochs, rate=a.rate, seed=a.seed)
    sure, right = added(likelihoods(head, held, values), held, 0.4)
    shown, odds = figures(sure, right), honest(sure, right)
    print(odds, json.dumps(shown), flush=True)
    if not a.check:
        values = values_of(learnt + held)
        head = trained(learnt + held, values, epochs=a.epochs, rate=a.rate, seed=a.seed)
    ship(head, values, odds, shown, a.out)


def ship(head: Head, values: list[list[str]], odds: tuple[float, float], shown: dict, out: Path) -> None:
    """The graph and its card."""
    export(head, out)
    own = {"types": list(TYPES), "odds": odds}
    write_card(MODEL, out, values, own, DATA, {"deeds added to the rules', by the least likelihood": shown})


if __name__ == "__main__":
    main()
