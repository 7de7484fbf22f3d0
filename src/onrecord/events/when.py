"""When an event was: the dates that hang on its trigger, distances to other events, open intervals."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ..model import DateMention
from ..text.parse import starts_of
from ..text.time_values import first_day, grain, shift
from .clause import belongs, top_verb
from .lexicon import cue_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DISTANCE = re.compile(r"P(\d+)([DWMY])$")
_FINEST = "DWMQHSY"
_BEFORE_PUBLICATION = 731
_TIMES = frozenset({"year", "month", "week", "day", "night", "evening", "morning", "date", "time"})


class Dates:
    """The dates of one article, found by the verb or noun they hang on."""

    def __init__(self, dates: tuple[DateMention, ...], doc: Doc) -> None:
        starts = starts_of(doc)
        self._dated = [
            (doc[starts[mention.span.start]], mention)
            for mention in dates
            if mention.value and mention.span.start in starts
        ]

    def of(self, trigger: Token, *, carrier: Token | None = None) -> str | None:
        """The ISO value for the event at a trigger ("2016-10-17/.." where it goes on), or None."""
        verb = carrier or trigger
        owners = {trigger.i, verb.i, top_verb(verb).i}
        if (distant := self._by_distance(trigger)) is not None:
            return distant
        top = top_verb(verb)
        if (said := self._in_the_year(top)) is not None:
            return said
        if (found := self._on(owners, verb)) is not None:
            return found
        for clause in top.children:  # "has backed the army since war broke out in 2014"
            if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in clause.children):
                began = self._on({clause.i}, clause)
                return f"{began}/.." if began and not began.endswith("/..") else began
        if _shares_its_day(top):
            return self._on({top.head.i, top_verb(top.head).i}, top.head)
        if top.dep_ == "ccomp" and top.head.lemma_ in cue_words("reporting") and _going_on(top):
            return self._on({top.head.i}, top.head)
        return None

    def _in_the_year(self, verb: Token) -> str | None:
        """ "In 2014, the year they began their campaign": the date that the clause's noun takes up."""
        ahead = [c for c in verb.lefts if c.dep_ == "npadvmod"]  # as the parser often has it
        noun = verb.head if verb.dep_ == "relcl" else ahead[0] if ahead else verb
        if noun.lemma_.lower() not in _TIMES:
            return None
        first = min([noun.i, *(c.i for c in noun.lefts)])
        if first < 2 or noun.doc[first - 1].text != ",":
            return None
        comma = noun.doc[first - 1].idx
        return next((m.value for _, m in self._dated if m.span.end == comma), None)

    def _on(self, owners: set[int], verb: Token) -> str | None:
        found = [
            (_FINEST.index(size), abs(token.i - verb.i), token, mention)
            for token, mention in self._dated
            if (size := grain(mention.value))
            and belongs(hangs := _hanging(token, mention), owners)
            and (hangs.dep_ != "poss" or hangs.head.i in owners)  # "over last month's march" dates the march alone
        ]
        if not found:
            return None
        _, _, token, mention = min(found, key=lambda item: item[:2])
        value = mention.value.split("T")[0]
        before = token.doc[token.i - 1].lower_ if token.i else ""
        return f"{value}/.." if before == "since" else value

    def _by_distance(self, trigger: Token) -> str | None:
        """ "passed a law two days after a strike": the strike was two days before the day of the law."""
        prep = trigger.head
        if trigger.dep_ != "pobj" or prep.lower_ not in ("after", "before", "following"):
            return None
        for token, mention in self._dated:
            m = _DISTANCE.match(mention.value)
            if m and mention.rule.startswith("distance") and 0 <= prep.i - token.i <= 5 and token.i < prep.i:
                verb = prep.head
                while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
                    verb = verb.head
                base = self._on({verb.i, top_verb(verb).i}, verb)
                if base and not base.endswith("/.."):
                    return shift(base, int(m[1]) * (1 if prep.lower_ == "before" else -1), m[2])
        return None


def _hanging(token: Token, mention: DateMention) -> Token:
    """The highest token of a date expression: the one whose head lies outside."""
    end = mention.span.end
    while token.head != token and mention.span.start <= token.head.idx < end:
        token = token.head
    return token


def _shares_its_day(verb: Token) -> bool:
    """ "On Monday rebels freed them and left the town", "said on Monday, receiving him", "closed as they struck"."""
    marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")]
    if verb.dep_ == "advcl" and ("as" in marks or "when" in marks):
        return True
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    return not own and (verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG"))


def _going_on(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)


def long_ago(value: str | None, published: str | None) -> bool:
    """Whether an event lies more than two years before publication."""
    if not value or not published:
        return False
    day = first_day(value.split("/")[0])
    if day is None or value.endswith("/.."):
        return False
    try:
        return (date.fromisoformat(published[:10]) - day).days > _BEFORE_PUBLICATION
    except ValueError:
        return False
