"""Who is who inside one article: ``read`` on GUM beside rule baselines; predicted mentions throughout.

    python benchmarks/inside.py [GUM.jsonl] [--split dev] [--errors]

**he/she**: gold pronouns he, she, him, her, his, hers, himself, herself whose entity has a name somewhere in the text.
Right if the actor that has the pronoun has a name that is a gold mention of the same entity; a pronoun left
open is wrong.
The baseline takes the person named last before it.

**nominal**: gold phrases of persons and organisations without a name ("the official") whose entity is named earlier.
Right likewise. The baseline takes nobody, for most such phrases in the news are no one named: shown is the share found.

**CoNLL F1**: mean of MUC, B³ and CEAF over entities, on mentions of persons, organisations and places; single mentions
dropped on both sides. Mentions are the same where their head words are. The baseline clusters the same predicted
mentions: names of the same words or the same last word, phrases of the same head word, pronouns alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from coreference import scores

from onrecord.model import Article, MentionForm, Span, Zone, ZoneKind
from onrecord.names.sources import head_of
from onrecord.pipeline.read import read
from onrecord.text.parse import parse

SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
ACTORS = frozenset(("person", "organization", "place"))
Place = tuple[str, int]  # document, number of the head word


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention as GUM has it; ``head`` is the number of its head word."""

    entity: str
    head: Place
    text: str
    type: str
    pronoun: bool
    start: int

    @property
    def named(self) -> bool:
        """Whether a word other than the first has a capital, or the only one has."""
        words = [word for word in self.text.split() if word[:1].isalpha()]
        return not self.pronoun and any(word[0].isupper() for word in (words[1:] or words))


@dataclass(frozen=True, slots=True)
class Found:
    """A mention of ours; ``actor`` is unique over all documents."""

    actor: str
    head: Place
    text: str
    form: MentionForm
    start: int


def read_document(row: dict) -> tuple[list[Gold], list[Found]]:
    """The mentions of one document: theirs and ours."""
    text = row["text"]
    article = Article(row["doc"], text, published=row["date"], zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    doc = parse(article)
    gold = [
        Gold(
            f"{row['doc']}/{m['e']}",
            (row["doc"], head_of(doc, Span(m["start"], m["end"])).i),
            m["text"],
            m["type"],
            m["pron"],
            m["start"],
        )
        for m in row["mentions"]
    ]
    found = [
        Found(
            f"{row['doc']}/{actor.id}",
            (row["doc"], head_of(doc, m.span).i),
            m.span.of(text),
            m.form,
            m.span.start,
        )
        for actor in read(article).actors
        for m in actor.mentions
    ]
    return gold, sorted(found, key=lambda m: m.start)


def pointing(gold: list[Gold], found: list[Found], *, pronouns: bool) -> list[tuple[Gold, bool, bool]]:
    """Each gold pronoun (or phrase) with: did we find whom it means, did the baseline."""
    entity_at = {m.head: m.entity for m in gold}
    named = {m.entity for m in gold if m.named}
    first_named: dict[str, int] = {}
    for m in gold:
        if m.named:
            first_named[m.entity] = min(m.start, first_named.get(m.entity, m.start))
    names = defaultdict(set)  # our actor -> gold entities that its names are
    for m in found:
        if m.form is MentionForm.NAME and m.head in entity_at:
            names[m.actor].add(entity_at[m.head])
    ours = {m.head: m.actor for m in found}
    persons = [m for m in gold if m.type == "person" and m.named]
    out = []
    for m in gold:
        if m.entity not in named or m.type not in ("person", "organization"):
            continue
        if pronouns != (m.pronoun and m.text.lower() in SINGULAR) or (m.named or (m.pronoun and not pronouns)):
            continue
        if not pronouns and first_named[m.entity] >= m.start:
            continue
        last = max((p for p in persons if p.start < m.start), key=lambda p: p.start, default=None)
        right = m.entity in names[ours[m.head]] if m.head in ours else False
        out.append((m, right, pronouns and last is not None and last.entity == m.entity))
    return out


def clusters(gold: list[Gold], found: list[Found]) -> tuple[dict, dict, dict]:
    """Gold, ours and the baseline's as dicts from head word to cluster, single mentions dropped."""
    theirs = _without_singles({m.head: m.entity for m in reversed(gold) if m.type in ACTORS})
    ours = _without_singles({m.head: m.actor for m in found})
    rules = _without_singles({m.head: key for m in found if (key := _alike(m)) is not None})
    return theirs, ours, rules


def _alike(mention: Found) -> str | None:
    if mention.form is MentionForm.PRONOUN:
        return None
    last = re.sub(r"\W+$", "", mention.text.lower()).split()[-1:]
    return f"{mention.head[0]} {mention.form} {last}"


def _without_singles(members: dict) -> dict:
    sizes = defaultdict(int)
    for cluster in members.values():
        sizes[cluster] += 1
    return {mention: cluster for mention, cluster in members.items() if sizes[cluster] > 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", nargs="?", default="../shared/data/gum.jsonl", type=Path)
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    rows = [row for line in options.gum.read_text().splitlines() if (row := json.loads(line))["split"] == options.split]
    documents = [read_document(row) for row in rows]
    for name, pronouns in (("he/she", True), ("nominal", False)):
        asked = [one for document in documents for one in pointing(*document, pronouns=pronouns)]
        right, base = sum(ours for _, ours, _ in asked), sum(rule for _, _, rule in asked)
        rule = f"   person named last {base / len(asked):.3f}" if pronouns else ""
        print(f"{name:8} {right / len(asked):.3f}  ({right} of {len(asked)}){rule}")
        for mention, ours, _ in asked if options.errors else ():
            if not ours:
                print(f"   {mention.head[0]} @{mention.start} {mention.text!r} is {mention.entity}")
    every: list[dict] = [{}, {}, {}]
    for document in documents:
        for whole, part in zip(every, clusters(*document), strict=True):
            whole.update(part)
    for name, members in (("read", every[1]), ("same words", every[2])):
        measured = scores(every[0], members)
        print(f"{name:12}" + "  ".join(f"{key} {prf[2]:.3f}" for key, prf in measured.items()))


if __name__ == "__main__":
    main()
