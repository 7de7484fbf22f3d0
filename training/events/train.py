"""Trains the head on all sentences and ships it: ``python -m training.events.train --help``.

A tenth of the sentences (by a hash of the text) is kept from a first training: on it rest the figures of the card, and
how likely what the head adds is said to be. What ships is then trained on all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import pickle
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from onrecord.models.deeds import MODEL, PARSED, TYPES
from onrecord.models.runtime import HERE, open_model
from onrecord.pipeline.read import READER
from training.attribution.export import facts, graph
from training.events import articles, corpus
from training.events.corpus import Coded, Sentence
from training.events.network import Head
from training.events.states import LEFT_OUT, Words, words

TOGETHER = 1200
"""Words a step."""
REAL = 2
"""How often each real article is learnt from in a pass: there are fewer of them than of our own sentences."""
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
    places = [{value: at for at, value in enumerate(column, 1)} for column in values]
    return [
        Given(
            row.states,
            np.array([[place.get(v, 0) for place, v in zip(places, value, strict=True)] for value in row.values]),
            row.head,
            row.rule,
            row.deed,
        )
        for row in rows
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
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.05)
    steps, step, began = epochs * math.ceil(sum(len(r.head) for r in rows) / TOGETHER), 0, time.time()
    for epoch in range(epochs):
        rng.shuffle(rows)
        at, total, first = 0, 0.0, step
        while at < len(rows):
            some: list[Given] = []
            while at < len(rows) and sum(len(row.head) for row in some) < TOGETHER:
                some.append(rows[at])
                at += 1
            *given, deed = together(some, [rng.random() < UNRULED for _ in some])
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
            loss = F.cross_entropy(head(*given), deed, ignore_index=LEFT_OUT, reduction="sum") / (TOGETHER / 8)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
        print(f"pass {epoch + 1}: {total / (step - first):.3f}  {time.time() - began:.0f} s", flush=True)
    return head.eval()


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
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=HERE / MODEL)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with the corpora of the articles")
    ap.add_argument("--cache", type=Path, default=Path("build/deeds"))
    ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--check", action="store_true", help="only the first training, without the sentences kept from it")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
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
    card = {
        "name": MODEL,
        "files": {"deeds.onnx": facts(out / "deeds.onnx")},
        "on": {"encoder.onnx": open_model("attribution").card["files"]["encoder.onnx"]["sha256"]},
        "types": list(TYPES),
        "odds": odds,
        "values": dict(zip(PARSED, values, strict=True)),
        "data": "codes made for onrecord: training/events (own sentences; articles of PolNeAR train and GUM train), "
        "dev splits of tests/events/sentences",
        "held_out": {"deeds added to the rules', by the least likelihood": shown},
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
