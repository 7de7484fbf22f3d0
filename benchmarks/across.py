"""Entities over all articles: the Resolver on MEANTIME beside exact strings and surnames, by B³ and CoNLL F1.

    python benchmarks/across.py [MEANTIME.jsonl] [--errors]

**What is scored**: mentions of persons, organisations and places (ENTITY_MENTION with an instance of type PER, ORG or
LOC; products and sums of money are no actors); "all types" adds those. An entity is the same in every article.

**Gold mentions given**: ``read`` finds the actors of each article and the Resolver joins them over articles. A gold
mention is in the cluster of the actor with a mention of exactly its span, else with one that covers its syntactic head
("its European division, *Opel*"), unless it is a list ("Karro and Tavi"). A name that is nobody to the reader is
given to the Resolver as an organisation, or the state, called so. What is left stands alone.
The baselines cluster the same gold mentions.

**Predicted mentions**: ``read`` finds them, nothing is given. A predicted mention is the gold mention of the same span
or extent, else of the largest overlap of a half or more, each at most once. In the lines that MEANTIME annotates in
full (headline, date, the first four sentences) one without a gold mention counts as wrong; behind them MEANTIME
annotates only what it follows, so what matches nothing is left out. A gold mention not found counts against recall.
The baselines cluster the same predicted mentions.

**Names only**: as "gold mentions given", on mentions that are names (a capital letter in the last word, no pronoun).

**Baselines**: *exact string*: mentions of the same words (lower case, no article) are one entity over all articles;
*surname*: those with the same last word. In both, pronouns and common nouns are one only inside an article: "it" of two
articles as one would make them worse.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coreference import scores

from onrecord.model import Actor, ActorType, Article, Reading, Span
from onrecord.names.entities import parse
from onrecord.names.lexicon import country_name
from onrecord.names.places import place_of
from onrecord.names.resolver import Resolver
from onrecord.names.sources import head_of
from onrecord.pipeline.read import read
from onrecord.text.article import make_article

ACTORS = frozenset({"PER", "ORG", "LOC"})
#: Lines that are annotated in full: headline, date and the first four sentences.
FULL_LINES = 6
_PRONOUN = re.compile(
    r"(?:it|its|itself|he|him|his|himself|she|her|hers|herself|they|them|their|themselves|we|us|our|ours|i|my|me|you|your|"
    r"who|whom|whose|which|that|what|this|these|those|both|where|one|each other|anybody)\Z",
    re.I,
)
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.I)
_LIST = re.compile(r"\s(?:and|or|&)\s|\s,\s.*\s,\s")

Mention = tuple[str, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Gold:
    """One article of MEANTIME: ``entities`` are all its mentions, ``kinds`` of what type."""

    article: Article
    entities: dict[Mention, str]
    kinds: dict[Mention, str]
    full: int  # the end of what is annotated in full


def load(path: Path) -> list[Gold]:
    """The articles, by date, as the record would resolve them."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, doc = row["text"], row["doc"]
        date = next((line for line in text.splitlines()[:3] if re.search(r"\d{4}\Z", line.strip())), None)
        published = re.sub(r"\s+,", ",", date) if date else None
        rows = [m for m in row["mentions"] if m["tag"] == "ENTITY_MENTION" and m.get("instance")]
        entities = {(doc, m["start"], m["end"]): m["instance"] for m in rows}
        kinds = {(doc, m["start"], m["end"]): m["itype"] for m in rows}
        full = sum(len(line) for line in text.splitlines(keepends=True)[:FULL_LINES])
        found.append(Gold(make_article(text, id=doc, published=published), entities, kinds, full))
    return sorted(found, key=lambda gold: (gold.article.published or "9", gold.article.id))


@dataclass(frozen=True, slots=True)
class Found:
    """What we found in one article; ``ids`` has the identity over all articles for each actor."""

    gold: Gold
    reading: Reading
    given: dict[Mention, Actor]
    ids: dict[str, str]


def resolved(golds: list[Gold], *, give: bool) -> list[Found]:
    """Read and resolve all; with ``give``, names of the gold that are nobody become actors too."""
    resolver, rows = Resolver(), []
    for gold in golds:
        reading = reading_of(gold)
        given = mapped(gold, reading) if give else {}
        extra = {actor.id: actor for actor in given.values()}
        actors = tuple(({actor.id: actor for actor in reading.actors} | extra).values())
        rows.append(
            Found(
                gold, reading, given, resolver.add(gold.article.id, actors, gold.article.published, ties=reading.ties)
            )
        )
    for row in rows:
        row.ids.update({local: resolver.stands_as(id) for local, id in row.ids.items()})
    return rows


_READ: dict[str, Reading] = {}


def reading_of(gold: Gold) -> Reading:
    """Read once, whatever is measured."""
    if gold.article.id not in _READ:
        _READ[gold.article.id] = read(gold.article)
    return _READ[gold.article.id]


def mapped(gold: Gold, reading: Reading) -> dict[Mention, Actor]:
    """The actor of each gold mention, as said above."""
    doc = parse(gold.article)
    exact = {part: actor for actor in reading.actors for m in actor.mentions for part in _parts(m)}
    exact |= {m.span: actor for actor in reading.actors for m in actor.mentions}
    text, found = gold.article.text, {}
    for mention in gold.entities:
        span = Span(*mention[1:])
        actor = exact.get(span) or exact.get(_without_article(text, span))
        if actor is None and not _LIST.search(span.of(text)):
            actor = _at_head(doc, reading, span)
        name = _ARTICLE.sub("", " ".join(span.of(text).split()))
        if actor is None and _looks_like_name(name):
            place = place_of(name)
            label = country_name(place[0]) if place and place[1] != "capital" else name
            type_ = ActorType.ORGANISATION if label is name else ActorType.STATE
            actor = Actor(f"given {label}", label, type_)
        if actor is not None:
            found[mention] = actor
    return found


def _at_head(doc, reading: Reading, span: Span) -> Actor | None:
    head = head_of(doc, span)
    at = Span(head.idx, head.idx + len(head))
    fits = [
        (len(m.span), actor)
        for actor in reading.actors
        for m in actor.mentions
        if m.span.holds(at) and span.holds(m.span)
    ]
    return min(fits, key=lambda fit: fit[0])[1] if fits else None


def _without_article(text: str, span: Span) -> Span:
    match = _ARTICLE.match(span.of(text))
    return Span(span.start + match.end(), span.end) if match and match.end() < len(span) else span


def given(golds: list[Gold]) -> dict[Mention, Hashable]:
    """Our cluster of each gold mention."""
    found: dict[Mention, Hashable] = {}
    for row in resolved(golds, give=True):
        for mention in row.gold.entities:
            actor = row.given.get(mention)
            found[mention] = row.ids[actor.id] if actor else mention
    return found


def predicted(golds: list[Gold]) -> tuple[dict[Mention, str], dict[Mention, Hashable]]:
    """(gold, ours) over predicted mentions, as said above."""
    ours: dict[Mention, Hashable] = {}
    for row in resolved(golds, give=False):
        gold, actors, ids = row.gold, row.reading.actors, row.ids
        free = set(gold.entities)
        mentions = sorted(((m, actor) for actor in actors for m in actor.mentions), key=lambda pair: pair[0].span)
        rest = []
        for mention, actor in mentions:
            fits = ((_fit(mention, Span(*other[1:])), other) for other in free)
            best, other = max(fits, default=(0.0, None))
            if best == 1.0 and other is not None:
                free.discard(other)
                ours[other] = ids[actor.id]
            else:
                rest.append((mention, actor))
        for mention, actor in rest:
            best, other = max(((_fit(mention, Span(*other[1:])), other) for other in free), default=(0.0, None))
            if best >= 0.5 and other is not None:
                free.discard(other)
                ours[other] = ids[actor.id]
            elif mention.span.end <= gold.full:
                ours[gold.article.id, mention.span.start, mention.span.end] = ids[actor.id]
    return {m: e for gold in golds for m, e in gold.entities.items()}, ours


def _parts(mention) -> Iterator[Span]:
    yield mention.span
    if mention.extent:
        yield mention.extent


def _fit(mention, span: Span) -> float:
    return max(_overlap(part, span) for part in _parts(mention))


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def words_of(mention: Mention, texts: dict[str, str]) -> str:
    doc, start, end = mention
    return _ARTICLE.sub("", " ".join(texts[doc][start:end].split()))


def is_name(mention: Mention, texts: dict[str, str]) -> bool:
    """Whether the last word has a capital and is no pronoun at the beginning of a sentence."""
    return _looks_like_name(words_of(mention, texts))


def _looks_like_name(written: str) -> bool:
    return bool(written) and written.split()[-1][:1].isupper() and not _PRONOUN.match(written)


def baseline(mentions, texts: dict[str, str], *, surname: bool) -> dict[Mention, Hashable]:
    """Clusters by the same words, or by the same last word."""
    found: dict[Mention, Hashable] = {}
    for mention in mentions:
        written = words_of(mention, texts).lower().removesuffix(" 's")
        key = (written.split() or [""])[-1] if surname else written
        found[mention] = key if is_name(mention, texts) else (mention[0], key)
    return found


def table(title: str, gold: dict, rows: dict[str, dict]) -> dict[str, float]:
    """Print one comparison; the gain over the better baseline by measure."""
    print(f"\n{title}: {len(gold)} gold mentions of {len(set(gold.values()))} entities")
    measured = {name: scores(gold, found) for name, found in rows.items()}
    for name, measure in measured.items():
        print(
            f"  {name:13}"
            + "  ".join(f"{k} P {p:.3f} R {r:.3f} F {f:.3f}" for k, (p, r, f) in measure.items() if k != "conll")
            + f"  CoNLL {measure['conll'][2]:.3f}"
        )
    gain = {
        k: measured["onrecord"][k][2] - max(measured["exact string"][k][2], measured["surname"][k][2])
        for k in ("b3", "conll")
    }
    print(f"  above the better baseline: B³ {gain['b3']:+.3f}, CoNLL {gain['conll']:+.3f}")
    return gain


def compare(golds: list[Gold]) -> None:
    """All comparisons."""
    texts = {gold.article.id: gold.article.text for gold in golds}
    kinds = {m: k for gold in golds for m, k in gold.kinds.items()}
    entities = {m: e for gold in golds for m, e in gold.entities.items()}
    ours = given(golds)
    sets = {
        "gold mentions given": {m for m in entities if kinds[m] in ACTORS},
        "gold mentions given, all types": set(entities),
        "gold mentions given, names only": {m for m in entities if kinds[m] in ACTORS and is_name(m, texts)},
    }
    for title, kept in sets.items():
        wanted = {m: entities[m] for m in entities if m in kept}
        rows = {
            "onrecord": {m: ours[m] for m in wanted},
            "exact string": baseline(wanted, texts, surname=False),
            "surname": baseline(wanted, texts, surname=True),
        }
        table(title, wanted, rows)
    gold, found = predicted(golds)
    found = {m: c for m, c in found.items() if kinds.get(m, "PER") in ACTORS}
    wanted = {m: e for m, e in gold.items() if kinds[m] in ACTORS}
    rows = {
        "onrecord": found,
        "exact string": baseline(found, texts, surname=False),
        "surname": baseline(found, texts, surname=True),
    }
    table("predicted mentions", wanted, rows)


def errors(golds: list[Gold]) -> None:
    """Entities that we split over clusters, and clusters that mix entities, the largest first."""
    texts = {gold.article.id: gold.article.text for gold in golds}
    ours = given(golds)
    entities = {m: e for gold in golds for m, e in gold.entities.items() if gold.kinds[m] in ACTORS}
    for title, one, other in (("split", entities, ours), ("mixed", {m: ours[m] for m in entities}, entities)):
        groups: dict[Hashable, dict[Hashable, list[Mention]]] = {}
        for mention, name in one.items():
            groups.setdefault(name, {}).setdefault(other[mention], []).append(mention)
        for name, parts in sorted(groups.items(), key=lambda pair: -len(pair[1]))[:25]:
            print(f"{title} {name}: {len(parts)} parts")
            for part in sorted(parts.values(), key=len, reverse=True)[:6]:
                print("   ", len(part), sorted({words_of(m, texts)[:40] for m in part})[:6])


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "meantime.jsonl"
    cli.add_argument("path", nargs="?", type=Path, default=beside)
    cli.add_argument("--errors", action="store_true", help="Show the largest mistakes instead.")
    options = cli.parse_args()
    golds = load(options.path)
    errors(golds) if options.errors else compare(golds)


if __name__ == "__main__":
    main()
