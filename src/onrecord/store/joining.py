"""Merges of two identities that articles show to be one: the machine's judgements, undone like any other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from ..model import Verdict
from ..names.resolver import Join
from . import schema
from .merging import restand_identities
from .overlays import standing
from .packing import packed

#: Who merged: no person.
MACHINE = "onrecord"


def put_joins(connection: Connection, joins: Iterable[Join]) -> int:
    """Append a merge for each, with its reason and what says so, and lay all over in one go.

    Returns:
        How many are new; one that was made before, undone or not, is not made again.
    """
    judgements = schema.judgements
    known = _judged_pairs(connection, verdicts=(Verdict.MERGE,))
    actors = set(connection.scalars(select(schema.actors.c.id)))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {
            "verdict": str(Verdict.MERGE),
            "kind": "actor",
            "target": join.old,
            "by": MACHINE,
            "at": now,
            "value": packed({"into": join.into, "score": join.score, "article": join.article}),
            "note": join.reason,
        }
        for join in joins
        if frozenset((join.old, join.into)) not in known and {join.old, join.into} <= actors
    ]
    if rows:
        connection.execute(insert(judgements), rows)
        restand_identities(connection)
    return len(rows)


def told_apart(connection: Connection) -> set[frozenset[str]]:
    """Pairs that must not be joined: merges that were undone, near misses that people rejected."""
    undone = _judged_pairs(connection, verdicts=(Verdict.MERGE,), undone=True)
    overlays = schema.row_overlays
    rejected = connection.scalars(select(overlays.c.target).where(overlays.c.kind == "near miss"))
    return undone | {frozenset(target.split("/", 1)) for target in rejected}


def _judged_pairs(
    connection: Connection, *, verdicts: tuple[Verdict, ...], undone: bool = False
) -> set[frozenset[str]]:
    judgements = schema.judgements
    rows = connection.execute(select(judgements).where(judgements.c.kind == "actor")).all()
    stand = {row.id for row in standing(rows)}
    return {
        frozenset((row.target, json.loads(row.value)["into"]))
        for row in rows
        if row.verdict in verdicts and not (undone and row.id in stand)
    }
