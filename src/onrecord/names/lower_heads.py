"""Names whose head is in lower case: "Ahrar" + "bloc", "NINA" + "news agency", "Daesh" + "terrorists"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Span
from ..text.parse import text_of
from .lexicon import heads, roles, words
from .places import known_here

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BODY_HEADS = words()["body_heads"]
_BETWEEN = words()["between_name_and_head"]


def with_lower_heads(doc: Doc, names: list[Mention], taken: list[bool]) -> tuple[list[Mention], list[bool]]:
    """ "Ahrar" + "bloc", "NINA" + "news agency", "Daesh" + "terrorists": one name with its head in lower case."""
    grown = []
    for mention in names:
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        glued = mention.span.start > 0 and text_of(doc)[mention.span.start - 1] in "-–"
        if mention.type in (ActorType.PERSON, ActorType.STATE) or span is None or glued:
            grown.append(mention)
            continue
        last, type_ = _lower_head(doc, span.end)
        if last is None:
            grown.append(mention)
            continue
        for at in range(span.end, last + 1):
            taken[at] = True
        known = known_here(mention.span.of(text_of(doc)))
        type_ = known.type if known else type_ or mention.type
        grown.append(
            Mention(Span(mention.span.start, doc[last].idx + len(doc[last])), MentionForm.NAME, type_, mention.extent)
        )
    return grown, taken


def _lower_head(doc: Doc, at: int) -> tuple[int | None, ActorType | None]:
    for step in range(3):
        if at + step >= len(doc):
            return None, None
        token = doc[at + step]
        if token.text in ("“", "”", '"') or token.tag_ == "POS":
            return None, None
        head = heads().get(token.text)
        if head and head.kind == "government":
            return None, None  # "the Harbour Party government" is no party
        if head and token.text not in _BETWEEN:
            following = doc[at + step + 1] if at + step + 1 < len(doc) else None
            if following is not None and following.text in heads() and token.dep_ == "compound":
                continue
            if token.dep_ == "compound" and token.head.i > token.i and token.head.lower_ in roles():
                return at + step, _news(doc, at, step) or head.type
            return (at + step, _news(doc, at, step) or head.type) if token.pos_ in ("NOUN", "PROPN") else (None, None)
        modifier = token.dep_ in ("amod", "compound") and token.is_lower and token.head.text in _BODY_HEADS
        if token.text not in _BETWEEN and not (modifier and 0 < token.head.i - token.i < 3):
            return None, None
    return None, None


def _news(doc: Doc, at: int, step: int) -> ActorType | None:
    return ActorType.OUTLET if step and doc[at + step - 1].text == "news" else None
