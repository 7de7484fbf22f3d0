"""Zones of a scraped text: what is headline and body, and what is page: site names, dates, captions, comments …

Words decide first (:mod:`.chrome`), then the place on the page: what stands above the first paragraph of running text,
inside the body, after it, or under a header of readers' comments, where nothing speaks any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Span, Spans, Zone, ZoneKind
from .chrome import Guess
from .head import Head, read_head
from .lines import Unit, units
from .prefixes import Prefix, find_prefix, repeated
from .regions import (
    about_author,
    body_range,
    comments_from,
    shouted,
    silence_linked,
    silence_summary,
    silence_teasers,
    speaks,
    title_like,
)
from .suffixes import find_suffix


@dataclass(frozen=True, slots=True)
class Zoned:
    """The zones (sorted, disjoint, over every character that is no space) and what the page states of itself.

    ``published`` is an ISO date or None: never taken from a caption or a sentence.
    """

    zones: tuple[Zone, ...]
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None


def find_zones(text: str, *, main: Spans | None = None, headline: str | None = None) -> Zoned:
    """The zones of a text, with outlet, headline and publication date where the page states them.

    ``main``: the stretches known to hold the article (an extractor's finding); then nothing else is body.
    ``headline``: the headline if it is known, to be looked for in the text.

    >>> found = find_zones("Roe wins vote in Tavia\\n\\n3 May 2020\\n\\nPremier Ada Roe won the vote on Monday.")
    >>> found.headline, found.published, [zone.kind.value for zone in found.zones]
    ('Roe wins vote in Tavia', '2020-05-03', ['headline', 'metadata', 'body'])
    """
    found = units(text)
    if main is not None:
        found = _within(text, found, main)
    if not found:
        return Zoned(())
    silence_summary(found)
    start, end = body_range(found)
    region = comments_from(found, start, end)
    kinds: list[ZoneKind | None] = [unit.guess.kind if unit.guess else None for unit in found]
    head = read_head(found, kinds, start, region, known=headline)
    silence_teasers(found, kinds, start, region)
    silence_linked(found, kinds, start, region)
    _after_body(found, kinds, start, region)
    return _assembled(text, found, kinds, head, start)


def _within(text: str, found: list[Unit], main: Spans) -> list[Unit]:
    """Units cut at the borders of the main text; what lies outside cannot be body."""
    first, last = main[0].start, main[-1].end
    kept: list[Unit] = []
    for unit in found:
        inside = any(unit.span.overlaps(span) for span in main)
        if not inside and unit.guess is None and (unit.span.start > first or unit.prose):
            kind = ZoneKind.TEASER if unit.span.start >= last else ZoneKind.NAVIGATION
            unit.guess = Guess(kind)
        kept.append(unit)
    return kept


def _after_body(found: Sequence[Unit], kinds: list[ZoneKind | None], start: int, region: int) -> None:
    """Decide what is still open: body up to its last sentence, teasers after it, comments under their header."""
    prose = [at for at in range(start, region) if kinds[at] is None and speaks(found[at])]
    for at in prose[-2:][::-1]:
        if len(prose) < 3 or not about_author(found[at]):
            break
        kinds[at] = ZoneKind.BYLINE
        prose.pop()
    running = [at for at in prose if found[at].prose]
    last = running[-1] if running else prose[-1] if prose else start - 1
    for at in range(last + 1, region):  # short sentences that follow: "She paused."
        if kinds[at] is None and not speaks(found[at]):
            if kinds[at - 1] is not ZoneKind.NAVIGATION and not shouted(found[at]):
                break
            kinds[at] = ZoneKind.TEASER  # "Also read from us", a title, and the text goes on
        last = at if kinds[at] is None else last
    _silence_runs(found, kinds, start, last)
    for at in range(start, region):
        if kinds[at] is None:
            body = (at <= last or not prose) and not shouted(found[at])
            kinds[at] = ZoneKind.BODY if body else ZoneKind.TEASER
    forms = [at for at in range(region, len(found)) if kinds[at] in {ZoneKind.FORM, ZoneKind.COMMENT}]
    for at in range(region, len(found)):
        if kinds[at] is None:
            teaser = forms and at > forms[-1] and not found[at].finished and kinds[at - 1] is not ZoneKind.COMMENT
            kinds[at] = ZoneKind.TEASER if teaser else ZoneKind.COMMENT


def _silence_runs(found: Sequence[Unit], kinds: list[ZoneKind | None], start: int, last: int) -> None:
    """Two or more lines without an end, right under page chrome, inside the body: titles of others, no crossheads."""
    at = start
    while at < last:
        stop = at
        while stop < last and kinds[stop] is None and title_like(found[stop]) and not speaks(found[stop]):
            stop += 1
        under_credit = stop > at and kinds[stop] is ZoneKind.CAPTION and found[stop].words <= 6
        if at and kinds[at - 1] not in {None, ZoneKind.BODY} and (stop - at >= 2 or (stop - at == 1 and under_credit)):
            kinds[at:stop] = [ZoneKind.CAPTION if under_credit else ZoneKind.TEASER] * (stop - at)
        at = max(stop, at + 1)


def _assembled(text: str, found: Sequence[Unit], kinds: Sequence[ZoneKind | None], head: Head, start: int) -> Zoned:
    """Zones from units, with the prefixes of body paragraphs cut off."""
    bodies = [at for at, kind in enumerate(kinds) if kind is ZoneKind.BODY]
    names = repeated([found[at].text for at in bodies])
    opening = {at for at in bodies[:3] if at <= start + 3}
    zones: list[Zone] = []
    outlet, stated = head.outlet, None
    for at, (unit, kind) in enumerate(zip(found, kinds, strict=True)):
        span = unit.span
        if at == head.at and head.suffix:
            cut = span.start + head.suffix
            zones.append(Zone(ZoneKind.HEADLINE, Span(span.start, cut)))
            zones.append(Zone(ZoneKind.OUTLET, _trimmed(text, cut, span.end)))
            continue
        if kind is not ZoneKind.BODY:
            zones.append(Zone(kind or ZoneKind.BODY, span))
            continue
        prefix = find_prefix(span.of(text)[:400], first=at in opening, lead=at == bodies[0], names=names, own=head.own)
        zones += _body(text, span, prefix)
        if prefix is not None:
            outlet = outlet or prefix.outlet
            stated = stated or prefix.date
    published = head.published or stated or head.updated
    return Zoned(tuple(zones), _outlet_name(outlet, text), head.headline, published)


def _body(text: str, span: Span, prefix: Prefix | None) -> list[Zone]:
    """A paragraph of the body, with what stands before and after its own words as zones of their own."""
    zones: list[Zone] = []
    if prefix is not None:
        zones.append(Zone(prefix.kind, _trimmed(text, span.start, span.start + prefix.end)))
        span = _trimmed(text, span.start + prefix.end, span.end)
    suffix = find_suffix(span.of(text))
    if suffix is None:
        return [*zones, Zone(ZoneKind.BODY, span)]
    kind, at = suffix
    cut = span.start + at
    return [*zones, Zone(ZoneKind.BODY, _trimmed(text, span.start, cut)), Zone(kind, _trimmed(text, cut, span.end))]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return Span(start + lead, start + len(part.rstrip()))


def _outlet_name(outlet: str | None, text: str) -> str | None:
    """A name in capitals as the text writes it elsewhere, a domain as the name it stands for."""
    if outlet is None:
        return None
    match = re.fullmatch(r"(?:https?://)?(?:www\d?\.|en\.|english\.)?([\w-]+)(?:\.[\w-]+)+/?", outlet, re.IGNORECASE)
    if match is None:
        return _unshouted(outlet.strip(" -–—|:"), text)
    label = match[1]
    letters = r"[\s'’.-]?".join(map(re.escape, label.replace("-", "")))
    written = re.search(rf"\b(?-i:[A-Z]){letters[1:]}\b(?!\.\w)", text, re.IGNORECASE)
    return written.group() if written else label.capitalize()


def _unshouted(name: str, text: str) -> str:
    """ "PORT HERALD" as "Port Herald"; short words stay: "TNA NEWS" may be an acronym."""
    if not name.isupper() or " " not in name:
        return name
    for match in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not match.group().isupper():
            return match.group()
    tokens = name.split()
    if any(len(token) < 4 and token.casefold() not in {"of", "the", "and", "sun"} for token in tokens):
        return name
    titled = " ".join(token.capitalize() for token in tokens)
    return re.sub(r"\b(Of|The|And)\b(?<!^.)(?<!^..)(?<!^...)", lambda m: m.group().lower(), titled)
