"""A map drawn without any other machine: outlines of countries, a dot for each place, names where there is room."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store.queries import PlaceSum

#: The drawing's own units; it is scaled to the width of the page.
WIDTH, HEIGHT = 400, 260
#: Degrees of longitude that a map shows at least: a single town is seen with its country.
_LEAST_SPAN = 16.0
_MOST_LABELS, _LETTER, _LINE = 12, 5.4, 11


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the drawing; ``label`` is where its name starts, or None where there is no room."""

    place: PlaceSum
    x: float
    y: float
    r: float
    label: tuple[float, float, str] | None


@dataclass(frozen=True, slots=True)
class Map:
    """Paths of the land, lines of the grid, dots; ``left_out`` places are in the table beside it alone."""

    land: str
    grid: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class _View:
    west: float
    north: float
    per_lon: float
    per_lat: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        return round((lon - self.west) * self.per_lon, 1), round((self.north - lat) * self.per_lat, 1)


def make_map(places: Sequence[PlaceSum]) -> Map | None:
    """The drawing of these places (those named most first), or None without any.

    >>> from onrecord.store.queries import PlaceSum
    >>> drawn = make_map([PlaceSum("Mosul", 36.34, 43.12, 99072, 3, 2)])
    >>> [(dot.place.name, round(dot.x), round(dot.y)) for dot in drawn.dots]
    [('Mosul', 200, 130)]
    """
    if not places:
        return None
    view = _view(places)
    most = max(place.articles for place in places)
    discs = [(*view.at(place.lat, place.lon), 2.5 + 7 * math.sqrt(place.articles / most)) for place in places]
    labels = _labels(places, discs)
    dots = (Dot(p, x, y, round(r, 1), label) for p, (x, y, r), label in zip(places, discs, labels, strict=True))
    return Map(_land(view), _grid(view), tuple(dots))


def _view(places: Sequence[PlaceSum]) -> _View:
    """The part of the world that holds all places with room round them, in the drawing's proportion."""
    lats, lons = [place.lat for place in places], [place.lon for place in places]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = math.cos(math.radians(min(65.0, abs(lat))))
    wide = max(_LEAST_SPAN, (max(lons) - min(lons)) * 1.3)
    wide = min(max(wide, (max(lats) - min(lats)) * 1.3 / squeeze * WIDTH / HEIGHT), 360.0)
    per_lon = WIDTH / wide
    per_lat = per_lon / squeeze
    if (max(lats) - min(lats)) * per_lat > HEIGHT * 0.9:  # the whole world: its poles may be squeezed
        per_lat = HEIGHT * 0.9 / (max(lats) - min(lats))
    return _View(lon - wide / 2, lat + HEIGHT / per_lat / 2, per_lon, per_lat)


@lru_cache(maxsize=1)
def _rings() -> tuple[tuple[tuple[float, float], ...], ...]:
    text = (files(__package__) / "data" / "outline.txt").read_text(encoding="utf-8")
    return tuple(
        tuple((int(lat) / 10, int(lon) / 10) for lon, lat in (pair.split(",") for pair in line.split()))
        for line in text.splitlines()
    )


def _land(view: _View) -> str:
    """The countries that reach into the view as one path; points nearer than a unit to the last are left out."""
    parts = []
    for ring in _rings():
        points = [view.at(lat, lon) for lat, lon in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT:
            continue
        kept = points[:1]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
                kept.append((x, y))
        if len(kept) > 2:
            parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z")
    return "".join(parts)


def _grid(view: _View) -> str:
    span = WIDTH / view.per_lon
    step = next(step for step in (5, 10, 15, 30, 60) if span / step <= 7 or step == 60)
    lines = []
    for degree in range(-180, 181, step):
        x, y = view.at(degree, degree)
        if 0 < x < WIDTH:
            lines.append(f"M{x:g} 0V{HEIGHT}")
        if 0 < y < HEIGHT and abs(degree) < 90:
            lines.append(f"M0 {y:g}H{WIDTH}")
    return "".join(lines)


def _labels(places: Sequence[PlaceSum], discs: list[tuple[float, float, float]]) -> list[tuple | None]:
    """For each place where its name goes (x, y, text-anchor): beside its dot, over no dot and no other name."""
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in discs[:40]]
    labels: list[tuple | None] = [None] * len(places)
    for at, (place, (x, y, r)) in enumerate(zip(places, discs, strict=True)):
        if at >= _MOST_LABELS:
            break
        long = _LETTER * min(len(place.name), 28)
        for left, middle, anchor in (
            (x + r + 2, y, "start"),
            (x - r - 2 - long, y, "end"),
            (x - long / 2, y - r - 7, "middle"),
            (x - long / 2, y + r + 7, "middle"),
        ):
            box = (left, middle - _LINE / 2, left + long, middle + _LINE / 2)
            inside = box[0] > 1 and box[2] < WIDTH - 1 and box[1] > 1 and box[3] < HEIGHT - 1
            if inside and not any(_meet(box, other) for n, other in enumerate(taken) if n != at):
                taken.append(box)
                start = {"start": left, "end": left + long, "middle": x}[anchor]
                labels[at] = (round(start, 1), round(middle + 3.8, 1), anchor)
                break
    return labels


def _meet(a: tuple, b: tuple) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
