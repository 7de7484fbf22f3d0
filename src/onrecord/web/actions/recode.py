"""Many positions in one decision, after the page has shown which."""

from __future__ import annotations

from ...errors import InputError
from ..posting import Desk, Done, local
from ..recoding import Recoding


def recode(desk: Desk) -> Done:
    """Fields: those of the page (issue, speaker, outlet, from, to), and n: how many the page showed."""
    form = desk.form
    recoding = Recoding.of(form.word)
    rows = recoding.rows(desk.record)
    if not rows or len(rows) != form.number("n"):
        raise InputError(
            f"there are {len(rows)} such positions now, and the page showed {form.word('n') or 'none'}",
            where="the form",
            do="look at the preview again",
        )
    batch = desk.record.judge_together(recoding.judgements(rows, by=desk.viewer.name, at=desk.at))
    return Done(local(form.word("back") or f"/judgements?batch={batch}"), {"batch": batch, "n": len(rows)})
