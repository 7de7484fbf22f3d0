"""Machine rows over all articles: who is who, copies, codebooks and the positions that coders propose."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from .base import article_column, metadata

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Column("names", Text, nullable=False),  # all spellings, as a JSON list: the resolver goes on from them
    Column("n", Integer, nullable=False),  # in the order in which they were first seen
)

actor_links = Table(
    "actor_links",
    metadata,
    article_column(primary_key=True),
    Column("local", Text, primary_key=True),
    Column("actor", ForeignKey("actors.id"), nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("stands_as", Text, nullable=False),  # derived: after merges and splits
    ForeignKeyConstraint(["article", "local"], ["local_actors.article", "local_actors.local"], ondelete="CASCADE"),
    Index("actor_links_by_actor", "actor"),
    Index("actor_links_by_standing", "stands_as"),
)

near_misses = Table(
    "near_misses",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

identifiers = Table(  # what authority files call an actor
    "identifiers",
    metadata,
    Column("scheme", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("actor", ForeignKey("actors.id"), nullable=False),
    Column("name", Text, nullable=False),  # as the authority has it
    Column("source", Text, nullable=False),  # file and line
    Index("identifiers_by_actor", "actor"),
)

copies = Table(
    "copies",
    metadata,
    article_column(primary_key=True),
    Column("of", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
    Column("similarity", Float, nullable=False),
    Index("copies_by_original", "of"),
)

signatures = Table(
    "signatures",
    metadata,
    article_column(primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)

codebooks = Table(
    "codebooks",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("by", Text),  # who wrote this version in the record; None: it came from a file
    Column("at", Text),
    UniqueConstraint("id", "version"),
)

issues = Table(
    "issues",
    metadata,
    Column("codebook", ForeignKey("codebooks.key", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("support", Text, nullable=False),  # JSON list
    Column("oppose", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("parent", Text),
    Column("targets", Text, nullable=False, server_default="[]"),
    Column("plus", Text, nullable=False, server_default="[]"),
    Column("minus", Text, nullable=False, server_default="[]"),
    Column("opposite_of", Text),
    UniqueConstraint("codebook", "id"),
)

#: What has coded by a codebook: the codebook alone, a head that learnt from judgements, a model of one's own. All stay
#: on record with what they knew; the positions of one of them stand.
coders = Table(
    "coders",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("codebook", ForeignKey("codebooks.key", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("stands", Boolean, nullable=False),
    Column("least", Float, nullable=False),  # it abstains below this probability: such positions are kept, none stands
    Column("facts", Text, nullable=False),  # JSON object: what it learnt from, with which settings
    UniqueConstraint("codebook", "name"),
)

positions = Table(
    "positions",
    metadata,
    Column("codebook", ForeignKey("codebooks.key", ondelete="CASCADE"), primary_key=True),
    Column("coder", Text, primary_key=True),
    Column("anchor", Text, primary_key=True),
    Column("issue", Text, primary_key=True),
    Column("stance", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("words", Text, nullable=False, server_default="[]"),  # JSON list of [start, end]
    Column("claimed", Text),  # the stance that the speaker says another takes
    Column("claimed_by", Text, nullable=False, server_default=""),
    Column("likely", Text, nullable=False, server_default="[]"),  # JSON list: the probability of each stance
    Index("positions_by_anchor", "anchor"),
)

#: Sentence vectors by the hash of the text: costly to make, and the same wherever the text stands.
vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Text, primary_key=True),  # name and fingerprint of the weights
    Column("digest", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float16
)

#: Every call of a model of one's own, append-only.
model_calls = Table(
    "model_calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("codebook", ForeignKey("codebooks.key", ondelete="SET NULL")),
    Column("anchor", Text, nullable=False),
    Column("prompt", Text, nullable=False),  # its hash
    Column("answer", Text, nullable=False),  # as it came
    Column("refused", Text, nullable=False),  # why the answer was not used, "" where it was
    Column("tokens_in", Integer),
    Column("tokens_out", Integer),
    Column("seconds", Float, nullable=False),
    Column("cost", Float),
    Index("model_calls_by_prompt", "model", "prompt"),
    sqlite_autoincrement=True,
)
