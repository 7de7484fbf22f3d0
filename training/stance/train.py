"""Train the stance model: ``python -m training.stance.train --help``.

One thread of a processor without bfloat16 multiplication does some 60 pairs a second forward, 12 with backward; the
word vectors and the lowest layers stay as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from training.stance.corpus import Corpus, Item, batches
from training.stance.network import Network, load, pretrained

_IBM_PERSPECTRUM = 2  # in two-way accuracy only support and oppose are compared


def padded(batch: list[Item]) -> tuple[torch.Tensor, torch.Tensor | None]:
    width = max(len(one.pieces) for one in batch)
    ids = torch.tensor([[*one.pieces, *[1] * (width - len(one.pieces))] for one in batch])
    there = (ids != 1).long()
    return ids, None if there.all() else there


def loss(network: Network, batch: list[Item]) -> torch.Tensor:
    stance, attitude = network(*padded(batch))
    heads, labels = torch.tensor([x.head for x in batch]), torch.tensor([x.label for x in batch])
    total = stance.sum() * 0 + attitude.sum() * 0
    for head, logits, weight in ((0, stance, 1.0), (1, attitude, 0.8)):
        mine = heads == head
        if mine.any():
            total = total + weight * F.cross_entropy(logits[mine], labels[mine], reduction="sum", label_smoothing=0.05)
    return total / len(batch)


@torch.no_grad()
def figures(network: Network, tests: dict[str, list[Item]], most: int) -> dict[str, float]:
    """Two-way accuracy of the argument sets, macro F1 of the attitudes, on the first ``most`` items after a shuffle."""
    network.eval()
    out = {}
    for name, items in tests.items():
        items = random.Random(0).sample(items, min(most, len(items)))
        pairs = []
        for batch in batches(items, 4000, random.Random(0)):
            results = network(*padded(batch))
            for row, item in zip(results[batch[0].head], batch, strict=True):
                found = row[:_IBM_PERSPECTRUM] if name != "newsmtsc" else row
                pairs.append((item.label, int(found.argmax())))
        if name == "newsmtsc":
            out[name] = _macro(pairs, 3)
        else:
            out[name] = sum(a == b for a, b in pairs) / len(pairs)
    network.train()
    return {name: round(value, 4) for name, value in out.items()}


def _macro(pairs: list[tuple[int, int]], classes: int) -> float:
    total = 0.0
    for c in range(classes):
        hit = sum(a == b == c for a, b in pairs)
        total += 2 * hit / max(1, sum(a == c for a, _ in pairs) + sum(b == c for _, b in pairs))
    return total / classes


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with stance-*.jsonl")
    ap.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    ap.add_argument("--out", type=Path, default=Path("build/stance"))
    ap.add_argument("--depth", type=int, default=10)
    ap.add_argument("--frozen", type=int, default=3, help="lowest layers that stay as they are")
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--rate", type=float, default=4e-5)
    ap.add_argument("--size", type=int, default=700, help="pieces a batch")
    ap.add_argument("--start", type=Path, help="a checkpoint to go on from, in place of --base's layers")
    ap.add_argument("--own", type=int, default=7000, help="sentences made from frames a pass")
    ap.add_argument("--written", type=int, default=0, help="statements written one by one a pass")
    ap.add_argument("--share", type=float, default=0.7, help="of arguments and attitudes, a pass")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--every", type=float, default=12, help="minutes between checkpoints")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    inner = Tokenizer.from_file(str(a.base / "tokenizer.json"))
    inner.no_truncation(), inner.no_padding()
    corpus = Corpus(a.data, lambda text: inner.encode(text, add_special_tokens=False).ids)
    tests = corpus.tests()
    print({name: len(items) for name, items in tests.items()}, len(corpus.arguments), len(corpus.targets), flush=True)
    network = load(a.start).train() if a.start else pretrained(a.base, a.depth)
    for part in (network.word, network.place, network.norm, network.relative, *network.layers[: a.frozen]):
        part.requires_grad_(False)
    heads = [*network.stance.parameters(), *network.attitude.parameters()]
    groups = [{"params": heads, "base": 4e-4}]
    for i, layer in enumerate(network.layers[a.frozen :], a.frozen):
        groups.append({"params": list(layer.parameters()), "base": a.rate * 0.93 ** (a.depth - 1 - i)})
    optimizer = torch.optim.AdamW(groups, lr=a.rate, weight_decay=0.01, betas=(0.9, 0.98))
    weights = [p for g in groups for p in g["params"]]
    network.train()
    began, step, passes, last, seen, running = time.time(), 0, 0, time.time(), 0, 0.0

    def keep(most: int) -> None:
        found = figures(network, tests, most) | {
            "step": step,
            "pairs": seen,
            "minutes": round((time.time() - began) / 60, 1),
        }
        print(json.dumps(found), flush=True)
        torch.save({"network": network.state_dict(), "depth": a.depth, "figures": found}, a.out / "checkpoint.tmp")
        (a.out / "checkpoint.tmp").replace(a.out / "checkpoint.pt")

    while (progress := (time.time() - began) / (a.minutes * 60)) < 1:
        passes += 1
        for batch in batches(corpus.epoch(rng, own=a.own, written=a.written, share=a.share), a.size, rng):
            progress = (time.time() - began) / (a.minutes * 60)
            if progress >= 1:
                break
            factor = min(1.0, (step + 1) / 60) * max(0.02, 1 - progress)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            value = loss(network, batch)
            value.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step, seen, running = step + 1, seen + len(batch), running + float(value.detach())
            if step % 40 == 0:
                pace = seen / (time.time() - began)
                print(
                    f"pass {passes} step {step} {progress:.3f} pairs/s {pace:.1f} loss {running / 40:.3f}", flush=True
                )
                running = 0.0
            if time.time() - last > a.every * 60:
                keep(300)
                last = time.time()
    keep(600)


if __name__ == "__main__":
    main()
