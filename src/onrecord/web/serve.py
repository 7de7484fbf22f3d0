"""`onrecord serve`: the pages on this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

from ..errors import InputError, OutputError


def serve(record_path: str | Path, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the record's pages until stopped with Ctrl-C; port 0 takes any free one. Prints the address.

    Raises:
        InputError: ``host`` is not this machine alone: there are no users yet, so anybody on the net could read along.
        OutputError: the port is taken or not allowed.
        RecordError: the record cannot be opened.
    """
    import uvicorn

    from .app import make_app

    listener = _listen(check_host(host), port)
    try:
        app = make_app(record_path)
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listener.getsockname()[1]}/"
        print(f"{record_path} on {address}   (Ctrl-C stops)", flush=True)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        with suppress(KeyboardInterrupt):  # the usual way to stop it
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def check_host(host: str) -> str:
    """The host if it is this machine's own.

    >>> check_host("localhost")
    'localhost'
    """
    if host not in ("127.0.0.1", "localhost", "::1"):
        raise InputError(
            "pages are served on this machine only, since there are no users and passwords yet",
            where=f"--host {host}",
            do="leave --host away, or use 127.0.0.1 behind an SSH tunnel",
        )
    return host


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything is loaded so that a taken port is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise OutputError(
            f"the port cannot be used: {error.strerror or error}", where=f"{host}:{port}", do="choose another --port"
        ) from error
    return listener
