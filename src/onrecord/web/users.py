"""The users of a record's pages: a file beside the record, passwords as argon2id hashes, and the key for cookies."""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, OutputError
from ..model import by_machine
from .viewer import ROLES

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1024
_NAME = re.compile(r"\w(?:[\w .'’-]{0,38}\w)?")
#: A hash takes 64 MiB for a moment: so many at once, others wait.
_AT_ONCE = threading.Semaphore(2)


@dataclass(frozen=True, slots=True)
class User:
    """``password`` is an argon2id hash; ``since`` when the user was added."""

    name: str
    role: str
    password: str
    since: str


def users_path(record: str | Path) -> Path:
    """Where the users of a record are kept: apart from it, so that a record can be given away.

    >>> users_path("study.db").name
    'study.db.users'
    """
    return Path(f"{record}.users")


class Users:
    """The file of users. Read anew when it has changed; written whole, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._users: dict[str, User] = {}
        self._secret = b""

    def all(self) -> list[User]:
        """By name."""
        self._load()
        return sorted(self._users.values(), key=lambda user: user.name.casefold())

    def get(self, name: str) -> User | None:
        self._load()
        return self._users.get(name)

    @property
    def secret(self) -> bytes:
        """The key that signs cookies; made with the first user."""
        self._load()
        return self._secret

    def add(self, name: str, role: str, password: str) -> User:
        """A new user.

        Raises:
            InputError: the name is taken or unfit, there is no such role, the password is too short or too long.
            OutputError: the file cannot be written.
        """
        name = " ".join(name.split())
        if not _NAME.fullmatch(name) or by_machine(name.casefold()):
            raise InputError(
                "a name has 1 to 40 letters, digits, blanks, dots or hyphens, and is not a machine's",
                where=f"user {name[:60]!r}",
                do="choose another name",
            )
        if self.get(name):
            raise InputError("there is such a user", where=f"user {name}", do="choose another name")
        user = User(name, _role(role), hashed(password), datetime.now(UTC).isoformat(timespec="seconds"))
        self._change(name, user)
        return user

    def change(self, name: str, *, role: str | None = None, password: str | None = None) -> None:
        """Another role or password; with a new password the user's cookies are worth nothing any more."""
        user = self._known(name)
        if role is not None and role != "admin":
            self._leave_an_admin(user)
        password = hashed(password) if password is not None else user.password
        self._change(name, User(name, _role(role or user.role), password, user.since))

    def remove(self, name: str) -> None:
        """What the user judged stays, under the same name."""
        self._leave_an_admin(self._known(name))
        self._change(name, None)

    def check(self, name: str, password: str) -> User | None:
        """The user if the password is right; takes as long for a name that nobody has."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        user = self.get(name)
        with _AT_ONCE:
            try:
                _hasher().verify(user.password if user else _nobodys(), password[:LONGEST])
            except (Argon2Error, InvalidHashError):
                return None
        return user

    def _known(self, name: str) -> User:
        user = self.get(name)
        if user is None:
            raise InputError("there is no such user", where=f"user {name[:60]}", do="see: onrecord users list")
        return user

    def _leave_an_admin(self, user: User) -> None:
        others = [other for other in self.all() if other.role == "admin" and other.name != user.name]
        if user.role == "admin" and not others and len(self._users) > 1:
            raise InputError("this is the only admin", where=f"user {user.name}", do="make another user admin first")

    def _load(self) -> None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self._seen, self._users, self._secret = None, {}, b""
            return
        seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        with self._lock:
            if seen == self._seen:
                return
            try:
                stored = json.loads(self.path.read_text(encoding="utf-8"))
                users = {row["name"]: User(**row) for row in stored["users"]}
                secret = bytes.fromhex(stored["secret"])
            except (OSError, ValueError, TypeError, KeyError) as error:
                raise InputError(
                    "the file of users cannot be read",
                    where=str(self.path),
                    do="restore it, or add users anew",
                ) from error
            self._users, self._secret, self._seen = users, secret, seen

    def _change(self, name: str, user: User | None) -> None:
        self._load()
        users = {other.name: other for other in self._users.values() if other.name != name}
        if user is not None:
            users[name] = user
        rows = [asdict(one) for one in sorted(users.values(), key=lambda one: one.name)]
        _write(self.path, {"secret": (self._secret or secrets.token_bytes(32)).hex(), "users": rows})


def _write(path: Path, content: dict) -> None:
    """All or nothing, and never readable by others, not even for a moment."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # made with mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise OutputError(
            f"the file of users cannot be written: {error.strerror}", where=str(path), do="check its folder"
        ) from error


def hashed(password: str) -> str:
    """An argon2id hash with its own salt.

    Raises:
        InputError: too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            f"a password has at least {SHORTEST} characters and at most {LONGEST}",
            where="the password",
            do="choose another, such as four words",
        )
    with _AT_ONCE:
        return _hasher().hash(password)


def _role(role: str) -> str:
    if role not in ROLES:
        raise InputError(f"there is no role {role[:40]!r}", where="the role", do=f"choose one of {', '.join(ROLES)}")
    return role


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_hex(16))
