"""Statements that a person put on record: from the judgement to the row, and along into newer texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text

from ..errors import InputError
from ..model import Judgement, Problem, Quoted, Span, Spans, Verdict, ZoneKind, content_id
from . import schema
from .overlays import standing
from .packing import pack_spans, packed, quote_of, unpack_spans
from .problems import put_problem

ROLES = ("content", "cue", "source")


def is_by_hand(judgement: Judgement) -> bool:
    """Whether the judgement brings a statement of its own, with words of an article."""
    return judgement.kind == "statement" and judgement.verdict is Verdict.ADD and "content" in judgement.value


def prepared(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    """Target, anchor and article of a statement by hand; the same words at the same place are the same statement.

    Raises:
        InputError: there is no such article, or its newest text is another one.
    """
    articles, statements = schema.articles, schema.statements
    row = connection.execute(
        select(articles.c.key, articles.c.id, articles.c.source, articles.c.text).where(
            articles.c.id == judgement.value.get("article"), articles.c.newest
        )
    ).one_or_none()
    if row is None:
        raise InputError(
            "there is no such article, or a newer version of it", where="a new statement", do="open the article again"
        )
    spans = spans_in(judgement.value, len(row.text))
    words = tuple(quote_of(spans[role], row.text) for role in ("content", "cue"))
    for nth in range(1000):
        anchor = content_id("anchor", row.source, *words, nth)
        there = connection.execute(
            select(statements.c.id, statements.c.content).where(
                statements.c.article == row.key, statements.c.anchor == anchor
            )
        ).one_or_none()
        if there is None or unpack_spans(there.content) == spans["content"]:
            id = there.id if there else content_id("by hand", anchor)
            return {"target": id, "anchor": anchor, "article": row.id}
    raise InputError("the same words are on record too often", where=f"article {row.id}", do="choose more words")


def spans_in(value: dict[str, Any], length: int) -> dict[str, Spans]:
    """The spans of each role, sorted.

    Raises:
        InputError: they are no spans of a text of that length, overlap, or there is no content.
    """
    found: dict[str, Spans] = {}
    for role in ROLES:
        try:
            spans = sorted(Span(int(start), int(end)) for start, end in value.get(role) or ())
        except (TypeError, ValueError) as error:
            raise _wrong(f"{role} must be a list of [start, end]") from error
        if any(span.end > length for span in spans):
            raise _wrong(f"{role} does not lie in the article's {length} characters")
        if any(a.overlaps(b) for a, b in pairwise(spans)):
            raise _wrong(f"the pieces of {role} overlap")
        found[role] = tuple(spans)
    if not found["content"]:
        raise _wrong("a statement needs words")
    return found


def _wrong(what: str) -> InputError:
    return InputError(what, where="a new statement", do="select the words in the article again")


def put_by_hand(connection: Connection, target: str, anchor: str, article: str, value: dict[str, Any]) -> None:
    """Make the row that the judgement needs, unless a reader has found the same words."""
    articles, statements = schema.articles, schema.statements
    row = connection.execute(
        select(articles.c.key, articles.c.text).where(articles.c.id == article, articles.c.newest)
    ).one()
    there = select(statements.c.key).where(statements.c.article == row.key, statements.c.anchor == anchor)
    if connection.scalar(there) is None:
        _insert(connection, row, target, anchor, spans_in(value, len(row.text)), value)


def _insert(
    connection: Connection, article: Row, id: str, anchor: str, spans: dict[str, Spans], value: dict[str, Any]
) -> None:
    statements, zones = schema.statements, schema.zones
    start = spans["content"][0].start
    zone = select(zones.c.kind).where(zones.c.article == article.key, zones.c.start <= start, zones.c.end > start)
    quote = quote_of(spans["content"], article.text)
    last = select(func.coalesce(func.max(statements.c.n) + 1, 0)).where(statements.c.article == article.key)
    key = connection.execute(
        insert(statements).values(
            article=article.key,
            n=connection.scalar(last),
            id=id,
            given=id,
            anchor=anchor,
            **{role: pack_spans(spans[role]) for role in ROLES},
            start=start,
            quote=quote,
            cue_text=quote_of(spans["cue"], article.text),
            source_text=quote_of(spans["source"], article.text),
            speaker=None,
            quoted=value.get("quoted") or str(Quoted.INDIRECT),
            polarity=value.get("polarity") or "asserted",
            via=packed(value.get("via") or []),
            in_headline=connection.scalar(zone) == str(ZoneKind.HEADLINE),
            confidence=1.0,
            reason="put on record by hand",
            by_hand=True,
        )
    ).inserted_primary_key[0]
    connection.execute(
        text("INSERT INTO statement_words (rowid, quote) VALUES (:key, :quote)"), {"key": key, "quote": quote}
    )


# --- a newer text -----------------------------------------------------------------------------------------------------


def carry_by_hand(connection: Connection, key: int) -> None:
    """Statements by hand go along into this version of the article, to the same words nearest to where they stood.

    Words that the new text has no more become a problem, and the older version keeps the statement.
    """
    articles, statements, moves = schema.articles, schema.statements, schema.anchor_moves
    article = connection.execute(select(articles).where(articles.c.key == key)).one()
    here = set(connection.scalars(select(statements.c.anchor).where(statements.c.article == key)))
    for row, old in _of_older_texts(connection, article):
        moved = connection.scalar(select(moves.c.new).where(moves.c.old == row.anchor))
        if row.anchor in here or moved in here:
            continue
        value = json.loads(row.value)
        spans = {role: _found_again(value.get(role) or (), old, article.text) for role in ROLES}
        if spans["content"]:
            _insert(connection, article, row.target, row.anchor, {r: s or () for r, s in spans.items()}, value)
            here.add(row.anchor)
        else:
            what = f"the words that {row.by} put on record are not in the new text: statement {row.target}"
            do = "open the statement, which the older text keeps, and select the new words"
            put_problem(connection, Problem(article.address or article.doc_id, what, do, article.doc_id))


def _of_older_texts(connection: Connection, article: Row) -> Iterator[tuple[Row, str]]:
    """Judgements that stand and the text that their spans are offsets into."""
    judgements, articles = schema.judgements, schema.articles
    of_source = select(articles.c.id).where(articles.c.source == article.source)
    added = select(judgements.c.target).where(
        judgements.c.kind == "statement",
        judgements.c.verdict == str(Verdict.ADD),
        judgements.c.article.in_(of_source),
        func.json_extract(judgements.c.value, "$.content").is_not(None),
    )
    rows = connection.execute(
        select(judgements).where(judgements.c.kind == "statement", judgements.c.target.in_(added))
    ).all()
    older = select(articles.c.id, articles.c.text).where(
        articles.c.source == article.source, articles.c.key != article.key
    )
    texts = dict(connection.execute(older).tuples().all())
    last = {
        row.target: row for row in standing(rows) if row.verdict == Verdict.ADD and row.article in texts
    }  # the latest of those on the same words
    for row in last.values():
        yield row, texts[row.article]


def _found_again(spans: list[list[int]], old: str, new: str) -> Spans | None:
    """The same words in another text, each piece after the one before and nearest to its old place; None if not there.

    >>> _found_again([[4, 8]], "The quay is shut.", "Again: The quay is shut.")
    (Span(start=11, end=15),)
    """
    found: list[Span] = []
    for start, end in spans:
        words, after = old[start:end], found[-1].end if found else 0
        places = [match.start() for match in re.finditer(re.escape(words), new) if match.start() >= after]
        if not places:
            return None
        at = min(places, key=lambda place: abs(place - start))
        found.append(Span(at, at + len(words)))
    return tuple(found)
