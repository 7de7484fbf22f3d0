"""A codebook changed issue by issue: each change is a new version, checked as a file would be."""

from __future__ import annotations

from dataclasses import replace

from ..errors import CodebookError
from ..model import Codebook, Issue
from .codebook import parse_codebook
from .codebook_yaml import as_yaml


def with_issue(book: Codebook, issue: Issue, *, instead_of: str | None = None) -> Codebook:
    """The next version, with this issue added or in the place of another.

    Links of other issues follow when the id changes.

    Raises:
        CodebookError: the issue is not as it should be, its id is taken, or a link leads nowhere.

    >>> book = Codebook("b", "1", "B", (Issue("toll", "A toll"),))
    >>> with_issue(book, Issue("toll", "No toll"), instead_of="toll").version
    '2'
    """
    if instead_of is None:
        issues = (*book.issues, issue)
    elif book.issue(instead_of) is None:
        raise CodebookError(f'there is no issue "{instead_of}"', where="id", do="go back to the codebook")
    else:
        issues = tuple(issue if one.id == instead_of else _linked(one, instead_of, issue.id) for one in book.issues)
    return _checked(book, issues)


def without_issue(book: Codebook, id: str) -> Codebook:
    """The next version, without an issue; what people judged on it stays in the record.

    Raises:
        CodebookError: it is the last one, or another issue names it.
    """
    return _checked(book, tuple(one for one in book.issues if one.id != id))


def _linked(issue: Issue, old: str, new: str) -> Issue:
    parent = new if issue.parent == old else issue.parent
    return replace(issue, parent=parent, opposite_of=new if issue.opposite_of == old else issue.opposite_of)


def _checked(book: Codebook, issues: tuple[Issue, ...]) -> Codebook:
    """Written as YAML and read again, so that a page can make no codebook that a file could not."""
    try:
        return parse_codebook(as_yaml(replace(book, version=_next(book.version), issues=issues)), name=book.id)
    except CodebookError as error:
        # the line is one of a file that nobody sees
        field = error.where.rpartition(" ")[2].rpartition(".")[2]
        raise CodebookError(error.what, where=field, do=error.do) from error


def _next(version: str) -> str:
    """The version after this one: "2" → "3", "a41f0c" → "a41f0c+1" → "a41f0c+2"."""
    head, plus, n = version.rpartition("+")
    if version.isdecimal():
        return str(int(version) + 1)
    return f"{head}+{int(n) + 1}" if plus and n.isdecimal() else f"{version}+1"
