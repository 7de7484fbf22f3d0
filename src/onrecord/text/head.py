"""What stands above the body: the headline among menus, site names, bylines, dates and captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import ZoneKind
from .captions import describes_picture
from .chrome import agency_like, outlet_like, plain
from .lines import Unit
from .prefixes import place_line_alone
from .regions import speaks, title_like
from .stated_date import DateLine, date_line
from .wordlists import words

_SUFFIX = re.compile(r"\s+(?:\||»|::|·)\s+(?P<bar>[^|»·]{2,40})$|\s+[–—-]\s+(?P<dash>[^–—|]{2,40})$")
_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\))[\s©,\d–-]*(?P<name>[A-Z][^.,|©]{2,40}?)\s*(?:[.,|].*|all rights.*)?$", re.IGNORECASE
)
_SIGNED = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]\s*$")
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]+\s){1,3}[A-Z][\w'’-]+$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the page states. ``at`` is the headline's unit, ``suffix`` where an outlet's name is cut off in it."""

    at: int | None = None
    headline: str | None = None
    suffix: int = 0
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None


def read_head(
    found: Sequence[Unit], kinds: list[ZoneKind | None], start: int, region: int, *, known: str | None = None
) -> Head:
    """Decide the kinds of the units above ``start``, and what the page says of its outlet and date.

    ``known`` is the headline that an input gives beside its text: then the line that repeats it is the headline.
    """
    at = _same_words(found, start, known) if known else None
    at = _headline_at(found, start) if at is None else at
    outlet = None
    for i in range(min(start + (at == start), len(found))):
        unit = found[i]
        if i == at:
            kinds[i] = ZoneKind.HEADLINE
        elif kinds[i] is None:
            kinds[i] = _kind(found, i, at, start)
        if (
            kinds[i] is ZoneKind.OUTLET
            and outlet is None
            and outlet_like(unit.text)
            and " " in unit.text.replace(".", " ")
        ):
            parts = [part.strip() for part in re.split(r"\s[-–—|/]\s|\|", unit.text)]
            outlet = next((part for part in parts if outlet_like(part)), None)
    outlet = outlet or _from_titles(found[:start], at)
    headline, suffix = None, 0
    if at is not None:
        headline = found[at].text
        if cut := outlet_suffix(headline):
            headline, name = headline[: cut[0]].rstrip(), cut[1]
            suffix, outlet = len(headline), outlet or name
    published, updated = _dates(found, at, start, region)
    return Head(at, headline, suffix, outlet or _rights(found), published, updated)


def _content(text: str) -> set[str]:
    return {w[:5] for w in re.findall(r"[^\W\d_]{3,}", text.casefold()) if w not in words("stop words")}


def _same_words(found: Sequence[Unit], start: int, known: str) -> int | None:
    """The last line above the body (a title tag or crumb may come first) that says what the headline says."""
    wanted = _letters(known)
    units = enumerate(found[: start + 1])
    same = [at for at, unit in units if wanted and _letters(_without_suffix(unit.text)) == wanted]
    return same[-1] if same else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _headline_at(found: Sequence[Unit], start: int) -> int | None:
    """The line above the body that shares most words with it; the first of several equal ones."""
    body = _content(" ".join(unit.text for unit in found[start:] if unit.prose)[:1500])
    best: tuple[float, int] | None = None
    for at in range(min(start, len(found))):
        unit = found[at]
        if unit.guess is not None or not title_like(unit, first=at == 0) or (outlet_like(unit.text) and unit.words < 4):
            continue
        if unit.words < 3 and not (at + 1 >= start):
            continue
        content = _content(unit.text)
        share = len(content & body) / len(content) if content else 0.0
        score = (
            share
            + (0.15 if unit.words >= 5 else 0.0)
            - (0.4 if describes_picture(unit.text, dated=False) and best else 0.0)
        )
        if best is None or score > best[0] + 0.1:
            best = (score, at)
    if best is None:
        return None
    again = _same_words(found, start - 1, _without_suffix(found[best[1]].text))  # a title tag or crumb may say it first
    return best[1] if again is None else again


def _kind(found: Sequence[Unit], at: int, headline: int | None, start: int) -> ZoneKind:
    """What a unit above the body is, when its words alone did not tell."""
    unit = found[at]
    text = unit.text
    if (found_date := date_line(text)) and _name_with_date(found_date, text):
        return ZoneKind.METADATA
    if place_line_alone(text):
        return ZoneKind.DATELINE
    if outlet_like(text) or agency_like(text) or (unit.words <= 2 and text.isupper()):
        return ZoneKind.OUTLET
    if describes_picture(text) or ((last := _SIGNED.search(text)) and agency_like(last[1]) and at + 1 < len(found)):
        return ZoneKind.CAPTION
    if headline is None:
        return ZoneKind.BODY if speaks(unit) else ZoneKind.NAVIGATION
    if _letters(_without_suffix(text)) == _letters(_without_suffix(found[headline].text)):
        return ZoneKind.NAVIGATION  # the headline again: a title tag or a crumb
    if at and plain(found[at - 1].text) in words("label above") and unit.words <= 8 and not unit.finished:
        return ZoneKind.METADATA
    if unit.prose or (speaks(unit) and at > headline):
        return ZoneKind.BODY
    if _PERSON.fullmatch(text) and at > headline:
        return ZoneKind.BYLINE
    if describes_picture(text, dated=False) and at > headline:
        return ZoneKind.CAPTION
    body = _content(" ".join(u.text for u in found[start:] if u.prose)[:3000] + found[headline].text)
    content = _content(text)
    shared = len(content & body) / len(content) if content else 0.0
    if unit.words >= 4 and shared >= (0.34 if at > headline else 0.5):
        return ZoneKind.HEADLINE  # another deck
    return ZoneKind.BODY if speaks(unit) and unit.words >= 4 and at > headline else ZoneKind.NAVIGATION


def _name_with_date(found: DateLine, text: str) -> bool:
    rest = found.rest.split()
    return len(rest) <= 6 and all(not word[0].islower() for word in rest if word.isalpha()) and len(text) <= 120


def outlet_suffix(headline: str) -> tuple[int, str] | None:
    """Where " | Port Herald" begins in a page title, and the name.

    >>> outlet_suffix("Premier wins vote | Port Herald")
    (17, 'Port Herald')
    """
    match = _SUFFIX.search(headline)
    if match is None or match.start() < 15:
        return None
    name = match["bar"] or match["dash"]
    if outlet_like(name) or (match["bar"] and len(name.split()) <= 4 and name[0].isupper()):
        return match.start(), name
    return None


def _without_suffix(text: str) -> str:
    cut = outlet_suffix(text)
    return text[: cut[0]] if cut else text


def _from_titles(above: Sequence[Unit], headline: int | None) -> str | None:
    """The outlet in a page title ("Roe wins | Port Herald") that repeats the headline."""
    if headline is None or headline >= len(above):
        return None
    wanted = _letters(_without_suffix(above[headline].text))
    for unit in above:
        cut = outlet_suffix(unit.text)
        if cut and _letters(unit.text[: cut[0]]) == wanted:
            return cut[1]
    return None


def _dates(found: Sequence[Unit], headline: int | None, start: int, region: int) -> tuple[str | None, str | None]:
    """The publication date and the date of the last update, where lines of their own state them."""
    published: list[tuple[int, str]] = []
    updated = None
    for at, unit in enumerate(found[:region]):
        if unit.guess is not None and unit.guess.kind not in {ZoneKind.METADATA, ZoneKind.BYLINE}:
            continue
        if unit.prose or at == headline:
            continue
        stated = _stated(found, at)
        if stated is None:
            continue
        inside = at > start
        if stated.published:
            published.append((2 if inside else 0, stated.published))
        elif stated.bare and not inside:
            published.append((1 if headline is None or at > headline else 3, stated.bare))
        updated = updated or stated.updated
    return min(published, key=lambda pair: pair[0])[1] if published else None, updated


def _stated(found: Sequence[Unit], at: int) -> DateLine | None:
    """The date line at ``at``; a label alone ("Published") counts for the date in the line below it."""
    unit = found[at]
    stated = date_line(unit.text)
    if stated is None:
        return None
    if stated.rest and unit.guess is None and not _name_with_date(stated, unit.text):
        return None
    if stated.bare and at and not stated.labelled:
        label = found[at - 1].text.casefold().strip(" :")
        if label in words("published"):
            return DateLine(published=stated.bare, labelled=True)
        if label in words("updated"):
            return DateLine(updated=stated.bare, labelled=True)
    return stated


def _rights(found: Sequence[Unit]) -> str | None:
    """The owner in "© 2020 Port Herald. All rights reserved.", if named like an outlet."""
    for unit in reversed(found):
        if unit.guess is not None and unit.guess.sign == "footer" and (match := _RIGHTS.match(unit.text)):
            name = match["name"].strip()
            if outlet_like(name) and not agency_like(name):
                return name
    return None
