"""How far a cue reaches: the verb with its auxiliaries, negation, adverbs, particle and governing preposition."""

from __future__ import annotations

from .frames import Frame
from .sources import bearer_verb
from .tree import Tree

_BEFORE = ("aux", "auxpass", "neg", "advmod")
#: What may stand between a verb and its infinitive without a content of its own ("went on to say", "struggled to
#: explain").
_CHAIN = 4


def cue_range(tree: Tree, frame: Frame) -> tuple[int, int]:
    """First and last token of the cue.

    Nouns take their light verb with them ("issued a statement saying", "made the claim"), adjectives their "is".
    """
    at = frame.trigger
    if frame.signature.startswith("noun:"):
        return _noun_cue(tree, frame)
    if frame.signature.startswith("adj:"):
        head = tree.head[at]
        first = head if head < at and at - head <= 3 and tree.dep[at] == "acomp" else at
        return first, _with_preposition(tree, frame, at)
    bearer = bearer_verb(tree, at)
    if bearer is not None and bearer < at <= bearer + 8:
        return _first_of_group(tree, bearer), _with_preposition(tree, frame, _last_of_group(tree, at))
    return _first_of_group(tree, at), _with_preposition(tree, frame, _last_of_group(tree, at))


def _first_of_group(tree: Tree, at: int) -> int:
    for _ in range(_CHAIN):
        head = tree.head[at]
        if (
            tree.dep[at] == "xcomp"
            and head < at
            and tree.pos[head] in ("VERB", "AUX", "ADJ")
            and at - head <= 4
            and tree.child(at, "nsubj") is None
        ):
            if tree.child(head, "dobj") is not None:
                break
            at = head
        else:
            break
    first = at
    while (
        first > 0
        and tree.head[first - 1] == at
        and (tree.dep[first - 1] in _BEFORE and tree.tag[first - 1] not in ("WRB",))
    ):
        first -= 1
    return first


def _last_of_group(tree: Tree, at: int) -> int:
    particle = tree.child(at, "prt")
    return particle if particle is not None and at < particle <= at + 2 else at


def _with_preposition(tree: Tree, frame: Frame, last: int) -> int:
    """The preposition before the content belongs to the cue ("called for", "warned against")."""
    if (
        not frame.content
        or ("prep:" not in frame.signature and ":" not in frame.signature)
        or frame.signature.endswith("+prep")
    ):
        return last
    before = frame.content[0][0] - 1
    if last < before <= last + 3 and tree.pos[before] in ("ADP", "SCONJ", "PART"):
        return before
    return last


def _noun_cue(tree: Tree, frame: Frame) -> tuple[int, int]:
    at = frame.trigger
    head = tree.head[at]
    last = _with_preposition(tree, frame, at)
    if tree.dep[at] == "dobj" and head < at <= head + 4 and tree.pos[head] in ("VERB", "AUX"):
        return _first_of_group(tree, head), last
    return at, last
