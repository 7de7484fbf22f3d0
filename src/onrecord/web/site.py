"""The pages of a record as files: a static site whose links lead from file to file, for any web server or none."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from starlette.exceptions import HTTPException

from ..errors import OutputError
from ..model import content_id
from . import twins
from .ask import Ask
from .page import Page, description_of
from .pages import PAGES, kind_of

if TYPE_CHECKING:
    from ..store.record import Record

#: Stands in the folder, so that a later export knows that it may take its place.
MARK = "onrecord-site.json"
#: The pages that need no server: no search, nothing that people choose or do.
_KINDS = frozenset(
    {"/", "/outlets", "/network", "/problems", "/about", "/in-words", "/trust"}
    | {
        path
        for kind in ("/issues", "/actors", "/articles", "/statements", "/events")
        for path in (kind, kind + "/{id:path}")
    }
)
#: Fields of an address that a file can stand for, and those that change nothing but what is pointed out.
_KEPT, _IDLE = ("group", "page"), ("at", "embed")
_TWINS = (".json", ".csv", ".atom", ".svg")
_LINK = re.compile(r'(<[^<>]*?)\s(href|src)="(/[^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.S)
_BRUSH = re.compile(r'<script[^>]*brush\.js[^>]*></script>|<span class="brush-hint".*?</span>', re.S)
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_STATIC = Path(__file__).parent / "static"


@dataclass(slots=True)
class Site:
    """What was written: pages, and files with their twins."""

    pages: int = 0
    files: int = 0


def write_site(record: Record, out: Path, *, on_page: Callable[[Site], None] | None = None) -> Site:
    """Write every page that can be reached from the first one, each with its JSON, CSV, feed and picture.

    All of it shows one state of the record. Forms, searches and narrowed lists need a server and are left out; a link
    to one of them becomes plain text. The folder appears whole or not at all, and takes the place of an earlier site.

    Args:
        out: a folder that is missing, empty or holds a site written before.
        on_page: called after each page.

    Raises:
        OutputError: something else is in the folder, or it cannot be written.
    """
    _check(out)
    part = out.with_name(f".{out.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        shutil.copytree(_STATIC, part / "static")
        with record.snapshot():
            site = _Writer(record, part, on_page).run()
        (part / MARK).write_text(json.dumps({"record": record.path.name, "pages": site.pages}) + "\n", encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        part.replace(out)
    except OSError as error:
        raise OutputError(
            f"the site cannot be written ({error.strerror or error})", where=str(out), do="free some space"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return site


def _check(out: Path) -> None:
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file()):
        raise OutputError(
            "there is something else already", where=str(out), do="name an empty folder, or one that holds a site"
        )
    if not out.parent.is_dir():
        raise OutputError(f"the folder {out.parent} does not exist", where=str(out), do="make it first")


def file_of(address: str) -> str | None:
    """The file of an address, relative to the site, or None where only a server can answer.

    >>> file_of("/"), file_of("/issues/toll?group=single&page=2"), file_of("/articles/a1?at=s1"), file_of("/search?q=x")
    ('index.html', 'issues/toll~group-single~page-2.html', 'articles/a1.html', None)
    >>> file_of("/issues/toll.csv"), file_of("/static/style.css?v=1"), file_of("/issues?sort=name")
    ('issues/toll.csv', 'static/style.css', None)
    """
    parts = urlsplit(address)
    if parts.path.startswith("/static/"):
        return parts.path[1:]
    path, ending = _split(parts.path)
    kind = kind_of(unquote(path))
    fields = [pair for pair in parse_qsl(parts.query) if pair[0] not in _IDLE]
    if kind not in _KINDS or any(name not in _KEPT for name, _ in fields):
        return None
    if ending != ".html" and (fields or ending not in description_of(PAGES[kind]).twins):
        return None
    head, _, id = path.strip("/").partition("/")
    name = "/".join([head or "index", *([_file_name(unquote(id))] if id else [])])
    return name + "".join(f"~{key}-{_file_name(value)}" for key, value in sorted(fields)) + ending


def _split(path: str) -> tuple[str, str]:
    """A path and the ending of its file; "/index.json" is the first page's twin."""
    for ending in _TWINS:
        if path.endswith(ending):
            bare = path.removesuffix(ending)
            return ("/" if bare == "/index" else bare), ending
    return path, ".html"


def _file_name(id: str) -> str:
    """An id as a file's name: itself where it is plain, else what is plain of it and a hash."""
    if _PLAIN.fullmatch(id):
        return id
    return f"{re.sub('[^A-Za-z0-9_-]+', '-', id)[:60].strip('-')}.{content_id(id)}"


class _Writer:
    """Goes from page to page and writes each once."""

    def __init__(self, record: Record, out: Path, on_page: Callable[[Site], None] | None) -> None:
        self.record, self.out, self.on_page = record, out, on_page
        self.site = Site()
        self.waiting: deque[str] = deque(["/"])
        self.known = {"index.html"}

    def run(self) -> Site:
        while self.waiting:
            address = self.waiting.popleft()
            self._write(address)
            self.site.pages += 1
            if self.on_page:
                self.on_page(self.site)
        return self.site

    def _write(self, address: str) -> None:
        from .app import rendered

        parts = urlsplit(address)
        path = unquote(parts.path)
        kind = kind_of(path)
        assert kind is not None
        build = PAGES[kind]
        id = path.split("/", 2)[2] if "{" in kind else ""
        ask = Ask(path, id, dict(parse_qsl(parts.query)))
        endings = [ending for ending in _TWINS if ending in description_of(build).twins and not parts.query]
        try:
            page = build(self.record, ask)
        except HTTPException as error:  # a link to something that nothing stands for any more
            page = Page("error.html", "Nothing here", {"status": error.status_code, "detail": error.detail})
            endings = []
        file = file_of(address)
        assert file is not None
        html = rendered(page, ask, twins=tuple(endings), record_name=self.record.path.name)
        self._put(file, "".join(self._relinked(_BRUSH.sub("", _FORM.sub("", html)), file)))
        for ending in endings:
            body = twins.TWINS[ending](page, self.record, ask).body.decode("utf-8")
            twin = file.removesuffix(".html") + ending
            self._put(twin, "".join(self._relinked(body, twin)) if ending == ".atom" else body)

    def _put(self, name: str, text: str) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
        self.site.files += 1

    def _relinked(self, text: str, file: str) -> Iterator[str]:
        """The text with links that lead to files, seen from ``file``; pages met for the first time wait their turn."""
        end = 0
        for link in _LINK.finditer(text):
            yield text[end : link.start()]
            end = link.end()
            target = self._target(unescape(link[3]), file)
            yield link[1] + (f' {link[2]}="{escape(target)}"' if target else "")
        yield text[end:]

    def _target(self, address: str, file: str) -> str | None:
        parts = urlsplit(address)
        there = file_of(address)
        if there is None:
            return None
        if there.endswith(".html") and there not in self.known:
            self.known.add(there)
            fields = [pair for pair in parse_qsl(parts.query) if pair[0] in _KEPT]
            query = "&".join(f"{name}={quote(value)}" for name, value in fields)
            self.waiting.append(parts.path + (f"?{query}" if query else ""))
        relative = os.path.relpath(there, os.path.dirname(file) or ".").replace(os.sep, "/")  # noqa: PTH120
        return quote(relative) + (f"#{parts.fragment}" if parts.fragment else "")
