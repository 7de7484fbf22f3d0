"""Actors merged, split, renamed, left apart; each was shown as a preview first (`pages/actors_by_hand.py`)."""

from __future__ import annotations

from ...errors import InputError
from ...model import Judgement, Verdict
from ..posting import Desk, Done, local


def merge(desk: Desk) -> Done:
    """Fields: actor (who is no longer one of its own), into, back."""
    actor, into = desk.form.needed("actor"), desk.form.needed("into")
    if actor == into:
        raise InputError("an actor cannot be merged into itself", where="the form", do="choose two")
    return _judged(desk, Verdict.MERGE, "actor", actor, {"into": into}, f"/actors/{into}")


def split(desk: Desk) -> Done:
    """Fields: actor, articles and names (each as often as needed), name, type, back."""
    form = desk.form
    value: dict = {key: form.all(key) for key in ("articles", "names") if form.all(key)}
    if not value:
        raise InputError("nothing was chosen to split off", where="the form", do="choose articles or spellings")
    value |= {key: word for key in ("name", "type") if (word := form.word(key))}
    return _judged(desk, Verdict.SPLIT, "actor", form.needed("actor"), value, f"/actors/{form.word('actor')}")


def rename(desk: Desk) -> Done:
    """Fields: actor, name, type, country, back."""
    form = desk.form
    value = {key: word for key in ("name", "type", "country") if (word := form.word(key))}
    if "country" in value:
        value["country"] = value["country"].upper()
        if not (len(value["country"]) == 3 and value["country"].isalpha()):
            raise InputError("a country is three letters, such as FRA", where="the form", do="correct it")
    return _judged(desk, Verdict.CHANGE, "actor", form.needed("actor"), value, f"/actors/{form.word('actor')}")


def leave_apart(desk: Desk) -> Done:
    """Fields: pair ("a/b"), do ("apart" or "merge"), actor and into for merging, seconds or drawn, back."""
    form = desk.form
    back = local(form.word("back") or "/review/pairs")
    match form.word("do"):
        case "merge":
            return _judged(desk, Verdict.MERGE, "actor", form.needed("actor"), {"into": form.needed("into")}, back)
        case "apart":
            return _judged(desk, Verdict.REJECT, "near miss", form.needed("pair"), {}, back)
        case "skip":
            desk.record.put_off(desk.viewer.name, form.needed("pair"))
            return Done(back)
    raise InputError("that cannot be done with a pair", where="the form", do="merge it or leave it apart")


def _judged(desk: Desk, verdict: Verdict, kind: str, target: str, value: dict, then: str) -> Done:
    judgement = Judgement(
        *(verdict, kind, target, desk.viewer.name, desk.at, value),
        seconds=desk.form.seconds(),
        queue=desk.form.word("order"),
    )
    batch = desk.record.judge_together([judgement])
    return Done(local(desk.form.word("back") or then), {"batch": batch})
