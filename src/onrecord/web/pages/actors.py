"""The actors, and one actor: names as written, offices and ties, what they said, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...model import ActorType
from ...store import queries
from .. import as_json
from ..ask import FEED, WINDOW, Ask, paged
from ..page import Field, Page, described
from ..schemas import COUNT, listed, many, more, of
from ..standing import Claim
from ..timeline import Moment, make_timeline
from ..words import STANCE_WORDS, clip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...store.record import Record
    from ...store.rows import ActorRow, StatementRow

MOST_STATEMENTS = 1_000
MOST_AN_ISSUE = 6
_LANES = 8
_TYPES = [str(type_) for type_ in ActorType]


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
    answer=more(
        "Actor",
        relations=many(of("Relation")),
        statements=many(of("Statement")),
        statements_total=COUNT,
        events=many(of("Event")),
    ),
    feed=True,
)
def actor_page(record: Record, ask: Ask) -> Page:
    """Everything on record about one actor."""
    actor = queries.actor(record, ask.id)
    if actor is None:
        raise HTTPException(404, "There is no actor of this id in the record.")
    statements = queries.statements(record, speaker=actor.id, limit=MOST_STATEMENTS)
    by_issue, elsewhere = _by_issue(statements)
    ties = queries.ties(record, actor=actor.id)
    events = queries.events(record, actor=actor.id)
    view = {
        "actor": actor,
        "articles": _articles_named(record, actor),
        "by_issue": by_issue,
        "elsewhere": elsewhere,
        "shown": MOST_AN_ISSUE,
        "statements": len(statements),
        "timeline": _timeline(by_issue),
        "ties": ties,
        "events": events,
    }
    return Page(
        "actor.html",
        actor.name,
        view,
        lambda: {
            **as_json.actor(actor),
            "relations": as_json.all_of(ties, as_json.tie),
            "statements": as_json.all_of(statements, as_json.statement),
            "statements_total": actor.statements,
            "events": as_json.all_of(events, as_json.event),
        },
        table="statements",
        feed=lambda: statements[:FEED],
    )


def _by_issue(
    statements: Iterable[StatementRow],
) -> tuple[list[tuple[str, str, list[Claim]]], list[StatementRow]]:
    """(issue id, title, claims) with the most claims first, and the statements without a position."""
    groups: dict[str, tuple[str, list[Claim]]] = {}
    elsewhere: list[StatementRow] = []
    for statement in statements:
        for position in statement.positions:
            group = groups.setdefault(position.issue, (position.issue_title, []))
            group[1].append(Claim(statement, position))
        if not statement.positions:
            elsewhere.append(statement)
    found = [(issue, title, claims) for issue, (title, claims) in groups.items()]
    return sorted(found, key=lambda group: (-len(group[2]), group[1].casefold())), elsewhere


def _timeline(by_issue: list[tuple[str, str, list[Claim]]]):
    lanes = by_issue[:_LANES]
    moments = [
        Moment(
            when=claim.statement.when,
            lane=title,
            stance=claim.stance,
            statement=claim.statement.id,
            label=f"{STANCE_WORDS[claim.stance]}: {clip(claim.statement.quote, 90)}",
        )
        for _, title, claims in lanes
        for claim in claims
    ]
    return make_timeline(moments, [title for _, title, _ in lanes])


def _articles_named(record: Record, actor: ActorRow) -> dict[str, object]:
    """The articles in which the first spellings stand, by id, for linking them."""
    wanted = list(dict.fromkeys(id for name in actor.names[:12] for id in name.article_ids[:3]))
    found = ((id, queries.article(record, id)) for id in wanted)
    return {id: shown.article for id, shown in found if shown}
