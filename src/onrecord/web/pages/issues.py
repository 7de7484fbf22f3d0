"""The issues, and one issue: who is for, against, conditional, mixed, with every claim's date and outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...store import queries
from .. import as_json
from ..ask import FEED, Ask
from ..drawing import drawn
from ..map import make_map
from ..on_issue import FIELDS, Choice, OnIssue, on_issue
from ..page import Field, Page, described
from ..schemas import COUNT, DAY, PLACE_SUM, TEXT, YES, many, maybe, more, of, thing
from ..standing import GROUPS, SCARCE, Standing
from ..timeline import MOST_DOTS, Moment, Timeline, make_timeline
from ..window import WITHIN
from ..words import STANCE_WORDS, STANCES, clip

if TYPE_CHECKING:
    from ...store.queries import ClaimRow
    from ...store.record import Record
    from ...store.rows import StatementRow

#: Speakers of one group on the page of the issue, and on a page of that group alone.
MOST_SPEAKERS, MOST_ALONE = 8, 40
MOST_SCARCE, MOST_TURNED, MOST_SHARES = 12, 4, 8
_ALL = (*GROUPS, *SCARCE, "changed")

_CLAIM = thing(statement=TEXT, url=TEXT, speaker=maybe(TEXT), stance=TEXT, date=DAY, outlet=maybe(TEXT), quote=TEXT)
_SPEAKER = thing(speaker=maybe(TEXT), speaker_id=maybe(TEXT), stance=TEXT, n=COUNT, enough=YES, outlets=many(TEXT))
_SHARE = thing(name=maybe(TEXT), counts={"type": "object", "additionalProperties": COUNT}, speakers=COUNT)


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


@described(
    fields=(
        *WITHIN,
        *FIELDS,
        Field("group", "Only this group of speakers", {"enum": list(_ALL)}),
        Field("page", "Which page of the group", {"type": "integer", "minimum": 1}),
    ),
    answer=more(
        "Issue",
        speakers=many(_SPEAKER),
        claims=many(_CLAIM),
        parties=many(_SHARE),
        outlets=many(_SHARE),
        countries=many(_SHARE),
        places=many(PLACE_SUM),
    ),
    feed=True,
    picture=True,
)
def issue_page(record: Record, ask: Ask) -> Page:
    """One issue: speakers grouped by stance, through time, by party, outlet and country."""
    issue = queries.issue(record, ask.id)
    if issue is None:
        raise HTTPException(404, "There is no issue of this id in the codebook of this record.")
    choice = Choice.of(ask)
    group = ask.choice("group", _ALL)
    found = on_issue(record, issue.id, choice)
    listed = _listed(found, group, ask.number("page", default=1))
    # the drawing is of the whole time whatever the window: only what is marked in it differs
    timeline = record.remember(
        ("timeline", issue.id, choice.always), lambda: _timeline(record, issue.id, choice.always)
    )
    if timeline is not None:
        timeline = timeline.within(choice.window)
    places = record.remember(
        ("places on", issue.id, choice),
        lambda: queries.places_of_statements(record, {claim.statement for claim in found.claims}),
    )
    view = {
        "issue": issue,
        "map": record.remember(("map on", issue.id, choice), lambda: make_map(places)),
        "found": found,
        "choice": choice,
        "total": sum(n for _, n in issue.counts),
        "group": group,
        "groups": listed,
        "order": GROUPS,
        "scarce": SCARCE,
        "pages": _pages(ask, found, group),
        "statements": _statements(record, listed),
        "timeline": timeline,
        "most_shares": MOST_SHARES,
    }
    return Page(
        "issue.html",
        issue.title,
        view,
        lambda: {
            **as_json.issue(issue),
            **_data(record, found),
            "places": [place._asdict() for place in places],
        },
        table="claims",
        feed=lambda: queries.statements(record, issue=issue.id, limit=FEED),
        picture=lambda: drawn(timeline, f"{issue.title}: statements by date"),
    )


def _listed(found: OnIssue, group: str | None, page: int) -> dict[str, tuple[Standing, ...]]:
    """What the page lists of each group: its beginning, or one page of the one asked for."""
    if group is not None:
        window = slice((page - 1) * MOST_ALONE, page * MOST_ALONE)
        return {name: rows[window] if name == group else () for name, rows in found.groups.items()}
    most = {**dict.fromkeys(SCARCE, MOST_SCARCE), "changed": MOST_TURNED}
    return {name: rows[: most.get(name, MOST_SPEAKERS)] for name, rows in found.groups.items()}


def _pages(ask: Ask, found: OnIssue, group: str | None) -> tuple[str | None, str | None]:
    """The addresses of the pages of this group before and after."""
    if group is None:
        return None, None
    page = ask.number("page", default=1)
    after = ask.address(page=page + 1) if len(found.groups[group]) > page * MOST_ALONE else None
    return (ask.address(page=page - 1) if page > 1 else None), after


def _statements(record: Record, listed: dict[str, tuple[Standing, ...]]) -> dict[int, StatementRow]:
    """The statements that the page quotes, by key."""
    keys = {
        claim.statement
        for name, rows in listed.items()
        for standing in rows
        for claim in (standing.turns[-1] if name == "changed" else standing.quoted)
    }
    return queries.statements_at(record, keys)


def _timeline(record: Record, issue: str, choice: Choice) -> Timeline | None:
    """Of the whole time, so that a window can be moved; but only of the parties, outlets and countries chosen."""
    rows = on_issue(record, issue, choice).claims
    names = queries.faces(record)
    words = queries.words_at(record, [row.statement for row in rows]) if len(rows) <= MOST_DOTS else {}

    def label(row: ClaimRow) -> str:
        who = names[row.speaker][0] if row.speaker in names else row.name or "speaker unknown"
        return f"{who}: {clip(words[row.statement][1], 90)}"

    moments = [
        Moment(
            when=row.when,
            lane=STANCE_WORDS[row.stance],
            stance=row.stance,
            statement=words[row.statement][0] if words else str(row.statement),
            label=label(row) if words else "",
        )
        for row in rows
    ]
    return make_timeline(moments, [STANCE_WORDS[stance] for stance in STANCES])


def _data(record: Record, found: OnIssue) -> dict[str, Any]:
    words = queries.words_at(record, [claim.statement for claim in found.claims])
    faces, parties = queries.faces(record), queries.parties(record)
    return {
        "from": found.choice.window.since,
        "to": found.choice.window.until,
        "speakers": [as_json.standing(row, words, faces, parties) for row in found.standings],
        "claims": [as_json.claim(row, words, faces, parties) for row in found.claims],
        "parties": as_json.all_of(found.parties, as_json.share),
        "outlets": as_json.all_of(found.outlets, as_json.share),
        "countries": as_json.all_of(found.countries, as_json.share),
    }
