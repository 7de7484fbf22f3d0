"""Which judgements are a random part of what the machine coded: those alone say how often it is wrong elsewhere.

People judge first what teaches most or what they doubt, so what they judged is no fair part of all. Fair are: the
beginning of a random order of which every code has been judged. Where it ends must not hang on what was judged for
other reasons either, so it ends with a code that was judged *because* the order came to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from ..store import queries
from ..store.queries.flat import JudgedCode
from ..store.record import Record

#: The order of the review queue in which statements are drawn at random.
AUDIT = "audit"

#: The codes (statement, issue) of a sample in the order drawn.
Sample = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fair:
    """The codes on one issue that a share is of; ``known``: whether each is judged and drawn; ``judged`` counts all."""

    codes: tuple[JudgedCode, ...]
    known: tuple[bool, ...]
    judged: int

    @property
    def drawn(self) -> int:
        """How many judgements count."""
        return sum(self.known)


def fair_part(
    codes: Sequence[JudgedCode],
    *,
    audited: Collection[tuple[str, str]] = (),
    sample: Sample | None = None,
    by: Collection[str] = (),
) -> Fair:
    """The random part of the codes on one issue.

    Args:
        codes: of the machine, on one issue. Without a sample only those that are the likeliest of their statement
            belong here, since the audit asks for these.
        audited: codes that were judged in the audit.
        sample: drawn beforehand; None: the audit.
        by: reviewers whose judgements count; none: all.
    """

    def is_judged(code: JudgedCode) -> bool:
        return code.human is not None and (not by or code.judged_by in by)

    def name(code: JudgedCode) -> tuple[str, str]:
        return code.statement, code.issue

    judged = sum(map(is_judged, codes))
    if judged == len(codes):
        return Fair(tuple(codes), (True,) * len(codes), judged)
    if sample is None:
        order = _beginning(sorted(codes, key=lambda code: code.anchor), is_judged)
        while order and name(order[-1]) not in audited:
            order.pop()
    else:
        place = {each: at for at, each in enumerate(sample)}
        order = sorted((code for code in codes if name(code) in place), key=lambda code: place[name(code)])
        order = _beginning(order, is_judged)
    drawn = set(map(name, order))
    return Fair(tuple(codes), tuple(name(code) in drawn for code in codes), judged)


def _beginning(order: list[JudgedCode], is_judged: Callable[[JudgedCode], bool]) -> list[JudgedCode]:
    """Up to the first that nobody judged."""
    end = next((at for at, code in enumerate(order) if not is_judged(code)), len(order))
    return order[:end]


def likeliest(codes: Sequence[JudgedCode]) -> list[JudgedCode]:
    """Of each statement the code with the highest probability, in the order given."""
    best: dict[str, JudgedCode] = {}
    for code in codes:
        if code.statement not in best or code.probability > best[code.statement].probability:
            best[code.statement] = code
    return [code for code in codes if best[code.statement] is code]


def audited_codes(record: Record) -> set[tuple[str, str]]:
    """The codes (statement, issue) that somebody judged in the audit."""
    return {(row.statement, row.issue) for row in queries.codings(record) if row.queue == AUDIT and row.issue}
