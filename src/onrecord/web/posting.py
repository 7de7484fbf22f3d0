"""What people send: forms checked for whose they are, deeds done in the record, answers as a page or as JSON."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from ..errors import InputError, OnRecordError, RecordBusy, RecordReadOnly
from ..store.record import Record
from .access import VIEWER, Access, right_form
from .viewer import NOBODY, Viewer

if TYPE_CHECKING:
    from .users import Users

#: Bytes of a form, and its fields; a form that selects words sends some hundred bytes.
MOST_BYTES, MOST_FIELDS = 1_000_000, 5_000
_NOT_OURS = "This form is not from these pages, or from before the server started anew. Reload the page and try again."


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, as sent."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)

    def word(self, name: str) -> str | None:
        """The last value of a field, trimmed; None where it is absent or blank."""
        values = self.fields.get(name)
        return (values[-1].replace("\x00", "").strip() or None) if values else None

    def needed(self, name: str) -> str:
        """The same for a field that must be there.

        Raises:
            InputError: it is not.
        """
        value = self.word(name)
        if value is None:
            raise InputError(f"“{name}” is missing", where="the form", do="fill it in")
        return value

    def all(self, name: str) -> list[str]:
        """All values of a field that are not blank."""
        return [value for one in self.fields.get(name, ()) if (value := one.replace("\x00", "").strip())]

    def number(self, name: str) -> int | None:
        """A whole number from 0, or None where it is absent.

        Raises:
            InputError: it is something else.
        """
        value = self.word(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise InputError(f"“{name}” is a whole number; it was “{value[:40]}”", where="the form", do="correct it")
        return int(value)

    def seconds(self) -> float | None:
        """How long the person looked: measured by the page, or since it was drawn; None if longer than ten minutes."""
        try:
            if given := self.word("seconds"):
                spent = float(given)
            elif drawn := self.word("drawn"):
                spent = datetime.now(UTC).timestamp() - float(drawn)
            else:
                return None
        except ValueError:
            return None
        return round(spent, 1) if 0 <= spent <= 600 else None


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go on, and the same as data for a script."""

    to: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a deed works with: the record, open for writing; what was sent; by whom and when."""

    record: Record
    form: Form
    viewer: Viewer
    users: Users | None = None

    @property
    def at(self) -> str:
        return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Action:
    """A deed and the role that it takes; ``teaches``: the machine learns from it."""

    do: Callable[[Desk], Done]
    role: str = "reviewer"
    teaches: bool = False


class Writer:
    """The record, opened for writing when somebody first judges: looking opens it for reading alone."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._record: Record | None = None
        self._lock = threading.Lock()

    def open(self) -> Record:
        with self._lock:
            if self._record is None:
                self._record = Record.open(self.path)
            return self._record

    def close(self) -> None:
        if self._record is not None:
            self._record.close()


def as_endpoint(action: Action) -> Callable[[Request], Any]:
    """The deed as an endpoint for POST."""

    async def endpoint(request: Request) -> Response:
        viewer: Viewer = request.scope.get(VIEWER, NOBODY)
        form = await form_of(request)
        if not right_form(viewer, form.word("token") or "", request.headers):
            raise HTTPException(403, _NOT_OURS)
        if not viewer.may(action.role):
            raise HTTPException(403, f"This takes the role of {action.role}; {viewer.name} has that of {viewer.role}.")
        access: Access = request.app.state.access

        def work() -> Done:
            return action.do(Desk(request.app.state.writer.open(), form, viewer, access.users))

        try:
            done = await run_in_threadpool(work)
        except OnRecordError as error:
            raise HTTPException(_status(error), said_plainly(error)) from error
        if action.teaches and request.app.state.learner is not None:
            request.app.state.learner.taught()
        if wants_json(request):
            return JSONResponse({"to": done.to, **done.data})
        return RedirectResponse(local(done.to), status_code=303)

    return endpoint


def _status(error: OnRecordError) -> int:
    if isinstance(error, InputError):
        return 400
    return 409 if isinstance(error, RecordReadOnly) else 503 if isinstance(error, RecordBusy) else 500


def said_plainly(error: OnRecordError) -> str:
    """What and what to do; not where, since that may be a path on somebody's machine."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in (error.what, error.do) if part)


def wants_json(request: Request) -> bool:
    """Whether a script asks."""
    return "application/json" in request.headers.get("accept", "")


def local(address: str | None) -> str:
    """An address of these pages; anything else becomes the first page, so that nobody is sent away.

    >>> local("/review?order=audit"), local("//evil.example"), local("https://evil.example"), local("/\\\\evil.example")
    ('/review?order=audit', '/', '/', '/')
    """
    address = address or "/"
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if ours else "/"


async def form_of(request: Request) -> Form:
    """The fields of a form.

    Raises:
        HTTPException: 413 too long, 415 not a form.
    """
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise HTTPException(415, "What was sent is not a form of these pages.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413, "What was sent is too long.")
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(413, "What was sent has too many fields.") from None
    return Form(fields)
