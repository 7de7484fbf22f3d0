"""The clause of a trigger: what of the sentence is the evidence, and what belongs to the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Span
from .tree import phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A subject farther away than this (long appositions between) is left out of the evidence.
_FAR = 22
_FINITE = ("nsubj", "nsubjpass", "mark")
_LEFT_OUT = frozenset({"parataxis", "ccomp", "intj", "meta", "dep", "preconj", "cc"})


def top_verb(verb: Token) -> Token:
    """The verb that a chain of infinitives hangs on: "were able to recapture" → "were"."""
    while verb.dep_ in ("xcomp", "acomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ") and verb.head != verb:
        verb = verb.head
    return verb


def verb_clause(trigger: Token) -> tuple[int, int]:
    """First and last token of the clause of a verb, without the clauses around and below it."""
    verb = top_verb(trigger)
    first = last = verb.i
    if trigger.i < first or trigger.i > last:
        first, last = min(first, trigger.i), max(last, trigger.i)
    for one in {verb, trigger}:
        for child in one.children:
            if (edges := _part(child, one)) is not None:
                first, last = min(first, edges[0]), max(last, edges[1])
    if verb.dep_ in ("relcl", "acl"):
        start = phrase(verb.head)[0]
        if verb.i - start <= _FAR:
            first = min(first, start)
    return first, last


def _part(child: Token, verb: Token) -> tuple[int, int] | None:
    """The edges of a dependent that belongs to the verb's clause, or None."""
    if child.dep_ in _LEFT_OUT or child.dep_ == "punct":
        return None
    if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
        first, last = phrase(child)[0], child.i
        return None if verb.i - first > _FAR else (first, last)
    if child.dep_ == "conj":
        return None
    if child.dep_ == "advcl" and (any(c.dep_ in _FINITE for c in child.children) or child.i < verb.i):
        return None
    return _edges(child)


def _edges(token: Token) -> tuple[int, int]:
    """The edges of a subtree, without what only explains it (clauses and appositions after a comma)."""
    first, last = token.left_edge.i, token.i
    for child in token.rights:
        if child.dep_ in ("relcl", "appos", "acl", "advcl") and _comma_before(child):
            break
        if child.dep_ in ("punct", "cc"):
            continue
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            break
        last = max(last, _edges(child)[1])
    return first, last


def _comma_before(token: Token) -> bool:
    at = token.left_edge.i
    return at > 0 and token.doc[at - 1].text in (",", "–", "—", "-", "(")


def noun_clause(noun: Token) -> tuple[int, int]:
    """First and last token of an eventive noun with all that hangs on it."""
    first, last = _edges(noun)
    return min(first, noun.left_edge.i), last


def span_of(doc: Doc, first: int, last: int) -> Span:
    """The characters from one token to another, without punctuation and space at the edges."""
    while first < last and (doc[first].is_space or (doc[first].is_punct and doc[first].text not in "“\"‘'")):
        first += 1
    while last > first and (doc[last].is_space or doc[last].text in (",", ".", ";", ":", "–", "—", "-")):
        last -= 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def belongs(token: Token, owners: set[int]) -> bool:
    """Whether a token hangs on one of the owners without another verb or clause between."""
    for _ in range(12):
        if token.i in owners:
            return True
        if token.dep_ == "prep" and token.lower_ in ("after", "before", "following", "despite"):
            return False  # "after the strike in X": X is where the strike was
        if token.head == token or token.dep_ in ("relcl", "ccomp", "advcl", "parataxis"):
            return False
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("xcomp", "aux", "auxpass", "pcomp"):
            return False
        token = token.head
    return False
