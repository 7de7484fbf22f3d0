"""From paths to the record: what `onrecord read` does, for any program that wants to do the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Article, Problem, Reading
from ..pipeline.engines import map_read
from ..pipeline.read import READER
from ..text.sources import articles as articles_of

if TYPE_CHECKING:
    from .record import Record

#: Called after each article or problem with the tally so far and what it was.
OnStep = Callable[["Tally", "Article | Problem"], None]


@dataclass(slots=True)
class Tally:
    """What happened to the articles of one run; ``problems`` are the new ones, in order."""

    new: int = 0
    same: int = 0
    versions: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Articles that are in the record now because of this run or an earlier one."""
        return self.new + self.same + self.versions

    @property
    def exit_code(self) -> int:
        """0 all could be read, 1 none, 3 some."""
        if not self.problems:
            return 0 if self.read else 1
        return 3 if self.read else 1


def take_in(
    record: Record,
    paths: Iterable[str],
    *,
    workers: int = 1,
    on_step: OnStep | None = None,
) -> Tally:
    """Read everything under ``paths`` into the record; what is in it already is not read again.

    Stopped half-way (Ctrl-C), the record holds all that was read; the same call goes on where it stopped.

    Raises:
        RecordError, OutputError: the record cannot be written; what was in it stays as it was.
    """
    tally = Tally()
    step = on_step or (lambda tally, item: None)

    def problem(problem: Problem) -> None:
        tally.problems.append(problem)
        record.add_problem(problem)

    def unread() -> Iterator[Article]:
        for item in articles_of(list(paths)):
            if isinstance(item, Problem):
                problem(item)
                step(tally, item)
            elif record.has(item, reader=READER):
                tally.same += 1
                step(tally, item)
            else:
                yield item

    for reading in map_read(unread(), workers=workers):
        _store(record, reading, tally, problem)
        step(tally, reading.article)
    return tally


def _store(record: Record, reading: Reading, tally: Tally, problem: Callable[[Problem], None]) -> None:
    for found in reading.problems:
        problem(found)
    if reading.problems and not reading.statements and not reading.actors:
        return  # nothing could be read of it
    match record.add(reading, reader=READER):
        case "new":
            tally.new += 1
        case "version":
            tally.versions += 1
        case _:
            tally.same += 1
