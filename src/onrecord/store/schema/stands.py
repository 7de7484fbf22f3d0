"""What stands: machine rows with the judgements laid over, derived by ``standing.py``; and the words for searching."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from .base import article_column, metadata

statement_overlays = Table(
    "statement_overlays",
    metadata,
    Column("anchor", Text, primary_key=True),
    Column("verdict", Text, nullable=False),  # the last one that stands
    Column("by", Text, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Column("changes", Text, nullable=False),  # JSON object of the fields that people changed
    Column("speaker_changed", Boolean, nullable=False),
    Column("speaker", Text),
    Column("date_said", Text),
    Column("article", Text),  # articles.id that changed spans are offsets into
)

position_overlays = Table(
    "position_overlays",
    metadata,
    Column("anchor", Text, primary_key=True),
    Column("issue", Text, primary_key=True),
    Column("rejected", Boolean, nullable=False),
    Column("stance", Text),  # None: as the machine coded it
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

row_overlays = Table(  # ties, events and near misses that people rejected
    "row_overlays",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("target", Text, primary_key=True),
)

actor_overlays = Table(
    "actor_overlays",
    metadata,
    Column("id", Text, primary_key=True),
    Column("stands_as", Text, nullable=False),  # the actor it was merged into, else itself
    Column("name", Text),
    Column("type", Text),
    Column("country", Text),
)

standing_statements = Table(
    "standing_statements",
    metadata,
    Column("statement", ForeignKey("statements.key", ondelete="CASCADE"), primary_key=True),
    article_column(),
    Column("anchor", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("speaker", Text),
    Column("outlet", Text),
    Column("when", Text),
    Index("standing_statements_by_article", "article", "start"),
    Index("standing_statements_by_anchor", "anchor"),
    Index("standing_statements_by_speaker", "speaker", "when", "article", "start"),
    Index("standing_statements_by_outlet", "outlet", "when", "article", "start"),
    Index("standing_statements_by_when", "when", "article", "start"),
)

standing_positions = Table(
    "standing_positions",
    metadata,
    Column("statement", ForeignKey("standing_statements.statement", ondelete="CASCADE"), primary_key=True),
    Column("issue", Text, primary_key=True),
    Column("stance", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("article", Integer, nullable=False),
    Column("speaker", Text),
    # of the statement, so that an issue of ten thousand statements is counted from one index alone
    Column("when", Text),
    Column("outlet", Text),
    Column("nested", Boolean, nullable=False),
    Column("words", Text, nullable=False, server_default="[]"),  # JSON list of [start, end]
    Column("claimed", Text),  # the stance that the speaker says another takes
    Column("claimed_by", Text, nullable=False, server_default=""),
    Index("standing_positions_by_issue", "issue", "stance"),
    Index("standing_positions_on", "issue", "when", "statement", "stance", "speaker", "outlet", "nested", "article"),
    Index("standing_positions_of", "speaker", "issue", "stance", "when", "nested", "article", "statement"),
    Index("standing_positions_by_speaker", "issue", "speaker"),
    Index("standing_positions_by_article", "issue", "article"),
    Index("standing_positions_by_stance", "stance"),
)

standing_actors = Table(
    "standing_actors",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Column("articles", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Index("standing_actors_by_statements", "statements", "mentions", "name", "id"),
    Index("standing_actors_by_type", "type", "statements", "mentions", "name", "id"),
)

#: Full text, rowid = key. Only what speaks is indexed: nobody finds an article by its navigation.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE article_words USING fts5(headline, body, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE statement_words USING fts5(quote, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE actor_words USING fts5(names, tokenize='unicode61 remove_diacritics 2')",
)
