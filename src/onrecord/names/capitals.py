"""Capitalised sequences: the words that may be names, with particles, hyphens and apostrophes kept inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import roles, words

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s[^\W\d_])|(?:St|Mt|Ft|Jr|Sr)\.(?=\s[A-Z])|[^\W_]\w*(?:[’'‘ʿʾ-]\w+)*"
)
_POSSESSIVE = re.compile(r"[’'‘]s$", re.I)
_OWNED = re.compile(r"[’'‘]s? {1,2}\Z")
_GAP = re.compile(r"[ \t\u00a0]{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text. ``possessive``: written with 's; ``glued``: part of "US-led", so no name runs through it."""

    start: int
    end: int
    text: str
    possessive: bool = False
    glued: bool = False

    @property
    def capital(self) -> bool:
        first, _, rest = self.text.partition("-")
        if first.lower() in words()["particles"] and rest:
            return any(part[:1].isupper() for part in rest.split("-"))
        return self.text[0].isupper()

    @property
    def particle(self) -> bool:
        return self.text.lower() in words()["spaced_particles"]


def scan(text: str) -> Iterator[Word]:
    """The words of ``text`` in order; "Iran-backed" comes as two glued words, "al-Sadr" as one.

    >>> [(word.text, word.possessive) for word in scan("Iraq’s al-Sadr met Iran-backed men")]
    [('Iraq', True), ('al-Sadr', False), ('met', False), ('Iran', False), ('backed', False), ('men', False)]
    """
    after_name: int | None = None  # where the word before ended, if it had a capital
    for match in _WORD.finditer(text):
        start, form = match.start(), match.group()
        tail = _POSSESSIVE.search(form)
        possessive = bool(tail) and len(form) > 2
        if possessive:
            form = form[: tail.start()]
        parts = form.split("-")
        given = after_name is not None and text[after_name:start] == " " and _given(parts)
        given = given or (_given(parts) and _introduced(text, start, match.end()))
        after_name = start + len(form) if form[:1].isupper() and len(form) > 1 else None
        if len(parts) > 1 and _mixed(parts) and not given:
            at = start
            for part in parts:
                if part:
                    yield Word(at, at + len(part), part, possessive and part is parts[-1], glued=True)
                at += len(part) + 1
        elif form:
            yield Word(start, start + len(form), form, possessive)


def _given(parts: list[str]) -> bool:
    """Whether behind a surname these are a Korean given name ("Han Seo-jun"), not "US-led"."""
    if len(parts) != 2 or not parts[0].istitle() or not parts[1].islower() or not parts[1].isalpha():
        return False
    return 2 <= len(parts[1]) <= 5 and len(parts[0]) <= 6 and parts[1] not in words()["led_suffixes"]


def _introduced(text: str, start: int, end: int) -> bool:
    """Whether an office stands before and a surname behind: "leader Wing-yan Tse"."""
    before = re.search(r"([A-Za-z]+)\s\Z", text[max(0, start - 20) : start])
    behind = re.match(r"\s[A-Z][a-z]+\b", text[end : end + 20])
    return bool(before and behind) and before.group(1).lower() in roles()


def _mixed(parts: list[str]) -> bool:
    """Whether a hyphened word holds a capital and a lower-case part that is no particle ("US-led", "anti-ISIS")."""
    inner = {
        n for n in range(1, len(parts) - 1) if len(parts[n]) < 3 and parts[n - 1][:1].isupper()
    }  # "Jamiat-i-Islah"
    lower = [
        part
        for n, part in enumerate(parts)
        if part[:1].islower() and part.lower() not in words()["particles"] and n not in inner
    ]
    upper = [part for part in parts if part[:1].isupper()]
    return bool(lower and upper)


def runs(text: str) -> Iterator[list[Word]]:
    """Maximal sequences of capitalised words, joined by particles, broken by a possessive or any punctuation.

    >>> [" ".join(word.text for word in run) for run in runs("Then Abu Zayd al-Tavi of Ruritania met Ole Sunkuli.")]
    ['Then Abu Zayd al-Tavi', 'Ruritania', 'Ole Sunkuli']
    """
    run: list[Word] = []
    waiting: list[Word] = []  # particles that count only when a capital follows
    last: Word | None = None
    for word in scan(text):
        joined = last is not None and _joined(last, text[last.end : word.start], word)
        if run and not joined:
            yield run
            run, waiting = [], []
        if word.glued:
            if run:
                yield run
                run, waiting = [], []
            if word.capital:
                yield [word]
            last = None
            continue
        if word.capital or (run and (word.text.isdigit() and len(word.text) < 3)):
            run += [*waiting, word]
            waiting = []
        elif run and word.particle and len(waiting) < 2:
            waiting.append(word)
        elif run:
            yield run
            run, waiting = [], []
        last = word
    if run:
        yield run


def _joined(last: Word, gap: str, word: Word) -> bool:
    """Whether two words may be of one name; a possessive only where a class of people owns ("Workers’ Union")."""
    if not last.possessive and _GAP.match(gap):
        return True
    owning = last.possessive or (last.text.endswith("s") and gap[:1] in "’'‘")
    if not (owning and last.capital and word.capital and _OWNED.match(gap)):
        return False
    workers = not last.possessive and re.search(r"(?:er|or|ist)s$", last.text)  # "Dockers’ Union"
    return bool(workers) or last.text.lower() in words()["name_owners"]


def title_case_spans(text: str) -> list[tuple[int, int]]:
    """Lines in which (almost) every long word has a capital: there a capital says nothing.

    >>> title_case_spans("Bloc Confirms Full Commitment to Troops Pullout\\n\\nThe bloc said so.")
    [(0, 47)]
    """
    found = []
    for line in re.finditer(r"[^\n]+", text):
        long = re.findall(r"[^\W\d_]{4,}", line.group())
        ended = line.group().rstrip()[-1:] in (".", "”", '"', ",")
        if not ended and 4 <= len(long) <= 25 and sum(word[0].isupper() for word in long) >= 0.8 * len(long):
            found.append(line.span())
    return found
