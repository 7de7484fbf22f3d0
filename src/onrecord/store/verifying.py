"""The whole record against itself: spans in their texts, ids from their content, nothing dangling, nothing stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlalchemy import (
    Connection,
    Executable,
    Integer,
    Row,
    Select,
    except_,
    func,
    literal,
    or_,
    select,
    text,
    type_coerce,
)

from ..model import Article, Event, Relation, Span, Spans, Tie, Verdict, content_id
from . import ids, schema
from .merging import folded_actors, standing_moves, stands_as
from .overlays import folded_positions, folded_statements, judged_anchors
from .packing import among, quote_of, unpack_spans
from .standing import derived_actors, derived_positions, derived_statements

#: Articles looked at at once, and complaints of one kind after which the rest is only counted.
CHUNK, MOST = 200, 20


def verify(connection: Connection) -> list[str]:
    """See :meth:`Record.verify`."""
    wrong: list[str] = []
    for check in (_file, _keys, _versions, _articles, _links, _full_text, _judgements, _overlays, _standing):
        found = check(connection)
        wrong += islice(found, MOST)
        more = sum(1 for _ in found)
        if more:
            wrong.append(f"… and {more} more of that kind")
        if check is _file and wrong:  # a damaged file says nothing that can be relied on
            break
    return wrong


def _file(connection: Connection) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql("PRAGMA quick_check(20)"):
        if line != "ok":
            yield f"the file is damaged: {line}"


def _keys(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} row {row} names a row of {parent} that is not there"


def _versions(connection: Connection) -> Iterator[str]:
    table = schema.articles
    rows = connection.execute(
        select(table.c.doc_id, func.sum(type_coerce(table.c.newest, Integer)).label("newest")).group_by(table.c.source)
    )
    for row in rows:
        if row.newest != 1:
            yield f"article {row.doc_id}: {row.newest} versions are the newest one"


# --- one article ------------------------------------------------------------------------------------------------------


def _articles(connection: Connection) -> Iterator[str]:
    table = schema.articles
    keys = iter(connection.scalars(select(table.c.key).order_by(table.c.key)).all())
    while chunk := list(islice(keys, CHUNK)):
        children = {child: _by_article(connection, child, chunk) for child in _IN_TEXT}
        names = {(row.article, row.local): row.name for row in _rows(connection, schema.local_actors, chunk)}
        sides = _sides(connection, chunk, names)
        for article in connection.execute(select(table).where(among(table.c.key, chunk))):
            yield from _article(article)
            for child, check in _IN_TEXT.items():
                for row in children[child].get(article.key, ()):
                    yield from (f"article {article.doc_id}: {what}" for what in check(row, article.text))
            yield from _ids(article, children, names, sides)


def _rows(connection: Connection, table, keys: list[int]) -> Iterable[Row]:
    wanted = select(table).where(among(table.c.article, keys))
    return connection.execute(wanted.order_by(table.c.n) if "n" in table.c else wanted)


def _by_article(connection: Connection, table, keys: list[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in _rows(connection, table, keys):
        found.setdefault(row.article, []).append(row)
    return found


def _article(row: Row) -> Iterator[str]:
    article = Article(row.doc_id, row.text, address=row.address)
    made_of_it = row.id in (ids.article_id(article), ids.own_article_id(article))
    if not made_of_it or (row.version == 1 and row.source != row.id):
        yield f"article {row.doc_id}: its id is not that of its text"
    if row.text_digest != content_id(row.text):
        yield f"article {row.doc_id}: its text is not the one that was stored"


def _inside(row: Row, whole: str) -> Iterator[str]:
    if not 0 <= row.start < row.end <= len(whole):
        yield f"a span [{row.start}, {row.end}) is not in its text"


def _quoted(row: Row, whole: str) -> Iterator[str]:
    yield from _inside(row, whole)
    if whole[row.start : row.end] != row.quote:
        yield f"{row.id}: the evidence is not the text at [{row.start}, {row.end})"


def _mention(row: Row, whole: str) -> Iterator[str]:
    yield from _inside(row, whole)
    if whole[row.start : row.end] != row.text:
        yield f"a mention {row.text!r} is not the text at [{row.start}, {row.end})"


def _attribution(row: Row, whole: str) -> Iterator[str]:
    for role in ("source", "cue", "content"):
        yield from _all_inside(unpack_spans(getattr(row, role)), whole, f"attribution {row.n}")


def _statement(row: Row, whole: str) -> Iterator[str]:
    for role, words in (("content", row.quote), ("cue", row.cue_text), ("source", row.source_text)):
        spans = unpack_spans(getattr(row, role))
        yield from _all_inside(spans, whole, f"statement {row.id}")
        if quote_of(spans, whole) != words:
            yield f"statement {row.id}: the {role} is not the text at its spans"


def _all_inside(spans: Spans, whole: str, where: str) -> Iterator[str]:
    for span in spans:
        if span.end > len(whole):
            yield f"{where}: a span [{span.start}, {span.end}) is not in its text"


_IN_TEXT: dict[object, Callable[[Row, str], Iterator[str]]] = {
    schema.zones: _inside,
    schema.attributions: _attribution,
    schema.mentions: _mention,
    schema.statements: _statement,
    schema.ties: _quoted,
    schema.events: _quoted,
    schema.dates: _inside,
    schema.places: _inside,
}


# --- ids --------------------------------------------------------------------------------------------------------------


def _sides(connection: Connection, keys: list[int], names: dict) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    for row in _rows(connection, schema.event_actors, keys):
        found.setdefault((row.event, row.side), []).append(names.get((row.article, row.local), row.local))
    return found


def _ids(article: Row, children: dict, names: dict, sides: dict) -> Iterator[str]:
    stated = {row.id for row in children[schema.statements].get(article.key, ())}
    for row in children[schema.statements].get(article.key, ()):
        if not ids.is_id_of(row, article):
            yield f"statement {row.id}: its id is not that of its content"
        if row.speaker is not None and (article.key, row.speaker) not in names:
            yield f"statement {row.id}: the article has no actor {row.speaker}"
    for row in children[schema.ties].get(article.key, ()):
        tie = Tie("", Relation(row.relation), "", Span(row.start, row.end), role=row.role)
        ends = names[article.key, row.subject], names[article.key, row.object]
        if row.id != ids.tie_id(article.source, tie, *ends, article.text):
            yield f"tie {row.id}: its id is not that of its content"
    made: set[str] = set()
    for row in children[schema.events].get(article.key, ()):
        evidence, trigger = Span(row.start, row.end), Span(row.trigger_start, row.trigger_end)
        event = Event(row.type, (), (), evidence, trigger, mode=row.mode)
        who, to_whom = (sides.get((row.key, side), []) for side in ("who", "to_whom"))
        id = ids.event_id(article.source, event, who, to_whom, article.text)
        while id in made:
            id = content_id("again", id)
        made.add(id)
        if row.id != id:
            yield f"event {row.id}: its id is not that of its content"
        if row.asserted_by != "narrator" and row.asserted_by not in stated:
            yield f"event {row.id}: there is no statement {row.asserted_by} that asserts it"


# --- links ------------------------------------------------------------------------------------------------------------


def _links(connection: Connection) -> Iterator[str]:
    links, articles, locals_ = schema.actor_links, schema.articles, schema.local_actors
    moves = standing_moves(connection)
    rows = connection.execute(
        select(links, articles.c.source, articles.c.newest, articles.c.doc_id, locals_.c.name)
        .join(articles, articles.c.key == links.c.article)
        .join(locals_, (locals_.c.article == links.c.article) & (locals_.c.local == links.c.local))
    )
    for row in rows:
        if not row.newest:
            yield f"article {row.doc_id}: an older version still has an actor {row.local}"
        if stands_as(moves, row.actor, row.source, row.name) != row.stands_as:
            yield f"article {row.doc_id}: {row.name} stands as {row.stands_as}, which the judgements do not say"


# --- full text --------------------------------------------------------------------------------------------------------


def _full_text(connection: Connection) -> Iterator[str]:
    for what, query in _INDEXED.items():
        for (key,) in connection.execute(text(query)):
            yield f"{what} {key} and its full text are out of step"


_NEWEST = "SELECT s.key FROM statements s JOIN articles a ON a.key = s.article WHERE a.newest"
_INDEXED = {
    "article": "SELECT key FROM articles WHERE newest AND key NOT IN (SELECT rowid FROM article_words) "
    "UNION SELECT rowid FROM article_words WHERE rowid NOT IN (SELECT key FROM articles WHERE newest)",
    "statement": f"SELECT s.key FROM statements s LEFT JOIN statement_words w ON w.rowid = s.key "
    f"WHERE s.key IN ({_NEWEST}) AND (w.rowid IS NULL OR w.quote != s.quote) "
    f"UNION SELECT rowid FROM statement_words WHERE rowid NOT IN ({_NEWEST})",
    "actor": "SELECT a.key FROM standing_actors a LEFT JOIN actor_words w ON w.rowid = a.key "
    "WHERE w.rowid IS NULL OR instr(w.names, a.name) = 0 "
    "UNION SELECT rowid FROM actor_words WHERE rowid NOT IN (SELECT key FROM standing_actors)",
}


# --- judgements -------------------------------------------------------------------------------------------------------


def _judgements(connection: Connection) -> Iterator[str]:
    judgements, statements, moves = schema.judgements, schema.statements, schema.anchor_moves
    here = or_(
        select(literal(1)).where(statements.c.anchor == judgements.c.anchor).exists(),
        select(literal(1)).where(moves.c.old == judgements.c.anchor, moves.c.new == statements.c.anchor).exists(),
    )
    for id in connection.scalars(select(judgements.c.id).where(judgements.c.anchor.is_not(None), ~here)):
        yield f"judgement {id}: the statement that it judges is not in the record"
    undone = judgements.alias("undone")
    lost = (
        select(judgements.c.id)
        .outerjoin(undone, (undone.c.id == judgements.c.undoes) & (undone.c.id < judgements.c.id))
        .where(judgements.c.verdict == str(Verdict.UNDO), undone.c.id.is_(None))
    )
    for id in connection.scalars(lost):
        yield f"judgement {id}: what it undoes is not in the record"


# --- what is derived --------------------------------------------------------------------------------------------------


def _overlays(connection: Connection) -> Iterator[str]:
    judged = judged_anchors(connection)
    for table, made in (
        (schema.statement_overlays, folded_statements(connection, judged)),
        (schema.position_overlays, folded_positions(connection, judged)),
        (schema.actor_overlays, folded_actors(connection)),
    ):
        stored = {tuple(row) for row in connection.execute(select(table))}
        folded = {tuple(row[column.name] for column in table.c) for row in made}
        if stored != folded:
            yield f"{table.name} is not what the judgements say ({len(stored ^ folded)} rows)"


def _standing(connection: Connection) -> Iterator[str]:
    actors = schema.standing_actors
    columns = [actors.c[name] for name in ("id", "name", "type", "country", "articles", "mentions", "statements")]
    for table, stored, made in (
        (schema.standing_statements, select(schema.standing_statements), derived_statements()),
        (schema.standing_positions, select(schema.standing_positions), derived_positions()),
        (actors, select(*columns), derived_actors()),
    ):
        for what, query in (("too much", _except(stored, made)), ("missing", _except(made, stored))):
            n = len(connection.execute(query).all())
            if n:
                yield f"{table.name}: {n} rows {what}"


def _except(a: Select, b: Select) -> Executable:
    return except_(select(a.subquery()), select(b.subquery()))
