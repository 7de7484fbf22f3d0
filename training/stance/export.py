"""A checkpoint → ``stance.onnx`` in 8 bits, with its card: ``python -m training.stance.export --help``.

The word vectors are those of ``models/deep`` unchanged, so its ``deep.words`` serves both: the graph takes the rows of
that table (int8) and holds only their scales. Weights are rounded in blocks of 128 like those of ``models/deep``,
whose few very large activations do not bear one scale for a whole row.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import nn

from training.stance.labels import ATTITUDES, STANCES
from training.stance.network import Network, load

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


def graph(network: Network, out: Path) -> None:
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
        blocks = MatMulNBitsQuantizer(onnx.load(whole), bits=8, block_size=128, is_symmetric=True, accuracy_level=4)
        blocks.process()
        onnx.save_model(blocks.model.model, out / "stance.onnx")


def furthest(network: Network, table: np.ndarray, out: Path, probes: list[list[int]]) -> float:
    """The largest difference of any logit between the network and the rounded graph."""
    session = InferenceSession(out / "stance.onnx")
    worst = 0.0
    for probe in probes:
        ids = np.array([probe], np.int64)
        rounded = session.run(None, {"ids": ids, "rows": table[ids]})
        with torch.no_grad():
            whole = network(torch.from_numpy(ids))
        worst = max(worst, *(float(np.abs(a.numpy() - b).max()) for a, b in zip(whole, rounded, strict=True)))
    return worst


def ship(checkpoint: Path, out: Path, figures: dict) -> dict:
    """The graph and its card in a folder; returns the card."""
    out.mkdir(parents=True, exist_ok=True)
    probes = [torch.randint(1000, 20000, (n,)).tolist() for n in (12, 30, 60)]
    graph(load(checkpoint), out)
    table = np.memmap(out.parent / "deep" / "deep.words", np.int8, "r", shape=(30527, 768))
    rounding = furthest(load(checkpoint), table, out, probes)
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
        "figures": figures | {"logit_int8_to_float_max": round(rounding, 3)},
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
