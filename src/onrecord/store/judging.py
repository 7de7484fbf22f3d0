"""Judgements in: checked, appended, laid over. Nothing a machine wrote is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from ..errors import InputError
from ..model import Judgement, Verdict
from . import schema
from .checking import checked, undone_id
from .merging import restand_identities
from .overlays import overlay_positions, overlay_row, overlay_statements, undone_by
from .packing import among, packed
from .standing import actors_of, restand_actors, restand_articles


def put_judgement(connection: Connection, judgement: Judgement) -> int:
    """Append a judgement and lay it over.

    ``value`` by kind and verdict: statement change: any of speaker (an actor's id or None), affiliation, role, quoted,
    polarity, via, date_said, content, cue, source (lists of [start, end]); position change or add: stance, reason?;
    actor merge: into (an actor's id); actor split: articles (ids) or names (spellings) or both, name?, type?;
    actor change: any of name, type, country; actor add: name, type?.

    Returns:
        The judgement's id, which undoes it.

    Raises:
        InputError: there is no such row, or the value does not fit.
    """
    if judgement.verdict is Verdict.UNDO:
        return undo_judgement(connection, undone_id(judgement), by=judgement.by, at=judgement.at, note=judgement.note)
    return _append(connection, _row(connection, judgement))


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
    anchors = {_current(connection, row["anchor"]) for row in new}
    articles = schema.statements.c.article
    keys = list(connection.scalars(select(articles).where(among(schema.statements.c.anchor, anchors)).distinct()))
    before = actors_of(connection, keys)
    overlay_statements(connection, anchors)
    overlay_positions(connection, anchors)
    restand_articles(connection, keys)
    restand_actors(connection, before | actors_of(connection, keys))
    return len(new)


def _row(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    row = {
        "verdict": str(judgement.verdict),
        "kind": judgement.kind,
        "target": judgement.target,
        "by": judgement.by,
        "at": judgement.at,
        "note": judgement.note,
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
    values = {name: getattr(row, name) for name in ("kind", "target", "anchor", "issue", "article")}
    return _append(
        connection,
        {**values, "verdict": "undo", "by": by, "at": at, "note": note, "value": packed({"undoes": id}), "undoes": id},
    )


def _append(connection: Connection, row: Mapping[str, Any]) -> int:
    id = connection.execute(insert(schema.judgements).values(**row)).inserted_primary_key[0]
    _LAY_OVER.get(row["kind"], _lay_over_row)(connection, row)
    return id


def _on_same_target(row) -> Select:
    judgements = schema.judgements
    return select(judgements).where(judgements.c.kind == row.kind, judgements.c.target == row.target)


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
