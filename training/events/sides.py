"""Trains the head of the sides and ships it: ``python -m training.events.sides --help``.

A tenth of the sentences and articles is kept from a first training, as for the head of the deeds; what ships is then
trained on all whose sides are coded.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from onrecord.models.deeds import PARSED, TYPES
from onrecord.models.runtime import open_model
from onrecord.models.sides import DOWN, MODEL, NEITHER, UP, Pairs
from training.attribution.export import graph
from training.events import articles, corpus
from training.events.corpus import Coded
from training.events.pairs import Sided, sided
from training.events.running import fitted, numbers, options, write_card
from training.events.states import LEFT_OUT
from training.events.train import DATA, cached, kept

#: Pairs a step.
TOGETHER = 600
#: Share of the pairs whose rule the head does not see.
UNRULED = 0.25


class Head(nn.Module):
    """Words as the head of the deeds mixes them, then deed, word, and what the word hangs on → (pairs, 3)."""

    def __init__(self, values: list[int], *, dim: int = 384, inner: int = 192, drop: float = 0.3):
        super().__init__()
        self.drop = drop
        self.states, self.into = nn.LayerNorm(dim), nn.Linear(dim, inner)
        self.values = nn.ModuleList(nn.Embedding(count + 1, inner) for count in values)
        self.norm = nn.LayerNorm(inner)
        self.mix, self.mixed = nn.Linear(3 * inner, inner), nn.LayerNorm(inner)
        self.kind, self.rule, self.near = (nn.Embedding(n, inner) for n in (len(TYPES), 3, 11))
        self.path = nn.ModuleList(nn.Embedding(values[PARSED.index("dep")] + 1, inner) for _ in range(UP + DOWN))
        for table in (*self.values, *self.path, self.kind, self.rule, self.near):
            nn.init.normal_(table.weight, std=0.1)
        self.pair, self.paired = nn.Linear(4 * inner, inner), nn.LayerNorm(inner)
        self.again = nn.Linear(inner, inner)
        self.tell = nn.Linear(inner, 3)

    def forward(self, states, parsed, head, deed, word, type, rule, near, path):
        h = self.into(self._dropped(self.states(states)))
        for column, table in enumerate(self.values):
            h = h + table(parsed[:, column])
        h = self.norm(F.gelu(h))
        seen = self._dropped(h)
        below = torch.zeros_like(seen).scatter_add(0, head[:, None].expand(h.shape), seen)
        h = self.mixed(h + F.gelu(self.mix(torch.cat([seen, seen[head], below], 1))))
        given = self.kind(type) + self.rule(rule) + self.near(near)
        for step, table in enumerate(self.path):
            given = given + table(path[:, step])
        h = self._dropped(h)
        p = self.paired(F.gelu(self.pair(torch.cat([h[deed], h[word], h[head[word]], self._dropped(given)], 1))))
        p = p + F.gelu(self.again(self._dropped(p)))
        return self.tell(self._dropped(p))

    def _dropped(self, x):
        return F.dropout(x, self.drop, self.training)


#: An article, and the values of its parse as numbers.
Numbered = tuple[Sided, list[list[int]]]


def numbered(rows: list[Sided], values: list[list[str]]) -> list[Numbered]:
    """Articles that have pairs, with their parse as numbers."""
    rows = [row for row in rows if len(row.side)]
    return list(zip(rows, numbers([row.values for row in rows], values), strict=True))


def together(some: list[Numbered], unruled: np.random.Generator | None = None):
    """Articles side by side: the head's input in order, and the sides."""
    rows = [row for row, _ in some]
    starts = np.cumsum([0, *(len(row.head) for row in rows)])[:-1]
    words = (
        np.concatenate([row.states for row in rows]).astype(np.float32),
        np.array([values for _, parsed in some for values in parsed]),
        np.concatenate([row.head + start for row, start in zip(rows, starts, strict=True)]),
    )
    pairs = {name: np.concatenate([getattr(row.pairs, name) for row in rows]) for name in Pairs.__slots__}
    for name in ("deed", "word"):
        pairs[name] = np.concatenate([getattr(r.pairs, name) + start for r, start in zip(rows, starts, strict=True)])
    if unruled is not None:
        pairs["rule"] = np.where(unruled.random(len(pairs["rule"])) < UNRULED, NEITHER, pairs["rule"])
    side = np.concatenate([row.side for row in rows])
    return [torch.from_numpy(column) for column in (*words, *pairs.values())], torch.from_numpy(side)


def trained(rows: list[Sided], values: list[list[str]], *, epochs: int, rate: float, seed: int) -> Head:
    """A head trained on the pairs."""
    torch.manual_seed(seed)
    rng, unruled = random.Random(seed), np.random.default_rng(seed)
    head = Head([len(column) for column in values])

    def loss_of(some: list[Numbered]) -> torch.Tensor:
        given, side = together(some, unruled)
        return F.cross_entropy(head(*given), side, ignore_index=LEFT_OUT)

    return fitted(
        head, numbered(rows, values), loss_of,
        size=lambda row: len(row[0].side), together=TOGETHER, warm=50, epochs=epochs, rate=rate, rng=rng,
    )  # fmt: skip


def gathered(data: Path, cache: Path) -> tuple[list[Sided], list[Sided]]:
    """What is learnt from at first, and what is kept from it."""
    labels = open_model("deeds").card["values"]["dep"]
    some = [one for path in sorted(corpus.SENTENCES.glob("*.txt")) for one in corpus.read([path]) if any(one.sides)]
    real = [one for one in articles.read(sorted(articles.ARTICLES.glob("*.jsonl")), data) if any(one.sides)]
    coded = [*corpus.alone(some), *real]
    learnt = seen([one for one in coded if not kept(one.article.text)], labels, cache)
    held = seen([one for one in coded if kept(one.article.text)], labels, cache)
    # the rules were made on these, so there the head does not hear them
    return learnt + [_unheard(row) for row in seen(corpus.alone(corpus.developed()), labels, cache)], held


def seen(coded: list[Coded], labels: list[str], cache: Path) -> list[Sided]:
    """The pairs of the articles; kept in ``cache``, as it takes minutes."""
    of = [(one, one.sides) for one in coded]
    return cached([*of, labels], "sides", lambda: list(sided(coded, labels)), cache)


def _unheard(row: Sided) -> Sided:
    return replace(row, pairs=replace(row.pairs, rule=np.full_like(row.pairs.rule, NEITHER)))


def figures(head: Head, rows: list[Sided], values: list[list[str]]) -> dict[str, dict[str, float]]:
    """On pairs kept from the head: precision and recall of both sides, of the rules and of the head."""
    right, ruled = np.concatenate([r.side for r in rows]), np.concatenate([r.pairs.rule for r in rows])
    with torch.no_grad():
        best = torch.cat([head(*together([one])[0]) for one in numbered(rows, values)]).argmax(1).numpy()
    return {name: _figures(found, right) for name, found in (("rules", ruled), ("head", best))}


def _figures(found: np.ndarray, right: np.ndarray) -> dict[str, float]:
    asked = right != LEFT_OUT
    hit = ((found == right) & (right > 0) & asked).sum()
    return {
        "precision": round(float(hit / max(1, ((found > 0) & asked).sum())), 3),
        "recall": round(float(hit / max(1, ((right > 0) & asked).sum())), 3),
    }


def main() -> None:
    a = options(__doc__, MODEL, epochs=12, rate=1e-3)
    learnt, held = gathered(a.data, a.cache)
    values = list(open_model("deeds").card["values"].values())
    head = trained(learnt, values, epochs=a.epochs, rate=a.rate, seed=a.seed)
    shown = figures(head, held, values)
    print(json.dumps(shown), flush=True)
    if not a.check:
        head = trained(learnt + held, values, epochs=a.epochs, rate=a.rate, seed=a.seed)
    ship(head, values, shown, a.out)


def ship(head: Head, values: list[list[str]], shown: dict, out: Path) -> None:
    """The graph and its card."""
    out.mkdir(parents=True, exist_ok=True)
    n, pairs = 12, 5
    some = torch.zeros(pairs, dtype=torch.long)
    words = (torch.randn(n, 384), torch.ones(n, len(PARSED), dtype=torch.long), torch.arange(n))
    given = (*words, some + 1, some, some, some, some, torch.zeros(pairs, UP + DOWN, dtype=torch.long))
    names = ["states", "parsed", "head", *Pairs.__slots__]
    axes = {name: ("words",) if name in names[:3] else ("pairs",) for name in (*names, "side")}
    graph(head, given, names, ["side"], out / "sides.onnx", axes=axes)
    write_card(MODEL, out, values, {}, DATA, {"words put on a side": shown})


if __name__ == "__main__":
    main()
