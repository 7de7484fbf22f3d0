"""From attribution to statement: what a reader would put on record, and on whose."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import (
    Actor,
    ActorType,
    Article,
    Attribution,
    DateMention,
    Quoted,
    Spans,
    Statement,
    Tie,
    ZoneKind,
    content_id,
    hull,
)
from ..text.parse import text_of
from .by_rules import paragraphs_of
from .confidence import calibrated
from .kind import Wording, wording
from .lexicon import lexicon, words
from .mending import charges, mended, with_addressee, with_source
from .nesting import nested
from .occasion import same_occasion
from .polarity import polarity_of
from .quotes import Quotation, find_quotations
from .said_when import Dates
from .speaker import Speaker, Speakers
from .tree import Tree, tree_of
from .via import Chain
from .worth import CLAUSES, JUDGED, Act, act_of, hollow, shows, thing_that

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: How somebody wants to be reported is no position: "who asked not to be named".
_ANONYMOUS = re.compile(
    r"(?:not\s)?to\s(?:be\s(?:named|identified|quoted)|remain\sanonymous)|(?:for\s)?anonymity\b", re.I
)
#: What each kind of act is worth beside the attribution's own probability (set by hand).
_WEIGHT = {"say": 1.0, "deny": 1.0, "demand": 0.95, "stance": 0.9}
_WRITER_AND_READER = frozenset(("i", "me", "we", "us", "you", "someone", "somebody", "one"))
#: Acts that stay out: what somebody thinks, wants, plans, and what findings show.
_PRIVATE = frozenset(("mind", "show"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making."""

    attribution: Attribution
    act: Act
    wording: Wording
    speaker: Speaker
    statement: Statement


def put_on_record(
    article: Article,
    doc: Doc,
    attributions: tuple[Attribution, ...],
    actors: tuple[Actor, ...],
    ties: tuple[Tie, ...],
    dates: tuple[DateMention, ...],
) -> tuple[Statement, ...]:
    """The statements among the attributions, in order of their content.

    Content loses its outer quotation marks and its leading "that"; a relative pronoun as source gives way to the
    phrase it stands for; two named speakers of the same words have a statement each. A statement inside another one's
    content names that one in ``nested_in`` and its speaker in ``via``; an outlet that only passes a statement on goes
    into ``via`` and makes none of its own.
    """
    tree = tree_of(doc)
    text = text_of(doc)
    known = lexicon()
    quotations = find_quotations(text, paragraphs_of(article))
    starts = [quotation.outer.start for quotation in quotations]
    speakers = Speakers(text, tree, actors, ties)
    chain = Chain(text, tree, speakers, own=article.outlet)
    when = Dates(tree, dates)
    headlines = tuple(zone.span for zone in article.zones if zone.kind is ZoneKind.HEADLINE)
    drafts: list[Draft] = []
    whole = tuple(mended(article.text, tree, known, attributions, quotations))
    said_in = tuple(hull(attribution.content) for attribution in whole if attribution.content)
    for attribution in whole:
        if not attribution.content or not attribution.cue:
            continue
        near = _touching(quotations, starts, attribution.content)
        act = act_of(tree, known, attribution, quoted=bool(near))
        if act is None or act.does in _PRIVATE:
            continue
        attribution = with_source(tree, attribution, act)
        whole_words = act.frame in CLAUSES | JUDGED or charges(act)
        said = wording(text, with_addressee(tree, attribution.content, act), near, clause=whole_words)
        if said is None or hollow(text, said.content, act):
            continue
        if (not attribution.source and not _may_be_unknown(tree, act)) or shows(tree, attribution.source, act):
            continue
        for number, speaker in enumerate(speakers.all_of(attribution.source)):
            if act.frame == "label" and (not speaker.is_somebody or _is_topic(speaker, said)):
                continue
            nobody = thing_that(tree, attribution.source, act) or _author(text, attribution.source)
            if speaker.actor is None and nobody:
                continue
            if _anybody(text, attribution.source) or _ANONYMOUS.match(text, said.content[0].start):
                continue
            statement = Statement(
                id=content_id(article.id, said.content, attribution.cue, *([number] if number else ())),
                content=said.content,
                cue=attribution.cue,
                source=speaker.source,
                speaker=speaker.actor.id if speaker.actor is not None else None,
                quoted=said.quoted,
                polarity=polarity_of(act, " ".join(said.content[0].of(text).split())),
                affiliation=speaker.affiliation,
                role=speaker.role,
                via=chain.of(act, said.content, attribution.source),
                date_said=when.of(act, attribution.content, said_in),
                in_headline=any(line.overlaps(said.content[0]) for line in headlines),
                confidence=_evidence(attribution, act),
                reason=f"{act.does}: {act.lemma} ({act.frame})"
                + ("" if speaker.actor is not None else "; speaker unknown"),
            )
            drafts.append(Draft(attribution, act, said, speaker, statement))
    made = same_occasion(text, nested(text, drafts, chain))
    return tuple(replace(one, confidence=calibrated(one.confidence, somebody=one.speaker is not None)) for one in made)


def _touching(quotations: tuple[Quotation, ...], starts: list[int], content: Spans) -> tuple[Quotation, ...]:
    whole = hull(content)
    first = max(0, bisect.bisect_right(starts, whole.start) - 1)
    last = bisect.bisect_left(starts, whole.end)
    return tuple(quotation for quotation in quotations[first:last] if quotation.inner.overlaps(whole))


def _is_topic(speaker: Speaker, said: Wording) -> bool:
    """ "Bolivia: miners block roads": the country is what it is about; nobody said it, unless in quotation marks."""
    assert speaker.actor is not None
    return speaker.actor.type is ActorType.STATE and said.quoted is Quoted.INDIRECT


def _anybody(text: str, source: Spans) -> bool:
    """ "Everybody says that …", "whoever claims …": nobody in particular spoke."""
    return bool(source) and source[0].of(text).strip().lower() in words("anybody.tsv")


def _author(text: str, source: Spans) -> bool:
    """ "As I've said", "if you say": the writer and the reader are nobody to put on record."""
    return bool(source) and source[0].of(text).strip().lower() in _WRITER_AND_READER


def _may_be_unknown(tree: Tree, act: Act) -> bool:
    """Words without a source are kept where somebody was plainly quoted, or "it was announced that"."""
    if act.frame == "quote":
        return True
    subject = tree.child(act.at, "nsubjpass")
    return act.passive and act.frame in ("ccomp", "ccomp<") and subject is not None and tree.lower[subject] == "it"


def _evidence(attribution: Attribution, act: Act) -> float:
    return attribution.confidence * _WEIGHT.get(act.does, 0.5)
