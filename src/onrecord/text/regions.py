"""Where the body begins, where readers' comments begin, and which stretches list other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import ZoneKind
from .captions import describes_picture
from .chrome import Guess, plain
from .lines import Unit
from .wordlists import words

_SAYS = re.compile(
    r"(?:[^.!?“\"]|\b[A-Z]\.){1,50}\b(?:says|wrote|commented|writes)\s*:?$|[^.!?]{1,40}\bsays\s*:?\s*[A-Z][a-z]+ \d",
    re.I,
)
_INLINE = re.compile(r"(?:also |must |what to )?(?:read|see)\b|don['’]t miss|recommended (?:for|reading)")
#: No summary has more points than this.
_POINTS = 8
_REPORTS = re.compile(r"\b(?:said|told|added|according)\b")
_SIGNED_AT_END = re.compile(r"[.!?]\s(?:AFP|AP|Reuters|EPA|EFE|DPA|dpa|Xinhua|Getty(?: Images)?|PTI|ANI|AA)\.?$")
_BULLETS = "•*-–—●▪·"
#: Points without a bullet are shorter than paragraphs, and stand over an article of at least so many.
_SHORT_POINT = 18
_ARTICLE = 5
_TITLE_WORD = re.compile(r"[A-ZÀ-ÞĀ-Ž0-9]")


def title_like(unit: Unit, *, first: bool = False) -> bool:
    """Whether a unit could be a headline: short, one line, no full stop (or written in title case).

    The ``first`` line of a text may end in a full stop: some archives set one after their headlines.

    >>> from onrecord.text.lines import units
    >>> title_like(units("Roe wins vote in Tavia")[0]), title_like(units("She pauses.")[0])
    (True, False)
    """
    text, count = unit.text, unit.words
    if not 2 <= count <= 28 or len(text) > 190 or text[-1] in ":," or re.search(r"[a-z]{4}[.!?][”\"]?\s+[a-z]", text):
        return False
    if text[0].islower() or text[0] in "•*-–—":
        return False
    if text[-1] == "?":
        return count <= 18
    if unit.finished and text.rstrip("\"”’'")[-1:] in ".!…":
        return count >= 4 and (title_case(text) >= 0.6 or (first and text.rstrip("\"”’'")[-1:] == "." and count <= 14))
    return True


def title_case(text: str) -> float:
    """The share of longer words that begin with a capital."""
    longer = [word for word in re.findall(r"[^\W_][\w'’-]*", text) if len(word) > 3]
    return sum(bool(_TITLE_WORD.match(word)) for word in longer) / len(longer) if longer else 0.0


def speaks(unit: Unit) -> bool:
    """Whether a unit reads like text: a sentence, running text, or the words before a list or quote."""
    return unit.finished or unit.prose


def about_author(unit: Unit) -> bool:
    """Whether a paragraph under a text tells who wrote it: "Jo Roe is a journalist based in Marsa."

    >>> from onrecord.text.lines import units
    >>> about_author(units("Jo Roe is a journalist based in Marsa. Follow her on Twitter @jo.")[0])
    True
    """
    text = unit.text.casefold()
    if len(text) > 450 or re.search(r"\b(?:said|told)\b|[“\"]", text):
        return False
    return any(phrase in text for phrase in words("bio words"))


def shouted(unit: Unit) -> bool:
    """A line of five or more words in capitals, without an end: a link to another article inside a text."""
    return unit.words >= 5 and unit.text.isupper() and unit.text[-1] not in '.!?:"”'


def body_range(found: Sequence[Unit]) -> tuple[int, int]:
    """First and last unit of running text; without any, everything that is not page chrome counts."""
    running = [at for at, unit in enumerate(found) if unit.prose]
    start = None
    for place, at in enumerate(running):
        later = place + 1 < len(running)
        if later and place < 2 and describes_picture(found[at].text):
            continue
        if later and place == 0 and title_like(found[at], first=at == 0):
            continue
        if later and place == 0 and over_credit(found, at):
            continue
        start = at
        break
    if start is None:
        unsure = [at for at, unit in enumerate(found) if unit.guess is None]
        if not unsure:
            return len(found), len(found)
        sentences = [at for at in unsure if found[at].finished]
        start = sentences[0] if sentences else unsure[min(1, len(unsure) - 1)] if len(unsure) > 1 else unsure[0]
        return start, unsure[-1]
    return start, running[-1]


def over_credit(found: Sequence[Unit], at: int) -> bool:
    """A few sentences right over a credit of its own line ("File photo"), and no report of what was said: a caption."""
    if _SIGNED_AT_END.search(found[at].text) and found[at].words <= 35 and not _REPORTS.search(found[at].text):
        return True  # "A family sits outside a tent in Marsa. Reuters"
    below = found[at + 1] if at + 1 < len(found) else None
    if below is None or below.new_block or below.guess is None or below.guess.kind is not ZoneKind.CAPTION:
        return False
    if describes_picture(found[at].text, dated=False):
        return True  # what a picture shows, in words for those who cannot see it
    return below.words <= 6 and found[at].words <= 35 and not _REPORTS.search(found[at].text)


def comments_from(found: Sequence[Unit], start: int, end: int) -> int:
    """The unit with which the readers' part begins; ``len(found)`` if there is none."""
    before = 0
    for at in range(start, len(found)):
        unit = found[at]
        if unit.prose:
            before += len(unit.text)
        sign = unit.guess.sign if unit.guess else ""
        if sign == "comments" and at > start and not _in_menu(found, at, before):
            return at
        if sign == "comments?" and at > start and not _in_menu(found, at, before):
            return at
        if at > start and _commenter(found, at):
            return at
        if sign == "comment" and at > start and _reply_link(found, at):
            return _thread_start(found, start, at)
    return len(found)


def _in_menu(found: Sequence[Unit], at: int, before: int) -> bool:
    """A link to the comments above the text: little was said yet, much comes, and none of it looks like a comment."""
    rest = found[at + 1 :]
    after = sum(len(unit.text) for unit in rest if unit.prose)
    thread = any(unit.guess is not None and unit.guess.sign == "comment" for unit in rest)
    form = any(unit.guess is not None and unit.guess.kind is ZoneKind.FORM for unit in rest[:6])
    return before < 350 and after > 2 * before and not thread and not form and sum(u.prose for u in rest) >= 2


def _commenter(found: Sequence[Unit], at: int) -> bool:
    """ "Jo says:" with a date line or an answer link near: the first comment of a thread without a header."""
    unit = found[at]
    if unit.words > 12 or not _SAYS.match(unit.text):
        return False
    near = [u.guess for u in found[at + 1 : at + 5] if u.guess is not None]
    return any(g.sign == "comment" or g.kind is ZoneKind.METADATA for g in near)


def _reply_link(found: Sequence[Unit], at: int) -> bool:
    text = found[at].text.casefold()
    return "reply" in text or "report" in text or "ago" in text


def _thread_start(found: Sequence[Unit], start: int, at: int) -> int:
    """A thread begins with the name over its first comment: the first short line before the first answer link."""
    first = at
    while first - 1 > start and at - first < 4:
        first -= 1
        if not found[first].finished and found[first].words <= 6:
            break
    else:
        return at
    return first


def silence_summary(found: Sequence[Unit]) -> None:
    """Mark the points under "What you need to know", "In summary": they repeat the text in other words.

    >>> from onrecord.text.lines import units
    >>> found = units("Key points\\n• Roe wins\\n• Tavi loses\\nPremier Ada Roe won the vote in Tavia on Monday.")
    >>> silence_summary(found)
    >>> [unit.guess is None for unit in found]
    [False, False, False, True]
    """
    for at, unit in enumerate(found):
        if unit.guess is None or plain(unit.text) not in words("summary labels"):
            continue
        rest = found[at + 1 : at + 1 + _POINTS]
        marked = bool(rest) and rest[0].text[0] in _BULLETS
        plain_points = sum(later.prose for later in found[at + 1 :]) >= _ARTICLE
        for point in rest:
            next_ = plain(point.text) in words("summary labels") or plain(point.text).startswith("what's next")
            if next_ and point.guess is not None:
                continue
            short = point.text[0] in _BULLETS and point.words <= 35
            short = short or (not marked and plain_points and point.words <= _SHORT_POINT)
            if point.guess is not None or not short:
                break
            point.guess = Guess(ZoneKind.TEASER)


def silence_linked(found: Sequence[Unit], kinds: list[ZoneKind | None], start: int, region: int) -> None:
    """Mark the title of another article that stands in the text over its own "Read more"."""
    for at in range(start, region - 1):
        below = found[at + 1].guess
        linked = below is not None and plain(found[at + 1].text) in words("links below")
        if linked and kinds[at] is None and title_like(found[at]) and not speaks(found[at]):
            kinds[at] = ZoneKind.TEASER


def silence_teasers(found: Sequence[Unit], kinds: list[ZoneKind | None], start: int, region: int) -> None:
    """Mark what follows "Related stories", "Read also" … up to where the body goes on."""
    at = start
    while at < region:
        guess = found[at].guess
        if guess is None or guess.sign != "teaser":
            at += 1
            continue
        stop = _resumes(found, at + 1, region, inline=bool(_INLINE.match(plain(found[at].text))))
        for i in range(at + 1, stop):
            kinds[i] = kinds[i] or ZoneKind.TEASER
        at = max(stop, at + 1)


def _resumes(found: Sequence[Unit], at: int, region: int, *, inline: bool) -> int:
    """The first unit after a list of other articles that is body again: running text followed by running text.

    ``inline``: the header stands inside texts ("Also read"), so that one title follows and then the text.
    """
    open_ = [i for i in range(at, region) if found[i].guess is None]
    for place, i in enumerate(open_):
        unit = found[i]
        if inline and place == 1 and speaks(unit) and not title_like(unit):
            return i
        if not unit.prose or (title_like(unit) and place == 0):
            continue
        if inline:
            return i
        following = open_[place + 1] if place + 1 < len(open_) else None
        if unit.finished and unit.words >= 12 and _REPORTS.search(unit.text):
            return i
        if following is None:
            return i if place <= 1 and len(unit.text) >= 120 else region
        if found[following].prose or len(unit.text) >= 250 or (found[following].finished and place <= 1):
            return i
    return region
