"""A small debate of an invented country, where each of DNA's faults shows."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from onrecord.network import StatementTable, Variable

#: day, document, speaker's body, concept, agreement, feeling (an integer qualifier)
STATEMENTS = (
    ("2030-01-07", "a", "Reed Party", "toll", 1, 200),
    ("2030-01-07", "a", "Reed Party", "toll", 1, 200),
    ("2030-01-07", "a", "Quay Union", "toll", 1, 40),
    ("2030-01-09", "b", "Harbour Office", "toll", 0, -60),
    ("2030-01-09", "b", "Harbour Office", "dredging", 1, 80),
    ("2030-01-10", "c", "Marsh Council", "dredging", 1, 10),
    ("2030-01-10", "c", "Reed Party", "dredging", 0, -20),
    ("2030-01-12", "d", "Quay Union", "ferry", 1, 60),
    ("2030-01-12", "d", "Marsh Council", "ferry", 1, 60),
    ("2030-01-12", "d", "Quay Union", "ferry", 0, -10),
    ("2031-01-09", "e", "Reed Party", "toll", 1, 200),
    ("2031-01-09", "e", "Harbour Office", "toll", 0, -100),
    ("2031-01-11", "f", "Marsh Council", "toll", 0, -30),
)
DAY = 86_400


def seconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def debate(rows=STATEMENTS) -> StatementTable:
    """The statements as a table."""
    days, documents, bodies, concepts, agreement, feeling = zip(*rows, strict=True)
    return StatementTable(
        id=range(1, len(rows) + 1),
        date=[seconds(day) for day in days],
        document=documents,
        documents={"source": ["Oriel Gazette" if d in "abc" else "Marsh Post" for d in documents]},
        variables={
            "organization": Variable("short text", bodies),
            "concept": Variable("short text", concepts),
            "agreement": Variable("boolean", agreement),
            "feeling": Variable("integer", feeling),
        },
    )


def camps(actors: int = 8, articles: int = 60, *, seed: int = 5):
    """Two camps of equal size that mostly disagree, one statement each on one concept in turn."""
    lot = np.random.default_rng(seed)
    rows = []
    for article in range(articles):
        for _ in range(3):
            actor, concept = lot.integers(actors), lot.integers(4)
            side = (actor < actors / 2) == (concept < 2)
            agrees = int(side) if lot.random() < 0.9 else 1 - int(side)
            day = np.datetime64("2030-01-01") + article
            rows.append((str(day), f"d{article}", f"actor {actor}", f"concept {concept}", agrees, agrees))
    return debate(rows)
