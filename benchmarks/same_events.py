"""How well reports of one event are found across outlets: pairs right, on the reports of ``examples/same_events``.

Run: ``python benchmarks/same_events.py [--errors]``. The rules were made on ``reports.jsonl``, ``elsewhere.jsonl`` and
``abroad.jsonl``; ``overseas.jsonl`` was written later by somebody else, and its errors may be read; ``unseen.jsonl``
holds reports of other outlets, written by somebody else, which are only counted. The reports go into a record, actors
are resolved, and a pair of reports counts as found where both are on one event card through the event that the gold
names by its word. With ``--speed N`` it times N made-up reports instead.
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from pathlib import Path

from onrecord.events.same_event import Told, same_events
from onrecord.pipeline.read import read_many
from onrecord.store.queries import event_cards
from onrecord.store.record import Record
from onrecord.text.sources import articles

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "examples/same_events"
#: No rule was ever made on the last: its errors are not looked at.
SETS = ("reports", "elsewhere", "abroad", "overseas", "unseen")


def pairs_of(groups: dict[str, set[str]]) -> set[tuple[str, str]]:
    """All pairs of reports that stand together."""
    return {pair for members in groups.values() for pair in itertools.combinations(sorted(members), 2)}


def gold_and_found(path: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]], int]:
    """Gold pairs, found pairs, and how many gold events the reader found at all."""
    rows = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    gold: dict[str, set[str]] = {}
    for row in rows.values():
        for name in set(row["event"].values()):
            gold.setdefault(name, set()).add(row["id"])
    cards: dict[str, set[str]] = {}
    told: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "same.db", create=True) as record:
        for reading in read_many(articles([path])):
            record.add(reading, reader="benchmark")
        record.resolve()
        record.link_copies()
        for card in event_cards(record):
            for report in card.reports:
                row = rows[report.article.doc_id]
                word = row["text"][report.trigger.start : report.trigger.end]
                name = next((name for said, name in row["event"].items() if word in said), None)
                if name is not None:
                    cards.setdefault(card.id, set()).add(row["id"])
                    told.add((row["id"], name))
    return pairs_of(gold), pairs_of(cards), len(told)


def speed(n: int) -> float:
    """Seconds for n made-up reports of n / 4 events."""
    reports = [
        Told(
            str(i),
            ("ASSAULT", "PROTEST", "CONSULT")[i % 3],
            frozenset({f"actor {i // 4 % 997}"}),
            frozenset({"police"}),
            where=f"town {i // 4 % 211}",
            when=f"20{10 + i // 4 % 13}-{1 + i // 4 % 12:02d}-{1 + i // 4 % 28:02d}",
            story=str(i),
            names=frozenset({f"n{i // 4 % 997}"}),
            words=frozenset({f"n{i // 4 % 997}", f"w{i % 50}", f"w{i % 70}", f"w{i % 90}", "police"}),
        )
        for i in range(n)
    ]
    start = time.perf_counter()
    same_events(reports)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show the pairs that differ")
    parser.add_argument("--speed", type=int, metavar="N", help="time N made-up reports instead")
    chosen = parser.parse_args()
    if chosen.speed:
        print(f"{chosen.speed:,} reports in {speed(chosen.speed):.2f} s")
        return
    for path in (FOLDER / f"{name}.jsonl" for name in SETS):
        if not path.exists():
            continue
        gold, found, told = gold_and_found(path)
        right = len(gold & found)
        precision, recall = right / max(1, len(found)), right / len(gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        score = f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} (bar .85); {told} reports read"
        print(f"{path.stem}: pairs: {score}")
        if not chosen.errors or path.stem == SETS[-1]:
            continue
        print("missed:", sorted(gold - found), "\nextra:", sorted(found - gold))


if __name__ == "__main__":
    main()
