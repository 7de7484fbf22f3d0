"""Borders that the extractor draws otherwise than a record needs: its training data annotates reports, not acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import Attribution, Span, Spans, hull
from .frames import Frame, frames_of
from .indirect import content_of, spans_of
from .lexicon import Lexicon, words
from .quotes import Quotation
from .sources import bearer_verb, noun_phrase, source_of_verb
from .tree import Tree
from .worth import Act, tokens_of

#: What a speaker goes on with behind a comma ("…, adding that …"); "saying" may as well be somebody's in the content.
_GOING_ON = frozenset(("add", "note", "stress", "warn", "insist", "explain", "emphasize", "emphasise", "underline"))
#: How far into a content the noun that bears it may stand ("approved | a motion urging …").
_BEARER_WITHIN = 6
#: What a narrator calls somebody's words behind a comma.
_CHARGES = frozenset(("charge", "claim", "allegation", "accusation", "assertion", "suggestion", "remark"))
#: The fewest tokens of a content before what it goes on with.
_FEWEST = 3


def mended(
    text: str, tree: Tree, lexicon: Lexicon, attributions: tuple[Attribution, ...], quotations: tuple[Quotation, ...]
) -> Iterator[Attribution]:
    """The attributions with what was borne by a noun bared, and with those split that hold two reports.

    - "approved | a motion urging X to act": the content is what the motion urges;
    - "said A would come, adding that B would not": two statements of one speaker;
    - "Members said that A would come, Roe said" with "A would come" as content: Roe's is the whole, and the inner
      report is the members'.
    """
    cues = [hull(attribution.cue) for attribution in attributions if attribution.cue]
    for attribution in attributions:
        if not attribution.cue or not attribution.content:
            yield attribution
            continue
        attribution = _turned(tree, lexicon, _own_paragraph(text, attribution, quotations))
        for part in _reports(tree, lexicon, _bared(tree, lexicon, attribution)):
            for half in _second_act(tree, lexicon, part, quotations, cues):
                yield from _went_on(tree, _without_comment(tree, half, quotations), quotations, cues)


def _own_paragraph(text: str, attribution: Attribution, quotations: tuple[Quotation, ...]) -> Attribution:
    """Without pieces of the paragraph before that nobody put in quotation marks: they are another report's."""
    cue = attribution.cue[0].start
    own = tuple(
        piece
        for piece in attribution.content
        if piece.end > cue or "\n\n" not in text[piece.end : cue] or any(q.outer.overlaps(piece) for q in quotations)
    )
    return replace(attribution, content=own) if own and len(own) < len(attribution.content) else attribution


def _turned(tree: Tree, lexicon: Lexicon, attribution: Attribution) -> Attribution:
    """ "The mayor will go, claimed | Ada Roe": she claims it, and is not what the mayor claims."""
    for at in tokens_of(tree, attribution.cue):
        frame = next((f for f in frames_of(tree, at) if f.signature == "ccomp<" and f.trigger == at), None)
        if frame is None or attribution.content[0].start < tree.end[at]:
            continue
        found = source_of_verb(tree, at, inverted=True)
        source = spans_of(tree, (found,)) if found is not None and found[0] > at else ()
        content = spans_of(tree, content_of(tree, lexicon, frame))
        if source and content and source[0].overlaps(attribution.content[0]):
            return replace(attribution, source=source, content=content)
    return attribution


def _bared(tree: Tree, lexicon: Lexicon, attribution: Attribution) -> Attribution:
    """ "passed a resolution | requiring X to leave": what the resolution requires."""
    tokens = tokens_of(tree, attribution.content[:1])[:_BEARER_WITHIN]
    cue = tokens_of(tree, attribution.cue)
    carried = any(tree.dep[k] == "dobj" and tree.lemma[k] in words("bearers.tsv") for k in cue)
    for at in tokens:
        # "sent a letter | opposing the sale", wherever the parser hangs "opposing"
        if not _borne(tree, at) and not (carried and at == tokens[0] and tree.tag[at] == "VBG"):
            continue
        for frame in frames_of(tree, at):
            if lexicon.act(frame.lemma, frame.signature) is None:
                continue
            content = spans_of(tree, content_of(tree, lexicon, frame))
            if content and content[0].start > hull(attribution.cue).start:
                reach = Span(attribution.cue[0].start, max(tree.end[at], _last_of_cue(tree, frame)))
                return replace(attribution, cue=(reach,), content=content)
    return attribution


def _borne(tree: Tree, at: int) -> bool:
    if bearer_verb(tree, at) is not None:
        return True
    noun = tree.head[at]
    return (
        tree.dep[at] == "relcl"
        and tree.tag[at] in ("VBZ", "VBP", "VBD")
        and tree.lemma[noun] in words("bearers.tsv")
        and tree.dep[noun] == "dobj"
        and noun < at <= noun + 2
    )


def _last_of_cue(tree: Tree, frame: Frame) -> int:
    before = frame.content[0][0] - 1
    return tree.end[before] if "prep:" in frame.signature and before > frame.trigger else 0


def _reports(tree: Tree, lexicon: Lexicon, attribution: Attribution) -> Iterator[Attribution]:
    """A report and the one around it, where the content is only the inner one's."""
    inner = next(
        (at for verb in tokens_of(tree, attribution.cue) for at in tree.kids(verb, "ccomp") if at < verb), None
    )
    subject = tree.child(inner, "nsubj") if inner is not None else None
    first = attribution.content[0].start
    if (
        inner is None
        or subject is None
        or subject > inner
        or lexicon.act(tree.verb(inner), "ccomp") != "say"
        or tree.pos[subject] == "PRON"
        or not tree.end[inner] <= first <= tree.end[inner] + 8
        or not any(kid > inner for kid in tree.kids(inner, "ccomp"))
    ):
        yield attribution
        return
    source = spans_of(tree, (noun_phrase(tree, subject),))
    if not source or any(span.overlaps(source[0]) for span in attribution.source):
        yield attribution
        return
    whole = Span(tree.start[tree.left[subject]], attribution.content[0].end)
    yield replace(attribution, content=(whole, *attribution.content[1:]))
    yield replace(attribution, source=source, cue=(Span(tree.start[inner], tree.end[inner]),))


def _went_on(
    tree: Tree, attribution: Attribution, quotations: tuple[Quotation, ...], cues: list[Span]
) -> Iterator[Attribution]:
    """The two halves of "A would come, adding that B would not"."""
    for number, span in enumerate(attribution.content):
        tokens = tokens_of(tree, (span,))
        for at in tokens[_FEWEST:]:
            if tree.tag[at] != "VBG" or tree.lemma[at] not in _GOING_ON or tree.text[at - 1] not in (",", "”", '"'):
                continue
            cue = Span(tree.start[at], tree.end[at])
            if any(quotation.inner.holds(cue) for quotation in quotations) or not _opens_clause(tree, at, tokens[-1]):
                continue
            former = spans_of(tree, ((tokens[0], at - 1),))
            rest = spans_of(tree, ((at + 1, tokens[-1]),))
            if former and rest:
                yield replace(attribution, content=(*attribution.content[:number], *former))
                if not any(cue.overlaps(known) for known in cues):
                    yield replace(attribution, cue=(cue,), content=(*rest, *attribution.content[number + 1 :]))
                return
    yield attribution


def _second_act(
    tree: Tree, lexicon: Lexicon, attribution: Attribution, quotations: tuple[Quotation, ...], cues: list[Span]
) -> Iterator[Attribution]:
    """The two halves of "said | A would come, but questioned whether B would": what goes on with the cue's own verb."""
    verbs = [at for at in tokens_of(tree, attribution.cue) if tree.pos[at] == "VERB"]
    inside = set(tokens_of(tree, attribution.content))
    for verb in verbs:
        for at in tree.kids(verb, "conj"):
            if at not in inside or at < verb + _FEWEST or tree.tag[at] not in ("VBD", "VBZ", "VBP"):
                continue
            place = Span(tree.start[at], tree.end[at])
            end = tree.left[at] - 1
            while end > verb and (tree.dep[end] in ("cc", "punct") or tree.text[end] in ",;"):
                end -= 1
            if any(quotation.inner.holds(place) for quotation in quotations) or end <= verb:
                continue
            stop = tree.end[end]
            former = tuple(Span(s.start, min(s.end, stop)) for s in attribution.content if s.start < stop)
            yield replace(attribution, content=former) if former else attribution
            if former and not any(place.overlaps(known) for known in cues):
                yield from _goes_on_with(tree, lexicon, attribution, at)
            return
    yield attribution


def _goes_on_with(tree: Tree, lexicon: Lexicon, attribution: Attribution, at: int) -> Iterator[Attribution]:
    if tree.child(at, "nsubj") is not None:
        return
    for frame in frames_of(tree, at):
        if lexicon.act(frame.lemma, frame.signature) is not None:
            content = spans_of(tree, content_of(tree, lexicon, frame))
            if content:
                yield replace(attribution, cue=(Span(tree.start[at], tree.end[at]),), content=content)


def _without_comment(tree: Tree, attribution: Attribution, quotations: tuple[Quotation, ...]) -> Attribution:
    """Without ", a charge that Roe denies" at the end: that is the narrator's."""
    *before, last = attribution.content
    tokens = tokens_of(tree, (last,))
    for at in tokens[_FEWEST:-2]:
        if tree.text[at] != "," or tree.lower[at + 1] not in ("a", "an") or tree.lower[at + 2] not in _CHARGES:
            continue
        place = Span(tree.start[at], tree.end[at])
        if tree.lower[at + 3] in ("that", "which", "the", "he", "she", "they") and not any(
            quotation.inner.holds(place) for quotation in quotations
        ):
            return replace(attribution, content=(*before, Span(last.start, tree.end[at - 1])))
    return attribution


def _opens_clause(tree: Tree, at: int, last: int) -> bool:
    return at + 2 <= last and (tree.lower[at + 1] == "that" or tree.child(at, "ccomp") is not None)


def with_source(tree: Tree, attribution: Attribution, act: Act) -> Attribution:
    """The attribution with the subject of its verb as source, where the extractor found none."""
    if attribution.source or act.frame in ("label", "according") or tree.pos[act.at] not in ("VERB", "AUX"):
        return attribution
    found = source_of_verb(tree, act.at, passive=act.passive, inverted=act.frame == "ccomp<")
    source = spans_of(tree, (found,)) if found is not None else ()
    if not source or any(span.overlaps(source[0]) for span in (*attribution.content, *attribution.cue)):
        return attribution
    return replace(attribution, source=source)


def charges(act: Act) -> bool:
    """Whether the act charges somebody: who that is belongs to what is said."""
    return act.lemma in ("accuse", "blame") and act.frame.startswith("dobj")


def with_addressee(tree: Tree, content: Spans, act: Act) -> Spans:
    """The content with who is to act or who is charged: "asked | members to freeze", "accused | Roe of lying"."""
    if not charges(act) and (act.does != "demand" or act.frame != "dobj+xcomp"):
        return content
    who = next(
        (k for k in tree.children[act.at] if k > act.at and tree.dep[k] in ("dobj", "dative") and tree.pos[k] != "ADP"),
        None,
    )
    if who is None:
        return content
    start, end = tree.start[tree.left[who]], tree.end[tree.right[who]]
    first = content[0]
    gap = 5 if charges(act) else 2  # "of", "for"
    if start < first.start and 0 <= first.start - end <= gap and start > tree.end[act.at]:
        return (Span(start, first.end), *content[1:])
    return content
