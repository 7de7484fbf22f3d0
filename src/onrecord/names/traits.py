"""What a mention says of its actor, read off the parse: head word, kind, country, number, modifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Mention, MentionForm
from .lexicon import heads, plain, roles, words
from .places import place_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Modifiers that tell nothing apart.
_EMPTY = words()["telling_nothing"]


@dataclass(frozen=True, slots=True)
class Traits:
    """``head`` in lower case; ``kind`` as in heads.txt or roles.txt; ``country`` ISO code from a modifier or possessor;
    ``modifiers`` the other content words; ``start`` the index of the first token."""

    head: str
    kind: str
    country: str | None
    plural: bool
    definite: bool
    demonstrative: bool
    modifiers: frozenset[str]
    subject: bool
    start: int
    owner: str | None = None  # "his", or the possessor as written
    sentence: int = 0


def tokens_of(doc: Doc, mention: Mention) -> tuple[int, int]:
    """First and behind-last token index of a mention."""
    span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)


def head_token(doc: Doc, first: int, last: int) -> Token:
    """The syntactic head of the tokens ``first`` to ``last`` (behind-last): the one whose head lies outside."""
    for token in doc[first:last]:
        if (not (first <= token.head.i < last) or token.head is token) and not token.is_punct and not token.is_space:
            return token
    return doc[max(first, last - 1)]


def is_subject(token: Token) -> bool:
    """Whether the word (or the name that it ends) is the subject of a verb, also behind "and"."""
    seen = 0
    while token.dep_ in ("conj", "compound", "appos", "nmod", "poss") and token.head is not token and seen < 4:
        if token.dep_ == "poss":
            return False
        token, seen = token.head, seen + 1
    return token.dep_ in ("nsubj", "nsubjpass", "agent", "csubj") or (
        token.dep_ == "pobj" and token.head.dep_ == "agent"
    )


def traits(doc: Doc, mention: Mention, sentence: int = 0) -> Traits:
    """The traits of a mention. For names, ``head`` is the last word."""
    first, last = tokens_of(doc, mention)
    tokens = [token for token in doc[first:last] if not token.is_space]
    if not tokens:
        return Traits("", "", None, False, True, False, frozenset(), False, first, sentence=sentence)
    top = _np_head(tokens, mention)
    words = [plain(token.text) for token in tokens]
    country, modifiers = _modifiers(doc, tokens, top)
    owner, owned_by = _owner(doc, first, tokens)
    head = top.lower_
    role, body = roles().get(head), heads().get(head)
    return Traits(
        head=head,
        kind=body.kind if body else "",
        country=country or owned_by,
        plural=top.tag_ in ("NNS", "NNPS") or bool(role and role.plural),
        definite=words[0] not in ("a", "an", "some", "many", "several", "any", "no", "other"),
        demonstrative=words[0] in ("these", "this", "those", "that", "both"),
        modifiers=modifiers,
        subject=is_subject(top) or is_subject(head_token(doc, first, last)),
        start=first,
        owner=owner,
        sentence=sentence,
    )


def _np_head(tokens: list[Token], mention: Mention) -> Token:
    if mention.form is MentionForm.NAME:
        return next((token for token in reversed(tokens) if not token.is_punct), tokens[-1])
    known = [token for token in tokens if token.lower_ in heads() or token.lower_ in roles()]
    for at, token in enumerate(tokens):  # a preposition ends the core: "a number of other parties" is its last noun
        if token.dep_ == "prep" and at > 1 and not (at > 1 and tokens[at - 1].lower_ in ("number", "group", "range")):
            known = [word for word in known if word.i < token.i] or known
            break
    return known[-1] if known else tokens[-1]


def _modifiers(doc: Doc, tokens: list[Token], top: Token) -> tuple[str | None, frozenset[str]]:
    country, left = None, []
    at = 0
    before = [token for token in tokens if token.i < top.i]
    while at < len(before):
        for width in (3, 2, 1):
            place = place_of(doc[before[at].i : before[at].i + width].text) if at + width <= len(before) else None
            if place and place[1] != "capital":
                following = doc[before[at].i + width] if before[at].i + width < len(doc) else None
                glued = following is not None and following.text == "-"
                if not glued:
                    country = country or place[0]
                else:
                    left.append(before[at].lower_)
                at += width
                break
        else:
            token = before[at]
            if "-" in token.text.strip("-"):
                left += [part for part in token.lower_.split("-") if part.replace(".", "").isalpha()]
            elif token.is_alpha and token.lower_ not in _EMPTY and token.pos_ not in ("DET", "PRON", "ADP"):
                left.append(token.lower_)
            at += 1
    if country is None:  # "the government of Iraq", "parliament in Kenya"
        after = [token for token in doc[top.i + 1 : top.i + 4] if token.text]
        if len(after) >= 2 and after[0].lower_ == "of":
            place = place_of(after[1].text) or place_of(" ".join(token.text for token in after[1:3]))
            country = place[0] if place and place[1] == "name" else None
        elif len(after) >= 2 and after[0].lower_ == "in" and top.lower_ in ("government", "parliament", "regime"):
            place = place_of(after[1].text) or place_of(" ".join(token.text for token in after[1:3]))
            country = place[0] if place and place[1] in ("name", "capital") else None
    return country, frozenset(left)


def _owner(doc: Doc, first: int, tokens: list[Token]) -> tuple[str | None, str | None]:
    if tokens[0].tag_ == "PRP$":
        return tokens[0].lower_, None
    while first >= 2 and doc[first - 1].is_space:
        first -= 1
    if first >= 2 and doc[first - 1].tag_ == "POS":
        for width in (3, 2, 1):
            at = first - 1 - width
            if at >= 0:
                place = place_of(doc[at : first - 1].text)
                if place:
                    return doc[at : first - 1].text, place[0]
        return doc[first - 2].text, None
    return None, None
