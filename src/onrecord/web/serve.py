"""`onrecord serve`: the pages on this machine, or for users on the net."""

from __future__ import annotations

import getpass
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, OutputError

if TYPE_CHECKING:
    from .access import Access

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    record_path: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    name: str | None = None,
    login: bool = False,
    certificate: str | Path | None = None,
    key: str | Path | None = None,
) -> None:
    """Serve the record's pages until stopped with Ctrl-C; port 0 takes any free one. Prints the address.

    Args:
        name: who judges at this machine; None: the name under which one is logged in here.
        login: users sign in also on this machine, as they must where a proxy passes the net on to it.
        certificate, key: files for TLS.

    Raises:
        InputError: ``host`` is not this machine alone, or ``login`` is asked for, and there are no users.
        OutputError: the port is taken or not allowed.
        RecordError: the record cannot be opened.
    """
    import uvicorn

    from .app import make_app

    access = access_for(record_path, host=host, name=name, login=login)
    if (certificate is None) != (key is None):
        raise InputError("TLS takes a certificate and its key", where="--certificate, --key", do="give both files")
    listener = _listen(host, port)
    try:
        app = make_app(record_path, access=access, learn=True)
        shown = f"[{host}]" if ":" in host else host or "0.0.0.0"
        address = f"http{'s' if certificate else ''}://{shown}:{listener.getsockname()[1]}/"
        print(f"{record_path} on {address}   (Ctrl-C stops)", flush=True)
        if access.users and not certificate and host not in LOCAL:
            print("passwords travel unencrypted: give --certificate and --key, or put a proxy in front", flush=True)
        tls = {"ssl_certfile": str(certificate), "ssl_keyfile": str(key)} if certificate else {}
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, **tls)
        with suppress(KeyboardInterrupt):  # the usual way to stop it
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def access_for(
    record_path: str | Path, *, host: str = "127.0.0.1", name: str | None = None, login: bool = False
) -> Access:
    """Who may come in: on this machine whoever sits at it, elsewhere only users.

    Raises:
        InputError: users are needed and there are none.
    """
    from ..store.connecting import may_write
    from .access import Access
    from .users import Users, users_path

    if host in LOCAL and not login:
        writable = may_write(Path(record_path))
        return Access(name or _own_name(), "admin" if writable else "reader")
    users = Users(users_path(record_path))
    if not users.all():
        raise InputError(
            "without users pages are served on this machine only, and without --login",
            where=f"--host {host}" if host not in LOCAL else "--login",
            do=f"name one: onrecord users add NAME --role admin --record {record_path}",
        )
    return Access(users=users)


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name is known for whoever runs this
        return "reviewer"


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
