"""The geometry of a small timeline: points in lanes, in per cent of the width, so that the text keeps its size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

#: Points closer than this many per cent of the width are stacked.
_STEP = 1.6
_STACK = 4
#: More than that are drawn as bars.
_MOST_DOTS = 150
#: A lane's label, and each shape of the highest stack in it.
_LABEL, _SHAPE = 22, 10
_TOP = 8
_LEFT, _RIGHT = 1.5, 98.5


@dataclass(frozen=True, slots=True)
class Moment:
    """What is to be drawn: ``when`` is an ISO date, month or year, or None (counted, not drawn)."""

    when: str | None
    lane: str
    stance: str
    statement: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point at ``x`` per cent and ``y`` pixels."""

    x: float
    y: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class More:
    """``count`` further points that found no room in a stack."""

    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Many points of one stance as one bar, ``height`` pixels high from ``y`` down; ``width`` in per cent."""

    x: float
    y: float
    width: float
    height: float
    stance: str
    count: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the drawing: from ``top`` it is ``height`` pixels high."""

    name: str
    top: float
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the drawing."""

    x: float
    label: str
    anchor: str
    tight: bool = False  # too near to an end to be shown on a narrow screen


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing ``height`` pixels high: dots, or bars where there are many. ``undated`` moments are not drawn."""

    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    more: tuple[More, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: float
    undated: int
    first: str
    last: str


def make_timeline(moments: Iterable[Moment], lanes: Iterable[str]) -> Timeline | None:
    """The drawing, or None where fewer than two moments have different dates: then there is nothing to see.

    >>> a = Moment("2019-02-04", "for", "support", "s1", "Ann: for")
    >>> make_timeline([a], ["for"]) is None
    True
    """
    moments = tuple(moments)
    dated = sorted(
        ((day, moment) for moment in moments if (day := _ordinal(moment.when)) is not None),
        key=lambda pair: (pair[0], pair[1].statement),
    )
    if not dated or dated[0][0] == dated[-1][0]:
        return None
    start, end = dated[0][0], dated[-1][0]
    stacks = _stacked(dated, start, end)
    rows = tuple(_lanes(stacks, dict.fromkeys(lanes)))
    many = len(dated) > _MOST_DOTS
    dots, more = ((), ()) if many else _placed(stacks, rows)
    return Timeline(
        lanes=rows,
        dots=dots,
        more=more,
        bars=tuple(_bars(stacks, rows)) if many else (),
        ticks=tuple(_ticks(start, end)),
        height=rows[-1].top + rows[-1].height + 22,
        undated=len(moments) - len(dated),
        first=date.fromordinal(start).isoformat(),
        last=date.fromordinal(end).isoformat(),
    )


def _ordinal(when: str | None) -> int | None:
    """Days since year 1; a month or a year stands at its first day."""
    if not when:
        return None
    text = when[:10]
    text += {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def _stacked(dated: list[tuple[int, Moment]], start: int, end: int) -> dict[tuple[str, int], list[Moment]]:
    """(lane, step from the left) → the moments that stand there."""
    stacks: dict[tuple[str, int], list[Moment]] = {}
    for day, moment in dated:
        step = round((_RIGHT - _LEFT) * (day - start) / (end - start) / _STEP)
        stacks.setdefault((moment.lane, step), []).append(moment)
    return stacks


def _lanes(stacks: dict[tuple[str, int], list[Moment]], names: Iterable[str]) -> Iterator[Lane]:
    """The lanes in which anything is drawn, each as high as its highest stack."""
    top = _TOP
    for name in names:
        sizes = [len(stack) for (lane, _), stack in stacks.items() if lane == name]
        if sizes:
            height = _LABEL + _SHAPE * min(max(sizes), _STACK)
            yield Lane(name, top, sum(sizes), height)
            top += height


def _placed(
    stacks: dict[tuple[str, int], list[Moment]], lanes: tuple[Lane, ...]
) -> tuple[tuple[Dot, ...], tuple[More, ...]]:
    base = {lane.name: lane.top + lane.height - 9 for lane in lanes}
    dots: list[Dot] = []
    more: list[More] = []
    for (lane, step), stack in stacks.items():
        x = round(min(_LEFT + step * _STEP, _RIGHT), 2)
        shown = stack if len(stack) <= _STACK else stack[: _STACK - 1]
        dots += [Dot(x, base[lane] - height * _SHAPE, moment) for height, moment in enumerate(shown)]
        if len(stack) > len(shown):
            more.append(More(x, base[lane] - (_STACK - 1) * _SHAPE + 3, len(stack) - len(shown)))
    return tuple(dots), tuple(more)


def _bars(stacks: dict[tuple[str, int], list[Moment]], lanes: tuple[Lane, ...]) -> Iterator[Bar]:
    """One bar a step and stance, those of one step on top of each other, to the same scale in all lanes."""
    unit = _SHAPE * _STACK / max(len(stack) for stack in stacks.values())
    base = {lane.name: lane.top + lane.height - 1 for lane in lanes}
    for (lane, step), stack in stacks.items():
        y = base[lane]
        for stance, count in sorted(Counter(moment.stance for moment in stack).items()):
            height = round(count * unit, 2)
            y = round(y - height, 2)
            yield Bar(round(_LEFT + (step - 0.4) * _STEP, 2), y, round(_STEP * 0.8, 2), height, stance, count)


def _ticks(start: int, end: int) -> Iterable[Tick]:
    """Beginning and end, and the turns of years or months between them where there is room."""
    first, last = date.fromordinal(start), date.fromordinal(end)
    if last.year - first.year >= 2:
        step = max(1, (last.year - first.year) // 4)
        between = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)]
        label = "%Y"
    else:
        months = [divmod(month, 12) for month in range(first.year * 12 + first.month, last.year * 12 + last.month)]
        between = [date(year, month + 1, 1) for year, month in months[:: max(1, len(months) // 4)]]
        label = "%b %Y"
    at = [(_LEFT + (_RIGHT - _LEFT) * (day.toordinal() - start) / (end - start), day) for day in between]
    inner = [Tick(round(x, 2), day.strftime(label), "middle", not 40 < x < 60) for x, day in at if 18 < x < 82]
    return [Tick(_LEFT, _short(first), "start"), *inner, Tick(_RIGHT, _short(last), "end")]


def _short(day: date) -> str:
    return f"{day.day} {day.strftime('%b %Y')}"
