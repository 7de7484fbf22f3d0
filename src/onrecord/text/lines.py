"""Lines of a scraped text, and the units (paragraphs, headings, page chrome) they form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from ..model import Span, ZoneKind
from .chrome import Guess, guess
from .wordlists import words

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
#: What a finished sentence ends with, closing quotes and brackets included.
#: An agency's initials may stand behind it ("… on Monday. PTW SKD RT").
FINISHED = re.compile(
    r"[.!?…。؟۔।][\"'”’»)\]\s■□◼●∎]*(?:\s[(\[][A-Z]{2}[A-Za-z/ -]{0,20}[)\]]|(?:\s[A-Z]{2,4}){2,5})?$|[.!?]?[”\"]$"
)
#: The end of a sentence inside a paragraph, after a word and not an abbreviation.
_INNER_END = re.compile(r"[a-z]{3}[”\"’]?[.!?][”\"’]?\s+[A-Z“\"]")


@dataclass(slots=True)
class Unit:
    """A paragraph, heading or line; ``text`` has single spaces for hard breaks, ``guess`` what it is by its words."""

    span: Span
    text: str
    guess: Guess | None
    new_block: bool

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def finished(self) -> bool:
        return FINISHED.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """A paragraph of running text: eight words and an end of a sentence (or a colon), or thirty words."""
        if self.guess is not None:
            return False
        if self.words >= 30 or (self.words >= 8 and _INNER_END.search(self.text)):
            return True
        return (self.finished and (self.words >= 8 or len(self.text) >= 60)) or (
            self.words >= 8 and self.text[-1] == ":"
        )


def units(text: str) -> list[Unit]:
    """The units of a text, in order; together they hold every character that is no white space.

    A blank line ends a unit. Lines of one block are joined when they are hard-wrapped prose, else each is a unit.

    >>> [unit.text for unit in units("Share this\\nThe vote failed on Monday\\nafter a long debate in the house.")]
    ['Share this', 'The vote failed on Monday after a long debate in the house.']
    """
    found: list[Unit] = []
    for block in _blocks(text):
        first = True
        for lines in _grouped(text, block):
            span = Span(lines[0].start, lines[-1].end)
            joined = re.sub(r"\s+", " ", span.of(text))
            found.append(Unit(span, joined, guess(joined), first))
            first = False
    return list(_rejoined(found))


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank line between them; spans without surrounding white space."""
    block: list[Span] = []
    at = 0
    for match in _LINE.finditer(text):
        if block and len(_BREAK.findall(text, at, match.start())) > 1:
            yield block
            block = []
        at = match.end()
        line = match.group()
        if stripped := line.strip():
            start = match.start() + line.index(stripped[0])
            block.append(Span(start, start + len(stripped)))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrapped(lines: list[str]) -> bool:
    """Whether lines were broken by width: most of them end, and the next begin, in the middle of a sentence."""
    plain = [guess(line) is None for line in lines]
    inner = [line for line, open_ in zip(lines[:-1], plain, strict=False) if open_]
    later = [line for line, open_ in zip(lines[1:], plain[1:], strict=True) if open_]
    if not inner or not later or median(map(len, inner)) < 30:
        return False
    unfinished = sum(not FINISHED.search(line) for line in inner) / len(inner)
    running = sum(line[0].islower() or line[0].isdigit() for line in later) / len(later)
    return unfinished >= 0.5 and running >= 0.3 and median(map(len, inner)) <= 140


def _grouped(text: str, block: list[Span]) -> Iterator[list[Span]]:
    """The lines of a block, those of one paragraph together."""
    lines = [span.of(text) for span in block]
    if not _wrapped(lines):
        yield from ([span] for span in block)
        return
    group: list[Span] = []
    width = median(map(len, lines))
    for at, (span, line) in enumerate(zip(block, lines, strict=True)):
        sign = guess(line)
        before_done = not group or FINISHED.search(lines[at - 1]) or (_dated(sign) and not _hangs(lines[at - 1]))
        alone = before_done and sign is not None and not _goes_on(line, lines[at + 1 : at + 2])
        # A heading over wrapped prose: a short first line, or one with page chrome next.
        following = guess(lines[at + 1]) if at + 1 < len(lines) else None
        heading = not group and at + 1 < len(lines) and not FINISHED.search(line)
        heading = heading and (lines[at + 1][:1].isupper() or _dated(following))
        heading = heading and (following is not None or (at == 0 and 12 < len(line) < 0.7 * width))
        # A short first line that begins with a bracket is an outlet prefix before text, not a heading.
        heading = heading and line[0] not in '([“"' and line[-1] not in "-–—,"
        if alone or heading:
            if group:
                yield group
            group = []
            yield [span]
        else:
            group.append(span)
    if group:
        yield group


def _dated(sign: Guess | None) -> bool:
    """Whether a line is a date line or byline: they stand alone also in wrapped text, under an unfinished title."""
    return sign is not None and sign.kind in {ZoneKind.METADATA, ZoneKind.BYLINE} and not sign.sign


def _hangs(line: str) -> bool:
    """Whether a line ends with a word that something must follow: "… will be held on" / "3 May 2020."."""
    return line.split()[-1].casefold() in words("hanging words")


def _goes_on(line: str, following: list[str]) -> bool:
    """Whether a line that looks like page chrome is but the first line of a wrapped sentence."""
    return bool(following) and following[0][0].islower() and not FINISHED.search(line) and len(line) > 40


def _rejoined(found: list[Unit]) -> Iterator[Unit]:
    """Units broken in mid sentence made one: no end here, a small letter there."""
    held: list[Unit] = []
    for unit in found:
        credit = _is_caption(unit) and not unit.new_block
        caption = bool(held) and _is_caption(held[-1]) and not unit.new_block
        joins = held and (held[-1].guess is None or caption) and (unit.guess is None or credit)
        if joins and _broken(held[-1].text, unit):
            held.append(unit)
            continue
        if held:
            yield _joined(held)
        held = [unit]
    if held:
        yield _joined(held)


def _is_caption(unit: Unit) -> bool:
    return unit.guess is not None and unit.guess.kind is ZoneKind.CAPTION


def _joined(held: list[Unit]) -> Unit:
    if len(held) == 1:
        return held[0]
    text = " ".join(unit.text for unit in held)
    return Unit(Span(held[0].span.start, held[-1].span.end), text, guess(text), held[0].new_block)


def _broken(before: str, unit: Unit) -> bool:
    after = unit.text
    return (
        len(before) >= (30 if unit.new_block else 20)
        and not FINISHED.search(before)
        and before[-1] not in ":;"
        and (after[0].islower() or (_hangs(before) and not unit.new_block and after[0].isalpha()))
        and len(after) > 1
        and after[1] not in ").]"
    )
