"""A checkpoint → int8 ONNX graphs, calibration and card: ``python -m training.attribution.export --help``."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.attribution import SHIPPED, calibration, corpus
from training.attribution.network import LEFT, RIGHT, pretrained
from training.attribution.scoring import scorer

FILES = ("encoder.onnx", "roles.onnx", "tokenizer.json")
SETTINGS = {"overlap": 12, "cue": 0.35, "reach": 0.08, "batch": 4}


def encoder_graph(encoder, out: Path) -> None:
    """``encoder.onnx``; windows of an article are of one length, so nothing is padded."""
    ids = torch.randint(1000, 2000, (2, 40))
    small = torch.zeros_like(ids)
    results = ["hidden", "cue", "reach", "middle"]
    graph(encoder, (ids, small, small, small), ["ids", "case", "gap", "quote"], results, out)


def roles_graph(roles, out: Path) -> None:
    """``roles.onnx``."""
    width = LEFT + RIGHT
    place = torch.arange(width).expand(3, width).contiguous()
    given = torch.randn(3, width, roles.norm.weight.numel()), (place == LEFT).long(), place, torch.ones_like(place)
    graph(roles, given, ["hidden", "marked", "place", "there"], ["emissions", "valid"], out)


def graph(
    module,
    given: tuple,
    names: list[str],
    results: list[str],
    out: Path,
    axes: tuple[str, ...] | dict[str, tuple[str, ...]] = ("rows", "pieces"),
) -> None:
    """A module as a graph, weights in 8 bits with a scale per output channel; ``axes`` (of all, or of each name) are
    those of any size."""
    each = axes if isinstance(axes, dict) else dict.fromkeys((*names, *results), axes)
    open_ = {name: dict(enumerate(some)) for name, some in each.items()}
    open_ |= {"valid": {0: "rows"}} if "valid" in results else {}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / out.name
        torch.onnx.export(
            module.eval(),
            given,
            str(full),
            input_names=names,
            output_names=results,
            dynamic_axes=open_,
            opset_version=17,
            dynamo=False,
        )
        # seven bits, or the sums overflow on processors without VNNI
        quantize_dynamic(str(full), str(out), per_channel=True, weight_type=QuantType.QInt8, reduce_range=True)


def tokenizer(base: Path, out: Path) -> None:
    """The base's tokenizer without truncation and padding."""
    from tokenizers import Tokenizer

    inner = Tokenizer.from_file(str(base / "tokenizer.json"))
    inner.no_truncation()
    inner.no_padding()
    inner.save(str(out / "tokenizer.json"), pretty=False)


def ship(checkpoint: Path, data: Path, base: Path, script: Path, out: Path) -> dict:
    """Everything that run time needs, in ``out``; returns the card."""
    out.mkdir(parents=True, exist_ok=True)
    encoder, roles = pretrained(base)
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)  # our own file
    encoder.load_state_dict(state["encoder"]), roles.load_state_dict(state["roles"])
    encoder_graph(encoder, out / "encoder.onnx")
    roles_graph(roles, out / "roles.onnx")
    tokenizer(base, out)
    card = {
        "name": "attribution",
        "files": {name: facts(out / name) for name in FILES},
        "settings": SETTINGS,
        "transitions": transitions(roles),
    }
    return _calibrated(card, data, scorer(script), out)


def ship_roles(roles, data: Path, module, out: Path) -> dict:
    """Another role head beside the encoder that is in ``out``; returns the card. ``module`` is the scorer."""
    roles_graph(roles, out / "roles.onnx")
    card = json.loads((out / "card.json").read_text(encoding="utf-8"))
    card["files"]["roles.onnx"] = facts(out / "roles.onnx")
    card |= {"settings": SETTINGS, "transitions": transitions(roles)}
    return _calibrated(card, data, module, out)


def transitions(roles) -> list[list[float]]:
    """The step scores of the conditional random field."""
    return [[round(x, 4) for x in row] for row in (roles.transitions + roles.allowed).tolist()]


def _calibrated(card: dict, data: Path, module, out: Path) -> dict:
    held = [x for x in corpus.read(data / "polnear-train.jsonl") if corpus.held_out(x["id"])]
    card = card | calibration.fit(held, out, card, module)
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def facts(path: Path) -> dict:
    """SHA-256 and size of a file."""
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--scorer", type=Path)
    ap.add_argument("--out", type=Path, default=SHIPPED)
    a = ap.parse_args()
    card = ship(a.checkpoint, a.data, a.base, a.scorer or a.data.parent / "score" / "score_attributions.py", a.out)
    print(json.dumps({k: card[k] for k in ("least", "held_out", "reliability", "calibration")}, indent=1))


if __name__ == "__main__":
    main()
