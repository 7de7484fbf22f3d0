"""What one line or paragraph of a page is, judged by its words alone: share buttons, comment forms, tags, credits …

The words are in ``data/chrome.txt``; what needs the surroundings (headline, body, comments) is decided in ``zones``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..model import ZoneKind
from .captions import credited
from .stated_date import date_line
from .wordlists import sections, words

#: Kinds of the data file that are no zone kinds themselves: the zone they are, and what they tell about what follows.
_SIGNS = {
    "comments": (ZoneKind.FORM, "comments"),
    "comments?": (ZoneKind.NAVIGATION, "comments?"),
    "comment": (ZoneKind.COMMENT, "comment"),
    "teaser": (ZoneKind.NAVIGATION, "teaser"),
    "footer": (ZoneKind.METADATA, "footer"),
}
#: In this order, since "leave a reply" is a form before it is navigation.
_ORDER = ("comments", "form", "teaser", "comment", "footer", "metadata", "byline", "caption", "navigation", "comments?")
_PARTICLES = frozenset(["of", "the", "and", "al", "de", "la", "el", "le", "für", "in"])
_ENDINGS = ("news", "press", "times", "post", "daily", "tv", "media", "radio")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_PARTS = re.compile(r"\s*[|•·›»►▪⋅]\s*|\s+[/>–-]\s+|,\s+")
_NAME = r"(?:(?:van|von|de|al|el|bin|ibn|da|del|der|O’|O')[\s-])?[A-Z][\w.'’-]*"
_BYLINE = re.compile(
    rf"(?:by|por|par|von|di|oleh|na|BY|By|Von|Por|Par|Na)\s*:?\s+{_NAME}"
    rf"(?:\s+(?:(?:and|&|y|et|und|e|in|with|for|of|bin|al)\s+)?{_NAME})*"
    r"(?:\s*[,|/–—@-][\w.@&'’ ,|/–—-]{2,100})?\W*$"
)
#: In the words that a date line leaves over: "by Editor | Apr 2, 2019 | Parliament", never "By May 3, 2020 the council"
_BY = re.compile(
    r"(?:(?i:written|posted|published|submitted|reported|article|story)\s+)?(?i:by|por|par|von|di|oleh)\s+"
    r"(?:[A-ZÀ-Þ]|(?i:admin|staff|editor|web)\b)|(?i:written|posted|submitted|uploaded) by \w"
)
#: "14:20 | Lima, Jun. 7.", "All News 23:41 April 15, 2020": a clock or a bar between names and the date
_CLOCKED = re.compile(r"\d{1,2}[:.]\d{2}\b|\s[|•·]\s")
_CRUMBS = re.compile(r"\s*[›»►▸➤▶▪→]\s*|\s+(?:>{1,2}|/|::)\s+")
_SLUG = re.compile(
    r"(?:[A-Z]{2,}(?:-[A-Z0-9/]{2,})+(?:\s?[\[(/].{0,20})?"
    r"|\(?[A-Za-z]{2,5}(?:/[A-Za-z]{2,5}){1,4}\)?(?:\s\([\w/, ]{2,20}\))?"
    r"|\d{3,}\*{1,3}\d{3,})$"
)
_MARKUP = re.compile(
    r"[\[{<]{1,2}\s*[\"@/!\w].*[\]}>]{1,2};?$|(?:window|var|document|function|googletag|jQuery)\b[^ ]*\s?[=({.].*[;})]$"
)
#: What pages talk of, and news does not: reader, site, article, rights.
_PAGE_TALK = re.compile(
    r"\b(?:you|your|yours|we|us|our|my|here|this (?:article|story|site|website|report|post|page|piece|content|text)"
    r"|(?:subscri|newsletter|advert|cookie|comment|disclaim|copyright|reproduc|republish|syndicat|edited|auto-?generated)\w*"
    r"|fields?|e-?mails?|views|opinions|authors?|writers?|editors?|reporting|editing|journalism|rights|reserved|permission|material"
    r"|javascript|recaptcha|akismet|articles?|app|inbox|tags?|min read)\b|[@#|]|https?:|www\.",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:said|says|told|would|will|was|were|is|are|has|had|have|be|could|may|must)\b")
_STAFF = re.compile(
    r"(?:[A-Z][\w.'’&-]*\s){1,5}(?:Staff|Staff Report|Staff Writers?|Correspondents?|News ?[Dd]esk|Web ?[Dd]esk|"
    r"Bureau|Team|Reporters?|Editors?|Editorial Board)$"
)
_SHORT_BY = re.compile(
    r"[Bb]y:?\s+(?:admin|staff|web ?desk|news ?desk|editor|agencies|our correspondent)\b.{0,60}$", re.I
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A zone kind, and the sign it gives for what follows ("comments", "comments?", "comment", "teaser", "footer")."""

    kind: ZoneKind
    sign: str = ""


def plain(text: str) -> str:
    """A line in lower case, without counts, bullets and punctuation at its ends.

    >>> plain("• Share this (12)")
    'share this'
    """
    return " ".join(_EDGES.sub("", text).casefold().split())


@cache
def _exact() -> dict[str, str]:
    entries: dict[str, str] = {}
    for name in _ORDER:
        for entry in sections("chrome.txt").get(f"{name} =", ()):
            entries.setdefault(plain(entry), name)
    return entries


@cache
def _regexes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = sections("chrome.txt")
    return tuple(
        (name, re.compile(f"(?:{'|'.join(found[f'{name} ~'])})", re.IGNORECASE))
        for name in _ORDER
        if f"{name} ~" in found
    )


def guess(text: str) -> Guess | None:
    """What a line or paragraph is by its words alone, or None: it may be headline or body.

    >>> guess("Share this:").kind.value, guess("One Comment").sign
    ('navigation', 'comments')
    >>> guess("The minister said nothing.") is None
    True
    """
    if len(text) > 1000:
        return None
    found = date_line(text)
    if found and (not found.rest or (found.labelled and len(found.rest) <= 60)):
        return Guess(ZoneKind.METADATA)
    if found and _BY.match(found.rest) and not _VERB.search(text):
        return Guess(ZoneKind.BYLINE)
    if found and len(found.rest) <= 40 and _CLOCKED.search(text) and _names_only(found.rest):
        return Guess(ZoneKind.METADATA)
    bare = plain(text)
    if not bare:
        return Guess(ZoneKind.NAVIGATION)  # bullets, rules, page numbers
    if _MARKUP.match(text) and re.search(r"[\"_{};<]", text):
        return Guess(ZoneKind.METADATA)
    if _SLUG.match(text) and len(text) <= 60:
        return Guess(ZoneKind.METADATA)
    if re.fullmatch(r"\(?1\)? comment", " ".join(text.casefold().split()).rstrip(" :")):
        return _of("comments?")  # without its number it is a button
    name = _exact().get(bare)
    if name and not (name == "form" and text[-1] in ".!?"):
        return _of(name)
    if (
        len(text) <= 120
        and not _VERB.search(text)
        and (_BYLINE.match(text) or _SHORT_BY.match(text) or _STAFF.match(text))
    ):
        return Guess(ZoneKind.BYLINE)
    for name, pattern in _regexes():
        if pattern.match(text) and not (name in {"navigation", "metadata", "form", "byline"} and _sentence(text)):
            return _of(name)
    if credited(text):
        return Guess(ZoneKind.CAPTION)
    return Guess(ZoneKind.NAVIGATION) if _menu(text) else None


def _of(name: str) -> Guess:
    return Guess(*_SIGNS[name]) if name in _SIGNS else Guess(ZoneKind(name))


def _sentence(text: str) -> bool:
    """A whole sentence with a reported voice, or that speaks of others than reader and site, is no page chrome."""
    if not re.search(r"[.!?][\"”’]?$", text):
        return False
    if re.search(r"\b(?:said|says|told|according|admitted|announced)\b", text):
        return True
    return text[-1] == "." and bool(_VERB.search(text)) and not _PAGE_TALK.search(text)


def _menu(text: str) -> bool:
    """Several menu entries on one line: "Home | World | Sports", "Facebook Twitter WhatsApp"."""
    if len(text) > 300 or text[-1] in ".!?":
        return False
    crumbs = _CRUMBS.split(text)
    if 2 <= len(crumbs) <= 6 and all(len(part.split()) <= 4 for part in crumbs) and crumbs[0] and crumbs[1]:
        return len(crumbs) > 2 or not re.search(r"\s/\s", text) or plain(crumbs[0]) in _exact()
    parts = [plain(part) for part in _PARTS.split(text)]
    known = sum(part in _exact() or not part for part in parts)
    if len(parts) >= 2 and known >= max(2, len(parts) * 0.5):
        return True
    tokens = [plain(token) for token in text.split()]
    if len(tokens) >= 3 and tokens[0] == "home" and not re.search(r"\b[a-z]", text):
        return True  # "HOME NATION REGIONS OPINION"
    return len(tokens) >= 2 and all(_exact().get(token) in {"navigation", "form"} or not token for token in tokens)


def _names_only(rest: str) -> bool:
    """At most four words, none of them in small letters: places, sections, outlets."""
    tokens = [token for token in rest.split() if token.isalpha()]
    return len(tokens) <= 4 and all(not token[0].islower() for token in tokens)


def outlet_like(name: str) -> bool:
    """Whether a short text is made like the name of an outlet: "Tavia Times", "NOVANEWS", "tavia.org".

    >>> outlet_like("The Port Herald"), outlet_like("tavia.org"), outlet_like("Ammar al-Hakim")
    (True, True, False)
    """
    if re.fullmatch(r"(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{2,7}/?", name, re.IGNORECASE):
        return True
    tokens = name.split()
    if not 1 <= len(tokens) <= 6 or len(name) > 50:
        return False
    if any(token[0].islower() and token.casefold() not in _PARTICLES for token in tokens):
        return False
    if any(token.isdigit() for token in tokens) or tokens[-1].casefold() in {"release", "home"}:
        return False
    if len(tokens) == 1 and re.fullmatch(r"[A-Z][A-Za-z]{3,14}-?(?:24|360|365|7)", name):
        return True
    bare = [token.casefold().strip(".,'’:-") for token in tokens]
    if any(token in words("outlet words") for token in bare):
        return True
    return len(tokens) == 1 and len(bare[0]) > 4 and bare[0].endswith(_ENDINGS)


def agency_like(name: str) -> bool:
    """Whether a name is a news agency's, a broadcaster's or another stock source of dispatches.

    >>> agency_like("Reuters"), agency_like("AP/AFP"), agency_like("Kayhan")
    (True, True, False)
    """
    parts = [plain(part) for part in re.split(r"[/,&]|\band\b", name)]
    return all(part in words("agencies") for part in parts if part) and any(parts)
