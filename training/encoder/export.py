"""Freeze a sentence encoder to one int8 ONNX file and its tokenizer: word pieces in, unit vectors out.

Model: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), its weights unchanged but rounded to 8 bits, per channel.
Mean pooling and normalisation are in the graph, so run time needs nothing but onnxruntime and tokenizers.

    python training/encoder/export.py FOLDER_OF_THE_MODEL OUT_FOLDER

needs torch, transformers, onnx and onnxruntime (not needed at run time). Writes ``sentence.onnx``, ``tokenizer.json``
and ``card.json`` with their SHA-256 and how far the int8 vectors are from the float ones.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import AutoModel

MAX_PIECES = 128
PROBES = (
    "The minister rejected the plan to build a second bridge over the river.",
    "Foreign soldiers may stay only if parliament agrees.",
    "Pensions will rise next year, the union was told.",
    "We should sit down with them and talk.",
    "No comment.",
)


class Encoder(torch.nn.Module):
    """Ids and mask (batch × pieces) → unit vectors (batch × 384)."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager")

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.transformer(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=-1)


def export(folder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model = Encoder(folder).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_PIECES)
    tokenizer.enable_padding()
    ids, mask = _inputs(tokenizer, PROBES)
    whole = out / "sentence.float.onnx"
    torch.onnx.export(
        model,
        (torch.from_numpy(ids), torch.from_numpy(mask)),
        str(whole),
        input_names=["ids", "mask"],
        output_names=["vectors"],
        dynamic_axes={name: {0: "batch", 1: "pieces"} for name in ("ids", "mask")} | {"vectors": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    small = out / "sentence.onnx"
    quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
    tokenizer.no_padding()
    tokenizer.save(str(out / "tokenizer.json"))
    inputs = {"ids": ids, "mask": mask}
    floats, ints = (InferenceSession(str(path)).run(None, inputs)[0] for path in (whole, small))
    with torch.no_grad():
        reference = model(torch.from_numpy(ids), torch.from_numpy(mask)).numpy()
    whole.unlink()
    files = {name: _facts(out / name) for name in ("sentence.onnx", "tokenizer.json")}
    card = {
        "name": "sentence",
        "what": "one unit vector of 384 numbers a sentence: close vectors mean alike",
        "made_from": "sentence-transformers/all-MiniLM-L6-v2, weights rounded to 8 bits, nothing trained",
        "licence": "Apache-2.0, see NOTICE",
        "made_by": "training/encoder/export.py",
        "max_pieces": MAX_PIECES,
        "figures": {
            "cosine_float_to_original_min": round(float((floats * reference).sum(1).min()), 4),
            "cosine_int8_to_original_min": round(float((ints * reference).sum(1).min()), 4),
        },
        "files": files,
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1))


def _facts(path: Path) -> dict[str, object]:
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}


def _inputs(tokenizer: Tokenizer, texts: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    encoded = tokenizer.encode_batch(list(texts))
    return np.array([one.ids for one in encoded], np.int64), np.array([one.attention_mask for one in encoded], np.int64)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
