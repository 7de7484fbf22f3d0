"""What people can do, one function a deed. The table of addresses is here alone; all take a form by POST."""

from __future__ import annotations

from ..posting import Action
from .actors import leave_apart, merge, rename, split
from .by_hand import add_statement, change_statement
from .codebook import save_issue
from .queries import name_query
from .recode import recode
from .review import judge
from .undo import undo
from .users import add_user, change_user, remove_user

#: Path → deed.
ACTIONS: dict[str, Action] = {
    "/review/judge": Action(judge, teaches=True),
    "/undo": Action(undo, teaches=True),
    "/add": Action(add_statement, teaches=True),
    "/change": Action(change_statement, teaches=True),
    "/recode": Action(recode, teaches=True),
    "/merge": Action(merge),
    "/split": Action(split),
    "/rename": Action(rename),
    "/pairs": Action(leave_apart),
    "/queries": Action(name_query),
    "/codebook/issue": Action(save_issue, "admin"),
    "/users/add": Action(add_user, "admin"),
    "/users/change": Action(change_user, "admin"),
    "/users/remove": Action(remove_user, "admin"),
}
