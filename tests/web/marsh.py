"""A record of many small reports by people of an invented marsh, all coded: enough to judge two hundred rows."""

from __future__ import annotations

from pathlib import Path

from onrecord.model import Codebook, Issue, Position, Stance
from onrecord.store import queries
from onrecord.store.record import Record

from ..store.tavia import corpus

BOOK = Codebook("marsh", "1", "The marsh", (Issue("plan", "Draining the marsh"), Issue("quay", "A new quay")))
_STANCES = (Stance.OPPOSE, Stance.SUPPORT, Stance.NEUTRAL)


def marsh(path: Path, *, articles: int = 12) -> Path:
    """Three statements an article, each with a position on the plan; the probabilities differ."""
    with Record.open(path, create=True) as record:
        with record.batch():
            for reading in corpus(articles, outlets=3):
                record.add(reading, reader="tests")
        record.resolve()
        record.put_codebook(BOOK)
        rows = queries.statements(record, limit=-1, order="text")
        record.put_positions(
            Position(row.id, "plan", _STANCES[n % 3], 0.3 + 0.6 * ((n * 37) % 101) / 101, "plan")
            for n, row in enumerate(rows)
        )
    return path
