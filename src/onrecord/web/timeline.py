"""The geometry of a small timeline: points in lanes, in per cent of the width, so that the text keeps its size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from .calendar_bins import Bins, bins_of, spread
from .window import ALWAYS, Window, ordinal

#: Points closer than this many per cent of the width are stacked: a shape is 10 px wide, and so is 3 % of a telephone.
_STEP = 3.0
_STACK = 4
#: More than that, or a higher stack, are drawn as bars.
MOST_DOTS = 60
#: A lane's label, and each shape of the highest stack in it; the height of the tallest bar.
_LABEL, _SHAPE, _TALL = 28, 10, 44
_TOP = 2
_LEFT, _RIGHT = 1.5, 98.5


@dataclass(frozen=True, slots=True)
class Moment:
    """What is to be drawn: ``when`` is an ISO date, month or year, or None (counted, not drawn)."""

    when: str | None
    lane: str
    stance: str
    statement: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point at ``x`` per cent and ``y`` pixels."""

    x: float
    y: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class Bar:
    """The points of one stance in one stretch of the calendar; ``x`` and ``width`` in per cent, the rest in pixels."""

    x: float
    y: float
    width: float
    height: float
    stance: str
    count: int
    since: str
    until: str


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
    """A drawing ``height`` pixels high: dots, or bars where there are many. ``undated`` moments are not drawn.

    ``first`` and ``last`` are the days at ``left`` and ``right`` per cent; ``chosen`` the two ends of the window that
    the page is filtered by, in per cent, or None. A bar counts the statements of a ``unit``, the tallest ``most``.
    """

    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: float
    undated: int
    first: str
    last: str
    unit: str = ""
    most: int = 0
    chosen: tuple[float, float] | None = None
    left: float = _LEFT
    right: float = _RIGHT

    def within(self, window: Window) -> Timeline:
        """The same drawing with this window marked in it."""
        first, last = (date.fromisoformat(day).toordinal() for day in (self.first, self.last))
        return replace(self, chosen=_chosen(window, first, last))


def make_timeline(moments: Iterable[Moment], lanes: Iterable[str], window: Window = ALWAYS) -> Timeline | None:
    """The drawing, or None where fewer than two moments have different dates: then there is nothing to see.

    >>> a = Moment("2019-02-04", "for", "support", "s1", "Ann: for")
    >>> make_timeline([a], ["for"]) is None
    True
    """
    moments = tuple(moments)
    dated = sorted(
        ((day, moment) for moment in moments if (day := ordinal(moment.when)) is not None),
        key=lambda pair: (pair[0], pair[1].statement),
    )
    if not dated or dated[0][0] == dated[-1][0]:
        return None
    start, end = dated[0][0], dated[-1][0]
    stacks = _stacked(dated, start, end)
    lanes = tuple(dict.fromkeys(lanes))
    if len(dated) <= MOST_DOTS and max(len(stack) for stack in stacks.values()) <= _STACK:
        rows = tuple(_lanes(stacks, lanes))
        dots, bars, unit, most = tuple(_placed(stacks, rows)), (), "", 0
    else:
        bins = bins_of(start, end)
        start, end = bins.start, bins.end
        counted = Counter((moment.lane, bins.index(day), moment.stance) for day, moment in dated)
        rows, most = _bar_lanes(counted, lanes)
        dots, bars, unit = (), tuple(_bars(counted, rows, bins, most)), bins.unit
    return Timeline(
        lanes=rows,
        dots=dots,
        bars=bars,
        ticks=tuple(_ticks(start, end)),
        height=rows[-1].top + rows[-1].height + 22,
        undated=len(moments) - len(dated),
        first=_iso(start),
        last=_iso(end),
        unit=unit,
        most=most,
        chosen=_chosen(window, start, end),
    )


def _x(day: int, start: int, end: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * (day - start) / (end - start), 2)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _chosen(window: Window, start: int, end: int) -> tuple[float, float] | None:
    if not window:
        return None
    since, until = window.days
    low, high = (min(max(day, start), end) for day in (since or start, until or end))
    return _x(low, start, end), _x(max(high, low), start, end)


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
            height = _LABEL + _SHAPE * max(sizes)
            yield Lane(name, top, sum(sizes), height)
            top += height


def _placed(stacks: dict[tuple[str, int], list[Moment]], lanes: tuple[Lane, ...]) -> Iterator[Dot]:
    base = {lane.name: lane.top + lane.height - 9 for lane in lanes}
    for (lane, step), stack in stacks.items():
        x = round(min(_LEFT + step * _STEP, _RIGHT), 2)
        yield from (Dot(x, base[lane] - height * _SHAPE, moment) for height, moment in enumerate(stack))


def _bar_lanes(counted: Counter[tuple[str, int, str]], names: Iterable[str]) -> tuple[tuple[Lane, ...], int]:
    """The lanes, each as high as its own highest bar to the same scale in all, and the count of the highest."""
    heights: Counter[tuple[str, int]] = Counter()
    for (lane, at, _), count in counted.items():
        heights[lane, at] += count
    most = max(heights.values())
    rows: list[Lane] = []
    top = float(_TOP)
    for name in names:
        own = [count for (lane, _), count in heights.items() if lane == name]
        if own:
            height = _LABEL + max(_SHAPE, round(_TALL * max(own) / most, 1))
            rows.append(Lane(name, top, sum(own), height))
            top += height
    return tuple(rows), most


def _bars(counted: Counter[tuple[str, int, str]], lanes: tuple[Lane, ...], bins: Bins, most: int) -> Iterator[Bar]:
    """One bar a stretch and stance, those of one stretch on top of each other."""
    base = {lane.name: lane.top + lane.height - 1 for lane in lanes}
    reached: dict[tuple[str, int], float] = {}
    for (lane, at, stance), count in sorted(counted.items()):
        if lane not in base:
            continue
        first, after = bins.starts[at], bins.starts[at + 1]
        left, right = _x(first, bins.start, bins.end), _x(after, bins.start, bins.end)
        height = round(_TALL * count / most, 2)
        y = round(reached.get((lane, at), base[lane]) - height, 2)
        reached[lane, at] = y
        gap = (right - left) * 0.12
        yield Bar(
            round(left + gap, 2),
            y,
            round(right - left - 2 * gap, 2),
            height,
            stance,
            count,
            _iso(first),
            _iso(after - 1),
        )


def _ticks(start: int, end: int) -> Iterator[Tick]:
    """Beginning and end, and the turns of years or months between them where there is room."""
    yield Tick(_LEFT, _short(date.fromordinal(start)), "start")
    days, label = spread(start, end)
    for day in days:
        x = _x(day.toordinal(), start, end)
        if 18 < x < 82:
            yield Tick(x, day.strftime(label), "middle", not 40 < x < 60)
    yield Tick(_RIGHT, _short(date.fromordinal(end)), "end")


def _short(day: date) -> str:
    return f"{day.day} {day.strftime('%b %Y')}"
