"""Which phrase describes which name: "X, head of Y", "the movement’s leader, X", "Leader of Y X", "X is head of Y"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import ActorType, Mention, MentionForm, Span
from ..text.parse import starts_of, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AFTER_NAME = re.compile(
    r"(?:\s?\([^)]{1,40}\))?(?:\sof\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)?(?:,|\s[–—-])\s(?:who\s(?:is|was|has\sbeen|had\sbeen|became|serves\sas|(?:has\s)?served\sas|works\sas|worked\sas)\s)?"
    r"(?:(?:also|currently|formerly|then|now|until\srecently|once)\s)?"
    r"(?:(?:the\s)?[A-Z][\w.’-]*(?:\s[A-Z][\w.-]+){0,2}[’']s\s|(?:the|this|their|its)\s(?:[\w-]+\s){0,2}[\w-]+[’']s?\s)?$"
)
_BEFORE_NAME = re.compile(
    r"(?:\s(?:of|for|to|at|in|from|on)\s(?P<rest>[^.;:]{2,110}?))?(?P<gloss>\s\([^)]{2,60}\))?(?P<comma>,?)\s(?:the\s)?(?:(?:former|then|late)\s)?$"
)


_OF_BODY = re.compile(r",?\s(?:of|from)\s(?:the\s)?(?:[a-z-]+\s){0,2}|\s\(")
#: Whom somebody serves, by name, before their own name.
_FOR_SOMEBODY = re.compile(r"\s(?:for|to|of)\s(?:the\s)?(?:[\w-]+\s){0,3}")
_SERVING = ("spokesman", "spokeswoman", "spokesperson", "adviser", "advisor", "aide", "lawyer", "secretary")

#: "Lena Tavi, the president's cousin": the president is somebody else.
_OWNS = re.compile(r"[’'‘]s?\s")
#: What opens a sentence before a name that is not its subject.
_OPENING = re.compile(
    r"(?:\A|[.!?\n”\"]\s*)(?:According\sto|As\sper|Unlike|Like|For|To|Besides|Alongside|Together\swith|Contrary\sto|Thanks\sto)"
    r"\s[^.,;:“”\"]{0,40}\Z"
)
#: No description stands farther from its name, in characters.
_NEAR = 400


@dataclass(frozen=True, slots=True)
class Apposition:
    """``phrase`` describes ``name``; ``role`` is the whole description, ``how`` the form that told."""

    name: Mention
    phrase: Mention
    role: Span
    how: str


def appositions(doc: Doc, mentions: list[Mention]) -> list[Apposition]:
    """Descriptions of persons and of groups by noun phrases, in order of the text."""
    text = text_of(doc)
    names = [m for m in mentions if m.form is MentionForm.NAME and m.type is not ActorType.STATE]
    found: list[Apposition] = []
    names.sort(key=lambda name: name.span.start)
    starts = [name.span.start for name in names]
    places = [mention.span.start for mention in mentions]  # sorted, as mentions are
    for phrase in mentions:
        if phrase.form is not MentionForm.NOMINAL or _OWNS.match(text, phrase.span.end):
            continue
        near = names[bisect_left(starts, phrase.span.start - _NEAR) : bisect_left(starts, phrase.span.end + _NEAR)]
        behind = mentions[bisect_left(places, phrase.span.start) : bisect_left(places, phrase.span.end + 2 * _NEAR)]
        found += _of_phrase(doc, text, phrase, near, behind)
    return [one for one in found if not any(_inside(one, other) for other in found)]


def _start(text: str, phrase: Mention) -> int:
    """Where a description starts: "far-right leader" with its "far-"."""
    start = phrase.span.start
    if text[start - 1 : start] != "-":
        return start
    return start - len(re.search(r"[\w-]*\Z", text[max(0, start - 20) : start]).group())


def _inside(one: Apposition, other: Apposition) -> bool:
    """ "a spokesman for the premier, Lena Tavi": she is the spokesman, not the premier."""
    return one.name is other.name and one is not other and other.role.holds(one.phrase.span) and one.how == other.how


def _of_phrase(doc: Doc, text: str, phrase: Mention, names: list[Mention], all_: list[Mention]) -> list[Apposition]:
    personal = phrase.type in (ActorType.PERSON, ActorType.COLLECTIVE, ActorType.UNKNOWN)
    right = _role_end(text, doc, phrase, all_)
    previous = max(
        (n for n in names if n.span.end <= phrase.span.start and phrase.span.start - n.span.end < 45),
        key=lambda n: n.span.end,
        default=None,
    )
    behind = previous.span.end if previous is not None else 0
    if previous is not None and not _fits(previous, personal):
        previous = _member(text, previous, names, personal)
    if (
        previous is not None
        and _fits(previous, personal)
        and _AFTER_NAME.match(re.sub(r"\A\)", "", text[behind : phrase.span.start]))
        and not _enumerates(doc, phrase, right)
        and not _names_the_next(text, phrase, names, personal)
        and not _introduces(text, previous, right)
    ):
        return [Apposition(previous, phrase, Span(_start(text, phrase), right), "apposition")]
    for name in names:
        start = name.extent.start if name.extent and name.extent.start > phrase.span.end else name.span.start
        if name.title and start == name.span.start:  # the extent may be the whole source
            written = text[max(0, start - len(name.title) - 1) : start].rstrip()
            if written == name.title and start - len(name.title) - 1 > phrase.span.end:
                start -= len(name.title) + 1
        if start <= phrase.span.end or start - phrase.span.end > 130 or not _fits(name, personal):
            continue
        between = text[phrase.span.end : start]
        if not personal and re.fullmatch(r"\sof\s(?:the\s)?", between) and phrase.type is name.type:
            return [Apposition(name, phrase, Span(phrase.span.start, name.span.end), "of the same kind")]
        if _FOR_SOMEBODY.fullmatch(between) and phrase.span.of(text).lower().split()[-1] in _SERVING:
            continue  # "a spokesman for President X, Y": the next name
        if not personal and "," in between and _only_modifies(doc, name):
            break  # "by the Kenyan authorities, Harbour Union spokesman Lena Tavi said"
        match = _BEFORE_NAME.match(between)
        if match and _continuous(doc, phrase, name, match, names, start):
            end = phrase.span.end + len(re.sub(r"[\s,]*(?:\sthe)?(?:\s(?:former|then|late))?\s*$", "", between))
            return [Apposition(name, phrase, Span(_start(text, phrase), end), "before name")]
        break
    return _copula(doc, phrase, names, right, personal)


def _member(text: str, body: Mention, names: list[Mention], personal: bool) -> Mention | None:
    """ "Lena Tavi of the Harbour Party, head of …", "Lena Tavi (Harbour Party), head of …": whom the body tells."""
    before = [name for name in names if name.span.end <= body.span.start and _fits(name, personal)]
    last = max(before, key=lambda name: name.span.end, default=None)
    return last if last is not None and _OF_BODY.fullmatch(text[last.span.end : body.span.start]) else None


def _names_the_next(text: str, phrase: Mention, names: list[Mention], personal: bool) -> bool:
    """ "Karim Odeh, Harbour Party chairwoman Lena Tavi": she is it, where no article opens the description."""
    if phrase.span.of(text).split()[0].lower() in ("the", "a", "an", "its", "his", "her", "their"):
        return False
    return any(
        (_fits(name, personal) and 0 < (name.extent or name.span).start - phrase.span.end <= 1)
        or name.span.start - phrase.span.end == 1
        for name in names
    )


def _introduces(text: str, name: Mention, right: int) -> bool:
    """ "According to Lena Tavi, the opposition leader said …": two persons, where no comma closes the description."""
    start = name.extent.start if name.extent else name.span.start
    opening = _OPENING.search(text[max(0, start - 60) : start])
    return bool(opening) and text[right : right + 1] != ","


def _fits(name: Mention, personal: bool) -> bool:
    return (name.type is ActorType.PERSON) == personal


def _only_modifies(doc: Doc, name: Mention) -> bool:
    """Whether a name stands before the noun that it belongs to: "Harbour Union spokesman"."""
    last = starts_of(doc).get(name.span.start)
    while last is not None and last + 1 < len(doc) and doc[last + 1].idx < name.span.end:
        last += 1
    return last is not None and doc[last].dep_ in ("compound", "poss", "nmod", "amod") and doc[last].head.i > last


def _continuous(
    doc: Doc, phrase: Mention, name: Mention, match: re.Match[str], names: list[Mention], start: int
) -> bool:
    """Nothing but the phrase's own complement stands between it and the name."""
    rest = match.group("rest")
    if rest is None:
        opening = phrase.span.of(text_of(doc)).split()[0].lower()
        bare = phrase.type is not ActorType.PERSON and opening not in ("the", "its", "their", "his", "her")
        return not (match.group("comma") and (opening in ("a", "an") or bare))
    span = doc.char_span(phrase.span.end, start, alignment_mode="contract")
    if span is not None and any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in span):
        return False
    if "," in rest:
        return False
    if match.group("comma"):
        return True
    # no comma: the complement must end in a name of its own, or the person's name would be swallowed
    gloss = len(match.group("gloss") or "")
    return any(0 <= start - other.span.end - gloss <= 2 for other in names if other is not name) or bool(
        re.search(r"(?:^|\s)[A-Z][\w’'-]+$", rest)
    )


def _role_end(text: str, doc: Doc, phrase: Mention, mentions: list[Mention]) -> int:
    """Where the description ends: behind the last "of …" name that follows without a break."""
    end = phrase.span.end
    if phrase.extent and phrase.extent.end > end and phrase.extent.start == phrase.span.start:
        end = phrase.extent.end
    for _ in range(2):
        match = re.match(r"(?:\sand\s(?:[\w-]+\s){0,2}[\w-]+)?\s(?:of|for|in|at|to|from)\s", text[end : end + 50])
        if not match:
            break
        following = [
            m
            for m in mentions
            if end < m.span.start <= end + 60
            and not re.search(r"[,.;:]|\b(?:who|which|that|and|said|says)\b", text[end : m.span.start])
        ]
        if not following:
            break
        end = max(m.span.end for m in following if m.span.start == min(f.span.start for f in following))
    return end


def _enumerates(doc: Doc, phrase: Mention, right: int) -> bool:
    """ "Iran, militants and the army": a list, not a description."""
    after = text_of(doc)[right : right + 6]
    return bool(re.match(r",?\s(?:and|or)\s", after)) and phrase.type not in (ActorType.PERSON,)


def _copula(doc: Doc, phrase: Mention, names: list[Mention], right: int, personal: bool) -> list[Apposition]:
    """ "X is head of Y", "X was elected as leader of Y"."""
    before = text_of(doc)[max(0, phrase.span.start - 120) : phrase.span.start]
    match = re.search(
        r"\s(?:(?:is|was|has\sbeen|had\sbeen|became|(?:has\s)?serves?\sas|(?:has\s)?served\sas|remains?"
        r"|(?:has\s|had\s)?(?:resigned|quit|stepped\sdown|retired|took\sover)\sas"
        r"|(?:was|has\sbeen|had\sbeen)\s(?:sacked|fired|dismissed|removed|ousted|replaced)\sas)|(?:was|has\sbeen|is)\s(?:re-?)?"
        r"(?:elected|appointed|named|chosen|sworn\sin|made)"
        r"(?:\s(?:on|in|last|this)\s(?:the\s)?\w+(?:\s\w+)?|\s(?:yesterday|today|unanimously|earlier))?(?:\sas|\sto\sbe)?)"
        r"\s(?:(?:the\s)?(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*[’'‘]s?\s(?:new\s|next\s|first\s)?)?$",
        before,
    )
    if not match:
        return []
    offset = phrase.span.start - len(before) + match.start()
    for name in names:
        if not _fits(name, personal):
            continue
        gap = text_of(doc)[name.span.end : offset] if name.span.end <= offset else None
        # "X, the head of Z, was elected as leader of Y": the aside between two commas does not part them
        if gap is not None and (gap == "" or (gap.startswith(",") and gap.endswith(",") and "." not in gap)):
            return [Apposition(name, phrase, Span(_start(text_of(doc), phrase), right), "copula")]
    return []
