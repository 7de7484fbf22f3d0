"""Parse and names together: the parser's ``Doc`` with the entities that the encoder found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Article
from ..models.first_pass import FirstPass, look_at
from ..text import parse as parsing

if TYPE_CHECKING:
    from spacy.tokens import Doc


def parse(article: Article) -> Doc:
    """Tokens, tags, heads and entities of an article; ``doc[i].idx`` is an offset into ``article.text``.

    >>> from onrecord.text.article import make_article
    >>> doc = parse(make_article("Sunita Deshpande leads the Harbour Workers' Union.", id="1"))
    >>> [entity.text for entity in doc.ents if entity.label_ == "PERSON"]
    ['Sunita Deshpande']
    """
    return name_entities(parsing.parse(article), look_at(article), outlet=article.outlet)


def name_entities(doc: Doc, seen: FirstPass, *, outlet: str | None = None) -> Doc:
    """``doc`` with ``doc.ents`` set to what ``seen`` found, each widened to whole tokens.

    ``outlet`` is the article's: "a message seen by Meridian" in the Meridian Press names no person.
    """
    whole = (outlet or "").removeprefix("The ")
    own = {whole, whole.split(" ")[0]} - {""}
    spans, until = [], 0
    for entity in seen.entities:
        kind = "ORG" if entity.kind == "PERSON" and seen.text[entity.start : entity.end] in own else entity.kind
        span = doc.char_span(entity.start, entity.end, label=kind, alignment_mode="expand")
        if span is not None and span.start >= until:
            spans.append(span)
            until = span.end
    doc.set_ents(spans)
    return doc
