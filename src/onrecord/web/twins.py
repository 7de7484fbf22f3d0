"""The same page in other forms, each under its address with an ending: `.json`, `.csv`, `.sql`, `.atom`, `.svg`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ..store import queries
from . import asked
from .as_atom import feed_of
from .as_csv import csv_of
from .ask import Ask
from .page import Page, description_of

if TYPE_CHECKING:
    from ..store.record import Record


class JSONAsIs(JSONResponse):
    """JSON in UTF-8; halves of characters, which UTF-8 cannot hold, are written as escapes."""

    def render(self, content: Any) -> bytes:
        try:
            return super().render(content)
        except UnicodeEncodeError:
            return json.dumps(content, separators=(",", ":")).encode("ascii")


def _json(page: Page, record: Record, ask: Ask) -> Response:
    return JSONAsIs(page.data())


def _csv(page: Page, record: Record, ask: Ask) -> Response:
    return _text(csv_of(page.data(), page.table), "text/csv", ask, ".csv")


def _atom(page: Page, record: Record, ask: Ask) -> Response:
    if page.feed is None:
        raise HTTPException(404, "This page has no feed.")
    xml = feed_of(
        page.feed(),
        title=page.title,
        address=ask.address(),
        twin=ask.address(suffix=".atom"),
        record=queries.record_id(record),
    )
    return _text(xml, "application/atom+xml", ask, ".atom")


def _svg(page: Page, record: Record, ask: Ask) -> Response:
    if page.picture is None:
        raise HTTPException(404, "This page has no picture.")
    return _text(page.picture(), "image/svg+xml", ask, ".svg")


def _text(text: str, type: str, ask: Ask, suffix: str) -> Response:
    answer = Response(text.encode("utf-8", "replace"), media_type=f"{type}; charset=utf-8")
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-_") else "-" for one in ask.path.strip("/"))
    answer.headers["content-disposition"] = f'inline; filename="{(name or "onrecord")[:80]}{suffix}"'
    return answer


def _file(page: Page, ask: Ask, ending: str) -> Response:
    if ending not in page.files:
        raise HTTPException(404, "This page has no such file.")
    return _text(page.files[ending](), FILES[ending], ask, ending)


def answer_sql(build: Callable[[Record, Ask], Page], record: Record, ask: Ask) -> Response:
    """The queries that building the page and its data takes."""
    with asked.noted() as found, record.snapshot():
        build(record, ask).data()
    return _text(asked.script(found, address=ask.address()), "text/plain", ask, ".sql")


#: Media types of the twins that only some pages have.
FILES = {".graphml": "application/graphml+xml", ".vl.json": "application/json"}
#: Ending → what makes the twin from the page.
TWINS: dict[str, Callable[[Page, Record, Ask], Response]] = {".json": _json, ".csv": _csv, ".atom": _atom, ".svg": _svg}


def answer(ending: str, build: Callable[[Record, Ask], Page], record: Record, ask: Ask) -> Response:
    """One twin of a page.

    Raises:
        HTTPException: 404, the page has none of this kind.
    """
    if ending == ".sql":
        return answer_sql(build, record, ask)
    with record.snapshot():
        if ending in FILES:
            return _file(build(record, ask), ask, ending)
        return TWINS[ending](build(record, ask), record, ask)


def twins_of(build: Callable[..., Page]) -> tuple[str, ...]:
    """The endings under which a page is served beside its own address."""
    return description_of(build).twins
