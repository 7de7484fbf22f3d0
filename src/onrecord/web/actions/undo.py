"""Undo: of one judgement, or of all that one decision made. People take back their own, admins anybody's."""

from __future__ import annotations

from ...errors import InputError
from ...store import queries
from ..posting import Desk, Done, local


def undo(desk: Desk) -> Done:
    """Fields: batch, or judgement; back."""
    back = local(desk.form.word("back") or "/judgements")
    batch, one = desk.form.number("batch"), desk.form.number("judgement")
    if batch is not None:
        rows = queries.judgements(desk.record, batch=batch, limit=1)
        _allowed(desk, rows[0].by if rows else None)
        return Done(back, {"undone": desk.record.undo_together(batch, desk.viewer.name), "batch": batch})
    if one is None:
        raise InputError("nothing was chosen to undo", where="the form", do="choose a judgement")
    row = queries.judgement(desk.record, one)
    _allowed(desk, row.by if row else None)
    return Done(back, {"undone": 1, "judgement": desk.record.undo(one, desk.viewer.name)})


def _allowed(desk: Desk, by: str | None) -> None:
    if by is None:
        raise InputError("there is no such judgement", where="the form", do="look at the history")
    if by != desk.viewer.name and not desk.viewer.may_rule:
        raise InputError(f"{by} judged this, and admins alone take back what others judged", where="undo", do="ask one")
