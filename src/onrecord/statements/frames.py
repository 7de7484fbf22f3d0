"""Who governs what: the frames of verbs, adjectives and nouns that could carry an attribution.

A frame is a trigger word with a *signature*, the kinds of its arguments (``ccomp``, ``xcomp``, ``dobj+prep:for``,
``prep:against``, ``noun:acl``), and the tokens its content would take up. Whether it is an attribution is for the
lexicon to say (:mod:`.lexicon`), which counted trigger and signature over annotated news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import words
from .tree import Tree

#: Inclusive token ranges.
Pieces = tuple[tuple[int, int], ...]

#: Prepositions of place and time: what follows is seldom content.
_PLACE_OR_TIME = frozenset(("in", "on", "at", "during", "after", "before"))
#: No sentence is looked through further than this many tokens.
_LONGEST = 150
_ADDRESSED = frozenset(("on", "upon", "to", "with", "for"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with its arguments: ``trigger`` and ``content`` are token numbers, ``passive`` says who the
    subject is not.
    """

    trigger: int
    lemma: str
    signature: str
    content: Pieces
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
    lemma = tree.verb(at)
    passive = tree.child(at, "nsubjpass", "auxpass") is not None
    arguments = _arguments(tree, at)
    if arguments is not None:
        signature, first, last = arguments
        yield Frame(at, lemma, "pass:" + signature if passive else signature, ((first, last),), passive)
    elif passive and (subject := tree.child(at, "nsubjpass")) is not None:
        yield Frame(at, lemma, "pass:subject", ((tree.left[subject], tree.right[subject]),), passive=True)


def _arguments(tree: Tree, at: int) -> tuple[str, int, int] | None:
    """Signature and tokens of what a verb governs: a clause before an infinitive, before objects, before
    prepositions.
    """
    if (before := _inverted(tree, at) or _postposed(tree, at)) is not None:
        return "ccomp<", *before
    if _is_aside(tree, at) and tree.dep[at] in ("csubj", "csubjpass"):
        # ", adding the army could not be trusted": the parser makes a subject of the cue
        return "ccomp", at + 1, tree.right[tree.head[at]]
    after = [kid for kid in tree.children[at] if kid > at]
    dobj = next((kid for kid in after if tree.dep[kid] in ("dobj", "dative") and tree.pos[kid] != "ADP"), None)
    ccomp = [kid for kid in tree.kids(at, "ccomp") if not _another(tree, kid, at)]
    if ccomp:
        clause = ccomp[-1]
        name = "ccomp<" if clause < at else "dobj+ccomp" if dobj is not None and dobj < clause else "ccomp"
        return name, tree.left[clause], tree.right[clause]
    if (clause := _stray_clause(tree, after)) is not None:
        return "ccomp", clause, tree.right[tree.head[clause]]
    xcomp = next((kid for kid in after if tree.dep[kid] == "xcomp"), None)
    if xcomp is None and after and tree.pos[at + 1] == "ADP":
        # "ruled out | raising the tax": the parser makes a circumstance of it
        xcomp = next((k for k in after if tree.dep[k] == "advcl" and tree.tag[k] == "VBG" and k == at + 2), None)
    if xcomp is not None:
        return _open_clause(tree, after, dobj, xcomp)
    if (clause := _for_clause(tree, at, after)) is not None:
        return "prep:for", at + 2, tree.right[clause]
    acomp = next((kid for kid in after if tree.dep[kid] in ("acomp", "oprd", "attr")), None)
    if acomp is not None:
        if dobj is not None and dobj < acomp:
            preps = [kid for kid in after if _is_preposition(tree, kid) and not _is_adjunct(tree, kid)]
            return "dobj+acomp", tree.left[dobj], _stretched(tree, preps, tree.right[acomp])
        return "acomp", tree.left[acomp], tree.right[acomp]
    preps = [kid for kid in after if _is_preposition(tree, kid)]
    if dobj is not None:
        return _object(tree, preps, dobj)
    if preps:
        return f"prep:{tree.lower[preps[0]]}", preps[0] + 1, _stretched(tree, preps, tree.right[preps[0]])
    return None


def _for_clause(tree: Tree, at: int, after: list[int]) -> int | None:
    """The verb of "called | for the exam to be postponed", where "for" opens a clause rather than a phrase."""
    if at + 1 >= len(tree) or tree.lower[at + 1] != "for" or tree.dep[at + 1] != "mark":
        return None
    return next((kid for kid in after if kid == tree.head[at + 1] and tree.dep[kid] in ("advcl", "ccomp")), None)


def _another(tree: Tree, clause: int, at: int) -> bool:
    """Whether a clause is no content of the verb: "he left; she warned against …", "she said, adding that …"."""
    if clause > at:
        return _is_aside(tree, tree.left[clause])
    return ";" in tree.text[max(clause, at - _LONGEST) : at]


def _is_aside(tree: Tree, at: int) -> bool:
    return tree.tag[at] == "VBG" and at > 0 and tree.text[at - 1] in (",", "”", '"')


def _stray_clause(tree: Tree, after: list[int]) -> int | None:
    """The "that" of a clause hung elsewhere on the verb ("have repeated time and again that …")."""
    for kid in after:
        if tree.dep[kid] in ("conj", "advcl", "dep", "parataxis"):
            for mark in tree.children[kid]:
                if (
                    tree.lower[mark] == "that"
                    and tree.dep[mark] == "mark"
                    and tree.lower[mark - 1] not in ("so", ",", "such")
                ):
                    return mark
    return None


def _open_clause(tree: Tree, after: list[int], dobj: int | None, xcomp: int) -> tuple[str, int, int]:
    last = tree.right[xcomp]
    addressee = next((kid for kid in after if kid < xcomp and tree.lower[kid] in _ADDRESSED), None)
    if addressee is not None and dobj is None and tree.child(addressee, "pobj") is not None:
        # "called on both sides to return"
        return f"prep:{tree.lower[addressee]}+xcomp", addressee + 1, last
    name = "acomp"
    if tree.pos[xcomp] in ("VERB", "AUX"):
        name = "xcomp:ing" if tree.tag[xcomp] == "VBG" else "xcomp"
    if dobj is not None and dobj < xcomp:
        return f"dobj+{name}", tree.left[dobj], last
    return name, tree.left[xcomp], last


def _object(tree: Tree, preps: list[int], dobj: int) -> tuple[str, int, int]:
    # the parser often hangs "described the leak as …" on the leak
    inside = [kid for kid in tree.children[dobj] if kid > dobj and tree.lower[kid] == "as"]
    behind = [kid for kid in preps if kid > dobj and not _is_adjunct(tree, kid)]
    if behind or inside:
        prep = (behind or inside)[0]
        last = _stretched(tree, preps, max(tree.right[prep], tree.right[dobj]))
        return f"dobj+prep:{tree.lower[prep]}", tree.left[dobj], last
    return "dobj", tree.left[dobj], tree.right[dobj]


def _is_preposition(tree: Tree, at: int) -> bool:
    return (
        tree.dep[at] in ("prep", "dative")
        and tree.pos[at] in ("ADP", "SCONJ")
        and (tree.child(at, "pobj", "pcomp") is not None or (tree.lower[at] == "as" and tree.right[at] > at))
    )


def _stretched(tree: Tree, preps: list[int], last: int) -> int:
    """The end of the content with the phrases that follow without a break ("its help | after the landslide")."""
    for kid in preps:
        if tree.left[kid] == last + 1 and not _is_time(tree, kid):
            last = tree.right[kid]
    return last


def _is_time(tree: Tree, prep: int) -> bool:
    noun = tree.child(prep, "pobj", "pcomp")
    if tree.lower[prep] == "on":
        return _is_adjunct(tree, prep)
    return (noun is not None and tree.ent[noun] in ("DATE", "TIME")) or tree.lower[prep] in ("during", "in", "at")


def _is_adjunct(tree: Tree, prep: int) -> bool:
    """Whether a phrase says when or where rather than what ("expressed regret at the incident" does not)."""
    noun = tree.child(prep, "pobj", "pcomp")
    if noun is not None and tree.ent[noun] in ("DATE", "TIME"):
        return True
    if tree.lower[prep] == "on" and noun is not None and tree.pos[noun] == "NOUN" and not tree.ent[noun]:
        return tree.lower[noun] in words("circumstances.tsv")  # "faulted the report on plagiarism"
    return tree.lower[prep] in _PLACE_OR_TIME and not (
        tree.lower[prep] == "at" and noun is not None and tree.pos[noun] == "NOUN"
    )


def _inverted(tree: Tree, at: int) -> tuple[int, int] | None:
    """The content of "…, claimed X." if the parser took X for what was claimed or the rest for an aside."""
    if at < 4 or tree.text[at - 1] != "," or tree.tag[at] not in ("VBD", "VBZ"):
        return None
    if tree.dep[at] not in ("conj", "ROOT", "advcl") or tree.child(at, "ccomp", "mark", "cc") is not None:
        return None
    named = [kid for kid in tree.children[at] if kid > at and tree.dep[kid] in ("nsubj", "dobj")]
    if (
        tree.lemma[at] == "tell"
        or not named
        or tree.left[named[0]] != at + 1
        or (tree.dep[named[0]] == "dobj" and tree.pos[named[0]] != "PROPN")
    ):
        return None
    behind = tree.right[named[0]] + 1
    if behind < len(tree) and tree.text[behind] not in (".", ",") and tree.sentence[behind] == tree.sentence[at]:
        return None
    if any(kid < at and tree.dep[kid] in ("nsubj", "nsubjpass") for kid in tree.children[at]):
        return None
    first = _sentence_start(tree, at)
    return (first, at - 2) if first < at - 3 else None


def _postposed(tree: Tree, at: int) -> tuple[int, int] | None:
    """The content of "…, X claimed on Monday" if the parser made two equal clauses of it."""
    subject = tree.child(at, "nsubj")
    if (
        tree.dep[at] not in ("conj", "parataxis", "dep")
        or tree.tag[at] not in ("VBD", "VBZ")
        or subject is None
        or subject > at
    ):
        return None
    comma = tree.left[subject] - 1
    if (
        comma < 3
        or tree.text[comma] != ","
        or tree.head[at] > comma
        or any(
            tree.dep[kid] in ("ccomp", "xcomp", "dobj", "mark", "acomp", "attr", "aux", "prt")
            for kid in tree.children[at]
        )
    ):
        return None
    if any(tree.dep[kid] == "cc" and comma - 1 <= kid <= comma + 1 for kid in tree.children[tree.head[at]]):
        return None
    first = _sentence_start(tree, at)
    return (first, comma - 1) if first < comma - 3 else None


def _sentence_start(tree: Tree, at: int) -> int:
    first = at
    while first > 0 and tree.sentence[first - 1] == tree.sentence[at] and at - first < _LONGEST:
        first -= 1
    return first


def _noun(tree: Tree, at: int) -> Iterator[Frame]:
    clause = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] in ("acl", "ccomp")), None)
    if clause is not None and tree.tag[clause] not in ("VBG", "VBN"):
        that = any(tree.lower[kid] == "that" and tree.dep[kid] == "mark" for kid in tree.children[clause])
        signature = "noun:that" if that else "noun:to"
        yield Frame(at, tree.lemma[at], signature, ((tree.left[clause], tree.right[clause]),))
        return
    prep = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] == "prep"), None)
    if prep is not None and tree.child(prep, "pobj", "pcomp") is not None:
        yield Frame(at, tree.lemma[at], f"noun:{tree.lower[prep]}", ((prep + 1, tree.right[prep]),))


def _adjective(tree: Tree, at: int) -> Iterator[Frame]:
    if tree.dep[at] not in ("acomp", "conj", "advcl", "ROOT", "ccomp", "oprd"):
        return
    clause = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] in ("ccomp", "xcomp")), None)
    if clause is not None:
        yield Frame(at, tree.lemma[at], f"adj:{tree.dep[clause]}", ((tree.left[clause], tree.right[clause]),))
        return
    prep = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] == "prep"), None)
    if prep is not None and prep < tree.right[prep]:
        yield Frame(at, tree.lemma[at], f"adj:{tree.lower[prep]}", ((prep + 1, tree.right[prep]),))
