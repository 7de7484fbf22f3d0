"""Count, over annotated news, how often a word with a frame carries an attribution: makes ``cue_frames.tsv``.

    python training/cue_frames.py ../shared/data/polnear-train.jsonl src/onrecord/statements/data/cue_frames.tsv

A frame counts as an attribution where a gold attribution's cue holds its trigger and the contents share at least half
of their words. Rows with fewer than two sightings are dropped; ``*`` rows are totals by signature. Takes about three
minutes on one core, deterministic for one version of the parser.
"""

from __future__ import annotations

import argparse
import bisect
import collections
import json
import re
from pathlib import Path

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.statements.frames import Pieces, frames
from onrecord.statements.tree import Tree
from onrecord.text.parse import parse

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*(?:\n\s*\n|\Z))", re.DOTALL)

Counts = dict[tuple[str, str], list[int]]


def article_of(line: dict) -> Article:
    """An article of one annotated text: every paragraph is body."""
    zones = tuple(Zone(ZoneKind.BODY, Span(*m.span())) for m in _PARAGRAPH.finditer(line["text"]))
    return Article(line["id"], line["text"], zones=zones)


def words(tree: Tree, spans: list[list[int]]) -> set[int]:
    """The numbers of the tokens under character spans, punctuation left out."""
    found: set[int] = set()
    for start, end in spans:
        found.update(range(bisect.bisect_right(tree.end, start), bisect.bisect_left(tree.start, end)))
    return {at for at in found if tree.pos[at] not in ("SPACE", "PUNCT")}


def overlap(tree: Tree, pieces: Pieces, gold: set[int]) -> float:
    """Jaccard of a frame's content and a gold content."""
    mine = {at for first, last in pieces for at in range(first, last + 1) if tree.pos[at] not in ("SPACE", "PUNCT")}
    return len(mine & gold) / len(mine | gold) if mine or gold else 0.0


def count(tree: Tree, attributions: list[dict], counts: Counts) -> None:
    """Add one article's frames to the counts."""
    by_cue: dict[int, list[set[int]]] = collections.defaultdict(list)
    for attribution in attributions:
        content = words(tree, attribution["content"])
        for at in words(tree, attribution["cue"]):
            by_cue[at].append(content)
    for frame in frames(tree):
        row = counts[frame.lemma, frame.signature]
        row[0] += 1
        row[1] += any(overlap(tree, frame.content, gold) >= 0.5 for gold in by_cue[frame.trigger])


def main() -> None:
    """Read annotated articles, write counts."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("annotated", type=Path)
    options.add_argument("out", type=Path)
    given = options.parse_args()
    counts: Counts = collections.defaultdict(lambda: [0, 0])
    with given.annotated.open(encoding="utf-8") as lines:
        for text in lines:
            line = json.loads(text)
            count(Tree(parse(article_of(line))), line["attributions"], counts)
    total: Counts = collections.defaultdict(lambda: [0, 0])
    for (_, signature), (seen, hits) in counts.items():
        total["*", signature][0] += seen
        total["*", signature][1] += hits
    kept = {key: row for key, row in counts.items() if row[0] >= 4 or (row[1] >= 1 and row[0] >= 2)}
    kept |= {key: row for key, row in total.items() if row[0] >= 20}
    with given.out.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# lemma, signature, times seen, times an attribution; made by training/cue_frames.py from PolNeAR train\n"
        )
        out.writelines(f"{lemma}\t{sign}\t{seen}\t{hits}\n" for (lemma, sign), (seen, hits) in sorted(kept.items()))


if __name__ == "__main__":
    main()
