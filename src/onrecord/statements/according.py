"""Sources named by a preposition or a colon: "according to X", "in X's view", "X: content"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .found import Found, trimmed
from .indirect import spans_of
from .sources import noun_phrase
from .tree import Tree

_LABEL = re.compile(r"\s*((?:[^\W\d_][\w.'’-]*[ ,]{1,2}){0,6}[^\W\d_][\w.'’)-]*(?: \([^)]{1,12}\))?)\s?:\s+(?=\S)")
_LONGEST = 300
_SHOUTED = re.compile(r"\s*[A-Z][A-Z.'’ -]{1,40}:\s")
_QUESTION_OR_ANSWER = frozenset(
    (
        "q",
        "a",
        "question",
        "answer",
        "read more",
        "note",
        "photo",
        "source",
        "related",
        "update",
        "by",
        "watch",
        "see also",
    )
)
_VIEW = frozenset(("view", "opinion", "words", "eyes", "judgment", "judgement", "telling", "estimation"))


def according_to(tree: Tree) -> Iterator[Found]:
    """ "According to X, content" and "content, according to X": the rest of the sentence is the content."""
    for at, word in enumerate(tree.lower):
        if word == "according" and at + 2 < len(tree) and tree.lower[at + 1] == "to":
            noun = tree.child(at + 1, "pobj")
            if noun is None:
                noun = at + 2
                source = (noun, _phrase_end(tree, noun))
            else:
                source = noun_phrase(tree, noun)
            yield from _rest(tree, (at, at + 1), source, rule="according to")
        elif word in _VIEW and tree.dep[at] == "pobj" and tree.lower[tree.head[at]] in ("in", "to"):
            owner = tree.child(at, "poss")
            if owner is not None and tree.lower[owner] not in ("other",):
                yield from _rest(
                    tree, (tree.head[at], at), (tree.left[owner], tree.right[owner]), rule="in the view of"
                )


def _phrase_end(tree: Tree, at: int) -> int:
    while at + 1 < len(tree) and tree.pos[at + 1] in ("PROPN", "NOUN", "ADJ", "DET", "NUM"):
        at += 1
    return at


def _rest(tree: Tree, cue: tuple[int, int], source: tuple[int, int], *, rule: str) -> Iterator[Found]:
    first, last = min(cue[0], source[0]), max(cue[1], source[1])
    begin, end = _clause_around(tree, first, last, tree.head[cue[0]])
    before = (begin, first - 1) if first - begin >= 2 else None
    after = (last + 1, end) if end - last >= 3 else None
    if before is not None and after is not None:
        # "…, according to X": an aside at the end; "X, according to Y, …": both sides
        behind = tree.text[last + 1] if last + 1 < len(tree) else "."
        if behind != ",":
            after = None
    pieces = tuple(piece for piece in (before, after) if piece is not None)
    content = spans_of(tree, pieces)
    source_spans = spans_of(tree, (source,))
    if content and source_spans:
        cue_span = spans_of(tree, (cue,))
        yield Found(source_spans, cue_span, content, 0.75, rule, "according", 0.85)


def _clause_around(tree: Tree, first: int, last: int, verb: int) -> tuple[int, int]:
    """The clause that hangs on the verb, or the whole sentence."""
    if tree.dep[verb] in ("ccomp", "relcl", "advcl") and tree.left[verb] <= first and last <= tree.right[verb]:
        return tree.left[verb], tree.right[verb]
    number, at = tree.sentence[first], first
    while first > 0 and tree.sentence[first - 1] == number and at - first < _LONGEST:
        first -= 1
    while last + 1 < len(tree) and tree.sentence[last + 1] == number and last - at < _LONGEST:
        last += 1
    return first, last


def labels(text: str, paragraphs: tuple[Span, ...], *, headline: Span | None) -> Iterator[Found]:
    """ "MINISTER: We shall stay" at the head of a paragraph, and "Minister: we shall stay" as a headline."""
    shouting = sum(bool(_SHOUTED.match(text, paragraph.start, paragraph.end)) for paragraph in paragraphs)
    for paragraph in paragraphs:
        match = _LABEL.match(text, paragraph.start, min(paragraph.end, paragraph.start + 120))
        if match is None:
            continue
        label = match.group(1)
        if label.lower() in _QUESTION_OR_ANSWER or not label[:1].isupper():
            continue
        words = label.split()
        capitals = sum(word[:1].isupper() for word in words)
        is_headline = headline is not None and headline.start <= paragraph.start < headline.end
        # one alone is the place the report comes from ("GUWAHATI: The river rose")
        shouted = label.isupper() and len(words) <= 4 and shouting > 1
        quoted = text[match.end()] in '"“«'
        if (
            not (shouted or (quoted and len(words) <= 7) or (is_headline and len(words) <= 4))
            or capitals < len(words) * 2 / 3
        ):
            continue
        content = trimmed(text, Span(match.end(), paragraph.end))
        if content is None or len(content) < 12:
            continue
        colon = text.index(":", match.end(1))
        yield Found(
            (Span(match.start(1), match.end(1)),),
            (Span(colon, colon + 1),),
            (content,),
            0.7 if shouted or quoted else 0.45,
            "label",
            ":",
            0.9,
        )
