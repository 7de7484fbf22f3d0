"""Nouns that tell a deed with nobody beside them: "after the riot", "the Turkish incursion", "two suicide bombings".

Only what stands for one deed that happened counts, and only where nothing else tells it: in a sentence that has an
event of the type, or in a text that told one before, "the attack" takes up what is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..names.places import place_of
from .cast import Cast
from .fits import fits, is_agent
from .lexicon import Frame, cue_words, frames, noun_class
from .noun_triggers import suffers
from .tree import behind, left_of, surface_subject, verb_above, whole_word
from .trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model import Span

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
#: "After protests": what stands behind these happened.
_AFTER = frozenset({"after", "following", "during", "amid", "since", "over", "in"})


def lone_nouns(doc: Doc, cast: Cast, told: list[Trigger], headlines: tuple[Span, ...] = ()) -> Iterator[Trigger]:
    """The nouns of frames with ``alone`` that tell a deed not told otherwise (``told``: what is found already)."""
    known = [_place(trigger) for trigger in told]
    taken = {at for trigger in told for at in (trigger.token.i, (trigger.carrier or trigger.token).i)}
    taken |= {t.object.i for t in told if t.object is not None}  # "suspended their protests" is told by its verb
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in taken or token.text.isupper():
            continue
        for frame in _alone(token):
            short = any(zone.start <= token.idx < zone.end for zone in headlines)
            trigger = _trigger(token, frame, cast, short=short)
            if trigger is None or _known(trigger, known):
                continue
            known.append(_place(trigger))
            yield trigger
            break


def _alone(token: Token) -> tuple[Frame, ...]:
    nouns = frames()[1]
    found = nouns.get(whole_word(token), ()) or nouns.get(token.lemma_.lower(), ())
    return tuple(frame for frame in found if frame.alone)


def _place(trigger: Trigger) -> tuple[int, str, int]:
    """Where a trigger stands, its type, and where its sentence begins."""
    return trigger.token.i, trigger.frame.type, trigger.token.sent.start


def _known(trigger: Trigger, known: list[tuple[int, str, int]]) -> bool:
    """Whether the sentence tells a deed of the type already, or the text did before and nobody is named here."""
    here, type_ = trigger.token, trigger.frame.type
    if here.lemma_.lower() == "raid" and any(k == "COERCE" and start == here.sent.start for _, k, start in known):
        return True  # "detained nine in a raid"
    if any(kind == type_ and start == here.sent.start for _, kind, start in known):
        return True
    taken_up = not (trigger.who or trigger.to) and not is_new(here)
    return taken_up and any(kind == type_ and at < here.i for at, kind, _ in known)


def untold(triggers: list[Trigger], told: list[Trigger]) -> list[Trigger]:
    """Those of the triggers that do not only take up, by a noun, what is ``told`` or an earlier one of them tells."""
    known = [_place(trigger) for trigger in told]
    kept = []
    for trigger in sorted(triggers, key=lambda one: one.token.i):
        if not (trigger.frame.noun and _known(trigger, known)):
            known.append(_place(trigger))
            kept.append(trigger)
    return kept


def is_new(noun: Token) -> bool:
    """ "A raid", "two bombings", "Monday's shooting": not what was told before."""
    return any(c.lower_ in ("a", "an", "another") or c.dep_ == "nummod" or c.ent_type_ == "DATE" for c in noun.lefts)


def _trigger(noun: Token, frame: Frame, cast: Cast, *, short: bool) -> Trigger | None:
    head = noun
    if noun.dep_ == "compound":  # "a coup attempt", "the murder plot"
        head = noun.head
        if head.lemma_.lower() not in cue_words("attempts") or head.i != noun.i + 1:
            return None
    before = {c.lemma_.lower() for one in {noun, head} for c in one.lefts}
    before |= {whole_word(c) for one in {noun, head} for c in one.lefts}
    if before & frame.not_modifiers or (frame.modifiers and not before & frame.modifiers):
        return None
    who, to = sides(head, frame, cast)
    if frame.type == "CONSULT" and not (who or to):
        who = who_came_for(head, cast)
    if frame.object and (to or frame.needs == "to") and not fits(frame.object, list(to), cast):
        return None
    if frame.subject and not fits(frame.subject, list(who), cast):
        return None
    if frame.needs == "new" and not (who or to or is_new(head)):
        return None
    shortened = short and head.dep_ in ("pobj", "dobj", "nsubj") and not _bare_present(head)
    shortened = shortened or (short and head.dep_ == "pobj" and head.head.lower_ in _AFTER)
    if not ((shortened or _stands(head, named=bool(who or to))) and _happened(head)):
        return None
    return Trigger(noun, frame, who, to)


def sides(noun: Token, frame: Frame, cast: Cast) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Who did it and who suffered it: "by", "of", "on", a possessor, a name or nationality before the noun."""
    near = [
        c
        for c in left_of(noun)
        if (is_agent(c, cast) or (c.pos_ == "ADJ" and place_of(c.text)))
        and c.ent_type_ not in ("DATE", "TIME")
    ]
    near += [d for c in left_of(noun) for d in c.lefts if cast.at(d) is not None and c not in near]
    # "the Nairobi bombing", "the embassy bombings": where it was; "the Turkish incursion": whose it was
    put = [c for c in near if c.dep_ == "compound" and (c.ent_type_ == "GPE" or c.lemma_.lower() in noun_class("made"))]
    near = [c for c in near if c not in put]
    to = [one for name in frame.to if name for one in behind(noun, name)]
    to = to or [c for c in put if c.ent_type_ != "GPE"] or suffers(noun, cast)
    who = behind(noun, "by") + [one for name in frame.who if name and name != "of-doer" for one in behind(noun, name)]
    if "of-doer" in frame.who and not who:
        who = [one for one in behind(noun, "of") if is_agent(one, cast)]
    owned = [c for c in near if c.dep_ == "poss"]
    if frame.victim and owned and not to:
        return tuple(who), tuple(owned)
    return tuple(who or near), tuple(to)


def who_came_for(noun: Token, cast: Cast) -> tuple[Token, ...]:
    """ "The factions signed a deal after days of talks", "the president is due in Ankara for talks": who talks."""
    above = verb_above(noun, "pobj", "prep")
    if above is None:
        return ()
    between = noun.doc[min(above.i, noun.i) : noun.i]
    came = any(t.lower_ in ("after", "following", "during", "for") and t.pos_ in ("ADP", "SCONJ") for t in between)
    doer = surface_subject(above) if came else None
    return (doer,) if doer is not None and is_agent(doer, cast) else ()


def _stands(noun: Token, *, named: bool) -> bool:
    """Whether a noun means one deed, or some that are counted or placed in time."""
    if noun.dep_ not in ("pobj", "nsubj", "nsubjpass", "dobj", "conj", "appos", "ROOT", "npadvmod", "attr", "poss"):
        return False
    if noun.dep_ == "attr" or (noun.dep_ == "conj" and noun.head.pos_ not in ("NOUN", "PROPN")):
        return False
    definite = any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in noun.lefts)
    plural = noun.tag_ in ("NNS", "NNPS") or noun.lemma_.lower() in noun_class("uncounted")
    after = noun.dep_ == "pobj" and noun.head.lower_ in _AFTER
    if plural and not definite:
        return after or is_new(noun) or (named and noun.dep_ not in ("nsubj", "nsubjpass") and not _bare_present(noun))
    if not definite and not is_new(noun):
        return after and named and noun.head.lower_ != "in"  # not "resigned in protest against the law"
    return definite or not _bare_present(noun)


def _bare_present(noun: Token) -> bool:
    """ "A resignation does not bring down a government"."""
    verb = noun.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    helping = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ == "MD" for c in helping):
        return True
    if helping:
        return all(c.lemma_ in ("do", "be") and c.tag_ in ("VBP", "VBZ") for c in helping)
    return verb.tag_ in ("VBP", "VBZ")


def _happened(noun: Token) -> bool:
    """Whether nothing round the noun makes it a fear, a kind, a rule or a matter of talk."""
    if any(c.lower_ in ("no", "any", "every", "each") or c.lemma_ in cue_words("unlike") for c in noun.lefts):
        return False
    above = noun
    for _ in range(3):
        if above.dep_ in ("pobj", "conj", "poss", "compound") and above.head != above:
            prep = above.head
            if above.dep_ == "pobj" and prep.lower_ in ("against", "without", "for", "as", "like", "than", "about"):
                return prep.lower_ in ("about", "for") and prep.head.lemma_ in cue_words("brought_to_book")
            above = prep.head if above.dep_ == "pobj" else prep
            if above.lemma_.lower() in cue_words("only_talk"):
                return False
        else:
            break
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in cue_words("only_talk"):
        return False
    if noun.lemma_ in ("attack", "assault") and noun.head.lemma_ in cue_words("judging"):
        return False  # "criticised the attack on pensioners" may be about words
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return not any(c.tag_ == "MD" and c.lower_ in ("would", "could", "may", "might", "should", "must", "can")
                       for c in noun.head.children)  # fmt: skip
    return True
