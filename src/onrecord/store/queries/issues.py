"""Issues of the codebook in force with what was said on them."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from ...model import Stance
from .. import schema
from ..record import Record
from ..rows import IssueRow


def issues(record: Record) -> list[IssueRow]:
    """All issues of the codebook in force, in its order, then those that only people coded."""
    return list(record.remember("issues", lambda: _all(record)))


def _all(record: Record) -> tuple[IssueRow, ...]:
    with record.reading() as connection:
        return tuple(_issues(connection))


def issue(record: Record, id: str) -> IssueRow | None:
    """One issue, or None."""
    return next((issue for issue in issues(record) if issue.id == id), None)


def _issues(connection: Connection) -> list[IssueRow]:
    table, codebooks = schema.issues, schema.codebooks
    positions = schema.standing_positions
    listed = (
        select(table.c.id, table.c.title, table.c.definition)
        .join(codebooks, codebooks.c.key == table.c.codebook)
        .where(codebooks.c.in_force)
        .order_by(table.c.n)
    )
    by_stance = select(positions.c.issue, positions.c.stance, func.count()).group_by(
        positions.c.issue, positions.c.stance
    )
    # one query each, so that each is answered from its index alone
    speakers, articles = (
        select(positions.c.issue, func.count(column.distinct())).group_by(positions.c.issue)
        for column in (positions.c.speaker, positions.c.article)
    )
    counts: dict[str, dict[str, int]] = {}
    for id, stance, n in connection.execute(by_stance):
        counts.setdefault(id, {})[stance] = n
    actors_on = dict(connection.execute(speakers).tuples().all())
    articles_on = dict(connection.execute(articles).tuples().all())
    known = {row.id: (row.title, row.definition) for row in connection.execute(listed)}
    known |= {id: (id, "") for id in sorted(counts.keys() - known.keys())}
    return [
        IssueRow(
            id=id,
            title=title,
            definition=definition,
            counts=tuple((str(stance), counts.get(id, {}).get(str(stance), 0)) for stance in Stance),
            actors=actors_on.get(id, 0),
            articles=articles_on.get(id, 0),
        )
        for id, (title, definition) in known.items()
    ]
