"""One event, many reports: the events of all articles as cards, worked out anew from what stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ...events.same_event import Told, same_events
from ...events.telling_words import telling
from ...text.time_values import first_day
from ..record import Record
from ..rows import EventCard, EventRow
from .happenings import event, events

#: Days round an event within which its other reports are looked for: a month told without a day, and late reports.
_ROUND = 40


def event_cards(
    record: Record,
    *,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[EventCard]:
    """Events as cards, each once however many articles tell it; the latest first.

    Args:
        actor: only events with this actor on either side; their reports that leave the actor out are not looked for.
        since, until: ISO days, both included, as in :func:`~onrecord.store.queries.happenings.events`.
    """
    if actor is None and since is None and until is None:
        # remembered, since clustering the events of a large record takes seconds; a card is of one type, so this one
        # list serves all types. Windows and actors are as many as readers ask for, and smaller: they are made anew
        whole = record.remember("event cards", lambda: tuple(_latest(events(record))))
        cards = whole if type is None else [card for card in whole if card.type == type]
    else:
        cards = _latest(events(record, actor=actor, since=since, until=until, type=type))
    return list(cards[offset : None if limit is None else offset + limit])


def _latest(found: list[EventRow]) -> list[EventCard]:
    return sorted(_cards(found), key=lambda card: card.when or card.reports[0].article.published or "", reverse=True)


def event_card(record: Record, id: str) -> EventCard | None:
    """The card of one event, by the id of any of its reports; None where there is no such event."""
    one = event(record, id)
    if one is None:
        return None
    day = first_day((one.when or one.article.published or "").split("/")[0][:10])
    since, until = (day - timedelta(_ROUND), day + timedelta(_ROUND)) if day else (None, None)
    near = events(record, type=one.type, since=since and since.isoformat(), until=until and until.isoformat())
    if all(row.id != id for row in near):
        near.append(one)
    return next(card for card in _cards(near) if any(row.id == id for row in card.reports))


def told(row: EventRow) -> Told:
    """A row of the record as :func:`~onrecord.events.same_event.same_events` compares it."""
    names, words = telling(row.quote)
    at = row.trigger.start - row.evidence.start
    deed = telling(row.quote[at : at + len(row.trigger)].casefold())[1]  # that the deed is of the type is known already
    return Told(
        id=row.id,
        type=row.type,
        who=frozenset(id or f"={name.casefold()}" for id, name in row.who),
        to_whom=frozenset(id or f"={name.casefold()}" for id, name in row.to_whom),
        where=row.where,
        when=row.when,
        published=row.article.published,
        story=row.article.id,
        mode=row.mode,
        figures=frozenset(magnitude.value for magnitude in row.magnitudes),
        words=words - deed,
        names=names,
        doer_names=_names_in(row.who) & names,
        other_names=_names_in(row.to_whom) & names,
    )


def _names_in(actors: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(stem for _, name in actors for stem in telling(name)[1])


def _cards(rows: list[EventRow]) -> list[EventCard]:
    rows = sorted(rows, key=lambda row: (row.article.published or "", row.article.id, row.evidence))
    by_id = {row.id: row for row in rows}
    return [
        _card(tuple(by_id[one.id] for one in group)) for group in same_events([told(row) for row in by_id.values()])
    ]


def _card(reports: tuple[EventRow, ...]) -> EventCard:
    first = reports[0]
    return EventCard(
        id=first.id,
        type=first.type,
        mode=next((row.mode for row in reports if row.mode), None),
        who=tuple(dict.fromkeys(pair for row in reports for pair in row.who)),
        to_whom=tuple(dict.fromkeys(pair for row in reports for pair in row.to_whom)),
        where=next((row.where for row in reports if row.where), None),
        when=max((row.when for row in reports if row.when), key=len, default=None),
        reports=reports,
        stories=len({row.article.copies_of or row.article.id for row in reports}),
    )
