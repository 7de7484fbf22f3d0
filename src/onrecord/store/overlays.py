"""Judgements folded into one row a target: what people decided of it, all in all.

Everything here is derived from the append-only ``judgements`` and may be made again at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select

from ..model import Verdict
from . import schema
from .packing import among, packed

_SETTLED = {Verdict.ACCEPT, Verdict.REJECT, Verdict.ADD}


def undone_by(rows: Iterable[Row]) -> dict[int, int]:
    """Judgement → the undo that stands against it; an undo may itself be undone.

    An undo always comes after what it undoes, so going backwards each row is known to stand when it is met.
    """
    undone: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: -row.id):
        if row.verdict == Verdict.UNDO and row.id not in undone:
            undone.setdefault(row.undoes, row.id)
    return undone


def standing(rows: Iterable[Row]) -> list[Row]:
    """Those judgements that decide: no undo stands against them, no undos themselves, no second opinions; by id."""
    return [row for row in not_undone(rows) if not row.second]


def not_undone(rows: Iterable[Row]) -> list[Row]:
    """Those judgements that somebody holds, second opinions too; by id."""
    rows = sorted(rows, key=lambda row: row.id)
    undone = undone_by(rows)
    return [row for row in rows if row.id not in undone and row.verdict != Verdict.UNDO]


def judged_under(connection: Connection, kind: str, anchors: Iterable[str]) -> dict[str, list[Row]]:
    """All judgements of a kind on the statements with these anchors, moved ones included: anchor → judgements."""
    judgements, moves = schema.judgements, schema.anchor_moves
    anchor = func.coalesce(moves.c.new, judgements.c.anchor)
    wanted = list(anchors)
    moved = select(moves.c.old).where(among(moves.c.new, wanted))
    rows = connection.execute(
        select(judgements, anchor.label("stands_for"))
        .outerjoin(moves, moves.c.old == judgements.c.anchor)
        .where(
            judgements.c.kind == kind,
            or_(among(judgements.c.anchor, wanted), judgements.c.anchor.in_(moved)),
        )
        .order_by(judgements.c.id)
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.stands_for, []).append(row)
    return found


def judged_anchors(connection: Connection) -> set[str]:
    """The anchors of all statements that anybody ever judged, and those that took their place."""
    judged = schema.judgements.c.anchor
    moved = connection.scalars(select(schema.anchor_moves.c.new))
    return {*connection.scalars(select(judged).where(judged.is_not(None))), *moved}


def overlay_statements(connection: Connection, anchors: Iterable[str]) -> None:
    """Fold the judgements on these statements again."""
    overlays = schema.statement_overlays
    anchors = set(anchors)
    connection.execute(delete(overlays).where(among(overlays.c.anchor, anchors)))
    if folded := folded_statements(connection, anchors):
        connection.execute(insert(overlays), folded)


def folded_statements(connection: Connection, anchors: Iterable[str]) -> list[dict[str, Any]]:
    """One row of ``statement_overlays`` for each of these statements on which some judgement stands."""
    judged = judged_under(connection, "statement", anchors)
    statements = schema.statements
    ours = select(statements.c.anchor).where(statements.c.by_hand, among(statements.c.anchor, judged))
    by_hand = set(connection.scalars(ours))
    folded = []
    for anchor, rows in judged.items():
        kept = standing(rows)
        if anchor in by_hand and not any(row.verdict == Verdict.ADD for row in kept):
            folded.append(_taken_back(anchor, rows[-1]))
        elif kept:
            folded.append(_statement(anchor, kept))
    return folded


def _taken_back(anchor: str, row: Row) -> dict[str, Any]:
    """A statement by hand whose judgement was undone: its row stays, since an undo may be undone."""
    return {
        "anchor": anchor,
        "verdict": row.verdict,
        "by": row.by,
        "rejected": True,
        "changes": packed({}),
        "speaker_changed": False,
        "speaker": None,
        "date_said": None,
        "article": None,
    }


def _statement(anchor: str, rows: list[Row]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    article = None
    for row in rows:
        if row.verdict in (Verdict.CHANGE, Verdict.ADD):
            value = json.loads(row.value)
            changes |= {key: value[key] for key in value if key != "article"}
            if value.keys() & {"content", "cue", "source"}:
                article = row.article
    settled = [row for row in rows if row.verdict in _SETTLED]
    return {
        "anchor": anchor,
        "verdict": rows[-1].verdict,
        "by": rows[-1].by,
        "rejected": bool(settled) and settled[-1].verdict == Verdict.REJECT,
        "changes": packed(changes),
        "speaker_changed": "speaker" in changes,
        "speaker": changes.get("speaker"),
        # '' means that people took the date away
        "date_said": (changes["date_said"] or "") if "date_said" in changes else None,
        "article": article,
    }


def overlay_positions(connection: Connection, anchors: Iterable[str]) -> None:
    """Fold the judgements on the positions of these statements again."""
    overlays = schema.position_overlays
    anchors = set(anchors)
    connection.execute(delete(overlays).where(among(overlays.c.anchor, anchors)))
    if folded := folded_positions(connection, anchors):
        connection.execute(insert(overlays), folded)


def folded_positions(connection: Connection, anchors: Iterable[str]) -> list[dict[str, Any]]:
    """One row of ``position_overlays`` for each position of these statements on which some judgement stands."""
    folded = []
    for anchor, rows in judged_under(connection, "position", anchors).items():
        for issue in dict.fromkeys(row.issue for row in rows):
            kept = standing([row for row in rows if row.issue == issue])
            if kept:
                folded.append(_position(anchor, issue, kept))
    return folded


def _position(anchor: str, issue: str, rows: list[Row]) -> dict[str, Any]:
    stance, reason, rejected = None, "", False
    for row in rows:
        value = json.loads(row.value)
        if value.get("stance"):  # also what was accepted: it stands when the machine thinks again
            stance, reason = value["stance"], value.get("reason") or row.note
        elif row.verdict == Verdict.ACCEPT:
            stance = value.get("stance", stance)
        # the last word counts: a stance given after a rejection stands
        rejected = row.verdict == Verdict.REJECT
    return {
        "anchor": anchor,
        "issue": issue,
        "rejected": rejected,
        "stance": stance,
        "by": rows[-1].by,
        "reason": reason,
    }


def overlay_row(connection: Connection, kind: str, target: str) -> None:
    """Fold the judgements on a tie, an event or a near miss again: is it rejected?"""
    judgements, overlays = schema.judgements, schema.row_overlays
    connection.execute(delete(overlays).where(overlays.c.kind == kind, overlays.c.target == target))
    rows = connection.execute(
        select(judgements).where(judgements.c.kind == kind, judgements.c.target == target).order_by(judgements.c.id)
    ).all()
    kept = standing(rows)
    if kept and kept[-1].verdict == Verdict.REJECT:
        connection.execute(insert(overlays).values(kind=kind, target=target))
