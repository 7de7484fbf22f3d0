"""Who stands where round a trigger: subject, object and prepositions in a dependency tree, seen through passives,
relative clauses, conjoined verbs, infinitives and participles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import cue_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: Verbs whose object does what the infinitive says: "urged the army to withdraw".
_OBJECT_CONTROL = cue_words("object_control")
#: Children that are clauses of their own and so no part of a noun phrase or of the trigger's clause.
CLAUSES = frozenset({"relcl", "acl", "appos", "parataxis"})

#: How nouns, names and adjectives before a noun hang on it.
BEFORE = frozenset({"amod", "compound", "nmod", "poss"})


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, participles after a noun included ("troops deployed in …")."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.dep_ == "ROOT" and verb.tag_ in ("VBN", "VBD") and agents(verb) and not _has(verb, "dobj"):
        return not _has(verb, "aux")  # "Tariffs dropped by Brussels"
    if causing(verb) is not None:
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and agents(verb) and not _has(verb, "dobj"):
        return True  # "captured by insurgents and recaptured by the army"
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        # "Gunmen on motorcycles killed 23 farmers" is often parsed as a participle; "rumours that he has fled" is none
        return not (_has(verb, "dobj") or _has(verb, "aux"))
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _own_subject(verb) and not _has(verb, "aux"):
        return is_passive(verb.head) and not _has(verb, "dobj")
    return verb.dep_ == "advcl" and not _has(verb, "aux") and not _has(verb, "dobj")


def causing(verb: Token) -> Token | None:
    """ "Ordered the app blocked", "had her removed": the verb that brings it about, or None."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "dobj" and verb.head.head.lemma_ == "order":
        return verb.head.head  # "ordered the editor held"
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("ccomp", "xcomp"):
        return None
    if verb.head.lemma_ not in cue_words("causing") or (verb.tag_ == "VBD" and verb.head.lemma_ != "order"):
        return None
    return None if any(c.dep_ in ("aux", "auxpass", "mark", "dobj") for c in verb.children) else verb.head


def misread_as_adjective(verb: Token) -> Token | None:
    """ "Seoul scrambled fighter jets": the subject of a verb that the parser takes for an adjective of its object."""
    if verb.dep_ != "amod" or verb.tag_ not in ("VBN", "VBD") or verb.head.pos_ not in ("NOUN", "PROPN"):
        return None
    near = (*verb.children, *verb.head.children)
    return next((c for c in near if c.dep_ == "nsubj" and c.i < verb.i), None)


def whole_word(token: Token) -> str:
    """The lemma of a token, with what a hyphen joins to it: "sit-in", "27-year-old", "front-runner".

    The tokeniser takes such words apart.
    """
    lemma, at = token.lemma_.lower(), token.i
    while at > 1 and token.doc[at - 1].text == "-" and not token.doc[at - 2].is_space:
        if token.doc[at - 1].idx + 1 != token.doc[at].idx:
            break
        at -= 2
        lemma = f"{token.doc[at].lower_}-{lemma}"
    return lemma


def _has(verb: Token, dep: str) -> bool:
    return any(child.dep_ == dep for child in verb.children)


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECT or child.dep_ in _PASSIVE), None)


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject as it stands, the noun behind a relative pronoun, or the one that a bare clause shares."""
    own = _own_subject(verb)
    if own is not None:
        if own.lower_ in _RELATIVE and own.tag_ in ("WDT", "WP", "WP$") and (noun := _relative_noun(verb)) is not None:
            return noun
        return own
    if depth > 4:
        return None
    if (misread := misread_as_adjective(verb)) is not None:
        return misread
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return surface_subject(head, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head if verb.tag_ in ("VBG", "VBN", "VBD") else _noun_infinitive(head, depth)
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        if verb.dep_ == "xcomp" and head.lemma_ in _OBJECT_CONTROL and (target := direct_object(head)) is not None:
            return target
        return surface_subject(head, depth + 1) if verb.tag_ in ("VB", "VBG", "VBN") else None
    if verb.dep_ == "acomp" or (verb.dep_ == "dobj" and verb.lower_.endswith("ing")):
        return surface_subject(head, depth + 1)
    if verb.dep_ == "pcomp":
        governor = head.head
        if governor.lemma_ in cue_words("accusing"):
            return direct_object(governor)  # "accused the army of shelling the town"
        if governor.pos_ in ("VERB", "AUX"):
            return surface_subject(governor, depth + 1)
        return _owner(governor)  # "the army's slow pace in recapturing the town"
    return None


def _owner(noun: Token) -> Token | None:
    """Whose a noun is: "the parliament's decision", "the decision of the parliament"."""
    return next((c for c in noun.lefts if c.dep_ == "poss"), None) or next(iter(behind(noun, "of", "by")), None)


def _noun_infinitive(noun: Token, depth: int) -> Token | None:
    """ "An offensive to liberate the city", "its plans to build": the noun's owner, or whoever the verb above says."""
    if (owner := _owner(noun)) is not None:
        return owner
    head = noun.head
    while head.dep_ in ("prep", "pobj") and head.head != head:
        head = head.head
    return surface_subject(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None


def _relative_noun(verb: Token) -> Token | None:
    clause = verb
    while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else None


def subject(verb: Token) -> Token | None:
    """The logical subject of an active verb; None in the passive (see :func:`agents`)."""
    return None if is_passive(verb) else surface_subject(verb)


def direct_object(verb: Token) -> Token | None:
    """The logical object: direct object, passive subject, or the noun that a relative clause is about."""
    if is_passive(verb):
        return surface_subject(verb)
    for child in verb.children:
        if child.dep_ in ("dobj", "oprd") and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            if child.lower_ in _RELATIVE:
                return _relative_noun(verb)
            return child
    if verb.dep_ == "relcl":
        own = _own_subject(verb)
        if own is not None and own.lower_ not in _RELATIVE:
            return verb.head
    if misread_as_adjective(verb) is not None:
        return verb.head
    if verb.lemma_ not in cue_words("reporting"):  # "freed the priest unharmed"
        for clause in verb.children:
            first = next((c for c in clause.children if c.dep_ == "nsubj"), None) if clause.dep_ == "ccomp" else None
            alone = first is not None and not any(c.dep_ in ("aux", "auxpass", "mark", "dobj") for c in clause.children)
            if alone and first.left_edge.i == verb.i + 1:
                return first
    if verb.dep_ != "conj":  # "attacked and burned the village"
        for other in verb.children:
            if other.dep_ == "conj" and other.pos_ == "VERB" and not _own_subject(other):
                shared = next((c for c in other.children if c.dep_ == "dobj"), None)
                if shared is not None and not _has(verb, "prep"):
                    return shared
    return None


def verb_above(token: Token, *by: str) -> Token | None:
    """The verb that a word hangs on, by these dependencies alone: "left [after] two days [of] shuttling"."""
    while token.dep_ in by and token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def agents(verb: Token) -> list[Token]:
    """The nouns after "by" of a passive, or who had it done."""
    if (above := causing(verb)) is not None:
        doer = surface_subject(above)
        return [doer] if doer is not None else []
    return [pobj for child in verb.children if child.dep_ == "agent" for pobj in child.children if pobj.dep_ == "pobj"]


def left_of(noun: Token) -> list[Token]:
    """What stands before a noun and is part of its phrase: "a [Turkish] [drone] strike", "[Turkey]'s offensive"."""
    return [child for child in noun.lefts if child.dep_ in BEFORE]


def behind(head: Token, *preps: str) -> list[Token]:
    """The nouns behind the given prepositions that hang on ``head``, nearest first."""
    found = []
    for child in head.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in preps:
            for pobj in child.children:
                if pobj.dep_ == "pobj":
                    found.append(pobj)
                elif pobj.dep_ == "prep" and pobj.lower_ in preps:
                    found += [p for p in pobj.children if p.dep_ == "pobj"]
        elif child.dep_ in ("prep", "prt", "advmod") and child.lower_ in ("out", "away", "off", "back"):
            found += behind(child, *preps)  # "walked out of the summit"
        elif child.dep_ == "prt" and child.lower_ in preps:
            found += [p for p in child.children if p.dep_ == "pobj"]
    return found


def particles(verb: Token) -> set[str]:
    """Particles and particle-like adverbs: "up" in "blew up"; not "in" of "took the child in a raid"."""
    return {
        c.lower_
        for c in verb.children
        if c.dep_ in ("prt", "advmod", "prep")
        and c.pos_ in ("ADP", "ADV", "PART", "SCONJ")
        and (c.dep_ != "prep" or c.i == verb.i + 1 or not any(one.dep_ == "pobj" for one in c.children))
    }


def conjuncts(token: Token) -> list[Token]:
    """The noun and what is joined to it ("soldiers, police and volunteers"; in headlines "Ukraine, Russia")."""
    joined = [c for c in token.conjuncts if c.i > token.i and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    if token.dep_ == "nsubj":
        beside = [c for c in token.head.children if c.dep_ == "nsubj" and c.i != token.i and c.i < token.head.i]
        joined += [c for c in beside if token.doc[min(c.i, token.i) + 1].text == ","]
        joined += _listed_before(token)
    return [token, *joined]


def _listed_before(token: Token) -> list[Token]:
    """ "Ethiopia, Somalia bury hatchet": a headline's first name, set before the subject with a comma."""
    first, at = token.sent.start, token.left_edge.i - 2
    if at < first or at - first > 2 or token.doc[at + 1].text != "," or token.sent[-1].text in (".", "!", "?"):
        return []
    named = all(t.pos_ in ("PROPN", "NOUN", "ADJ") for t in token.doc[first : at + 1])
    return [token.doc[at]] if named and token.doc[at].dep_ != "nsubj" else []


def is_plural(token: Token) -> bool:
    """Whether a noun names several: by form, or because others are joined to it."""
    return token.tag_ in ("NNS", "NNPS") or len(conjuncts(token)) > 1 or token.lower_ in ("they", "we", "both")


def phrase(token: Token) -> tuple[int, int]:
    """First and last token of the noun phrase round a head, without clauses, appositions and conjuncts."""
    first = last = token.i
    for child in token.children:
        if child.i < token.i:
            if child.dep_ not in CLAUSES and child.dep_ not in ("punct", "preconj"):
                first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "in"):
            last = max(last, _prep_end(child))
    return first, last


def _prep_end(prep: Token) -> int:
    pobj = next((c for c in prep.children if c.dep_ == "pobj"), None)
    return prep.i if pobj is None else phrase(pobj)[1]


def only_spoken_of(verb: Token) -> bool:
    """A deed only spoken of: "the decision to withdraw", "its slow pace in retaking", "without attacking"."""
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in ("against", "from", "without", "instead") or verb.head.head.pos_ in ("NOUN", "PROPN")
    if verb.dep_ == "acl" and verb.tag_ == "VB":  # "the decision by the government to expel him" tells a plan
        return verb.head.lemma_ != "decision" or not behind(verb.head, "by")
    return False
