"""One decision on one row of the queue: accept, another stance, not on this issue, no statement, or later."""

from __future__ import annotations

from ...errors import InputError
from ...model import Judgement, Stance, Verdict
from ...store import queries
from ..posting import Desk, Done, local

STANCES = tuple(str(stance) for stance in Stance)


def judge(desk: Desk) -> Done:
    """Fields: target, do, stance (the one that was seen), order, second, seconds or drawn, back."""
    form = desk.form
    target, do = form.needed("target"), form.needed("do")
    back = local(form.word("back") or "/review")
    if do == "skip":
        desk.record.put_off(desk.viewer.name, target)
        return Done(back, {"skipped": target})
    if do == "unskip":
        desk.record.put_off(desk.viewer.name, target, again=True)
        return Done(back, {"skipped": None})
    batch = desk.record.judge_together(_judgements(desk, target, do))
    return Done(back, {"batch": batch, "did": do})


def _judgements(desk: Desk, target: str, do: str) -> list[Judgement]:
    statement, _, issue = target.partition("/")
    seen = desk.form.word("stance")
    second = desk.form.word("second") == "1"
    if do not in (*STANCES, "accept", "off", "reject") or (not issue and do not in ("accept", "reject")):
        raise InputError(f"a row cannot be judged with “{do[:40]}”", where="the queue", do="choose one of the buttons")
    row = queries.statement(desk.record, statement)
    found: list[Judgement] = []

    def add(verdict: Verdict, kind: str, target: str, **value: str) -> None:
        measured = desk.form.seconds() if not found else None  # once for a decision
        found.append(
            Judgement(
                *(verdict, kind, target, desk.viewer.name, desk.at, value),
                second=second,
                seconds=measured,
                queue=desk.form.word("order"),
            )
        )

    if issue and do in ("off", "reject"):
        add(Verdict.REJECT, "position", target)
    elif issue and do in (seen, "accept"):
        if seen is None:
            raise InputError("there is no stance to accept", where="the queue", do="choose one")
        add(Verdict.ACCEPT, "position", target, stance=seen)
    elif issue:
        add(Verdict.CHANGE, "position", target, stance=do)
    if do == "reject":
        add(Verdict.REJECT, "statement", statement)
    elif do != "off" and (row is None or row.judged is None or not issue or second):
        add(Verdict.ACCEPT, "statement", statement)
    return found
