"""Statements as an Atom feed (RFC 4287): for each actor, issue, list and query."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ..store.rows import StatementRow
from .words import STANCE_WORDS, clip, one_line, segment, shown

_ATOM = "http://www.w3.org/2005/Atom"
#: Atom asks for a time; a statement whose date nobody states gets this one, and its summary says so.
_UNDATED = "1970-01-01T00:00:00Z"


def feed_of(statements: Iterable[StatementRow], *, title: str, address: str, twin: str, record: str) -> str:
    """The feed as XML, the entries in the order given.

    Args:
        address: of the page; ``twin`` of the feed itself. Both stand as they are, so relative ones work in any place.
        record: the record's own id (a UUID in hexadecimal), from which the ids of feed and entries are made: they stay
            the same wherever the record is served.
    """
    ET.register_namespace("", _ATOM)
    statements = list(statements)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _put(feed, "id", _urn(record, "feed", address))
    _put(feed, "title", f"{title} · on record")
    _put(feed, "updated", max((_time(statement) for statement in statements), default=_UNDATED))
    _link(feed, twin, "self", "application/atom+xml")
    _link(feed, address, "alternate", "text/html")
    _put(_put(feed, "author"), "name", "onrecord")
    for statement in statements:
        _entry(feed, statement, record)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ET.Element, statement: StatementRow, record: str) -> None:
    entry = _put(feed, "entry")
    who = statement.speaker or statement.source_text or "speaker unknown"
    _put(entry, "id", _urn(record, "statement", statement.id))
    _put(entry, "title", f"{who}: {clip(one_line(statement.quote), 120)}")
    _put(entry, "updated", _time(statement))
    _link(entry, f"/statements/{segment(statement.id)}", "alternate", "text/html")
    _put(_put(entry, "author"), "name", who)
    for position in statement.positions:
        said = f"{STANCE_WORDS.get(position.stance, position.stance)}: {position.issue_title}"
        _put(entry, "category", term=_clean(position.issue), label=_clean(said))
    _put(entry, "summary", _summary(statement))


def _summary(statement: StatementRow) -> str:
    """The words, then when and where: what a reader of feeds sees."""
    article = statement.article
    when = f"{statement.when_kind} {statement.when}" if statement.when else "date unknown"
    outlet = article.outlet or "outlet unknown"
    return f"{one_line(statement.quote)} ({when}; {outlet}: {article.headline or article.doc_id})"


def _time(statement: StatementRow) -> str:
    """Midnight of the day, the first day of a month or a year.

    The day of publication where there is one, so that a feed goes forward with the news.
    """
    day = (statement.article.published or statement.when or "")[:10]
    day += {4: "-01-01", 7: "-01"}.get(len(day), "")
    return f"{day}T00:00:00Z" if len(day) == 10 and day[4] == day[7] == "-" else _UNDATED


def _urn(record: str, *parts: str) -> str:
    return uuid.uuid5(uuid.UUID(record), "/".join(parts).encode("utf-8", "replace").decode()).urn


def _put(parent: ET.Element, name: str, words: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if words is not None:
        child.text = _clean(words)
    return child


def _link(parent: ET.Element, href: str, rel: str, type: str) -> None:
    _put(parent, "link", href=href, rel=rel, type=type)


def _clean(words: str) -> str:
    """Without the characters that XML cannot hold."""
    return str(shown(words)).encode("utf-8", "replace").decode()
