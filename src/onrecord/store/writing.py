"""One reading into the machine rows, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, text, update

from ..model import Article, Event, Problem, Reading, content_id
from . import identity, schema
from .packing import pack_magnitudes, pack_spans, packed, quote_of
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
    articles = schema.articles
    columns = (articles.c.key, articles.c.id, articles.c.source, articles.c.address, articles.c.version)
    rows = connection.execute(
        select(
            *columns,
            articles.c.reader,
            articles.c.article_digest,
            articles.c.reading_digest,
            (articles.c.text == article.text).label("same_text"),
        ).where(articles.c.doc_id == article.id, articles.c.newest)
    ).all()
    source = identity.source_id(article)
    at_address = next((row for row in rows if row.source == source), None)
    return at_address or next((row for row in rows if row.same_text), None)


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
        _put(connection, reading, reader, version=1)
        return "new"
    _retire(connection, stored.key)
    article_id = identity.article_id(reading.article)
    before = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == article_id))
    if before is not None:  # the text went back to what it had been
        connection.execute(update(schema.articles).where(schema.articles.c.key == before).values(newest=True))
        _replace(connection, before, reading, reader)
    else:
        last = select(func.max(schema.articles.c.version)).where(schema.articles.c.source == stored.source)
        _put(connection, reading, reader, version=connection.scalar(last) + 1)
    return "version"


def _put(connection: Connection, reading: Reading, reader: str, *, version: int) -> None:
    article = reading.article
    key = connection.execute(
        insert(schema.articles).values(
            id=identity.article_id(article),
            source=identity.source_id(article),
            doc_id=article.id,
            address=article.address,
            version=version,
            newest=True,
            text=article.text,
            **_said_of(reading, reader),
        )
    ).inserted_primary_key[0]
    _fill(connection, key, reading)


def _replace(connection: Connection, key: int, reading: Reading, reader: str) -> None:
    actors = actors_of(connection, [key])
    before = judged_statements(connection, key)
    anchors = connection.scalars(select(schema.statements.c.anchor).where(schema.statements.c.article == key)).all()
    _forget_words(connection, key)
    for table in (schema.standing_statements, *_CHILDREN, schema.statements):
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
    source = identity.source_id(article)
    known = {actor.id: actor.name for actor in reading.actors}
    ids = _statement_ids(connection, key, source, reading)
    _insert(connection, schema.zones, _zones(key, article))
    _insert(connection, schema.attributions, _attributions(key, reading))
    _insert(connection, schema.local_actors, _actors(key, reading))
    _insert(connection, schema.mentions, _mentions(key, reading))
    _insert(connection, schema.statements, _statements(key, source, reading, ids))
    _insert(connection, schema.ties, _ties(key, source, reading, known))
    _put_events(connection, key, source, reading, known, ids)
    _insert(connection, schema.dates, _dates(key, reading))
    _insert(connection, schema.places, _places(key, reading))
    carry_judgements(connection, key, tuple(before))
    _put_words(connection, key, article)
    _put_problems(connection, reading)
    restand_articles(connection, [key])


def _insert(connection: Connection, table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _statement_ids(connection: Connection, key: int, source: str, reading: Reading) -> list[tuple[str, str]]:
    """(given, own) id of each statement; the own one differs only where another article has taken the given one."""
    given = identity.with_ids(reading.article, reading.statements)
    if not given:
        return []
    statements, articles = schema.statements, schema.articles
    taken = set(
        connection.scalars(
            select(statements.c.id)
            .join(articles, articles.c.key == statements.c.article)
            .where(statements.c.id.in_(given), articles.c.source != source)
        )
    )
    return [(id, identity.own_statement_id(id, source) if id in taken else id) for id in given]


def _zones(key: int, article: Article) -> list[dict[str, Any]]:
    return [
        {"article": key, "n": n, "kind": str(zone.kind), "start": zone.span.start, "end": zone.span.end}
        for n, zone in enumerate(article.zones)
    ]


def _attributions(key: int, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article": key,
            "n": n,
            "source": pack_spans(attribution.source),
            "cue": pack_spans(attribution.cue),
            "content": pack_spans(attribution.content),
            "confidence": float(attribution.confidence),
            "source_confidence": float(attribution.source_confidence),
        }
        for n, attribution in enumerate(reading.attributions)
    ]


def _actors(key: int, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article": key,
            "local": actor.id,
            "n": n,
            "name": actor.name,
            "type": str(actor.type),
            "aliases": packed(actor.aliases),
            "roles": packed(actor.roles),
            "country": actor.country,
            "mentions": len(actor.mentions),
        }
        for n, actor in enumerate(reading.actors)
    ]


def _mentions(key: int, reading: Reading) -> list[dict[str, Any]]:
    pairs = [(actor.id, mention) for actor in reading.actors for mention in actor.mentions]
    return [
        {
            "article": key,
            "n": n,
            "local": local,
            "start": mention.span.start,
            "end": mention.span.end,
            "extent_start": mention.extent and mention.extent.start,
            "extent_end": mention.extent and mention.extent.end,
            "form": str(mention.form),
            "type": str(mention.type),
            "title": mention.title,
            "text": mention.span.of(reading.article.text),
        }
        for n, (local, mention) in enumerate(pairs)
    ]


def _statements(key: int, source: str, reading: Reading, ids: list[tuple[str, str]]) -> list[dict[str, Any]]:
    whole, own = reading.article.text, dict(ids)
    locals_ = {actor.id for actor in reading.actors}
    anchors = identity.anchors(source, reading.statements, whole)
    return [
        {
            "article": key,
            "n": n,
            "id": id,
            "given": given,
            "anchor": anchor,
            "content": pack_spans(statement.content),
            "cue": pack_spans(statement.cue),
            "source": pack_spans(statement.source),
            "start": min((span.start for span in statement.content), default=0),
            "quote": quote_of(statement.content, whole),
            "cue_text": quote_of(statement.cue, whole),
            "source_text": quote_of(statement.source, whole),
            "speaker": statement.speaker if statement.speaker in locals_ else None,
            "quoted": str(statement.quoted),
            "polarity": str(statement.polarity),
            "affiliation": statement.affiliation,
            "role": statement.role,
            "via": packed(statement.via),
            "date_said": statement.date_said,
            "nested_in": own.get(statement.nested_in, statement.nested_in),
            "in_headline": statement.in_headline,
            "confidence": float(statement.confidence),
            "reason": statement.reason,
        }
        for n, (statement, anchor, (given, id)) in enumerate(zip(reading.statements, anchors, ids, strict=True))
    ]


def _ties(key: int, source: str, reading: Reading, known: dict[str, str]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for n, tie in enumerate(reading.ties):
        if tie.subject not in known or tie.object not in known:
            continue  # a tie to nobody cannot be shown
        id = identity.tie_id(source, tie, known[tie.subject], known[tie.object], reading.article.text)
        rows.setdefault(
            id,
            {
                "article": key,
                "n": n,
                "id": id,
                "subject": tie.subject,
                "relation": str(tie.relation),
                "object": tie.object,
                "start": tie.evidence.start,
                "end": tie.evidence.end,
                "quote": tie.evidence.of(reading.article.text),
                "role": tie.role,
                "start_date": tie.start_date,
                "end_date": tie.end_date,
                "reason": tie.reason,
            },
        )
    return list(rows.values())


def _put_events(
    connection: Connection, key: int, source: str, reading: Reading, known: dict[str, str], ids: list[tuple[str, str]]
) -> None:
    own, whole = dict(ids), reading.article.text
    rows: dict[str, tuple[Event, dict[str, Any]]] = {}
    for n, event in enumerate(reading.events):
        who, to_whom = ([known.get(local, local) for local in side] for side in (event.who, event.to_whom))
        id = identity.event_id(source, event, who, to_whom, whole)
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


def _dates(key: int, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article": key,
            "n": n,
            "start": date.span.start,
            "end": date.span.end,
            "value": date.value,
            "rule": date.rule,
            "anchor": date.anchor,
        }
        for n, date in enumerate(reading.dates)
    ]


def _places(key: int, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article": key,
            "n": n,
            "start": place.span.start,
            "end": place.span.end,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "geonames_id": place.geonames_id,
        }
        for n, place in enumerate(reading.places)
    ]


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
