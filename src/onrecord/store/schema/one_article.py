"""Machine rows of one article: what its reading says, replaced when it is read again, never edited."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from .base import article_column, metadata, span_columns

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # of this version: depends on the text
    Column("source", Text, nullable=False),  # of all versions: the id of the first one
    Column("doc_id", Text, nullable=False),
    Column("address", Text),
    Column("outlet", Text),
    Column("headline", Text),
    Column("published", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("text_digest", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("newest", Boolean, nullable=False),
    Column("reader", Text, nullable=False),
    Column("article_digest", Text, nullable=False),  # of the article as it came in
    Column("reading_digest", Text, nullable=False),  # of all that was found in it
    UniqueConstraint("source", "version"),
    Index("articles_by_source", "source", "newest"),
    Index("articles_by_doc", "doc_id", "text_digest", "newest"),
    # of the newest versions only: as a first column "newest" holds for nearly all, and SQLite would walk them all
    Index("articles_by_date", "published", sqlite_where=text("newest = 1")),
    Index("articles_by_outlet", "outlet", "published", sqlite_where=text("newest = 1")),
)

zones = Table(
    "zones",
    metadata,
    article_column(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    *span_columns(),
)

attributions = Table(
    "attributions",
    metadata,
    article_column(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("source", Text, nullable=False),  # spans as JSON [[start, end], …], here and below
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source_confidence", Float, nullable=False),
)

local_actors = Table(
    "local_actors",
    metadata,
    article_column(primary_key=True),
    Column("local", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # JSON list
    Column("roles", Text, nullable=False),  # JSON list
    Column("country", Text),
    Column("mentions", Integer, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    article_column(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("local", Text, nullable=False),
    *span_columns(),
    Column("extent_start", Integer),
    Column("extent_end", Integer),
    Column("form", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Index("mentions_by_actor", "article", "local"),
)

statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    article_column(),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),  # the reading's id, or made from it where two articles share a stem
    Column("given", Text, nullable=False),  # the reading's id
    Column("anchor", Text, nullable=False),  # depends on the words, not on offsets: judgements hold on to it
    Column("content", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("cue_text", Text, nullable=False),
    Column("source_text", Text, nullable=False),
    Column("speaker", Text),
    Column("quoted", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("affiliation", Text),
    Column("role", Text),
    Column("via", Text, nullable=False),  # JSON list
    Column("date_said", Text),
    Column("nested_in", Text),
    Column("in_headline", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by_hand", Boolean, nullable=False, server_default=text("0")),  # stands only while the judgement does
    UniqueConstraint("article", "id"),
    UniqueConstraint("article", "anchor"),
    Index("statements_by_id", "id"),
    Index("statements_by_anchor", "anchor"),
)

ties = Table(
    "ties",
    metadata,
    Column("key", Integer, primary_key=True),
    article_column(),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("object", Text, nullable=False),
    *span_columns(),
    Column("quote", Text, nullable=False),
    Column("role", Text),
    Column("start_date", Text),
    Column("end_date", Text),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["article", "subject"], ["local_actors.article", "local_actors.local"], ondelete="CASCADE"),
    ForeignKeyConstraint(["article", "object"], ["local_actors.article", "local_actors.local"], ondelete="CASCADE"),
    UniqueConstraint("article", "id"),
    Index("ties_by_subject", "article", "subject"),
    Index("ties_by_object", "article", "object"),
)

events = Table(
    "events",
    metadata,
    Column("key", Integer, primary_key=True),
    article_column(),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    *span_columns(),
    *span_columns("trigger_"),
    Column("quote", Text, nullable=False),
    Column("where", Text),
    Column("when", Text),
    Column("realis", Text, nullable=False),
    Column("magnitudes", Text, nullable=False),  # JSON list of lists
    Column("asserted_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("article", "id"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
    Column("side", Text, primary_key=True),  # "who" or "to_whom"
    Column("n", Integer, primary_key=True),
    article_column(),
    Column("local", Text, nullable=False),
    ForeignKeyConstraint(["article", "local"], ["local_actors.article", "local_actors.local"], ondelete="CASCADE"),
    Index("event_actors_by_actor", "article", "local"),
)

dates = Table(
    "dates",
    metadata,
    article_column(primary_key=True),
    Column("n", Integer, primary_key=True),
    *span_columns(),
    Column("value", Text),
    Column("rule", Text, nullable=False),
    Column("anchor", Text),
)

places = Table(
    "places",
    metadata,
    article_column(primary_key=True),
    Column("n", Integer, primary_key=True),
    *span_columns(),
    Column("name", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonames_id", Integer),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("where", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("do", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("doc_id", Text),
    UniqueConstraint("where", "what"),
)
