"""A year of two camps on the toll, one body each, from two outlets: what the tests of the network page look at."""

from __future__ import annotations

from pathlib import Path

from onrecord.model import Codebook, Issue, Position, Relation, Stance, Tie
from onrecord.store import queries
from onrecord.store.record import Record
from tests.store.tavia import make_reading, span_of

#: who, for or against the toll, in which month; Ada and Bo are one camp, Cy and Dee the other, Eve speaks elsewhere
SAID = [
    (month, who, side)
    for month in range(1, 13)
    for who, side in (("Ada Orm", 1), ("Bo Lund", 1), ("Cy Rask", 0), ("Dee Vang", 0))
    if (month + len(who)) % 3
] + [(6, "Eve Sund", 2)]


def make_debate(path: Path) -> Path:
    """The record."""
    stances = {0: Stance.OPPOSE, 1: Stance.SUPPORT, 2: Stance.CONDITIONAL}
    with Record.open(path, create=True) as record:
        sides = []
        for n, (month, who, side) in enumerate(SAID):
            about = "Cy Rask" if who == "Ada Orm" else ""
            words = f"the toll is {'good' if side else 'bad'} on day {n}" + (f" for {about}" if about else "")
            text = f"Toll talk {n}\n{who} of the Reed Party said {words}."
            actors = [("a1", who, "person", (who,)), ("a2", "Reed Party", "party", ("Reed Party",))]
            actors += [("a3", about, "person", (about,))] if about else []
            ties = (Tie("a1", Relation.MEMBER_OF, "a2", span_of(text, "of the Reed Party"), end_date="2031-06"),)
            statements = (("a1", "said", words),)
            outlet, day = ("Oriel Gazette", "Marsh Post")[n % 2], f"2031-{month:02d}-10"
            reading = make_reading(
                f"d{n}", text, actors=actors, statements=statements, ties=ties, outlet=outlet, published=day
            )
            record.add(reading, reader="r1")
            sides.append((words, stances[side]))
        record.resolve()
        record.put_codebook(Codebook("b", "1", "B", (Issue("toll", "The toll"), Issue("quay", "The quay"))))
        rows = {row.quote: row.id for row in queries.statements(record, limit=500)}
        record.put_positions([Position(rows[words], "toll", stance, 0.9) for words, stance in sides])
    return path
