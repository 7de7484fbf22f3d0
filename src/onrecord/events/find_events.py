"""Events: who did what to whom, where, when, how many, whether it happened, and who says so.

A trigger (verb or eventive noun of ``data/frames.toml``) codes an event only where the words round it fit its frame, so
every event can name its trigger and the rule that coded it. Words alone (a demand, a threat, praise) stay statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Actor, Article, DateMention, Event, PlaceMention, Statement
from .building import Builder
from .learnt import second_opinion
from .merging import merged
from .taking_part import unknown_participants
from .triggers import find_triggers

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..models.first_pass import FirstPass
    from .trigger import Trigger


def events_and_actors(
    article: Article,
    doc: Doc,
    actors: tuple[Actor, ...],
    statements: tuple[Statement, ...],
    dates: tuple[DateMention, ...],
    places: tuple[PlaceMention, ...] = (),
    seen: FirstPass | None = None,
) -> tuple[tuple[Event, ...], tuple[Actor, ...]]:
    """The events of one article, in order of their triggers, and the actors with those who only take part in events.

    The actors come back as they were, with new ones behind them (:mod:`.taking_part`). ``seen`` is the encoder's pass
    over the article; without it only the rules speak.
    """
    builder = Builder(article, doc, actors, statements, dates, places)
    told = _told(doc, builder, seen)
    if new := unknown_participants(told, builder.cast, known=len(actors)):
        actors = (*actors, *new)
        builder = Builder(article, doc, actors, statements, dates, places)
    events = [event for trigger in told if (event := builder.build(trigger)) is not None]
    return merged(events, doc, builder.headlines), actors


def _told(doc: Doc, builder: Builder, seen: FirstPass | None) -> list[Trigger]:
    """The triggers that make an event: the rules', then what the learnt head adds."""
    told = [
        trigger for trigger in find_triggers(doc, builder.cast, builder.headlines) if builder.build(trigger) is not None
    ]
    if seen is None:
        return told
    heard = second_opinion(doc, seen, told, builder.cast)
    return [trigger for trigger in heard if builder.build(trigger) is not None]


def find_events(
    article: Article,
    doc: Doc,
    actors: tuple[Actor, ...],
    statements: tuple[Statement, ...],
    dates: tuple[DateMention, ...],
    places: tuple[PlaceMention, ...] = (),
) -> tuple[Event, ...]:
    """The events of one article, in order of their triggers, with the actors that are known.

    Args:
        actors: who :func:`~onrecord.names.inside.resolve_inside` found.
        statements: an event inside the content of one is asserted by the innermost of them.
        dates: what :func:`~onrecord.text.dates.find_dates` found.
        places: what :func:`~onrecord.events.places.find_places` found.

    Example:
        >>> from onrecord.model import Span, Zone, ZoneKind
        >>> from onrecord.names.entities import parse
        >>> text = "Police arrested 12 protesters in Lusaka on Monday."
        >>> article = Article("1", text, published="2019-02-08", zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> [(e.type, e.mode, e.magnitudes[0].value) for e in find_events(article, parse(article), (), (), ())]
        [('COERCE', 'arrest', 12.0)]
    """
    builder = Builder(article, doc, actors, statements, dates, places)
    events = [
        event
        for trigger in find_triggers(doc, builder.cast, builder.headlines)
        if (event := builder.build(trigger)) is not None
    ]
    return merged(events, doc, builder.headlines)
