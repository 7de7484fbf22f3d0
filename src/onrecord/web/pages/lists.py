"""Outlets, and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...store import queries
from .. import as_json
from ..ask import Ask
from ..page import Page, described
from ..schemas import COUNT, TEXT, many, of, thing

if TYPE_CHECKING:
    from ...store.record import Record


@described(answer=thing(outlets=many(thing(outlet=TEXT, articles=COUNT)), articles_without_outlet=COUNT))
def outlets_page(record: Record, ask: Ask) -> Page:
    """Which outlets the record reads, with how much of each."""
    outlets = queries.outlets(record)
    unknown = queries.counts(record).articles - sum(articles for _, articles in outlets)
    return Page(
        "outlets.html",
        "Outlets",
        {"outlets": outlets, "unknown": unknown},
        lambda: {
            "outlets": [{"outlet": outlet, "articles": articles} for outlet, articles in outlets],
            "articles_without_outlet": unknown,
        },
    )


@described(answer=thing(problems=many(of("Problem"))))
def problems_page(record: Record, ask: Ask) -> Page:
    """What could not be read and why."""
    problems = queries.problems(record)
    return Page(
        "problems.html",
        "Problems",
        {"problems": problems},
        lambda: {"problems": as_json.all_of(problems, as_json.problem)},
    )
