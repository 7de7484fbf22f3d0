"""Two who speak with one voice: "Qatar and Norway said …", "the two leaders asked …". Each is on record by itself.

A discourse network counts who shares a position with whom; so a joint statement is one statement for each named
speaker, with the same content and cue. Speakers without a name ("residents and police said") stay one source.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model import Actor, ActorType, MentionForm, Span, Spans
from ..names.lexicon import roles
from .lexicon import words

if TYPE_CHECKING:
    from .tree import Tree

At = Callable[[Span], Actor | None]
Part = tuple[Actor, Span]
_COUNTS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
_TOGETHER = re.compile(
    r"(?:the\s(?P<count>two|three|four|pair|duo|trio)|both(?:\sof\sthem)?)"
    r"(?:\s(?:[\w-]+\s){0,2}?(?P<noun>[\w-]+))?\Z",
    re.I,
)
#: What stands between two persons who speak together: an aside, "and", a description of the second.
_AND = re.compile(
    r"(?:\s?\([^)]{1,30}\))?(?:,[^,]{2,80},)?(?P<and>\s(?:and|&)\s)(?:(?!(?:for|by|with|at|from|who|about|to)\s)[\w’'.-]+,?\s){0,8}\Z"
)
#: The first of them belongs to somebody else: "lawyers for Tavi and Saru".
_OWNED = re.compile(r"\b(?:of|for|to|by|with|from|between|under)\s(?:[\w’'-]+\s){0,2}\Z")
#: A source with its names taken out: "both the | and the |".
_LIST = re.compile(r"(?:both\s)?(?:the\s)?\|(?:\s?\(\|?\))?(?:,?\s(?:and\s|&\s)?(?:the\s)?\|(?:\s?\(\|?\))?)+,?", re.I)
#: How many sentences back "the two leaders" were named.
_BACK = 2


def joint(text: str, tree: Tree, actors: tuple[Actor, ...], at: At, source: Spans) -> tuple[Part, ...]:
    """The named actors that a source stands for, each with its own part of the text; nothing where it is one voice."""
    if len(source) != 1:
        return ()
    (span,) = source
    written = " ".join(span.of(text).split())
    if written.lower() == "they":
        before = _subject_before(tree, span)
        members = _members(text, tree, actors, at, before) if before is not None else ()
        return tuple((actor, span) for actor, _ in members)
    if together := _TOGETHER.match(written):
        if together["noun"] and not _tells(together["noun"]):
            return ()
        number = _COUNTS[(together["count"] or "both").lower()]
        named = _named_before(tree, actors, span, number, personal=_personal(together["noun"]))
        return tuple((actor, span) for actor in named)
    return _members(text, tree, actors, at, _whole(tree, span))


def _whole(tree: Tree, span: Span) -> Span:
    """The joint subject that a source is only one member of: "the A and [the B]"."""
    first, last = _tokens(tree, span)
    top = next((k for k in range(first, last + 1) if not first <= tree.head[k] <= last), first)
    at = top
    while tree.dep[at] == "conj" and tree.head[at] < at:
        at = tree.head[at]
    if at == top or tree.dep[at] not in ("nsubj", "nsubjpass") or tree.lower[first - 1] != "and":
        return span
    return tree.span(tree.left[at], last) or span


def _members(text: str, tree: Tree, actors: tuple[Actor, ...], at: At, span: Span) -> tuple[Part, ...]:
    return _names_alone(text, actors, span) or _parts(tree, at, span) or _two_persons(text, actors, at, span)


def _names_alone(text: str, actors: tuple[Actor, ...], span: Span) -> tuple[Part, ...]:
    """ "Both the Harbour Party (HP) and Ansar": nothing but names, whatever the parser makes of them."""
    names: list[tuple[Span, str, Actor]] = []
    for actor in actors:
        for mention in actor.mentions:
            if mention.form is MentionForm.NAME and span.holds(mention.span):
                names.append((mention.span, actor.id, actor))
    rest, end = "", span.start
    for place, _, _ in sorted(names, key=lambda name: (name[0].start, -name[0].end)):
        if place.start >= end:
            rest, end = rest + text[end : place.start] + "|", place.end
    if not _LIST.fullmatch(rest + text[end : span.end]):
        return ()
    first = {id_: (actor, place) for place, id_, actor in sorted(names, key=lambda name: name[0], reverse=True)}
    found = sorted(first.values(), key=lambda part: part[1])
    return tuple(found) if len(found) > 1 else ()


def _parts(tree: Tree, at: At, span: Span) -> tuple[Part, ...]:
    """The members of "A, B and C", where at least two of them are different actors with a name."""
    first, last = _tokens(tree, span)
    inside = range(first, last + 1)
    top = next((k for k in inside if tree.head[k] not in inside or tree.head[k] == k), None)
    heads = _chain(tree, top, last) if top is not None else []
    if len(heads) < 2:
        return ()
    parts: dict[str, Part] = {}
    starts = [first, *(max(tree.left[head], before + 1) for before, head in pairwise(heads))]
    for start, end in zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True):
        while end > start and (tree.pos[end] in ("CCONJ", "PUNCT", "SPACE") or tree.dep[end] in ("cc", "preconj")):
            end -= 1
        while start < end and tree.dep[start] == "preconj":
            start += 1
        part = tree.span(start, end)
        actor = at(part) if part is not None else None
        if part is not None and actor is not None and _speaks(actor):
            parts.setdefault(actor.id, (actor, part))
    return tuple(parts.values()) if len(parts) > 1 else ()


def _two_persons(text: str, actors: tuple[Actor, ...], at: At, span: Span) -> tuple[Part, ...]:
    """ "Tavi and the union leader Oren Saru", whatever the parser makes of them: two persons, "and" between them."""
    inside = sorted(
        (mention.span, actor.id, actor)
        for actor in actors
        if actor.type is ActorType.PERSON
        for mention in actor.mentions
        if mention.form is MentionForm.NAME and span.holds(mention.span)
    )
    if len(inside) != 2 or inside[0][1] == inside[1][1] or at(span) not in (inside[0][2], inside[1][2]):
        return ()
    (first, _, one), (second, _, other) = inside
    if _OWNED.search(text[span.start : first.start]):
        return ()
    link = _AND.match(text[first.end : second.start])
    if link is None:
        return ()
    cut = first.end + link.end("and")
    return (one, Span(span.start, first.end + link.start("and"))), (other, Span(cut, span.end))


def _chain(tree: Tree, top: int, last: int) -> list[int]:
    """The heads that "and" joins to ``top``; none where it is "or", "but", or a list with a clause."""
    heads, at = [top], top
    joined = False
    while True:
        following = next((k for k in tree.children[at] if tree.dep[k] == "conj" and at < k <= last), None)
        if following is None:
            return heads if joined else []
        link = [tree.lower[k] for k in tree.children[at] if tree.dep[k] == "cc" and k < following]
        if any(word not in ("and", "&") for word in link) or tree.pos[following] in ("VERB", "AUX"):
            return []
        joined = joined or bool(link)
        heads.append(following)
        at = following


def _subject_before(tree: Tree, pronoun: Span) -> Span | None:
    """The subject of the main clause before "they", in its own sentence or the one before."""
    first, _ = _tokens(tree, pronoun)
    here = tree.sentence[first]
    for k in range(first - 1, -1, -1):
        if here - tree.sentence[k] > 1:
            return None
        if tree.dep[k] in ("nsubj", "nsubjpass") and tree.pos[k] != "PRON" and tree.dep[tree.head[k]] == "ROOT":
            return tree.span(tree.left[k], min(tree.right[k], first - 1))
    return None


def _named_before(
    tree: Tree, actors: tuple[Actor, ...], span: Span, number: int, *, personal: bool | None
) -> list[Actor]:
    """The actors that the nearest sentence before names, where there are just as many as are counted."""
    first, _ = _tokens(tree, span)
    here = tree.sentence[first]
    found: dict[int, dict[str, Actor]] = {}
    for actor in actors:
        if not _is_named(actor) or (personal is not None and (actor.type is ActorType.PERSON) != personal):
            continue
        for mention in actor.mentions:
            if mention.span.start >= span.start or mention.form is MentionForm.PRONOUN:
                continue
            back = here - tree.sentence[_tokens(tree, mention.span)[0]]
            if back <= _BACK:
                found.setdefault(back, {})[actor.id] = actor
    nearest = next((found[back] for back in sorted(found) if len(found[back]) == number), None)
    return list(nearest.values()) if nearest else []


def _tells(noun: str) -> bool:
    """Whether a noun says what "the two …" are: ministers, countries; "both sides" may be anybody."""
    return noun.lower() in roles() or noun.lower() in words("joint_bodies.tsv")


def _personal(noun: str | None) -> bool | None:
    """Whether "the two …" are persons; None where there is no noun."""
    return None if noun is None else noun.lower() not in words("joint_bodies.tsv")


def _speaks(actor: Actor) -> bool:
    """Somebody of a kind that one may follow from article to article: no "residents", no "source"."""
    return actor.type not in (ActorType.UNKNOWN, ActorType.COLLECTIVE)


def _is_named(actor: Actor) -> bool:
    return _speaks(actor) and actor.named


def _tokens(tree: Tree, span: Span) -> tuple[int, int]:
    """First and last token of a span."""
    first = bisect.bisect_right(tree.start, span.start) - 1
    return max(0, first), max(first, bisect.bisect_left(tree.start, span.end) - 1)
