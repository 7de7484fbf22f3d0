"""What the web's damage costs the attribution extractor: triple F1 on clean articles and on damaged copies of them.

    python benchmarks/attribution_noise.py ../shared/data/polnear-dev.jsonl --scorer F [--seed 7]

The gold offsets are carried along. Every damage is applied in full to every article; ``all`` is one of them at random
for each article. An exception counts as an article without predictions and is reported.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from attribution import ROLES, predict, read, scorer
from training.attribution.noise import Damaged, Edit

MARKS = r"''|[\"“”]"


def commas(text: str, rng: random.Random) -> list[Edit]:
    """No comma left, but those inside numbers."""
    return [(m.start(), m.end(), "") for m in re.finditer(r",(?!\d)", text)]


def mojibake(text: str, rng: random.Random) -> list[Edit]:
    """UTF-8 read as Windows-1252; straight marks too, as if they had been curly."""
    edits, opens = [], True
    for m in re.finditer(rf"{MARKS}|[‘’–—…]", text):
        mark = m.group()
        if mark in ('"', "''"):
            mark, opens = "“" if opens else "”", not opens
        bad = mark.encode("utf-8").decode("cp1252", "ignore")
        edits.append((m.start(), m.end(), bad))
    return edits


def odd(text: str, rng: random.Random) -> list[Edit]:
    """One quotation mark in five lost, so that many paragraphs hold an odd number."""
    return [(m.start(), m.end(), "") for m in re.finditer(MARKS, text) if rng.random() < 0.2]


def glued(text: str, rng: random.Random) -> list[Edit]:
    """No white space between sentences, nor between paragraphs."""
    return [(m.start(), m.end(), "") for m in re.finditer(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])", text)]


def capitals(text: str, rng: random.Random) -> list[Edit]:
    """All capitals, or all small letters."""
    how = rng.choice((str.upper, str.lower))
    return [(m.start(), m.end(), how(m.group())) for m in re.finditer(r"[A-Za-z]+", text)]


def broken_lines(text: str, rng: random.Random) -> list[Edit]:
    """A hard line break every ten words."""
    return [(m.start(), m.end(), "\n") for i, m in enumerate(re.finditer(r" ", text)) if i % 10 == 9]


KINDS: dict[str, Callable[[str, random.Random], list[Edit]]] = {
    "commas": commas,
    "mojibake": mojibake,
    "odd": odd,
    "glued": glued,
    "capitals": capitals,
    "broken_lines": broken_lines,
}


def damaged(article: dict, kind: Callable[[str, random.Random], list[Edit]], rng: random.Random) -> dict:
    """The article after one damage, its gold carried along."""
    change = Damaged(article["text"], kind(article["text"], rng))
    moved = [
        {role: [list(span) for s, e in a[role] if (span := change.span(s, e))[0] < span[1]] for role in ROLES}
        for a in article["attributions"]
    ]
    return article | {"text": change.text, "attributions": moved}


def measure(articles: list[dict], module) -> dict[str, float]:
    """Triple and content F1, source accuracy, and how many articles failed."""
    rows, failures = [], 0
    for article in articles:
        try:
            made = predict(article)["attributions"]
        except Exception as error:  # counted, not hidden: no damage may raise
            print(article["id"], repr(error), file=sys.stderr)
            made, failures = [], failures + 1
        rows.append(module.compare(article["text"], article["attributions"], made))
    table = module.table(rows)
    figures = {name: round(table[f"whole/{name}"]["f1"], 4) for name in ("triple", "content", "source-acc")}
    return figures | {"failures": failures}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("articles", type=Path)
    ap.add_argument("--scorer", type=Path, required=True)
    ap.add_argument("--seed", type=int, default=7)
    given = ap.parse_args()
    articles, module, rng = read(given.articles), scorer(given.scorer), random.Random(given.seed)
    result = {"clean": measure(articles, module)}
    for name, kind in KINDS.items():
        result[name] = measure([damaged(a, kind, rng) for a in articles], module)
    result["all"] = measure([damaged(a, rng.choice(list(KINDS.values())), rng) for a in articles], module)
    for name, figures in result.items():
        figures["cost"] = round(result["clean"]["triple"] - figures["triple"], 4)
        print(name, json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
