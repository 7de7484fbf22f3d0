"""How the record's words are said on a page: stances, relations, zones, dates, numbers. No adverbs of strength."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from ..model import MACHINE

STANCES = ("support", "oppose", "conditional", "neutral")
STANCE_WORDS = {
    "support": "for",
    "oppose": "against",
    "conditional": "conditional",
    "neutral": "neutral",
    "mixed": "mixed",
}
#: The facets of a search, in the order shown, and whether a person judged a statement.
FACET_WORDS = {
    "issue": "Issue",
    "stance": "Stance",
    "speaker": "Actor",
    "party": "Party",
    "outlet": "Outlet",
    "year": "Year",
    "reviewed": "Reviewed",
}
REVIEWED_WORDS = {"yes": "judged by a person", "no": "by machine alone"}
#: The groups of speakers on the page of an issue.
GROUP_WORDS = {
    "support": "For",
    "oppose": "Against",
    "conditional": "Conditional",
    "mixed": "Mixed",
    "neutral": "Neutral",
    "single": "Not enough on record (n = 1)",
    "told": "Only as others tell it (n = 0)",
    "changed": "Positions that changed",
}
RELATION_WORDS = {
    "leads": ("leads", "is led by"),
    "spokesperson_of": ("speaks for", "has as spokesperson"),
    "member_of": ("is a member of", "has as member"),
    "part_of": ("is part of", "includes"),
    "holds_office": ("holds office in", "has as office holder"),
    "commands": ("commands", "is commanded by"),
    "allied_with": ("is allied with", "is allied with"),
    "opposes": ("opposes", "is opposed by"),
    "backed_by": ("is backed by", "backs"),
}
QUOTED_WORDS = {
    "direct": "direct quotation",
    "indirect": "indirect speech, in the reporter’s words",
    "mixed": "partly quoted, partly in the reporter’s words",
}
ZONE_WORDS = {
    "outlet": "outlet name",
    "metadata": "date line, tags",
    "dateline": "place line",
    "navigation": "navigation",
    "teaser": "other headlines",
    "form": "form",
    "comment": "reader comment",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_LENGTH = re.compile(r"P(\d{1,6})([YMWD])")
_TIMEX = {"PAST_REF": "some time before", "PRESENT_REF": "at that time", "FUTURE_REF": "some time after"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
#: What cannot be shown: control characters, halves of characters, and the two overrides that turn text around.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e\ufffe\uffff]")


def shown(value: object) -> object:
    r"""What a template prints: characters that no page may hold become a visible mark; everything else stays.

    >>> shown("a\x00b"), shown(3)
    ('a\ufffdb', 3)
    """
    if value is None:
        return ""
    if isinstance(value, str) and _UNSHOWABLE.search(value):
        clean = _UNSHOWABLE.sub("\ufffd", value)
        return Markup(clean) if isinstance(value, Markup) else clean
    return value


@lru_cache(maxsize=8_192)
def day(value: str | None) -> str:
    """An ISO date or length of time in words; anything else stays as it is.

    >>> day("2019-02-04"), day("2019-02"), day("2019"), day("2016-W42"), day("P10Y"), day("P1D")
    ('4 February 2019', 'February 2019', '2019', '2016-W42', '10 years', '1 day')
    """
    if value in _TIMEX:
        return _TIMEX[value]
    if length := _LENGTH.fullmatch(value or ""):
        return count(int(length[1]), _UNITS[length[2]])
    match = _ISO.fullmatch(value or "")
    if not match:
        return value or ""
    year, month, number = match.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return value or ""
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(number)} {name}" if number else name


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "article"), count(1200, "article"), count(0, "reply", "replies")
    ('1 article', '1,200 articles', '0 replies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def machine_name(coder: str) -> str:
    """A machine coder as a page names it.

    >>> machine_name("machine"), machine_name("machine learnt 12 a41f0c"), machine_name("machine model tiny")
    ('machine', 'machine that learnt from 12', 'model tiny')
    """
    kind, _, rest = coder.removeprefix(MACHINE).strip().partition(" ")
    if kind == "learnt":
        return f"machine that learnt from {rest.partition(' ')[0]}"
    return f"model {rest}" if kind == "model" else coder


def probability(value: float) -> str:
    """Two decimals, never rounded up to certainty.

    >>> probability(.724), probability(.999), probability(1.0), probability(.001)
    ('.72', '> .99', '1', '< .01')
    """
    if value >= 1:
        return "1"
    if value > 0.99:
        return "> .99"
    if value < 0.01:
        return "< .01"
    return f"{value:.2f}".removeprefix("0")


def clip(text: str, most: int = 420) -> str:
    """At most so many characters, cut at a word where there is one near.

    >>> clip("The vote was put off again", 14)
    'The vote was …'
    """
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most - 40 if most > 60 else 0, most)
    return text[: cut if cut > 0 else most].rstrip() + " …"


def one_line(text: str) -> str:
    """Line breaks and runs of blanks as one space: how a quotation is set in a line."""
    return " ".join(text.split())


def unquoted(text: str) -> str:
    """A quotation without the marks around it and a last comma, since the page sets its own marks.

    >>> unquoted("“Not a cent,”"), unquoted("he “may” come")
    ('Not a cent', 'he “may” come')
    """
    return text.strip('“”"„«»‟ ').removesuffix(",") or text


def segment(id: object) -> str:
    """An id as one piece of an address."""
    return quote(str(id), safe="")


def web_address(address: str | None) -> str | None:
    """The address if a browser may safely follow it (http or https), else None.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    address = (address or "").strip()
    return address if re.match(r"https?://[^\s<>\"\\]+$", address, re.IGNORECASE) else None


def snippet(text: str) -> Markup:
    r"""A search result's excerpt, escaped, with the words found (between \x02 and \x03) marked.

    >>> snippet("<b>the \x02vote\x03</b>")
    Markup('&lt;b&gt;the <mark class="found">vote</mark>&lt;/b&gt;')
    """
    parts: list[Markup] = []
    open_ = False
    for piece in re.split("([\x02\x03])", text):
        if piece == "\x02" and not open_:
            parts.append(Markup('<mark class="found">'))
            open_ = True
        elif piece == "\x03" and open_:
            parts.append(Markup("</mark>"))
            open_ = False
        elif piece not in ("\x02", "\x03"):
            parts.append(Markup.escape(shown(piece)))
    if open_:
        parts.append(Markup("</mark>"))
    return Markup("").join(parts)


def relation(name: str, *, inverse: bool = False) -> str:
    """A relation as a verb, from the subject's or the object's side.

    >>> relation("leads"), relation("leads", inverse=True)
    ('leads', 'is led by')
    """
    forward = name.replace("_", " ")
    return RELATION_WORDS.get(name, (forward, f"{forward} (from the other side)"))[inverse]
