"""A statement as the machine found it, what people decided left aside: what a second reviewer sees."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import Connection, Row, select

from .. import schema
from ..packing import unpack_spans
from ..record import Record
from ..rows import PositionRow, StatementRow
from ..standing import in_force
from .statements import key_of, statement_rows


def as_found(record: Record, id: str) -> StatementRow | None:
    """The statement with the machine's own words, speaker and positions, or None where there is no such statement."""
    table = schema.statements
    with record.reading() as connection:
        key = key_of(connection, id)
        if key is None:
            return None
        shown = statement_rows(connection, [key])[key]
        row = connection.execute(select(table).where(table.c.key == key)).one()
        speaker_id, speaker = _speaker(connection, row)
        return replace(
            shown,
            quote=row.quote,
            content=unpack_spans(row.content),
            cue=unpack_spans(row.cue),
            source=unpack_spans(row.source),
            cue_text=row.cue_text,
            source_text=row.source_text,
            speaker=speaker,
            speaker_id=speaker_id,
            affiliation=row.affiliation,
            role=row.role,
            quoted=row.quoted,
            polarity=row.polarity,
            via=tuple(json.loads(row.via)),
            date_said=row.date_said,
            when=row.date_said or shown.article.published,
            when_kind="said" if row.date_said else "published" if shown.article.published else "",
            positions=_positions(connection, row.anchor, id),
            judged=None,
            judged_by=None,
        )


def _speaker(connection: Connection, row: Row) -> tuple[str | None, str | None]:
    links, locals_, actors = schema.actor_links, schema.local_actors, schema.standing_actors
    found = connection.execute(
        select(links.c.stands_as, actors.c.name, locals_.c.name.label("written"))
        .select_from(locals_)
        .outerjoin(links, (links.c.article == locals_.c.article) & (links.c.local == locals_.c.local))
        .outerjoin(actors, actors.c.id == links.c.stands_as)
        .where(locals_.c.article == row.article, locals_.c.local == row.speaker)
    ).one_or_none()
    return (found.stands_as, found.name or found.written) if found else (None, None)


def _positions(connection: Connection, anchor: str, id: str) -> tuple[PositionRow, ...]:
    positions, issues = schema.positions, schema.issues
    rows = connection.execute(
        select(positions, issues.c.title)
        .outerjoin(issues, (issues.c.codebook == positions.c.codebook) & (issues.c.id == positions.c.issue))
        .where(positions.c.anchor == anchor, in_force(positions))
        .order_by(positions.c.probability.desc(), positions.c.issue)
    )
    return tuple(
        PositionRow(id, row.issue, row.title or row.issue, row.stance, row.probability, row.reason, row.coder)
        for row in rows
    )
