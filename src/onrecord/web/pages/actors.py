"""The actors, and one actor: positions through time, who agrees, what others say, offices, names as written."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ...model import ActorType, Relation
from ...store import queries
from .. import as_json
from ..agreeing import shared_issues
from ..ask import FEED, WINDOW, Ask, paged
from ..drawing import drawn
from ..map import make_map
from ..page import Field, Page, described
from ..schemas import COUNT, DAY, PLACE_SUM, TEXT, listed, many, maybe, more, of, thing
from ..standing import Standing, standings
from ..timeline import MOST_DOTS, Moment, Timeline, make_timeline
from ..window import WITHIN, Window, window_of
from ..words import STANCE_WORDS, clip

if TYPE_CHECKING:
    from ...store.queries import ClaimRow
    from ...store.record import Record
    from ...store.rows import ActorRow

MOST_ELSEWHERE, MOST_TOLD, MOST_EVENTS, MOST_NAMES, MOST_SHARED, MOST_TIES = 8, 8, 10, 12, 10, 30
_LANES = 8
_TYPES = [str(type_) for type_ in ActorType]
#: Ties that are an office or a membership; the others are relations between equals.
_OFFICES = {
    str(one)
    for one in (
        Relation.LEADS,
        Relation.SPOKESPERSON_OF,
        Relation.MEMBER_OF,
        Relation.PART_OF,
        Relation.HOLDS_OFFICE,
        Relation.COMMANDS,
    )
}
_TIE = thing(relation=TEXT, inverse={"type": "boolean"}, other=TEXT, other_id=TEXT, reports=COUNT, first=DAY, last=DAY)


@described(
    fields=(Field("type", "Only actors of this type", {"enum": _TYPES}), *WINDOW), answer=listed("actors", "Actor")
)
def actors_page(record: Record, ask: Ask) -> Page:
    """All actors, or those of one type; those with most statements first."""
    type_ = ask.choice("type", _TYPES)
    page = paged(ask, lambda **window: queries.actors(record, type=type_, **window))
    return Page(
        "actors.html",
        "Actors",
        {"page": page, "type": type_, "types": _TYPES},
        lambda: as_json.listed("actors", page, as_json.actor),
    )


@described(
    fields=WITHIN,
    answer=more(
        "Actor",
        relations=many(_TIE),
        claims=many(thing(statement=TEXT, issue=TEXT, stance=TEXT, date=DAY)),
        statements_total=COUNT,
        told_by_others=many(of("Statement")),
        called=many(thing(outlet=maybe(TEXT), words=many(thing(text=TEXT, count=COUNT)))),
        agreement=many(thing(actor=TEXT, name=TEXT, same=many(TEXT), other=many(TEXT))),
        events=many(of("Event")),
        places=many(PLACE_SUM),
    ),
    feed=True,
    picture=True,
)
def actor_page(record: Record, ask: Ask) -> Page:
    """Everything on record about one actor."""
    actor = queries.actor(record, ask.id)
    if actor is None:
        raise HTTPException(404, "There is no actor of this id in the record.")
    window = window_of(ask)
    within = window.within
    always = queries.claims(record, speaker=actor.id)
    claims = [claim for claim in always if window.holds(claim.when)]
    issues = record.remember(("stands", actor.id, window), lambda: _by_issue(claims, actor))
    titles = {issue.id: issue.title for issue in queries.issues(record)}
    ties = record.remember(("ties", actor.id), lambda: queries.tie_sums(record, actor.id))
    shared = shared_issues(record, actor.id, window)
    timeline = record.remember(("timeline of", actor.id, window), lambda: _timeline(record, always, titles, window))
    events = queries.events(record, actor=actor.id, **within, limit=MOST_EVENTS + 1)
    told = queries.told_of(record, actor.id, **within, limit=MOST_TOLD)
    places = record.remember(
        ("places of", actor.id, window), lambda: queries.places_of_actor(record, actor.id, **within)
    )
    called = record.remember(("called", actor.id), lambda: queries.called(record, actor.id))
    quoted = {claim.statement for _, standing in issues for claim in (*standing.quoted, *_turn(standing))}
    view = {
        "actor": actor,
        "window": window,
        "articles": _articles_named(record, actor),
        "issues": issues,
        "titles": titles,
        "quotes": queries.statements_at(record, quoted),
        "claims": claims,
        "elsewhere": queries.statements(record, speaker=actor.id, coded=False, **within, limit=MOST_ELSEWHERE),
        "timeline": timeline,
        "offices": [tie for tie in ties if tie.relation in _OFFICES],
        "relations": [tie for tie in ties if tie.relation not in _OFFICES],
        "shared": shared,
        "agree": sorted(shared, key=lambda row: -len(row.same))[:MOST_SHARED],
        "disagree": sorted(shared, key=lambda row: -len(row.other))[:MOST_SHARED],
        "told": told,
        "called": called,
        "events": events,
        "map": record.remember(("map of", actor.id, window), lambda: make_map(places)),
        "most_events": MOST_EVENTS,
        "most_names": MOST_NAMES,
        "most_ties": MOST_TIES,
    }

    def data() -> dict[str, Any]:
        words = queries.words_at(record, [claim.statement for claim in claims])
        faces, parties = queries.faces(record), queries.parties(record)
        return {
            **as_json.actor(actor),
            "relations": as_json.all_of(ties, as_json.tie_sum),
            "claims": [as_json.claim(row, words, faces, parties) for row in claims],
            "statements_total": actor.statements,
            "told_by_others": as_json.all_of(told, as_json.statement),
            "called": as_json.all_of(called, as_json.called),
            "agreement": as_json.all_of(shared, as_json.shared),
            "events": as_json.all_of(queries.events(record, actor=actor.id, **within), as_json.event),
            "places": [place._asdict() for place in places],
        }

    return Page(
        "actor.html",
        actor.name,
        view,
        data,
        table="claims",
        feed=lambda: queries.statements(record, speaker=actor.id, limit=FEED),
        picture=lambda: drawn(timeline, f"{actor.name}: positions by date"),
    )


def _by_issue(claims: list[ClaimRow], actor: ActorRow) -> list[tuple[str, Standing]]:
    """(issue, where the actor stands on it), most statements first."""
    rows = groupby(sorted(claims, key=attrgetter("issue")), key=attrgetter("issue"))
    found = [(issue, standings(of_issue, lambda _: actor.name)[0]) for issue, of_issue in rows]
    return sorted(found, key=lambda pair: (-len(pair[1].claims), pair[0]))


def _turn(standing: Standing) -> tuple[ClaimRow, ...]:
    return standing.turns[-1] if standing.turns else ()


def _timeline(record: Record, claims: tuple[ClaimRow, ...], titles: dict[str, str], window: Window) -> Timeline | None:
    issues = [issue for issue, _ in _counted(claims)[:_LANES]]
    shown = [claim for claim in claims if claim.issue in issues]
    words = queries.words_at(record, [c.statement for c in shown]) if len(shown) <= MOST_DOTS else {}
    moments = [
        Moment(
            when=claim.when,
            lane=titles.get(claim.issue, claim.issue),
            stance=claim.stance,
            statement=words[claim.statement][0] if words else str(claim.statement),
            label=f"{STANCE_WORDS[claim.stance]}: {clip(words[claim.statement][1], 90)}" if words else "",
        )
        for claim in shown
    ]
    return make_timeline(moments, [titles.get(issue, issue) for issue in issues], window)


def _counted(claims: tuple[ClaimRow, ...]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for claim in claims:
        counts[claim.issue] = counts.get(claim.issue, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _articles_named(record: Record, actor: ActorRow) -> dict[str, object]:
    """The articles in which the first spellings stand, by id, for linking them."""
    wanted = dict.fromkeys(id for name in actor.names[:MOST_NAMES] for id in name.article_ids[:2])
    return queries.article_rows_of(record, wanted)
