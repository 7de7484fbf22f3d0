"""Reposts and wire copies linked to the article that they repeat, the earliest."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, insert, select

from ..model import SPEAKING, Span
from ..text.copies import bands, signature, similarity
from . import schema

#: Share of five-word sequences in common from which an article is a copy.
COPY = 0.6


def link_copies(connection: Connection) -> int:
    """See :meth:`Record.link_copies`. Signatures are stored; links are worked out anew from all of them."""
    copies = schema.copies
    if not _sign(connection):
        return connection.scalar(select(func.count()).select_from(copies))
    connection.execute(delete(copies))
    found = list(_found(connection))
    if found:
        connection.execute(insert(copies), found)
    return len(found)


def _found(connection: Connection) -> Iterator[dict]:
    """Each article that repeats an earlier one that is no copy itself, with the likest of those."""
    articles, signatures = schema.articles, schema.signatures
    rows = connection.execute(
        select(articles.c.key, signatures.c.signature)
        .join(signatures, signatures.c.article == articles.c.key)
        .where(articles.c.newest)
        .order_by(articles.c.published.is_(None), articles.c.published, articles.c.doc_id, articles.c.id)
    )
    filed: dict[str, list[int]] = {}
    signed: dict[int, bytes] = {}
    for key, mine in rows:
        keys = bands(mine)
        met = {other for band in keys for other in filed.get(band, ())}
        best = max(((similarity(signed[other], mine), -other) for other in met), default=(0.0, 0))
        if best[0] >= COPY:
            yield {"article": key, "of": -best[1], "similarity": round(best[0], 3)}
            continue
        signed[key] = mine
        for band in keys:
            filed.setdefault(band, []).append(key)


def _sign(connection: Connection) -> int:
    """Signatures of what speaks in the articles that have none yet; says how many that were."""
    articles, signatures, zones = schema.articles, schema.signatures, schema.zones
    unsigned = (
        select(articles.c.key)
        .outerjoin(signatures, signatures.c.article == articles.c.key)
        .where(articles.c.newest, signatures.c.article.is_(None))
    )
    keys = list(connection.scalars(unsigned))
    speaking = [str(kind) for kind in SPEAKING]
    for key in keys:
        text = connection.scalar(select(articles.c.text).where(articles.c.key == key))
        spans = connection.execute(
            select(zones.c.start, zones.c.end)
            .where(zones.c.article == key, zones.c.kind.in_(speaking))
            .order_by(zones.c.n)
        )
        spoken = "\n".join(Span(start, end).of(text) for start, end in spans)
        connection.execute(insert(signatures).values(article=key, signature=signature(spoken)))
    return len(keys)
