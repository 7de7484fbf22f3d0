"""Who governs what: the frames of verbs, adjectives and nouns that could carry an attribution.

A frame is a trigger word with a *signature*, the kinds of its arguments (``ccomp``, ``xcomp``, ``dobj+prep:for``, ``prep:against``,
``noun:acl``), and the tokens its content would take up. Whether it is an attribution is for the lexicon to say
(:mod:`.lexicon`), which counted trigger and signature over annotated news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .tree import Tree

#: Inclusive token ranges.
Pieces = tuple[tuple[int, int], ...]

#: Prepositions of place and time: what follows is seldom content.
_PLACE_OR_TIME = frozenset(("in", "on", "at", "during", "after", "before"))
_ADDRESSED = frozenset(("on", "upon", "to", "with", "for"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with its arguments: ``content`` and ``subject`` are token numbers, ``passive`` says who the subject is not."""

    trigger: int
    lemma: str
    signature: str
    content: Pieces
    inner: Pieces = ()  # content without the preposition or the addressee
    passive: bool = False


def frames(tree: Tree) -> Iterator[Frame]:
    """All frames of the article, in order of their triggers."""
    for at in range(len(tree)):
        yield from frames_of(tree, at)


def frames_of(tree: Tree, at: int) -> Iterator[Frame]:
    """The frames of one word; none for most."""
    pos = tree.pos[at]
    if pos == "VERB" or (pos == "AUX" and tree.dep[at] not in ("aux", "auxpass") and tree.lemma[at] != "be"):
        yield from _verb(tree, at)
    elif pos == "NOUN":
        yield from _noun(tree, at)
    elif pos == "ADJ":
        yield from _adjective(tree, at)


def _verb(tree: Tree, at: int) -> Iterator[Frame]:
    lemma = tree.lemma[at]
    particle = tree.child(at, "prt")
    if particle is not None:
        lemma = f"{lemma} {tree.lower[particle]}"
    passive = tree.child(at, "nsubjpass", "auxpass") is not None
    mark = "pass:" if passive else ""
    ccomp = _complement(tree, at)
    after = [kid for kid in tree.children[at] if kid > at]
    dobj = next((kid for kid in after if tree.dep[kid] in ("dobj", "dative") and tree.pos[kid] != "ADP"), None)
    if ccomp is not None:
        if ccomp < at:
            yield Frame(at, lemma, mark + "ccomp<", ((tree.left[ccomp], tree.right[ccomp]),), passive=passive)
        else:
            content = ((tree.left[ccomp], tree.right[ccomp]),)
            inner = content
            if dobj is not None and dobj < ccomp:
                yield Frame(at, lemma, mark + "dobj+ccomp", content, inner, passive)
            else:
                yield Frame(at, lemma, mark + "ccomp", content, inner, passive)
        return
    xcomp = next((kid for kid in after if tree.dep[kid] == "xcomp"), None)
    if xcomp is not None:
        addressee = next((kid for kid in after if kid < xcomp and tree.lower[kid] in _ADDRESSED), None)
        if addressee is not None and dobj is None and tree.child(addressee, "pobj") is not None:
            # "called on both sides to return"
            yield Frame(
                at,
                lemma,
                f"{mark}prep:{tree.lower[addressee]}+xcomp",
                ((addressee + 1, tree.right[xcomp]),),
                passive=passive,
            )
            return
        verbal = tree.pos[xcomp] in ("VERB", "AUX")
        name = "xcomp" if verbal else "acomp"
        if tree.tag[xcomp] == "VBG" and verbal:
            name = "xcomp:ing"
        last = tree.right[xcomp]
        if dobj is not None and dobj < xcomp:
            yield Frame(
                at, lemma, f"{mark}dobj+{name}", ((tree.left[dobj], last),), ((tree.left[xcomp], last),), passive
            )
        else:
            yield Frame(at, lemma, mark + name, ((tree.left[xcomp], last),), passive=passive)
        return
    acomp = next((kid for kid in after if tree.dep[kid] in ("acomp", "oprd", "attr")), None)
    preps = [
        kid
        for kid in after
        if tree.dep[kid] in ("prep", "dative")
        and tree.pos[kid] in ("ADP", "SCONJ")
        and tree.child(kid, "pobj", "pcomp") is not None
    ]
    if acomp is not None:
        first = tree.left[dobj] if dobj is not None and dobj < acomp else tree.left[acomp]
        yield Frame(
            at,
            lemma,
            f"{mark}{'dobj+' if first != tree.left[acomp] else ''}acomp",
            ((first, tree.right[acomp]),),
            passive=passive,
        )
        return
    if dobj is not None:
        # the parser often hangs "described the leak as …" on the leak
        preps += [kid for kid in tree.children[dobj] if kid > dobj and tree.lower[kid] == "as"]
        later = next((kid for kid in preps if kid > dobj and tree.lower[kid] not in _PLACE_OR_TIME), None)
        if later is not None:
            yield Frame(
                at,
                lemma,
                f"{mark}dobj+prep:{tree.lower[later]}",
                ((tree.left[dobj], tree.right[later]),),
                ((tree.left[later], tree.right[later]),),
                passive,
            )
        else:
            yield Frame(at, lemma, mark + "dobj", ((tree.left[dobj], tree.right[dobj]),), passive=passive)
        return
    if preps:
        prep = preps[0]
        yield Frame(
            at,
            lemma,
            f"{mark}prep:{tree.lower[prep]}",
            ((prep + 1, tree.right[prep]),),
            ((tree.left[prep], tree.right[prep]),),
            passive,
        )
        return
    if passive:
        subject = tree.child(at, "nsubjpass")
        if subject is not None:
            yield Frame(at, lemma, "pass:subject", ((tree.left[subject], tree.right[subject]),), passive=True)


def _complement(tree: Tree, at: int) -> int | None:
    """The clause a verb of saying governs, after it or before it."""
    found = tree.kids(at, "ccomp")
    return found[-1] if found else None


def _noun(tree: Tree, at: int) -> Iterator[Frame]:
    clause = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] in ("acl", "ccomp")), None)
    if clause is not None and tree.tag[clause] not in ("VBG", "VBN"):
        name = (
            "that"
            if any(tree.lower[kid] == "that" and tree.dep[kid] == "mark" for kid in tree.children[clause])
            else "to"
        )
        yield Frame(at, tree.lemma[at], f"noun:{name}", ((tree.left[clause], tree.right[clause]),))
        return
    prep = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] == "prep"), None)
    if prep is not None and tree.child(prep, "pobj", "pcomp") is not None:
        yield Frame(
            at,
            tree.lemma[at],
            f"noun:{tree.lower[prep]}",
            ((prep + 1, tree.right[prep]),),
            ((tree.left[prep], tree.right[prep]),),
        )


def _adjective(tree: Tree, at: int) -> Iterator[Frame]:
    if tree.dep[at] not in ("acomp", "conj", "advcl", "ROOT", "ccomp", "oprd"):
        return
    clause = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] in ("ccomp", "xcomp")), None)
    if clause is not None:
        yield Frame(at, tree.lemma[at], f"adj:{tree.dep[clause]}", ((tree.left[clause], tree.right[clause]),))
        return
    prep = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] == "prep"), None)
    if prep is not None:
        yield Frame(
            at,
            tree.lemma[at],
            f"adj:{tree.lower[prep]}",
            ((prep + 1, tree.right[prep]),),
            ((tree.left[prep], tree.right[prep]),),
        )
