"""Issues of the codebook in force with what was said on them."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from ...model import Stance
from .. import schema
from ..record import Record
from ..rows import IssueRow


def issues(record: Record) -> list[IssueRow]:
    """All issues of the codebook in force, in its order, then those that only people coded."""
    with record.reading() as connection:
        return _issues(connection)


def issue(record: Record, id: str) -> IssueRow | None:
    """One issue, or None."""
    with record.reading() as connection:
        return next(iter(_issues(connection, id)), None)


def _issues(connection: Connection, only: str | None = None) -> list[IssueRow]:
    table, codebooks = schema.issues, schema.codebooks
    positions, statements = schema.standing_positions, schema.standing_statements
    listed = (
        select(table.c.id, table.c.title, table.c.definition)
        .join(codebooks, codebooks.c.key == table.c.codebook)
        .where(codebooks.c.in_force)
        .order_by(table.c.n)
    )
    by_stance = select(positions.c.issue, positions.c.stance, func.count()).group_by(
        positions.c.issue, positions.c.stance
    )
    actors, articles = func.count(statements.c.speaker.distinct()), func.count(statements.c.article.distinct())
    around = (
        select(positions.c.issue, actors, articles)
        .join(statements, statements.c.statement == positions.c.statement)
        .group_by(positions.c.issue)
    )
    if only is not None:
        listed = listed.where(table.c.id == only)
        by_stance, around = by_stance.where(positions.c.issue == only), around.where(positions.c.issue == only)
    counts: dict[str, dict[str, int]] = {}
    for id, stance, n in connection.execute(by_stance):
        counts.setdefault(id, {})[stance] = n
    sums = {id: (actors, articles) for id, actors, articles in connection.execute(around)}
    known = {row.id: (row.title, row.definition) for row in connection.execute(listed)}
    known |= {id: (id, "") for id in sorted(counts.keys() - known.keys())}
    return [
        IssueRow(
            id=id,
            title=title,
            definition=definition,
            counts=tuple((str(stance), counts.get(id, {}).get(str(stance), 0)) for stance in Stance),
            actors=sums.get(id, (0, 0))[0],
            articles=sums.get(id, (0, 0))[1],
        )
        for id, (title, definition) in known.items()
    ]
