"""The first page, and how to read the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Polarity, Quoted, Realis, Relation, Stance, ZoneKind
from ...store import queries
from .. import as_json
from ..ask import FEED, Ask
from ..page import Page, described
from ..schemas import TEXT, many, of, thing

if TYPE_CHECKING:
    from ...store.record import Record

_ISSUES, _ACTORS, _STATEMENTS = 12, 12, 6


@described(answer=thing(counts={"type": "object"}, issues=many(of("Issue")), actors=many(of("Actor"))), feed=True)
def home_page(record: Record, ask: Ask) -> Page:
    """What is in the record: counts, issues, who is quoted most, the newest statements."""
    counts = queries.counts(record)
    issues = sorted(queries.issues(record), key=lambda issue: -sum(n for _, n in issue.counts))
    actors = [actor for actor in queries.actors(record, limit=_ACTORS) if actor.statements]
    newest = queries.statements(record, limit=_STATEMENTS)
    view = {
        "counts": counts,
        "issues": issues[:_ISSUES],
        "issues_left": max(0, len(issues) - _ISSUES),
        "actors": actors,
        "newest": newest,
    }
    return Page(
        "home.html",
        "On record",
        view,
        lambda: {
            "counts": as_json.counts(counts),
            "issues": as_json.all_of(issues, as_json.issue),
            "actors": as_json.all_of(actors, as_json.actor),
            "newest": as_json.all_of(newest, as_json.statement),
        },
        table="issues",
        feed=lambda: queries.statements(record, limit=FEED),
    )


@described(answer=thing(words={"type": "object", "additionalProperties": many(TEXT)}))
def about_page(record: Record, ask: Ask) -> Page:
    """How to read the pages, and the words they use."""
    words = {
        "stance": [str(word) for word in Stance],
        "quoted": [str(word) for word in Quoted],
        "polarity": [str(word) for word in Polarity],
        "relation": [str(word) for word in Relation],
        "realis": [str(word) for word in Realis],
        "zone": [str(word) for word in ZoneKind],
    }
    return Page("about.html", "How to read these pages", {}, lambda: {"words": words})
