"""One pass of the encoder over an article: what attributions and names are found from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Article, Span
from onrecord.models.entity_tags import Entity, entities, logits
from onrecord.models.finding import Encoded, Settings, encoded
from onrecord.models.pieces import Pieces, cut
from onrecord.models.runtime import Model, open_model
from onrecord.text.parse import parsed_text

MODEL = "attribution"
NAMES = "entities"


@dataclass(frozen=True, slots=True)
class FirstPass:
    """``text`` as it was read, the ``zones`` that speak, and what the encoder makes of their ``pieces``."""

    text: str
    zones: tuple[Span, ...]
    pieces: Pieces
    encoded: Encoded | None  # none where nothing speaks

    @property
    def entities(self) -> list[Entity]:
        """Named people, bodies, places, and dates and numbers, in order."""
        if self.encoded is None:
            return []
        return entities(self.pieces, logits(self.pieces, self.encoded.hidden, open_model(NAMES)))


def look(text: str, zones: Sequence[Span]) -> FirstPass:
    """The pass over the ``zones`` of ``text`` (in order, without overlap); nothing else is looked at.

    Raises:
        ModelError: a model file is missing or damaged.

    >>> text = "Nouri Talib met the Farmers' Union in Basra on Monday."
    >>> [text[e.start : e.end] for e in look(text, [Span(0, len(text))]).entities if e.kind == "PERSON"]
    ['Nouri Talib']
    """
    model = open_model(MODEL)
    zones = tuple(zone for zone in zones if text[zone.start : zone.end].strip())
    pieces = cut(text, zones, model.tokenize)
    settings = Settings(**model.card["settings"])
    return FirstPass(text, zones, pieces, encoded(pieces, encoder(model), settings) if len(pieces) else None)


def look_at(article: Article) -> FirstPass:
    """The same for an article's headline and body, hard line breaks read as spaces; offsets are the article's."""
    return look(_without_hard_breaks(article), article.speaking)


def encoder(model: Model):
    """The encoder's graph as a function on arrays."""
    session = model.session("encoder.onnx")
    names = ("ids", "case", "gap", "quote")

    def encode(*arrays):
        arrays = arrays[:4]  # windows of an article are of one length, so the fifth, what is there, says nothing
        return session.run(("hidden", "cue", "reach", "middle"), dict(zip(names, arrays, strict=True)))

    return encode


def _without_hard_breaks(article: Article) -> str:
    """The text with hard line breaks as spaces where it speaks; silence stays, so that nothing reaches over it."""
    parsed = parsed_text(article)
    parts: list[str] = []
    at = 0
    for span in article.speaking:
        parts += article.text[at : span.start], parsed[span.start : span.end]
        at = span.end
    return "".join((*parts, article.text[at:]))
