"""Triggers: verbs and eventive nouns whose surroundings fit a frame, with the nouns that fill its roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cast import Cast
from .fits import fits, is_agent
from .headlines import headline_verbs
from .lexicon import Frame, Slot, cue_words, frames, noun_class, verb_lemma
from .tree import agents, behind, conjuncts, direct_object, is_passive, is_plural, particles, subject, surface_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model import Span

#: Verbs that carry a noun without their subject being its doer: "the capital saw protests", "clashes broke out".
_WITNESSING = frozenset({"witness", "see", "suffer"})
_PLAIN_ENOUGH = frozenset({"protest", "offensive", "assault", "raid", "strike", "attack", "incursion"})
_DEFINITE = frozenset("the this that these those its his her their such any no every".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that codes an event by a frame; ``who`` and ``to`` are the heads of the nouns that fill the roles."""

    token: Token
    frame: Frame
    who: tuple[Token, ...]
    to: tuple[Token, ...]
    object: Token | None = None
    carrier: Token | None = None


def find_triggers(doc: Doc, cast: Cast, headlines: tuple[Span, ...] = ()) -> Iterator[Trigger]:
    """The triggers of a text; the first frame of a lemma that fits wins. Misread headlines come last."""
    seen: set[int] = set()
    for trigger in _parsed_triggers(doc, cast):
        seen |= {trigger.token.i, (trigger.carrier or trigger.token).i}
        yield trigger
    for word, frame, doer, thing in headline_verbs(doc, cast, headlines):
        told = any(token.i in seen for token in word.sent if token.i != word.i) or word.i in seen
        if not told:
            yield Trigger(word, frame, (doer,), (thing,) if thing and "object" in frame.to else (), object=thing)


def _parsed_triggers(doc: Doc, cast: Cast) -> Iterator[Trigger]:
    verbs, nouns = frames()
    for token in doc:
        if token.pos_ == "VERB" or _gerund(token):
            fitting = (_verb_trigger(token, frame, cast) for frame in verbs.get(verb_lemma(token), ()))
        elif token.pos_ == "NOUN" and _stands(token):
            fitting = (_noun_trigger(token, frame, cast) for frame in nouns.get(token.lemma_.lower(), ()))
        else:
            continue
        if (
            trigger := next((one for one in fitting if one is not None and _named_enough(one, cast)), None)
        ) is not None:
            yield trigger


def _named_enough(trigger: Trigger, cast: Cast) -> bool:
    """Whether those whom the frame wants to know by name are actors of the article."""
    needs = trigger.frame.needs
    if not needs:
        return True
    who, to = cast.all_meant(list(trigger.who)), cast.all_meant(list(trigger.to))
    return {"who": bool(who), "to": bool(to), "any": bool(who or to), "both": bool(who and to)}[needs]


def _gerund(token: Token) -> bool:
    """ "Announced handing over the port": a gerund that the tagger takes for a noun."""
    return (
        token.pos_ == "NOUN"
        and token.lower_.endswith("ing")
        and token.dep_ == "dobj"
        and token.head.lemma_ in cue_words("reporting")
    )


# --- verbs ----------------------------------------------------------------------------------------------------------


def _verb_trigger(verb: Token, frame: Frame, cast: Cast) -> Trigger | None:
    if verb.dep_ == "amod" or _nominal(verb) or (frame.particle and frame.particle not in particles(verb)):
        return None
    thing = direct_object(verb)
    if thing is None and frame.particle and (things := behind(verb, frame.particle)):
        thing = things[0]  # "handed over the flour", whatever the parser makes of "over"
    if frame.object and (thing is None or not fits(frame.object, [thing], cast)):
        thing = next((one for one in _other_objects(verb, thing) if fits(frame.object, [one], cast)), None)
        if thing is None:
            return None
    if frame.intransitive and (thing is not None or is_passive(verb)):
        return None
    doers = _doers(verb, frame)
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
    roles = _Roles(verb, thing, doers, behind_prep)
    return Trigger(verb, frame, roles.first(frame.who, cast), roles.first(frame.to, cast), object=thing)


def _other_objects(verb: Token, thing: Token | None) -> list[Token]:
    """ "Handed the chief a sentence": the second noun that the verb takes."""
    return [
        c
        for c in verb.children
        if c.dep_ in ("dobj", "dative", "oprd", "attr", "npadvmod")
        and c != thing
        and c.pos_ in ("NOUN", "PROPN", "NUM")
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
        c.dep_ in ("xcomp", "ccomp") and c.lemma_ in frame.complement_verb for c in verb.children
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
    if any(c.dep_ == "dative" for c in verb.children):
        return True
    if behind(verb, "to", "for", "in", "over"):
        return True
    return thing is not None and any(
        token.dep_ == "prep" and token.lower_ in ("to", "for", "in") for token in thing.subtree if token.i > thing.i
    )


def _nominal(verb: Token) -> bool:
    """A deed only spoken of: "the decision to withdraw", "its slow pace in retaking", "without attacking"."""
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in ("against", "from", "without", "instead") or verb.head.head.pos_ in ("NOUN", "PROPN")
    return verb.dep_ == "acl" and verb.tag_ == "VB"


def _doers(verb: Token, frame: Frame) -> list[Token]:
    if is_passive(verb):
        return agents(verb) or behind(verb, "by") or (behind(verb, "in") if "in" in frame.who else [])
    doer = subject(verb)
    return [doer] if doer is not None else []


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
            return behind(self.thing, "of", "by", "from") + _left_of(self.thing) if self.thing is not None else []
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


def _left_of(noun: Token) -> list[Token]:
    return [c for c in noun.lefts if c.dep_ in ("compound", "poss", "amod", "nmod")]


def _body(verb: Token) -> list[Token]:
    """ "Elected as leader of the Alliance": the Alliance."""
    offices = [c for c in verb.children if c.dep_ in ("oprd", "attr", "dobj")] + behind(verb, "as", "to")
    found: list[Token] = []
    for office in offices:
        found += behind(office, "of", "at", "in")
    return found


# --- nouns ----------------------------------------------------------------------------------------------------------


def _noun_trigger(noun: Token, frame: Frame, cast: Cast) -> Trigger | None:
    before = {c.lemma_.lower() for c in noun.lefts}
    phrase_head = noun.head if noun.dep_ == "compound" else noun
    if before & frame.not_modifiers:
        return None
    if frame.deverbal:
        return _deverbal(noun, frame, cast)
    carrier = _carrier(phrase_head, frame)
    if carrier is not None and _nominal(carrier):
        return None
    made_by = behind(phrase_head, "by") + ([] if carrier is not None else _named_before(noun, cast))
    aimed_at = behind(phrase_head, *(("on", "against", "at") if "on" in frame.to else frame.to))
    if frame.victim:  # "the minister's assassination": the name before the noun is who suffered it
        made_by, aimed_at = behind(phrase_head, "by"), _named_before(noun, cast) or behind(phrase_head, "of")
    of_nouns = {one.lemma_.lower() for head in behind(noun, "of") for one in conjuncts(head)}
    marked = not frame.modifiers or bool(before & frame.modifiers) or bool(of_nouns & frame.of_nouns)
    if carrier is None:
        placed = _named(behind(phrase_head, "in", "at", "near", "outside"), cast) and "a" in before
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
        if phrase_head.dep_ in ("dobj", "pobj") and carrier.lemma_ not in _WITNESSING:
            made_by = _subject_of(carrier)
        elif phrase_head.dep_ == "nsubjpass" and agents(carrier):
            made_by = agents(carrier)
        elif "between" in frame.who:
            made_by = behind(noun, "between")
        else:
            made_by = _named_before(noun, cast)
        if not aimed_at and "on" not in frame.to:
            aimed_at = behind(carrier, *frame.to)
    return Trigger(noun, frame, tuple(made_by), tuple(aimed_at), carrier=carrier)


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
    if frame.mode == "leave":
        return Trigger(noun, frame, tuple(aimed_at), ())
    return Trigger(noun, frame, tuple(made_by or owners or _named_before(noun, cast)), tuple(aimed_at))


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
        and above.lemma_.lower() in (cue_words("wanting") | {"warrant", "order", "call", "plea", "suspicion"})
    )


def _stands(noun: Token) -> bool:
    """Whether a noun stands for itself; "a protest warning against …" is a protest, whatever the parser says."""
    if noun.dep_ == "compound":
        return noun.head.i == noun.i + 1 and noun.head.lower_.endswith("ing") and noun.head.dep_ == "dobj"
    return noun.dep_ not in ("amod", "nmod", "npadvmod")


def _subject_of(verb: Token) -> list[Token]:
    doer = surface_subject(verb)
    return [doer] if doer is not None else []


def _carrier(noun: Token, frame: Frame) -> Token | None:
    """The light verb that carries the noun: "held a protest", "engaged in an offensive", "clashes broke out"."""
    verb = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "out"):
        verb = noun.head.head
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
    near = [c for c in noun.lefts if c.dep_ in ("compound", "poss", "amod", "nmod")]
    nested = [c for one in near for c in one.lefts if c.dep_ in ("compound", "amod")]  # "a [Turkish drone] strike"
    return [c for c in (*near, *nested) if cast.at(c) is not None]


def _named(heads: list[Token], cast: Cast) -> bool:
    every = [one for head in heads for one in conjuncts(head)]
    return any(cast.meant_by(one) is not None or one.ent_type_ in ("GPE", "LOC", "FAC") for one in every)


def _unspecific(noun: Token, before: set[str]) -> bool:
    """Whether a noun without a carrying verb takes up something said before, or means such things in general."""
    if before & _DEFINITE:
        return True
    counted = any(c.dep_ in ("det", "nummod") or c.lemma_ in ("several", "many") for c in noun.lefts)
    return noun.tag_ == "NNS" and not counted
