"""How often a trigger with a signature carries an attribution, counted over annotated news (PolNeAR train).

``data/cue_frames.tsv`` holds ``lemma, signature, seen, attributions`` and is made by ``training/cue_frames.py``;
``data/speech_acts.tsv`` is our own list of verbs: what each does (say, deny, demand, stance, mind, show) in which
frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

#: How many sightings the prior weighs.
_WEIGHT = 3.0
#: How far a word of our own list is lifted toward certainty.
_LISTED = 0.4
#: "called her position": nothing, unless marks follow.
_IF_QUOTED = 0.3
_ON_RECORD = frozenset(("say", "deny", "demand", "stance"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts by lemma and signature, with the rates of each alone as prior."""

    counts: dict[tuple[str, str], tuple[int, int]]
    by_signature: dict[str, float]
    by_lemma: dict[str, tuple[int, int]]
    acts: dict[str, dict[str, str]]  # lemma -> frame -> what it does

    def probability(self, lemma: str, signature: str, *, policy: bool = False) -> float:
        """The share of such frames that carry an attribution, pulled toward the rates of lemma and signature alone.

        ``policy``: the object is something one can be for or against.
        """
        seen, hits = self.counts.get((lemma, signature), (0, 0))
        prior = self.by_signature.get(signature, 0.02)
        n, k = self.by_lemma.get(lemma, (0, 0))
        prior = 0.5 * prior + 0.5 * (k + 2 * prior) / (n + 2)
        act = self.act(lemma, signature)
        if act is not None:
            prior = max(prior, 0.6)
        probability = (hits + _WEIGHT * prior) / (seen + _WEIGHT)
        if signature == "dobj" and self.act(lemma, "quoted"):
            probability = max(probability, _IF_QUOTED)
        # what belongs on record is worth a few false findings
        return (
            probability + _LISTED * (1 - probability)
            if act in _ON_RECORD or (policy and act == "policy")
            else probability
        )

    def act(self, lemma: str, signature: str) -> str | None:
        """What the word does in that frame (``say``, ``stance`` …), or None where the list does not have it."""
        verb, _, particle = lemma.partition(" ")
        if particle and signature.startswith(f"prep:{particle}"):
            lemma = verb  # "called on both to return": the parser takes "on" for a particle too
        frames = self.acts.get(lemma, {})
        if signature.startswith("dobj+prep:"):
            return frames.get(signature) or frames.get("dobj")
        return frames.get(signature)

    def says(self, lemma: str) -> bool:
        """Whether the verb may introduce a quotation."""
        n, k = self.by_lemma.get(lemma, (0, 0))
        return "quote" in self.acts.get(lemma, ()) or (k >= 5 and k / n > 0.35)


def rows(name: str) -> list[list[str]]:
    """The tab-separated lines of a data file of this room, without comments."""
    text = (files("onrecord.statements") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache
def words(name: str) -> frozenset[str]:
    """A data file that is one list of words."""
    return frozenset(word for row in rows(name) for word in row[0].split(", "))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once a process."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    by_signature: dict[str, float] = {}
    by_lemma: dict[str, tuple[int, int]] = {}
    for lemma, signature, seen, hits in rows("cue_frames.tsv"):
        n, k = int(seen), int(hits)
        if lemma == "*":
            by_signature[signature] = k / n
            continue
        counts[lemma, signature] = (n, k)
        was = by_lemma.get(lemma, (0, 0))
        by_lemma[lemma] = (was[0] + n, was[1] + k)
    acts: dict[str, dict[str, str]] = {}
    for act, signatures, lemmas in rows("speech_acts.tsv"):
        for lemma in lemmas.split(", "):
            acts.setdefault(lemma, {}).update(dict.fromkeys(signatures.split(), act))
    return Lexicon(counts, by_signature, by_lemma, acts)
