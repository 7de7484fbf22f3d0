"""What all tables share."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

#: Marks the file as a record ("ONRC"), so that another program's database is never written to.
APPLICATION_ID = 0x4F4E5243


def article_column(**options: bool) -> Column:
    """The article that a row is of; the row goes with it."""
    return Column("article", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, **options)


def span_columns(prefix: str = "") -> tuple[Column, Column]:
    """Two columns for a half-open range of characters."""
    return Column(f"{prefix}start", Integer, nullable=False), Column(f"{prefix}end", Integer, nullable=False)


meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
