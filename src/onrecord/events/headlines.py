"""Headlines whose verb the parser takes for a noun: "Gunmen torch school", "Fiji navy seizes trawlers".

A parser trained on sentences misreads one headline in five of ours. So a word that may be the verb of a frame, between
a noun that fits its subject and a noun that fits its object, is taken for that verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .fits import fits
from .lexicon import Frame, frames

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model import Span
    from .cast import Cast

_NOUN = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def headline_verbs(
    doc: Doc, cast: Cast, headlines: tuple[Span, ...]
) -> Iterator[tuple[Token, Frame, Token, Token | None]]:
    """(word, frame, subject, object) for words of headlines that are verbs by what stands round them."""
    verbs = frames()[0]
    for headline in headlines:
        tokens = [token for token in doc if headline.start <= token.idx < headline.end and not token.is_space]
        for at in range(1, len(tokens) - 1):
            word, before = tokens[at], tokens[at - 1]
            if word.pos_ not in ("NOUN", "PROPN") or not _may_be_subject(before) or word.lower_.endswith("ing"):
                continue
            thing = _object(tokens[at + 1 :])
            for lemma in _lemmas(word):
                fitting = (frame for frame in verbs.get(lemma, ()) if _fits(frame, before, thing, tokens[at + 1], cast))
                if (frame := next(fitting, None)) is not None:
                    yield word, frame, before, thing
                    break


def _may_be_subject(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "NUM") and token.tag_ != "POS"


def _lemmas(word: Token) -> tuple[str, ...]:
    """What verb a form may be in the present: "seizes" → "seize", "torch" → "torch"."""
    form = word.lower_
    if form.endswith("s"):
        return (form[:-1], form[:-2], form[:-3] + "y") if form.endswith("es") else (form[:-1],)
    return (form,)


def _object(rest: list[Token]) -> Token | None:
    """The head of the noun phrase that begins at once, or None."""
    run: list[Token] = []
    for token in rest:
        if token.pos_ in _NOUN or token.tag_ == "POS" or token.text == "-":
            run.append(token)
        elif token.pos_ == "DET" and not run:
            continue
        else:
            break
    return next((token for token in reversed(run) if token.pos_ in ("NOUN", "PROPN")), None)


def _fits(frame: Frame, subject: Token, thing: Token | None, following: Token, cast: Cast) -> bool:
    """Only plain frames: subject, verb, object; or subject, verb and a preposition for a verb without object."""
    if frame.particle or frame.complement or frame.marked or frame.modified_object or frame.passive or frame.adverb:
        return False
    if not fits(frame.subject, [subject], cast) or (
        frame.unless_subject and fits(frame.unless_subject, [subject], cast)
    ):
        return False
    if frame.object:
        wrong = thing is not None and frame.unless_object and fits(frame.unless_object, [thing], cast)
        return thing is not None and not wrong and not frame.prep_object and fits(frame.object, [thing], cast)
    return (
        bool(frame.subject) and thing is None and following.pos_ == "ADP" and not frame.prep_object and not frame.prep
    )
