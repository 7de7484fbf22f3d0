"""What a reader asks for: the id in the path, the words and numbers in the query string."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from .page import Field
from .viewer import NOBODY, Viewer

PAGE_SIZE = 50
MAX_SIZE = 200
#: Entries of a feed.
FEED = 50
#: The fields that every list has.
WINDOW = (
    Field("page", "Which page of the list, from 1", {"type": "integer", "minimum": 1, "default": 1}),
    Field("limit", "Rows on a page", {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": PAGE_SIZE}),
)
#: SQLite integers end there, and nobody turns to page 10^15.
_MAX_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True)
class Ask:
    """One request without the web around it: ``path`` has no ending of a twin; ``id`` is what stands in it, if any."""

    path: str
    id: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    viewer: Viewer = NOBODY
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request, ending: str = "") -> Ask:
        """From a request, with the ``ending`` of a twin taken off."""
        path = request.scope["path"].removesuffix(ending)
        query = {name: value for name, value in request.query_params.items() if value.strip()}
        viewer = request.scope.get("onrecord.viewer", NOBODY)
        several = {name: request.query_params.getlist(name) for name in query}
        path = "/" if path in ("", "/index") else path
        return cls(path, request.path_params.get("id", ""), query, viewer, several)

    def word(self, name: str) -> str | None:
        """The value of one field, trimmed, or None where it is absent or blank."""
        value = self.query.get(name, "").replace("\x00", "").strip()
        return value or None

    def all(self, name: str) -> list[str]:
        """All values of one field, trimmed, blank ones left out."""
        return [value for one in self.several.get(name, ()) if (value := one.replace("\x00", "").strip())]

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """One of ``choices`` or None.

        Raises:
            HTTPException: 400, naming the choices.
        """
        value = self.word(name)
        if value is not None and value not in choices:
            raise HTTPException(400, f"“{name}” can be {', '.join(choices)}; it was “{value[:60]}”.")
        return value

    def number(self, name: str, *, default: int, least: int = 1, most: int = _MAX_NUMBER) -> int:
        """A whole number between ``least`` and ``most``.

        Raises:
            HTTPException: 400, saying what it can be.
        """
        value = self.word(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
            raise HTTPException(400, f"“{name}” is a whole number from {least} to {most}; it was “{value[:60]}”.")
        return int(value)

    def rows(self) -> tuple[int, int]:
        """How many rows the page of a list has, and how many come before it."""
        size = self.number("limit", default=PAGE_SIZE, most=MAX_SIZE)
        return size, (self.number("page", default=1) - 1) * size

    def rest(self, *without: str) -> dict[str, str]:
        """The fields of the query string but for these: what a form on the page must keep."""
        return {name: value for name, value in self.query.items() if name not in (*without, "embed")}

    @property
    def embed(self) -> bool:
        """Whether the page is shown in a frame of another page: without navigation, its links open beside it."""
        return self.query.get("embed") == "1"

    @property
    def here(self) -> str:
        """The page's address without its query string."""
        return quote(self.path)

    def address(self, *, suffix: str = "", **changes: str | int | None) -> str:
        """This page's own address with some fields changed (None takes a field away).

        >>> Ask("/articles", query={"outlet": "Star", "page": "2"}).address(page=3)
        '/articles?outlet=Star&page=3'
        """
        fields = {**self.rest(), **changes}
        query = urlencode({name: value for name, value in fields.items() if value is not None})
        path = "/index" if suffix and self.path == "/" else self.path
        return quote(path) + suffix + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a long list; ``before`` and ``after`` are addresses of the neighbouring pages, or None."""

    rows: tuple[Any, ...]
    page: int
    first: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """Number of the last row shown, counted from 1."""
        return self.first + len(self.rows) - 1


def paged(ask: Ask, fetch: Callable[..., Sequence[Any]]) -> Paged:
    """The rows that ``fetch(limit=, offset=)`` gives for the page asked for, and whether there are more."""
    size, offset = ask.rows()
    page = ask.number("page", default=1)
    rows = tuple(fetch(limit=size + 1, offset=offset))
    return Paged(
        rows=rows[:size],
        page=page,
        first=offset + 1,
        before=ask.address(page=page - 1) if page > 1 else None,
        after=ask.address(page=page + 1) if len(rows) > size else None,
    )


def paged_rows(ask: Ask, rows: Sequence[Any], total: int) -> Paged:
    """The same for rows that are cut already, of a list whose length is known."""
    size, offset = ask.rows()
    page = ask.number("page", default=1)
    return Paged(
        rows=tuple(rows),
        page=page,
        first=offset + 1,
        before=ask.address(page=page - 1) if page > 1 else None,
        after=ask.address(page=page + 1) if offset + size < total else None,
    )
