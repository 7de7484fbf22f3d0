"""How well ties are found in sentences of our own: right, extra, missed; the dates of those that are right.

    python benchmarks/ties.py [--half dev|held] [--errors]

The data are ``tests/events/ties/*.jsonl`` (see ``README.md`` there): each line is an article of its own. Of the held
half only these totals are looked at, so ``--errors`` works for the dev half alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.model import Actor, Article, Reading, Span, Tie, Zone, ZoneKind
from onrecord.names.lexicon import plain
from onrecord.pipeline.read import read_many

FOLDER = Path(__file__).resolve().parents[1] / "tests/events/ties"
PUBLISHED = "2024-03-12"
HALVES = ("dev", "held")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=HALVES, help="one half instead of both")
    options.add_argument("--errors", action="store_true", help="list what is extra or missed (dev alone)")
    asked = options.parse_args()
    if asked.errors and asked.half != "dev":
        sys.exit("errors are shown for --half dev alone")
    for half in [asked.half] if asked.half else HALVES:
        totals: Counter[str] = Counter()
        for row, reading in readings(half):
            count(totals, row, reading, errors=asked.errors)
        print(f"{half:<5}{_figures(totals)}")


def readings(half: str) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Each row of a half with what is read from it."""
    rows = [json.loads(line) for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]
    yield from zip(rows, read_many(_article(n, row["text"]) for n, row in enumerate(rows)), strict=True)


def _article(number: int, text: str) -> Article:
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    return Article(str(number), text, published=PUBLISHED, language="en", zones=zones)


def count(totals: Counter[str], row: dict[str, Any], reading: Reading, *, errors: bool) -> None:
    """Add to ``totals`` what is right, extra and missed in one row; with ``errors`` print them."""
    open_ = list(row["relations"])
    for tie in reading.ties:
        match = next((gold for gold in open_ if _same(gold, tie, reading)), None)
        if match is None:
            totals["extra"] += 1
            if errors:
                print(f"+ {_told(tie, reading)}  [{tie.reason}]\n      {row['text']}")
            continue
        open_.remove(match)
        if match.get("optional"):
            continue
        totals["right"] += 1
        for key, said in (("since", tie.start_date), ("until", tie.end_date)):
            totals["dates right"] += bool(said) and said == match.get(key)
            totals["dates extra"] += bool(said) and said != match.get(key)
            totals["dates missed"] += bool(match.get(key)) and not said
            if errors and said != match.get(key):
                print(f"~ {key} {said}, not {match.get(key)}: {_told(tie, reading)}\n      {row['text']}")
    missed = [gold for gold in open_ if not gold.get("optional")]
    totals["missed"] += len(missed)
    for gold in missed if errors else ():
        names = "; ".join(f"{actor.name} ({actor.type.value})" for actor in reading.actors)
        print(f"- {gold['subject'][0]} {gold['relation'][0]} {gold['object'][0]}\n      {row['text']}\n      {names}")


def _same(gold: dict[str, Any], tie: Tie, reading: Reading) -> bool:
    return (
        tie.relation.value in gold["relation"]
        and _called(reading.actor(tie.subject), gold["subject"], reading.article.text)
        and _called(reading.actor(tie.object), gold["object"], reading.article.text)
    )


def _called(actor: Actor | None, names: list[str], text: str) -> bool:
    written = (mention.span.of(text) for mention in actor.mentions) if actor else ()
    own = {plain(name) for name in (actor.name, *actor.aliases, *written)} if actor else set()
    return any(plain(name) in own for name in names)


def _told(tie: Tie, reading: Reading) -> str:
    return f"{reading.actor(tie.subject).name} {tie.relation.value} {reading.actor(tie.object).name}"


def _figures(totals: Counter[str]) -> str:
    right, extra, missed = totals["right"], totals["extra"], totals["missed"]
    dates = f"dates {totals['dates right']} +{totals['dates extra']} -{totals['dates missed']}"
    return (
        f"P {right / max(1, right + extra):.3f}  R {right / max(1, right + missed):.3f}  "
        f"F1 {2 * right / max(1, 2 * right + extra + missed):.3f}  ({right} +{extra} -{missed})  {dates}"
    )


if __name__ == "__main__":
    main()
