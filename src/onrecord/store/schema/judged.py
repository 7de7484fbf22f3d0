"""What people made: judgements, append-only; what they put off; queries they named."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, text

from .base import metadata

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON object
    Column("note", Text, nullable=False),
    Column("anchor", Text),  # of the statement judged, since ids depend on offsets
    Column("issue", Text),
    Column("article", Text),  # articles.id whose text the spans in value are offsets into
    Column("undoes", ForeignKey("judgements.id"), nullable=True),
    Column("batch", Integer),  # the first judgement of those passed, and undone, together
    Column("second", Boolean, nullable=False, server_default=text("0")),
    Column("seconds", Float),
    Column("queue", Text),
    Index("judgements_by_target", "kind", "target"),
    Index("judgements_by_anchor", "anchor"),
    sqlite_autoincrement=True,
)

#: A judged statement that a newer reader draws with other borders: old anchor → the anchor that took its place.
anchor_moves = Table(
    "anchor_moves",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False),
)

#: What a reviewer put off: no judgement, so it may be forgotten. ``target`` as in judgements.
skips = Table(
    "skips",
    metadata,
    Column("by", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("at", Text, nullable=False),
)


#: Addresses that people gave a name, append-only: the last row of a name stands, one without an address takes it away.
saved_queries = Table(
    "saved_queries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("saved_queries_by_name", "name"),
    sqlite_autoincrement=True,
)
