"""Whose words: the subject, the antecedent, the agent or the owner of a cue, and how far the noun phrase reaches."""

from __future__ import annotations

from .lexicon import lexicon, words
from .tree import Tree

_CLAUSES = ("xcomp", "conj", "advcl", "ccomp", "pcomp", "acl", "relcl", "dep", "parataxis", "prep")
#: The longest phrase taken for a subject that the parser lost, in tokens.
_PHRASE = 14
Range = tuple[int, int]


def source_of_verb(tree: Tree, at: int, *, passive: bool = False, inverted: bool = False) -> Range | None:
    """The tokens of the one who does what the verb says, or None where the text does not name them."""
    if (person := quoted_person(tree, at)) is not None:
        return noun_phrase(tree, person)
    if passive:
        agent = next(
            (kid for kid in tree.children[at] if tree.lower[kid] == "by" and tree.dep[kid] in ("agent", "prep")), None
        )
        noun = tree.child(agent, "pobj") if agent is not None else None
        return noun_phrase(tree, noun) if noun is not None else None
    subject = subject_of(tree, outer_speech(tree, at))
    if inverted and (stranded := stranded_subject(tree, at)) is not None:
        return stranded
    if inverted and tree.lemma[at] != "tell" and tree.child(at, "nsubj") is None and at + 1 < len(tree):
        # "…?" asked the prosecutor: the parser takes the one who asks for the one who is asked
        subject = next((kid for kid in tree.children[at] if kid > at and tree.dep[kid] == "dobj"), subject)
    if subject is None:
        return None
    first, last = noun_phrase(tree, subject)
    # a reduced clause ("the party calling for …") and a verb the parser took for one are part of the noun's phrase
    return (first, max(subject, at - 1)) if subject < at <= last else (first, last)


def quoted_person(tree: Tree, verb: int) -> int | None:
    """Who is quoted in "the agency quoted X as saying", "X was quoted as saying"."""
    if tree.lemma[verb] not in ("quote", "cite"):
        return None
    if not any(tree.lower[kid] == "as" for kid in tree.children[verb]):
        return None
    return tree.child(verb, "nsubjpass") or tree.child(verb, "dobj")


def outer_speech(tree: Tree, at: int) -> int:
    """The outermost verb of saying that ", adding that …" goes on from; the verb itself where there is none.

    "She said the church would not tire, adding that …": she adds, not the church, wherever the parser hangs it. So with
    "said he was lying and vowed to".
    """
    if tree.tag[at] == "VBG":
        fits = tree.text[at - 1] in (",", "”", '"') if at else False
    else:
        fits = tree.tag[at] == "VBD" and tree.dep[at] == "conj" and tree.lower[at - 1] == "and"
    if not fits or "quote" not in lexicon().acts.get(tree.verb(at), ()) or tree.child(at, "nsubj") is not None:
        return at
    found, below = at, at
    for head in tree.ancestors(at):
        if tree.dep[below] == "ccomp" and "quote" in lexicon().acts.get(tree.verb(head), ()) and head < at:
            found = head
        below = head
    return found


def stranded_subject(tree: Tree, at: int) -> Range | None:
    """The phrase between the last comma and the verb, where the parser left the verb without a subject.

    "Troops moved west, replacing the police, a source told the agency": the source is no apposition to the police.
    """
    if tree.child(at, "nsubj", "nsubjpass") is not None:
        return None
    first = at
    while first > 0 and at - first < _PHRASE and tree.text[first - 1] not in (",", ".", "”", '"', "“", ";"):
        first -= 1
        if tree.tag[first] in ("VBD", "VBZ", "VBP", "MD", "IN", "WDT", "WP") and tree.head[first] == at:
            return None
    if first == at or first < 2 or tree.text[first - 1] not in (",", "”", '"'):
        return None
    if tree.pos[first] not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM") or any(
        tree.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(first, at)
    ):
        return None
    return first, at - 1


def subject_of(tree: Tree, at: int) -> int | None:
    """The head of the subject, its own or inherited from the clause above ("went on to say", "…, adding that")."""
    for step in range(8):
        own = [kid for kid in tree.children[at] if tree.dep[kid] == "nsubj"]
        if own:
            # the nearest one: "X, who …, said" may hang a stray subject far to the left
            return min(own, key=lambda kid: (kid > at, abs(kid - at)))
        lent = [kid for aux in tree.kids(at, "aux") for kid in tree.kids(aux, "nsubj") if kid < at]
        if lent:
            return lent[0]  # "The president had in his address on Monday promised …": hung on "had"
        head, dep = tree.head[at], tree.dep[at]
        if head == at:
            return None
        if dep in ("acl", "relcl") and tree.pos[head] in ("NOUN", "PROPN", "PRON"):
            if dep == "acl" and step == 0 and tree.tag[at] == "VB":
                # "the decision to", "plans to": the one who decided
                verb = tree.head[head]
                if tree.pos[verb] in ("VERB", "AUX") and tree.dep[head] in ("dobj", "attr"):
                    at = verb
                    continue
                return None
            if dep == "acl" and (verb := bearer_verb(tree, at)) is not None:
                at = verb
                continue
            return head
        if dep == "xcomp":
            # "asked X to …": the object does it; "went on to say": the subject
            middle = next((kid for kid in tree.children[head] if tree.dep[kid] == "dobj" and head < kid < at), None)
            if middle is not None:
                return middle
        if dep not in _CLAUSES or tree.pos[head] not in ("VERB", "AUX", "ADJ", "ADP", "SCONJ", "NOUN"):
            return None
        if dep in ("prep", "pcomp") and (person := quoted_person(tree, head)) is not None:
            return person
        if dep == "ccomp" and any(tree.dep[kid] == "mark" for kid in tree.children[at]):
            return None
        if tree.child(head, "nsubjpass") is not None and tree.child(head, "nsubj") is None:
            passive = tree.child(head, "nsubjpass")
            return passive if dep in ("xcomp", "conj", "advcl") else None
        at = head
    return None


def bearer_verb(tree: Tree, at: int) -> int | None:
    """The verb of "passed a resolution requiring": the one who passed it is the one who requires."""
    head = tree.head[at]
    if tree.tag[at] != "VBG" or tree.dep[at] != "acl" or tree.lemma[head] not in words("bearers.tsv"):
        return None
    verb = tree.head[head]
    if tree.dep[head] != "dobj" or tree.pos[verb] != "VERB" or tree.child(verb, "nsubjpass") is not None:
        return None
    return verb


def owner_of_noun(tree: Tree, at: int) -> Range | None:
    """Whose claim, call, decision it is: "Clinton's claim", "a call by miners", "X made the claim", "his view is"."""
    owner = tree.child(at, "poss")
    if owner is not None:
        return tree.left[owner], tree.right[owner]
    for kid in tree.children[at]:
        if tree.dep[kid] in ("prep", "agent") and tree.lower[kid] in ("by", "from", "among"):
            noun = tree.child(kid, "pobj")
            if noun is not None:
                return noun_phrase(tree, noun)
    head = tree.head[at]
    if tree.dep[at] == "dobj" and tree.pos[head] in ("VERB", "AUX") and tree.lemma[head] in words("light_verbs.tsv"):
        passive = tree.child(head, "nsubjpass") is not None
        return source_of_verb(tree, head, passive=passive)
    return None


def source_of_adjective(tree: Tree, at: int) -> Range | None:
    """Who is sure, unhappy, ready: the subject of "is"."""
    head = tree.head[at]
    if tree.dep[at] in ("acomp", "oprd", "attr") or tree.dep[at] == "conj":
        subject = subject_of(tree, head)
        return noun_phrase(tree, subject) if subject is not None else None
    subject = subject_of(tree, at)
    return noun_phrase(tree, subject) if subject is not None else None


def noun_phrase(tree: Tree, at: int) -> Range:
    """The phrase of a noun without what follows behind a comma: relative clauses, asides; short appositions stay."""
    first, last = tree.left[at], tree.right[at]
    for kid in tree.children[at]:
        if kid < at:
            continue
        if (
            tree.dep[kid] in ("relcl", "acl", "advcl", "parataxis", "ccomp")
            and tree.left[kid] > at
            and tree.pos[tree.left[kid] - 1] == "PUNCT"
        ):
            last = min(last, tree.left[kid] - 1)
        elif (
            tree.lower[kid] == "in"
            and (noun := tree.child(kid, "pobj")) is not None
            and tree.lower[noun] in words("occasions.tsv")
        ):
            last = min(last, kid - 1)  # "said Marta Lis in an emailed statement"
        elif tree.dep[kid] == "punct" and tree.text[kid] in ("–", "—", "--", "-") and kid > at:
            last = min(last, kid - 1)
    for kid in range(min(at, first + 8) - 1, first, -1):
        if tree.text[kid] == ")" and at > kid:
            # "(Hill News) The mayor": the parser takes a place line for a part of the phrase
            first = kid + 1 if tree.text[first] == "(" or "(" not in tree.text[first:kid] else first
            break
    while last > at and tree.pos[last] in ("PUNCT", "SPACE") and tree.text[last] not in (")", "]"):
        last -= 1
    while first < at and tree.pos[first] in ("PUNCT", "SPACE", "CCONJ") and tree.text[first] not in ("(", "["):
        first += 1
    return first, last
