"""Mentions in one article: names, phrases that act, pronouns. Offsets are the article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import ActorType, Article, Mention, MentionForm, Span
from .acting import is_seat
from .acting_states import state
from .beside import (
    after_head,
    body_by_apposition,
    in_brackets_behind_a_person,
    of_a_party,
    person_by_form,
    type_by_neighbour,
)
from .lexicon import heads, name_heads, roles, words
from .listed import Unit
from .lower_heads import with_lower_heads
from .namelike import is_initials, several, title_relation
from .nominals import nominals, people_of, pronouns
from .page import SEAT, Page
from .people import is_courtesy
from .places import known_here, states_of
from .short_names import glosses, namesakes, short_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Titles that also stand behind the name.
_BEHIND = frozenset(("MP", "MEP", "MSP", "TD", "MK", "MCA", "MLA", "MLC", "MNA", "MPA"))
_SECRETARY = re.compile(r"\s(?:Secretary|Director|Chair\w*|Coordinator|Officer|Leader|Chief)\b")
#: Titles that only members of a parliament have.
_MEMBERS = frozenset(
    ("Rep.", "Rep", "Sen.", "Sen", "Senator", "Congressman", "Congresswoman", "Representative", "Deputy")
)
#: "chief executive of Lumen Energy": what has one is a body, whatever it looks like.
_HEAD_OF = re.compile(
    r"\b(?:chief\sexecutive|CEO|managing\sdirector|chair(?:man|woman|person)?|director(?:[ -]general)?"
    r"|general\ssecretary|secretary[ -]general|co-?founder|founder|owner|board\smember|subsidiary)\sof\s(?:the\s)?\Z"
)
#: Of such bodies there are many: one word tells none.
_ANY_GROUP = ("party", "movement", "bloc", "union", "group", "faction", "coalition")
#: "Lena Tavi, 41, of Little Hambury": what follows is a place.
_HOME_TOWN = re.compile(r",\s\d\d,\s(?:of|from)\s\Z")


def find_mentions(article: Article, doc: Doc) -> tuple[Mention, ...]:
    """Names of actors, nominals that act and pronouns, sorted by place.

    Example:
        >>> from onrecord.model import Article, Zone, ZoneKind
        >>> from onrecord.names.entities import parse
        >>> text = "Prime Minister Tavi Oren met Lena al-Saru, head of the Harbour Party."
        >>> article = Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> names = [m for m in find_mentions(article, parse(article)) if m.form == "name"]
        >>> [(m.span.of(text), m.type.value, m.title) for m in names]
        [('Tavi Oren', 'person', 'Prime Minister'), ('Lena al-Saru', 'person', None), ('Harbour Party', 'party', None)]
    """
    with states_of(doc, article):
        return _find_mentions(article, doc)


def _find_mentions(article: Article, doc: Doc) -> tuple[Mention, ...]:
    names = _names(Page(article, doc))
    taken = [False] * len(doc)
    for mention in names:
        whole = mention.extent or mention.span
        span = doc.char_span(whole.start, whole.end, alignment_mode="expand")
        if span is not None:
            taken[span.start : span.end] = [True] * (span.end - span.start)
    names, taken = with_lower_heads(doc, names, taken)
    found = [*names, *nominals(doc, taken), *people_of(doc, taken), *pronouns(doc)]
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))


def _names(page: Page) -> list[Mention]:
    found: list[Mention] = []
    doubtful: list[Unit] = []
    for at, unit in enumerate(page.units):
        if unit.kind == "title" or is_seat(page.text, unit.start, unit.end):
            continue
        title, extent = title_before(page, at)
        if (title is None or is_courtesy(title)) and unit.kind == "name":
            behind, whole = title_behind(page, at)
            if behind and whole:  # "Sir Callum Tavi MP"
                title = behind
                extent = Span(min(extent.start, whole.start), whole.end) if extent else whole
        if unit.kind == "country":
            mention = state(page, unit, at)
        elif unit.kind in ("known", "head"):
            mention = organisation(page, unit)
        else:
            mention = None if seat_of_next(page, at) else sure_name(page, unit, title, extent)
            if mention is None:
                doubtful.append(unit)
        if mention:
            found.append(mention)
    found += short_names(page, found, doubtful)
    found = namesakes(page, found)
    return found + glosses(page, found)


def title_before(page: Page, at: int) -> tuple[str | None, Span | None]:
    """The titles and nationality right before a unit, and the stretch from there to its end."""
    unit = page.units[at]
    start, titles = unit.start, []
    while at > 0:
        previous = page.units[at - 1]
        gap = page.text[previous.end : start]
        if "." in gap and previous.kind == "country" and not previous.of(page.text).endswith("."):
            break  # "… in Canada. President Lena Tavi …"
        if len(gap) > 6 or gap.strip(" \n’'s-.") or (previous.possessive and previous.kind != "country"):
            break
        if previous.kind == "country" and not titles and at > 1 and _title_of(page, at - 2, previous):
            start, at = previous.start, at - 1  # "Chief Justice of India N V Tavi"
            previous = page.units[at - 1]
        if previous.kind == "title" and not previous.possessive:
            titles.insert(0, previous.of(page.text))
        elif not (previous.kind == "country" and titles):
            break
        start, at = previous.start, at - 1
    if titles and (
        past := re.search(
            r"\b((?:former|ex-?|late|then|resigned|ousted|outgoing|acting|deputy)[ -])$",
            page.text[max(0, start - 12) : start],
            re.I,
        )
    ):
        start -= len(past.group(1))
        titles.insert(0, past.group(1).strip())
    title = " ".join(" ".join(titles).split()) or None
    return title, Span(start, unit.end) if start < unit.start else None


def _title_of(page: Page, at: int, country: Unit) -> bool:
    title = page.units[at]
    return title.kind == "title" and page.text[title.end : country.start] in (" of ", " of the ")


def title_behind(page: Page, at: int) -> tuple[str | None, Span | None]:
    """ "Callum Tavi MP"."""
    following = page.units[at + 1] if at + 1 < len(page.units) else None
    unit = page.units[at]
    if following is None or following.kind != "title" or following.start - unit.end != 1:
        return None, None
    title = following.of(page.text)
    after = page.units[at + 2] if at + 2 < len(page.units) else None
    if after is not None and after.kind == "name" and after.start - following.end == 1:
        return None, None  # "Dawn Party TD Eoin Tavi"
    if not several(unit.of(page.text)) or page.label(unit.start, unit.end) == "GPE":
        return None, None  # "the Alberta MP"
    return (title, Span(unit.start, following.end)) if title in _BEHIND else (None, None)


def seat_of_next(page: Page, at: int) -> bool:
    """ "Dawn Party TD Eoin Tavi", "Kibra MCA Jane Tavi": a party or a constituency, whatever it looks like."""
    following, after = (page.units[n] if n < len(page.units) else None for n in (at + 1, at + 2))
    if following is None or after is None or following.kind != "title" or after.kind != "name":
        return False
    near = following.start - page.units[at].end == 1 and after.start - following.end == 1
    start, end = page.units[at].start, page.units[at].end
    return near and following.of(page.text) in _BEHIND | _MEMBERS and page.label(start, end) != "ORG"


def organisation(page: Page, unit: Unit) -> Mention | None:
    start, end = unit.start, unit.end
    text = unit.of(page.text)
    if unit.kind == "head" and len(text.split()) == 1 and (page.common(start) or _any_party(page, start, end)):
        return None
    if unit.kind == "head" and page.in_headline(start) and page.text.count(text) < 2:
        return None
    type_ = unit.type
    row = known_here(text)
    if row:
        type_ = row.type
    return Mention(Span(start, end), MentionForm.NAME, type_)


def _any_party(page: Page, start: int, end: int) -> bool:
    """ "Party chief Lena Tavi said …": a word that only has a capital because it is first."""
    kind = heads()[page.text[start:end].lower()].kind if page.text[start:end].lower() in heads() else ""
    following = re.match(r"\s([a-z]+)\b", page.text[end : end + 25])
    return bool(kind in _ANY_GROUP and following and following.group(1) in roles() and page.opens(start))


def sure_name(page: Page, unit: Unit, title: str | None, extent: Span | None) -> Mention | None:
    """A name that is sure by itself; None where other mentions must decide."""
    if not title and several(unit.of(page.text)) and page.label(unit.start, unit.end) != "PERSON":
        type_ = body_by_apposition(page, unit.end)
        if type_ is not None and not page.in_headline(unit.start):
            return Mention(Span(unit.start, unit.end), MentionForm.NAME, type_)
    start, end = page.trim(unit)
    if start >= end or SEAT.match(page.text, start):
        return None
    text = page.text[start:end]
    if _SECRETARY.match(page.text, end) and all(part.lower() in words()["office_modifiers"] for part in text.split()):
        return None  # "National Publicity Secretary"
    first, _, rest = text.partition(" ")
    if first.lower() in words()["adherents"] and several(rest) and not set(rest.split()) & name_heads().keys():
        start, text = end - len(rest), rest  # "Democrat Lena Tavi"
    many = several(text)
    extent = Span(min(extent.start, start), max(end, extent.end)) if extent and start == unit.start else None
    sure_title = title if start == unit.start else None
    label = page.label(start, end)
    if is_initials(text):
        if text in words()["no_actors"] or page.shouted(start, end):
            return None
        if label in ("GPE", "LOC", "DATE", "CARDINAL", "MONEY", "TIME") or page.in_headline(start):
            return None
        return Mention(Span(start, end), MentionForm.NAME, ActorType.ORGANISATION) if len(text) > 1 else None
    if page.in_headline(start) and not (many and label == "PERSON" and page.comes_again(start, end)):
        return None
    if text in page.bodies and not sure_title:
        return Mention(Span(start, end), MentionForm.NAME, after_head(page, start) or type_by_neighbour(page, end))
    if not sure_title and in_brackets_behind_a_person(page, start, end):
        return Mention(Span(start, end), MentionForm.NAME, ActorType.PARTY)
    if not sure_title and many and _HEAD_OF.search(page.text, max(0, start - 45), start):
        return Mention(Span(start, end), MentionForm.NAME, type_by_neighbour(page, end))
    personal = sure_title is not None and title_relation(sure_title) is not None
    if not personal and _HOME_TOWN.search(page.text, max(0, start - 12), start):
        return None
    if personal or (
        many
        and not after_head(page, start)
        and (label == "PERSON" or person_by_form(page, text, start, end, label) or of_a_party(page, start, end))
    ):
        return Mention(Span(start, end), MentionForm.NAME, ActorType.PERSON, extent, sure_title)
    if (grouped := after_head(page, start)) and not personal:
        return Mention(Span(start, end), MentionForm.NAME, grouped)
    if label == "ORG" and many and not page.common(start):
        return Mention(Span(start, end), MentionForm.NAME, type_by_neighbour(page, end))
    return None
