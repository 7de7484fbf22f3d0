"""Where sentences start, as far as letters and quotation marks show it; the parser decides the rest.

Scraped text glues sentences ("said.There", "terror.”However"), breaks them ("Brig. Gen.") and leaves the parser to
guess to which sentence a quotation mark belongs. What is sure is set before parsing, so the parser keeps to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Splits inside a word that only glued sentences have; for the tokenizer's infixes.
GLUED = (
    # said.There · September 5.The · (MoI).The · terror."However · group."“We · leave?He · ISIS.Leader
    r"(?:(?<=[a-z0-9\)\]\u201d\"’'])|(?<=[A-Z]{2}))[.!?]"
    r"(?=[\u201d\"’'\u201c‘]{0,2}[A-Z][A-Za-z’' ,]|[\u201c\"‘][A-Za-z])",
    # the marks between: terror.”However · done."“We · again!”Roe · enough,”Bell
    r"(?<=[.!?,])[\u201d\"’\u201c‘'](?=[\u201c\"‘A-Z])",
    r"(?<=[.!?,][\u201d\"’'])[\u201c\"‘'](?=[A-Za-z])",
    r"(?<=\w)[\)\]](?=[.!?][\u201d\"]?[A-Z])",
    r"(?<=[a-z])[\u201d\"](?=[A-Z][a-z])",
)
_CLOSING = frozenset("”»")
_OPENING = frozenset("“«„")
_STRAIGHT = frozenset(('"', "'"))
_END = frozenset(".!?…")


def sentence_starts(doc: Doc) -> Doc:
    """Set what is sure: a paragraph starts a sentence, a closing mark does not, nor does a name after "Brig." """
    open_marks: dict[str, bool] = {}
    for token in doc:
        if token.is_space:
            if "\n" in token.text or "\r" in token.text:
                open_marks.clear()
                _start(doc, token.i + 1)
            continue
        mark = token.text
        if mark in _STRAIGHT and _stands_free(token, open_marks):
            closing = open_marks.get(mark, False)
            open_marks[mark] = not closing
            _mark(doc, token, closing=closing)
        elif mark in _CLOSING:
            _mark(doc, token, closing=True)
        elif mark in _OPENING:
            _mark(doc, token, closing=False)
        elif mark == "." or mark.endswith("."):
            _full_stop(doc, token)
        elif mark in _END and not token.whitespace_ and _capital(doc, token.i + 1):
            _start(doc, token.i + 1)
    return doc


def _stands_free(token: Token, open_marks: dict[str, bool]) -> bool:
    """Whether a straight mark is a quotation mark; a single one may be an apostrophe."""
    if token.text == '"':
        return True
    before = token.nbor(-1) if token.i else None
    opens = not token.whitespace_ and (before is None or bool(before.whitespace_) or before.is_space)
    return opens or (open_marks.get("'", False) and before is not None and before.text in {*_END, ","})


def _mark(doc: Doc, token: Token, *, closing: bool) -> None:
    """A quotation mark goes with the sentence that it closes or opens."""
    before = doc[token.i - 1] if token.i else None
    if before is None or before.is_space:
        return
    ended = before.text in _END or (
        before.text in _CLOSING | _STRAIGHT and token.i > 1 and doc[token.i - 2].text in _END
    )
    if closing:
        token.is_sent_start = False
        following = token.i + 1
        glued = not token.whitespace_
        if (
            before.text == "."
            and following < len(doc)
            and (_capital(doc, following) or doc[following].text in _OPENING)
        ):
            # a quotation that goes on in its sentence has a comma before the mark
            _start(doc, following)
        elif glued and ended and following < len(doc) and doc[following].text in _OPENING:
            _start(doc, following)
        elif before.text in "!?" and following < len(doc) and doc[following].text[:1].islower():
            doc[following].is_sent_start = False  # "Never!" he said.
    elif ended and not before.whitespace_:
        token.is_sent_start = True
        if token.i + 1 < len(doc):
            doc[token.i + 1].is_sent_start = False


def _full_stop(doc: Doc, token: Token) -> None:
    """After a title there is no new sentence; after a stop glued to a capital there is."""
    following = token.i + 1
    if following >= len(doc) or doc[following].is_space:
        return
    word = token.text if len(token.text) > 1 else doc[token.i - 1].text if token.i else ""
    joined = len(token.text) > 1 or (token.i > 0 and not doc[token.i - 1].whitespace_)
    short = word.rstrip(".").casefold()
    name_next = short in words("before a name") and (_capital(doc, following) or doc[following].is_digit)
    number_next = short in words("before a number") and doc[following].text[:1].isdigit()
    if joined and (name_next or number_next):
        doc[following].is_sent_start = False
    elif token.text == "." and not token.whitespace_ and len(short) > 1 and _capital(doc, following):
        _start(doc, following)


def _capital(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].text[:1].isupper()


def _start(doc: Doc, at: int) -> None:
    if at < len(doc) and doc[at].text not in _CLOSING:
        doc[at].is_sent_start = True
