"""Make the coarse outline of the world's countries that maps are drawn on, from Natural Earth (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz     # ISC; Natural Earth 1:110m as TopoJSON
    python -m training.places.make_outline package/countries-110m.json src/onrecord/web/data/outline.txt

A line for each ring: longitude and latitude in tenths of a degree, "lon,lat lon,lat …".
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(source: str, out: str) -> None:
    """Write the rings of all countries."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    rings = []
    for country in topology["objects"]["countries"]["geometries"]:
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings += [_ring(ring, arcs) for part in parts for ring in part]
    lines = [" ".join(f"{lon},{lat}" for lon, lat in ring) for ring in rings]
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _arc(arc: list[list[int]], transform: dict) -> list[tuple[int, int]]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lon = x * transform["scale"][0] + transform["translate"][0]
        lat = y * transform["scale"][1] + transform["translate"][1]
        found.append((round(lon * 10), round(lat * 10)))
    return found


def _ring(numbers: list[int], arcs: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    ring: list[tuple[int, int]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += [point for point in arc if not ring or point != ring[-1]]
    return ring


if __name__ == "__main__":
    main(*sys.argv[1:3])
