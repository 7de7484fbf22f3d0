"""A record of any size made up from a seed: countries, parties, people, outlets and news that do not exist.

Written through the record's own functions, without the parser: `make_record(path, articles=5000, per_article=10)`.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from onrecord.model import (
    Actor,
    ActorType,
    Article,
    Codebook,
    Event,
    Issue,
    Mention,
    Position,
    Quoted,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
    Tie,
    Zone,
    ZoneKind,
    content_id,
)
from onrecord.store.record import Record

_FILE = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_FIRST, _ONSET, _CODA, _VERBS, _WORDS, _COUNTRIES = (
    tuple(_FILE[name].split()) for name in ("first", "onset", "coda", "verbs", "words", "countries")
)
_OUTLETS = tuple(f"{place} {paper}" for place in _FILE["places"].split() for paper in _FILE["papers"].split())
_PARTIES = tuple(f"{group} {kind}" for group in _FILE["groups"].split() for kind in _FILE["kinds"].split())
_ISSUES = tuple(_FILE["issues"])
_START = date(2024, 1, 1)
_Made = tuple[Reading, list[Position]]


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    party: str
    country: str
    leaning: tuple[float, ...]  # for each issue the chance to be for it
    turns: date  # from then on the leaning on one issue is the other way round
    on: int


def make_record(
    path: Path, *, articles: int = 5_000, per_article: int = 10, people: int = 1_500, seed: int = 7
) -> None:
    """Write the record; the same arguments give the same content."""
    draw = random.Random(seed)
    cast = _people(draw, people)
    weights = [1 / (rank + 4) for rank in range(people)]  # a few speak often, most hardly ever
    issue_weights = [1 / (rank + 1.2) for rank in range(len(_ISSUES))]
    book = Codebook("made-up", "1", "Made up", tuple(Issue(f"i{n}", f"{title}?") for n, title in enumerate(_ISSUES)))
    made = _with_copies(draw, (_article(draw, n, cast, weights, issue_weights, per_article) for n in range(articles)))
    positions: list[Position] = []
    with Record.open(path, create=True) as record:
        while chunk := list(islice(made, 250)):
            with record.batch():
                for reading, coded in chunk:
                    record.add(reading, reader="benchmark")
                    positions += coded
        record.resolve()
        record.link_copies()
        record.put_codebook(book)
        record.put_positions(positions)


def _with_copies(draw: random.Random, made: Iterator[tuple[_Text, str, str | None]]) -> Iterator[_Made]:
    """As readings; each twenty-fifth article comes again word for word from another outlet, in place of the next."""
    again = None
    for text, outlet, published in made:
        if again is not None:
            text, before, published = again
            outlet = next(other for other in _OUTLETS if other != before)
            text = text.copied(f"{text.id}-again")
        again = (text, outlet, published) if again is None and draw.random() < 0.04 else None
        yield text.reading(outlet, published), text.positions


def _people(draw: random.Random, count: int) -> list[_Person]:
    names = [f"{first} {onset}{coda}" for first in _FIRST for onset in _ONSET for coda in _CODA]
    cast = []
    for name in draw.sample(names, count):
        party = draw.randrange(len(_PARTIES))
        leaning = tuple(
            min(max(draw.gauss(0.15 + 0.7 * ((party + n) % 2), 0.2), 0.0), 1.0) for n in range(len(_ISSUES))
        )
        turns = _START + timedelta(days=draw.randrange(200, 1_400))
        cast.append(_Person(name, _PARTIES[party], _COUNTRIES[party % 5], leaning, turns, draw.randrange(len(_ISSUES))))
    return cast


def _article(
    draw: random.Random, n: int, cast: list[_Person], weights: list[float], issue_weights: list[float], many: int
) -> tuple[_Text, str, str | None]:
    made = _Text(f"{n:05d}")
    day = _START + timedelta(days=draw.randrange(1_000))
    speakers = list(dict.fromkeys(draw.choices(cast, weights, k=4)))
    about = draw.choices(range(len(_ISSUES)), issue_weights, k=3)
    made.headline(f"{speakers[0].name} on {_ISSUES[about[0]].lower()} ({n})")
    for speaker in speakers:
        made.introduce(draw, speaker)
    for _ in range(many):
        speaker, issue = draw.choice(speakers), draw.choice(about)
        made.says(draw, speaker, issue, _stance(draw, speaker, issue, day))
    made.event(draw, speakers)
    published = None if n % 97 == 0 else day.isoformat()
    return made, draw.choice(_OUTLETS), published


def _stance(draw: random.Random, speaker: _Person, issue: int, day: date) -> Stance:
    if draw.random() < 0.16:
        return draw.choice((Stance.CONDITIONAL, Stance.NEUTRAL))
    chance = speaker.leaning[issue]
    if issue == speaker.on and day > speaker.turns:
        chance = 1 - chance
    return Stance.SUPPORT if draw.random() < chance else Stance.OPPOSE


class _Text:
    """One article as it grows."""

    def __init__(self, id: str) -> None:
        self.id, self.text, self.title = id, "", ""
        self.zones: list[Zone] = []
        self.mentions: dict[str, list[Mention]] = {}
        self.types: dict[str, tuple[ActorType, str | None]] = {}
        self.statements: list[Statement] = []
        self.positions: list[Position] = []
        self.ties: list[Tie] = []
        self.events: list[Event] = []

    def copied(self, id: str) -> _Text:
        """The same under another id; its statements and positions get ids of their own."""
        copy = _Text(id)
        copy.text, copy.title, copy.zones = self.text, self.title, self.zones
        copy.mentions, copy.types, copy.ties, copy.events = self.mentions, self.types, self.ties, self.events
        for statement, position in zip(self.statements, self.positions, strict=True):
            own = content_id(id, statement.content, statement.cue)
            copy.statements.append(replace(statement, id=own))
            copy.positions.append(replace(position, statement=own))
        return copy

    def headline(self, words: str) -> None:
        self.title = words
        self._paragraph(ZoneKind.HEADLINE, words)

    def introduce(self, draw: random.Random, who: _Person) -> None:
        start = self._paragraph(ZoneKind.BODY, f"{who.name} of the {who.party} {_phrase(draw, 14)}.")
        person = self._mention(who.name, ActorType.PERSON, who.country, start)
        at = start + len(who.name) + len(" of the ")
        party = self._mention(who.party, ActorType.PARTY, who.country, at)
        self.ties.append(Tie(person, Relation.MEMBER_OF, party, Span(start, at + len(who.party))))

    def says(self, draw: random.Random, who: _Person, issue: int, stance: Stance) -> None:
        verb, said = draw.choice(_VERBS), f"{_ISSUES[issue].lower()} {_phrase(draw, 16)}"
        others = [name for name in self.types if name != who.name and self.types[name][0] is ActorType.PERSON]
        about = draw.choice(others) if others and draw.random() < 0.25 else ""
        said += f" whatever {about}" if about else ""
        start = self._paragraph(ZoneKind.BODY, f"{who.name} {verb} that {said}. {_phrase(draw, 12).capitalize()}.")
        speaker = self._mention(who.name, ActorType.PERSON, who.country, start)
        cue = Span(start + len(who.name) + 1, start + len(who.name) + 1 + len(verb))
        content = Span(cue.end + len(" that "), cue.end + len(" that ") + len(said))
        if about:
            self._mention(about, ActorType.PERSON, self.types[about][1], content.end - len(about))
        id = content_id(self.id, (content,), (cue,))
        self.statements.append(
            Statement(
                id, (content,), (cue,), (Span(start, start + len(who.name)),), speaker, Quoted.INDIRECT,
                affiliation=who.party, confidence=round(draw.uniform(0.5, 0.98), 3),
            )
        )  # fmt: skip
        self.positions.append(Position(id, f"i{issue}", stance, round(draw.uniform(0.45, 0.97), 3), said[:40]))

    def event(self, draw: random.Random, people: list[_Person]) -> None:
        who = people[0].name
        start = self._paragraph(ZoneKind.BODY, f"{who} rejected the draft on the quay.")
        doer = self._mention(who, ActorType.PERSON, people[0].country, start)
        trigger = Span(start + len(who) + 1, start + len(who) + 9)
        self.events.append(Event("REJECT", (doer,), (), Span(start, start + len(who) + 18), trigger))

    def reading(self, outlet: str, published: str | None) -> Reading:
        ids = list(self.mentions)
        actors = tuple(
            Actor(f"a{n}", name, self.types[name][0], tuple(self.mentions[name]), country=self.types[name][1])
            for n, name in enumerate(ids, 1)
        )
        article = Article(
            self.id, self.text, outlet, self.title, published, f"news/{self.id}.txt", "en", tuple(self.zones)
        )
        return Reading(
            article,
            statements=tuple(self.statements),
            actors=actors,
            ties=tuple(self.ties),
            events=tuple(self.events),
        )

    def _mention(self, name: str, type: ActorType, country: str | None, start: int) -> str:
        self.types.setdefault(name, (type, country))
        self.mentions.setdefault(name, []).append(Mention(Span(start, start + len(name)), type=type))
        return f"a{list(self.mentions).index(name) + 1}"

    def _paragraph(self, kind: ZoneKind, words: str) -> int:
        self.text += "\n\n" if self.text else ""
        start = len(self.text)
        self.text += words
        self.zones.append(Zone(kind, Span(start, len(self.text))))
        return start


def _phrase(draw: random.Random, words: int) -> str:
    at = draw.randrange(len(_WORDS) - words)
    return " ".join((*_WORDS[at : at + words - 2], *draw.sample(_WORDS, 2)))
