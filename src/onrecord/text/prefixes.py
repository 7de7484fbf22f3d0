"""What stands before the first sentence of a paragraph: an outlet's name, a place line, a broken rest of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import ZoneKind
from .chrome import agency_like, outlet_like
from .stated_date import date_line
from .wordlists import any_of, months, words

# one way only to match a word: with two, a line of capitals would be tried in 2^20 ways
_CAP = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]*"
_SMALL = r"(?:(?:of|the|al|el|de|la|da|do|di|and|upon|bin|am|ad|as|es)[\s-])"
_NAME = rf"{_CAP}(?:[ \u00a0]{_SMALL}?{_CAP}){{0,4}}"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_MONTH = rf"(?i:{any_of(months())})\.?"
_DATE = rf"(?:(?:{_DAY}\s{_MONTH}|{_MONTH}\s{_DAY})(?:,?\s\d{{4}})?|\d{{4}}[-/]\d\d[-/]\d\d|\d\d?/\d\d?/\d{{4}})"
_BRACKETS = r"[(\[][^()\[\]]{1,50}(?:\([^()]{1,20}\)[^()]{0,10})?[)\]]"
_DASH = r"(?:\.\s?[–—-]+\s*|\s*(?:—|--+|―)\s*|\s+[–-]+\s*|[–-]+\s+|:[–-]+\s*)"
_SAYS = r"(?=[\"“”‘'«(\[]?[A-ZÀ-ÞĀ-Ž\d\"“‘«])"
_GAP = r"[\s\u00a0]*"

_PLACE_LINE = re.compile(
    rf"(?P<head>(?P<place>{_NAME}(?:,\s?{_NAME}){{0,3}})(?:,?\s(?P<date>{_DATE}))?(?:,?\s*(?P<brackets>{_BRACKETS}))?,?)"
    rf"(?P<dash>{_DASH}){_SAYS}"
)
_DATE_LINE = re.compile(rf"(?P<date>{_DATE})\s*(?P<brackets>{_BRACKETS})(?:{_DASH}|{_GAP}){_SAYS}")
_BRACKETED = re.compile(
    rf"(?P<brackets>[(\[](?P<inner>[^()\[\]]{{2,60}}(?:\([^()]{{1,20}}\))?)[)\]])(?P<dash>{_DASH}|[–:-]\s*)"
)
_COLON = re.compile(rf"(?P<name>{_NAME}(?:,\s?{_NAME})?)\s*(?P<brackets>{_BRACKETS})?\s?:\s+{_SAYS}")
_SLASH = re.compile(rf"(?P<name>{_NAME})\s?/(?!/)\s*(?:(?P<more>{_NAME})\s?/\s*)?{_SAYS}")
_DOMAIN = re.compile(rf"(?P<name>(?:www\.)?(?:[\w-]+\.)+[a-z]{{2,6}})(?:{_DASH}|:\s+){_SAYS}", re.IGNORECASE)
_OPEN = re.compile(rf"(?P<place>{_NAME}(?:,\s?{_NAME})?)\s*\((?=\s+[\"“‘]?[A-ZÀ-Þ])(?![^()]{{0,80}}\))")
_EMPTY = re.compile(rf"(?P<place>{_NAME}(?:,\s?{_NAME})?)\s*\(\s*\)(?:{_DASH}|{_GAP}){_SAYS}")
_SLASHED = re.compile(rf"{_NAME}(?:,\s?{_NAME})?,\s(?P<date>{_DATE})\.?\s?/[A-Z][\w -]{{1,20}}/\.?\s*[–—-]*\s*{_SAYS}")
_ALONE = re.compile(rf"[(\[]([^()\[\]]{{2,50}})[)\]]\s+{_SAYS}")
_OPENERS = re.compile(rf"(?P<name>{_NAME}){_DASH}{_SAYS}")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The first ``end`` characters of a paragraph and what they are; ``outlet`` and ``date`` if they state one."""

    kind: ZoneKind
    end: int
    outlet: str | None = None
    date: str | None = None


def repeated(paragraphs: Sequence[str]) -> frozenset[str]:
    """Names with a dash that open two or more paragraphs: "Press Tavia – …", the outlet's own.

    >>> sorted(repeated(["Port Wire – The vote failed.", "Port Wire – He resigned.", "Roe – A name."]))
    ['Port Wire']
    """
    counts = Counter(m["name"] for p in paragraphs if (m := _OPENERS.match(p)))
    return frozenset(name for name, count in counts.items() if count > 1 and not name.isdigit())


def find_prefix(
    text: str,
    *,
    first: bool,
    lead: bool = False,
    names: frozenset[str] = frozenset(),
    own: frozenset[str] = frozenset(),
) -> Prefix | None:
    """What stands before the paragraph's own words, or None.

    ``first``: it is among the first paragraphs of the body, where a place line may be; ``lead``: it is the very first,
    where any name before a dash is taken for a place; ``names``: see :func:`repeated`; ``own``: letters
    of the names that the page gives itself.

    >>> find_prefix("BAGHDAD (Dispatches) – The bloc agreed.", first=True).kind.value
    'dateline'
    >>> find_prefix("(Port Wire | Tavia News)- Premier Roe agreed.", first=True).outlet
    'Port Wire'
    >>> find_prefix("Roe – who left – agreed.", first=True) is None
    True
    """
    end, found = 0, None
    if first and (match := _ALONE.match(text)) and re.sub(r"[\W_]+", "", match[1]).casefold() in own:
        end, found = match.end(), Prefix(ZoneKind.OUTLET, match.end(), None if agency_like(match[1]) else match[1])
    for _ in range(3):  # "(WIRE - News Agency) PORT TAVIA, Jan 5 (NA) -- "
        prefix = _one(text[end:], first=first, lead=lead, names=names)
        if prefix is None or end + prefix.end >= len(text):
            break
        end += prefix.end
        found = prefix if found is None else _merged(found, prefix, end)
    return found


def _merged(before: Prefix, after: Prefix, end: int) -> Prefix:
    kind = before.kind if before.kind is after.kind else ZoneKind.OUTLET
    return Prefix(kind, end, before.outlet or after.outlet, before.date or after.date)


def _one(text: str, *, first: bool, lead: bool, names: frozenset[str]) -> Prefix | None:
    if match := _OPENERS.match(text):
        name = match["name"]
        if name in names or (outlet_like(name) and not agency_like(name)):
            return Prefix(ZoneKind.OUTLET, match.end(), name)
        if agency_like(name) and first:
            return Prefix(ZoneKind.DATELINE, match.end())
    if first and (match := _SLASHED.match(text)):
        return Prefix(ZoneKind.DATELINE, match.end(), None, _iso(match["date"]))
    if match := _DOMAIN.match(text):
        return Prefix(ZoneKind.OUTLET, match.end(), match["name"])
    return _place(text, first=first, lead=lead) or _bracketed(text, first=first) or (_rarer(text) if first else None)


def _place(text: str, *, first: bool, lead: bool) -> Prefix | None:
    if first and (match := _EMPTY.match(text) or _OPEN.match(text)):
        return Prefix(ZoneKind.METADATA, match.end())
    if first and (match := _DATE_LINE.match(text)):
        return Prefix(ZoneKind.DATELINE, match.end(), *_from_brackets(match["brackets"]), _iso(match["date"]))
    match = _PLACE_LINE.match(text)
    if match is None or len(match["head"]) > 90:
        return None
    place, brackets = match["place"], match["brackets"]
    stock = bool(brackets) and _stock(brackets[1:-1])
    sure = stock or match["date"] or _known(place) or (lead and place.isupper() and len(place) > 3)
    aside = re.search(r"\s[–—-]+\s+[a-z]", text[match.end() : match.end() + 250])
    if not sure and (not lead or len(place.split()) > 3 or aside):
        return None
    if not first and not (stock or (place.isupper() and _known(place))):
        return None
    return Prefix(ZoneKind.DATELINE, match.end(), *_from_brackets(brackets), _iso(match["date"]))


def _bracketed(text: str, *, first: bool) -> Prefix | None:
    """ "(Port Wire | Tavia News)- ", "(Reuters) - "."""
    match = _BRACKETED.match(text)
    if match is None:
        return None
    parts = [part.strip() for part in re.split(r"\s*[|/–—]\s*|\s-\s", match["inner"]) if part.strip()]
    if all(agency_like(part) for part in parts):
        return Prefix(ZoneKind.DATELINE, match.end())
    if len(parts) > 1 or outlet_like(parts[0]) or (first and re.fullmatch(_NAME, parts[0])):
        return Prefix(ZoneKind.OUTLET, match.end(), next((p for p in parts if not agency_like(p)), None))
    return None


def _rarer(text: str) -> Prefix | None:
    """ "ISLAMABAD: …", "Port Herald/ …", only at the start of the body."""
    if match := _SLASH.match(text):
        parts = [part for part in (match["name"], match["more"]) if part]
        outlets = [part for part in parts if outlet_like(part) and not agency_like(part)]
        if outlets:
            return Prefix(ZoneKind.OUTLET, match.end(), outlets[0])
        if any(agency_like(part) or _known(part) for part in parts):
            return Prefix(ZoneKind.DATELINE, match.end())
    if match := _COLON.match(text):
        name, brackets = match["name"], match["brackets"]
        if _known(name) or (brackets and (agency_like(brackets[1:-1]) or name.isupper())):
            return Prefix(ZoneKind.DATELINE, match.end(), *_from_brackets(brackets))
        if brackets and outlet_like(name):
            return Prefix(ZoneKind.OUTLET, match.end(), name)
    return None


def _stock(inner: str) -> bool:
    """Whether brackets in a place line hold what they mostly do: an agency, an outlet, a code, a date."""
    return agency_like(inner) or outlet_like(inner) or (inner.isupper() and len(inner) > 1) or bool(_iso(inner))


def place_line_alone(text: str) -> bool:
    """Whether a whole line is nothing but a place line: "PORT TAVIA (AP) --".

    >>> place_line_alone("PORT TAVIA, May 3 (AP) --"), place_line_alone("Port Tavia")
    (True, False)
    """
    if len(text) > 90 or not re.search(r"[)\]]\s*[–—_-]+$|[A-Z]{3}\s*[–—_-]+$", text):
        return False
    match = _PLACE_LINE.match(re.sub(r"\s*[–—_-]+$", "", text) + " – X")
    return match is not None and match.end() >= len(text)


def _known(place: str) -> bool:
    return any(part.strip().casefold() in words("places") for part in re.split(r",|/", place))


def _from_brackets(brackets: str | None) -> tuple[str | None]:
    """The outlet that a place line names in brackets, where it is one and no agency."""
    inner = brackets[1:-1].strip() if brackets else ""
    return (inner if inner and outlet_like(inner) and not agency_like(inner) else None,)


def _iso(text: str | None) -> str | None:
    found = date_line(text) if text else None
    return found.bare if found else None
