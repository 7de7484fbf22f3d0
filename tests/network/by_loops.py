"""The mathematics of a discourse network in plain loops over statements, and random studies to try it on.

Nothing here is shared with the package but the names of the options: statements are dictionaries, a matrix is a
dictionary of pairs, months are counted on the calendar one by one. It is slow and short, and each line can be held
against the formula that it stands for.
"""

from __future__ import annotations

import calendar
import math
from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np

from onrecord.network import StatementTable, Variable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIELDS = ("author", "source", "section", "type", "title")
#: Name, type and values of the variables of a random study; the empty value is no value.
VARIABLES = {
    "person": ("short text", ["Ada", "Bo", "Cy", "Dé 🐟", "\uff21nn", "toll", ""]),
    "organization": ("short text", ["Reed", "Quay", "Ada", ""]),
    "concept": ("short text", ["toll", "ferry", "🏗 quay", "Ada", ""]),
    "note": ("long text", ["a note", "another", ""]),
    "agreement": ("boolean", [0, 1]),
    "scale": ("integer", [-3, -1, 0, 2]),
    "wide": ("integer", [-300, -129, -128, 0, 127, 128, 400]),
    "mood": ("short text", ["cross", "glad", "glad", ""]),
}
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}


# --- random studies ---------------------------------------------------------------------------------------------------


def random_study(lot: np.random.Generator) -> list[dict]:
    """Up to 22 statements in up to seven articles, at odd moments: month ends, leap days, turns of the year."""
    starts = ["2031-12-28", "2032-02-27", "2031-01-31", "2032-12-30", "1969-12-30", "2032-10-30"]
    first = datetime.fromisoformat(str(lot.choice(starts))).replace(tzinfo=UTC)
    reach = int(lot.choice([0, 3, 40, 400, 900]))
    articles = []
    for at in range(int(lot.integers(1, 8))):
        when = first + timedelta(days=int(lot.integers(0, reach + 1)), seconds=int(lot.choice([0, 0, 43_200, 86_399])))
        fields = {name: str(lot.choice(["Post", "Gazette", "🗞", ""])) for name in FIELDS}
        articles.append({"date": int((when - EPOCH).total_seconds()), "document": f"d{at % 6}", "fields": fields})
    rows = []
    for _ in range(int(lot.integers(0, 23))):
        row = dict(articles[int(lot.integers(len(articles)))])
        row |= {name: values[int(lot.integers(len(values)))] for name, (_, values) in VARIABLES.items()}
        rows.append(row)
        if lot.random() < 0.25:
            rows.append(dict(row))  # said twice in one article
    lot.shuffle(rows)
    return [{**row, "id": n} for n, row in enumerate(rows)]


def table_of(rows: list[dict]) -> StatementTable:
    """The study as the package takes it."""
    return StatementTable(
        id=[row["id"] for row in rows],
        date=[row["date"] for row in rows],
        document=[row["document"] for row in rows],
        documents={name: [row["fields"][name] for row in rows] for name in FIELDS},
        variables={name: Variable(kind, [row[name] for row in rows]) for name, (kind, _) in VARIABLES.items()},
    )


def random_options(lot: np.random.Generator, rows: list[dict]) -> dict:
    """Any options that go together, by their names; a document field stands for a variable now and then."""
    twomode = bool(lot.random() < 0.45)
    pick = lambda *values: values[int(lot.integers(len(values)))]  # noqa: E731
    kernel = pick("no", "no", "no", "uniform", "gaussian", "epanechnikov", "triangular")
    window = pick("no", "no", *UNITS, "months", "years", "events")
    if kernel != "no" and window in ("no", "events"):
        kernel = "no"
    aggregation = pick("ignore", "subtract", *(["combine"] if twomode else ["congruence", "conflict"]))
    if kernel != "no" and aggregation == "combine":
        aggregation = "subtract"
    normalization = pick("no", "activity", "prominence") if twomode else pick("no", "average", "jaccard", "cosine")
    if kernel != "no" and normalization in ("jaccard", "cosine"):
        normalization = "average"
    options = {
        "network_type": "twomode" if twomode else "onemode",
        "aggregation": aggregation,
        "normalization": normalization,
        "qualifier": pick("agreement", "agreement", "scale", "wide", "mood"),
        "duplicates": pick("include", "document", "week", "month", "year", "acrossrange"),
        "isolates": bool(lot.random() < 0.4),
        "time_window": window,
        "window_size": int(lot.integers(1, 9)),
        "kernel": kernel,
        "indent_time": bool(lot.random() < 0.4),
        "normalize_to_one": bool(lot.random() < 0.15),
        "compat": pick(None, "dna"),
    }
    if aggregation == "ignore" and lot.random() < 0.3:
        options["qualifier"] = None
    for name in ("variable1", "variable2"):
        options[name] = pick("person", "organization", "concept", "mood")
        if lot.random() < 0.2:
            options |= {name: pick(*FIELDS, "id"), f"{name}_document": True}
    if lot.random() < 0.4:
        options["exclude"] = {"concept": ["toll"], **({"wide": ["400", "-128"]} if lot.random() < 0.5 else {})}
        options["invert_values"] = bool(lot.random() < 0.4)
    if lot.random() < 0.3:
        options |= {"exclude_documents": {"source": ["Post", ""]}, "invert_documents": bool(lot.random() < 0.4)}
    dates = sorted(row["date"] for row in rows)
    if dates and lot.random() < 0.5:
        options["start"] = pick(*dates, dates[0] - 86_400)
        options["stop"] = max(options["start"], pick(*dates, dates[-1] + 40 * 86_400))
    if options["qualifier"] == "scale" and lot.random() < 0.5:
        options["scale"] = (-5, 5)
    return options


# --- the reading in loops ---------------------------------------------------------------------------------------------


class NoNumber(Exception):
    """DNA stops here."""


def networks_by_loops(rows: list[dict], options: dict) -> list[dict]:
    """For each window: rows, cols, cells (pair → weight), start, mid, stop, n."""
    o = {"isolates": False, "scale": None, **options}
    dna = o["compat"] == "dna"
    every = [row["date"] for row in rows] or [0]
    start = o.get("start", min(every))
    stop = o.get("stop", max(start, max(every)))
    kept = sorted(rows, key=lambda row: row["date"])  # Python's sort keeps the order of equals
    kept = [row for row in kept if start <= row["date"] <= stop]
    kept = _filtered(kept, o.get("exclude_documents", {}), o.get("invert_documents", False), document=True)
    everyone = kept
    kept = _filtered(kept, o.get("exclude", {}), o.get("invert_values", False), document=False)
    kept = [row for row in kept if _value(row, o, "variable1") != "" and _value(row, o, "variable2") != ""]
    kept = _without_duplicates(kept, o, dna=dna)
    seen = everyone if o["isolates"] else kept
    return [_network(window, kept, seen, o, dna=dna) for window in _windows(kept, start, stop, o)]


def _value(row: dict, o: dict, which: str) -> str:
    name = o[which]
    if o.get(f"{which}_document"):
        return row["document"] if name == "id" else row["fields"][name]
    return str(row[name])


def _filtered(rows: list[dict], lists: dict, invert: bool, *, document: bool) -> list[dict]:
    for name, values in lists.items():
        has = [str(row["fields"][name] if document else row[name]) in values for row in rows]
        rows = [row for row, listed in zip(rows, has, strict=True) if listed == invert]
    return rows


def _without_duplicates(rows: list[dict], o: dict, *, dna: bool) -> list[dict]:
    if o["duplicates"] == "include":
        return rows
    kept: list[dict] = []
    for row in rows:
        if not any(_same(row, other, o, dna=dna) for other in kept):
            kept.append(row)
    return kept


def _same(row: dict, other: dict, o: dict, *, dna: bool) -> bool:
    """Whether two statements count as one."""
    if any(_value(row, o, which) != _value(other, o, which) for which in ("variable1", "variable2")):
        return False
    if o["qualifier"] is not None and o["aggregation"] != "ignore":
        ours, theirs = row[o["qualifier"]], other[o["qualifier"]]
        boxed = dna and VARIABLES[o["qualifier"]][0] == "integer" and not -128 <= ours <= 127
        if ours != theirs or boxed:
            return False
    one, two = (EPOCH + timedelta(seconds=each["date"]) for each in (row, other))
    match o["duplicates"]:
        case "document":
            return row["document"] == other["document"]
        case "week":
            return one.isocalendar()[1 if dna else 0 : 2] == two.isocalendar()[1 if dna else 0 : 2]
        case "month":
            return one.month == two.month and (dna or one.year == two.year)
        case "year":
            return one.year == two.year
        case _:
            return True


def _later(seconds: int, unit: str, count: int) -> int:
    """So many units later; months and years on the calendar, the day cut to the month's length."""
    if unit in UNITS:
        return seconds + count * UNITS[unit]
    then = EPOCH + timedelta(seconds=seconds)
    months = count * (12 if unit == "years" else 1)
    year, month = then.year, then.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    day = min(then.day, calendar.monthrange(year, month)[1])
    return int((then.replace(year=year, month=month, day=day) - EPOCH).total_seconds())


def _windows(rows: list[dict], start: int, stop: int, o: dict):
    """(start, mid, stop, statements) of each."""
    unit, size = o["time_window"], o["window_size"]
    inside = lambda a, b: [row for row in rows if a <= row["date"] <= b]  # noqa: E731
    if unit == "no":
        yield start, (start + stop) / 2, stop, rows
        return
    if unit == "events":
        reach = math.floor(size / 2)
        for t in range(reach, len(rows) - reach):
            around = rows[t - reach : t + reach + 1]
            yield around[0]["date"], rows[t]["date"], around[-1]["date"], around
        return
    steps = 0
    if o["kernel"] == "no":
        half = math.floor((size - 1) / 2 + 0.5)
        while (mid := _later(start, unit, steps)) <= stop:
            a, b = _later(mid, unit, -half), _later(mid, unit, half)
            if start <= a and b <= stop:
                yield a, mid, b, inside(a, b)
            steps += 1
        return
    half = (size + size % 2) // 2
    first, last = (_later(start, unit, half), _later(stop, unit, -half)) if o["indent_time"] else (start, stop)
    while (mid := _later(first, unit, steps)) <= last:
        a, b = max(start, _later(mid, unit, -half)), min(stop, _later(mid, unit, half))
        if o["kernel"] == "gaussian":
            a, b = start, stop
        yield a, mid, b, inside(a, b)
        steps += 1


def _network(window: tuple, whole: list[dict], seen: list[dict], o: dict, *, dna: bool) -> dict:
    start, mid, stop, rows = window
    if dna and o["aggregation"] == "combine" and o["normalization"] == "prominence":
        raise NoNumber
    smooth = o["kernel"] != "no"
    nodes_of = seen if o["isolates"] or smooth else rows
    names = [_names(nodes_of, o, which) for which in ("variable1", "variable2")]
    levels = _levels(whole, o)
    if o["network_type"] == "twomode":
        weights = [_weight(row, mid, o, dna=dna) if smooth else 1.0 for row in rows]
        cells = _twomode(rows, weights, *names, levels, o)
        cols = names[1]
    else:
        cols = names[0]
        if smooth:
            cells = _smooth_onemode(rows, whole, names[0], mid, o, dna=dna)
        else:
            cells = _onemode(rows, names[0], names[1], levels, o, dna=dna)
    if o["normalize_to_one"]:
        total = sum(cells.values())
        cells = {pair: weight / total for pair, weight in cells.items()} if total else cells
    n = 0 if smooth and dna else len(rows)
    return {"rows": names[0], "cols": cols, "cells": cells, "start": start, "mid": mid, "stop": stop, "n": n}


def _names(rows: list[dict], o: dict, which: str) -> list[str]:
    found = {_value(row, o, which) for row in rows} - {""}
    return sorted(found, key=lambda name: name.encode("utf-16-be", "surrogatepass"))


def _kind(o: dict) -> str | None:
    return VARIABLES[o["qualifier"]][0] if o["qualifier"] else None


def _level(row: dict, o: dict):
    return row[o["qualifier"]] if o["qualifier"] else None


def _levels(whole: list[dict], o: dict) -> list:
    """The qualifier's values that occur, in order; a boolean has both."""
    if _kind(o) == "boolean":
        return [0, 1]
    found = {_level(row, o) for row in whole}
    if _kind(o) == "short text":
        return sorted(found, key=lambda name: name.encode("utf-16-be"))  # no value is a value of its own here
    return sorted(found, key=lambda level: (level is not None, level or 0))


def _counts(rows: list[dict], o: dict, weights=None) -> dict:
    """x: (node, node, level) → statements."""
    x: dict = Counter()
    for row, weight in zip(rows, weights or [1.0] * len(rows), strict=True):
        x[_value(row, o, "variable1"), _value(row, o, "variable2"), _level(row, o)] += weight
    return x


def _twomode(rows, weights, names1, names2, levels, o) -> dict:
    x = _counts(rows, o, weights)
    cells = {}
    for i in names1:
        for j in names2:
            match o["aggregation"], _kind(o):
                case "ignore", _:
                    cells[i, j] = sum(x[i, j, k] for k in levels)
                case "subtract", "boolean":
                    cells[i, j] = x[i, j, 1] - x[i, j, 0]
                case "subtract", "integer":
                    cells[i, j] = sum(k * x[i, j, k] for k in levels)
                case "subtract", _:
                    cells[i, j] = sum(x[i, j, k] for k in levels)
                case _:
                    bits = [2 ** (len(levels) - 1 - at) for at, k in enumerate(levels) if x[i, j, k] > 0]
                    cells[i, j] = sum(bits)
    if o["normalization"] == "no":
        return cells
    divided = {}
    for i, j in cells:
        if o["normalization"] == "activity":
            mine = [(i, other) for other in names2]
        else:
            mine = [(other, j) for other in names1]
        if o["aggregation"] == "combine":
            below = sum(1 for pair in mine if cells[pair])
        else:
            below = sum(x[a, b, k] for a, b in mine for k in levels)
        divided[i, j] = cells[i, j] / below if below else 0.0
    return divided


def _onemode(rows, names1, names2, levels, o, *, dna: bool) -> dict:
    x = _counts(rows, o)
    reach = 1.0
    if _kind(o) == "integer":
        reach = max(levels) - min(levels) if levels else 0
        if o["scale"] and not dna:
            reach = o["scale"][1] - o["scale"][0]
    cells = {}
    for i in names1:
        for other in names1:
            cells[i, other] = 0.0 if i == other else _tie(x, i, other, names2, levels, reach, o)
    return cells


def _tie(x, i, other, names2, levels, reach, o) -> float:
    far = lambda k, l: abs(k - l) / reach if reach else 0.0  # noqa: E731, E741
    ignore = congruence = conflict = 0.0
    for j in names2:
        ignore += sum(x[i, j, k] for k in levels) * sum(x[other, j, k] for k in levels)
        for k in levels:
            if _kind(o) in ("boolean", "integer"):
                for l in levels:  # noqa: E741
                    pairs = x[i, j, k] * x[other, j, l]
                    congruence += pairs * (1 - far(k, l))
                    conflict += pairs * far(k, l)
            else:
                congruence += x[i, j, k] * x[other, j, k]
                if (x[i, j, k] == 0) != (x[other, j, k] == 0):
                    conflict += x[i, j, k] + x[other, j, k]
    found = {"ignore": ignore, "congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}
    weight = found[o["aggregation"]]
    activity = {node: sum(x[node, j, k] for j in names2 for k in levels) for node in (i, other)}
    below = 1.0
    match o["normalization"]:
        case "average":
            below = (activity[i] + activity[other]) / 2
        case "cosine":
            below = activity[i] * activity[other]
        case "jaccard":
            below = 0.0
            for j in names2:
                for k in levels:
                    a, b = x[i, j, k], x[other, j, k]
                    below += a * b if a and b else a + b
    return weight / below if below else 0.0


def _whole_units(then: int, now: int, unit: str) -> int:
    """Whole units from then to now, as java.time counts them; negative where now is earlier."""
    if unit in UNITS:
        return int(math.copysign(abs(now - then) // UNITS[unit], now - then))
    a, b = (EPOCH + timedelta(seconds=each) for each in (then, now))
    day = b.date()
    if day > a.date() and b.time() < a.time():
        day -= timedelta(days=1)
    elif day < a.date() and b.time() > a.time():
        day += timedelta(days=1)
    gap = ((day.year * 12 + day.month) * 32 + day.day) - ((a.year * 12 + a.month) * 32 + a.day)
    months = int(math.copysign(abs(gap) // 32, gap))
    return int(math.copysign(abs(months) // 12, months)) if unit == "years" else months


def _weight(row: dict, mid: int, o: dict, *, dna: bool) -> float:
    even = o["window_size"] + o["window_size"] % 2
    u = 2 * _whole_units(row["date"], mid, o["time_window"]) / even
    if o["kernel"] == "gaussian":
        return math.exp(-u * u / 2) / math.sqrt(2 * math.pi)
    if abs(u) > 1:
        return 0.0
    shapes = {"uniform": 0.5, "epanechnikov": 0.75 * (1 - u * u), "triangular": abs(1 - u) if dna else 1 - abs(u)}
    return shapes[o["kernel"]]


def _smooth_onemode(rows, whole, names, mid, o, *, dna: bool) -> dict:
    cells = {(i, other): 0.0 for i in names for other in names}
    for one in rows:
        for two in rows:
            if _value(one, o, "variable2") != _value(two, o, "variable2"):
                continue
            same = _level(one, o) == _level(two, o)
            sign = {"ignore": 1, "congruence": int(same), "conflict": int(not same), "subtract": 1 if same else -1}
            pair = _value(one, o, "variable1"), _value(two, o, "variable1")
            both = math.sqrt(_weight(one, mid, o, dna=dna)) * math.sqrt(_weight(two, mid, o, dna=dna))
            cells[pair] += sign[o["aggregation"]] * both
    if not dna:
        cells = {pair: 0.0 if pair[0] == pair[1] else weight for pair, weight in cells.items()}
    if o["normalization"] == "average":
        n = _counts(whole, o)
        filled = {(j, k) for _, j, k in n}
        for i, other in cells:
            sums = (n[i, j, k] + n[other, j, k] for j, k in filled)
            cells[i, other] *= sum(2 / both for both in sums if both)
    return cells
