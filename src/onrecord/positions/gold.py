"""What people coded outside of the record, in a file, and the record's statements that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..store import queries
from ..text.json_lines import json_lines
from .words import words

if TYPE_CHECKING:
    from ..store.record import Record
    from ..store.rows import StatementRow

NONE = queries.NOTHING
#: A gold statement and one of the record are the same if they share this much of their characters (or words): Dice.
_SAME = 0.5
_ALL = 2**31
_DEMAND = "demand"
_DO = 'write {"doc_id": "…", "content": "…", "issue": "…", "position": "…"} on each line'


@dataclass(frozen=True, slots=True)
class Gold:
    """What a person coded: content as places in the article, or as words; ``issue`` an id or title, or none.

    ``file`` is the stem of the article's file where the line has one: it may differ from ``doc_id``. ``coder`` is who
    coded, "" where the file does not say.
    """

    doc_id: str
    file: str
    places: frozenset[int]
    words: tuple[str, ...]
    issue: str
    stance: str | None
    coder: str = ""


def read_gold(path: str | Path) -> list[Gold]:
    """The coded statements in a file of readings, or of ``{"doc_id", "content", "issue", "position"}`` lines.

    ``content`` is a list of ``{"start", "end"}`` or the words themselves. Statements without the field "issue" are
    left out: nobody coded them. "demand" is counted as support. A line or a statement may name its "coder".

    Raises:
        InputError: the file cannot be read, or a line is neither; ``where`` names the line.
    """
    found = [one for where, row in json_lines(path, do=_DO) for one in _gold(row, where)]
    if not found:
        raise InputError("has no coded statements", where=str(path), do='each needs "content", "issue" and "position"')
    return found


def _gold(row: Any, where: str) -> Iterator[Gold]:
    if not isinstance(row, dict) or "doc_id" not in row:
        raise InputError('lacks "doc_id"', where=where, do=_DO)
    statements = row.get("statements", [row])
    try:
        for statement in statements:
            if "issue" in statement:
                coder = str(statement.get("coder") or row.get("coder") or "")
                yield _one(str(row["doc_id"]), Path(str(row.get("file", ""))).stem, statement, coder)
    except (TypeError, KeyError, AttributeError) as error:
        raise InputError("a statement is not as it should be", where=where, do=_DO) from error


def _one(doc_id: str, file: str, statement: dict[str, Any], coder: str) -> Gold:
    content, stance = statement["content"], statement.get("position")
    stance = "support" if stance == _DEMAND else stance
    issue = statement["issue"] or NONE
    if isinstance(content, str):
        return Gold(doc_id, file, frozenset(), tuple(words(content)), issue, stance, coder)
    spans = [content] if isinstance(content, dict) else content
    places = frozenset(place for span in spans for place in range(span["start"], span["end"]))
    return Gold(doc_id, file, places, (), issue, stance, coder)


def matched(record: Record, gold: Iterable[Gold]) -> list[tuple[Gold, StatementRow]]:
    """Each gold statement that is in the record, with the record's that it shares most with.

    Of one coder's statements none meets the same statement of the record as another.
    """
    rows: dict[str, list[StatementRow]] = {}
    for row in queries.statements(record, limit=_ALL, order="text"):
        rows.setdefault(row.article.doc_id, []).append(row)
    by_article: dict[tuple[str, str], list[Gold]] = {}
    for one in gold:
        by_article.setdefault((one.coder, one.doc_id if one.doc_id in rows else one.file), []).append(one)
    return [pair for (_, doc_id), wanted in by_article.items() for pair in _partners(wanted, rows.get(doc_id, ()))]


def _partners(wanted: Sequence[Gold], rows: Sequence[StatementRow]) -> Iterator[tuple[Gold, StatementRow]]:
    shared = [
        (share, i, j)
        for i, one in enumerate(wanted)
        for j, row in enumerate(rows)
        if (share := _shared(one, row)) >= _SAME
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(shared, key=lambda found: (-found[0], found[1:])):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return ((wanted[i], rows[j]) for i, j in sorted(partner.items()))


def _shared(gold: Gold, row: StatementRow) -> float:
    if gold.places:
        mine: Counter[Any] = Counter(gold.places)
        other: Counter[Any] = Counter(place for span in row.content for place in range(span.start, span.end))
    else:
        mine, other = Counter(gold.words), Counter(words(row.quote))
    total = mine.total() + other.total()
    return 2 * (mine & other).total() / total if total else 0.0
