"""How long coding takes: ``python benchmarks/coding.py [--statements 50000] [--issues 50] [--processes 2]``.

Made-up statements of the frames and quarrels in ``training/stance`` (no two alike), ten to an article, against a
codebook of that many of the same quarrels. A sample is coded and its time scaled up, since the time is proportional to
the number of statements.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from multiprocessing import get_context

from training.stance.sentences import made, quarrels

from onrecord.model import Codebook, Issue
from onrecord.positions.coder import Said, code_articles

_ARTICLE, _BUNDLE = 10, 40


def codebook(issues: int) -> Codebook:
    """That many issues, the quarrels in turn."""
    known = quarrels()[:issues]
    made_issues = tuple(
        Issue(f"q{n}", one.title, one.definition, one.pro[:1], one.con[:1]) for n, one in enumerate(known)
    )
    return Codebook("quarrels", "1", "Quarrels", made_issues)


def articles(statements: int, seed: int) -> list[list[Said]]:
    rng = random.Random(seed)
    known = quarrels()
    out: list[list[Said]] = []
    while len(out) * _ARTICLE < statements:
        two = rng.sample(known, 2)
        texts = [made(rng.choice(two) if rng.random() < 0.8 else rng.choice(known), rng) for _ in range(_ARTICLE)]
        out.append([Said(f"{len(out)}-{n}", f"{text} ({len(out)}-{n})", "said") for n, text in enumerate(texts)])
    return out


def _code(task: tuple[list[list[Said]], Codebook]) -> int:
    some, book = task
    bundles = [some[at : at + _BUNDLE] for at in range(0, len(some), _BUNDLE)]
    return sum(len(found) for bundle in bundles for found in code_articles(bundle, book))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--statements", type=int, default=50_000)
    ap.add_argument("--sample", type=int, default=2_000, help="statements that are coded; 0: all")
    ap.add_argument("--issues", type=int, default=50)
    ap.add_argument("--processes", type=int, default=1)
    a = ap.parse_args()
    book = codebook(a.issues)
    sample = articles(a.sample or a.statements, 1)
    parts = [(sample[i :: a.processes], book) for i in range(a.processes)]
    _code(([sample[0]], book))
    began, spent = time.perf_counter(), time.process_time()
    if a.processes > 1:
        with get_context("spawn").Pool(a.processes) as pool:
            positions = sum(pool.map(_code, parts))
    else:
        positions = _code(parts[0])
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    scale = a.statements / (len(sample) * _ARTICLE)
    found = {"coded": len(sample) * _ARTICLE, "positions": positions, "issues": len(book.issues)}
    found |= {"seconds": round(wall, 1), "cpu_seconds": round(cpu, 1)}
    found |= {f"seconds_for_{a.statements}": round(wall * scale), f"cpu_seconds_for_{a.statements}": round(cpu * scale)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
