"""Predictions of a network in memory, scored as the shared scorer does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import torch

from onrecord.models.finding import Found, Settings, encoded, find
from onrecord.models.pieces import Pieces
from training.attribution.corpus import Labelled


def functions(encoder, roles):
    """(encode, roles) on numpy arrays, in bfloat16 arithmetic."""

    def encode(*arrays):
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            return tuple(
                x.float().numpy() for x in encoder(*(torch.from_numpy(np.ascontiguousarray(a)) for a in arrays))
            )

    def role(hidden, *arrays):
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            given = (torch.from_numpy(np.ascontiguousarray(a)) for a in (hidden, *arrays))
            return tuple(x.float().numpy() for x in roles(*given))

    return encode, role


def spans(pieces: Pieces, ranges) -> list[list[int]]:
    """Character spans of piece ranges."""
    return [[int(pieces.starts[a]), int(pieces.ends[b - 1])] for a, b in ranges]


def attributions(pieces: Pieces, found: list[Found], valid: float = 0.0) -> list[dict]:
    """In the shape of the data, those whose log-odds reach ``valid``."""
    return [
        {"source": spans(pieces, f.source), "cue": spans(pieces, [f.cue]), "content": spans(pieces, f.content)}
        for f in found
        if f.valid >= valid
    ]


def scorer(path: Path):
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evaluate(encoder, roles, gold: list[tuple[dict, Labelled]], script: Path, settings: Settings | None = None) -> dict:
    """F1 of the main measures at the best of a few validity thresholds."""
    module = scorer(script)
    encode, role = functions(encoder.eval(), roles.eval())
    runs = [
        (article, doc, find(doc.pieces, encoded(doc.pieces, encode), role, settings or Settings()))
        for article, doc in gold
    ]
    best: dict = {}
    for valid in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5):
        rows = [
            module.compare(a["text"], a["attributions"], attributions(doc.pieces, found, valid))
            for a, doc, found in runs
        ]
        table = module.table(rows)
        figures = {
            k: round(table[k]["f1"], 4)
            for k in (
                "whole/triple",
                "whole/content",
                "whole/source-acc",
                "piece/source",
                "piece/cue",
                "piece/content",
            )
        }
        figures["valid"] = valid
        if figures["whole/triple"] > best.get("whole/triple", -1):
            best = figures
    encoder.train(), roles.train()
    return best
