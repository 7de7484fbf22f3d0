"""The site's own name: where a page says whose it is, and which lines above the article are name or motto."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import ZoneKind
from .chrome import agency_like, outlet_like, plain
from .lines import Unit
from .wordlists import words

_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\))[\s©,\d–-]*(?P<name>[A-Z][^.,|©]{2,40}?)\s*(?:[.,|].*|(?:19|20)\d\d.*|all rights.*)?$",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·›»►▸➤▶▪⋅]\s*|\s+(?:>{1,2}|::|[–—-])\s+")
_TOLD = re.compile(
    r"\b(?:told|spoke to|statement to|interview with|obtained by|seen by)\s+(?:the )?"
    r"([A-Z][\w.’'-]*(?: (?:of |the )*[A-Z][\w’'-]*){0,3})"
)
_OPENS = re.compile(r"[(\[]([^()\[\]|]{2,40})[)\]]|([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})\s?/")
_PLACED = re.compile(r"[A-Z][\w.,’' -]{2,50}\(([A-Z][\w ]{2,30})\)\s*[–—:.-]")
_DOMAIN = re.compile(r"(?:https?://|www\.|@)(?:www\.|en\.)?([\w-]{4,})\.[a-z]{2,}", re.IGNORECASE)
_PUBLISHED_IN = re.compile(
    r"(?:first |originally )?published in (?P<name>(?:the )?[A-Z][^.,|]{2,40}?)(?:,| on\b|$)", re.I
)
_FOR = re.compile(r"By [A-Z][^|/]{3,60}? [Ff]or (?P<name>(?:The )?[A-Z][\w.’'& -]{2,40})$")
_NOW_ON = re.compile(
    r"(?P<name>[A-Z][^.,“\"]{2,40}?) is (?:now )?on (?:telegram|whatsapp|instagram|threads|youtube|google)\b|"
    r"(?:follow|download|get|join|support) (?P<other>(?-i:(?:[A-Z][\w’'-]+ ?(?:of |the )?){2,5}))(?:!| on\b| app\b)",
    re.IGNORECASE,
)
_STAFF = re.compile(r"(?:(?:Article |Story )?[Bb]y:? )?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}) (?:Staff|STAFF)$")
#: A name above an article is among the first lines; lower down a short line may be anything.
_LINES = 8


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose page it is: the lines that are name or motto (unit → the name in it), and the name that is stated best."""

    lines: dict[int, str]
    name: str | None
    letters: frozenset[str]


def owner(found: Sequence[Unit], start: int) -> Owner:
    """Find the lines above ``start`` that give the site's name, judged by the name's look, motto and other mentions.

    >>> from onrecord.text.lines import units
    >>> found = units("FREE SARUN · independent since 1998\\n\\nRoe wins vote\\n\\nAda Roe won on Monday.")
    >>> owner(found, 2).lines
    {0: 'FREE SARUN'}
    """
    said = _said(found)
    whole = frozenset(letters(name) for name in said)
    lines: dict[int, str] = {}
    for at in range(min(start, _LINES)):
        if name := _name_in(found, at, start, whole, said):
            lines[at] = name
    best = next((name for name in lines.values() if not agency_like(name)), None)
    return Owner(lines, best or _stated(found), whole | {letters(name) for name in lines.values()})


def letters(text: str) -> str:
    """A text by its letters and digits alone, in lower case.

    >>> letters("Free-Sarun 24")
    'freesarun24'
    """
    return re.sub(r"[\W_]+", "", text).casefold()


def _said(found: Sequence[Unit]) -> set[str]:
    """Names in the places where pages name themselves: rights, "told …", brackets before the text, addresses."""
    names: set[str] = set()
    opening = 0
    for unit in found:
        text = unit.text
        if match := _RIGHTS.match(text):
            names.add(_bare(match["name"]))
        names.update(match[1] for match in _TOLD.finditer(text[:2000]))
        if len(text) <= 300:
            names.update(match[1] for match in _DOMAIN.finditer(text))
        if unit.guess is None and opening < 4 and len(text) > 60:
            opening += 1
            names.update(match[1] or match[2] for p in (_OPENS,) if (match := p.match(text)))
            names.update(match[1] for p in (_PLACED,) if (match := p.match(text)))
    return {name for name in names if name}


def _bare(name: str) -> str:
    """A name without "Inc." and the like."""
    tokens = name.split()
    while len(tokens) > 1 and tokens[-1].casefold().strip(".") in words("corporate"):
        tokens.pop()
    return " ".join(tokens).rstrip(",")


def _name_in(found: Sequence[Unit], at: int, start: int, whole: frozenset[str], said: set[str]) -> str | None:
    unit = found[at]
    if unit.guess is not None and unit.guess.kind not in {ZoneKind.NAVIGATION, ZoneKind.OUTLET}:
        return None
    parts = [part for part in _BARS.split(unit.text) if part]
    name = re.sub(r"\s*\([A-Z][^()]{2,30}\)$", "", parts[0].removesuffix(" Home")) if parts else ""
    rest = parts[1:]
    if not _could_be_name(name) or len(unit.text) > 90:
        return None
    if letters(name) in whole and not agency_like(name):
        return name
    if unit.guess is not None:
        return (
            name
            if outlet_like(name) and len(rest) > 0 and not agency_like(name) and (" " in name or name[-1].isdigit())
            else None
        )
    generic = name.casefold() in words("outlet words")  # "NATION", "Sport": a section
    if not generic and outlet_like(name) and not agency_like(name) and all(_section(part) for part in rest):
        return name if rest or len(name.split()) <= 3 else None
    if rest and any(_motto(part) for part in rest) and _another_title(found, at, start):
        return name
    known = {word.casefold() for other in said for word in other.split() if len(other.split()) == 1 and len(word) > 3}
    first = at == 0 and not rest and len(name.split()) <= 5
    menu = first and len(found) > 1 and found[1].guess is not None and found[1].guess.kind is ZoneKind.NAVIGATION
    if first and menu and name.split()[0].casefold() in known and _another_title(found, at, start):
        return name
    if menu and name.isupper() and " " in name and _another_title(found, at, start):
        return name
    return None


def _could_be_name(name: str) -> bool:
    tokens = name.split()
    if not 1 <= len(tokens) <= 6 or not name[0].isupper() or name[-1] in ".!?:,":
        return False
    return plain(name) not in words("masthead sections") and all(
        token[0].isupper() or token[0].isdigit() or token[0] == "&" or token in words("name particles")
        for token in tokens
    )


def _section(part: str) -> bool:
    return plain(part) in words("masthead sections") or _motto(part)


def _motto(part: str) -> bool:
    """A few words such as "independent since 1998", "a valley blog", "the truth comes first"."""
    tokens = [token.strip(".,!’'").casefold() for token in part.split()]
    return 1 <= len(tokens) <= 8 and part[-1] not in "?" and any(token in words("motto words") for token in tokens)


def _another_title(found: Sequence[Unit], at: int, start: int) -> bool:
    """Whether a line that may be the headline follows, so that this one need not be it."""
    return any(unit.guess is None and 3 <= unit.words <= 28 for unit in found[at + 1 : start])


def _stated(found: Sequence[Unit]) -> str | None:
    """The outlet in "© 2020 Port Herald", "Published in The Port Herald, May 3" or "By Jo Roe for The Port Herald"."""
    for unit in found:
        if unit.guess is None or len(unit.text) > 200:
            continue
        if match := _PUBLISHED_IN.match(unit.text) or _FOR.match(unit.text) or _STAFF.match(unit.text):
            return match["name"].strip()
        match = _NOW_ON.match(unit.text)
        if match and (match["name"] or "updates" not in match["other"].casefold()):  # "Get Current Updates on …"
            return (match["name"] or match["other"]).strip()
    for unit in reversed(found):
        if unit.guess is not None and unit.guess.sign == "footer" and (match := _RIGHTS.match(unit.text)):
            name = _bare(match["name"].strip())
            if outlet_like(name) and not agency_like(name):
                return name
    return None
