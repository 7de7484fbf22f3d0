"""Verbs whose surroundings fit a frame, with the nouns that fill its roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cast import Cast
from .clause import top_verb
from .fits import fits, is_agent
from .lexicon import Frame, Slot, cue_words
from .tree import (
    agents,
    behind,
    direct_object,
    is_passive,
    is_plural,
    left_of,
    misread_as_adjective,
    only_spoken_of,
    particles,
    subject,
    surface_subject,
)
from .trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def verb_trigger(verb: Token, frame: Frame, cast: Cast) -> Trigger | None:
    if (verb.dep_ == "amod" and misread_as_adjective(verb) is None) or only_spoken_of(verb) or _of_victims(verb):
        return None
    if frame.particle and frame.particle not in particles(verb):
        return None
    if not frame.particle and not frame.marked and _phrasal(verb, frame):
        return None
    thing = direct_object(verb)
    if thing is not None and thing.pos_ == "PRON" and is_passive(verb):
        thing = _reporter(verb, thing, cast)
    if thing is None and frame.particle and (things := behind(verb, frame.particle)):
        thing = things[0]  # "handed over the flour", whatever the parser makes of "over"
    if frame.object and (thing is None or not fits(frame.object, [thing], cast)):
        others = [
            one
            for one in (*_other_objects(verb, thing), *_meant_before(verb, thing))
            if one.dep_ != "npadvmod" or one.lemma_ in frame.object.lemmas  # not "closed yesterday"
        ]
        thing = next((one for one in others if fits(frame.object, [one], cast)), None)
        if thing is None:
            return None
    if frame.intransitive and (thing is not None or is_passive(verb)):
        return None
    doers = _doers(verb, frame, cast)
    unsaid = frame.agentless and not doers and is_passive(verb)
    if frame.subject and not unsaid and not fits(frame.subject, doers, cast):
        return None
    if frame.unless_subject and doers and fits(frame.unless_subject, doers, cast):
        return None
    if frame.subject_plural and not (doers and is_plural(doers[0])):
        return None
    behind_prep = _behind_any(verb, thing, frame.prep)
    if (
        frame.prep
        and "" not in frame.prep
        and not behind_prep
        and (frame.prep_object or not _gerund_behind(verb, frame))
    ):
        return None
    if frame.prep_object and not fits(frame.prep_object, behind_prep, cast):
        return None
    if frame.also_prep and not fits(frame.also_object, _behind_any(verb, thing, frame.also_prep) or [verb], cast):
        return None
    if frame.complement and not _has_complement(verb, frame, behind_prep):
        return None
    if not _allowed(verb, thing, frame, cast):
        return None
    if any(c.dep_ == "xcomp" and c.lemma_ in frame.unless_complement for c in verb.children):
        return None
    if frame.lemma in ("fight", "battle") and _strives(verb) and not fits(_ARMED, doers, cast):
        return None  # "fought to keep the boy"
    roles = _Roles(verb, thing, doers, behind_prep)
    return Trigger(verb, frame, roles.first(frame.who, cast), roles.first(frame.to, cast), object=thing)


def roles_of(verb: Token, frame: Frame, cast: Cast) -> tuple[tuple[Token, ...], tuple[Token, ...], Token | None]:
    """Who and to whom by the frame's roles, whatever else the frame asks for, and the verb's object."""
    thing = direct_object(verb)
    roles = _Roles(verb, thing, _doers(verb, frame, cast), _behind_any(verb, thing, frame.prep))
    return roles.first(frame.who, cast), roles.first(frame.to, cast), thing


_ARMED = Slot(special=frozenset({"armedgroup"}))


def _strives(verb: Token) -> bool:
    infinitives = (c for c in verb.children if c.dep_ in ("xcomp", "advcl"))
    return any(one.tag_ == "TO" for c in infinitives for one in c.children)


def _of_victims(verb: Token) -> bool:
    """ "Paid tribute to bombing victims": a noun before a noun."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return (
        verb.tag_ == "VBG"
        and verb.dep_ == "pcomp"
        and following is not None
        and following.lemma_ in ("victim", "survivor", "suspect", "site", "scene", "attempt", "charge")
    )


def _phrasal(verb: Token, frame: Frame) -> bool:
    """ "Backed down" is not "backed", "threw out" is not "threw"."""
    return frame.lemma in cue_words("other_with_particle") and any(
        c.lower_ in cue_words("altering_particles")
        and (c.dep_ == "prt" or (c.dep_ == "advmod" and c.i == verb.i + 1))
        and c.lower_ not in frame.prep
        for c in verb.children
    )


def _other_objects(verb: Token, thing: Token | None) -> list[Token]:
    """ "Handed the chief a sentence": the second noun that the verb takes."""
    return [
        c
        for c in verb.children
        if c.dep_ in ("dobj", "dative", "oprd", "attr", "npadvmod")
        and c != thing
        and c.pos_ in ("NOUN", "PROPN", "NUM")
    ]


def _meant_before(verb: Token, thing: Token | None) -> list[Token]:
    """ "Restored relations with Qatar, six years after it cut them": the nouns that "them" may mean, nearest first."""
    if thing is None or thing.lower_ not in ("it", "them", "they"):
        return []
    plural = thing.lower_ != "it"
    return [
        token
        for token in reversed(verb.doc[verb.sent.start : thing.i if thing.i < verb.i else verb.i])
        if token.pos_ in ("NOUN", "PROPN")
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
        and (token.tag_ in ("NNS", "NNPS")) is plural
    ]


def _gerund_behind(verb: Token, frame: Frame) -> bool:
    """ "Jailed for dumping asbestos": the preposition governs a clause."""
    return any(
        prep.dep_ == "prep" and prep.lower_ in frame.prep and any(c.dep_ == "pcomp" for c in prep.children)
        for prep in verb.children
    )


def _allowed(verb: Token, thing: Token | None, frame: Frame, cast: Cast) -> bool:
    """What a frame asks for beside its slots, and what must not stand there."""
    if frame.passive and not is_passive(verb):
        return False
    if frame.unless_object and thing is not None and fits(frame.unless_object, [thing], cast):
        return False
    if any(c.dep_ in ("prep", "advmod", "prt") and c.lower_ in frame.unless_prep for c in verb.children):
        return False
    if frame.unless_prep_object and _any_behind(verb, frame.unless_prep_object, cast):
        return False
    if frame.modified_object and not (
        thing is not None and ({c.lemma_.lower() for c in thing.lefts} | {thing.lemma_.lower()}) & frame.modified_object
    ):
        return False
    if frame.adverb and not any(c.lower_ in frame.adverb for c in verb.children):
        return False
    if frame.complement_verb and not any(
        c.dep_ in ("xcomp", "ccomp", "advcl", "relcl", "acl") and c.lemma_ in frame.complement_verb
        for c in (*verb.children, *(thing.children if thing is not None else ()))
    ):
        return False
    if frame.marked and not any(token.lemma_.lower() in frame.marked for token in _near(verb)):
        return False
    return not frame.recipient or _has_recipient(verb, thing)


def _any_behind(verb: Token, slot: Slot, cast: Cast) -> bool:
    return any(
        fits(slot, [pobj], cast)
        for prep in verb.children
        if prep.dep_ in ("prep", "agent")
        for pobj in prep.children
        if pobj.dep_ == "pobj"
    )


def _near(verb: Token) -> list[Token]:
    """The verb's own words and one step further: "found guilty", "placed under house arrest"."""
    near = [c for c in verb.children if c.dep_ not in ("nsubj", "nsubjpass", "advcl", "ccomp")]
    return near + [c for one in near for c in one.children]


def _has_recipient(verb: Token, thing: Token | None) -> bool:
    if any(c.dep_ == "dative" for c in verb.children) or sum(c.dep_ == "dobj" for c in verb.children) > 1:
        return True
    if behind(verb, "to", "for", "in", "over"):
        return True
    return thing is not None and any(
        token.dep_ == "prep" and token.lower_ in ("to", "for", "in") for token in thing.subtree if token.i > thing.i
    )


def _doers(verb: Token, frame: Frame, cast: Cast) -> list[Token]:
    if is_passive(verb):
        return agents(verb) or behind(verb, "by") or (behind(verb, "in") if "in" in frame.who else [])
    doer = subject(verb)
    return [_reporter(verb, doer, cast)] if doer is not None else []


def _reporter(verb: Token, noun: Token, cast: Cast) -> Token:
    """ "Canada said it would send …": "it" is Canada, where nothing else says whom it means."""
    if noun.lower_ not in ("it", "they", "he", "she") or cast.at(noun) is not None:
        return noun
    top = top_verb(verb)
    while top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX"):
        top = top.head
    if top.dep_ != "ccomp" or top.head.lemma_ not in cue_words("reporting") or top.head.i > top.i:
        return noun
    said = surface_subject(top.head)
    return said if said is not None and said.pos_ in ("NOUN", "PROPN") else noun


def _behind_any(verb: Token, thing: Token | None, preps: tuple[str, ...]) -> list[Token]:
    """The nouns behind a preposition of the verb, or of its object ("purged the area of mines")."""
    found = behind(verb, *preps)
    if thing is not None and not found:
        found = behind(thing, *preps)
    return found


def _has_complement(verb: Token, frame: Frame, behind_prep: list[Token]) -> bool:
    for wanted in frame.complement:
        if wanted == "prep" and behind_prep:
            return True
        if wanted == "as" and behind(verb, "as"):
            return True
        if wanted == "prt" and particles(verb):
            return True
        if any(c.dep_ == wanted for c in verb.children):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Roles:
    """The nouns in each place round a verb."""

    verb: Token
    thing: Token | None
    doers: list[Token]
    behind_prep: list[Token]

    def first(self, names: tuple[str, ...], cast: Cast) -> tuple[Token, ...]:
        """The first role that is filled by an actor, else the first that is filled at all."""
        filled = [heads for name in names if name and (heads := self.heads(name))]
        resolved = next((heads for heads in filled if cast.all_meant(heads)), None)
        likely = next((heads for heads in filled if any(is_agent(head, cast) for head in heads)), None)
        return tuple(resolved or likely or (filled[0] if filled else ()))

    def heads(self, name: str) -> list[Token]:
        if name in ("subject", "agent"):
            return self.doers
        if name == "object":
            return [self.thing] if self.thing is not None else []
        if name == "prep":
            return self.behind_prep
        if name == "of-object":
            return behind(self.thing, "of", "by", "from") + left_of(self.thing) if self.thing is not None else []
        if name == "body":
            return _body(self.verb)
        if name == "inner":  # "allowed them to leave"
            inner = [c for c in self.verb.children if c.dep_ in ("ccomp", "xcomp")]
            return [c for one in inner for c in one.children if c.dep_ == "nsubj"]
        if name == "given":
            return [c for c in self.verb.children if c.dep_ == "dative" and c.pos_ in ("NOUN", "PROPN", "PRON")]
        if name == "dative":
            given = [c for c in self.verb.children if c.dep_ == "dative" and c.pos_ in ("NOUN", "PROPN", "PRON")]
            return given or behind(self.verb, "to")
        found = behind(self.verb, name)
        if found or self.thing is None:
            return found
        return behind(self.thing, name) or [
            p for c in self.thing.subtree if c.i > self.thing.i for p in behind(c, name)
        ]


def _body(verb: Token) -> list[Token]:
    """ "Elected as leader of the Alliance": the Alliance."""
    offices = [c for c in verb.children if c.dep_ in ("oprd", "attr", "dobj")] + behind(verb, "as", "to")
    found: list[Token] = []
    for office in offices:
        found += behind(office, "of", "at", "in")
    return found
