"""A graph on the screen: places in a box, sizes, and which names find room beside their nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from .graph import Graph

#: The box in units of its own (about pixels where the page is wide), and its border, which names may use.
WIDTH, HEIGHT, BORDER = 1000.0, 660.0, 46.0
_LETTER, _LINE = 6.9, 15.0
_MOST_LETTERS = 26
_SMALL, _LARGE = 4.0, 15.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in the box: middle, radius, and its name where there is room for it (else "")."""

    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A tie in the box; ``shown`` where it is strong enough, ``weight`` as a number in the drawing."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    against: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Spots in the order of the nodes, strokes in that of the ties; ``unnamed`` counts nodes shown without a name."""

    spots: tuple[Spot, ...]
    strokes: tuple[Stroke, ...]
    unnamed: int


def drawing_of(graph: Graph) -> Drawing:
    """The graph in its box, to one scale in both directions."""
    tied = {end for tie in graph.ties for end in (tie.a, tie.b)}
    shown = {end for tie in graph.shown for end in (tie.a, tie.b)}
    places = _fitted([(node.x, node.y) for node in graph.nodes], tied)
    biggest = max((node.statements for node in graph.nodes), default=1) or 1
    radii = [_SMALL + (_LARGE - _SMALL) * sqrt(node.statements / biggest) for node in graph.nodes]
    labels = _labelled(graph, places, radii, shown, tied)
    most = max((abs(tie.weight) for tie in graph.ties), default=1.0)
    strokes = [
        Stroke(
            *(round(value, 1) for value in (*places[tie.a], *places[tie.b])),
            width=round(0.6 + 4.4 * abs(tie.weight) / most, 2),
            against=tie.weight < 0 or graph.options.aggregation == "conflict",
            shown=graph.shows(tie),
        )
        for tie in graph.ties
    ]
    spots = [
        Spot(round(x, 1), round(y, 1), round(radius, 1), *label)
        for (x, y), radius, label in zip(places, radii, labels, strict=True)
    ]
    unnamed = sum(1 for at in shown if not spots[at].label)
    return Drawing(tuple(spots), tuple(strokes), unnamed)


def _fitted(places: list[tuple[float, float]], tied: set[int]) -> list[tuple[float, float]]:
    """The tied nodes fill the box; others, which are not drawn, may lie outside."""
    inside = [places[at] for at in sorted(tied)] or places
    if not inside:
        return []
    xs, ys = [x for x, _ in inside], [y for _, y in inside]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room = WIDTH - 2.6 * BORDER, HEIGHT - 2 * BORDER
    # the longer side lies across; each side has its own scale up to a third more, for a screen is wide
    turned = high > wide
    if turned:
        wide, high = high, wide
    scale_x = room[0] / (wide or 1.0)
    scale_y = room[1] / (high or 1.0)
    scale_x, scale_y = min(scale_x, 1.35 * scale_y), min(scale_y, 1.35 * scale_x)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    found = []
    for x, y in places:
        across, down = (y - middle[1], x - middle[0]) if turned else (x - middle[0], y - middle[1])
        found.append((WIDTH / 2 + across * scale_x, HEIGHT / 2 + down * scale_y))
    return found


Box = tuple[float, float, float, float]


def _labelled(
    graph: Graph, places: list[tuple[float, float]], radii: list[float], shown: set[int], tied: set[int]
) -> list[tuple[str, float, float, str]]:
    """Name, place and anchor of each label: those shown first, the weightier first, each where nothing lies yet."""
    taken: list[Box] = [_disc(*places[at], radii[at]) for at in sorted(tied)]
    labels: list[tuple[str, float, float, str]] = [("", 0.0, 0.0, "middle")] * len(places)
    order = sorted(tied, key=lambda at: (at not in shown, -graph.nodes[at].statements, graph.nodes[at].key))
    for at in order:
        name = " ".join(graph.nodes[at].label.split())
        name = name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1].rstrip() + "…"
        for label_x, label_y, anchor in _beside(*places[at], radii[at]):
            box = _box(label_x, label_y, anchor, len(name) * _LETTER)
            inside = box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - 2
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                labels[at] = (name, round(label_x, 1), round(label_y, 1), anchor)
                break
    return labels


def _beside(x: float, y: float, radius: float) -> Iterable[tuple[float, float, str]]:
    """Places for a name: above, below, right, left."""
    yield x, y - radius - 4, "middle"
    yield x, y + radius + 12, "middle"
    yield x + radius + 4, y + 4, "start"
    yield x - radius - 4, y + 4, "end"


def _disc(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _box(x: float, y: float, anchor: str, wide: float) -> Box:
    left = {"middle": x - wide / 2, "start": x, "end": x - wide}[anchor]
    return left, y - _LINE + 4, left + wide, y + 4


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
