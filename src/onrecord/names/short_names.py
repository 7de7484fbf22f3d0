"""Single words and doubtful names, once the sure ones are known: short names, namesakes, glosses in brackets."""

from __future__ import annotations

import re
from collections import Counter

from ..model import ActorType, Mention, MentionForm, Span
from .acting import bracketed_party, employs, organisation_at, short_form
from .beside import before_head, before_role
from .lexicon import words
from .listed import Unit
from .namelike import without_particles
from .page import SEAT, Page
from .places import known_here, place_of


def short_names(page: Page, found: list[Mention], doubtful: list[Unit]) -> list[Mention]:
    """Single words and doubtful names: persons if they repeat a part of a full name, else by parser and place."""
    parts: Counter[str] = Counter()
    whole = {mention.span.of(page.text): mention.type for mention in found}
    for mention in found:
        if mention.type is ActorType.PERSON:
            name = without_particles(mention.span.of(page.text))
            parts.update(part for part in name if len(part) > 2 or part in (name[0], name[-1]))
    groups = {name: type_ for name, type_ in whole.items() if type_ is not ActorType.PERSON}
    ends = {mention.span.end for mention in found if mention.type is ActorType.PERSON}
    acting = {
        page.text[unit.start : unit.end]: ActorType.PERSON
        for unit in doubtful
        if page.label(unit.start, unit.end) == "PERSON" and page.subject(unit.start, unit.end)
    }
    more = []
    for unit in doubtful:
        start, end = page.trim(unit)
        if without_particles(unit.of(page.text))[-1] in parts and " " not in unit.of(page.text):
            start, end = unit.start, unit.end  # the parser may take "Sanders" for a verb where a sentence opens
        if start >= end and before_role(page, unit.of(page.text), unit.start, unit.end):
            start = unit.start
        if start >= end or end - start < 2 or SEAT.match(page.text, start):
            continue
        text = page.text[start:end]
        if text in words()["no_actors"]:
            continue  # "NGO officials": a kind of body, nobody's name
        name = without_particles(text)
        if bracketed_party(page.text, start, end, start - 2 in ends):
            more.append(Mention(Span(start, end), MentionForm.NAME, ActorType.PARTY))
            continue
        type_ = whole.get(text) or before_head(page, start, end)
        if type_ is None and (name[-1] in parts or (len(name) == 1 and name[0] in parts)):
            type_ = ActorType.PERSON
        if type_ is None and len(name) == 1 and " " not in text and not place_of(text) and employs(page.text, text):
            type_ = ActorType.ORGANISATION
        if type_ is None and len(name) == 1:
            type_ = acting.get(text)
        if type_ is None and not page.in_headline(start) and page.subject(start, end):
            label = page.label(start, end)
            type_ = {"PERSON": ActorType.PERSON, "ORG": ActorType.ORGANISATION}.get(label)
        if type_ is None and len(text) > 2:
            type_ = before_role(page, text, start, end)
        if type_ is None and not page.in_headline(start):
            type_ = organisation_at(page.doc, page.text, start, end, page.label(start, end))
        if type_ is None or type_ is ActorType.PERSON:
            before = page.text[max(0, start - 14) : start]
            after = page.text[end : end + 40]
            following = re.match(r"\s([a-z]+)", after)
            place = bool(following) and following.group(1) in words()["no_actor_endings"]
            type_ = (None if name[-1] in parts or place else short_form(text, groups, before, after)) or type_
        if type_ is None and known_here(text):
            type_ = known_here(text).type
        if type_ is not None and not (len(name) == 1 and page.common(start) and type_ is not ActorType.PERSON):
            more.append(Mention(Span(start, end), MentionForm.NAME, type_, None, None))
    return more + _again(page, more, doubtful)


def _again(page: Page, more: list[Mention], doubtful: list[Unit]) -> list[Mention]:
    """What a first place told to be a name is one wherever it stands, in a headline too."""
    told = {mention.span.of(page.text): mention.type for mention in more}
    starts = {mention.span.start for mention in more}
    return [
        Mention(Span(unit.start, unit.end), MentionForm.NAME, told[unit.of(page.text)])
        for unit in doubtful
        if unit.start not in starts and unit.of(page.text) in told and len(unit.of(page.text)) > 2
    ]


def namesakes(page: Page, found: list[Mention]) -> list[Mention]:
    """A country word that is the last name of somebody in full ("Valeska Paris", then "Paris") means the person."""
    full = [without_particles(m.span.of(page.text)) for m in found if m.type is ActorType.PERSON]
    last = {name[-1] for name in full if len(name) > 1 and place_of(name[-1].capitalize())}
    if not last:
        return found
    spans = {unit.start: unit for unit in page.units if unit.kind == "country" and unit.of(page.text).lower() in last}
    kept = [mention for mention in found if mention.span.start not in spans]
    for unit in spans.values():
        before = page.text[: unit.start].split()[-1:]
        if not before or before[0].lower() not in words()["place_prepositions"]:
            kept.append(
                Mention(Span(unit.start, unit.start + len(unit.of(page.text))), MentionForm.NAME, ActorType.PERSON)
            )
    return kept


def glosses(page: Page, found: list[Mention]) -> list[Mention]:
    """ "Ansar al-Tavi (The Helpers)": a capitalised gloss right behind a group's name is a name of it."""
    taken = [mention.span for mention in found]
    more = []
    for mention in found:
        if mention.type in (ActorType.PERSON, ActorType.STATE):
            continue
        gloss = re.match(
            r"\s?\(((?:The\s)?[^\W\d_][\w’'-]+(?:\s(?:of|for|the|and|[A-Z][\w’'-]+)){0,5})\)",
            page.text[mention.span.end :][:80],
        )
        if not gloss or not gloss.group(1)[0].isupper() or place_of(gloss.group(1)):
            continue
        start = mention.span.end + gloss.start(1)
        span = Span(start, start + len(gloss.group(1)))
        if not any(span.overlaps(other) for other in taken):
            more.append(Mention(span, MentionForm.NAME, mention.type))
    return more
