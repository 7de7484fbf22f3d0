"""Studies of other programs, kept verbatim, so that they go out again as they came in."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, Table, Text

from .base import metadata

studies = Table(
    "studies",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
)

study_tables = Table(
    "study_tables",
    metadata,
    Column("study", ForeignKey("studies.key", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sql", Text, nullable=False),
    Column("columns", Text, nullable=False),  # JSON list
)

study_rows = Table(
    "study_rows",
    metadata,
    Column("study", Integer, primary_key=True),
    Column("table", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("values", Text, nullable=False),  # JSON list
    ForeignKeyConstraint(["study", "table"], ["study_tables.study", "study_tables.n"], ondelete="CASCADE"),
)
