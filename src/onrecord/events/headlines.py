"""Headlines whose verb the parser misreads: "Gunmen torch school", "Border closed after shooting".

A parser trained on sentences misreads one headline in five of ours. So a word that may be the verb of a frame, between
a noun that fits its subject and a noun that fits its object, is taken for that verb; and so is a participle behind a
noun that fits its object, where no verb helps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .fits import fits
from .lexicon import Frame, frames, past_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model import Span
    from .cast import Cast

_NOUN = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_MAY_BE_VERB = frozenset({"NOUN", "PROPN", "VERB", "ADV", "ADJ"})


def headline_verbs(
    doc: Doc, cast: Cast, headlines: tuple[Span, ...]
) -> Iterator[tuple[Token, Frame, Token | None, Token | None]]:
    """(word, frame, subject, object) for words of headlines that are verbs by what stands round them."""
    for headline in headlines:
        tokens = [token for token in doc if headline.start <= token.idx < headline.end and not token.is_space]
        for at in range(1, len(tokens)):
            word = tokens[at]
            if word.pos_ in _MAY_BE_VERB and not word.lower_.endswith("ing") and _may_be_subject(tokens[at - 1]):
                found = _active(tokens, at, cast) or _passive(tokens, at, cast)
                if found is not None:
                    yield word, *found


def _active(tokens: list[Token], at: int, cast: Cast) -> tuple[Frame, Token | None, Token | None] | None:
    """ "Gunmen torch school": a form of the present, subject and object at its sides."""
    if at + 1 >= len(tokens):
        return None
    verbs, before, thing = frames()[0], tokens[at - 1], _object(tokens[at + 1 :])
    for lemma in _lemmas(tokens[at]):
        for frame in verbs.get(lemma, ()):
            if _fits(frame, before, thing, tokens[at + 1], cast):
                return frame, before, thing
    return None


def _passive(tokens: list[Token], at: int, cast: Cast) -> tuple[Frame, Token | None, Token | None] | None:
    """ "Border closed after shooting", "Ex-minister shot dead": a participle at the end or before a preposition."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.pos_ not in ("ADP", "SCONJ") and following.lower_ != "dead":
        return None
    thing = tokens[at - 1]
    for lemma in past_of(tokens[at].lower_):
        for frame in frames()[0].get(lemma, ()):
            open_ = not frame.subject or frame.agentless
            if open_ and frame.object and _plain(frame) and not frame.prep_object and _takes(frame, thing, cast):
                return frame, _doer(tokens[at + 1 :]), thing
    return None


def _doer(rest: list[Token]) -> Token | None:
    """ "Shot dead by police": the noun behind "by", which stands near."""
    by = next((n for n, token in enumerate(rest[:3]) if token.lower_ == "by"), None)
    return None if by is None else _object(rest[by + 1 :])


def _may_be_subject(token: Token) -> bool:
    return (token.pos_ in ("NOUN", "PROPN", "NUM") or (token.pos_ == "ADJ" and token.is_title)) and token.tag_ != "POS"


def _lemmas(word: Token) -> tuple[str, ...]:
    """What verb a form may be in the present: "seizes" → "seize", "torch" → "torch"."""
    form = word.lower_
    if form.endswith("s"):
        return (form[:-1], form[:-2], form[:-3] + "y") if form.endswith("es") else (form[:-1],)
    return (form,)


def _object(rest: list[Token]) -> Token | None:
    """The head of the noun phrase that begins at once, or None."""
    run: list[Token] = []
    for token, following in zip(rest, [*rest[1:], None], strict=True):
        before_noun = token.pos_ == "VERB" and following is not None and following.pos_ in ("NOUN", "PROPN")
        before_noun = before_noun or (bool(run) and token.tag_ == "VBG")  # "last crossing"
        if token.pos_ in _NOUN or token.tag_ == "POS" or token.text == "-" or before_noun:
            run.append(token)
        elif token.pos_ == "DET" and not run:
            continue
        else:
            break
    return next((token for token in reversed(run) if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "VBG"), None)


def _plain(frame: Frame) -> bool:
    return not (
        frame.particle or frame.complement or frame.marked or frame.modified_object or frame.passive or frame.adverb
    )


def _takes(frame: Frame, thing: Token, cast: Cast) -> bool:
    wrong = frame.unless_object and fits(frame.unless_object, [thing], cast)
    return not wrong and fits(frame.object, [thing], cast)


def _fits(frame: Frame, subject: Token, thing: Token | None, following: Token, cast: Cast) -> bool:
    """Only plain frames: subject, verb, object; subject, verb, "to" with a verb; or a preposition without object."""
    if not fits(frame.subject, [subject], cast) or (
        frame.unless_subject and fits(frame.unless_subject, [subject], cast)
    ):
        return False
    if "xcomp" in frame.complement and following.lower_ == "to":
        return bool(frame.subject) and not (frame.particle or frame.object or frame.complement_verb)
    if not _plain(frame):
        return False
    if frame.object:
        return thing is not None and not frame.prep_object and _takes(frame, thing, cast)
    return (
        bool(frame.subject) and thing is None and following.pos_ == "ADP" and not frame.prep_object and not frame.prep
    )
