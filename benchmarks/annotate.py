"""Speed and memory of `annotate` beside a bare pass of the same parser, in the same run.

    python benchmarks/annotate.py [ARTICLES.jsonl] [--rounds 3] [--json]

Each round runs both in fresh processes of one thread, one after the other; the ratio is of CPU seconds, median over the
rounds, without the time to load the models. Without a file: PolNeAR dev beside the repository, else the examples.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS")}


@lru_cache(maxsize=1)
def published():
    """The parser's package as it comes."""
    import spacy

    from onrecord.text.parse import MODEL

    return spacy.load(MODEL)


def bare(articles: list) -> None:
    """The parser's own pipeline as it is published, recogniser and all, on the same speaking text."""
    from onrecord.text.parse import parsed_text

    for _ in published().pipe(map(parsed_text, articles), batch_size=16):
        pass


def annotate(articles: list) -> None:
    """All that `onrecord annotate` does between reading a line and writing one."""
    from onrecord.formats.reading_json import reading_to_json
    from onrecord.pipeline.engines import map_read

    for reading in map_read(articles):
        json.dumps(reading_to_json(reading), ensure_ascii=False)


WORK = {"bare": bare, "annotate": annotate}


def measure(what: str, path: str) -> dict[str, float]:
    """One process: load, warm up on one article, then time the rest of the work on all."""
    from onrecord.text.sources import articles as articles_of

    articles = [item for item in articles_of([path]) if hasattr(item, "text")]
    WORK[what](articles[:1])
    start = time.process_time()
    WORK[what](articles)
    seconds = time.process_time() - start
    words = sum(len(article.text.split()) for article in articles)
    return {
        "articles": len(articles),
        "words": words,
        "cpu_seconds": seconds,
        "articles_per_second": len(articles) / seconds,
        "words_per_second": words / seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def default_articles() -> str:
    shared = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")) / "data" / "polnear-dev.jsonl"
    return str(shared if shared.is_file() else ROOT / "examples" / "articles")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", default=default_articles())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=WORK, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.path)))
        return
    runs: dict[str, list[dict[str, float]]] = {what: [] for what in WORK}
    for _ in range(options.rounds):
        for what in WORK:
            command = [sys.executable, __file__, options.path, "--one", what]
            done = subprocess.run(command, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=True)
            runs[what].append(json.loads(done.stdout.splitlines()[-1]))
    ratios = [a["cpu_seconds"] / b["cpu_seconds"] for a, b in zip(runs["annotate"], runs["bare"], strict=True)]
    result = {
        what: {key: statistics.median(run[key] for run in rows) for key in rows[0]} for what, rows in runs.items()
    }
    result["ratio"] = {"median": statistics.median(ratios), "min": min(ratios), "max": max(ratios)}
    print(json.dumps(result, indent=1) if options.json else as_text(result))


def as_text(result: dict) -> str:
    lines = []
    longest = max(result[what]["cpu_seconds"] for what in WORK)
    for what in WORK:
        row = result[what]
        bar = "█" * round(40 * row["cpu_seconds"] / longest)
        lines.append(
            f"{what:9s} {bar:40s} {row['cpu_seconds']:6.1f} CPU s  {row['articles_per_second']:5.1f} articles/s  "
            f"{row['words_per_second']:6.0f} words/s  {row['peak_mb']:5.0f} MB"
        )
    ratio = result["ratio"]
    lines.append(f"annotate / bare parser: {ratio['median']:.2f} ({ratio['min']:.2f}–{ratio['max']:.2f})")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
