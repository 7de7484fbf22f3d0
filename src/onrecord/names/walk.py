"""The walk through an article in order of its text: what has been named so far, where, and by whom things are said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..model import Mention, Span
from ..text.parse import text_of
from .people import Cluster
from .traits import Traits, head_token, is_subject, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Walk:
    """The clusters of one article, and what is asked of the places of their mentions."""

    def __init__(
        self, doc: Doc, clusters: list[Cluster], *, home: str | None, sources: tuple[Span, ...], headline: int = 0
    ) -> None:
        self.headline = headline  # where the headline ends, 0 without one
        self.doc = doc
        self.text = text_of(doc)
        self.clusters = clusters
        self.home = home
        self.sources = sources
        self.sentences = _sentence_numbers(doc)
        self.places: dict[Span, int] = {}  # sentence numbers already looked up
        self.quotes = [match.span() for match in re.finditer(r"“[^”“]{3,1500}”?|\"[^\"\n]{3,1500}\"", self.text)]
        self.keys: dict[tuple, Cluster] = {}
        self.waiting: list[tuple[Mention, Traits]] = []  # phrases that acted nowhere yet
        self.at = {mention.span: cluster for cluster in clusters for mention in cluster.mentions}

    def latest(self, mention: Mention, fits: list[Cluster], *, prefer: Callable[[Cluster], object]) -> Cluster | None:
        before = [c for c in fits if c.last_before(mention.span.start) >= 0]
        return max(before, key=lambda c: (bool(prefer(c)), c.last_before(mention.span.start)), default=None)

    def is_source(self, mention: Mention) -> bool:
        whole = mention.extent or mention.span
        return any(whole == source or mention.span == source for source in self.sources)

    def in_source(self, mention: Mention) -> bool:
        """Whether the mention stands in a source."""
        return any(source.holds(mention.span) for source in self.sources)

    def quote_around(self, mention: Mention) -> tuple[int, int] | None:
        """The quotation that the mention stands in."""
        at = mention.span.start
        place = bisect_left(self.quotes, (at,)) - 1
        if place < 0:
            return None
        start, end = self.quotes[place]
        return (start, end) if start < at < end else None

    def sentence(self, mention: Mention) -> int:
        """Number of the mention's sentence."""
        number = self.places.get(mention.span)
        if number is None:
            first, _ = tokens_of(self.doc, mention)
            number = self.sentences[min(first, len(self.sentences) - 1)] if self.sentences else 0
            self.places[mention.span] = number
        return number

    def sentence_span(self, number: int) -> tuple[int, int]:
        """Where the sentence of that number starts and ends, in characters."""
        first = bisect_left(self.sentences, number)
        last = bisect_left(self.sentences, number + 1) - 1
        return self.doc[first].idx, self.doc[last].idx + len(self.doc[last])

    def subject(self, mention: Mention) -> bool:
        """Whether the mention is a subject."""
        first, last = tokens_of(self.doc, mention)
        return first < last and is_subject(head_token(self.doc, first, last))


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        if token.is_sent_start or number < 0:
            number += 1
        numbers.append(number)
    return numbers
