"""The table behind networks of speakers alone, in a fifth of the time of the whole one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..store import queries
from ..store.queries.flat import sides_taken
from .data import StatementTable, Variable
from .from_record import AGREEMENT, seconds

if TYPE_CHECKING:
    from ..store.record import Record


def speaker_table(record: Record) -> StatementTable:
    """The rows of `statement_table` whose speaker is an actor, with ``person``, ``concept`` and ``agreement`` alone.

    What bodies they speak for, their outlets and words are left out: on 50,000 statements fetching them takes most of
    the time, and a network of speakers counts none of them.
    """
    names = names_in_networks(record)
    people, concepts, sides, dates, documents = [], [], [], [], []
    for speaker, title, stance, when, story in sides_taken(record, tuple(AGREEMENT)):
        moment = seconds(when)
        if moment is not None and speaker in names:
            people.append(names[speaker])
            concepts.append(title)
            sides.append(AGREEMENT[stance])
            dates.append(moment)
            documents.append(story)
    return StatementTable(
        id=range(len(people)),
        date=dates,
        document=documents,
        documents={},
        variables={
            "person": Variable("short text", people),
            "concept": Variable("short text", concepts),
            "agreement": Variable("boolean", sides),
        },
    )


def names_in_networks(record: Record) -> dict[str, str]:
    """Actor's id → its name in networks; namesakes get their id behind the name, so that they stay two nodes."""
    faces = queries.faces(record)
    times = Counter(name for name, _, _ in faces.values())
    return {id: f"{name} ({id})" if times[name] > 1 else name for id, (name, _, _) in faces.items()}
