"""Articles in rows: JSON lines, JSON, CSV, Parquet, with the same column names, read as a stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

from ..errors import InputError, OnRecordError
from ..model import Article, Problem
from . import plain
from .article import make_article

#: What columns may be called; the first that a row fills is taken.
COLUMNS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text"),
    "id": ("id", "doc_id", "article_id"),
    "published": ("published", "publication_date", "date", "published_at", "pub_date"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "sitename"),
    "headline": ("headline", "title"),
    "address": ("address", "url", "link"),
    "language": ("language", "lang"),
}
_DO_TEXT = 'each needs a field "text" (and may have id, published, outlet, headline, address)'


def jsonl_articles(file: IO[bytes], *, where: str, stem: str, address: str | None) -> Iterator[Article | Problem]:
    """One article a line; a line that cannot be read becomes a problem that names it ("news.jsonl:7")."""
    any_line = False
    for number, line in enumerate(_lines(file), start=1):
        at = f"{where}:{number}"
        if isinstance(line, int):
            any_line = True
            yield problem_of(plain.too_long("the line", line, where=at))
        elif line.strip():
            any_line = True
            yield from _json_line(line, first=number == 1, at=at, id=f"{stem}-{number}", address=address)
    if not any_line:
        yield Problem(where, "the file is empty", "remove it or fill it")


def _lines(file: IO[bytes]) -> Iterator[bytes | int]:
    """The lines of a file; of one that is too long only its size, without holding it."""
    while line := file.readline(plain.MAX_BYTES + 1):
        if len(line) <= plain.MAX_BYTES:
            yield line
            continue
        size = len(line)
        while line and not line.endswith(b"\n"):
            line = file.readline(plain.MAX_BYTES)
            size += len(line)
        yield size


def _json_line(line: bytes, *, first: bool, at: str, id: str, address: str | None) -> Iterator[Article | Problem]:
    try:
        if first:
            line = line.removeprefix(b"\xef\xbb\xbf")
        row = json.loads(line.decode(plain.encoding_of(line, where=at)))
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")  # some of them end so
        yield Problem(at, f"broken JSON: {what} at character {error.colno}", "repair the line")
    except RecursionError:
        yield Problem(at, "broken JSON: nested too deep", "repair the line")
    except InputError as error:
        yield problem_of(error)
    else:
        yield row_article(row, at=at, id=id, address=address)


def json_articles(path: Path) -> Iterator[Article | Problem]:
    """A JSON file that is one article or a list of them."""
    where = str(path)
    try:
        rows = json.loads(plain.decode(plain.read_bytes(path), where=where))
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        yield Problem(where, f"broken JSON: {what} in line {error.lineno}", "repair the file")
        return
    except RecursionError:
        yield Problem(where, "broken JSON: nested too deep", "repair the file")
        return
    alone = not isinstance(rows, list)
    for number, row in enumerate([rows] if alone else rows, start=1):
        id = path.stem if alone else f"{path.stem}-{number}"
        yield row_article(row, at=where if alone else f"{where}:{number}", id=id, address=where)
    if not alone and not rows:
        yield Problem(where, "holds no article", "remove it or fill it")


def csv_articles(path: Path) -> Iterator[Article | Problem]:
    """One article a row under a header; comma, semicolon or tab."""
    where = str(path)
    try:
        with path.open("rb") as file:
            start = file.read(1_000_000)
    except OSError as error:
        raise plain.unreadable(path, error) from error
    plain.decode(start[: start.rfind(b"\n") + 1] or start, where=where)
    encoding = plain.encoding_of(start[: start.rfind(b"\n") + 1] or start, where=where)
    csv.field_size_limit(plain.MAX_BYTES)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from _csv_rows(file, where=where, stem=path.stem)


def _csv_rows(file: IO[str], *, where: str, stem: str) -> Iterator[Article | Problem]:
    header = file.readline(plain.MAX_BYTES)
    delimiter = max(",;\t|", key=header.count)
    names = [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if not set(names) & set(COLUMNS["text"]):
        yield Problem(where, "has no column called text in its first line", _DO_TEXT)
        return
    rows = csv.reader(file, delimiter=delimiter)
    any_row = False
    while True:
        at = f"{where}:{rows.line_num + 2}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Problem(at, f"broken row: {error}", "repair or remove it")
            continue
        if cells is None:
            break
        if not any(cells):
            continue
        any_row = True
        row = dict(zip(names, cells, strict=False))
        yield row_article(row, at=at, id=f"{stem}-{rows.line_num + 1}", address=where)
    if not any_row:
        yield Problem(where, "has a header but no article", "remove it or fill it")


def parquet_articles(path: Path) -> Iterator[Article | Problem]:
    """One article a row, read batch by batch."""
    import pyarrow
    from pyarrow import parquet

    where = str(path)
    try:
        file = parquet.ParquetFile(path)
    except OSError as error:
        raise plain.unreadable(path, error) from error
    except pyarrow.ArrowException as error:
        yield Problem(where, f"is no parquet file: {str(error).splitlines()[0]}", "make it again")
        return
    with file:
        wanted = {alias for aliases in COLUMNS.values() for alias in aliases}
        columns = [name for name in file.schema_arrow.names if name.casefold() in wanted]
        if not {name.casefold() for name in columns} & set(COLUMNS["text"]):
            yield Problem(where, "has no column called text", _DO_TEXT)
            return
        number = 0
        try:
            for batch in file.iter_batches(batch_size=64, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    row = {name.casefold(): value for name, value in row.items()}
                    yield row_article(row, at=f"{where}:{number}", id=f"{path.stem}-{number}", address=where)
        except (pyarrow.ArrowException, OSError) as error:
            yield Problem(where, f"is broken after row {number}: {str(error).splitlines()[0]}", "make it again")
            return
        if not number:
            yield Problem(where, "holds no article", "remove it or fill it")


def row_article(row: Any, *, at: str, id: str, address: str | None) -> Article | Problem:
    """The article of one row, or what is wrong with the row.

    >>> row_article({"id": 7, "text": "Premier Roe won."}, at="news.jsonl:1", id="news-1", address=None).id
    '7'
    >>> row_article(["no", "object"], at="news.jsonl:2", id="news-2", address=None).what
    'holds a list where an object is needed'
    """
    if not isinstance(row, Mapping):
        return Problem(at, f"holds a {_kind(row)} where an object is needed", _DO_TEXT)
    values = {field: _first(row, names) for field, names in COLUMNS.items()}
    given = values["id"]
    text = values["text"]
    if text is None:
        return Problem(at, "has no text", _DO_TEXT, article=_text(given))
    if not isinstance(text, str):
        return Problem(at, f"its text is a {_kind(text)}, no string", _DO_TEXT, article=_text(given))
    if not text.strip():
        return Problem(at, "its text is empty", "remove it or fill it", article=_text(given))
    if len(text) > plain.MAX_BYTES:
        return problem_of(plain.too_long("its text", len(text), where=at))
    return make_article(
        plain.storable(text),
        id=_text(given) or id,
        outlet=_text(values["outlet"]),
        published=_text(values["published"]),
        headline=_text(values["headline"]),
        address=_text(values["address"]) or address,
        language=_text(values["language"]),
    )


def _first(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _text(value: Any) -> str | None:
    """A given value as text: numbers and dates as written, nested things not at all."""
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return plain.storable(str(value)).strip() or None


def _kind(value: Any) -> str:
    names = {list: "list", dict: "object", str: "string", bool: "truth value", int: "number", float: "number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def problem_of(error: OnRecordError) -> Problem:
    """The problem that an error tells of."""
    return Problem(error.where, error.what, error.do)


def rows_in(path: Path) -> int:
    """About how many articles a table holds, without parsing it."""
    if path.suffix.casefold() == ".parquet":
        import pyarrow
        from pyarrow import parquet

        try:
            return parquet.read_metadata(path).num_rows
        except pyarrow.ArrowException:
            return 1
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(io.DEFAULT_BUFFER_SIZE * 16), b""))
    return max(1, lines)
