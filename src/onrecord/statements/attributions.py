"""Every attribution of an article: the trained extractor's, and as candidates for the record what rules find beside it.

Rules over the parse find acts that the extractor's training data does not count ("held a protest warning against …").
On PolNeAR dev three in four of these are no attributions, so they are not listed as such; but nine in ten of those that
the next step lets on record are right (measured on our own blind set), so that step gets to see them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import Article, Attribution, Span, Spans, ZoneKind, hull
from ..models.first_pass import FirstPass
from . import learned
from .by_rules import find_by_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A piece of content may be this much shorter than another attribution's content and still be the same words.
_MARKS = 4


def find_attributions(article: Article, seen: FirstPass) -> tuple[Attribution, ...]:
    """All attributions in the PolNeAR sense, also of what somebody thinks, wants or plans; in order of their cues.

    ``seen`` is the encoder's pass over the article. Content holds its quotation marks and its leading "that", as
    PolNeAR annotates.

    Raises:
        ModelError: a model file is missing or damaged.

    Example:
        >>> from onrecord.models.first_pass import look_at
        >>> from onrecord.text.article import make_article
        >>> article = make_article("The mayor said that the bridge would open in May.", id="1")
        >>> [attribution.cue[0].of(article.text) for attribution in find_attributions(article, look_at(article))]
        ['said']
    """
    headline = next((zone.span for zone in article.zones if zone.kind is ZoneKind.HEADLINE), None)
    found = [attribution for one in learned.attributions_in(seen) if (attribution := _on_one_side(one, headline))]
    whole = [(hull(attribution.content), hull(attribution.cue)) for attribution in found]
    return tuple(_own_pieces(attribution, whole) for attribution in found)


def add_by_rules(article: Article, doc: Doc, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """``attributions`` and what rules find beside them, in order of content: candidates for the record."""
    known = [_Known.of(attribution) for attribution in attributions]
    more = [one for one in find_by_rules(article, doc) if not _Known.of(one).is_among(known)]
    return tuple(sorted((*attributions, *more), key=lambda attribution: attribution.content[0].start))


def _on_one_side(attribution: Attribution, headline: Span | None) -> Attribution | None:
    """Without what lies over the border between headline and body; None if no content is left."""
    if headline is None or not attribution.cue:
        return attribution
    inside = headline.holds(hull(attribution.cue))
    content, source = (
        tuple(span for span in spans if headline.overlaps(span) == inside and (headline.holds(span) or not inside))
        for spans in (attribution.content, attribution.source)
    )
    return replace(attribution, content=content, source=source) if content else None


def _own_pieces(attribution: Attribution, whole: list[tuple[Span, Span]]) -> Attribution:
    """Without pieces that are the whole content of another: "…," said Osk. "…," she told … are two attributions."""
    if len(attribution.content) == 1:
        return attribution
    cue = hull(attribution.cue)
    own = tuple(
        piece
        for piece in attribution.content
        if not any(
            other.holds(piece) and len(other) <= len(piece) + _MARKS and other_cue != cue for other, other_cue in whole
        )
    )
    return replace(attribution, content=own) if own else attribution


@dataclass(frozen=True, slots=True)
class _Known:
    """What is compared of an attribution, as sets of characters."""

    content: frozenset[int]
    source: frozenset[int]
    cue: Span | None
    reach: Span

    @classmethod
    def of(cls, attribution: Attribution) -> _Known:
        cue = hull(attribution.cue) if attribution.cue else None
        content, source = _characters(attribution.content), _characters(attribution.source)
        return cls(content, source, cue, hull(attribution.content))

    def is_among(self, known: list[_Known]) -> bool:
        """Whether one of them says this already."""
        return any(self._repeats(other) for other in known)

    def _repeats(self, other: _Known) -> bool:
        """Whether this is ``other`` again: by the same cue, or by the same source with about the same words."""
        if self.cue and other.cue and self.cue.overlaps(other.cue):
            return True
        if not self.reach.overlaps(other.reach):
            return False
        same = len(self.content & other.content) / len(self.content | other.content)
        either_unnamed = not self.source or not other.source
        return same >= 0.8 or (same >= 0.5 and (either_unnamed or bool(self.source & other.source)))


def _characters(spans: Spans) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(span.start, span.end))
