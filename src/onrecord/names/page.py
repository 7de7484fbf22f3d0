"""The page that names are looked for on: its capitalised stretches, what the parser takes them for, its headlines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..model import Article
from ..text.parse import text_of
from .acting import is_body
from .capitals import title_case_spans
from .lexicon import heads, roles
from .listed import Unit
from .namelike import is_initials, without_particles
from .places import place_of
from .traits import head_token, is_subject
from .units import units

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: "R-Ohio", "D-N.M.": where somebody sits, no name.
SEAT = re.compile(r"[RDI]-[A-Z]")


class Page:
    """One document's names; a stretch's parser label counts over all places where it stands."""

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
        self.starts = {unit.start: unit for unit in self.units}
        self.bodies = {
            unit.of(self.text)
            for unit in self.units
            if unit.kind == "name" and is_body(self.text, unit.start, unit.end, self.is_person)
        }

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

    def trim(self, unit: Unit) -> tuple[int, int]:
        """Without a sentence's first word that only has a capital because it is first."""
        start, end = unit.start, unit.end
        while start < end and not is_initials(self.text[start:end]):
            token = self.token(start)
            word = re.match(r"[\w’'-]+\.?", self.text[start:end])
            if token is None or word is None:
                break
            first = token.is_sent_start or self.opens(start)
            role = token.lower_ in roles() or token.lower_ in heads()
            proper = token.pos_ in ("PROPN", "X") and (not self.common(start) or " " in self.text[start:end])
            if not first or (proper and not token.is_stop and not role):
                break
            step = re.match(r"[\w’'-]+\.?\s*", self.text[start:end])
            start += step.end() if step else 1
        return start, end

    def opens(self, start: int) -> bool:
        before = self.text[max(0, start - 3) : start].rstrip(" ")
        return not before or before[-1] in '.!?:“"\n‘(–—'

    def common(self, start: int) -> bool:
        """A word that also stands in lower case in the article, and opens a sentence here, is no name."""
        word = re.match(r"[^\W\d_]+", self.text[start:])
        if not word or not self.opens(start):
            return False
        return word.group().lower() in self.lower

    def shouted(self, start: int, end: int) -> bool:
        """ "A FURIOUS mother", or the town at the head of a line ("POTOSI, Bolivia."): capitals, but no acronym."""
        if end - start < 5 or "." in self.text[start:end]:
            return False
        token = self.token(start)
        word = token is not None and (token.pos_ in ("ADJ", "ADV", "VERB", "DET") or token.ent_type_ == "")
        article = re.search(r"\b(?:an?|very|so)\s\Z", self.text[max(0, start - 6) : start], re.I)
        town = re.match(r"(?:,\s[A-Z][\w.]+(?:\s[A-Z]\w+)?)?\s?[.:(–—]", self.text[end : end + 40])
        line = self.text[:start].rstrip(" ")
        opens = not line or line[-1] == "\n"
        return bool(word and article) or bool(opens and town)

    def in_headline(self, start: int) -> bool:
        return any(first <= start < last for first, last in self.headlines)

    def comes_again(self, start: int, end: int) -> bool:
        """Whether a name of a headline in capitals also stands in the text, by its last word at least."""
        parts = self.text[start:end].split()
        if len(parts) > 4 or place_of(parts[-1]):
            return False
        last = re.escape(without_particles(parts[-1])[-1])
        return any(not self.in_headline(m.start()) for m in re.finditer(rf"\b{last}\b", self.text, re.I))

    def token(self, offset: int) -> Token | None:
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def subject(self, start: int, end: int) -> bool:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return False
        token = head_token(self.doc, span.start, span.end)
        return token.dep_ not in ("compound", "nmod", "amod") and is_subject(token)


def _key(text: str) -> str:
    return re.sub(r"^the |['’]s$", "", " ".join(text.split()), flags=re.I)
