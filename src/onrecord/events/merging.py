"""One event told twice in one clause: "a drone strike … which killed", "killed and wounded"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Event, Realis, Span
from ..models.deeds import RECIPROCAL

if TYPE_CHECKING:
    from spacy.tokens import Doc


_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def merged(events: list[Event], doc: Doc, headlines: tuple[Span, ...] = ()) -> tuple[Event, ...]:
    """Events in order of their triggers; of one type with shared evidence and agreeing participants, one.

    A headline's event that the text tells again (the same rule by the same lemma) is left to the text.
    """
    kept: list[Event] = []
    told = {_rule(event) for event in events if not _within(event, headlines)}
    events = [event for event in events if not (_within(event, headlines) and _rule(event) in told)]
    for event in sorted(events, key=lambda e: e.trigger.start):
        at = next(
            (
                i
                for i, other in enumerate(kept)
                if _same(other, event) or _one_attack(other, event, doc) or _met_again(other, event)
            ),
            None,
        )
        if at is None and any(_taken_up(event, other, doc) for other in kept):
            continue
        if at is None:
            kept.append(event)
        else:
            kept[at] = _joined(kept[at], event)
    return tuple(sorted(kept, key=lambda event: event.trigger.start))


def _within(event: Event, spans: tuple[Span, ...]) -> bool:
    return any(span.holds(event.trigger) for span in spans)


def _rule(event: Event) -> str:
    return event.reason.partition(":")[0]


def _same(one: Event, other: Event) -> bool:
    if one.type != other.type or one.asserted_by != other.asserted_by or _told(one) is not _told(other):
        return False
    if _on_other_days(one, other):
        return False
    if not one.evidence.overlaps(other.evidence):
        return False
    within = one.evidence.holds(other.trigger) or other.evidence.holds(one.trigger)
    doers = bool(one.who) and one.who == other.who  # "killed the guard and wounded two clerks"
    return within and _agree(one.who, other.who) and (_agree(one.to_whom, other.to_whom) or doers)


def _on_other_days(one: Event, other: Event) -> bool:
    return one.when is not None and other.when is not None and one.when != other.when


def _told(event: Event) -> Realis:
    return Realis.ACTUAL if event.realis is Realis.HISTORICAL else event.realis


def _one_attack(one: Event, other: Event, doc: Doc) -> bool:
    """ "Fourteen people were killed when a bomber blew himself up": the deed and its victims in one sentence."""
    if one.type != "ASSAULT" or other.type != "ASSAULT" or _told(one) is not _told(other):
        return False
    if _on_other_days(one, other):
        return False
    if one.asserted_by != other.asserted_by or not (_agree(one.who, other.who) and _agree(one.to_whom, other.to_whom)):
        return False
    between = doc.char_span(one.trigger.start, other.trigger.end, alignment_mode="expand")
    return between is not None and between[0].sent == between[-1].sent


def _taken_up(event: Event, other: Event, doc: Doc) -> bool:
    """ "The bombing of the embassies", in a text that has told of it: a definite noun takes up what is known."""
    if event.type != other.type or " noun " not in _rule(event) or _told(event) is not _told(other):
        return False
    noun = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
    if noun is None or not any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in noun.root.lefts):
        return False
    shared = set(event.to_whom) & set(other.to_whom)
    return bool(shared) and (not event.who or not other.who or bool(set(event.who) & set(other.who)))


def _met_again(one: Event, other: Event) -> bool:
    """ "X met Y on Monday", and later "Y met X": both sides do it, so it is told once."""
    if one.type != other.type or one.type not in RECIPROCAL or _told(one) is not _told(other):
        return False
    sides = set(one.who + one.to_whom)
    return len(sides) > 1 and sides == set(other.who + other.to_whom) and one.when == other.when


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _joined(one: Event, other: Event) -> Event:
    who = tuple(dict.fromkeys(one.who + other.who))
    return replace(
        one if len(one.evidence) >= len(other.evidence) else other,
        who=who,
        to_whom=tuple(id for id in dict.fromkeys(one.to_whom + other.to_whom) if id not in who),
        mode=one.mode or other.mode,
        where=one.where or other.where,
        when=one.when or other.when,
        realis=one.realis if one.when or not other.when else Realis(other.realis),
        magnitudes=tuple(dict.fromkeys(one.magnitudes + other.magnitudes)),
        reason=f"{one.reason}; {other.reason}",
    )
