"""One reading into the machine rows, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Insert,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from ..model import Article, Event, Problem, Reading, content_id
from . import ids, machine_rows, schema
from .by_hand import carry_by_hand
from .packing import among_bound, pack_magnitudes, packed
from .problems import put_problem, solve_problems
from .rejudging import JudgedStatement, carry_judgements, drop_positions_of_nothing, judged_statements
from .scrubbing import is_clean, scrubbed
from .standing import actors_of, restand_actors, restand_articles

#: Children of an article whose rows are replaced when it is read again; ``statements`` is dealt with on its own.
_CHILDREN = (
    schema.zones,
    schema.attributions,
    schema.event_actors,
    schema.events,
    schema.ties,
    schema.actor_links,
    schema.mentions,
    schema.local_actors,
    schema.dates,
    schema.places,
)


def article_digest(article: Article) -> str:
    """Changes with anything that is known of an article before it is read."""
    zones = ((zone.kind, zone.span.start, zone.span.end) for zone in article.zones)
    return content_id(*astuple(replace(article, zones=())), *zones)


def reading_digest(reading: Reading) -> str:
    """Changes with anything that was found in the article."""
    return content_id(repr(replace(reading, article=Article("", ""))))


def find_stored(connection: Connection, article: Article) -> Row | None:
    """The newest stored version of this article: by stem and address, else by stem and the very same text."""
    by_address, by_text = _stored()
    values = {"doc": article.id, "address": article.address, "digest": content_id(article.text)}
    at_address = connection.execute(by_address, values).first()
    return at_address or connection.execute(by_text, values).first()


@cache
def _stored() -> tuple[Select, Select]:
    table = schema.articles
    names = ("key", "source", "address", "reader", "article_digest", "reading_digest")
    same_text = (table.c.text_digest == bindparam("digest")).label("same_text")
    newest = select(*(table.c[name] for name in names), same_text).where(table.c.newest)
    return (
        newest.where(table.c.doc_id == bindparam("doc"), table.c.address.is_not_distinct_from(bindparam("address"))),
        newest.where(table.c.doc_id == bindparam("doc"), table.c.text_digest == bindparam("digest")).order_by(
            table.c.key
        ),
    )


def is_stored(connection: Connection, article: Article, *, reader: str) -> bool:
    """Whether this very article has been read by this very reader."""
    article = scrubbed(article)
    stored = find_stored(connection, article)
    if stored is None or not stored.same_text or stored.reader != reader:
        return False
    # the address may differ: the same file under another path is the same article
    return stored.article_digest == article_digest(replace(article, address=stored.address))


def store_reading(connection: Connection, reading: Reading, *, reader: str) -> str:
    """Put one reading in.

    Returns:
        "new"; "same" (the text was there; rows are replaced only if the reader found something else); or "version".
    """
    article = reading.article
    if not is_clean(article.text, article.headline, article.address, article.id, article.outlet):
        reading = scrubbed(reading)
    stored = find_stored(connection, reading.article)
    if stored is not None and stored.same_text:
        reading = replace(reading, article=replace(reading.article, address=stored.address))
        digests = article_digest(reading.article), reading_digest(reading)
        if (stored.article_digest, stored.reading_digest) != digests:
            _replace(connection, stored.key, reading, reader)
        elif stored.reader != reader:
            connection.execute(update(schema.articles).where(schema.articles.c.key == stored.key).values(reader=reader))
        return "same"
    if stored is None:
        id = _free_id(connection, reading.article)
        _put(connection, reading, reader, id=id, source=id, version=1)
        return "new"
    _retire(connection, stored.key)
    table = schema.articles
    its_own = table.c.source == stored.source
    before = connection.scalar(select(table.c.key).where(its_own, table.c.text_digest == content_id(article.text)))
    if before is not None:  # the text went back to what it had been
        connection.execute(update(table).where(table.c.key == before).values(newest=True))
        _replace(connection, before, reading, reader)
    else:
        last = connection.scalar(select(func.max(table.c.version)).where(its_own))
        id = _free_id(connection, reading.article)
        _put(connection, reading, reader, id=id, source=stored.source, version=last + 1)
    return "version"


def _free_id(connection: Connection, article: Article) -> str:
    id = ids.article_id(article)
    taken = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == id))
    return id if taken is None else ids.own_article_id(article)


def _put(connection: Connection, reading: Reading, reader: str, *, id: str, source: str, version: int) -> None:
    article = reading.article
    key = connection.execute(
        insert(schema.articles).values(
            id=id,
            source=source,
            doc_id=article.id,
            address=article.address,
            version=version,
            newest=True,
            text=article.text,
            text_digest=content_id(article.text),
            **_said_of(reading, reader),
        )
    ).inserted_primary_key[0]
    _fill(connection, key, reading)


def _replace(connection: Connection, key: int, reading: Reading, reader: str) -> None:
    actors = actors_of(connection, [key])
    before = judged_statements(connection, key)
    anchors = connection.scalars(select(schema.statements.c.anchor).where(schema.statements.c.article == key)).all()
    _forget_words(connection, key)
    for table in (schema.standing_statements, *_CHILDREN, schema.statements, schema.signatures):
        connection.execute(delete(table).where(table.c.article == key))
    connection.execute(update(schema.articles).where(schema.articles.c.key == key).values(**_said_of(reading, reader)))
    _fill(connection, key, reading, before)
    drop_positions_of_nothing(connection, anchors)
    restand_actors(connection, actors | actors_of(connection, [key]))


def _said_of(reading: Reading, reader: str) -> dict[str, Any]:
    article = reading.article
    return {
        "outlet": article.outlet,
        "headline": article.headline,
        "published": article.published,
        "language": article.language,
        "words": sum(len(span.of(article.text).split()) for span in article.speaking),
        "reader": reader,
        "article_digest": article_digest(article),
        "reading_digest": reading_digest(reading),
    }


def _retire(connection: Connection, key: int) -> None:
    """An older version keeps its rows, but nothing in it stands any more."""
    links, copies = schema.actor_links, schema.copies
    actors = actors_of(connection, [key])
    _forget_words(connection, key)
    connection.execute(update(schema.articles).where(schema.articles.c.key == key).values(newest=False))
    connection.execute(delete(links).where(links.c.article == key))
    connection.execute(delete(schema.standing_statements).where(schema.standing_statements.c.article == key))
    connection.execute(delete(copies).where(or_(copies.c.article == key, copies.c.of == key)))
    connection.execute(delete(schema.signatures).where(schema.signatures.c.article == key))
    restand_actors(connection, actors)


def _forget_words(connection: Connection, key: int) -> None:
    connection.execute(text("DELETE FROM article_words WHERE rowid = :key"), {"key": key})
    connection.execute(
        text("DELETE FROM statement_words WHERE rowid IN (SELECT key FROM statements WHERE article = :key)"),
        {"key": key},
    )


def _fill(connection: Connection, key: int, reading: Reading, before: Iterable[JudgedStatement] = ()) -> None:
    article = reading.article
    source = connection.scalar(select(schema.articles.c.source).where(schema.articles.c.key == key))
    known = {actor.id: actor.name for actor in reading.actors}
    named = _statement_ids(connection, source, reading)
    _insert(connection, schema.zones, machine_rows.zones(key, article))
    _insert(connection, schema.attributions, machine_rows.attributions(key, reading))
    _insert(connection, schema.local_actors, machine_rows.actors(key, reading))
    _insert(connection, schema.mentions, machine_rows.mentions(key, reading))
    _insert(connection, schema.statements, machine_rows.statements(key, source, reading, named))
    _insert(connection, schema.ties, machine_rows.ties(key, source, reading, known))
    _put_events(connection, key, source, reading, known, dict(named))
    _insert(connection, schema.dates, machine_rows.dates(key, reading))
    _insert(connection, schema.places, machine_rows.places(key, reading))
    carry_judgements(connection, key, tuple(before))
    _put_words(connection, key, article)
    _put_problems(connection, reading)
    carry_by_hand(connection, key)
    restand_articles(connection, [key])


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_insertion(table), rows)


@cache
def _insertion(table: Table) -> Insert:
    return insert(table)


def _statement_ids(connection: Connection, source: str, reading: Reading) -> list[tuple[str, str]]:
    """(given, own) id of each statement; the own one differs only where another article has taken the given one."""
    given = ids.with_ids(reading.article, reading.statements)
    if not given:
        return []
    taken = set(connection.scalars(_taken(), {"ids": packed(given), "source": source}))
    return [(id, ids.own_statement_id(id, source) if id in taken else id) for id in given]


@cache
def _taken() -> Select:
    statements, articles = schema.statements, schema.articles
    return (
        select(statements.c.id)
        .join(articles, articles.c.key == statements.c.article)
        .where(among_bound(statements.c.id, "ids"), articles.c.source != bindparam("source"))
    )


def _put_events(
    connection: Connection, key: int, source: str, reading: Reading, known: dict[str, str], own: dict[str, str]
) -> None:
    whole = reading.article.text
    rows: dict[str, tuple[Event, dict[str, Any]]] = {}
    for n, event in enumerate(reading.events):
        who, to_whom = ([known[local] for local in side if local in known] for side in (event.who, event.to_whom))
        id = ids.event_id(source, event, who, to_whom, whole)
        while id in rows:
            id = content_id("again", id)
        rows[id] = (
            event,
            {
                "article": key,
                "n": n,
                "id": id,
                "type": event.type,
                "mode": event.mode,
                "start": event.evidence.start,
                "end": event.evidence.end,
                "trigger_start": event.trigger.start,
                "trigger_end": event.trigger.end,
                "quote": event.evidence.of(whole),
                "where": event.where,
                "when": event.when,
                "realis": str(event.realis),
                "magnitudes": pack_magnitudes(event.magnitudes),
                "asserted_by": own.get(event.asserted_by, event.asserted_by),
                "reason": event.reason,
            },
        )
    if not rows:
        return
    events = schema.events
    connection.execute(insert(events), [row for _, row in rows.values()])
    keys = dict(connection.execute(select(events.c.id, events.c.key).where(events.c.article == key)).tuples().all())
    _insert(
        connection,
        schema.event_actors,
        [
            {"event": keys[id], "side": side, "n": n, "article": key, "local": local}
            for id, (event, _) in rows.items()
            for side, actors in (("who", event.who), ("to_whom", event.to_whom))
            for n, local in enumerate(actors)
            if local in known
        ],
    )


def _put_words(connection: Connection, key: int, article: Article) -> None:
    spoken = "\n".join(span.of(article.text) for span in article.speaking)
    connection.execute(
        text("INSERT INTO article_words (rowid, headline, body) VALUES (:key, :headline, :body)"),
        {"key": key, "headline": article.headline or "", "body": spoken},
    )
    connection.execute(
        text("INSERT INTO statement_words (rowid, quote) SELECT key, quote FROM statements WHERE article = :key"),
        {"key": key},
    )


def _put_problems(connection: Connection, reading: Reading) -> None:
    article = reading.article
    solve_problems(connection, article, but=reading.problems)
    for problem in reading.problems:
        put_problem(connection, problem if problem.article else _of(problem, article))


def _of(problem: Problem, article: Article) -> Problem:
    return replace(problem, article=article.id)
