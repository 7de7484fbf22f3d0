"""What a machine that codes has to know: the statements, what machines proposed, what people decided."""

from __future__ import annotations

import json
from itertools import groupby

from sqlalchemy import Connection, Row, func, select

from ...model import Polarity, Spans, hull
from .. import schema
from ..packing import unpack_spans
from ..record import Record
from ..rows import BookRow, CodableRow, CoderRow, JudgedRow, ProposalRow
from ..standing import in_force

#: The "issue" of a judgement that a statement is about none of the codebook's: accept "<statement>/none".
NOTHING = "none"
#: Characters on either side of a statement, inside its paragraph, that count as its context.
_AROUND = 300


def codable(record: Record) -> list[CodableRow]:
    """All statements that stand, article by article in the order of the text.

    A statement whose words people moved is seen as the machine drew it.
    """
    standing, table, articles = schema.standing_statements, schema.statements, schema.articles
    columns = (
        table.c.id,
        table.c.anchor,
        table.c.quote,
        table.c.cue_text,
        table.c.polarity,
        table.c.content,
        table.c.cue,
    )
    wanted = (
        select(*columns, standing.c.article, standing.c.speaker, articles.c.id.label("article_id"))
        .join(standing, standing.c.statement == table.c.key)
        .join(articles, articles.c.key == standing.c.article)
        .order_by(standing.c.article, standing.c.start, standing.c.statement)
    )
    found: list[CodableRow] = []
    with record.reading() as connection:
        texts = select(articles.c.text)
        for key, rows in groupby(connection.execute(wanted).all(), key=lambda row: row.article):
            text = connection.scalar(texts.where(articles.c.key == key)) or ""
            found += [_codable(row, text) for row in rows]
    return found


def _codable(row: Row, text: str) -> CodableRow:
    content = unpack_spans(row.content)
    whole = hull((*content, *unpack_spans(row.cue)))
    return CodableRow(
        row.id,
        row.anchor,
        row.article_id,
        row.speaker,
        row.quote,
        row.cue_text,
        row.polarity == Polarity.DENIED,
        context_of(content, text),
        whole.start,
        whole.of(text),
    )


def context_of(content: Spans, text: str) -> str:
    """The paragraph in which the content stands, cut at 300 characters on either side.

    >>> from onrecord.model import Span
    >>> context_of((Span(10, 14),), "A bridge.\\nOpen it, he said.\\nRain.")
    'Open it, he said.'
    """
    whole = hull(content)
    start = max(text.rfind("\n", 0, whole.start) + 1, whole.start - _AROUND)
    end = text.find("\n", whole.end)
    end = min(len(text) if end < 0 else end, whole.end + _AROUND)
    return " ".join(text[start:end].split())


def proposals(record: Record, *, coder: str | None = None) -> list[ProposalRow]:
    """What a machine coded by the codebook in force; those that people judged and those it abstained on too.

    Args:
        coder: its name; None: the one whose positions stand.
    """
    positions, codebooks = schema.positions, schema.codebooks
    columns = (positions.c.anchor, positions.c.issue, positions.c.stance, positions.c.probability)
    more = (positions.c.words, positions.c.claimed, positions.c.claimed_by, positions.c.likely)
    wanted = select(*columns, positions.c.reason, positions.c.coder, *more)
    if coder is None:
        wanted = wanted.where(in_force(positions))
    else:
        book = select(codebooks.c.key).where(codebooks.c.in_force).scalar_subquery()
        wanted = wanted.where(positions.c.codebook == book, positions.c.coder == coder)
    wanted = wanted.order_by(positions.c.anchor, positions.c.probability.desc(), positions.c.issue)
    with record.reading() as connection:
        rows = connection.execute(wanted).all()
    return [
        ProposalRow(*row[:6], unpack_spans(row.words), row.claimed, row.claimed_by, tuple(json.loads(row.likely)))
        for row in rows
    ]


def judged_positions(record: Record) -> list[JudgedRow]:
    """What people decided of positions, in the order of judging; on any issue, in this codebook or not."""
    overlays = schema.position_overlays
    with record.reading() as connection:
        last = _last_judgements(connection)
        rows = connection.execute(select(overlays)).all()
    found = [
        JudgedRow(
            row.anchor,
            row.issue,
            None if row.rejected else row.stance or "",
            row.by,
            last.get((row.anchor, row.issue), 0),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.n, row.anchor, row.issue))


def accepted(record: Record) -> dict[str, int]:
    """Statements that people let stand as they are: anchor → the judgement that came last."""
    overlays, judgements, moves = schema.statement_overlays, schema.judgements, schema.anchor_moves
    anchor = func.coalesce(moves.c.new, judgements.c.anchor)
    last = (
        select(anchor.label("anchor"), func.max(judgements.c.id).label("id"))
        .outerjoin(moves, moves.c.old == judgements.c.anchor)
        .where(judgements.c.kind == "statement")
        .group_by(anchor)
        .subquery()
    )
    wanted = select(overlays.c.anchor, last.c.id).join(last, last.c.anchor == overlays.c.anchor)
    with record.reading() as connection:
        return dict(connection.execute(wanted.where(overlays.c.verdict == "accept")).tuples().all())


def _last_judgements(connection: Connection) -> dict[tuple[str, str], int]:
    judgements, moves = schema.judgements, schema.anchor_moves
    anchor = func.coalesce(moves.c.new, judgements.c.anchor)
    rows = connection.execute(
        select(anchor, judgements.c.issue, func.max(judgements.c.id))
        .outerjoin(moves, moves.c.old == judgements.c.anchor)
        .where(judgements.c.kind == "position")
        .group_by(anchor, judgements.c.issue)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def coders(record: Record) -> list[CoderRow]:
    """The machines that coded by the codebook in force, the oldest first."""
    table, codebooks, positions = schema.coders, schema.codebooks, schema.positions
    with record.reading() as connection:
        book = connection.scalar(select(codebooks.c.key).where(codebooks.c.in_force))
        counted = select(positions.c.coder, func.count()).where(positions.c.codebook == book)
        counts = dict(connection.execute(counted.group_by(positions.c.coder)).tuples().all())
        rows = connection.execute(select(table).where(table.c.codebook == book).order_by(table.c.key)).all()
    return [
        CoderRow(row.name, row.at, row.stands, row.least, counts.get(row.name, 0), json.loads(row.facts))
        for row in rows
    ]


def books(record: Record) -> list[BookRow]:
    """All codebooks and versions that were ever put into the record, the oldest first."""
    table, issues = schema.codebooks, schema.issues
    counted = select(func.count()).where(issues.c.codebook == table.c.key).scalar_subquery()
    with record.reading() as connection:
        rows = connection.execute(select(table, counted.label("issues")).order_by(table.c.key)).all()
    return [BookRow(row.id, row.version, row.title, row.in_force, row.by, row.at, row.issues) for row in rows]
