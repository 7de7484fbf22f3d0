"""Sentence vectors kept in the record by the hash of their text, so that each text is encoded once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, insert, select

from . import schema
from .packing import among


def text_digest(text: str) -> str:
    """Sixteen digits that stand for a text; white space does not matter.

    >>> text_digest("The toll  must go.") == text_digest("The toll must go.")
    True
    """
    plain = " ".join(text.split())
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def stored_vectors(connection: Connection, encoder: str, digests: Iterable[str]) -> dict[str, bytes]:
    """Digest → vector (float16, as bytes), of those that are there."""
    table = schema.vectors
    wanted = select(table.c.digest, table.c.vector).where(table.c.encoder == encoder, among(table.c.digest, digests))
    return dict(connection.execute(wanted).tuples().all())


def put_vectors(connection: Connection, encoder: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors; one that is there already stays as it is."""
    rows = [{"encoder": encoder, "digest": digest, "vector": vector} for digest, vector in vectors.items()]
    if rows:
        connection.execute(insert(schema.vectors).prefix_with("OR IGNORE"), rows)


def count_vectors(connection: Connection) -> dict[str, int]:
    """Encoder → vectors that are kept."""
    table = schema.vectors
    return dict(connection.execute(select(table.c.encoder, func.count()).group_by(table.c.encoder)).tuples().all())
