"""The users of these pages, for admins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...store import queries
from ..ask import Ask
from ..page import Page
from ..users import SHORTEST, Users, users_path
from ..viewer import ROLES
from .review import reviewers_only

if TYPE_CHECKING:
    from ...store.record import Record


def users_page(record: Record, ask: Ask) -> Page:
    """Who may look, judge and rule; and who has judged, with a password or without."""
    reviewers_only(ask, "admin")
    known = Users(users_path(record.path)).all()
    judged = queries.judges(record)
    names = {user.name for user in known}
    view = {
        "users": [(user, judged.get(user.name)) for user in known],
        "others": [(name, sums) for name, sums in judged.items() if name not in names],
        "roles": ROLES,
        "shortest": SHORTEST,
    }
    return Page(
        "users.html",
        "Users",
        view,
        lambda: {
            "users": [
                {"name": user.name, "role": user.role, "since": user.since, "judgements": sums[0] if sums else 0}
                for user, sums in view["users"]
            ]
        },
    )
