"""The triggers of a text: verbs and eventive nouns whose surroundings fit a frame, nouns that tell a deed by
themselves, then misread headlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .fits import is_agent
from .headlines import headline_verbs
from .lexicon import cue_words, frames, verb_lemma
from .lone_nouns import is_new, lone_nouns
from .noun_triggers import noun_trigger, stands_for_itself
from .tree import whole_word
from .trigger import Trigger
from .verb_triggers import verb_trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model import Span
    from .cast import Cast
    from .lexicon import Frame


def find_triggers(doc: Doc, cast: Cast, headlines: tuple[Span, ...] = ()) -> Iterator[Trigger]:
    """The triggers of a text; the first frame of a lemma that fits wins. Misread headlines come last."""
    seen: set[int] = set()
    told: list[Trigger] = []
    for trigger in _parsed_triggers(doc, cast):
        seen |= {trigger.token.i, (trigger.carrier or trigger.token).i}
        told.append(trigger)
        yield trigger
    for trigger in lone_nouns(doc, cast, told, headlines):
        seen.add(trigger.token.i)
        yield trigger
    for word, frame, doer, thing in headline_verbs(doc, cast, headlines):
        told = any(token.i in seen for token in word.sent if token.i != word.i) or word.i in seen
        if not told:
            who = (doer,) if doer is not None else ()
            trigger = Trigger(word, frame, who, (thing,) if thing and "object" in frame.to else (), object=thing)
            if _named_enough(trigger, cast):
                seen.add(word.i)
                yield trigger


def _parsed_triggers(doc: Doc, cast: Cast) -> Iterator[Trigger]:
    verbs, nouns = frames()
    for token in doc:
        if token.pos_ == "VERB" or _gerund(token):
            fitting = (verb_trigger(token, frame, cast) for frame in verbs.get(verb_lemma(token), ()))
        elif token.pos_ == "NOUN" and stands_for_itself(token):
            fitting = (noun_trigger(token, frame, cast) for frame in nouns.get(_noun(token, nouns), ()))
        else:
            continue
        if (
            trigger := next((one for one in fitting if one is not None and _named_enough(one, cast)), None)
        ) is not None:
            yield trigger


def _noun(token: Token, nouns: dict[str, tuple[Frame, ...]]) -> str:
    """The lemma by which a noun is looked up: "sit-in" whole, where a frame has it."""
    whole = whole_word(token)
    return whole if whole in nouns else token.lemma_.lower()


def _named_enough(trigger: Trigger, cast: Cast) -> bool:
    """Whether those whom the frame wants to know by name are actors of the article."""
    needs = trigger.frame.needs
    if not needs:
        return True
    if needs == "new":
        return bool(trigger.who or trigger.to) or is_new(trigger.token)
    who, to = (cast.all_meant(list(heads)) or _likely(heads, cast) for heads in (trigger.who, trigger.to))
    return {"who": bool(who), "to": bool(to), "any": bool(who or to), "both": bool(who and to)}[needs]


def _likely(heads: tuple[Token, ...], cast: Cast) -> bool:
    """Whether a noun (no pronoun) is somebody: the article's actors get those who only take part added later."""
    return any(head.pos_ != "PRON" and is_agent(head, cast) for head in heads)


def _gerund(token: Token) -> bool:
    """ "Announced handing over the port": a gerund that the tagger takes for a noun."""
    return (
        token.pos_ == "NOUN"
        and token.lower_.endswith("ing")
        and token.dep_ == "dobj"
        and token.head.lemma_ in cue_words("reporting")
    )
