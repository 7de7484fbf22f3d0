"""Score the shipped model on what it was not trained on: ``python -m training.stance.figures --data FOLDER``.

IBM claim stance: the motions held out by name; Perspectrum: its own development claims; two-way accuracy between
support and oppose. NewsMTSC: the sentences held out by name; macro F1 of three attitudes. Needs no torch.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from onrecord.models.runtime import open_model
from onrecord.positions.agreement import macro_f1
from training.stance.corpus import Corpus, Item


def results(items: list[Item]) -> list[tuple[int, int]]:
    """(right, found) class of each item."""
    table = np.memmap(open_model("deep").folder / "deep.words", np.int8, "r").reshape(-1, 768)
    session = open_model("stance").session("stance.onnx")
    found = []
    for item in items:
        ids = np.array([item.pieces], np.int64)
        logits = session.run(["stance", "attitude"], {"ids": ids, "rows": table[ids]})[item.head][0]
        found.append((item.label, int((logits if item.head else logits[:2]).argmax())))
    return found


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    a = ap.parse_args()
    tests = Corpus(a.data, lambda text: open_model("deep").tokenize(text)[0]).tests()
    figures: dict[str, float] = {}
    for name, items in tests.items():
        pairs = results(items)
        if name == "newsmtsc":
            value = macro_f1([str(right) for right, _ in pairs], [str(found) for _, found in pairs])
        else:
            value = sum(right == found for right, found in pairs) / len(pairs)
        figures[f"{name}_held_out"] = round(value, 4)
        figures[f"{name}_items"] = len(items)
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
