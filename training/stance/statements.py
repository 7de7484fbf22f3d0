"""Statements on issues, written by us one by one: ``statements/*.txt``. As a module: counts them, checks each line.

They teach what frames with fillings cannot: arguments that do not name the measure, acts as positions, irony, tone
against sense. A file holds issues (``= title | title of the opposite | definition``), each with its statements
(``+ - ? 0``: for, against, on a condition, no side; then ``cue | content``).
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.stance.labels import OPPOSITE
from training.stance.sentences import Pair

HERE = Path(__file__).parent / "statements"
_STANCES = {"+": "support", "-": "oppose", "?": "conditional", "0": "neutral"}
#: A statement in one pass.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said of an issue: its title, the title of its opposite, its definition; the stance to the title."""

    title: str
    against: str
    definition: str
    stance: str
    cue: str
    content: str

    @property
    def text(self) -> str:
        return f"{self.cue} {self.content}".strip()


def read(path: Path) -> Iterator[Statement]:
    """The statements of a file.

    Raises:
        ValueError: a line that is neither an issue nor a statement, with its number.
    """
    issue: tuple[str, str, str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        kind, _, rest = line.strip().partition(" ")
        parts = tuple(part.strip() for part in rest.split("|"))
        if not line.strip() or kind.startswith("#"):
            continue
        if kind == "=" and len(parts) == 3 and all(parts):
            issue = parts
        elif kind in _STANCES and issue and len(parts) == 2 and parts[1]:
            yield Statement(*issue, _STANCES[kind], *parts)
        else:
            wanted = "“= title | opposite | definition” or, after one, “+ cue | content”"
            raise ValueError(f"{path.name}, line {number}: {wanted} is expected")


def statements() -> tuple[Statement, ...]:
    """All of them as the files are now: what is written while the model trains is in its next pass."""
    return tuple(one for path in sorted(HERE.glob("*.txt")) for one in read(path))


def pairs(rng: random.Random, number: int) -> list[Pair]:
    """That many pairs: each statement about as often as any other, its issue worded so or the other way round.

    Fewer where a statement would come more often than :data:`_OFTEN` times.
    """
    known = statements()
    number = min(number, _OFTEN * len(known))
    out = []
    while len(out) < number:
        for one in rng.sample(known, min(len(known), number - len(out))):
            out.append(_pair(one, known, rng))
    return out


def _pair(one: Statement, known: tuple[Statement, ...], rng: random.Random) -> Pair:
    text = one.text if one.cue not in {"said", "said that"} or rng.random() > 0.04 else one.content
    if rng.random() < 0.1 and (other := _another(one, known, rng)).title != one.title:
        return Pair(text, other.title, "unrelated")
    if rng.random() < 0.3:
        return Pair(text, one.against, OPPOSITE.get(one.stance, one.stance))
    return Pair(text, f"{one.title}. {one.definition}" if rng.random() < 0.2 else one.title, one.stance)


def _another(one: Statement, known: tuple[Statement, ...], rng: random.Random) -> Statement:
    """A statement of another issue; every other time of the one that shares most words with this issue, of thirty."""
    some = rng.sample(known, 30)
    if rng.random() < 0.5:
        return some[0]
    mine = _words(one)
    return max(some, key=lambda other: len(mine & _words(other)) if other.title != one.title else -1)


def _words(one: Statement) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]{4,}", f"{one.title} {one.definition} {one.text}".lower()))


def main() -> int:
    wrong = 0
    for path in sorted(HERE.glob("*.txt")):
        try:
            found = list(read(path))
        except ValueError as problem:
            print(problem)
            wrong += 1
            continue
        kinds = Counter(one.stance for one in found)
        twice = [text for text, n in Counter(one.text for one in found).items() if n > 1]
        print(path.name, len({one.title for one in found}), "issues", len(found), "statements", dict(kinds), *twice)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
