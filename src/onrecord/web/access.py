"""Who may come in: on this machine anybody and without a password, elsewhere only users; and whose form it is."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from .signing import COOKIE, VISITOR, same, signature, user_of
from .users import Users
from .viewer import NOBODY, Viewer

#: Where the viewer is found in a request's scope.
VIEWER = "onrecord.viewer"
#: What anybody may fetch before signing in.
_OPEN = ("/login", "/static/")


@dataclass(frozen=True, slots=True)
class Access:
    """``name`` is who sits at this machine, with ``role``; with ``users`` everybody signs in instead."""

    name: str = "reviewer"
    role: str = "admin"
    users: Users | None = None
    own: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def secret(self) -> bytes:
        return self.users.secret if self.users else self.own

    def viewer(self, cookies: dict[str, str]) -> Viewer | None:
        """Who asks, or None where somebody has to sign in first."""
        if self.users is None:
            return Viewer(self.name, self.role, signature(self.own, "form", "here"))
        cookie = cookies.get(COOKIE, "")
        user = user_of(cookie, self.users) if cookie else None
        return Viewer(user.name, user.role, signature(self.secret, "form", cookie), True) if user else None

    def visitor_token(self, cookie: str) -> str:
        """What the form carries with which somebody signs in."""
        return signature(self.secret, "visitor", cookie)


class Known:
    """ASGI middleware: puts the viewer into the scope; sends who must sign in to the page for it."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        viewer = self.access.viewer(cookies_of(Headers(scope=scope)))
        path = scope["path"]
        if viewer is None and not path.startswith(_OPEN):
            await self._turned_away(scope, path)(scope, receive, send)
            return
        scope[VIEWER] = viewer or NOBODY
        await self.app(scope, receive, send)

    def _turned_away(self, scope: Scope, path: str):
        accepts = Headers(scope=scope).get("accept", "")
        if scope["method"] not in ("GET", "HEAD") or path.endswith(".json") or "application/json" in accepts:
            said = {"error": {"status": 401, "title": "Sign in first", "detail": "These pages are for users."}}
            return JSONResponse(said, status_code=401)
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"/login?to={quote(path + (f'?{query}' if query else ''), safe='')}", status_code=303)


def cookies_of(headers: Headers) -> dict[str, str]:
    """The cookies of a request; those that cannot be read are left out."""
    jar = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def right_form(viewer: Viewer, token: str, headers: Headers) -> bool:
    """Whether a form was drawn by these pages for this person, and comes from one of them."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin, host = headers.get("origin"), headers.get("host", "")
    if origin and origin != "null" and origin.partition("://")[2] != host:
        return False
    return bool(viewer.token) and same(token, viewer.token)


__all__ = ["COOKIE", "VIEWER", "VISITOR", "Access", "Known", "cookies_of", "right_form"]
