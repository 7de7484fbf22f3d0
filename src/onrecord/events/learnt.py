"""Deeds that no frame codes: words that the learnt head takes for a deed of some type.

Rules know words; news finds others. The head (:mod:`onrecord.models.deeds`) says for each word how likely it tells a
deed, given what the rules coded, so it may add an event and may doubt one. What it adds takes its participants from the
frame of the same word and type, else from where they stand with such deeds (``data/roles.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from ..models.deeds import TYPES, deeds
from .cast import Cast
from .fits import is_agent
from .lexicon import Frame, cue_words, frames, verb_lemma
from .lone_nouns import sides, untold, who_came_for
from .sided import sided
from .tree import agents, behind, conjuncts, is_passive, particles, surface_subject, verb_above, whole_word
from .trigger import Trigger
from .verb_triggers import roles_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..models.first_pass import FirstPass

# Chosen with the totals of the own splits, of the newswire and of the five reports in view (docs/events.md).
#: How sure the head must be to add a deed, and to leave out a rule's, by who takes part: somebody the article names
#: (whose deeds by the rules all stay: the head doubts what goes on for long), somebody else, nobody known.
NAMED, SOMEBODY, NOBODY = (0.88, 1.0), (0.9, 0.5), (0.95, 0.45)
#: A rule's type gives way to another from this likelihood on.
RATHER = 0.75
#: Deeds that somebody suffers.
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
#: What may tell a deed.
_WORDS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})


def second_opinion(doc: Doc, seen: FirstPass, told: list[Trigger], cast: Cast) -> list[Trigger]:
    """What stays of the rules' triggers, then those that the head adds; who takes part in them is heard once more."""
    likely = deeds(doc, seen, {trigger.token.i: trigger.frame.type for trigger in told})
    ruled = [_sorted_anew(trigger, likely[trigger.token.i], cast) for trigger in told]
    taken = {at for t in told for at in (t.token.i, (t.carrier or t.token).i)}
    best = likely[:, 1:].argmax(1)
    sure = likely[np.arange(len(likely)), 1 + best]
    added = [
        learnt(doc[at], TYPES[best[at]], float(sure[at]), cast)
        for at in map(int, (sure >= min(NAMED[0], SOMEBODY[0], NOBODY[0])).nonzero()[0])
        if at not in taken and doc[at].pos_ in _WORDS
    ]
    heard = sided(doc, seen, ruled + _once(added), cast)
    ruled, added = heard[: len(ruled)], heard[len(ruled) :]
    kept = [trigger for trigger in ruled if likely[trigger.token.i, 0] <= _limits(trigger, cast)[1]]
    return kept + untold([trigger for trigger in added if trigger.sure >= _limits(trigger, cast)[0]], told)


def _limits(trigger: Trigger, cast: Cast) -> tuple[float, float]:
    """How sure the head must be to add a deed, and to leave one out, by who takes part in it."""
    heads = [one for head in (*trigger.who, *trigger.to) for one in conjuncts(head)]
    actors = [actor for head in heads if not cast.by_speaker(head) and (actor := cast.meant_by(head)) is not None]
    if any(actor.named for actor in actors):
        return NAMED
    return SOMEBODY if heads else NOBODY


def _sorted_anew(trigger: Trigger, likely: np.ndarray, cast: Cast) -> Trigger:
    """A rule's trigger as it is, or as another type."""
    best = int(likely[1:].argmax())
    sure = float(likely[1 + best])
    if TYPES[best] == trigger.frame.type or sure < RATHER:
        return trigger
    return learnt(trigger.token, TYPES[best], sure, cast)


def learnt(token: Token, type_: str, sure: float, cast: Cast) -> Trigger:
    """The trigger of a word that the head takes for a deed of ``type_``."""
    if token.pos_ in ("VERB", "AUX"):
        return _verb(token, type_, sure, cast)
    return _noun(token, type_, sure, cast)


def _verb(token: Token, type_: str, sure: float, cast: Cast) -> Trigger:
    frame = _frame(type_, verb_lemma(token), particles(token), noun=False)
    who, to, thing = roles_of(token, frame, cast)
    if type_ in _SUFFERED and not to and _shares_a_passive(token):
        who, to = (), who
    if not who and token.tag_ == "VBG":
        who = _doing(token, cast)
    if not (who or to or is_passive(token)):  # "Iran hangs protester", misread
        who = tuple(one for one in _beside(token, -1) if is_agent(one, cast))
        to = tuple(one for one in _beside(token, 1) if "object" in frame.to and who)
    return Trigger(token, frame, who, tuple(one for one in to if one not in who), object=thing, sure=sure)


def _shares_a_passive(verb: Token) -> bool:
    """ "Was deposed in 1974 and strangled a year later"."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "dobj", "aux") for c in verb.children)
    return verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBN") and not own and is_passive(verb.head)


def _doing(verb: Token, cast: Cast) -> tuple[Token, ...]:
    """ "Filip Novotny, visiting Hanoi, signed", "left after two days of shuttling": whoever does what is told above."""
    above = verb_above(verb, "csubj", "pcomp", "prep", "pobj")
    doer = surface_subject(above) if above is not None else None
    return (doer,) if doer not in (None, verb) and is_agent(doer, cast) else ()


def _noun(token: Token, type_: str, sure: float, cast: Cast) -> Trigger:
    frame = _frame(type_, whole_word(token), set(), noun=True)
    # "house arrest", "the coup attempt": the noun that it stands before has the participants
    noun = token.head if token.dep_ == "compound" and token.head.pos_ == "NOUN" else token
    who, to = sides(noun, frame, cast)
    carrier = _carrier(noun)
    if carrier is not None and not who:
        doer = surface_subject(carrier)
        who = tuple(agents(carrier)) or ((doer,) if doer not in (None, noun) and is_agent(doer, cast) else ())
    if carrier is not None and not to:
        to = tuple(behind(carrier, *frame.to))
    if not who and type_ in ("CONSULT", "AGREE"):
        who = who_came_for(noun, cast)
    return Trigger(token, frame, who, tuple(one for one in to if one not in who), carrier=carrier, sure=sure)


def _beside(verb: Token, step: int) -> list[Token]:
    """The noun next to a verb, on its left (-1) or right (1), past what may stand between."""
    at = verb.i + step
    between = ("ADV", "AUX", "PART") if step < 0 else ("DET", "ADJ", "NUM")
    while verb.sent.start <= at < verb.sent.end and verb.doc[at].pos_ in between:
        at += step
    if not verb.sent.start <= at < verb.sent.end or verb.doc[at].pos_ not in ("NOUN", "PROPN"):
        return []
    while step > 0 and at + 1 < verb.sent.end and verb.doc[at + 1].pos_ in ("NOUN", "PROPN"):
        at += 1  # the last noun of a row is its head
    return [] if verb.doc[at].dep_ == "pobj" else [verb.doc[at]]


def _carrier(noun: Token) -> Token | None:
    """The verb that carries a noun as its object or subject: "launched a raid", "a vigil was held", "down tools"."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB":
        return None
    return None if verb_lemma(verb) in cue_words("not_its_doer") else verb


def _frame(type_: str, lemma: str, beside: set[str], *, noun: bool) -> Frame:
    """The roles and mode of a frame of the same word and type, else those of the type."""
    rows = frames()[1 if noun else 0].get(lemma, ())
    like = [row for row in rows if row.type == type_ and (not row.particle or row.particle in beside)]
    if like:
        one = like[0]
        return Frame(type_, lemma, noun=noun, mode=one.mode, who=one.who, to=one.to, prep=one.prep, victim=one.victim)
    to = _roles()[type_]["noun_to" if noun else "to"]
    return Frame(type_, lemma, noun=noun, who=() if noun else ("subject",), to=tuple(filter(None, to.split("|"))))


@cache
def _roles() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("data/roles.toml").read_text(encoding="utf-8"))


def _once(added: Iterable[Trigger]) -> list[Trigger]:
    """Of two of one type of which one hangs on the other ("staged a sit-in"), the surer."""
    found = list(added)
    at = {trigger.token.i: trigger for trigger in found}
    gone: set[int] = set()
    for trigger in found:
        other = at.get(trigger.token.head.i)
        if other is not None and other is not trigger and other.frame.type == trigger.frame.type:
            gone.add(min(trigger, other, key=lambda one: one.sure or 0).token.i)
    return [trigger for trigger in found if trigger.token.i not in gone]
