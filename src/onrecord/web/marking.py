"""An article's text cut into blocks, runs and pieces, so that statements can be marked in it where they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from ..model import DateMention, Span, Zone, ZoneKind, hull
from ..store.rows import EventRow, MentionRow, StatementRow

#: Longer texts are shown up to here (the JSON twin has all of it).
MOST_SHOWN = 3_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters under the same marks. ``numbers`` are the statements whose content covers it, outermost first;
    ``opens`` and ``closes`` those that begin and end here; ``role`` is "cue" or "source"; ``events`` those that the
    characters tell of (their triggers)."""

    text: str
    numbers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    role: str | None = None
    actor: str | None = None
    date: str | None = None
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A zone's pieces; several runs can share a line ("BAGHDAD (Reuters) – The minister said …").

    ``start`` is the offset of the first character shown: what a reader selects is counted from there.
    """

    kind: str
    speaks: bool
    pieces: tuple[Piece, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line. ``kind`` is that of its first speaking run, or of its first run where none speaks;
    ``numbers`` are the statements that begin in it, ``events`` the events told in it."""

    kind: str
    speaks: bool
    runs: tuple[Run, ...]
    numbers: tuple[int, ...] = ()
    lines: int = 1
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Layer:
    span: Span
    what: str
    value: object


@dataclass(slots=True)
class _Marks:
    """Everything to be marked in one text, looked up from left to right."""

    layers: list[_Layer]
    first: dict[int, int]
    last: dict[int, int]
    active: list[tuple[int, int, _Layer]] = field(default_factory=list)
    next: int = 0
    seen: set[int] = field(default_factory=set)

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, list[_Layer]]]:
        """Stretches of ``[start, end)`` with the layers over each; must be called with growing offsets."""
        at = start
        while at < end:
            while self.next < len(self.layers) and self.layers[self.next].span.start <= at:
                layer = self.layers[self.next]
                heappush(self.active, (layer.span.end, self.next, layer))
                self.next += 1
            while self.active and self.active[0][0] <= at:
                heappop(self.active)
            to = end
            if self.active:
                to = min(to, self.active[0][0])
            if self.next < len(self.layers):
                to = min(to, self.layers[self.next].span.start)
            yield at, to, [layer for _, _, layer in self.active]
            at = to


def marked_blocks(
    text: str,
    zones: Sequence[Zone],
    statements: Sequence[StatementRow],
    *,
    mentions: Iterable[MentionRow] = (),
    dates: Iterable[DateMention] = (),
    events: Sequence[EventRow] = (),
) -> tuple[Block, ...]:
    """The text as blocks, in order. Statement ``n`` (from 1) is ``statements[n - 1]``, and event ``n`` likewise.

    Every character of a zone is in exactly one piece; blanks between zones are left out, other characters outside of
    any zone (there should be none) become a body run that does not speak.
    """
    text = text[:MOST_SHOWN]
    marks = _marks(statements, mentions, dates, events)
    blocks: list[Block] = []
    runs: list[Run] = []
    at = 0
    for zone in _whole(text, zones):
        gap = text[at : zone.span.start]
        if runs and (_breaks(gap) or zone.kind is ZoneKind.HEADLINE):
            blocks.append(_block(runs))
            runs = []
        run = Run(str(zone.kind), zone.speaks, tuple(_pieces(text, zone.span, marks)), zone.span.start)
        if runs and gap:
            run = replace(run, pieces=(Piece(" "), *run.pieces), start=run.start - 1)
        runs.append(run)
        at = zone.span.end
    if runs:
        blocks.append(_block(runs))
    return tuple(_grouped(blocks))


def _marks(
    statements: Sequence[StatementRow],
    mentions: Iterable[MentionRow],
    dates: Iterable[DateMention],
    events: Sequence[EventRow],
) -> _Marks:
    layers: list[_Layer] = []
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, statement in enumerate(statements, 1):
        if statement.content:
            whole = hull(statement.content)
            first[number], last[number] = whole.start, whole.end
        layers += [_Layer(span, "content", number) for span in statement.content]
        layers += [_Layer(span, "cue", number) for span in statement.cue]
        layers += [_Layer(span, "source", number) for span in statement.source]
    layers += [_Layer(mention.span, "actor", mention.actor_id) for mention in mentions if mention.form == "name"]
    layers += [_Layer(date.span, "date", date.value) for date in dates if date.value]
    layers += [_Layer(event.trigger, "event", number) for number, event in enumerate(events, 1)]
    layers.sort(key=lambda layer: (layer.span.start, -layer.span.end))
    return _Marks(layers, first, last)


def _pieces(text: str, span: Span, marks: _Marks) -> Iterator[Piece]:
    for start, end, layers in marks.over(span.start, span.end):
        numbers = sorted(
            {layer.value for layer in layers if layer.what == "content"},
            key=lambda number: (marks.first[number], -marks.last[number], number),
        )
        found = {layer.what: layer.value for layer in layers}
        opens = tuple(number for number in numbers if number not in marks.seen)
        marks.seen.update(opens)
        yield Piece(
            text=text[start:end],
            numbers=tuple(numbers),
            opens=opens,
            closes=tuple(number for number in reversed(numbers) if marks.last[number] == end),
            role="cue" if "cue" in found else "source" if "source" in found else None,
            actor=found.get("actor"),
            date=found.get("date"),
            events=tuple(sorted(layer.value for layer in layers if layer.what == "event")),
        )


def _whole(text: str, zones: Sequence[Zone]) -> Iterator[Zone]:
    """The zones, cut to the text, with whatever they leave out."""
    at = 0
    for zone in zones:
        if zone.span.start >= len(text):
            break
        yield from _left_out(text, at, zone.span.start, ZoneKind.METADATA)
        end = min(zone.span.end, len(text))
        yield Zone(zone.kind, Span(zone.span.start, end))
        at = end
    yield from _left_out(text, at, len(text), ZoneKind.METADATA if zones else ZoneKind.BODY)


def _left_out(text: str, start: int, end: int, kind: ZoneKind) -> Iterator[Zone]:
    words = text[start:end].strip()
    if words:
        at = text.index(words, start)
        yield Zone(kind, Span(at, at + len(words)))


def _breaks(gap: str) -> bool:
    return "\n" in gap or "\r" in gap


def _block(runs: list[Run]) -> Block:
    lead = next((run for run in runs if run.speaks), runs[0])
    numbers = sorted({number for run in runs for piece in run.pieces for number in piece.opens})
    events = sorted({number for run in runs for piece in run.pieces for number in piece.events})
    return Block(lead.kind, lead.speaks, tuple(runs), tuple(numbers), events=tuple(events))


def _grouped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Neighbouring silent lines of one kind as one block, so that thirty lines of navigation are one grey patch."""
    held: Block | None = None
    for block in blocks:
        alike = held and not held.speaks and not block.speaks and held.kind == block.kind
        if held and alike:
            runs = (*held.runs, Run(block.kind, False, (Piece("\n"),)), *block.runs)
            held = replace(held, runs=runs, numbers=held.numbers + block.numbers, lines=held.lines + 1)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held
