"""A page before it is drawn: which template, what it shows, the same as data, and how the page is described."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..store.rows import StatementRow


def _nothing() -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """``template`` draws ``view``; ``data`` makes the JSON twin, and only when that is asked for.

    ``table`` names the list in ``data`` that is the CSV twin (None: its first list of objects, or all of it as one
    row); ``feed`` gives the statements of the Atom twin, the newest first; ``picture`` draws the SVG twin. A page
    without ``feed`` or ``picture`` has no such twin. ``files`` makes its other twins by their endings (".graphml").
    """

    template: str
    title: str
    view: dict[str, Any] = field(default_factory=dict)
    data: Callable[[], dict[str, Any]] = _nothing
    table: str | None = None
    feed: Callable[[], Sequence[StatementRow]] | None = None
    picture: Callable[[], str] | None = None
    files: Mapping[str, Callable[[], str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the query string: its name, what it does, and what it may be (a JSON Schema)."""

    name: str
    what: str
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """What the API's description says of a page beyond its first line: fields, the JSON answer, its twins."""

    fields: tuple[Field, ...] = ()
    answer: dict[str, Any] = field(default_factory=lambda: {"type": "object"})
    twins: tuple[str, ...] = (".json", ".csv", ".sql")


def described(
    *,
    fields: Sequence[Field] = (),
    answer: dict[str, Any] | None = None,
    feed: bool = False,
    picture: bool = False,
    files: Sequence[str] = (),
):
    """Decorates a page function with its `Described`; a page without one is described as "some object".

    >>> @described(feed=True)
    ... def page(record, ask): ...
    >>> description_of(page).twins
    ('.json', '.csv', '.sql', '.atom')
    """
    extra = (*((".atom",) if feed else ()), *((".svg",) if picture else ()), *files)

    def mark(build):
        build.described = Described(tuple(fields), answer or {"type": "object"}, (".json", ".csv", ".sql", *extra))
        return build

    return mark


def description_of(build: Callable[..., Page]) -> Described:
    """What a page function was `described` as."""
    return getattr(build, "described", None) or Described()
