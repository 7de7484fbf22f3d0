"""Links stay valid when a record is made again, wherever its files lie and however their path is spelled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord.model import Article, Attribution, Quoted, Reading, Span, Statement, Zone, ZoneKind, content_id
from onrecord.store import queries
from onrecord.store.record import Record

TEXT = "Ilse Dorn said the ferry would sail again in May."


def reading(text: str, address: str) -> Reading:
    article = Article("ferry", text, address=address, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    source, cue, content = Span(0, 9), Span(10, 14), Span(15, len(text) - 1)
    statement = Statement(
        content_id(article.id, content, cue), (content,), (cue,), (source,), speaker=None, quoted=Quoted.INDIRECT
    )
    return Reading(article, (Attribution((source,), (cue,), (content,)),), (statement,))


def links(path: Path, *readings: Reading) -> set[str]:
    with Record.open(path, create=True) as record:
        for one in readings:
            record.add(one, reader="r")
        record.resolve()
        assert record.verify() == []
        return {row.id for row in queries.articles(record)} | {row.id for row in queries.statements(record)}


def test_the_spelling_of_a_path_does_not_matter(tmp_path: Path):
    here, there = reading(TEXT, "news/ferry.txt"), reading(TEXT, "/srv/archive/news/ferry.txt")
    assert links(tmp_path / "a.db", here) == links(tmp_path / "b.db", there)


def test_the_old_text_of_one_may_be_the_text_of_another(tmp_path: Path):
    changed = reading(TEXT.replace("May", "June"), "a/ferry.txt")
    old, other = reading(TEXT, "a/ferry.txt"), reading(TEXT, "b/ferry.txt")
    path = tmp_path / "study.db"
    links(path, old, changed, other)
    with Record.open(path) as record:
        assert record.add(other, reader="r") == "same"
        assert {row.address: row.version for row in queries.articles(record)} == {"a/ferry.txt": 2, "b/ferry.txt": 1}
        back = replace(old, article=replace(old.article, outlet="The Ferry Post"))
        assert record.verify() == []
        assert record.add(back, reader="r") == "version"
        assert record.verify() == []
