"""Eventive nouns that fit a frame: carried by a light verb, marked by their neighbours, or with who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names.places import place_of
from .cast import Cast
from .fits import fits, is_agent
from .lexicon import Frame, Slot, cue_words, frames, noun_class, verb_lemma
from .tree import agents, behind, conjuncts, direct_object, left_of, only_spoken_of, particles, surface_subject
from .trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLAIN_ENOUGH = frozenset({"protest", "offensive", "assault", "raid", "strike", "attack", "incursion"})
#: "A warrant for the arrest", "negotiations for the release": it may never have come.
_FOR = frozenset({"warrant", "order", "call", "plea", "suspicion", "negotiation", "talk"})
_DEFINITE = frozenset("the this that these those its his her their such any no every".split())  # noqa: SIM905


def noun_trigger(noun: Token, frame: Frame, cast: Cast) -> Trigger | None:
    before = {c.lemma_.lower() for c in noun.lefts}
    phrase_head = noun.head if noun.dep_ == "compound" else noun
    if before & frame.not_modifiers or (frame.type == "PROTEST" and _on_target(noun, cast)):
        return None
    if frame.deverbal:
        return _deverbal(noun, frame, cast)
    carrier = _carrier(phrase_head, frame)
    if carrier is not None and only_spoken_of(carrier):
        return None
    made_by = behind(phrase_head, "by") + ([] if carrier is not None else _named_before(noun, cast))
    aimed_at = behind(phrase_head, *(("on", "against", "at") if "on" in frame.to else frame.to))
    if frame.victim:  # "the minister's assassination": the name before the noun is who suffered it
        made_by, aimed_at = behind(phrase_head, "by"), _named_before(noun, cast) or behind(phrase_head, "of")
    of_nouns = {one.lemma_.lower() for head in behind(noun, "of") for one in conjuncts(head)}
    marked = not frame.modifiers or bool(before & frame.modifiers) or bool(of_nouns & frame.of_nouns)
    if carrier is None:
        placed = _named(behind(phrase_head, "in", "at", "near", "outside"), cast) and "a" in before
        placed = placed and noun.lemma_ != "rally"  # candidates hold more of them than crowds do
        if not marked or not (cast.all_meant(made_by) or _named(aimed_at, cast) or placed):
            return None
        if _unspecific(noun, before) and not behind(noun, "by"):
            return None
    elif not marked and noun.lemma_ not in _PLAIN_ENOUGH:
        return None
    wrong_doer = frame.unless_subject and carrier is not None and fits(frame.unless_subject, _subject_of(carrier), cast)
    if wrong_doer and not aimed_at:  # a candidate's rally is no protest
        return None
    if carrier is not None and not made_by:
        if carrier.dep_ == "acl" and carrier.head == phrase_head:
            made_by = agents(carrier)
        elif phrase_head.dep_ in ("dobj", "pobj") and carrier.lemma_ not in cue_words("onlookers"):
            made_by = _subject_of(carrier)
        elif phrase_head.dep_ == "nsubjpass" and agents(carrier):
            made_by = agents(carrier)
        elif "between" in frame.who:
            made_by = behind(noun, "between") or behind(carrier, "between")
        else:
            made_by = _named_before(noun, cast)
        if not aimed_at and "on" not in frame.to:
            aimed_at = behind(carrier, *frame.to)
    aimed_at = aimed_at or suffers(phrase_head, cast)
    return Trigger(noun, frame, tuple(made_by), tuple(aimed_at), carrier=carrier)


def suffers(noun: Token, cast: Cast) -> list[Token]:
    """ "The army suffered an attack": the army, of "attack"."""
    if noun.dep_ != "dobj" or verb_lemma(noun.head) not in ("suffer", "survive"):
        return []
    subject = surface_subject(noun.head)
    return [subject] if subject is not None and is_agent(subject, cast) else []


_TARGET = Slot(noun_class("target") | noun_class("sufferer") | noun_class("armed"), frozenset({"placename"}))


def _on_target(noun: Token, cast: Cast) -> bool:
    """ "A Russian strike on Kharkiv", "missile strikes against camps": no walkout."""
    if noun.lemma_ != "strike":
        return False
    return fits(_TARGET, behind(noun, "on", "against", "at"), cast) if behind(noun, "on", "against", "at") else False


def _deverbal(noun: Token, frame: Frame, cast: Cast) -> Trigger | None:
    """A noun that tells a deed with who did or suffered it: "the arrest of the editor", "a visit by the queen"."""
    if noun.dep_ == "compound" or _in_general(noun) or _told_by_verb(noun):
        return None
    owners = [c for c in noun.lefts if c.dep_ == "poss"]
    made_by = behind(noun, "by")
    if frame.deverbal == "between":
        sides = behind(noun, "between")
        return Trigger(noun, frame, tuple(sides), ()) if sides and fits(frame.object, sides, cast) else None
    if frame.deverbal == "by":
        doers = made_by or behind(noun, "of") or owners
        if not doers or not fits(frame.object, doers, cast):
            return None
        return Trigger(noun, frame, tuple(doers), tuple(behind(noun, *frame.to)))
    aimed_at = behind(noun, *(name for name in frame.to if name)) or behind(noun, "of", "on", "against")
    if frame.deverbal == "place":
        return _taken(noun, frame, cast, made_by or owners)
    if noun.lemma_ in noun_class("suffered") and not aimed_at:
        aimed_at, owners = owners, []
    if not aimed_at or not fits(frame.object, aimed_at, cast):
        return None
    if frame.mode == "leave" and noun.lemma_ in ("resignation", "abdication"):
        return Trigger(noun, frame, tuple(aimed_at), ())
    given = {one.i for head in aimed_at for one in (head, *head.children)}
    near = [one for one in owners or _named_before(noun, cast) if one.i not in given]
    return Trigger(noun, frame, tuple(made_by or near), tuple(aimed_at))


def _told_by_verb(noun: Token) -> bool:
    """ "Accepted the resignation" is told by its verb; "criticised the attack on pensioners" may be none at all."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB":
        return False
    if noun.lemma_ in ("attack", "assault") and verb.lemma_ in cue_words("judging"):
        return True
    return any(noun.lemma_.lower() in frame.object.lemmas for frame in frames()[0].get(verb_lemma(verb), ()))


def _taken(noun: Token, frame: Frame, cast: Cast, doers: list[Token]) -> Trigger | None:
    taken = behind(noun, "of")
    if not taken or not fits(frame.object, taken, cast):
        return None
    return Trigger(noun, frame, tuple(doers), tuple(behind(noun, "to", "from")), object=taken[0])


def _in_general(noun: Token) -> bool:
    """ "Calls for the arrest of …", "a law on the deportation of …", "arrests of journalists are common"."""
    if noun.tag_ == "NNS" and not any(c.dep_ in ("det", "nummod", "poss") for c in noun.lefts):
        return noun.dep_ in ("nsubj", "ROOT") or noun.lemma_ not in ("clash", "talk", "protest", "riot")
    if noun.dep_ != "pobj":
        return False
    if noun.head.lower_ == "as":
        return True  # "described the bill as an attack on the courts"
    above = noun.head.head
    return (
        noun.head.lower_ == "for"
        and above.pos_ in ("NOUN", "VERB")
        and above.lemma_.lower() in (cue_words("wanting") | _FOR)
    )


def stands_for_itself(noun: Token) -> bool:
    """Whether a noun stands for itself; "a protest warning against …" is a protest, whatever the parser says."""
    if noun.dep_ == "compound":
        return noun.head.i == noun.i + 1 and noun.head.lower_.endswith("ing") and noun.head.dep_ == "dobj"
    return noun.dep_ not in ("amod", "nmod", "npadvmod")


def _subject_of(verb: Token) -> list[Token]:
    doer = surface_subject(verb)
    return [doer] if doer is not None else []


def _carrier(noun: Token, frame: Frame) -> Token | None:
    """The light verb that carries the noun: "held a protest", "engaged in an offensive", "clashes broke out"."""
    for called in noun.rights:  # "a strike called by the unions"
        if called.dep_ == "acl" and called.tag_ == "VBN" and agents(called) and verb_lemma(called) in frame.light:
            return called
    verb = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "out"):
        verb = noun.head.head
    if noun.lower_ == "protest" and noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.pos_ == "VERB":
        return None if verb.lemma_ in ("resign", "quit", "rise", "say") else verb  # "shut their doors in protest"
    on_strike = verb.lemma_ == "be" and noun.dep_ == "pobj" and noun.head.lower_ == "on"
    if (verb.pos_ != "VERB" and not on_strike) or noun.dep_ not in ("dobj", "pobj", "nsubj", "nsubjpass"):
        return None
    lemma = verb_lemma(verb)
    names = {lemma, *(f"{lemma}+{p}" for p in particles(verb))}
    if "off" in particles(verb):
        names.discard(lemma)  # "called off a strike"
    if not names & frame.light:
        return None
    if noun.dep_ == "nsubj" and direct_object(verb) is not None and "take+place" not in frame.light:
        return None
    return verb


def _named_before(noun: Token, cast: Cast) -> list[Token]:
    """ "A U.S. drone strike", "Turkey's offensive": the named doer before the noun."""
    near = left_of(noun)
    nested = [c for one in near for c in one.lefts if c.dep_ in ("compound", "amod")]  # "a [Turkish drone] strike"
    return [c for c in (*near, *nested) if cast.at(c) is not None or (c.pos_ == "ADJ" and place_of(c.text))]


def _named(heads: list[Token], cast: Cast) -> bool:
    every = [one for head in heads for one in conjuncts(head)]
    return any(cast.meant_by(one) is not None or one.ent_type_ in ("GPE", "LOC", "FAC") for one in every)


def _unspecific(noun: Token, before: set[str]) -> bool:
    """Whether a noun without a carrying verb takes up something said before, or means such things in general."""
    if before & _DEFINITE:
        return True
    counted = any(c.dep_ in ("det", "nummod") or c.lemma_ in ("several", "many") for c in noun.lefts)
    return noun.tag_ == "NNS" and not counted
