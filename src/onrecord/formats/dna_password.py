"""Passwords of a DNA study: salted SHA-256, 100,000 times over."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata

ROUNDS, SALT = 100_000, 16


def hashed(password: str, *, salt: bytes | None = None) -> str:
    """What stands in CODERS.Password: base64 of salt and digest.

    >>> matches("reed", hashed("reed")), matches("Reed", hashed("reed"))
    (True, False)
    """
    salt = os.urandom(SALT) if salt is None else salt
    digest = salt + unicodedata.normalize("NFC", password).encode()
    for _ in range(ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")


def matches(password: str, stored: str) -> bool:
    """Whether ``password`` is the one that ``stored`` was made from."""
    try:
        salt = base64.b64decode(stored, validate=True)[:SALT]
    except ValueError:
        return False
    return hmac.compare_digest(hashed(password, salt=salt), stored)
