"""The shipped graphs → a checkpoint to go on from: ``python -m training.attribution.restore --out shipped.pt``.

Training need not begin from nothing when its last checkpoint is lost: eight bits a weight are near enough.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.attribution import SHIPPED
from training.attribution.network import Encoder, Roles


def dequantised(path: Path) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    """Tensors that kept their names, and the matrices of the matrix products in the order they are used."""
    graph = onnx.load(str(path)).graph
    raw = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def full(stem: str) -> np.ndarray:
        quantised = raw[stem + "_quantized"].astype(np.float32)
        return (quantised - raw[stem + "_zero_point"].astype(np.float32)) * raw[stem + "_scale"]

    named = {n: a.astype(np.float32) for n, a in raw.items() if a.dtype == np.float32 and not n.endswith("_scale")}
    stems = [n.removesuffix("_quantized") for n in raw if n.endswith("_quantized")]
    named |= {stem: full(stem) for stem in stems if not stem.startswith("onnx::")}
    products = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    return named, [full(name.removesuffix("_quantized")).T for name in products]


def fill(module: torch.nn.Module, path: Path, order: list[str]) -> None:
    """Weights of ``module`` from the graph; ``order`` names the linear layers as the graph multiplies by them."""
    named, matrices = dequantised(path)
    state = module.state_dict()
    for name, matrix in zip(order, matrices, strict=True):
        named[name + ".weight"] = matrix
    for name in state:
        if name in named:
            state[name] = torch.from_numpy(np.array(named[name])).reshape(state[name].shape)
        else:
            print("not in the graph:", name)
    module.load_state_dict(state)


def layers(count: int) -> list[str]:
    """Names of the linear parts of ``count`` layers in the order of use."""
    return [f"layers.{i}.{part}" for i in range(count) for part in ("qkv", "out", "up", "down")]


def restored(folder: Path) -> tuple[Encoder, Roles]:
    """Both networks of the model in ``folder``."""
    encoder, roles = Encoder(), Roles()
    fill(encoder, folder / "encoder.onnx", [*layers(len(encoder.layers)), "cue", "reach"])
    fill(roles, folder / "roles.onnx", [*layers(len(roles.layers)), "label", "valid"])
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    with torch.no_grad():
        both = torch.tensor(card["transitions"])
        roles.transitions.copy_(torch.where(roles.allowed < -1, torch.zeros_like(both), both))
    return encoder, roles


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", type=Path, default=SHIPPED)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    encoder, roles = restored(a.model)
    a.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"encoder": encoder.state_dict(), "roles": roles.state_dict()}, a.out)


if __name__ == "__main__":
    main()
