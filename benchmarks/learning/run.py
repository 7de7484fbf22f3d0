"""Codes learnt from few examples: `onrecord learn` at several sizes, mean of three seeds.

    python benchmarks/learning/run.py DATA.jsonl CODEBOOK.yaml [--sizes 0 100 500 1000] [--seeds 1 2 3]

DATA has lines {"text", "prev", "next", "label", "split"}; "test" is scored, "train" drawn from. Processor seconds are
those of the first run of all, which has to encode the texts, and of the last, which finds them encoded.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from onrecord.positions.codebook import load_codebook
from onrecord.positions.learning import Example, learn


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data", type=Path)
    options.add_argument("codebook", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[0, 100, 500, 1000])
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    given = options.parse_args()
    parts: dict[str, list[Example]] = {"train": [], "test": []}
    for line in given.data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parts[row["split"]].append(Example(row["text"], row.get("prev") or "", row.get("next") or "", row["label"]))
    book = load_codebook(given.codebook)
    print("n      macro F1  micro F1  balanced accuracy  seconds")
    for n in given.sizes:
        seeds = given.seeds if n else given.seeds[:1]
        runs = [asdict(learn(parts["train"], parts["test"], n=n, seed=seed, codebook=book)) for seed in seeds]
        mean = {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}
        seconds = f"{runs[0]['cpu_seconds']:.1f} … {runs[-1]['cpu_seconds']:.1f}"
        row = f"{mean['macro_f1']:.3f}     {mean['micro_f1']:.3f}     {mean['balanced_accuracy']:.3f}"
        print(f"{n:<6} {row}              {seconds}", flush=True)


if __name__ == "__main__":
    main()
