"""The ASGI application: addresses to pages, pages to HTML or JSON, errors to plain words."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ..errors import OnRecordError
from ..model import by_machine
from . import asked, openapi, signing_in, twins, words
from .access import VIEWER, Access, Known
from .actions import ACTIONS
from .ask import Ask
from .codebook_file import codebook_file
from .learning import Learner
from .page import Page
from .pages import PAGES, Build
from .posting import Writer, as_endpoint, said_plainly, wants_json
from .security import FRAMED, HEADERS, Guarded
from .twins import JSONAsIs, twins_of
from .viewer import NOBODY

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
_STATUS_WORDS = {
    400: ("That was not understood", "The address has a part that these pages do not know."),
    403: ("That is not allowed", "It takes another role."),
    404: ("Nothing here", "There is no page at this address."),
    405: ("That cannot be done here", "This page can only be read."),
    409: ("The record can only be read", "Its file, or its folder, may not be written."),
    413: ("Too long", "What was sent is too long."),
    429: ("Too many tries", "Wait some minutes and try again."),
    503: ("The record is busy", "Somebody else is writing. Try again in a moment."),
    500: ("Something went wrong", "The page could not be made. What happened is in the server’s log."),
}


def make_app(record_path: str | Path, *, access: Access | None = None, learn: bool = False) -> Starlette:
    """The pages of one record as an ASGI application; looking opens it for reading alone, judging for writing.

    ``access`` says who may come in; without it somebody at this machine called "reviewer". ``learn``: judgements
    are learnt from as they come.

    Raises:
        RecordError: the record is not there, of another version, or no record.
    """
    from ..store.record import Record

    record = Record.open(record_path, read_only=True)

    @asynccontextmanager
    async def closing(app: Starlette) -> AsyncIterator[None]:
        yield
        record.close()
        if app.state.learner is not None:
            app.state.learner.close()
        app.state.writer.close()

    access = access or Access()
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guarded, any_name=access.users is not None), Middleware(Known, access=access)],
        exception_handlers={HTTPException: _refused, OnRecordError: _failed, Exception: _failed},
        lifespan=closing,
    )
    asked.listen(record.engine)
    app.state.record = record
    app.state.access = access
    app.state.writer = Writer(record_path)
    app.state.learner = Learner(record_path) if learn else None
    app.state.name = Path(record_path).name
    return app


def _routes() -> list[Route | Mount]:
    routes: list[Route | Mount] = [Mount("/static", StaticFiles(directory=_HERE / "static"), name="static")]
    routes.append(Route("/api/openapi.json", _as_described, methods=["GET"]))
    routes += [Route(path, as_endpoint(action), methods=["POST"]) for path, action in ACTIONS.items()]
    routes += signing_in.routes(_html)
    routes.append(Route("/codebook.yaml", codebook_file, methods=["GET"]))
    for path, build in PAGES.items():
        # the twins first: "{id:path}" would swallow their endings
        for ending in twins_of(build):
            routes.append(Route(("/index" if path == "/" else path) + ending, _as_twin(build, ending), methods=["GET"]))
        routes.append(Route(path, _as_html(build), methods=["GET"]))
    return routes


def _as_html(build: Build) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        ask, record = Ask.of(request), request.app.state.record
        if ask.embed:
            ask = replace(ask, viewer=NOBODY)
        with record.snapshot():
            page = build(record, ask)
        view = {**page.view, "title": page.title, "ask": ask, "twins": twins_of(build)}
        answer = _html(request, page.template, view)
        if ask.embed:
            answer.headers["content-security-policy"] = FRAMED
        return answer

    return endpoint


def _as_twin(build: Build, ending: str) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return twins.answer(ending, build, request.app.state.record, Ask.of(request, ending))

    return endpoint


def _as_described(request: Request) -> Response:
    return JSONAsIs(openapi.description())


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title, usual = _STATUS_WORDS.get(error.status_code, (f"Error {error.status_code}", ""))
    detail = error.detail if error.detail and " " in error.detail and error.detail.endswith(".") else usual
    return _error(request, error.status_code, title, detail)


def _failed(request: Request, error: Exception) -> Response:
    title, usual = _STATUS_WORDS[500]
    if isinstance(error, OnRecordError):
        return _error(request, 500, title, said_plainly(error))
    return _error(request, 500, title, usual)


def _error(request: Request, status: int, title: str, detail: str) -> Response:
    if request.url.path.endswith(".json") or wants_json(request):
        said = {"error": {"status": status, "title": title, "detail": detail}}
        return JSONAsIs(said, status_code=status, headers=HEADERS)
    ask = Ask("", viewer=request.scope.get(VIEWER, NOBODY))
    view = {"title": title, "status": status, "detail": detail, "ask": ask, "twins": ()}
    answer = _html(request, "error.html", view, status=status)
    answer.headers.update(HEADERS)  # what nobody foresaw is answered outside of the middleware
    return answer


def _html(request: Request, template: str, view: dict[str, Any], *, status: int = 200) -> Response:
    drawn = environment().get_template(template).render(record_name=request.app.state.name, **view)
    return HTMLResponse(drawn.encode("utf-8", "replace"), status_code=status)


def rendered(page: Page, ask: Ask, *, twins: tuple[str, ...], record_name: str) -> str:
    """A page as HTML without a request, for a site of files."""
    view = {**page.view, "title": page.title, "ask": ask, "twins": twins, "record_name": record_name}
    return environment().get_template(page.template).render(**view)


@cache
def environment() -> Environment:
    """The templates: everything escaped, unshowable characters replaced, an unknown name an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words.shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "clip": words.clip,
        "count": words.count,
        "day": words.day,
        "machine_name": words.machine_name,
        "one_line": words.one_line,
        "probability": words.probability,
        "segment": words.segment,
        "snippet": words.snippet,
        "unquoted": words.unquoted,
        "web_address": words.web_address,
    }
    made.tests["by_machine"] = by_machine
    made.globals |= {
        "relation": words.relation,
        "static": _static,
        "GROUP_WORDS": words.GROUP_WORDS,
        "STANCES": words.STANCES,
        "STANCE_WORDS": words.STANCE_WORDS,
        "QUOTED_WORDS": words.QUOTED_WORDS,
        "ZONE_WORDS": words.ZONE_WORDS,
    }
    return made


@cache
def _static(name: str) -> str:
    """The address of a static file, with its hash so that a browser never keeps an old one."""
    digest = hashlib.blake2b((_HERE / "static" / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?v={digest}"
