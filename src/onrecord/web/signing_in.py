"""The page for signing in, and signing out."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .access import VIEWER, Access, cookies_of, right_form
from .ask import Ask
from .posting import form_of, local
from .signing import COOKIE, LASTS, VISITOR, same, session_for
from .viewer import NOBODY

Draw = Callable[..., Response]
#: Wrong passwords for one name, and from one address, within so many seconds, after which nobody may try.
TRIES, WITHIN = 6, 600
_PATIENCE = "Too many wrong passwords. Wait ten minutes and try again."


class Tries:
    """Wrong passwords of late, by name and by address."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed: dict[str, list[float]] = {}

    def too_many(self, *keys: str) -> bool:
        now = time.monotonic()
        with self._lock:
            for key in list(self._failed):
                self._failed[key] = [at for at in self._failed[key] if now - at < WITHIN]
                if not self._failed[key]:
                    del self._failed[key]
            return any(len(self._failed.get(key, ())) >= TRIES for key in keys)

    def failed(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, []).append(time.monotonic())

    def forget(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)


def routes(draw: Draw) -> list[Route]:
    """The addresses; ``draw`` makes an answer of a template."""
    tries = Tries()

    def shown(request: Request) -> Response:
        access: Access = request.app.state.access
        if access.users is None or request.scope.get(VIEWER, NOBODY).signed_in:
            return RedirectResponse(local(request.query_params.get("to")), status_code=303)
        return _page(request, access, draw, to=local(request.query_params.get("to")))

    async def sent(request: Request) -> Response:
        access: Access = request.app.state.access
        if access.users is None:
            raise HTTPException(404, "Nobody signs in here.")
        form = await form_of(request)
        visitor = cookies_of(request.headers).get(VISITOR, "")
        if not visitor or not same(form.word("token") or "", access.visitor_token(visitor)):
            raise HTTPException(403, "This form is not from these pages, or too old. Open the page again.")
        to, name = local(form.word("to")), " ".join((form.word("name") or "").split())[:60]
        keys = (f"name {name}", f"from {request.client.host if request.client else ''}")
        if tries.too_many(*keys):
            raise HTTPException(429, _PATIENCE)
        password = (form.fields.get("password") or [""])[-1]
        user = await run_in_threadpool(access.users.check, name, password)
        if user is None:
            tries.failed(*keys)
            return _page(request, access, draw, to=to, wrong=True)
        tries.forget(keys[0])
        answer = RedirectResponse(to, status_code=303)
        _set(request, answer, COOKIE, session_for(user, access.secret), seconds=LASTS)
        answer.delete_cookie(VISITOR, path="/login")
        return answer

    async def left(request: Request) -> Response:
        viewer = request.scope.get(VIEWER, NOBODY)
        form = await form_of(request)
        if not right_form(viewer, form.word("token") or "", request.headers):
            raise HTTPException(403, "This form is not from these pages. Reload the page and try again.")
        answer = RedirectResponse("/login", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    return [
        Route("/login", shown, methods=["GET"]),
        Route("/login", sent, methods=["POST"]),
        Route("/logout", left, methods=["POST"]),
    ]


def _page(request: Request, access: Access, draw: Draw, *, to: str, wrong: bool = False) -> Response:
    visitor = secrets.token_urlsafe(18)
    view: dict[str, Any] = {"title": "Sign in", "ask": Ask(""), "twins": (), "to": to, "wrong": wrong}
    answer = draw(request, "login.html", {**view, "token": access.visitor_token(visitor)}, status=401 if wrong else 200)
    _set(request, answer, VISITOR, visitor, seconds=3600, path="/login")
    answer.headers["cache-control"] = "no-store"
    return answer


def _set(request: Request, answer: Response, name: str, value: str, *, seconds: int, path: str = "/") -> None:
    secure = request.url.scheme == "https"  # also where a proxy says so
    answer.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="strict", secure=secure)
