"""Users added, changed and removed on their page."""

from __future__ import annotations

from ...errors import InputError
from ..posting import Desk, Done
from ..users import Users


def _users(desk: Desk) -> Users:
    if desk.users is None:
        raise InputError(
            "these pages are open to this machine alone, without users", where="users", do="use: onrecord users add"
        )
    return desk.users


def add_user(desk: Desk) -> Done:
    """Fields: name, role, password."""
    _users(desk).add(desk.form.needed("name"), desk.form.needed("role"), desk.form.needed("password"))
    return Done("/users")


def change_user(desk: Desk) -> Done:
    """Fields: name, and role or password or both."""
    role, password = desk.form.word("role"), desk.form.word("password")
    _users(desk).change(desk.form.needed("name"), role=role, password=password)
    return Done("/users")


def remove_user(desk: Desk) -> Done:
    """Fields: name."""
    name = desk.form.needed("name")
    if name == desk.viewer.name:
        raise InputError("nobody removes himself or herself", where="users", do="ask another admin")
    _users(desk).remove(name)
    return Done("/users")
