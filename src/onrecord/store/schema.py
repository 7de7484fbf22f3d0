"""The tables of a record (SQLAlchemy Core).

Three layers. *Machine rows*: what readings say, replaced when an article is read again, never edited. *Judgements*:
what people decided, append-only. *What stands*: machine rows with the judgements laid over, derived from the first two
by ``standing.py`` and thrown away at will; queries read only this layer.
"""

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
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

#: Marks the file as a record ("ONRC"), so that another program's database is never written to.
APPLICATION_ID = 0x4F4E5243


def _article(**options: bool) -> Column:
    return Column("article", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, **options)


def _span(prefix: str = "") -> tuple[Column, Column]:
    return Column(f"{prefix}start", Integer, nullable=False), Column(f"{prefix}end", Integer, nullable=False)


meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# --- machine rows: one article ----------------------------------------------------------------------------------------

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
    _article(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    *_span(),
)

attributions = Table(
    "attributions",
    metadata,
    _article(primary_key=True),
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
    _article(primary_key=True),
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
    _article(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("local", Text, nullable=False),
    *_span(),
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
    _article(),
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
    _article(),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("object", Text, nullable=False),
    *_span(),
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
    _article(),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    *_span(),
    *_span("trigger_"),
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
    _article(),
    Column("local", Text, nullable=False),
    ForeignKeyConstraint(["article", "local"], ["local_actors.article", "local_actors.local"], ondelete="CASCADE"),
    Index("event_actors_by_actor", "article", "local"),
)

dates = Table(
    "dates",
    metadata,
    _article(primary_key=True),
    Column("n", Integer, primary_key=True),
    *_span(),
    Column("value", Text),
    Column("rule", Text, nullable=False),
    Column("anchor", Text),
)

places = Table(
    "places",
    metadata,
    _article(primary_key=True),
    Column("n", Integer, primary_key=True),
    *_span(),
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

# --- machine rows: over all articles ----------------------------------------------------------------------------------

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
    _article(primary_key=True),
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
    _article(primary_key=True),
    Column("of", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
    Column("similarity", Float, nullable=False),
    Index("copies_by_original", "of"),
)

signatures = Table(
    "signatures",
    metadata,
    _article(primary_key=True),
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

# --- judgements -------------------------------------------------------------------------------------------------------

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

# --- what stands: derived ---------------------------------------------------------------------------------------------

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
    _article(),
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

# --- studies of other programs, verbatim ------------------------------------------------------------------------------

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

#: Full text, rowid = key. Only what speaks is indexed: nobody finds an article by its navigation.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE article_words USING fts5(headline, body, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE statement_words USING fts5(quote, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE actor_words USING fts5(names, tokenize='unicode61 remove_diacritics 2')",
)
