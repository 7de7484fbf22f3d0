"""The codebook changed on its page: each change is a new version; what was coded stands on until it is coded again."""

from __future__ import annotations

from ...errors import CodebookError, InputError
from ...model import Codebook, Issue
from ...positions.codebook import ISSUE_FIELDS
from ...positions.codebook_editing import with_issue, without_issue
from ..posting import Desk, Done, Form


def save_issue(desk: Desk) -> Done:
    """Fields: those of an issue (lists one a line), was (the id so far; absent: a new one), do ("save" or "remove")."""
    book, was = desk.record.codebook(), desk.form.word("was")
    try:
        if desk.form.word("do") == "remove" and book is not None and was:
            changed = without_issue(book, was)
        elif book is None:
            changed = with_issue(Codebook("codebook", "0", "Codebook", ()), _issue(desk.form))
        else:
            changed = with_issue(book, _issue(desk.form), instead_of=was)
    except CodebookError as error:
        raise InputError(f"{error.where}: {error.what}", where="the form", do=error.do) from error
    stored = desk.record.put_codebook(changed, by=desk.viewer.name, carry=True)
    return Done("/codebook", {"version": stored.version})


def _issue(form: Form) -> Issue:
    values: dict[str, object] = {}
    for name, (kind, _) in ISSUE_FIELDS.items():
        text = form.word(name) or ""
        lines = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
        values[name] = lines if kind is list else " ".join(lines)
    links = {name: values[name] or None for name in ("parent", "opposite_of")}
    return Issue(**{**values, **links})
