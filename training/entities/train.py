"""The head: small word vectors and one transformer layer on the encoder's states; trained, scored and shipped."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from onrecord.models.entity_tags import KINDS, STRETCH, TAGS, entities
from onrecord.models.pieces import CASES
from onrecord.models.runtime import HERE, open_model
from training.attribution import corpus
from training.attribution.export import facts, graph
from training.attribution.network import Layer
from training.attribution.restore import dequantised
from training.entities.states import labelled, states


class Head(nn.Module):
    """States (rows, pieces, dim), ids and case (rows, pieces) → logits (rows, pieces, TAGS).

    The states have forgotten much of the words themselves, so the head has small word vectors of its own.
    """

    def __init__(self, dim: int = 384, vocabulary: int = 30522, small: int = 64) -> None:
        super().__init__()
        self.word, self.case = nn.Embedding(vocabulary, small), nn.Embedding(CASES, small)
        self.mix, self.norm = nn.Linear(small, dim), nn.LayerNorm(dim, 1e-12)
        self.layer, self.tag = Layer(dim), nn.Linear(dim, TAGS)

    def forward(self, hidden, ids, case, mask=None):
        return self.tag(self.layer(self.norm(hidden + self.mix(self.word(ids) + self.case(case))), mask))

    def begin(self, words: torch.Tensor) -> None:
        """The small word vectors start as the main directions of the encoder's own, ``words`` (vocabulary, dim)."""
        words = words - words.mean(0)
        _, _, directions = torch.pca_lowrank(words, self.word.weight.shape[1], center=False)
        with torch.no_grad():
            scores = words @ directions
            self.word.weight.copy_(scores / scores.std(0))
            nn.init.zeros_(self.case.weight)
            nn.init.normal_(self.mix.weight, std=0.02)


def batches(rows: list[tuple], rng: random.Random, size: int = 24):
    """Stretches of 80 to STRETCH pieces, ``size`` together: states, ids, case, tags (-100 where padded), mask."""
    cuts = []
    for columns in rows:
        at, n = 0, len(columns[-1])
        while at < n:
            stop = min(n, at + rng.randint(80, STRETCH))
            cuts.append([column[at:stop] for column in columns])
            at = stop
    rng.shuffle(cuts)
    for first in range(0, len(cuts), size):
        some = cuts[first : first + size]
        width = max(len(cut[-1]) for cut in some)
        x = np.zeros((len(some), width, some[0][0].shape[1]), np.float32)
        ids, case, y = np.zeros((3, len(some), width), np.int64)
        y -= 100
        for row, cut in enumerate(some):
            for whole, part in zip((x, ids, case, y), cut, strict=True):
                whole[row, : len(part)] = part
        mask = torch.from_numpy(np.where(y == -100, -1e4, 0.0).astype(np.float32))[:, None, None, :]
        yield *map(torch.from_numpy, (x, ids, case, y)), mask


def export(head: Head, out: Path) -> None:
    """``entities.onnx``, weights in eight bits with a scale per output channel."""
    out.mkdir(parents=True, exist_ok=True)
    given = (torch.randn(2, 50, 384), *torch.ones(2, 2, 50, dtype=torch.long))
    graph(head, given, ["hidden", "ids", "case"], ["entity"], out / "entities.onnx")


def score(out: Path, held: list[dict]) -> dict:
    """Exact spans of the kept articles, as they are, beside the recogniser's: F1 of each kind and of all."""
    from onrecord.model import Span
    from onrecord.models import first_pass
    from onrecord.models.entity_tags import logits
    from onrecord.models.runtime import Model

    model = Model(out, {})
    counts = {kind: [0, 0, 0] for kind in (*KINDS, "all")}
    for article in held:
        seen = first_pass.look(article["text"], [Span(0, len(article["text"]))])
        tags = logits(seen.pieces, seen.encoded.hidden, model)
        found = {(e.start, e.end, e.kind) for e in entities(seen.pieces, tags)}
        gold = {tuple(e) for e in article["entities"]}
        for name in counts:
            some, right = ({e for e in of if name in ("all", e[2])} for of in (found, gold))
            for i, number in enumerate((len(some & right), len(some), len(right))):
                counts[name][i] += number
    return {name: round(2 * c[0] / (c[1] + c[2]), 3) for name, c in counts.items() if c[1] + c[2]}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--labels", type=Path, default=Path("build/entities/labels.jsonl"))
    ap.add_argument("--out", type=Path, default=HERE / "entities")
    ap.add_argument("--versions", type=int, default=1, help="changed versions of each article")
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--rate", type=float, default=6e-4)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    articles = labelled(a.data, a.labels)
    held = [x for x in articles if corpus.held_out(x["id"])]
    articles = [x for x in articles if not corpus.held_out(x["id"])]
    known = sorted({*corpus.people(articles), *corpus.named(articles)})
    rows = states(articles, rng, known, changed=False)
    for _ in range(a.versions):
        rows += states(articles, rng, known, changed=True)
    head = Head()
    named, _ = dequantised(HERE / "attribution" / "encoder.onnx")
    head.begin(torch.from_numpy(named["word.weight"]))
    optimizer = torch.optim.AdamW(head.parameters(), lr=a.rate, weight_decay=0.01, betas=(0.9, 0.98))
    total = a.epochs * sum(len(columns[-1]) for columns in rows)
    done, sums, began = 0, [0.0, 0], time.time()
    for epoch in range(a.epochs):
        for step, (x, ids, case, y, mask) in enumerate(batches(rows, rng)):
            for group in optimizer.param_groups:
                group["lr"] = a.rate * min(1, (done + 1) / (0.03 * total)) * max(0.01, 1 - done / total)
            with torch.autocast("cpu", torch.bfloat16):
                out = head(x, ids, case, mask)
            loss = F.cross_entropy(out.float().flatten(0, 1), y.flatten(), ignore_index=-100)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            done += int((y != -100).sum())
            sums[0] += loss.item()
            sums[1] += 1
            if step % 100 == 99:
                print(epoch, f"{done / total:.3f} {sums[0] / sums[1]:.4f} {time.time() - began:.0f} s", flush=True)
                sums = [0.0, 0]
    export(head, a.out)
    figures = score(a.out, held)
    card = {
        "name": "entities",
        "files": {"entities.onnx": facts(a.out / "entities.onnx")},
        "on": {"encoder.onnx": open_model("attribution").card["files"]["encoder.onnx"]["sha256"]},
        "kinds": list(KINDS),
        "data": "PolNeAR 1.0 train, tagged by the parser's own recogniser (MIT); people, places and bodies renamed",
        "held_out": {"articles": len(held), "F1 against the recogniser": figures},
    }
    (a.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
