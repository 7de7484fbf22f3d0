"""The issues, and one issue: who is for, against, conditional, neutral, with every claim's date and outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...store import queries
from .. import as_json
from ..ask import FEED, Ask
from ..page import Page, described
from ..schemas import many, more, of, thing
from ..standing import Standing, grouped, standings
from ..timeline import Moment, make_timeline
from ..words import STANCE_WORDS, STANCES, clip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...store.record import Record

MOST_STATEMENTS = 2_000
#: Speakers that the page lists in one group; the JSON twin has all.
MOST_SPEAKERS = 60


@described(answer=thing(issues=many(of("Issue"))))
def issues_page(record: Record, ask: Ask) -> Page:
    """All issues of the codebook with their statements by stance."""
    issues = queries.issues(record)
    on_record = [issue for issue in issues if any(n for _, n in issue.counts)]
    silent = [issue for issue in issues if not any(n for _, n in issue.counts)]
    on_record.sort(key=lambda issue: (-sum(n for _, n in issue.counts), issue.title.casefold()))
    return Page(
        "issues.html",
        "Issues",
        {"issues": on_record, "silent": silent},
        lambda: {"issues": as_json.all_of(issues, as_json.issue)},
    )


@described(answer=more("Issue", speakers=many({"type": "object"})), feed=True)
def issue_page(record: Record, ask: Ask) -> Page:
    """One issue: speakers grouped by stance."""
    issue = queries.issue(record, ask.id)
    if issue is None:
        raise HTTPException(404, "There is no issue of this id in the codebook of this record.")
    statements = queries.statements(record, issue=issue.id, limit=MOST_STATEMENTS)
    found = standings(statements, issue.id)
    total = sum(n for _, n in issue.counts)
    view = {
        "issue": issue,
        "groups": grouped(found),
        "statements": len(statements),
        "total": total,
        "timeline": _timeline(found),
        "most": MOST_SPEAKERS,
    }
    return Page(
        "issue.html",
        issue.title,
        view,
        lambda: {**as_json.issue(issue), "speakers": as_json.all_of(found, as_json.standing)},
        feed=lambda: queries.statements(record, issue=issue.id, limit=FEED),
    )


def _timeline(found: Iterable[Standing]):
    moments = [
        Moment(
            when=claim.statement.when,
            lane=STANCE_WORDS[claim.stance],
            stance=claim.stance,
            statement=claim.statement.id,
            label=f"{standing.name or 'speaker unknown'}: {clip(claim.statement.quote, 90)}",
        )
        for standing in found
        for claim in standing.claims
    ]
    used = {moment.stance for moment in moments}
    return make_timeline(moments, [STANCE_WORDS[stance] for stance in STANCES if stance in used])
