"""Judgements in: checked, appended, laid over. Nothing a machine wrote is touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from ..errors import InputError
from ..model import Judgement, Verdict
from . import schema
from .by_hand import is_by_hand, put_by_hand
from .checking import checked, undone_id
from .merging import restand_identities
from .overlays import overlay_positions, overlay_row, overlay_statements, undone_by
from .packing import among, packed
from .standing import restand_actors, restand_articles


def put_judgement(connection: Connection, judgement: Judgement) -> int:
    """Append a judgement and lay it over.

    ``value`` by kind and verdict: statement change: any of speaker (an actor's id or None), affiliation, role, quoted,
    polarity, via, date_said, content, cue, source (lists of [start, end]); position change or add: stance, reason?;
    actor merge: into (an actor's id); actor split: articles (ids) or names (spellings) or both, name?, type?;
    actor change: any of name, type, country; actor add: name, type?. A statement added by hand: article (its id) and
    content, and as in a change; the target is made from them. A position that is accepted may say the stance that was
    seen: that stance stands, whatever the machine says later.

    Returns:
        The judgement's id, which undoes it.

    Raises:
        InputError: there is no such row, or the value does not fit.
    """
    if judgement.verdict is Verdict.UNDO:
        return undo_judgement(connection, undone_id(judgement), by=judgement.by, at=judgement.at, note=judgement.note)
    return _append(connection, _row(connection, judgement))


def put_together(connection: Connection, judgements: Iterable[Judgement], *, batch: int | None = None) -> int:
    """Append judgements that one decision made, each checked with the earlier ones laid over; they are undone together.

    Returns:
        The batch: the id of the first.

    Raises:
        InputError: there are none, there is no such row, or the value does not fit.
    """
    judgements = list(judgements)
    if not judgements:
        raise InputError("nothing was decided", where="judgements", do="choose at least one row")
    if all(judgement.kind in ("statement", "position") and not is_by_hand(judgement) for judgement in judgements):
        rows = [_row(connection, judgement) for judgement in judgements]
        made = [_insert(connection, row) for row in rows]
        _lay_over_coding(connection, rows)
    else:
        made = [put_judgement(connection, judgement) for judgement in judgements]
    table = schema.judgements
    connection.execute(update(table).where(among(table.c.id, made)).values(batch=batch or made[0]))
    return batch or made[0]


def undo_together(connection: Connection, batch: int, *, by: str, at: str, note: str = "") -> int:
    """Append an undo for each judgement of a batch that still stands.

    Returns:
        How many were undone.

    Raises:
        InputError: there is no such batch, or nothing of it stands any more.
    """
    table = schema.judgements
    rows = connection.execute(select(table).where(table.c.batch == batch).order_by(table.c.id)).all()
    undos = connection.execute(select(table).where(table.c.undoes.is_not(None))).all()
    undone = undone_by([*rows, *undos])
    left = [row for row in rows if row.id not in undone and row.verdict != Verdict.UNDO]
    if not left:
        raise InputError("nothing of it stands any more", where=f"judgements {batch}", do="look at the history")
    if all(row.kind in ("statement", "position") for row in left):
        made = [_undo_of(row, by=by, at=at, note=note) for row in reversed(left)]
        for row in made:
            _insert(connection, row)
        _lay_over_coding(connection, made)
    else:
        for row in reversed(left):
            _append(connection, _undo_of(row, by=by, at=at, note=note))
    return len(left)


def put_coding(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Append many judgements on statements and positions and lay them over in one go; those there already stay one.

    Returns:
        How many were new.

    Raises:
        InputError: there is no such row, or the value does not fit.
    """
    rows = [_row(connection, judgement) for judgement in judgements]
    known = schema.judgements.c
    said = (known.verdict, known.kind, known.target, known.by, known.value, known.note)
    stored = set(connection.execute(select(*said)).tuples().all())
    new = [row for row in rows if tuple(row[column.name] for column in said) not in stored]
    if new:
        connection.execute(insert(schema.judgements), new)
    _lay_over_coding(connection, new)
    return len(new)


def _lay_over_coding(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    anchors = {_current(connection, row["anchor"]) for row in rows}
    articles = schema.statements.c.article
    keys = list(connection.scalars(select(articles).where(among(schema.statements.c.anchor, anchors)).distinct()))
    before = _spoken(connection, anchors)
    overlay_statements(connection, anchors)
    overlay_positions(connection, anchors)
    restand_articles(connection, keys)
    # counting the statements of somebody who is often quoted takes longest: only where they are other ones now
    restand_actors(connection, {speaker for _, speaker in before ^ _spoken(connection, anchors) if speaker})


def _spoken(connection: Connection, anchors: Iterable[str]) -> set[tuple[int, str | None]]:
    """(statement, speaker) of those that stand."""
    standing = schema.standing_statements
    rows = select(standing.c.statement, standing.c.speaker).where(among(standing.c.anchor, anchors))
    return set(connection.execute(rows).tuples())


def _row(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    row = {
        "verdict": str(judgement.verdict),
        "kind": judgement.kind,
        "target": judgement.target,
        "by": judgement.by,
        "at": judgement.at,
        "note": judgement.note,
        "second": judgement.second,
        "seconds": judgement.seconds,
        "queue": judgement.queue,
        "value": judgement.value,
        "anchor": None,
        "issue": None,
        "article": None,
        "undoes": None,
    } | checked(connection, judgement)
    row["value"] = packed(row["value"])
    return row


def undo_judgement(connection: Connection, id: int, *, by: str, at: str, note: str = "") -> int:
    """Append a row that undoes a judgement (or an undo).

    Raises:
        InputError: there is no such judgement, or it is undone already.
    """
    judgements = schema.judgements
    row = connection.execute(select(judgements).where(judgements.c.id == id)).one_or_none()
    if row is None:
        raise InputError("there is no such judgement", where=f"judgement {id}", do="look at the history of the row")
    same = connection.execute(_on_same_target(row)).all()
    if id in undone_by(same):
        raise InputError("is undone already", where=f"judgement {id}", do="look at the history of the row")
    return _append(connection, _undo_of(row, by=by, at=at, note=note))


def _undo_of(row: Row, *, by: str, at: str, note: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("kind", "target", "anchor", "issue", "article", "second")}
    said = {"verdict": "undo", "by": by, "at": at, "note": note}
    return {**values, **said, "value": packed({"undoes": row.id}), "undoes": row.id}


def _append(connection: Connection, row: Mapping[str, Any]) -> int:
    id = _insert(connection, row)
    _LAY_OVER.get(row["kind"], _lay_over_row)(connection, row)
    return id


def _insert(connection: Connection, row: Mapping[str, Any]) -> int:
    id = connection.execute(insert(schema.judgements).values(**row)).inserted_primary_key[0]
    value = json.loads(row["value"])
    if row["kind"] == "statement" and row["verdict"] == Verdict.ADD and "content" in value:
        put_by_hand(connection, row["target"], row["anchor"], row["article"], value)
    return id


def _on_same_target(row) -> Select:
    judgements = schema.judgements
    return select(judgements).where(judgements.c.kind == row.kind, judgements.c.target == row.target)


def put_off(connection: Connection, by: str, target: str, at: str | None) -> None:
    """Remember when a reviewer skipped a row; None forgets it."""
    skips = schema.skips
    connection.execute(delete(skips).where(skips.c.by == by, skips.c.target == target))
    if at is not None:
        connection.execute(insert(skips).values(by=by, target=target, at=at))


# --- laid over --------------------------------------------------------------------------------------------------------


def _lay_over_statement(connection: Connection, row: Mapping[str, Any]) -> None:
    anchor = _current(connection, row["anchor"])
    keys = _articles_with(connection, anchor)
    before = _speaker_of(connection, anchor)
    overlay_statements(connection, [anchor])
    restand_articles(connection, keys)
    restand_actors(connection, before | _speaker_of(connection, anchor))


def _lay_over_position(connection: Connection, row: Mapping[str, Any]) -> None:
    anchor = _current(connection, row["anchor"])
    overlay_positions(connection, [anchor])
    restand_articles(connection, _articles_with(connection, anchor))


def _lay_over_actor(connection: Connection, row: Mapping[str, Any]) -> None:
    restand_identities(connection)


def _lay_over_row(connection: Connection, row: Mapping[str, Any]) -> None:
    overlay_row(connection, row["kind"], row["target"])


def _current(connection: Connection, anchor: str) -> str:
    moves = schema.anchor_moves
    return connection.scalar(select(moves.c.new).where(moves.c.old == anchor)) or anchor


def _speaker_of(connection: Connection, anchor: str) -> set[str]:
    statements = schema.standing_statements
    return set(connection.scalars(select(statements.c.speaker).where(statements.c.anchor == anchor))) - {None}


def _articles_with(connection: Connection, anchor: str) -> list[int]:
    statements = schema.statements
    return list(connection.scalars(select(statements.c.article).where(statements.c.anchor == anchor)))


_LAY_OVER: dict[str, Callable[[Connection, Mapping[str, Any]], None]] = {
    "statement": _lay_over_statement,
    "position": _lay_over_position,
    "actor": _lay_over_actor,
}
