"""The codebook: its issues, its versions, and the form with which an issue is written or changed."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...model import Issue
from ...positions.codebook import ISSUE_FIELDS
from ...store import queries
from ..ask import Ask
from ..page import Field, Page, described
from ..schemas import COUNT, TEXT, YES, many, maybe, thing

if TYPE_CHECKING:
    from ...store.record import Record

#: Fields of the form that hold one thing a line.
LISTS = tuple(name for name, (kind, _) in ISSUE_FIELDS.items() if kind is list)
#: Fields that name another issue.
LINKS = ("parent", "opposite_of")
_KINDS = {name: many(TEXT) for name in LISTS} | {name: maybe(TEXT) for name in LINKS}
_ISSUE = thing(**{field.name: _KINDS.get(field.name, TEXT) for field in fields(Issue)})
_VERSION = thing(id=TEXT, version=TEXT, title=TEXT, in_force=YES, by=maybe(TEXT), at=maybe(TEXT), issues=COUNT)


@described(
    fields=[Field("version", "Another version than the one in force", TEXT)],
    answer=thing(id=maybe(TEXT), version=maybe(TEXT), title=maybe(TEXT), issues=many(_ISSUE), versions=many(_VERSION)),
)
def codebook_page(record: Record, ask: Ask) -> Page:
    """The codebook in force with all that it says of each issue, and its versions."""
    version, now = ask.word("version"), record.codebook()
    book = record.codebook(version) if version else now
    if version and book is None:
        raise HTTPException(404, "There is no such version of the codebook in this record.")
    books = queries.books(record)
    view = {
        "book": book,
        "books": books[::-1],
        "in_force": book is not None and now is not None and book.version == now.version,
    }
    return Page(
        "codebook.html",
        "Codebook",
        view,
        lambda: {
            "id": book and book.id,
            "version": book and book.version,
            "title": book and book.title,
            "issues": [asdict(issue) for issue in book.issues] if book else [],
            "versions": [asdict(one) for one in books],
        },
        table="issues",
    )


@described(
    fields=[Field("id", "The issue; absent: a new one", TEXT)],
    answer=thing(issue=maybe(_ISSUE), fields=many(thing(name=TEXT, what=TEXT, list=YES))),
)
def issue_form_page(record: Record, ask: Ask) -> Page:
    """The form with which an issue of the codebook is written or changed."""
    id, book = ask.word("id"), record.codebook()
    issue = book.issue(id) if book and id else None
    if id and issue is None:
        raise HTTPException(404, "There is no issue of this id in the codebook of this record.")
    others = [one for one in book.issues if one.id != id] if book else []
    view = {"issue": issue, "fields": _form(issue), "others": others}
    return Page(
        "codebook_issue.html",
        f"Change: {issue.title}" if issue else "A new issue",
        view,
        lambda: {
            "issue": asdict(issue) if issue else None,
            "fields": [
                {"name": name, "what": what, "list": kind is list} for name, (kind, what) in ISSUE_FIELDS.items()
            ],
        },
        table="fields",
    )


def _form(issue: Issue | None) -> list[dict[str, object]]:
    """Name, what it is, kind of control ("line", "lines", "issue") and what stands in it."""
    found = []
    for name, (kind, what) in ISSUE_FIELDS.items():
        value = getattr(issue, name) if issue else None
        control = "lines" if kind is list else "issue" if name in LINKS else "line"
        shown = "\n".join(value or ()) if kind is list else value or ""
        found.append({"name": name, "what": what, "control": control, "value": shown})
    return found
