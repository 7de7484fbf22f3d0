"""What stands above the body: the headline among menus, site names, bylines, dates and captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..model import ZoneKind
from .captions import describes_picture
from .chrome import agency_like, outlet_like, plain
from .lines import Unit
from .masthead import letters, owner
from .prefixes import place_line_alone
from .regions import over_credit, speaks, title_like
from .stated_date import DateLine, date_line
from .wordlists import any_of, months, words

_SUFFIX = re.compile(r"\s+(?:\||»|::|·)\s+(?P<bar>[^|»·]{2,40})$|\s+[–—-]\s+(?P<dash>[^–—|]{2,40})$")
_MARK = re.compile(r"^[(\[](?:[A-Z]{2,8}|\d+(?:st|nd|rd|th) LD)(?: \d)?[)\]]\s+|^(?:UPDATE|WRAPUP|RPT) ?\d?[-:]\s*")
_SIGNED = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]\s*$")
_PERSON = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?(?:[A-Z][\w.'’-]+\s){1,3}[A-Z][\w'’-]+$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the page states. ``at`` is the headline's unit, ``suffix`` where an outlet's name is cut off in it.

    ``own`` are the letters of the names that the page gives itself.
    """

    at: int | None = None
    headline: str | None = None
    suffix: int = 0
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    own: frozenset[str] = frozenset()


def read_head(
    found: Sequence[Unit], kinds: list[ZoneKind | None], start: int, region: int, *, known: str | None = None
) -> Head:
    """Decide the kinds of the units above ``start``, and what the page says of its outlet and date.

    ``known`` is the headline that an input gives beside its text: then the line that repeats it is the headline.
    """
    own = owner(found, start)
    at = _same_words(found, start, known) if known else None
    at = _headline_at(found, start, own.lines) if at is None else at
    outlet = None
    for i in range(min(start + (at == start), len(found))):
        unit = found[i]
        if i == at:
            kinds[i] = ZoneKind.HEADLINE
        elif i in own.lines:
            kinds[i] = ZoneKind.OUTLET
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
    outlet = next((name for name in own.lines.values() if not agency_like(name)), None) or outlet
    outlet = outlet or _from_titles(found[:start], at)
    headline, suffix = None, 0
    if at is not None:
        headline = found[at].text
        if cut := outlet_suffix(headline):
            headline, name = headline[: cut[0]].rstrip(), cut[1]
            suffix, outlet = len(headline), outlet or name
    published, updated = _dates(found, at, start, region)
    return Head(at, headline, suffix, outlet or own.name, published, updated, own.letters)


def _labelled(found: Sequence[Unit], at: int) -> bool:
    """A short line under "Related Topics", "Tags" and the like."""
    return at > 0 and found[at].words <= 8 and plain(found[at - 1].text) in words("label above")


def _captioned(found: Sequence[Unit], at: int) -> bool:
    """A line with a full stop over a photographer's credit is a caption."""
    below = found[at + 1].guess if at + 1 < len(found) else None
    return found[at].text[-1] == "." and below is not None and below.kind is ZoneKind.CAPTION


def _content(text: str) -> set[str]:
    return {w[:5] for w in re.findall(r"[^\W\d_]{3,}", text.casefold()) if w not in words("stop words")}


def _same_words(found: Sequence[Unit], start: int, known: str) -> int | None:
    """The last line above the body (a title tag or crumb may come first) that says what the headline says."""
    wanted = letters(known)
    units = enumerate(found[: start + 1])
    same = [at for at, unit in units if wanted and letters(_MARK.sub("", _without_suffix(unit.text))) == wanted]
    return same[-1] if same else None


def _headline_at(found: Sequence[Unit], start: int, own: dict[int, str]) -> int | None:
    """The line above the body that shares most words with it; the first of several equal ones."""
    body = _content(" ".join(unit.text for unit in found[start:] if unit.prose)[:1500])
    best: tuple[float, int] | None = None
    for at in range(min(start, len(found))):
        unit = found[at]
        if unit.guess is not None or not title_like(unit, first=at == 0) or (outlet_like(unit.text) and unit.words < 4):
            continue
        if at in own:
            continue  # name, motto or section of the site
        if unit.words < 3 and not (at + 1 >= start):
            continue
        content = _content(unit.text)
        share = len(content & body) / len(content) if content else 0.0
        score = (
            share
            + (0.15 if unit.words >= 4 else 0.0)
            - (0.4 if best and (describes_picture(unit.text, dated=False) or _captioned(found, at)) else 0.0)
            - (0.4 if _labelled(found, at) else 0.0)
            - (0.5 if _PERSON.fullmatch(unit.text) and best else 0.0)
        )
        if best is None or score > best[0] + 0.1:
            best = (score, at)
    if best is None:
        return None
    again = _same_words(
        found, start - 1, _MARK.sub("", _without_suffix(found[best[1]].text))
    )  # a title tag or crumb may say it first
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
    if over_credit(found, at):
        return ZoneKind.CAPTION
    if describes_picture(text) or ((last := _SIGNED.search(text)) and agency_like(last[1]) and at + 1 < len(found)):
        return ZoneKind.CAPTION
    if headline is None:
        return ZoneKind.BODY if speaks(unit) else ZoneKind.NAVIGATION
    if letters(_MARK.sub("", _without_suffix(text))) == letters(_without_suffix(found[headline].text)):
        return ZoneKind.NAVIGATION  # the headline again: a title tag or a crumb
    if _labelled(found, at) and not unit.finished:
        return ZoneKind.METADATA
    if at > headline and _captioned(found, at) and unit.words <= 12:
        return ZoneKind.CAPTION
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
    wanted = letters(_without_suffix(above[headline].text))
    for unit in above:
        cut = outlet_suffix(unit.text)
        if cut and letters(unit.text[: cut[0]]) == wanted:
            return cut[1]
    return None


def _dates(found: Sequence[Unit], headline: int | None, start: int, region: int) -> tuple[str | None, str | None]:
    """The publication date and the date of the last update, where lines of their own state them."""
    published: list[tuple[int, str]] = []
    updated, days = None, frozenset()
    for at, unit in enumerate(found[:region]):
        if unit.guess is not None and unit.guess.kind not in {ZoneKind.METADATA, ZoneKind.BYLINE}:
            continue
        if unit.prose or at == headline:
            continue
        stated = _stated(found, at)
        if stated is None:
            continue
        inside = at > start
        if stated.either and (day := _decided(stated.either, days := days or _days(found, start))):
            stated = replace(stated, published=day) if stated.labelled else replace(stated, bare=day)
        if stated.published:
            published.append((2 if inside else 0, stated.published))
        elif stated.bare and not inside:
            published.append((1 if headline is None or at > headline else 3, stated.bare))
        updated = updated or stated.updated
    return min(published, key=lambda pair: pair[0])[1] if published else None, updated


def _decided(either: tuple[str, str], days: frozenset[tuple[int, int]]) -> str | None:
    """The reading of 03/04/2020 whose month and day the page writes out elsewhere, if only one is."""
    fits = [day for day in either if (int(day[5:7]), int(day[8:])) in days]
    return fits[0] if len(fits) == 1 else None


def _days(found: Sequence[Unit], start: int) -> frozenset[tuple[int, int]]:
    """The (month, day) pairs written out in place lines, captions and date lines: "Apr. 3". Never empty."""
    lines = [unit.text[:200] for unit in found[: start + 1]]
    lines += [unit.text for unit in found[start + 1 :] if unit.guess is not None and len(unit.text) <= 200]
    written = {(months().get(m[1].casefold(), 0), int(m[2])) for line in lines for m in _month_day().finditer(line)}
    written |= {(months().get(m[2].casefold(), 0), int(m[1])) for line in lines for m in _day_month().finditer(line)}
    return frozenset(written | {(0, 0)})


@cache
def _month_day() -> re.Pattern[str]:
    return re.compile(rf"\b({any_of(months())})\b\.?\s(\d{{1,2}})\b", re.IGNORECASE)


@cache
def _day_month() -> re.Pattern[str]:
    return re.compile(rf"\b(\d{{1,2}})\.?\s({any_of(months())})\b", re.IGNORECASE)


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
