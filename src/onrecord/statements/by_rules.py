"""Every attribution of an article: source, cue and content spans (PARC3, PolNeAR), found by rules over the parse."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Article, Attribution, Span, Spans, ZoneKind
from ..text.parse import text_of
from .according import according_to, labels
from .found import Found, clipped, joined
from .indirect import indirect
from .lexicon import lexicon
from .quoted import QuoteLinker
from .quotes import find_quotations
from .tree import tree_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Findings less likely than this are left out. Set by hand: from .40 to .55 triple F1 on PolNeAR dev moves by under .01
LEAST = 0.47
_GAP = re.compile(r"\s*\n\s*\n\s*")


def find_by_rules(article: Article, doc: Doc) -> tuple[Attribution, ...]:
    """All attributions of the article, in order of their content.

    ``doc`` comes from :func:`onrecord.text.parse.parse`; spans are offsets into ``article.text``. Content holds its
    quotation marks and its leading "that", as PolNeAR annotates. Unbalanced marks are no error.
    """
    text = text_of(doc)
    words = lexicon()
    tree = tree_of(doc)
    paragraphs = paragraphs_of(article)
    quotations = find_quotations(text, paragraphs)
    headline = next((zone.span for zone in article.zones if zone.kind is ZoneKind.HEADLINE), None)
    findings = [
        *within_paragraphs((*indirect(tree, words, least=LEAST * 0.6), *according_to(tree)), paragraphs),
        *labels(text, paragraphs, headline=headline),
    ]
    linked = QuoteLinker(text, tree, words, quotations, paragraphs).link(findings)
    kept = _without_doubles([found for found in linked if found.probability >= LEAST])
    return tuple(
        Attribution(
            found.source, found.cue, found.content, round(found.probability, 3), round(found.source_probability, 3)
        )
        for found in sorted(kept, key=lambda found: (found.content[0].start, found.cue[0].start))
    )


def within_paragraphs(findings: Iterable[Found], paragraphs: Spans) -> Iterator[Found]:
    """The findings without what lies outside the paragraph of their cue: the parser runs on over headlines."""
    starts = [paragraph.start for paragraph in paragraphs]
    for found in findings:
        at = bisect.bisect_right(starts, found.cue[0].start) - 1
        if at < 0:
            continue
        paragraph = paragraphs[at]
        content = clipped(found.content, paragraph)
        if content:
            yield replace(found, content=content, source=clipped(found.source, paragraph))


def paragraphs_of(article: Article) -> Spans:
    """The paragraphs that speak: the zones, split at blank lines."""
    out: list[Span] = []
    for span in article.speaking:
        at = span.start
        for gap in _GAP.finditer(article.text, span.start, span.end):
            if gap.start() > at:
                out.append(Span(at, gap.start()))
            at = gap.end()
        if at < span.end:
            out.append(Span(at, span.end))
    return tuple(out)


def _without_doubles(findings: list[Found]) -> list[Found]:
    """One finding for one cue and content: of two that share both, the likelier."""
    best: dict[tuple[Span, Span], Found] = {}
    for found in findings:
        found = found.with_content(joined(found.content))
        key = (found.cue[0], found.content[0])
        if key not in best or found.probability > best[key].probability:
            best[key] = found
    return list(best.values())
