"""Statements with everything that is shown of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from ...errors import InputError
from ...model import Span, Spans
from .. import schema
from ..packing import among, quote_of, unpack_spans
from ..record import Record
from ..rows import ArticleRow, PositionRow, StatementRow
from .articles import article_rows
from .wanted import Wanted, narrowed

_standing = schema.standing_statements
_IN_TEXT = (_standing.c.article, _standing.c.start, _standing.c.statement)
#: Orders of a list: the latest first and undated last, the earliest first and undated last, or as in the articles.
ORDERS = {
    "when": (_standing.c.when.desc(), *_IN_TEXT),
    "oldest": (_standing.c.when.is_(None), _standing.c.when, *_IN_TEXT),
    "text": _IN_TEXT,
}


def statements(
    record: Record,
    *,
    article: str | None = None,
    speaker: str | None = None,
    party: str | None = None,
    issue: str | None = None,
    outlet: str | None = None,
    stance: str | None = None,
    since: str | None = None,
    until: str | None = None,
    reviewed: bool | None = None,
    coded: bool | None = None,
    limit: int = 200,
    offset: int = 0,
    order: str = "when",
) -> list[StatementRow]:
    """Statements that stand; the filters are those of `Wanted`.

    Args:
        order: "when" (latest first), "oldest" or "text".
    """
    if order not in ORDERS:
        raise InputError(f"there is no order {order!r}", do=f"choose one of {', '.join(ORDERS)}")
    wanted = Wanted(article, speaker, party, issue, stance, outlet, since, until, reviewed, coded)
    with record.reading() as connection:
        query = narrowed(select(_standing.c.statement), wanted, record, connection)
        keys = list(connection.scalars(query.order_by(*ORDERS[order]).limit(limit).offset(offset)))
        rows = statement_rows(connection, keys)
    return [rows[key] for key in keys]


def statements_at(record: Record, keys: Iterable[int]) -> dict[int, StatementRow]:
    """Statements by the record's own key, as flat rows (`claims`) name them."""
    with record.reading() as connection:
        return statement_rows(connection, list(keys))


def words_at(record: Record, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The record's key → (id, words as the machine found them), for long tables."""
    table = schema.statements
    with record.reading() as connection:
        rows = connection.execute(select(table.c.key, table.c.id, table.c.quote).where(among(table.c.key, list(keys))))
        return {key: (id, quote) for key, id, quote in rows}


def statement(record: Record, id: str) -> StatementRow | None:
    """One statement, in the newest version of its article that has it; also a rejected one, so that it can be undone.

    An id from an older version gives the statement with the same words in the newest, if it is there.
    """
    with record.reading() as connection:
        key = key_of(connection, id)
        return statement_rows(connection, [key])[key] if key is not None else None


def key_of(connection: Connection, id: str) -> int | None:
    """The record's own key of a statement, in the newest version of its article that has it."""
    table, articles = schema.statements, schema.articles
    found = connection.execute(
        select(table.c.key, table.c.anchor, articles.c.newest)
        .join(articles, articles.c.key == table.c.article)
        .where(table.c.id == id)
        .order_by(articles.c.newest.desc(), articles.c.version.desc())
        .limit(1)
    ).one_or_none()
    if found is None or found.newest:
        return found and found.key
    heir = select(_standing.c.statement).where(_standing.c.anchor == found.anchor).limit(1)
    return connection.scalar(heir) or found.key


def current_actor(connection: Connection, id: str) -> str:
    """The actor that this one stands as now."""
    overlays = schema.actor_overlays
    return connection.scalar(select(overlays.c.stands_as).where(overlays.c.id == id)) or id


def statement_rows(connection: Connection, keys: Sequence[int]) -> dict[int, StatementRow]:
    """Rows of these statements by key."""
    table, locals_, overlays = schema.statements, schema.local_actors, schema.statement_overlays
    articles, actors = schema.articles, schema.standing_actors
    rows = connection.execute(
        select(
            table,
            articles.c.id.label("article_id"),
            articles.c.published,
            _standing.c.speaker.label("speaker_id"),
            actors.c.name.label("speaker_name"),
            locals_.c.name.label("local_name"),
            overlays.c.verdict,
            overlays.c.by,
            overlays.c.changes,
            overlays.c.speaker_changed,
            overlays.c.article.label("spans_of"),
        )
        .join(articles, articles.c.key == table.c.article)
        .outerjoin(_standing, _standing.c.statement == table.c.key)
        .outerjoin(actors, actors.c.id == _standing.c.speaker)
        .outerjoin(locals_, (locals_.c.article == table.c.article) & (locals_.c.local == table.c.speaker))
        .outerjoin(overlays, overlays.c.anchor == table.c.anchor)
        .where(among(table.c.key, keys))
    ).all()
    texts = _texts_of(connection, rows)
    around = article_rows(connection, {row.article for row in rows})
    positions = positions_of(connection, keys)
    return {
        row.key: _statement_row(row, around[row.article], positions.get(row.key, ()), texts.get(row.article))
        for row in rows
    }


def _texts_of(connection: Connection, rows: Iterable[Row]) -> dict[int, str]:
    """Texts of the articles in which people moved the borders of a statement, to quote it anew."""
    moved = {row.article for row in rows if row.spans_of == row.article_id}
    if not moved:
        return {}
    articles = schema.articles
    texts = select(articles.c.key, articles.c.text).where(among(articles.c.key, moved))
    return dict(connection.execute(texts).tuples().all())


def positions_of(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[PositionRow, ...]]:
    """Positions of these statements by key, the most probable first."""
    positions, issues, codebooks, table = (
        schema.standing_positions,
        schema.issues,
        schema.codebooks,
        schema.statements,
    )
    in_force = select(codebooks.c.key).where(codebooks.c.in_force).scalar_subquery()
    rows = connection.execute(
        select(positions, table.c.id, issues.c.title)
        .join(table, table.c.key == positions.c.statement)
        .outerjoin(issues, (issues.c.codebook == in_force) & (issues.c.id == positions.c.issue))
        .where(among(positions.c.statement, keys))
        .order_by(positions.c.statement, positions.c.probability.desc(), positions.c.issue)
    )
    found: dict[int, tuple[PositionRow, ...]] = {}
    for row in rows:
        position = PositionRow(
            statement=row.id,
            issue=row.issue,
            issue_title=row.title or row.issue,
            stance=row.stance,
            probability=row.probability,
            reason=row.reason,
            coder=row.coder,
            words=tuple(Span(*place) for place in json.loads(row.words)),
            claimed=row.claimed,
            claimed_by=row.claimed_by,
        )
        found[row.statement] = (*found.get(row.statement, ()), position)
    return found


def _statement_row(row: Row, article: ArticleRow, positions: tuple[PositionRow, ...], text: str | None) -> StatementRow:
    changes: dict[str, Any] = json.loads(row.changes) if row.changes else {}
    spans = {role: _spans(row, changes, role, text) for role in ("content", "cue", "source")}
    said = changes.get("date_said", row.date_said)
    when = said or row.published
    changed = {key: changes.get(key, getattr(row, key)) for key in ("affiliation", "role", "quoted", "polarity")}
    # before actors are resolved a speaker has a name and no id
    name = row.speaker_name if row.speaker_id or row.speaker_changed else row.local_name
    return StatementRow(
        id=row.id,
        article=article,
        quote=spans["content"][1],
        content=spans["content"][0],
        cue=spans["cue"][0],
        source=spans["source"][0],
        cue_text=spans["cue"][1],
        source_text=spans["source"][1],
        speaker=name,
        speaker_id=row.speaker_id,
        **changed,
        via=tuple(changes.get("via", json.loads(row.via))),
        date_said=said,
        when=when,
        when_kind="said" if said else "published" if when else "",
        nested_in=row.nested_in,
        in_headline=row.in_headline,
        confidence=row.confidence,
        reason=row.reason,
        positions=positions,
        judged=row.verdict,
        judged_by=row.by,
    )


def _spans(row: Row, changes: dict[str, Any], role: str, text: str | None) -> tuple[Spans, str]:
    """Spans and words of one role; borders that people moved hold only in the text that they looked at."""
    if role in changes and text is not None:
        spans = unpack_spans(json.dumps(changes[role]))
        return spans, quote_of(spans, text)
    words = {"content": row.quote, "cue": row.cue_text, "source": row.source_text}[role]
    return unpack_spans(getattr(row, role)), words
