"""Whether an event happened: from negation, modals, the verbs that govern it, and denials."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import Polarity, Realis, Statement
from .lexicon import cue_words

if TYPE_CHECKING:
    from spacy.tokens import Token


#: "Mulls sending jets": weighed, not done.
_WEIGHING = frozenset({"consider", "mull", "weigh", "contemplate", "eye"})
_NEGATIVE = frozenset({"never", "neither", "hardly", "nor"})


class Seen(NamedTuple):
    """A realis and the word that decided it."""

    realis: Realis
    because: str


def realis_of(trigger: Token, *, carrier: Token | None = None, inside: Statement | None = None) -> Seen:
    """The realis of the event at a trigger.

    ``carrier`` is the verb that carries an eventive noun ("held a protest"); ``inside`` the statement whose content
    holds the trigger.
    """
    verb = carrier or _verb_above(trigger)
    seen = Seen(Realis.ACTUAL, "")
    if carrier is None and trigger.pos_ == "NOUN":
        seen = _noun_realis(trigger)
    if seen.realis is Realis.ACTUAL and verb is not None:
        seen = _climb(verb)
    if inside is not None and seen.because in cue_words("accusing"):
        seen = Seen(Realis.ACTUAL, "")  # somebody on record says so
    if seen.realis in (Realis.ACTUAL, Realis.NEGATED) and inside is not None and inside.polarity is Polarity.DENIED:
        return Seen(Realis.DENIED, "denied by its speaker")
    return seen


def _verb_above(token: Token) -> Token | None:
    while token.pos_ not in ("VERB", "AUX"):
        if token.head == token:
            return None
        token = token.head
    return token


def _noun_realis(noun: Token) -> Seen:
    """ "No protest", "a possible attack", "calls for a strike", "plans for a summit"."""
    for child in noun.children:
        word = child.lemma_.lower()
        if child.dep_ in ("det", "neg") and word in ("no", "any"):
            return Seen(Realis.NEGATED if word == "no" else Realis.HYPOTHETICAL, word)
        if child.dep_ == "amod" and word in cue_words("hypothetical_adjectives"):
            return Seen(Realis.HYPOTHETICAL, word)
        if child.dep_ == "amod" and word in cue_words("planned_adjectives"):
            return Seen(Realis.PLANNED, word)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        said = {c.lemma_.lower() for c in noun.head.children if c.dep_ in ("acomp", "attr")}
        if word := next(iter(said & cue_words("hypothetical_adjectives")), None):
            return Seen(Realis.HYPOTHETICAL, word)  # "a strike by teachers is possible"
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in",) and above.lemma_ == "case":
        return Seen(Realis.HYPOTHETICAL, "in case of")
    if noun.dep_ == "pobj" and noun.head.lower_ == "without":
        return Seen(Realis.NEGATED, "without")
    word = above.lemma_.lower()
    if noun.dep_ in ("pobj", "dobj") and word in cue_words("wanting"):
        return Seen(Realis.HYPOTHETICAL, word)
    if noun.dep_ in ("pobj", "dobj") and word in cue_words("planning"):
        return Seen(Realis.PLANNED, word)
    return Seen(Realis.ACTUAL, "")


def _climb(verb: Token) -> Seen:
    """Look at the verb and at the verbs that govern it, up to the one that stands on its own."""
    inherited = verb
    for _ in range(6):
        seen = _own_realis(verb)
        if seen.realis is not Realis.ACTUAL:
            return seen
        governed = _governed(verb, inherited)
        if governed.realis is not Realis.ACTUAL:
            return governed
        head = verb.head
        if head == verb or verb.dep_ not in ("xcomp", "acomp", "ccomp", "acl", "conj", "pcomp", "advcl", "prep"):
            return seen
        if verb.dep_ == "conj" and _has_own_clause(verb):
            return seen
        if verb.dep_ == "advcl" and not _bare(verb):
            return seen
        if verb.dep_ == "ccomp" and head.lemma_ in cue_words("reporting"):
            return seen
        if verb.dep_ == "ccomp" and verb.i < head.i and head.lemma_ not in cue_words("denying"):
            return seen  # "burned down a school; no one was hurt"
        inherited, verb = verb, (head if verb.dep_ != "pcomp" else head.head)
        if verb.pos_ in ("NOUN", "PROPN"):
            verb = _verb_above(verb) or verb
            if verb.pos_ not in ("VERB", "AUX") or inherited.tag_ != "VB":
                return Seen(Realis.ACTUAL, "")
    return Seen(Realis.ACTUAL, "")


def _own_realis(verb: Token) -> Seen:
    """What the verb's own auxiliaries and particles say."""
    for child in verb.children:
        word = child.lower_
        negates = child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc") and word in _NEGATIVE)
        if negates and not any(c.lower_ == "only" and c.i == child.i + 1 for c in verb.children):
            ahead = any(c.tag_ == "MD" and c.lemma_ in ("will", "would", "shall", "wo") for c in verb.children)
            return Seen(Realis.HYPOTHETICAL, "will not") if ahead else Seen(Realis.NEGATED, word)
        if child.dep_ in ("nsubj", "nsubjpass") and (
            word in ("nobody", "none", "neither")
            or any(
                (c.lower_ in ("no", "neither") and c.dep_ in ("det", "cc", "preconj"))
                or (c.dep_ == "neg" and c.lower_ == "not")
                for c in child.children
            )
        ):
            return Seen(Realis.NEGATED, "no")
        if child.dep_ in ("dobj",) and any(c.lower_ == "no" and c.dep_ == "det" for c in child.children):
            return Seen(Realis.NEGATED, "no")
    if _is_to(verb):
        return Seen(Realis.PLANNED, "is to")
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            if child.lower_ in ("will", "'ll", "’ll", "shall", "wo", "’d") or child.lemma_ == "will":
                return Seen(Realis.PLANNED, child.lower_)
            if child.lower_ == "would" and verb.dep_ == "ccomp" and verb.head.lemma_ in cue_words("reporting"):
                return Seen(Realis.PLANNED, "would")  # the future of what was said
            return Seen(Realis.HYPOTHETICAL, child.lower_)
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"):
            return Seen(Realis.HYPOTHETICAL, child.lower_)
        if child.dep_ in ("advmod",) and child.lower_ in cue_words("doubting_adverbs"):
            return Seen(Realis.HYPOTHETICAL, child.lower_)
    return Seen(Realis.ACTUAL, "")


def _is_to(verb: Token) -> bool:
    """ "US to pull out of pact, says envoy": a headline leaves out "is"."""
    kinds = {c.dep_ for c in verb.children}
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    told = verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)
    return infinitive and told and "nsubj" in kinds and "mark" not in kinds


def _governed(verb: Token, lower: Token) -> Seen:
    """What the word above says of an infinitive, a gerund or a clause."""
    head = verb.head
    if verb.dep_ == "pcomp":
        head = head.head
    if head == verb or verb.dep_ not in ("xcomp", "acomp", "ccomp", "acl", "pcomp", "advcl", "dobj"):
        return Seen(Realis.ACTUAL, "")
    word = head.lemma_.lower()
    infinitive = any(c.lower_ == "to" and c.tag_ == "TO" for c in verb.children)
    if infinitive and head.lower_ in cue_words("inclined"):
        return Seen(Realis.HYPOTHETICAL, head.lower_)
    if infinitive and head.lower_ in cue_words("unable"):
        return Seen(Realis.NEGATED, head.lower_)
    if word in cue_words("denying"):
        return Seen(Realis.DENIED, word)
    if verb.dep_ == "pcomp" and word in cue_words("accusing"):
        return Seen(Realis.HYPOTHETICAL, word)
    if infinitive and word in cue_words("promising"):
        return Seen(Realis.PLANNED, word)
    if infinitive and word == "be":
        return _own_realis(head) if _own_realis(head).because else Seen(Realis.PLANNED, "was to")
    if word in cue_words("failing"):
        return Seen(Realis.NEGATED, word)
    if word in cue_words("planning") and (infinitive or verb.dep_ in ("pcomp", "acl")):
        return Seen(Realis.PLANNED, word)
    weighed = word in _WEIGHING and verb.tag_ == "VBG"
    if word in cue_words("wanting") and (infinitive or verb.dep_ in ("ccomp", "pcomp") or weighed):
        return Seen(Realis.HYPOTHETICAL, word)
    if infinitive and verb.dep_ == "xcomp" and word == "have":
        return Seen(Realis.HYPOTHETICAL, "have to")
    if infinitive and verb.dep_ in ("xcomp", "ccomp") and _has_object(head) and word not in cue_words("achieving"):
        return Seen(Realis.HYPOTHETICAL, "to")  # "keep troops there to train recruits"
    if verb.dep_ == "advcl" and infinitive:
        return Seen(Realis.HYPOTHETICAL, "to")  # a purpose is not yet a deed
    if verb.dep_ == "acl" and infinitive:
        return Seen(Realis.HYPOTHETICAL, "to")
    if verb.dep_ == "xcomp" and infinitive and head.pos_ != "ADJ" and word not in cue_words("doing"):
        return Seen(Realis.HYPOTHETICAL, word)
    return Seen(Realis.ACTUAL, "")


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children)


def _has_own_clause(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "aux", "mark") and c.lower_ != "to" for c in verb.children)


def _bare(verb: Token) -> bool:
    return verb.tag_ == "VB"
