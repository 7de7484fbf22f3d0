"""Learn whom he and she mean: a conditional logit over the candidates of each pronoun of GUM's training documents.

    python -m training.pronouns [../shared/data/gum.jsonl]

Each document is read with gold in place of what is learned: a pronoun goes to the candidate that has a name (or a
phrase) of its gold entity, so that later pronouns see a right past. Writes ``src/onrecord/names/data/pronouns.tsv``.
Deterministic; the weights come out the same to two digits. Prints leave-one-document-out accuracy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.names import likeliest
from onrecord.names.sources import head_of
from onrecord.pipeline.read import read
from onrecord.text.parse import parse

OUT = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "names" / "data" / "pronouns.tsv"
#: What was known before learning, set by hand on reports of politics: GUM has few speakers, and of 194 pronouns one
#: learns too little to unlearn that whoever spoke goes on.
KNOWN = {
    "sentences": -1.0, "subject": 0.9, "source": 0.7, "name": 0.2, "known gender": 0.8, "unnamed": -0.6,
    "characters": -0.5,
}  # fmt: skip
#: Pull toward it.
PULL = 10.0

Example = tuple[np.ndarray, list[int]]  # clues of the candidates, which of them are right


def examples_of(row: dict, names: list[str]) -> list[Example]:
    """The pronouns of one document with the clues of their candidates."""
    text = row["text"]
    article = Article(row["doc"], text, published=row["date"], zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    doc = parse(article)
    entity = {head_of(doc, Span(m["start"], m["end"])).i: m["e"] for m in reversed(row["mentions"])}
    examples: list[Example] = []

    def taught(walk, pronoun, people, gender):
        found = likeliest.clues(walk, pronoun, people, gender)
        wanted = entity.get(head_of(doc, pronoun.span).i)
        right = [
            n
            for n, (cluster, _) in enumerate(found)
            if wanted is not None and any(entity.get(head_of(doc, m.span).i) == wanted for m in cluster.mentions)
        ]
        if right and pronoun.span.of(text).lower() in ("he", "she", "him", "her", "his", "hers", "himself", "herself"):
            clues = np.array([[clue.get(name, 0.0) for name in names] for _, clue in found])
            examples.append((clues, right))
            return found[right[0]][0]
        return found[0][0] if found else None

    from onrecord.names import pronouns

    kept, pronouns.likeliest = pronouns.likeliest, taught
    try:
        read(article)
    finally:
        pronouns.likeliest = kept
    return examples


def fit(examples: list[Example]) -> np.ndarray:
    """Weights that make the right candidates likeliest, not far from what was known."""
    known = np.array([KNOWN.get(name, 0.0) for name in NAMES])

    def loss(weights: np.ndarray) -> float:
        total = PULL * float((weights - known) @ (weights - known)) / 2
        for clues, right in examples:
            scores = clues @ weights
            scores -= scores.max()
            total -= float(np.log(np.exp(scores[right]).sum()) - np.log(np.exp(scores).sum()))
        return total

    return minimize(loss, known, method="L-BFGS-B").x


def right_share(examples: list[Example], weights: np.ndarray) -> tuple[int, int]:
    return sum(int(np.argmax(clues @ weights)) in right for clues, right in examples), len(examples)


def main() -> None:
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/gum.jsonl")
    rows = [row for line in source.read_text().splitlines() if (row := json.loads(line))["split"] == "train"]
    names = NAMES
    found = {row["doc"]: examples_of(row, names) for row in rows}
    right = asked = 0
    for left_out in found:
        if found[left_out]:
            weights = fit([e for doc, own in found.items() if doc != left_out for e in own])
            hits, n = right_share(found[left_out], weights)
            right, asked = right + hits, asked + n
    print(f"leaving one document out: {right} of {asked}, {right / asked:.3f}")
    known = np.array([KNOWN.get(name, 0.0) for name in NAMES])
    print("by hand:", *right_share([e for own in found.values() for e in own], known))
    weights = fit([e for own in found.values() for e in own])
    lines = [f"{name}\t{weight:.2f}" for name, weight in zip(names, weights, strict=True)]
    head = "# What speaks for a person as the meaning of he or she: clue, weight. Made by training/pronouns.py.\n"
    OUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


NAMES = [
    "same sentence", "sentence before", "sentences", "characters", "last", "subject", "source",
    "subject of the sentence before", "both subjects", "name", "pronoun", "times", "known gender", "unnamed",
    "quoted with it", "quoted without it", "its own object", "described by the clause",
]  # fmt: skip

if __name__ == "__main__":
    main()
