"""A checkpoint → ``stance.onnx`` in 8 bits, with its card: ``python -m training.stance.export --help``.

The word vectors are those of ``models/deep`` unchanged, so its ``deep.words`` serves both: the graph takes the rows of
that table (int8) and holds only their scales. How the rest is rounded: :mod:`training.stance.rounding`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from torch import nn

from onrecord.positions.pairs import pieces_of
from training.stance.labels import ATTITUDES, STANCES
from training.stance.network import Network, load
from training.stance.rounding import rounded
from training.stance.sentences import made, quarrels

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "stance"


class Frozen(nn.Module):
    """Ids and their rows in the table of ``models/deep`` (batch × pieces × 768, int8) → stance and attitude logits."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        table = network.word.weight.detach()
        self.register_buffer("scale", table.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127)
        network.word = nn.Identity()

    def forward(self, ids: torch.Tensor, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.network(rows.to(torch.float32) * self.scale[ids])


def graph(network: Network, out: Path, table: np.ndarray) -> None:
    """``stance.onnx`` in a folder; the network's word vectors are gone afterwards."""
    ids = torch.randint(1000, 2000, (2, 30))
    rows = torch.zeros(2, 30, 768, dtype=torch.int8)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Frozen(network),
            (ids, rows),
            str(whole),
            input_names=["ids", "rows"],
            output_names=["stance", "attitude"],
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in ("ids", "rows")}
            | {name: {0: "batch"} for name in ("stance", "attitude")},
            opset_version=17,
            dynamo=False,
        )
        onnx.save_model(rounded(onnx.load(whole), probes(table)), out / "stance.onnx")


def probes(table: np.ndarray, *, seed: int = 1) -> list[dict[str, np.ndarray]]:
    """Inputs of the graph: sentences on our own quarrels, each with its quarrel's title."""
    rng = random.Random(seed)
    pairs = [(made(one, rng), one.title) for one in quarrels()]
    ids = [np.array([pieces_of(pair)], np.int64) for pair in pairs]
    return [{"ids": one, "rows": table[one]} for one in ids]


def furthest(network: Network, table: np.ndarray, out: Path) -> dict[str, float]:
    """How far any logit is from the network's in the rounded graph: the mean and the largest difference."""
    session = InferenceSession(out / "stance.onnx")
    apart = []
    for probe in probes(table, seed=2):
        with torch.no_grad():
            whole = network(torch.from_numpy(probe["ids"]))
        apart += [np.abs(a.numpy() - b) for a, b in zip(whole, session.run(None, probe), strict=True)]
    every = np.concatenate([one.ravel() for one in apart])
    return {"mean": round(float(every.mean()), 3), "max": round(float(every.max()), 3)}


def ship(checkpoint: Path, out: Path, figures: dict) -> dict:
    """The graph and its card in a folder; returns the card."""
    out.mkdir(parents=True, exist_ok=True)
    table = np.memmap(SHIPPED.parent / "deep" / "deep.words", np.int8, "r", shape=(30527, 768))
    graph(load(checkpoint), out, table)
    rounding = furthest(load(checkpoint), table, out)
    content = (out / "stance.onnx").read_bytes()
    card = {
        "name": "stance",
        "what": "a text against an issue: support, oppose, conditional, neutral, unrelated; its attitude to a target",
        "made_from": "layers of sentence-transformers/all-mpnet-base-v2 (Apache-2.0), trained further, see card.md",
        "made_by": "training/stance/train.py, training/stance/export.py",
        "stances": STANCES,
        "attitudes": ATTITUDES,
        "max_pieces": 96,
        "words": "models/deep/deep.words",
        "figures": figures | {f"logit_int8_to_float_{name}": value for name, value in rounding.items()},
        "files": {"stance.onnx": {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}},
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--figures", type=Path, help="JSON object of figures for the card")
    ap.add_argument("--out", type=Path, default=SHIPPED)
    a = ap.parse_args()
    figures = json.loads(a.figures.read_text("utf-8")) if a.figures else {}
    print(json.dumps(ship(a.checkpoint, a.out, figures), indent=1))


if __name__ == "__main__":
    main()
