"""The events, and one event: who did what to whom, told by whom, with each report's figures side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ...events.as_plover import IN_WORDS, plover_of
from ...store import queries
from .. import as_json
from ..ask import WINDOW, Ask, paged
from ..page import Field, Page, described
from ..schemas import listed, of
from ..window import WITHIN, window_of

if TYPE_CHECKING:
    from ...model import Magnitude
    from ...store.record import Record

TYPES = (
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "CONTROL", "COOPERATE", "LEGISLATE"),
    *("MOBILIZE", "OFFICE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"),
)
_BOUNDS = {"min": "at least", "max": "at most", "about": "about"}


@described(
    fields=(Field("type", "Only events of this type", {"enum": TYPES}), *WITHIN, *WINDOW),
    answer=listed("events", "EventCard"),
)
def events_page(record: Record, ask: Ask) -> Page:
    """All events, each once however many articles tell it; the latest first."""
    type_ = ask.choice("type", TYPES)
    within = window_of(ask).within
    page = paged(ask, lambda **rows: queries.event_cards(record, type=type_, **within, **rows))
    return Page(
        "events.html",
        "Events",
        {"page": page, "type": type_, "types": TYPES},
        lambda: as_json.listed("events", page, as_json.event_card),
    )


@described(
    fields=(Field("type", "Only words of this type", {"enum": IN_WORDS}), *WITHIN, *WINDOW),
    answer=listed("statements", "Statement"),
)
def in_words_page(record: Record, ask: Ask) -> Page:
    """Demands, threats, accusations, praise, promises and rejections: statements, and no events."""
    type_ = ask.choice("type", IN_WORDS)
    within = window_of(ask).within
    page = paged(ask, lambda **rows: queries.in_words(record, type=type_, **within, **rows))
    return Page(
        "in_words.html",
        "Events in words",
        {
            "page": page,
            "type": type_,
            "types": IN_WORDS,
            "many": queries.count_in_words(record),
            "plover_of": plover_of,
        },
        lambda: as_json.listed("statements", page, as_json.statement),
    )


@described(answer=of("EventCard"))
def event_page(record: Record, ask: Ask) -> Page:
    """One event with every report of it."""
    card = queries.event_card(record, ask.id)
    if card is None:
        raise HTTPException(404, "There is no event of this id in the record.")
    return Page(
        "event.html",
        f"{card.type.lower()}: {', '.join(name for _, name in card.who) or 'actor unknown'}",
        {"card": card, "figures": {row.id: [figure(one) for one in row.magnitudes] for row in card.reports}},
        lambda: as_json.event_card(card),
        table="reports",
    )


def figure(one: Magnitude) -> str:
    """A figure in words, as its report has it.

    >>> from onrecord.model import Magnitude
    >>> figure(Magnitude(1200.0, "people", "killed", "min"))
    'at least 1,200 people (killed)'
    """
    number = f"{one.value:,.0f}" if one.value == int(one.value) else f"{one.value:,}"
    told = f" ({one.what})" if one.what else ""
    return " ".join(part for part in (_BOUNDS.get(one.bound or "", ""), number, one.unit) if part) + told
