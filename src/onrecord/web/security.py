"""What every answer carries so that hostile text in an article stays text, and pages stay on this machine."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: The policy of a page that may stand in a frame elsewhere: it is drawn for nobody in particular and has nothing to
#: press that would change the record.
FRAMED = HEADERS["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
#: Names under which a server on this machine is reached. Any other means that some page elsewhere resolved its own name
#: to 127.0.0.1 to read the record (DNS rebinding).
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Guarded:
    """ASGI middleware: refuses foreign host names and adds the headers to every answer, errors too.

    ``any_name``: where everybody signs in, a page elsewhere gains nothing by a name that leads here, since the cookie
    belongs to the name under which somebody signed in.
    """

    def __init__(self, app: ASGIApp, *, any_name: bool = False) -> None:
        self.app, self.any_name = app, any_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                framed = headers.get("content-security-policy") == FRAMED
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if framed:
                    del headers["x-frame-options"]
                if "cache-control" not in headers:
                    headers["cache-control"] = "no-cache"
            await send(message)

        if not self.any_name and host_name(Headers(scope=scope).get("host", "")) not in LOCAL_NAMES:
            refusal = PlainTextResponse(
                "These pages answer only under 127.0.0.1, localhost and [::1].\n", status_code=421
            )
            await refusal(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)


def host_name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("localhost:8000"), host_name("[::1]:8000"), host_name("127.0.0.1")
    ('localhost', '[::1]', '127.0.0.1')
    """
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()
