"""An invented town in a record: articles with statements on two issues and on none, coded by the codebook."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from onrecord.model import Actor, ActorType, Article, Mention, Quoted, Reading, Span, Statement, Zone, ZoneKind
from onrecord.positions.codebook import parse_codebook
from onrecord.positions.coder import code
from onrecord.store.record import Record

BOOK = parse_codebook(
    """
id: town
version: "1"
issues:
  - id: toll
    title: A toll for cars in the city centre
    definition: Drivers pay to enter the old town.
    support: ["Whoever drives in should pay"]
    oppose: ["Driving must not become a matter of money"]
  - id: tram
    title: A tram line to the university
    definition: Rails from the station to the campus.
    support: ["Students need the tram"]
    oppose: ["Buses are enough"]
"""
)
#: Speaker, cue, words, issue, stance.
SAID = (
    ("Ada Brook", "demanded", "that drivers pay a toll in the centre", "toll", "support"),
    ("Ada Brook", "praised", "the toll as fair to those who walk", "toll", "support"),
    ("Ada Brook", "said", "cars must pay for the room that they take in the old town", "toll", "support"),
    ("Ada Brook", "called for", "a tram line to the university", "tram", "support"),
    ("Tom Hale", "rejected", "a toll for cars in the city centre", "toll", "oppose"),
    ("Tom Hale", "warned against", "making drivers pay to enter the old town", "toll", "oppose"),
    ("Tom Hale", "said", "nobody should pay to drive home", "toll", "oppose"),
    ("Tom Hale", "rejected", "rails to the campus as a waste", "tram", "oppose"),
    ("Ruth Lane", "welcomed", "the tram to the campus", "tram", "support"),
    ("Ruth Lane", "said", "students need rails from the station to the campus", "tram", "support"),
    ("Ruth Lane", "declined to say", "whether a toll in the centre would come", "toll", "neutral"),
    ("Ruth Lane", "would back", "the toll only if the tram is built first", "toll", "conditional"),
    ("Omar Finch", "said", "buses to the university are enough and no tram is needed", "tram", "oppose"),
    ("Omar Finch", "criticised", "the tram line to the university", "tram", "oppose"),
    ("Omar Finch", "said", "the swimming pool will open in May", "none", None),
    ("Omar Finch", "announced", "a new roof for the museum", "none", None),
)


def readings() -> list[Reading]:
    """Five articles; the last is about none of the issues."""
    return [_reading(f"town-{n}", SAID[start:end]) for n, (start, end) in enumerate(pairwise((0, 4, 8, 12, 14, 16)))]


def _reading(id: str, said) -> Reading:
    text, zones, statements, actors = "", [], [], {}
    for speaker, cue, words, *_ in said:
        begin = len(text)
        text += f"{speaker} {cue} {words}."
        zones.append(Zone(ZoneKind.BODY, Span(begin, len(text))))
        name = Span(begin, begin + len(speaker))
        actor = actors.setdefault(speaker, Actor(f"a{len(actors) + 1}", speaker, ActorType.PERSON, (Mention(name),)))
        at = name.end + 1
        spans = (Span(at + len(cue) + 1, at + len(cue) + 1 + len(words)),), (Span(at, at + len(cue)),)
        statements.append(Statement(f"{id}-{len(statements)}", *spans, (name,), actor.id, Quoted.INDIRECT))
        text += "\n"
    article = Article(id, text, outlet="Town Crier", published="2031-05-02", zones=tuple(zones))
    return Reading(article, statements=tuple(statements), actors=tuple(actors.values()))


def make_town(path: Path) -> Path:
    """The record, read, resolved and coded."""
    with Record.open(path, create=True) as record:
        for reading in readings():
            record.add(reading, reader="test")
        record.resolve()
        code(record, BOOK)
    return path
