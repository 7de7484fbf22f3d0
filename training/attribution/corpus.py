"""PolNeAR articles → damaged, renamed, cut into pieces, labelled; batches of about equal cost."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.model import Span
from onrecord.models.entity_tags import begins
from onrecord.models.pieces import Pieces, cut
from training.attribution import noise

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pieces and, per attribution, the piece ranges of (source, cue, content); the cue is one range."""

    id: str
    text: str
    pieces: Pieces
    attributions: tuple[tuple[tuple[tuple[int, int], ...], tuple[int, int], tuple[tuple[int, int], ...]], ...]
    entities: np.ndarray | None = None  # a tag a piece; none where nobody tagged the article


def read(path: Path) -> list[dict]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def held_out(article_id: str, share: float = 0.05) -> bool:
    """Whether an article of train is kept for stopping and calibration; depends on its id alone."""
    return int(hashlib.sha256(article_id.encode()).hexdigest()[:8], 16) / 16**8 < share


def tokenizer(path: Path):
    """A function text → (ids, offsets) without truncation, padding and special tokens."""
    inner = Tokenizer.from_file(str(path))
    inner.no_truncation()
    inner.no_padding()

    def tokenize(text: str):
        encoding = inner.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    return tokenize


def people(articles: list[dict]) -> list[tuple[str, str]]:
    """(given, family) names that stand as sources, where the family name alone stands as one too."""
    strings: set[str] = set()
    for article in articles:
        for a in article["attributions"]:
            strings.update(re.sub(r"\W+$", "", article["text"][s:e]) for s, e in a["source"])
    found = set()
    for string in strings:
        match = re.fullmatch(r"(?:[A-Z][a-z]+\. )?([A-Z][a-zé]+) (?:[A-Z]\. )?([A-Z][A-Za-z'’-]+[a-z])", string)
        if match and match[2] in strings and match[1] not in {"The", "White", "New", "Republican", "Democratic"}:
            found.add((match[1], match[2]))
    return sorted(found)


def named(articles: list[dict]) -> list[tuple[str, str]]:
    """(given, family) of the persons that are tagged at least twice."""
    counted = Counter()
    for article in articles:
        for start, end, kind in article.get("entities", ()):
            match = re.fullmatch(
                r"([A-Z][a-zé]+) (?:[A-Z]\. )?([A-Z][A-Za-z-]+[a-z])(?:['’]s)?", article["text"][start:end]
            )
            if match and kind == "PERSON":
                counted[match[1], match[2]] += 1
    return [name for name, times in counted.items() if times > 1]


def label(article: dict, tokenize, text: str | None = None, carry=lambda s, e: (s, e)) -> Labelled:
    """An article with piece ranges for its spans, after a change of text that ``carry`` follows."""
    text = article["text"] if text is None else text
    pieces = cut(text, [Span(0, len(text))] if text else [], tokenize)
    attributions = []
    for a in article["attributions"]:
        ranges = {}
        for role in ROLES:
            found = []
            for start, end in a[role]:
                start, end = carry(start, end)
                r = (
                    int(np.searchsorted(pieces.ends, start, "right")),
                    int(np.searchsorted(pieces.starts, end, "left")),
                )
                if r[0] < r[1]:
                    found.append(r)
            ranges[role] = tuple(sorted(found))
        if ranges["cue"] and ranges["content"]:
            attributions.append((ranges["source"], ranges["cue"][0], ranges["content"]))
    return Labelled(article["id"], text, pieces, tuple(attributions), _tagged(article, pieces, carry))


def _tagged(article: dict, pieces: Pieces, carry) -> np.ndarray | None:
    if "entities" not in article:
        return None
    tags = np.zeros(len(pieces), np.int64)
    for start, end, kind in article["entities"]:
        start, end = carry(start, end)
        a, b = np.searchsorted(pieces.ends, start, "right"), np.searchsorted(pieces.starts, end, "left")
        if a < b:
            tags[a:b] = begins(kind) + 1
            tags[a] -= 1
    return tags


def damaged(
    article: dict,
    tokenize,
    rng: random.Random,
    known: list[tuple[str, str]],
    share: float = 0.35,
    *,
    abroad: float = 0.0,
    renamed: float = 0.4,
) -> Labelled:
    """The article with, by chance, other places and names and one or two kinds of damage."""
    text, steps = article["text"], []
    if abroad and rng.random() < abroad:
        steps.append(lambda t, r: noise.abroad(t, r, article["entities"]))
    if rng.random() < renamed:
        steps.append(lambda t, r: noise.rename(t, r, known))
    if rng.random() < share:
        steps += rng.sample(noise.DAMAGES, rng.choice((1, 1, 2, 3)))
    carries = []
    for step in steps:
        change = noise.Damaged(text, step(text, rng))
        text = change.text
        carries.append(change.span)

    def carry(start: int, end: int) -> tuple[int, int]:
        for span in carries:
            start, end = span(start, end)
        return start, end

    return label(article, tokenize, text, carry)


def epoch(articles: list[dict], others: list[dict], rng: random.Random) -> list[dict]:
    """One version of each article: of those that several people annotated one at random (twice)."""
    versions = defaultdict(list)
    for article in others:
        versions[article["id"]].append(article)
    chosen = []
    for article in articles:
        if article["id"] in versions:
            chosen += rng.sample(versions[article["id"]], 2)
        else:
            chosen.append(article)
    return chosen


def batches(articles: list[dict], size: int, rng: random.Random) -> Iterator[list[dict]]:
    """Random batches of about ``size`` characters, articles of similar window length together."""
    order = list(articles)
    rng.shuffle(order)
    batch: list[dict] = []
    total = 0
    for article in order:
        batch.append(article)
        total += len(article["text"])
        if total >= size:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
