"""How well events are found in sentences of our own: types, actors, realis, who says so, figures, and what is extra.

    python benchmarks/events.py [--split dev|test|fresh-dev|fresh-test|blind|newswire-dev|newswire-test] [--errors]

The data are ``tests/events/sentences/sentences.jsonl`` (see ``guideline.md`` there): each sentence is an article
of its own. Of the test splits and the blind one only these totals are ever looked at, so ``--errors`` works for the dev
splits alone.

An event found is right in type where it can be paired with a gold event of that type in the sentence, one to one.
*Actors* are compared on events right in type, and on all events (those of missed events are missed, those of extra
events extra); an actor is right in its role when one of its mentions overlaps the gold words. Optional actors are
neither demanded nor punished; where both sides do the same thing, the role does not count.

The newswire splits are real articles of ``../shared/data/timex-dev.jsonl``, coded where they stand
(``tests/events/newswire.jsonl``: offsets alone). A deed that an earlier sentence of the article told is there neither
asked for nor punished; dates, places, figures and who says so are not coded.

With ``--regression`` it prints how many of PETRARCH's test cases (``../shared/data/petrarch-regression.jsonl``) get an
event of their PLOVER type. Those codes are another program's, partly wrong, and words alone are events there and
statements here: the number should not fall, and says nothing about quality.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.model import Actor, Article, Event, Reading, Span, Zone, ZoneKind
from onrecord.models.deeds import RECIPROCAL
from onrecord.pipeline.read import read_many
from onrecord.text.article import make_article

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "tests/events/sentences/sentences.jsonl"
REGRESSION = ROOT.parent / "shared/data/petrarch-regression.jsonl"
NEWSWIRE = ROOT / "tests/events/newswire.jsonl"
TEXTS = ROOT.parent / "shared/data/timex-dev.jsonl"
PUBLISHED = "2023-06-15"
SPLITS = ("dev", "test", "fresh-dev", "fresh-test", "blind", "newswire-dev", "newswire-test")
#: Those whose errors may be read.
READ = ("dev", "fresh-dev", "newswire-dev")
#: A type with fewer gold events than this is left out of the macro average: its F1 would be noise.
FEW = 4


@dataclass(slots=True)
class Counts:
    """Right, extra and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        whole = 2 * self.right + self.extra + self.missed
        return 2 * self.right / whole if whole else 1.0

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        return f"F1 {self.f1:.3f}  P {precision:.3f}  R {recall:.3f}  ({self.right} +{self.extra} -{self.missed})"


@dataclass(slots=True)
class Score:
    """What :func:`score` adds up."""

    types: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    actors: Counts = field(default_factory=Counts)
    actors_all: Counts = field(default_factory=Counts)
    realis: Counter = field(default_factory=Counter)
    realis_types: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    said: Counter = field(default_factory=Counter)
    dated: Counter = field(default_factory=Counter)
    placed: Counter = field(default_factory=Counter)
    figures: Counts = field(default_factory=Counts)
    empty: int = 0
    extra_in_empty: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def macro(self) -> float:
        """Mean F1 of the types that are not too rare."""
        kept = [c.f1 for c in self.types.values() if c.right + c.missed >= FEW]
        return sum(kept) / max(1, len(kept))

    @property
    def micro(self) -> Counts:
        every = self.types.values()
        return Counts(sum(c.right for c in every), sum(c.extra for c in every), sum(c.missed for c in every))


def article_of(row: dict) -> Article:
    """A sentence as an article: one paragraph, a headline where its style says so."""
    kind = ZoneKind.HEADLINE if row["style"] == "headline" else ZoneKind.BODY
    return Article(row["id"], row["text"], published=PUBLISHED, zones=(Zone(kind, Span(0, len(row["text"]))),))


def score(pairs: Iterable[tuple[dict, Reading]]) -> Score:
    """Compare gold sentences with their readings."""
    total = Score()
    for row, reading in pairs:
        before = len(total.errors)
        _score_sentence(total, row, reading)
        if len(total.errors) > before:
            total.errors.insert(before, f"\n{row['text']}   [{row['style']}]")
    return total


def _score_sentence(total: Score, row: dict, reading: Reading) -> None:
    text = reading.article.text
    golds, again = _first_told(row["events"])
    where = Span(*row.get("at", (0, len(text))))
    found = [event for event in reading.events if event.trigger.overlaps(where)]
    matched = dict(_matched(golds, found, text))
    # a deed that an earlier sentence told is neither asked for nor punished
    free = {f for f, event in enumerate(found) if any(_names(one, event, text) for one in again)}
    found, matched = _without(free - set(matched.values()), found, matched)
    if not row["events"]:
        total.empty += 1
        total.extra_in_empty += len(found)
    for g, gold in enumerate(golds):
        if g not in matched:
            total.types[gold["type"]].missed += 1
            total.actors_all.missed += sum(not a.get("optional") for a in (*gold["who"], *gold["to_whom"]))
            total.errors.append(f"   - {gold['type']} “{_words(gold['trigger'], text)}” {gold['realis']}")
    for f, event in enumerate(found):
        if f not in matched.values():
            total.types[event.type].extra += 1
            total.actors_all.extra += len(event.who) + len(event.to_whom)
            total.errors.append(f"   + {event.type} {event.realis.value}: {event.reason}")
    for g, f in matched.items():
        _score_pair(total, golds[g], found[f], reading)


def _first_told(events: list[dict]) -> tuple[list[dict], list[dict]]:
    """The events that the sentence is the first to tell, and the others."""
    return [e for e in events if not e.get("again")], [e for e in events if e.get("again")]


def _names(again: dict, event: Event, text: str) -> bool:
    """Whether an event may be the deed that the sentence only names again."""
    return again["type"] == event.type or _place(again["trigger"], text).overlaps(event.trigger)


def _without(free: set[int], found: list[Event], matched: dict[int, int]) -> tuple[list[Event], dict[int, int]]:
    """Events and pairs without those that are ``free``."""
    kept = [f for f in range(len(found)) if f not in free]
    return [found[f] for f in kept], {g: kept.index(f) for g, f in matched.items()}


def _matched(golds: list[dict], found: list[Event], text: str) -> Iterator[tuple[int, int]]:
    """Pairs of the same type, best first: where the triggers overlap, then where the realis agrees."""
    ranked = sorted(
        (
            (not _place(gold["trigger"], text).overlaps(event.trigger), gold["realis"] != event.realis, g, f)
            for g, gold in enumerate(golds)
            for f, event in enumerate(found)
            if gold["type"] == event.type
        )
    )
    gone_gold, gone_found = set(), set()
    for *_, g, f in ranked:
        if g not in gone_gold and f not in gone_found:
            gone_gold.add(g)
            gone_found.add(f)
            yield g, f


def _place(snippet: str | list[int], text: str) -> Span:
    """Where words first stand, or the place given as two offsets."""
    if not isinstance(snippet, str):
        return Span(*snippet)
    at = text.index(snippet)
    return Span(at, at + len(snippet))


def _words(snippet: str | list[int], text: str) -> str:
    return _place(snippet, text).of(text)


def _score_pair(total: Score, gold: dict, event: Event, reading: Reading) -> None:
    total.types[gold["type"]].right += 1
    right = gold["realis"] == event.realis.value
    total.realis["right" if right else "wrong"] += 1
    if right:
        total.realis_types[gold["realis"]].right += 1
    else:
        total.realis_types[gold["realis"]].missed += 1
        total.realis_types[event.realis.value].extra += 1
        words = _words(gold["trigger"], reading.article.text)
        total.errors.append(f"   r {event.type} “{words}” {gold['realis']}, not {event.realis.value}")
    sides = [(gold["who"], event.who), (gold["to_whom"], event.to_whom)]
    if event.type in RECIPROCAL:
        sides = [(gold["who"] + gold["to_whom"], event.who + event.to_whom)]
    for wanted, ids in sides:
        _score_side(
            total, event, wanted, [a for id in ids if (a := reading.actor(id)) is not None], reading.article.text
        )
    if "asserted_by" in gold:
        _score_rest(total, gold, event, reading)


def _score_side(total: Score, event: Event, wanted: list[dict], actors: list[Actor], text: str) -> None:
    hit: set[str] = set()
    for gold in wanted:
        place = _place(gold["text"], text)
        ours = {a.id for a in actors if any((m.extent or m.span).overlaps(place) for m in a.mentions)}
        hit |= ours
        if gold.get("optional"):
            continue
        for counts in (total.actors, total.actors_all):
            counts.right += bool(ours)
            counts.missed += not ours
        if not ours:
            total.errors.append(f"   a {event.type}: “{place.of(text)}” not among {[a.name for a in actors]}")
    for actor in actors:
        if actor.id not in hit:
            total.actors.extra += 1
            total.actors_all.extra += 1
            total.errors.append(f"   a {event.type}: {actor.name} is extra")


def _score_rest(total: Score, gold: dict, event: Event, reading: Reading) -> None:
    total.said["right" if _says(gold, event, reading) else "wrong"] += 1
    for key, ours, counter in (("when", event.when, total.dated), ("where", event.where, total.placed)):
        if gold[key]:
            counter["right" if ours and (key == "when" or _alike(gold[key], ours)) else "missed"] += 1
        elif ours:
            counter["extra"] += 1
    wanted = Counter((m["value"], m["bound"]) for m in gold["magnitudes"])
    ours = Counter((m.value, m.bound) for m in event.magnitudes)
    right = sum((wanted & ours).values())
    total.figures.right += right
    total.figures.missed += sum(wanted.values()) - right
    total.figures.extra += sum(ours.values()) - right
    if wanted != ours:
        total.errors.append(f"   m {event.type}: {sorted(wanted)}, not {sorted(ours, key=str)}")


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _says(gold: dict, event: Event, reading: Reading) -> bool:
    """Whether narrator or statement is right, and the statement's source the gold's."""
    if gold["asserted_by"] == "narrator" or event.asserted_by == "narrator":
        return gold["asserted_by"] == event.asserted_by
    statement = next(s for s in reading.statements if s.id == event.asserted_by)
    place = _place(gold["asserted_by"], reading.article.text)
    return any(span.overlaps(place) for span in statement.source)


def report(total: Score) -> str:
    """The figures, a line each; the bars are those of the design."""
    said, realis = total.said, total.realis
    lines = [f"  {type_:<10} {counts}" for type_, counts in sorted(total.types.items())]
    lines += [
        f"type, macro F1            {total.macro:.3f}   bar .80 (types with {FEW} or more)",
        f"type, all                 {total.micro}",
        f"actors of events found    {total.actors}   bar .80",
        f"actors of all events      {total.actors_all}",
        f"realis right              {realis['right'] / max(1, realis.total()):.3f}   bar .85",
        *(f"    {name:<13} {counts}" for name, counts in sorted(total.realis_types.items())),
    ]
    if said:
        lines += [
            f"who says so right         {said['right'] / said.total():.3f}",
            f"figures and bounds        {total.figures}",
            f"dated                     {dict(total.dated)}   (a date found, not its value)",
            f"placed                    {dict(total.placed)}",
        ]
    lines += [
        f"extra in event-free       {total.extra_in_empty / max(1, total.empty):.3f} of {total.empty}   bar .10",
    ]
    return "\n".join(lines)


def regression(path: Path) -> str:
    """How many cases of PETRARCH get an event of their type; reciprocal pairs of codes count once."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coded = [(row, sorted({e["plover"] for e in row.get("events") or () if e.get("plover")})) for row in rows]
    cases = [(row, types) for row, types in coded if types and row["text"].strip()]
    made = [{"id": f"p{n}", "text": row["text"], "style": "wire", "events": []} for n, (row, _) in enumerate(cases)]
    same = some = 0
    for (_, types), reading in zip(cases, read_many(article_of(row) for row in made), strict=True):
        ours = {event.type for event in reading.events}
        same += bool(ours & set(types))
        some += bool(ours)
    return f"PETRARCH regression: {len(cases)} cases with events, an event in {some}, one of the same type in {same}"


def pairs_of(split: str) -> Iterator[tuple[dict, Reading]]:
    """Each coded sentence of a split with its reading, or with that of the article where it stands."""
    name, _, part = split.partition("-")
    if name == "newswire":
        yield from _newswire(part)
        return
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["split"] == split]
    yield from zip(rows, read_many(article_of(row) for row in rows), strict=True)


def _newswire(part: str) -> Iterator[tuple[dict, Reading]]:
    rows = [json.loads(line) for line in NEWSWIRE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["split"] == part]
    known = {row["doc"]: row for row in map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines())}
    docs = [known[row["article"]] for row in rows]
    articles = (make_article(doc["text"], id=doc["doc"], published=doc["dct"][:10]) for doc in docs)
    for row, reading in zip(rows, read_many(articles), strict=True):
        for start, end in row["sentences"]:
            told = [event for event in row["events"] if start <= event["trigger"][0] < end]
            text = " ".join(reading.article.text[start:end].split())
            yield {"text": text, "style": row["article"], "at": (start, end), "events": told}, reading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, default="test")
    parser.add_argument("--errors", action="store_true", help="show what differs (dev splits only)")
    parser.add_argument("--regression", action="store_true", help="PETRARCH's test cases instead")
    chosen = parser.parse_args()
    if chosen.errors and chosen.split not in READ:
        parser.error(f"nobody looks at the errors of this split; choose one of {', '.join(READ)}")
    if chosen.regression:
        print(regression(REGRESSION))
        return
    pairs = list(pairs_of(chosen.split))
    total = score(pairs)
    if chosen.errors:
        sys.stdout.write("\n".join(total.errors) + "\n\n")
    print(f"{len(pairs)} sentences ({chosen.split})\n{report(total)}")


if __name__ == "__main__":
    main()
