"""Any source to articles: files, folders, globs, standard input.

What cannot be read becomes a problem, and the rest goes on.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from ..errors import InputError
from ..model import Article, Problem
from . import plain
from .article import make_article
from .tables import csv_articles, json_articles, jsonl_articles, parquet_articles, problem_of, rows_in

#: Suffixes that a folder is searched for, and how each is read.
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_DO_KINDS = "give .txt, .html, .jsonl, .json, .csv or .parquet"


def articles(paths: Sequence[str], *, stdin: IO[bytes] | None = None) -> Iterator[Article | Problem]:
    """The articles of files, folders (searched recursively), globs and "-" (standard input), in order.

    An article's ``id`` is its own or the file's stem, its ``address`` its own or the path as given. Nothing raises:
    what is wrong with one input is yielded as a problem, and the next is read.

    >>> [item.what for item in articles(["no/such/place.txt"])]
    ['there is no such file or folder']
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield from _standard_input(stdin or sys.stdin.buffer)
            continue
        for found in _files(path):
            if isinstance(found, Problem):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield from _guarded(found)


def count(paths: Sequence[str]) -> int | None:
    """About how many articles there are, cheaply, for a progress bar; None when standard input is among them."""
    if "-" in paths:
        return None
    total = 0
    for path in paths:
        for found in _files(path):
            table = isinstance(found, Path) and KINDS.get(found.suffix.casefold()) in {"lines", "csv", "parquet"}
            try:  # what a pipe holds can be read only once
                total += rows_in(found) if table and found.is_file() else 1
            except OSError:
                total += 1
    return total


def _files(path: str) -> Iterator[Path | Problem]:
    """The files that one path names: itself, what lies in the folder, what the glob matches."""
    here = Path(path)
    try:
        if here.is_dir():
            yield from _folder(here)
            return
        exists = here.exists()
    except (OSError, ValueError) as error:
        yield Problem(path[:200], f"is no path: {error}", "check the path")
        return
    if exists:
        yield here
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - keeps the path as given, absolute or not
        if not matches:
            yield Problem(path, "matches no file", "check the pattern")
        for match in matches:
            yield from _folder(Path(match)) if Path(match).is_dir() else [Path(match)]
    else:
        yield Problem(path, "there is no such file or folder", "check the path")


def _folder(folder: Path) -> Iterator[Path | Problem]:
    """The articles below a folder, in the order of their paths; hidden files are left out."""
    refused: list[Problem] = []

    def refuse(error: OSError) -> None:
        refused.append(problem_of(plain.unreadable(Path(error.filename), error)))

    empty = True
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.casefold() in KINDS:
                empty = False
                found = Path(place) / name
                if _is_special(found):
                    refused.append(Problem(str(found), "is no file but a pipe or device", "leave it out"))
                else:
                    yield found
    yield from refused
    if empty and not refused:
        yield Problem(str(folder), "there is no article in this folder", _DO_KINDS)


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, socket or device: opening such a thing may wait for ever."""
    try:
        return path.is_fifo() or path.is_socket() or path.is_char_device() or path.is_block_device()
    except OSError:
        return False  # reading will say what is the matter


def _guarded(path: Path) -> Iterator[Article | Problem]:
    """The articles of one file; an error in it ends the file, not the run."""
    try:
        yield from _articles_in(path)
    except InputError as error:
        yield problem_of(error)
    except OSError as error:
        yield problem_of(plain.unreadable(path, error))


def _articles_in(path: Path) -> Iterator[Article | Problem]:
    match KINDS.get(path.suffix.casefold(), "text"):
        case "lines":
            with path.open("rb") as file:
                yield from jsonl_articles(file, where=str(path), stem=path.stem, address=str(path))
        case "json":
            yield from json_articles(path)
        case "csv":
            yield from csv_articles(path)
        case "parquet":
            yield from parquet_articles(path)
        case "page":
            from .html import page_article

            page = plain.read_bytes(path)
            yield page_article(page, id=path.stem, where=str(path))
        case _:
            text = plain.decode(plain.read_bytes(path), where=str(path))
            yield make_article(plain.storable(text), id=path.stem, address=str(path))


def _standard_input(stdin: IO[bytes]) -> Iterator[Article | Problem]:
    """JSON lines if the first line looks like it, else one article."""
    where = "standard input"
    first = stdin.readline(plain.MAX_BYTES + 1)
    while first and not first.strip():
        first = stdin.readline(plain.MAX_BYTES + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        yield from jsonl_articles(_Rejoined(first, stdin), where=where, stem="stdin", address=None)
        return
    data = first + stdin.read(plain.MAX_BYTES + 1)
    try:
        if len(data) > plain.MAX_BYTES:
            raise plain.too_long("the text", len(data), where=where)
        yield make_article(plain.storable(plain.decode(data, where=where)), id="stdin")
    except InputError as error:
        yield problem_of(error)


class _Rejoined:
    """A stream whose first line was read already: ``readline`` only."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self.first, self.rest = first, rest

    def readline(self, limit: int = -1) -> bytes:
        if self.first:
            line, self.first = self.first, b""
            return line
        return self.rest.readline(limit)
