"""Mentions in one article: names, phrases that act, pronouns. Offsets are the article's."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..model import ActorType, Article, Mention, MentionForm, Span
from .acting import bracketed_party, is_body, organisation_at, short_form
from .capitals import title_case_spans
from .lexicon import heads, known_as, roles, words
from .nominals import nominals, people_of, pronouns
from .places import states_of
from .traits import head_token, is_subject, text_of
from .units import Unit, is_initials, looks_arabic, place_of, title_relation, units, without_particles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSON_APPOSITION = re.compile(
    r"\s?[,–—-]\s(?:an?\s|the\s|who\b|whose\b|aged\b|\d\d\b)?(?:[\w’'-]+\s){0,4}?(\w[\w-]+)", re.I
)
_IS_SOMEBODY = re.compile(r",\s(?:who\b|\d\d,)")
#: What only a government is, where its capital is the subject of "be".
_TALKS = re.compile(
    r"\s(?:is|was|has\sbeen|had\sbeen|remains)\s(?:\w+ly\s|still\s|not\s)?"
    r"(?:in\stalks|willing|ready|prepared|keen|opposed|silent|concerned|considering|reluctant|unhappy|furious)\b"
)
_ENVOY_OF = re.compile(
    r"\b(?:representatives?|envoys?|allies|ally|approval|support|backing|orders|consent)\s(?:of|from)\s\Z"
)
#: "R-Ohio", "D-N.M.": where somebody sits, no name.
_SEAT = re.compile(r"[RDI]-[A-Z]")
_COMPANY_ROLE = re.compile(r"\s(?:chief\sexecutive|managing\sdirector|chairman|chairwoman|finance\sdirector)\b")
_COMPANY_WORD = re.compile(r"\b(operator|broadcaster|newspaper|daily|giant|utility|carrier)\s$")
_ROLE_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][\w-]+),?\s\Z")
_ROLE_OF_BEFORE = re.compile(r"\b[Tt]he\s(?:[\w’'-]+\s){0,3}?([\w-]+)\s(?:of|for|to)\s[^,.;:“”\"]{2,70},\s\Z")


def find_mentions(article: Article, doc: Doc) -> tuple[Mention, ...]:
    """Names of actors, nominals that act and pronouns, sorted by place.

    Example:
        >>> from onrecord.model import Article, Zone, ZoneKind
        >>> from onrecord.text.parse import parse
        >>> text = "Prime Minister Tavi Oren met Lena al-Saru, head of the Harbour Party."
        >>> article = Article("1", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
        >>> names = [m for m in find_mentions(article, parse(article)) if m.form == "name"]
        >>> [(m.span.of(text), m.type.value, m.title) for m in names]
        [('Tavi Oren', 'person', 'Prime Minister'), ('Lena al-Saru', 'person', None), ('Harbour Party', 'party', None)]
    """
    with states_of(doc):
        return _find_mentions(article, doc)


def _find_mentions(article: Article, doc: Doc) -> tuple[Mention, ...]:
    names = _Names(article, doc).mentions()
    taken = [False] * len(doc)
    for mention in names:
        whole = mention.extent or mention.span
        span = doc.char_span(whole.start, whole.end, alignment_mode="expand")
        if span is not None:
            taken[span.start : span.end] = [True] * (span.end - span.start)
    names, taken = _with_lower_heads(doc, names, taken)
    found = [*names, *nominals(doc, taken), *people_of(doc, taken), *pronouns(doc)]
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))


class _Names:
    """Finds the names of one document; a stretch's parser label counts over all places where it stands."""

    def __init__(self, article: Article, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.headlines = [
            (zone.start + first, zone.start + last)
            for zone in article.speaking
            for first, last in title_case_spans(article.text[zone.start : zone.end])
        ]
        self.votes: dict[str, Counter[str]] = {}
        for entity in doc.ents:
            self.votes.setdefault(_key(entity.text), Counter())[entity.label_] += 1
        self.lower = {word for word in re.findall(r"(?<![\w-])[^\W\d_]+(?![\w-])", self.text) if word.islower()}
        self.units = units(self.text, self.is_person)
        self.bodies = {
            unit.of(self.text)
            for unit in self.units
            if unit.kind == "name" and is_body(self.text, unit.start, unit.end, self.is_person)
        }
        self.full: dict[str, int] = Counter()  # last and first names of persons that stand in full somewhere

    def is_person(self, start: int, end: int) -> bool:
        return self.label(start, end) == "PERSON"

    def label(self, start: int, end: int) -> str:
        """What the parser takes a stretch for: the majority over its words, then over its other places."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return ""
        counted = Counter(token.ent_type_ for token in span if not token.is_punct)
        label = counted.most_common(1)[0][0] if counted else ""
        votes = self.votes.get(_key(self.text[start:end]))
        if votes and (not label or votes[label] < max(votes.values())):
            label = votes.most_common(1)[0][0]
        return label

    def mentions(self) -> list[Mention]:
        found: list[Mention] = []
        doubtful: list[tuple[Unit, str | None, Span | None]] = []
        for at, unit in enumerate(self.units):
            if unit.kind == "title":
                continue
            title, extent = self._title(at)
            if title is None and unit.kind == "name":
                title, extent = self._title_behind(at)
            if unit.kind == "country":
                mention = self._state(unit, at)
            elif unit.kind in ("known", "head"):
                mention = self._organisation(unit)
            else:
                mention = self._name(unit, title, extent)
                if mention is None:
                    doubtful.append((unit, title, extent))
            if mention:
                found.append(mention)
        found += self._short(found, doubtful)
        found = self._namesakes(found)
        return found + self._glosses(found)

    def _namesakes(self, found: list[Mention]) -> list[Mention]:
        """A country word that is the last name of somebody in full ("Valeska Paris", then "Paris") means the person."""
        full = [without_particles(m.span.of(self.text)) for m in found if m.type is ActorType.PERSON]
        last = {name[-1] for name in full if len(name) > 1 and place_of(name[-1].capitalize())}
        if not last:
            return found
        spans = {
            unit.start: unit for unit in self.units if unit.kind == "country" and unit.of(self.text).lower() in last
        }
        kept = [mention for mention in found if mention.span.start not in spans]
        for unit in spans.values():
            before = self.text[: unit.start].split()[-1:]
            if not before or before[0].lower() not in words()["place_prepositions"]:
                kept.append(
                    Mention(Span(unit.start, unit.start + len(unit.of(self.text))), MentionForm.NAME, ActorType.PERSON)
                )
        return kept

    def _glosses(self, found: list[Mention]) -> list[Mention]:
        """ "Ansar al-Tavi (The Helpers)": a capitalised gloss right behind a group's name is a name of it."""
        taken = [mention.span for mention in found]
        more = []
        for mention in found:
            if mention.type in (ActorType.PERSON, ActorType.STATE):
                continue
            gloss = re.match(
                r"\s?\(((?:The\s)?[^\W\d_][\w’'-]+(?:\s(?:of|for|the|and|[A-Z][\w’'-]+)){0,5})\)",
                self.text[mention.span.end :][:80],
            )
            if not gloss or not gloss.group(1)[0].isupper() or place_of(gloss.group(1)):
                continue
            start = mention.span.end + gloss.start(1)
            span = Span(start, start + len(gloss.group(1)))
            if not any(span.overlaps(other) for other in taken):
                more.append(Mention(span, MentionForm.NAME, mention.type))
        return more

    def _title(self, at: int) -> tuple[str | None, Span | None]:
        """The titles and nationality right before a unit, and the stretch from there to its end."""
        unit = self.units[at]
        start, titles = unit.start, []
        while at > 0:
            previous = self.units[at - 1]
            gap = self.text[previous.end : start]
            if len(gap) > 6 or gap.strip(" \n’'s-.") or (previous.possessive and previous.kind != "country"):
                break
            if previous.kind == "title" and not previous.possessive:
                titles.insert(0, previous.of(self.text))
            elif not (previous.kind == "country" and titles):
                break
            start, at = previous.start, at - 1
        if titles and (
            past := re.search(
                r"\b((?:former|ex-?|late|then|resigned|ousted|outgoing|acting|deputy)[ -])$",
                self.text[max(0, start - 12) : start],
                re.I,
            )
        ):
            start -= len(past.group(1))
            titles.insert(0, past.group(1).strip())
        title = " ".join(" ".join(titles).split()) or None
        return title, Span(start, unit.end) if start < unit.start else None

    def _title_behind(self, at: int) -> tuple[str | None, Span | None]:
        """ "Callum Tavi MP"."""
        following = self.units[at + 1] if at + 1 < len(self.units) else None
        unit = self.units[at]
        if following is None or following.kind != "title" or following.start - unit.end != 1:
            return None, None
        title = following.of(self.text)
        return (title, Span(unit.start, following.end)) if title in ("MP", "MEP", "MSP", "TD", "MK") else (None, None)

    # --- states and organisations -------------------------------------------------------------------------------

    def _state(self, unit: Unit, at: int) -> Mention | None:
        place = place_of(unit.of(self.text))
        if place is None or place[1] not in ("name", "capital") or self._dateline(unit):
            return None
        span = self.doc.char_span(unit.start, unit.end, alignment_mode="expand")
        if span is None:
            return None
        token = head_token(self.doc, span.start, span.end)
        if not _acts(token, self.doc, unit, metonym=place[1] == "capital"):
            return None
        start = unit.start
        type_ = ActorType.STATE if place[1] == "name" else ActorType.GOVERNMENT_BODY
        return Mention(Span(start, unit.end), MentionForm.NAME, type_)

    def _dateline(self, unit: Unit) -> bool:
        after = self.text[unit.end : unit.end + 40]
        before = self.text[max(0, unit.start - 2) : unit.start]
        line_start = not before.strip(" ") or before.endswith("\n")
        return (
            line_start and bool(re.match(r"(?:,\s[\w. ]+)?\s?(?:\([^)]{0,30}\)?\s?[–—-]*|\s?[–—]|\s--?\s)", after))
        ) or (unit.of(self.text).isupper() and len(unit.of(self.text)) > 4 and "." not in unit.of(self.text))

    def _organisation(self, unit: Unit) -> Mention | None:
        start, end = unit.start, unit.end
        text = unit.of(self.text)
        if unit.kind == "head" and len(text.split()) == 1 and self._common(start):
            return None
        if unit.kind == "head" and self._in_headline(start) and self.text.count(text) < 2:
            return None
        type_ = unit.type
        row = known_as(text)
        if row:
            type_ = row.type
        return Mention(Span(start, end), MentionForm.NAME, type_)

    # --- persons and everything else ----------------------------------------------------------------------------

    def _name(self, unit: Unit, title: str | None, extent: Span | None) -> Mention | None:
        """A name that is sure by itself; None where other mentions must decide."""
        start, end = self._trim(unit)
        if start >= end or _SEAT.match(self.text, start):
            return None
        text = self.text[start:end]
        many = len(without_particles(text)) > 1
        extent = Span(min(extent.start, start), max(end, extent.end)) if extent and start == unit.start else None
        sure_title = title if start == unit.start else None
        label = self.label(start, end)
        if is_initials(text):
            if label in ("GPE", "LOC", "DATE", "CARDINAL", "MONEY", "TIME") or self._in_headline(start):
                return None
            return Mention(Span(start, end), MentionForm.NAME, ActorType.ORGANISATION) if len(text) > 1 else None
        if self._in_headline(start) and not (many and label == "PERSON"):
            return None
        if text in self.bodies and not sure_title:
            return Mention(Span(start, end), MentionForm.NAME, self._after_head(start) or self._type_by_neighbour(end))
        personal = sure_title is not None and title_relation(sure_title) is not None
        if personal or (
            many
            and not self._after_head(start)
            and (label == "PERSON" or self._person_by_form(text, start, end, label))
        ):
            return Mention(Span(start, end), MentionForm.NAME, ActorType.PERSON, extent, sure_title)
        if (grouped := self._after_head(start)) and not personal:
            return Mention(Span(start, end), MentionForm.NAME, grouped)
        if label == "ORG" and many and not self._common(start):
            return Mention(Span(start, end), MentionForm.NAME, self._type_by_neighbour(end))
        return None

    def _person_by_form(self, text: str, start: int, end: int, label: str) -> bool:
        if _IS_SOMEBODY.match(self.text, end) or self._has_office(end):
            return True
        if self._behind_role(start) and label not in ("DATE", "LAW", "EVENT"):
            return True
        first = without_particles(text)[0]
        given = first in words()["male_given"] or first in words()["female_given"]
        if looks_arabic(text) or given:
            before = self.text[max(0, start - 8) : start].lower().split()
            return not (before and before[-1] in ("in", "near") and label != "PERSON")
        if label in ("GPE", "LOC", "FAC", "ORG", "NORP", "DATE", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"):
            return False
        apposition = _PERSON_APPOSITION.match(self.text, end)
        return bool(apposition) and apposition.group(1).lower() in roles()

    def _behind_role(self, start: int) -> bool:
        """ "spokesman Oren Tavi", "the chancellor, Lena Saru", "the head of the northern union, Lena Saru"."""
        before = self.text[max(0, start - 110) : start]
        match = _ROLE_BEFORE.search(before) or _ROLE_OF_BEFORE.search(before)
        role = roles().get(match.group(1).lower()) if match else None
        return role is not None and not role.plural

    def _has_office(self, end: int) -> bool:
        """ "Lena Tavi, the mayor": an office that only persons hold."""
        apposition = _PERSON_APPOSITION.match(self.text, end)
        role = roles().get(apposition.group(1).lower()) if apposition else None
        if role is None or role.plural or role.relation is None:
            return False
        return role.relation.value in ("holds_office", "commands", "spokesperson_of") or role.kind == "leader"

    def _before_head(self, start: int, end: int) -> ActorType | None:
        """ "Ahrun bloc", "al-Nahr movement": a name before such a head noun is a group's, unless it is a people's."""
        after = re.match(
            r"\s(?:(?:news|political|parliamentary|armed|militant|rebel)\s)?([a-z]+)\b", self.text[end : end + 30]
        )
        head = heads().get(after.group(1)) if after else None
        if head is None or head.kind not in words()["naming_kinds"] or self._in_headline(start):
            return None
        label = self.label(start, end)
        many = len(without_particles(self.text[start:end])) > 1
        return None if label in ("NORP", "DATE", "LANGUAGE") or (label == "PERSON" and many) else head.type

    def _before_role(self, text: str, start: int, end: int) -> ActorType | None:
        """ "Harbour Operations commander", "Ansar spokesman": a name before such a role is a group's."""
        after = re.match(
            r"\s(?:(?:general|executive|deputy|chief|senior|national|media|policy|press)\s)?([a-z]+)\b",
            self.text[end : end + 30],
        )
        role = roles().get(after.group(1)) if after else None
        if (
            role is None
            or role.plural
            or role.relation is None
            or role.relation.value not in ("leads", "commands", "spokesperson_of")
        ):
            return None
        firm = _COMPANY_ROLE.match(self.text, end)
        doubtful = ("NORP", "DATE") if firm else ("GPE", "LOC", "NORP", "DATE", "PERSON")
        if self.label(start, end) in doubtful or self._in_headline(start) or place_of(text):
            return None
        return ActorType.ARMED_GROUP if role.relation.value == "commands" else ActorType.ORGANISATION

    def _after_head(self, start: int) -> ActorType | None:
        """ "the group Ansar al-Tavi": a head noun right before says what the name is."""
        before = re.search(
            r"(?:^|\W)(?:[Tt]he|[Aa]n?|by|of)\s(?:[\w-]+\s){0,2}?([a-z]+)\s$", self.text[max(0, start - 40) : start]
        ) or _COMPANY_WORD.search(self.text[max(0, start - 20) : start])
        head = heads().get(before.group(1)) if before else None
        return head.type if head and before.group(1) not in ("troops", "forces", "police", "government") else None

    def _type_by_neighbour(self, end: int) -> ActorType:
        after = re.match(r"\s(\w+)", self.text[end : end + 20])
        head = heads().get(after.group(1)) if after else None
        return head.type if head else ActorType.ORGANISATION

    def _trim(self, unit: Unit) -> tuple[int, int]:
        """Without a sentence's first word that only has a capital because it is first."""
        start, end = unit.start, unit.end
        while start < end and not is_initials(self.text[start:end]):
            token = self._token(start)
            word = re.match(r"[\w’'-]+\.?", self.text[start:end])
            if token is None or word is None:
                break
            first = token.is_sent_start or self._opens(start)
            role = token.lower_ in roles() or token.lower_ in heads()
            proper = token.pos_ in ("PROPN", "X") and (not self._common(start) or " " in self.text[start:end])
            if not first or (proper and not token.is_stop and not role):
                break
            step = re.match(r"[\w’'-]+\.?\s*", self.text[start:end])
            start += step.end() if step else 1
        return start, end

    def _opens(self, start: int) -> bool:
        before = self.text[max(0, start - 3) : start].rstrip(" ")
        return not before or before[-1] in '.!?:“"\n‘(–—'

    def _common(self, start: int) -> bool:
        """A word that also stands in lower case in the article, and opens a sentence here, is no name."""
        word = re.match(r"[^\W\d_]+", self.text[start:])
        if not word or not self._opens(start):
            return False
        return word.group().lower() in self.lower

    def _in_headline(self, start: int) -> bool:
        return any(first <= start < last for first, last in self.headlines)

    def _token(self, offset: int) -> Token | None:
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def _subject(self, start: int, end: int) -> bool:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return False
        token = head_token(self.doc, span.start, span.end)
        return token.dep_ not in ("compound", "nmod", "amod") and is_subject(token)

    def _short(self, found: list[Mention], doubtful: list) -> list[Mention]:
        """Single words and doubtful names: persons if they repeat a part of a full name, else by parser and place."""
        parts: Counter[str] = Counter()
        whole = {mention.span.of(self.text): mention.type for mention in found}
        for mention in found:
            if mention.type is ActorType.PERSON:
                name = without_particles(mention.span.of(self.text))
                parts.update(part for part in name if len(part) > 2 or part in (name[0], name[-1]))
        groups = {name: type_ for name, type_ in whole.items() if type_ is not ActorType.PERSON}
        ends = {mention.span.end for mention in found if mention.type is ActorType.PERSON}
        acting = {
            self.text[unit.start : unit.end]: ActorType.PERSON
            for unit, _, _ in doubtful
            if self.label(unit.start, unit.end) == "PERSON" and self._subject(unit.start, unit.end)
        }
        more = []
        for unit, _, _ in doubtful:
            start, end = self._trim(unit)
            if without_particles(unit.of(self.text))[-1] in parts and " " not in unit.of(self.text):
                start, end = unit.start, unit.end  # the parser may take "Sanders" for a verb where a sentence opens
            if start >= end and self._before_role(unit.of(self.text), unit.start, unit.end):
                start = unit.start
            if start >= end or end - start < 2 or _SEAT.match(self.text, start):
                continue
            text = self.text[start:end]
            name = without_particles(text)
            if bracketed_party(self.text, start, end, start - 2 in ends):
                more.append(Mention(Span(start, end), MentionForm.NAME, ActorType.PARTY))
                continue
            type_ = whole.get(text) or self._before_head(start, end)
            if type_ is None and (name[-1] in parts or (len(name) == 1 and name[0] in parts)):
                type_ = ActorType.PERSON
            if type_ is None and len(name) == 1:
                type_ = acting.get(text)
            if type_ is None and not self._in_headline(start) and self._subject(start, end):
                label = self.label(start, end)
                type_ = {"PERSON": ActorType.PERSON, "ORG": ActorType.ORGANISATION}.get(label)
            if type_ is None and len(text) > 2:
                type_ = self._before_role(text, start, end)
            if type_ is None and not self._in_headline(start):
                type_ = organisation_at(self.doc, self.text, start, end, self.label(start, end))
            if type_ is None or type_ is ActorType.PERSON:
                before = self.text[max(0, start - 14) : start]
                after = self.text[end : end + 40]
                following = re.match(r"\s([a-z]+)", after)
                place = bool(following) and following.group(1) in words()["no_actor_endings"]
                type_ = (None if name[-1] in parts or place else short_form(text, groups, before, after)) or type_
            if type_ is None and known_as(text):
                type_ = known_as(text).type
            if type_ is not None and not (len(name) == 1 and self._common(start) and type_ is not ActorType.PERSON):
                more.append(Mention(Span(start, end), MentionForm.NAME, type_, None, None))
        return more + self._again(more, doubtful)

    def _again(self, more: list[Mention], doubtful: list) -> list[Mention]:
        """What a first place told to be a name is one wherever it stands, in a headline too."""
        told = {mention.span.of(self.text): mention.type for mention in more}
        starts = {mention.span.start for mention in more}
        return [
            Mention(Span(unit.start, unit.end), MentionForm.NAME, told[unit.of(self.text)])
            for unit, _, _ in doubtful
            if unit.start not in starts and unit.of(self.text) in told and len(unit.of(self.text)) > 2
        ]


def _key(text: str) -> str:
    return re.sub(r"^the |['’]s$", "", " ".join(text.split()), flags=re.I)


def _acts(token: Token, doc: Doc, unit: Unit, *, metonym: bool) -> bool:
    """Whether a country or capital stands there as somebody who acts, not as a place."""
    text = text_of(doc)
    if metonym and _ENVOY_OF.search(text[max(0, unit.start - 40) : unit.start]):
        return True
    spoken_for = re.match(r"(?:[’'‘]s)?\s(?:\w+\s)?(?:spokes\w+|envoy|negotiators?)\b", text[unit.end : unit.end + 40])
    if metonym and spoken_for:
        return True
    if metonym and _TALKS.match(text[unit.end : unit.end + 60]):
        return True
    if metonym and token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX"):
        return token.head.lemma_ not in ("be", "lie", "fall")
    if is_subject(token) and not metonym:
        return True
    if metonym:
        return unit.possessive and _before_an_act(text_of(doc), unit.end)
    if unit.possessive or token.dep_ == "poss":
        following = unit.end
        rest = text_of(doc)[following : following + 60]
        if re.match(r"[’'‘]s?\s+(?:[\w’'-]+\s+){0,3}?[A-Z]", rest):
            return True
        nouns = [word.lower() for word in re.findall(r"[\w-]+", rest)[1:5]]
        return any(noun in roles() or noun in heads() for noun in nouns) or _before_an_act(text_of(doc), unit.end)
    if text_of(doc)[unit.end : unit.end + 1] == "-":
        return True
    if token.dep_ in ("compound", "nmod", "amod"):
        rest = list(re.findall(r"[\w.-]+", text_of(doc)[unit.end : unit.end + 50])[:4])
        titled = any(word.lower() in roles() or word in ("President", "Secretary", "Minister") for word in rest)
        return titled or _before_an_act(text_of(doc), unit.end)
    if token.dep_ in ("dobj", "dative"):
        return True
    if token.dep_ == "pobj":
        return token.head.lower_ in words()["acting_prepositions"]
    if token.dep_ in ("conj", "appos") and token.head is not token:
        other = token.head
        if other.lower_ in heads() and not metonym:
            return True
        beside = Unit(other.idx, other.idx + len(other), "country")
        return place_of(other.text) is not None and _acts(other, doc, beside, metonym=metonym)
    return False


def _before_an_act(text: str, end: int) -> bool:
    """ "Baghdad’s request", "the US presence": what only somebody who acts has."""
    after = re.findall(r"[\w-]+|[.,;:]", text[end : end + 50])
    if after and after[0] == "s":
        after = after[1:]
    for word in after[:3]:
        if word in words()["act_nouns"]:
            return True
        if word in (".", ",", ";", ":", "of", "in", "to", "and") or not word.islower():
            return False
    return False


def _with_lower_heads(doc: Doc, names: list[Mention], taken: list[bool]) -> tuple[list[Mention], list[bool]]:
    """ "Ahrar" + "bloc", "NINA" + "news agency", "Daesh" + "terrorists": one name with its head in lower case."""
    grown = []
    for mention in names:
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        glued = mention.span.start > 0 and text_of(doc)[mention.span.start - 1] in "-–"
        if mention.type in (ActorType.PERSON, ActorType.STATE) or span is None or glued:
            grown.append(mention)
            continue
        last, type_ = _lower_head(doc, span.end)
        if last is None:
            grown.append(mention)
            continue
        for at in range(span.end, last + 1):
            taken[at] = True
        known = known_as(mention.span.of(text_of(doc)))
        type_ = known.type if known else type_ or mention.type
        grown.append(
            Mention(Span(mention.span.start, doc[last].idx + len(doc[last])), MentionForm.NAME, type_, mention.extent)
        )
    return grown, taken


_BODY_HEADS = words()["body_heads"]
_BETWEEN = words()["between_name_and_head"]


def _lower_head(doc: Doc, at: int) -> tuple[int | None, ActorType | None]:
    for step in range(3):
        if at + step >= len(doc):
            return None, None
        token = doc[at + step]
        if token.text in ("“", "”", '"') or token.tag_ == "POS":
            return None, None
        head = heads().get(token.text)
        if head and token.text not in _BETWEEN:
            following = doc[at + step + 1] if at + step + 1 < len(doc) else None
            if following is not None and following.text in heads() and token.dep_ == "compound":
                continue
            if token.dep_ == "compound" and token.head.i > token.i and token.head.lower_ in roles():
                return at + step, _news(doc, at, step) or head.type
            return (at + step, _news(doc, at, step) or head.type) if token.pos_ in ("NOUN", "PROPN") else (None, None)
        modifier = token.dep_ in ("amod", "compound") and token.is_lower and token.head.text in _BODY_HEADS
        if token.text not in _BETWEEN and not (modifier and 0 < token.head.i - token.i < 3):
            return None, None
    return None, None


def _news(doc: Doc, at: int, step: int) -> ActorType | None:
    return ActorType.OUTLET if step and doc[at + step - 1].text == "news" else None
