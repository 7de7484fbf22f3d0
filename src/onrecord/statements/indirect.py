"""Attributions without quotation marks: what verbs, adjectives and nouns of saying, wanting and judging govern."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span, Spans
from .cues import cue_range
from .found import Found
from .frames import Frame, Pieces, frames
from .lexicon import Lexicon, words
from .sources import (
    Range,
    owner_of_noun,
    quoted_person,
    source_of_adjective,
    source_of_verb,
    stranded_subject,
)
from .tree import Tree

_CLAUSE_OPENERS = frozenset(("DET", "PRON", "PROPN", "NOUN", "ADJ", "SCONJ", "NUM"))
#: No content is longer than this many tokens: a page without a full stop stays cheap.
_LONGEST = 600
#: How many tokens a content reaches back beyond its clause to the start of its sentence.
_STRETCH = 12
#: "X was quoted as saying": nearly always somebody's words; the counts hold too few of them.
_QUOTED_AS = 0.7


def indirect(tree: Tree, lexicon: Lexicon, *, least: float) -> Iterator[Found]:
    """All frames whose trigger carries an attribution at least that often."""
    for frame in frames(tree):
        probability = lexicon.probability(frame.lemma, frame.signature, policy=is_policy(tree, frame.trigger))
        if frame.signature.endswith("ccomp<") and quoted_person(tree, frame.trigger) is not None:
            probability = max(probability, _QUOTED_AS)  # "…, Roe was quoted as saying"
        if probability < least or any(last - first > _LONGEST for first, last in frame.content):
            continue
        found = _found(tree, lexicon, frame, probability)
        if found is not None:
            yield found


def _found(tree: Tree, lexicon: Lexicon, frame: Frame, probability: float) -> Found | None:
    content = spans_of(tree, content_of(tree, lexicon, frame))
    cue = spans_of(tree, (cue_range(tree, frame),))
    if not content or not cue:
        return None
    source = source_of(tree, frame)
    return Found(
        source=spans_of(tree, (source,)) if source is not None else (),
        cue=cue,
        content=content,
        probability=probability,
        rule=frame.signature,
        lemma=frame.lemma,
    )


def is_policy(tree: Tree, verb: int) -> bool:
    """Whether a verb's object is something one can be for or against, not somebody who is helped or fought."""
    noun = next((kid for kid in tree.children[verb] if kid > verb and tree.dep[kid] == "dobj"), None)
    return noun is not None and tree.lemma[noun] in words("policy_nouns.tsv")


def source_of(tree: Tree, frame: Frame) -> Range | None:
    """The source by the kind of trigger."""
    if frame.signature.startswith("noun:"):
        return owner_of_noun(tree, frame.trigger)
    if frame.signature.startswith("adj:"):
        return source_of_adjective(tree, frame.trigger)
    return source_of_verb(tree, frame.trigger, passive=frame.passive, inverted=frame.signature == "ccomp<")


def content_of(tree: Tree, lexicon: Lexicon, frame: Frame) -> Pieces:
    """The tokens of the content: the arguments, cut where another report begins, or all that the cue follows."""
    if frame.signature.endswith("ccomp<"):
        return _before_cue(tree, frame)
    out = []
    for first, last in frame.content:
        if frame.signature == "ccomp" and first == frame.trigger + 1:
            first = _behind_date(tree, first, last)
        out.append((first, _cut(tree, lexicon, first, last)))
    return tuple(out)


def _before_cue(tree: Tree, frame: Frame) -> Pieces:
    """ "Content, X said": from the content's first word to the comma; what goes on behind the cue is a second piece."""
    at = frame.trigger
    first, last = frame.content[0]
    subject = next((kid for kid in tree.children[at] if tree.dep[kid] in ("nsubj", "nsubjpass")), at)
    stranded = stranded_subject(tree, at)
    edges = [tree.left[subject], at] if stranded is None else [stranded[0]]
    end = min(edges) - 1
    while end > first and (tree.pos[end] in ("SPACE", "AUX", "ADV") or tree.text[end] in ",-–—"):
        end -= 1
    if end < first:
        return frame.content
    pieces = [(_sentence_start(tree, first), end)]
    behind = max(tree.right[subject], at)
    if last > behind and (tree.text[behind + 1] in (",", "—", "–") or tree.text[behind] == ","):
        pieces.append((behind + 2 if tree.text[behind + 1] in (",", "—", "–") else behind + 1, last))
    return tuple(piece for piece in pieces if piece[0] <= piece[1])


def _behind_date(tree: Tree, first: int, last: int) -> int:
    """ "said on Monday the port would open": the day is that of the saying."""
    at = first
    while (
        at < last and at - first < 5 and (tree.ent[at] == "DATE" or (at == first and tree.lower[at] in ("on", "late")))
    ):
        at += 1
    dated = at > first and tree.ent[at - 1] == "DATE"
    return at if dated and tree.text[at] != "," and tree.pos[at] in _CLAUSE_OPENERS else first


def _sentence_start(tree: Tree, at: int) -> int:
    """The first word of the written sentence, where the parser began a new one in its midst."""
    first = at
    while first > 0 and at - first < _STRETCH:
        before = first - 1
        if tree.pos[before] == "SPACE" or tree.text[before][-1] in ".!?:;\"”“»«…'’‘)":
            return first
        first = before
    return at if first > 0 else 0


def _cut(tree: Tree, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the content ends before ", adding that …", ", X said", ", according to X" hung too low by the parser."""
    for at in range(first + 2, last + 1):
        if tree.tag[at] == "VBD" and tree.dep[at] == "conj" and _back_to_speaker(tree, lexicon, first, at):
            return at - 2
        if (conjunction := _another_speaker(tree, lexicon, first, at)) is not None:
            return conjunction - 1
        if tree.text[at - 1] in '"”' and tree.text[at - 2] == "," and tree.tag[at] == "VBG":
            return at - 1  # “…,” referring to …
        if tree.text[at - 1] != "," or at + 1 > last:
            continue
        if (
            tree.tag[at] == "VBG"
            and lexicon.says(tree.lemma[at])
            and tree.dep[at] in ("advcl", "conj", "acl", "dep", "xcomp")
        ):
            return at - 2
        if tree.lower[at] == "according" and tree.lower[at + 1] == "to":
            return at - 2
        for verb in range(at + 1, min(at + 9, last + 1)):
            if tree.text[verb] == ",":
                break
            if tree.tag[verb] in ("VBD", "VBZ", "VBP") and lexicon.says(tree.lemma[verb]):
                nothing_behind = all(
                    tree.dep[kid] not in ("ccomp", "dobj", "xcomp") or kid < verb for kid in tree.children[verb]
                )
                if nothing_behind and tree.dep[at - 1] == "punct" and last - verb <= 6 and tree.dep[at] != "mark":
                    return at - 2
                break
    return last


def _another_speaker(tree: Tree, lexicon: Lexicon, first: int, at: int) -> int | None:
    """The "and" of "said it had doubled and the union replied that it had not": there the next one speaks."""
    if tree.dep[at] != "conj" or tree.head[at] < first or not lexicon.act(tree.verb(at), "quote"):
        return None
    subject = tree.child(at, "nsubj")
    if subject is None or subject > at or not any(tree.dep[kid] == "ccomp" for kid in tree.children[at] if kid > at):
        return None
    before = tree.left[subject] - 1
    return before if before > first and tree.lower[before] in ("and", "but", "while") else None


def _back_to_speaker(tree: Tree, lexicon: Lexicon, first: int, at: int) -> bool:
    """ "said the premier was lying and vowed to …": the vow is the speaker's, for it does not go with "was lying"."""
    head = tree.head[at]
    if tree.lower[at - 1] != "and" or not lexicon.acts.get(tree.verb(at)) or head < first:
        return False
    if any(tree.dep[kid] in ("nsubj", "aux", "auxpass") for kid in tree.children[at]):
        return False
    return any(tree.dep[kid] in ("aux", "auxpass") for kid in tree.children[head]) or tree.lemma[head] == "be"


def spans_of(tree: Tree, pieces: Pieces) -> Spans:
    """The characters of token ranges, commas and stops at the ends left out."""
    out: list[Span] = []
    for first, last in pieces:
        while last > first and (
            tree.pos[last] == "SPACE" or tree.text[last] in (",", ".", ";", ":", "-", "–", "—", "--")
        ):
            last -= 1
        while first < last and (
            tree.pos[first] == "SPACE" or tree.text[first] in (",", ".", ";", ":", "-", "–", "—", "--")
        ):
            first += 1
        span = tree.span(first, last)
        if span is not None:
            out.append(span)
    return tuple(out)
