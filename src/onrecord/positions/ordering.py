"""Which positions a person should judge next, and why these.

Four orders. *uncertainty*: those that the machine is least sure of. *teaches*: those from which it would learn most,
unsure ones that stand for many others and are unlike what was judged. *moves_charts*: those that would change most of
what the networks and charts show if they were wrong. *random_audit*: statements drawn at random, whatever was said of
them; what they show of the machine is not flattered by the choice, and they alone say how far to trust it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model import Codebook
from ..store import queries
from .embedding import statement_vectors

if TYPE_CHECKING:
    import numpy as np

    from ..store.record import Record
    from ..store.rows import CodableRow, ProposalRow

NOTHING = queries.NOTHING
#: A statement's neighbours: those whose vectors have at least this cosine.
_ALIKE = 0.6
#: At most so many statements stand for the rest when neighbours are counted: more change nothing but the time.
_CROWD = 1000
#: Only the most promising are weighed against each other.
_MOST = 3000


@dataclass(frozen=True, slots=True)
class Item:
    """A position to be judged. ``issue`` is None where no machine has proposed one for the statement.

    ``score``: 0 to 1, the order; ``reason``: a clause for the person who judges.
    """

    statement: str
    issue: str | None
    score: float
    reason: str

    @property
    def target(self) -> str:
        """What the judgement names: "<statement>/<issue>", the issue "none" where there is none yet."""
        return f"{self.statement}/{self.issue or NOTHING}"


@dataclass(frozen=True, slots=True)
class Open:
    """What there is to judge: statements, what the machine that stands proposed for each, and what is judged."""

    statements: Sequence[CodableRow]
    proposals: dict[str, list[ProposalRow]]
    judged: frozenset[tuple[str, str]]
    issues: frozenset[str]

    @property
    def judged_anchors(self) -> frozenset[str]:
        return frozenset(anchor for anchor, _ in self.judged)

    def pairs(self) -> Iterable[tuple[int, CodableRow, ProposalRow]]:
        """Every proposal that nobody has judged, with its statement and the statement's number."""
        for i, statement in enumerate(self.statements):
            for proposal in self.proposals.get(statement.anchor, ()):
                if (statement.anchor, proposal.issue) not in self.judged and proposal.issue in self.issues:
                    yield i, statement, proposal


def next_items(
    record: Record, codebook: Codebook | None = None, *, by: str = "uncertainty", limit: int = 50, seed: int = 0
) -> list[Item]:
    """The positions to judge next, the first first; none that is judged already.

    Args:
        codebook: only its issues; None: the codebook in force.
        by: "uncertainty", "teaches", "moves_charts" or "random_audit".
        limit: at most so many.
        seed: of the random audit; keep it, an audit is worth something only from its beginning on.

    Raises:
        InputError: there is no such order.
    """
    if by not in ORDERS:
        raise InputError(f"there is no order {by!r}", do=f"choose one of {', '.join(ORDERS)}")
    book = codebook or record.codebook()
    if book is None:
        return []
    found = what_is_open(record, book)
    if by == "teaches":
        # a page does not wait until thousands of texts are encoded: `onrecord code` and a refit do that
        return _teaches(found, limit, statement_vectors(record, found.statements, encode=False))
    return ORDERS[by](found, limit, seed)


def what_is_open(record: Record, codebook: Codebook) -> Open:
    """Statements, proposals and judgements of a record."""
    proposals: dict[str, list[ProposalRow]] = {}
    for row in queries.proposals(record):
        proposals.setdefault(row.anchor, []).append(row)
    judged = frozenset((row.anchor, row.issue) for row in queries.judged_positions(record))
    issues = frozenset(issue.id for issue in codebook.issues)
    return Open(queries.codable(record), proposals, judged, issues)


def _uncertain(found: Open, limit: int, seed: int) -> list[Item]:
    items = [
        Item(statement.id, one.issue, unsure(one.probability), f"the machine is unsure: p {one.probability:.2f}")
        for _, statement, one in found.pairs()
    ]
    return _first(items, limit)


def unsure(probability: float) -> float:
    """1 where a position is as likely right as wrong, 0 where it is certain either way.

    >>> unsure(0.5), unsure(1.0)
    (1.0, 0.0)
    """
    return 1 - abs(2 * probability - 1)


def _moving(found: Open, limit: int, seed: int) -> list[Item]:
    """The chance that a position is wrong, times its share in what the charts say of that speaker and issue."""
    cells: Counter[tuple[str | None, str]] = Counter()
    for statement in found.statements:
        cells.update((statement.speaker, one.issue) for one in found.proposals.get(statement.anchor, ()))
    items = []
    for _, statement, one in found.pairs():
        if statement.speaker is None:
            continue
        n = cells[statement.speaker, one.issue]
        others = f"one of {n} by this speaker on this issue" if n > 1 else "all that this speaker has on this issue"
        items.append(Item(statement.id, one.issue, (1 - one.probability) / n, f"{others}; p {one.probability:.2f}"))
    return _first(items, limit)


def _audited(found: Open, limit: int, seed: int) -> list[Item]:
    chosen = audit_order(found.statements, seed=seed)
    items: list[Item] = []
    for place, statement in enumerate(chosen):
        if len(items) == limit:
            break
        if statement.anchor in found.judged_anchors:
            continue
        best = next((one for one in found.proposals.get(statement.anchor, ()) if one.issue in found.issues), None)
        reason = f"drawn at random, number {place + 1} of the audit"
        items.append(Item(statement.id, best and best.issue, 1 - place / len(chosen), reason))
    return items


def audit_order(statements: Sequence[CodableRow], *, seed: int = 0) -> list[CodableRow]:
    """The statements in an order that is random, yet the same each time, whatever is read into the record later.

    An anchor is a hash of the words, so the order of the anchors is a random one; other seeds give others.
    """

    def drawn(statement: CodableRow) -> str:
        return hashlib.blake2b(f"{seed}/{statement.anchor}".encode(), digest_size=8).hexdigest()

    return sorted(statements, key=drawn if seed else lambda statement: statement.anchor)


def _first(items: Iterable[Item], limit: int) -> list[Item]:
    return sorted(items, key=lambda item: (-item.score, item.statement, item.issue or ""))[:limit]


# --- what teaches most ------------------------------------------------------------------------------------------------


def _teaches(found: Open, limit: int, vectors: np.ndarray) -> list[Item]:
    """Greedily: unsure, like many that are not judged, unlike those judged and those chosen before."""
    import numpy as np

    taught = Counter(issue for _, issue in found.judged)
    pairs = sorted(found.pairs(), key=lambda pair: -unsure(pair[2].probability) / (1 + taught[pair[2].issue]))[:_MOST]
    if not pairs:
        return []
    rows = np.array([i for i, _, _ in pairs])
    judged = [i for i, one in enumerate(found.statements) if one.anchor in found.judged_anchors]
    near = vectors[rows] @ _crowd(vectors, rows).T
    stands_for = (near > _ALIKE).mean(1)
    new = 1 - (vectors[rows] @ vectors[judged].T).max(1).clip(0, 1) if judged else np.ones(len(pairs))
    rare = np.array([1 / (1 + taught[one.issue]) for _, _, one in pairs])
    doubt = np.array([unsure(one.probability) for _, _, one in pairs])
    worth = (0.2 + doubt) * (0.2 + new) * (0.5 + np.sqrt(stands_for / max(stands_for.max(), 1e-9))) * (0.5 + rare)
    worth /= 1.2 * 1.2 * 1.5 * 1.5
    items = []
    for _ in range(min(limit, len(pairs))):
        at = int(worth.argmax())
        _, statement, one = pairs[at]
        items.append(Item(statement.id, one.issue, float(worth[at]), _lesson(near[at], taught[one.issue], one)))
        # judging it will tell of those like it too
        worth *= 1 - (vectors[rows] @ vectors[rows[at]]).clip(0, 1) ** 2
        worth[rows == rows[at]] = -1.0
    return [item for item in items if item.score >= 0]


def _crowd(vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
    import numpy as np

    chosen = np.unique(rows)
    if len(chosen) > _CROWD:
        chosen = np.random.default_rng(0).choice(chosen, _CROWD, replace=False)
    return vectors[chosen]


def _lesson(near: np.ndarray, taught: int, proposal: ProposalRow) -> str:
    alike = max(0, int((near > _ALIKE).sum()) - 1)
    like = f"like {alike} others" if alike else "like no other"
    judged = f"{taught} judged on this issue" if taught else "nobody has judged this issue"
    return f"{like}; {judged}; p {proposal.probability:.2f}"


#: The orders by name.
ORDERS = {"uncertainty": _uncertain, "teaches": _teaches, "moves_charts": _moving, "random_audit": _audited}
