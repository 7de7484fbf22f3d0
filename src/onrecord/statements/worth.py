"""What belongs on record: words of saying, denying, demanding and judging; no thoughts, no plans, no "did not say"."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from ..model import Attribution, Span
from .frames import Frame, frames_of
from .indirect import is_policy
from .lexicon import Lexicon, words
from .tree import Tree

_MODALS = frozenset(
    ("will", "would", "could", "may", "might", "should", "can", "must", "'ll", "'d", "shall", "wo", "ca")
)
_NOT_YET = frozenset(
    (
        "expect",
        "schedule",
        "plan",
        "likely",
        "want",
        "refuse",
        "decline",
        "fail",
        "due",
        "set",
        "hope",
        "need",
        "hop",
        "intend",
    )
)
#: Frames whose content is what was said itself.
CLAUSES = frozenset(("ccomp", "ccomp<", "dobj+ccomp", "quote", "label", "according", "noun:that"))
#: Frames whose object belongs to what is said of it ("called the pact “a disaster”").
JUDGED = frozenset(("dobj+acomp", "dobj+prep:as", "dobj"))
#: "…, suggesting that it fears inflation": with a clause only these are the narrator's.
_INFERS = frozenset(("suggest", "indicate", "signal", "imply", "confirm", "reveal", "hint"))
#: "The move underlines that …": what happened speaks to the narrator only.
_HAPPENINGS = frozenset(
    ("move", "moves", "step", "steps", "decision", "shift", "rise", "fall", "drop", "increase", "decline", "delay",
     "episode", "turnout", "development", "developments", "outcome", "clash", "clashes", "fact", "history", "choice")
)  # fmt: skip
#: One word is no content but of these: "urged restraint", "demanded justice".
_TERSE = frozenset(
    ("urge", "demand", "promise", "pledge", "threaten", "advocate", "predict", "oppose", "condemn", "reject", "welcome")
)
_THINGS_TOO = frozenset(
    ("promise", "demand", "threaten", "require", "suggest", "indicate", "show", "describe", "support")
)
_PRONOUNS = frozenset(("it", "this", "that", "these", "those", "them", "him", "her", "us", "me", "both", "so", "one"))
_CONDITIONS = frozenset(("if", "whether", "unless"))
_OPEN_QUESTIONS = frozenset(("whether", "if", "how", "what", "which", "who", "when", "where"))


@dataclass(frozen=True, slots=True)
class Act:
    """The word that puts something on record: its token, what it does and in which frame."""

    at: int
    lemma: str
    does: str
    frame: str
    passive: bool = False


def act_of(tree: Tree, lexicon: Lexicon, attribution: Attribution, *, quoted: bool) -> Act | None:
    """The act of an attribution's cue, or None where it does not belong on record."""
    tokens = tokens_of(tree, attribution.cue)
    if tokens and tree.lower[tokens[-1]] == "which" and attribution.content:
        # "adopted a text which | condemns | the coup"
        tokens += range(tokens[-1] + 1, next(iter(tokens_of(tree, attribution.content)), 0))
    for at in reversed(tokens):
        if tree.lower[at] == "according" or tree.lower[at] in ("view", "opinion", "words"):
            return Act(at, "according", "say", "according")
        if tree.text[at] == ":" and len(tokens) == 1:
            return Act(at, ":", "say", "label")
        for frame in frames_of(tree, at):
            signature = frame.signature.removeprefix("pass:")
            does = lexicon.act(frame.lemma, signature)
            if does is None and quoted and lexicon.act(frame.lemma, "quote"):
                does, signature = "say", "quote"
            if does is None and quoted:
                does = lexicon.act(frame.lemma, "quoted")  # "called her position “blind and deaf”"
            if does == "policy":
                does = "stance" if is_policy(tree, at) or quoted else None
            if does is not None and _meets(tree, frame, attribution) and not _inferred(tree, lexicon, at, signature):
                return _asserted(tree, Act(at, frame.lemma, does, signature, frame.passive), attribution)
        frame = "quote" if quoted else "ccomp"
        does = lexicon.act(tree.lemma[at], frame) if tree.pos[at] in ("VERB", "AUX") else None
        if does is not None and (quoted or (_clause(tree, attribution) and not _inferred(tree, lexicon, at, frame))):
            return _asserted(tree, Act(at, tree.lemma[at], does, frame), attribution)
        if quoted and tree.pos[at] in ("VERB", "AUX") and ":" in tree.text[at + 1 : at + 5]:
            return _asserted(tree, Act(at, tree.lemma[at], "say", "quote"), attribution)  # "She went further: “…”"
    return None


def _inferred(tree: Tree, lexicon: Lexicon, at: int, signature: str) -> bool:
    """ "Prices rose again, underlining the need for reform": the narrator's inference, for nobody spoke."""
    if tree.tag[at] != "VBG" or tree.dep[at] != "advcl" or signature == "quote":
        return False
    listed = _INFERS if signature in ("ccomp", "dobj+ccomp") else words("things_do_too.tsv")
    if tree.lemma[at] not in listed:
        return False
    return not any(lexicon.acts.get(tree.verb(head)) for head in tree.ancestors(at) if tree.pos[head] == "VERB")


def shows(tree: Tree, source: tuple[Span, ...], act: Act) -> bool:
    """Whether the source is a finding rather than somebody: figures suggest, polls show, 72 % support."""
    if act.frame in ("according", "label") or not source:
        return False
    if any(tree.lower[at] in ("%", "percent", "per") for at in tokens_of(tree, source[:1])):
        return True
    tokens = [at for at in tokens_of(tree, source[:1]) if tree.pos[at] not in ("PUNCT", "SPACE")]
    inside = set(tokens)
    head = next((at for at in tokens if tree.head[at] not in inside or tree.head[at] == at), None)
    if head is None or tree.pos[head] != "NOUN":
        return False
    return tree.lower[head] in words("evidence.tsv") or (
        act.lemma in words("things_do_too.tsv") and tree.lower[head] in _HAPPENINGS
    )


def thing_that(tree: Tree, source: tuple[Span, ...], act: Act) -> bool:
    """ "Rules that promise change", "a problem that demands an answer": for speakers that nobody knows by name."""
    if len(source) != 1 or act.lemma not in _THINGS_TOO:
        return False
    return any(tree.lower[at] in ("that", "which") for at in tokens_of(tree, source))


def tokens_of(tree: Tree, spans: tuple[Span, ...]) -> list[int]:
    """The tokens under spans."""
    out: list[int] = []
    for span in spans:
        out.extend(range(bisect.bisect_right(tree.end, span.start), bisect.bisect_left(tree.start, span.end)))
    return out


def _meets(tree: Tree, frame: Frame, attribution: Attribution) -> bool:
    """Whether the frame's content and the attribution's share words."""
    for first, last in frame.content:
        start, end = tree.start[first], tree.end[last]
        if any(span.start < end and start < span.end for span in attribution.content):
            return True
    return False


def _clause(tree: Tree, attribution: Attribution) -> bool:
    """Whether the content has a finite verb."""
    return any(tree.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in tokens_of(tree, attribution.content))


def _asserted(tree: Tree, act: Act, attribution: Attribution) -> Act | None:
    """The act, unless it is denied, merely possible, still to come, a condition, or done to the subject ("Asked
    whether").
    """
    at = act.at
    opening = attribution.content[0] if attribution.content else None
    if act.lemma == "consider" and opening is not None:
        first = next(iter(tokens_of(tree, (opening,))), None)
        if first is not None and tree.lower[first] in _OPEN_QUESTIONS:
            return None  # "considered whether to go": thought, not said
    said = set(tokens_of(tree, attribution.content))  # "“… Probably not,” she said" does not deny that she said it
    if (
        tree.tag[at] == "VBN"
        and tree.dep[at] in ("advcl", "acl", "amod")
        and tree.child(at, "aux", "auxpass", "agent") is None
    ):
        return None
    for _ in range(4):
        if _nor(tree, at):
            return None
        for kid in tree.children[at]:
            if kid in said:
                continue
            word = tree.lower[kid]
            if tree.dep[kid] == "neg" or word in ("never", "neither"):
                return None
            if tree.dep[kid] == "aux" and word in _MODALS:
                return None
            if tree.dep[kid] == "mark" and word in _CONDITIONS:
                return None
        head = tree.head[at]
        if tree.dep[at] == "xcomp" and head != at:
            if tree.lemma[head] in _NOT_YET:
                return None
            at = head
            continue
        if act.does == "stance" and tree.dep[at] == "ccomp" and tree.lemma[head] in ("say", "tell", "claim", "confirm"):
            at = head  # "would not say that she backed the law" backs nothing
            continue
        break
    return act


def _nor(tree: Tree, at: int) -> bool:
    """ "neither confirmed nor denied": both verbs are denied, the second by what joins it to the first."""
    if tree.dep[at] == "conj" and tree.pos[tree.head[at]] in ("VERB", "AUX"):
        at = tree.head[at]
    return any(
        tree.lower[kid] in ("neither", "nor") and tree.dep[kid] in ("preconj", "cc") for kid in tree.children[at]
    )


def hollow(text: str, content: tuple[Span, ...], act: Act) -> bool:
    """Judgements of a bare "remarks" or "it": the words that follow say what it was."""
    if act.frame in CLAUSES:
        return False
    plain = " ".join(span.of(text) for span in content).lower().replace("’", "'").split()
    if act.frame == "prep:for" and len(plain) == 1:
        return plain[0].strip(".,") in words("hollow_nouns.tsv")  # "called for dialogue" says what
    if len(plain) == 1 and act.lemma in _TERSE and act.frame == "dobj":
        word = plain[0].strip(".,")
        return word in words("hollow_nouns.tsv") or word in _PRONOUNS or not word.isalpha()
    return len(plain) <= 1 or (len(plain) <= 5 and plain[-1].strip(".,") in words("hollow_nouns.tsv"))
