"""Signed cookies and the tokens of forms: what a browser holds can be read by it and not made up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time

from .users import User, Users

COOKIE, VISITOR = "onrecord", "onrecord-visitor"
#: Seconds after which a session ends.
LASTS = 12 * 3600


def signature(secret: bytes, *parts: str) -> str:
    """32 hex digits that only the holder of the secret can make, for these parts in this order.

    >>> signature(b"s", "a", "b") == signature(b"s", "a", "b") != signature(b"s", "ab")
    True
    """
    said = json.dumps(parts, ensure_ascii=True).encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()[:32]


def same(a: str, b: str) -> bool:
    """Compared in a time that tells nothing."""
    return hmac.compare_digest(a.encode("utf-8", "replace"), b.encode("utf-8", "replace"))


def session_for(user: User, secret: bytes, *, now: float | None = None) -> str:
    """The cookie of a user who has just given the password."""
    held = json.dumps([user.name, int(now or time.time()), secrets.token_hex(8)], ensure_ascii=True).encode()
    body = base64.urlsafe_b64encode(held).decode().rstrip("=")
    return f"{body}.{signature(secret, 'session', body, user.password)}"


def user_of(cookie: str, users: Users, *, now: float | None = None) -> User | None:
    """Whose cookie it is, while it lasts and the user has the same password; None for anything else."""
    body, _, signed = cookie[:2000].partition(".")
    try:
        name, since, _ = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        age = (now or time.time()) - int(since)
    except (ValueError, TypeError, RecursionError):
        return None
    user = users.get(name) if isinstance(name, str) else None
    if user is None or not same(signed, signature(users.secret, "session", body, user.password)):
        return None
    return user if -60 <= age <= LASTS else None
