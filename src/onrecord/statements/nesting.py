"""Statements inside statements: which is whose, and which outlet only passed one on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Statement, hull

if TYPE_CHECKING:
    from .on_record import Draft
    from .via import Chain

#: Pronouns that, inside somebody's words, mean that somebody.
_SELF = frozenset(("i", "we", "he", "she", "they", "it", "you", "my", "our", "his", "her", "their"))
#: An outlet that reports little beyond one statement passes it on.
_PASSED_ON = 0.6


def nested(text: str, drafts: list[Draft], chain: Chain) -> list[Statement]:
    """The statements to keep, with ``via`` and ``nested_in`` filled."""
    order = sorted(
        range(len(drafts)),
        key=lambda k: (hull(drafts[k].statement.content).start, -len(hull(drafts[k].statement.content))),
    )
    outer = _enclosing(drafts, order)
    dropped: set[int] = set()
    passed: dict[int, list[str]] = {}
    for inner, around in outer.items():
        if _passes_on(text, drafts[around], drafts[inner], chain):
            dropped.add(around)
            name = _passing(text, drafts[around], chain)
            if name is not None:
                passed.setdefault(inner, []).append(name)
        elif not _own_voice(text, drafts[inner]):
            dropped.add(inner)
    out: dict[int, Statement] = {}
    for k in order:
        if k in dropped:
            continue
        statement = drafts[k].statement
        around = outer.get(k)
        while around is not None and around in dropped:
            around = outer.get(around)
        via = [*statement.via, *passed.get(k, ())]
        if around is not None and around in out:
            parent = out[around]
            speaker = drafts[around].speaker
            name = (
                speaker.actor.name
                if speaker.actor is not None
                else " ".join(speaker.source[0].of(text).split())
                if speaker.source
                else None
            )
            via += [part for part in (name, *parent.via) if part and part not in via]
            statement = replace(statement, nested_in=parent.id, confidence=round(statement.confidence * 0.8, 3))
        out[k] = replace(statement, via=tuple(via))
    return list(out.values())


def _enclosing(drafts: list[Draft], order: list[int]) -> dict[int, int]:
    """Each draft whose cue stands in another one's content, with the smallest such."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for k in order:
        here = hull(drafts[k].statement.content)
        open_ = [o for o in open_ if hull(drafts[o].statement.content).end > here.start]
        holders = [o for o in open_ if _holds(drafts[o], drafts[k])]
        if holders:
            found[k] = min(holders, key=lambda o: len(hull(drafts[o].statement.content)))
        open_.append(k)
    return found


def _holds(outer: Draft, inner: Draft) -> bool:
    cue = inner.statement.cue[0]
    return any(span.holds(cue) for span in outer.statement.content) and outer is not inner


def _passes_on(text: str, outer: Draft, inner: Draft, chain: Chain) -> bool:
    """ "[X has confirmed that …], a local paper reported": the paper makes no statement of its own."""
    source = outer.statement.source
    if not source or _passing(text, outer, chain) is None:
        return False
    whole = hull((*inner.statement.content, *inner.statement.cue, *inner.statement.source))
    size = sum(map(len, outer.statement.content))
    return min(len(whole), size) >= _PASSED_ON * size


def _passing(text: str, outer: Draft, chain: Chain) -> str | None:
    """The outlet that a statement's source is; "…, the Coast agency reported" names one too."""
    source = outer.statement.source[0]
    reports = outer.act.lemma == "report" and source.of(text).rstrip(" .,").endswith("agency")
    return chain.outlet(source, sure=reports) or (" ".join(source.of(text).split()) if reports else None)


def _own_voice(text: str, inner: Draft) -> bool:
    """Whether a statement inside another is somebody else's, and said rather than wished."""
    act, source = inner.act, inner.statement.source
    if not source or act.does not in ("say", "deny") or act.frame not in ("ccomp", "ccomp<", "dobj+ccomp", "quote"):
        return False
    if source[0].of(text).lower() in _SELF:
        return False
    return any(span.holds(source[0]) for span in (hull((*inner.attribution.source, *inner.attribution.cue)),))
