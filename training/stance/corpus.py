"""The data: argument pairs (IBM, Perspectrum), attitudes toward a marked target (NewsMTSC), sentences of our own."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path

from training.stance import statements
from training.stance.labels import ATTITUDES, OPPOSITE, STANCES
from training.stance.sentences import pairs

BOS, EOS = 0, 2
MOST = 96
_AROUND = 110  # characters of a sentence kept on each side of a target


@dataclass(frozen=True, slots=True)
class Item:
    """Pieces of a pair, which head it is for (0 stance, 1 attitude) and the right class."""

    pieces: tuple[int, ...]
    head: int
    label: int


def held_out(key: str, share: float) -> bool:
    """Whether a motion (or sentence) belongs to the held-out part: by its name, so always the same."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32 < share


def rows(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"stance-{name}.jsonl").read_text("utf-8").splitlines()]


_SAYING = ("said", "said that", "argued that", "told reporters that", "insisted that", "believes that")
_DENYING = ("denied that", "dismissed the claim that", "did not believe that", "said it was not true that")


def _said(row: dict, rng: random.Random) -> tuple[str, str, str]:
    """An argument as news would report it, now and then: with a cue, or denied."""
    text, chance = row["text"].strip(), rng.random()
    if chance < 0.06:
        return f"{rng.choice(_DENYING)} {text}", row["concept"], OPPOSITE[row["label"]]
    if chance < 0.3:
        text = f"{rng.choice(_SAYING)} {text}"
    return text, row["concept"], row["label"]


def marked(row: dict) -> str:
    """The text around the target, which stands in brackets."""
    text, at, to = row["text"], row["frm"], row["to"]
    before, after = text[max(0, at - _AROUND) : at], text[to : to + _AROUND]
    return f"{before}[ {text[at:to]} ]{after}"


class Corpus:
    """Training and held-out items of all sets."""

    def __init__(self, folder: Path, tokenize) -> None:
        self.tokenize = tokenize
        self.arguments = rows(folder, "ibmcs") + rows(folder, "perspectrum")
        targets = rows(folder, "newsmtsc")
        self.held = {
            "ibm": [r for r in self.arguments if r["src"] == "ibmcs" and held_out(r["concept"], 0.3)],
            "perspectrum": [r for r in self.arguments if r["src"] == "perspectrum" and r["split"] == "dev"],
        }
        unseen = {r["concept"].lower() for part in self.held.values() for r in part}
        self.arguments = [r for r in self.arguments if r["concept"].lower() not in unseen]
        self.mtsc_held = [r for r in targets if held_out(r["text"], 0.1)]
        self.targets = [r for r in targets if not held_out(r["text"], 0.1)]

    def pair(self, text: str, other: str) -> tuple[int, ...]:
        first, second = self.tokenize(text), self.tokenize(other)
        return (BOS, *first[: MOST - len(second) - 4], EOS, EOS, *second, EOS)

    def stance(self, text: str, issue: str, label: str) -> Item:
        return Item(self.pair(text, issue), 0, STANCES.index(label))

    def attitude(self, row: dict) -> Item:
        return Item(self.pair(marked(row), row["concept"]), 1, ATTITUDES.index(row["label"]))

    def epoch(self, rng: random.Random, *, own: int, written: int, share: float) -> list[Item]:
        """One pass: a share of arguments and targets, ``own`` sentences from frames, ``written`` statements."""
        items = [self.stance(*_said(r, rng)) for r in rng.sample(self.arguments, int(len(self.arguments) * share))]
        for r in rng.sample(self.arguments, int(len(self.arguments) * share) // 12):
            other = rng.choice(self.arguments)["concept"]
            if other != r["concept"]:
                items.append(self.stance(r["text"], other, "unrelated"))
        texts = [r["text"] for r in self.targets if len(r["text"]) < 160]
        for p in (*pairs(rng, own, texts), *statements.pairs(rng, written)):
            items.append(self.stance(p.text, p.issue, p.stance))
        items += [self.attitude(r) for r in rng.sample(self.targets, int(len(self.targets) * share))]
        return items

    def tests(self) -> dict[str, list[Item]]:
        out = {
            name: [self.stance(r["text"], r["concept"], r["label"]) for r in part] for name, part in self.held.items()
        }
        return out | {"newsmtsc": [self.attitude(r) for r in self.mtsc_held]}


def batches(items: list[Item], size: int, rng: random.Random) -> list[list[Item]]:
    """Items of like length together, about ``size`` pieces a batch, batches in random order."""
    items = sorted(items, key=lambda one: len(one.pieces) + rng.random() * 4)
    out, batch = [], []
    for item in items:
        if batch and (len(batch) + 1) * len(item.pieces) > size:
            out.append(batch)
            batch = []
        batch.append(item)
    out.append(batch)
    rng.shuffle(out)
    return out
