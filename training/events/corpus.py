"""The sentences that we wrote for training: one a line, the deeds it tells below it.

``=R TYP trigger``: realis (actual, planned, hypothetical, negated, denied, old), type, the words that tell it. What is
an event is told in ``tests/events/sentences/guideline.md``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.models.deeds import TYPES

SENTENCES = Path(__file__).parent / "sentences"
DEVELOPED = Path(__file__).resolve().parents[2] / "tests/events/sentences/sentences.jsonl"
SHORT = (
    "AGR", "CNS", "SUP", "CCD", "COO", "AID", "RET", "REQ", "REJ", "ACC",
    "THR", "PRO", "SAN", "MOB", "COE", "ASS", "LEG", "OFF", "CTL",
)  # fmt: skip
_DEED = re.compile(r"=([aphndo]) ([A-Z]{3}) (.+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a file; ``deeds`` are (type, the characters of its trigger)."""

    text: str
    style: str
    deeds: tuple[tuple[str, Span], ...] = ()


def read(paths: list[Path]) -> list[Sentence]:
    """All sentences of the files, in order.

    Raises:
        ValueError: a line that is no deed below a sentence, or whose trigger the sentence has not; with its place.
    """
    found: list[Sentence] = []
    for path in paths:
        style = "wire"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("# style:"):
                style = line.partition(":")[2].strip()
            elif line.startswith("="):
                where = f"{path.name}, line {number}"
                found[-1] = _with(found[-1], line, where)
            elif line.strip() and not line.startswith("#"):
                found.append(Sentence(line, style))
    return found


def developed() -> list[Sentence]:
    """The sentences of the dev splits, on which rules are made too; those of the test splits are not read."""
    rows = map(json.loads, DEVELOPED.read_text(encoding="utf-8").splitlines())
    return [
        Sentence(row["text"], row["style"], tuple((e["type"], _place(row["text"], e)) for e in row["events"]))
        for row in rows
        if row["split"] in ("dev", "fresh-dev")
    ]


def _place(text: str, event: dict) -> Span:
    at = text.index(event["trigger"])
    return Span(at, at + len(event["trigger"]))


def _with(sentence: Sentence, line: str, where: str) -> Sentence:
    form = _DEED.fullmatch(line)
    if form is None or form[2] not in SHORT:
        raise ValueError(f"{where}: not “=R TYP trigger”: {line}")
    whole = re.search(rf"(?<!\w){re.escape(form[3])}(?!\w)", sentence.text)
    at = whole.start() if whole else sentence.text.find(form[3])
    if at < 0:
        raise ValueError(f"{where}: the sentence has no “{form[3]}”")
    deed = TYPES[SHORT.index(form[2])], Span(at, at + len(form[3]))
    return Sentence(sentence.text, sentence.style, (*sentence.deeds, deed))


def article_of(sentences: list[Sentence], number: int) -> tuple[Article, list[int]]:
    """Sentences as the paragraphs of one article, and where each begins."""
    text, zones, starts = "", [], []
    for sentence in sentences:
        begin = len(text)
        kind = ZoneKind.HEADLINE if "headline" in sentence.style else ZoneKind.BODY
        zones.append(Zone(kind, Span(begin, begin + len(sentence.text))))
        starts.append(begin)
        text += sentence.text + "\n\n"
    return Article(f"s{number}", text, published="2023-06-15", zones=tuple(zones)), starts
