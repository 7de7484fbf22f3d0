"""What the trainings of both heads share: options, passes over the rows, the card."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import torch
from torch import nn

from onrecord.models.deeds import PARSED
from onrecord.models.runtime import HERE, open_model
from training.attribution.export import facts

Row = TypeVar("Row")


def options(about: str | None, model: str, *, epochs: int, rate: float) -> argparse.Namespace:
    """What the command line says."""
    ap = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=HERE / model)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with the corpora of the articles")
    ap.add_argument("--cache", type=Path, default=Path("build/deeds"))
    ap.add_argument("--epochs", type=int, default=epochs)
    ap.add_argument("--rate", type=float, default=rate)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--check", action="store_true", help="only the first training, without what is kept from it")
    chosen = ap.parse_args()
    torch.set_num_threads(chosen.threads)
    return chosen


def numbers(values: list[list[tuple[str, ...]]], known: list[list[str]]) -> list[list[list[int]]]:
    """For each article the values of the parse as numbers, counted from one; 0 for values that are not known."""
    places = [{value: at for at, value in enumerate(column, 1)} for column in known]
    return [[[place.get(v, 0) for place, v in zip(places, row, strict=True)] for row in rows] for rows in values]


def fitted(
    head: nn.Module,
    rows: list[Row],
    loss_of: Callable[[list[Row]], torch.Tensor],
    *,
    size: Callable[[Row], int],
    together: int,
    warm: int,
    epochs: int,
    rate: float,
    rng: random.Random,
) -> nn.Module:
    """The head after ``epochs`` passes over the rows, about ``together`` (by ``size``) a step.

    The first ``warm`` steps are shorter. The rows are shuffled in place.
    """
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.05)
    steps, step, began = epochs * math.ceil(sum(map(size, rows)) / together), 0, time.time()
    for epoch in range(epochs):
        rng.shuffle(rows)
        at, total, first = 0, 0.0, step
        while at < len(rows):
            some: list[Row] = []
            while at < len(rows) and sum(map(size, some)) < together:
                some.append(rows[at])
                at += 1
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / warm) * max(0.02, 1 - step / steps)
            loss = loss_of(some)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
        print(f"pass {epoch + 1}: {total / (step - first):.3f}  {time.time() - began:.0f} s", flush=True)
    return head.eval()


def write_card(model: str, out: Path, values: list[list[str]], own: dict, data: str, shown: dict) -> None:
    """``card.json`` beside the graph: its file, the encoder it stands on, the values of the parse it knows, figures."""
    file = f"{model}.onnx"
    card = {
        "name": model,
        "files": {file: facts(out / file)},
        "on": {"encoder.onnx": open_model("attribution").card["files"]["encoder.onnx"]["sha256"]},
        **own,
        "values": dict(zip(PARSED, values, strict=True)),
        "data": data,
        "held_out": shown,
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
