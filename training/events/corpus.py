"""The sentences that we wrote for training: one a line, the deeds it tells below it.

``=R TYP trigger``: realis (actual, planned, hypothetical, negated, denied, old), type, the words that tell it; of some
also ``| who: …; … | to: …``, who does it to whom. What is an event is told in ``tests/events/sentences/guideline.md``.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.model import Article, Span, Zone, ZoneKind
from onrecord.models.deeds import TYPES

SENTENCES = Path(__file__).parent / "sentences"
DEVELOPED = Path(__file__).resolve().parents[2] / "tests/events/sentences/sentences.jsonl"
SHORT = (
    "AGR", "CNS", "SUP", "CCD", "COO", "AID", "RET", "REQ", "REJ", "ACC",
    "THR", "PRO", "SAN", "MOB", "COE", "ASS", "LEG", "OFF", "CTL",
)  # fmt: skip
_DEED = re.compile(r"=([aphndo]) ([A-Z]{3}) ([^|]+?)((?: \|.*)?)")


@dataclass(frozen=True, slots=True)
class Sides:
    """Who does a deed and to whom, as the sentence has it; ``open``: who need not be found and may be."""

    who: tuple[Span, ...] = ()
    to: tuple[Span, ...] = ()
    open: tuple[Span, ...] = ()

    def later(self, by: int) -> Sides:
        """The same in a text that has ``by`` characters more before it."""
        return Sides(*(tuple(Span(s.start + by, s.end + by) for s in some) for some in (self.who, self.to, self.open)))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a file; ``deeds`` are (type, the characters of its trigger), ``sides`` those of each, if coded."""

    text: str
    style: str
    deeds: tuple[tuple[str, Span], ...] = ()
    sides: tuple[Sides | None, ...] = field(default=(), repr=False)


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
    return [_developed(row) for row in rows if row["split"] in ("dev", "fresh-dev")]


def _developed(row: dict) -> Sentence:
    text, deeds, sides = row["text"], [], []
    for event in row["events"]:
        at = text.index(event["trigger"])
        deeds.append((event["type"], Span(at, at + len(event["trigger"]))))
        named = {
            side: [(nearest(text, one["text"], at), one.get("optional", False)) for one in event[side]]
            for side in ("who", "to_whom")
        }
        who, to = (tuple(span for span, free in some if not free) for some in named.values())
        sides.append(Sides(who, to, tuple(span for some in named.values() for span, free in some if free)))
    return Sentence(text, row["style"], tuple(deeds), tuple(sides))


def nearest(text: str, words: str, to: int) -> Span:
    """Where ``words`` stand in the text, nearest ``to`` a place.

    Raises:
        ValueError: the text has them nowhere.
    """
    starts = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    starts = starts or [found.start() for found in re.finditer(re.escape(words), text)]
    if not starts:
        raise ValueError(f"the sentence has no “{words}”: {text}")
    at = min(starts, key=lambda start: abs(start - to))
    return Span(at, at + len(words))


def _with(sentence: Sentence, line: str, where: str) -> Sentence:
    form = _DEED.fullmatch(line)
    if form is None or form[2] not in SHORT:
        raise ValueError(f"{where}: not “=R TYP trigger”: {line}")
    try:
        trigger = nearest(sentence.text, form[3], 0)  # the first
        sides = _sides(sentence.text, form[4], trigger.start)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None
    deed = TYPES[SHORT.index(form[2])], trigger
    return Sentence(sentence.text, sentence.style, (*sentence.deeds, deed), (*sentence.sides, sides))


def _sides(text: str, coded: str, deed: int) -> Sides | None:
    """``| who: the army; police | to: two men``; nobody takes part in ``|`` alone, and nothing is coded in nothing."""
    if not coded:
        return None
    named: dict[str, tuple[Span, ...]] = {}
    for side in filter(None, map(str.strip, coded.split("|"))):
        name, _, phrases = side.partition(":")
        if name not in ("who", "to"):
            raise ValueError(f"neither “who:” nor “to:”: {side}")
        named[name] = tuple(nearest(text, one.strip(), deed) for one in phrases.split(";") if one.strip())
    return Sides(**named)


@dataclass(frozen=True, slots=True)
class Coded:
    """An article, the ``sentences`` of it that are coded whole, and the ``deeds`` told there (type, trigger).

    A deed that an earlier sentence told is ``again`` only named: neither right nor wrong. ``sides`` are those of each
    deed, then of each named again.
    """

    article: Article
    sentences: tuple[Span, ...]
    deeds: tuple[tuple[str, Span], ...]
    again: tuple[tuple[str, Span], ...] = ()
    sides: tuple[Sides | None, ...] = field(default=(), repr=False)


def alone(sentences: list[Sentence]) -> list[Coded]:
    """Each sentence as an article of its own."""
    return [article_of([sentence], at) for at, sentence in enumerate(sentences)]


def together(sentences: list[Sentence], rng: random.Random) -> list[Coded]:
    """Articles of two to eight sentences, in a random order."""
    order, made = list(range(len(sentences))), []
    rng.shuffle(order)
    while order:
        size = rng.randint(2, 8)
        made.append(article_of([sentences[n] for n in order[:size]], len(made)))
        del order[:size]
    return made


def article_of(sentences: list[Sentence], number: int) -> Coded:
    """Sentences as the paragraphs of one article."""
    text, zones, deeds, sides = "", [], [], []
    for sentence in sentences:
        begin = len(text)
        kind = ZoneKind.HEADLINE if "headline" in sentence.style else ZoneKind.BODY
        zones.append(Zone(kind, Span(begin, begin + len(sentence.text))))
        deeds += [(type_, Span(begin + at.start, begin + at.end)) for type_, at in sentence.deeds]
        sides += [one and one.later(begin) for one in sentence.sides]
        text += sentence.text + "\n\n"
    article = Article(f"s{number}", text, published="2023-06-15", zones=tuple(zones))
    return Coded(article, tuple(zone.span for zone in zones), tuple(deeds), sides=tuple(sides))
