"""What could not be read: stored once, gone when the article could be read after all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, Delete, delete
from sqlalchemy.dialects.sqlite import insert

from ..model import Article, Problem
from . import schema
from .packing import among_bound, packed
from .scrubbing import scrubbed


def put_problem(connection: Connection, problem: Problem) -> None:
    """Store a problem; the same thing at the same place is one problem, however often it is met."""
    problem = scrubbed(problem)
    row = insert(schema.problems).values(
        where=problem.where,
        what=problem.what,
        do=problem.do,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        doc_id=problem.article,
    )
    connection.execute(row.on_conflict_do_nothing())


def solve_problems(connection: Connection, article: Article, *, but: Iterable[Problem]) -> None:
    """Forget what was wrong with an article that has now been read, except for what still is."""
    values = {
        "places": packed([place for place in (article.address, article.id) if place]),
        "but": packed([problem.what for problem in but]),
    }
    connection.execute(_solved(), values)


@cache
def _solved() -> Delete:
    problems = schema.problems
    return delete(problems).where(among_bound(problems.c.where, "places"), ~among_bound(problems.c.what, "but"))
