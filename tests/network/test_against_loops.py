"""Random small studies with all that is odd in them: every network against the plain loops of ``by_loops``."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.errors import InputError
from onrecord.network import NetworkOptions, networks
from onrecord.network.bootstrap import articles_of, redrawn
from onrecord.network.networks import networks_of
from onrecord.network.redrawing import Redrawing

from .by_loops import NoNumber, networks_by_loops, random_options, random_study, table_of


def difference(seed: int) -> str | None:
    """What differs between both readings of the study and the options of that number; None: nothing."""
    lot = np.random.default_rng(seed)
    rows = random_study(lot)
    options = random_options(lot, rows)
    if options["time_window"] == "events":
        rows = _one_a_second(rows)  # which of those at one moment fall into a window by events is drawn by lot
    if options["time_window"] in ("seconds", "minutes", "hours"):
        rows = _within_two_days(rows, options)
    try:
        expected = networks_by_loops(rows, options)
    except NoNumber:
        with pytest.raises(InputError, match="DNA"):
            networks(table_of(rows), NetworkOptions(**options))
        return None
    made = networks(table_of(rows), NetworkOptions(**options))
    if len(made) != len(expected):
        return f"{len(made)} windows instead of {len(expected)}: {options}"
    for at, (ours, theirs) in enumerate(zip(made, expected, strict=True)):
        for name in ("rows", "cols", "start", "mid", "stop", "n"):
            one, other = getattr(ours, name), theirs[name]
            if (list(one) != other) if name in ("rows", "cols") else (one != other):
                return f"window {at}, {name}: {one} instead of {other}: {options}"
        wanted = [[theirs["cells"][i, j] for j in theirs["cols"]] for i in theirs["rows"]]
        if not np.allclose(ours.matrix, np.reshape(wanted, ours.matrix.shape), rtol=0, atol=1e-9):
            return f"window {at}: {ours.matrix.tolist()} instead of {wanted}: {options}"
    return None


def _one_a_second(rows: list[dict]) -> list[dict]:
    order = sorted(range(len(rows)), key=lambda at: rows[at]["date"])
    return [{**rows[at], "date": rows[at]["date"] + n} for n, at in enumerate(order)]


def _within_two_days(rows: list[dict], options: dict) -> list[dict]:
    """A second's steps over years are refused; so the dates are folded into two hours, or two days."""
    long = 40 if options["time_window"] == "seconds" else 7200 if options["time_window"] == "minutes" else 172_800
    options.pop("start", None), options.pop("stop", None)
    return [{**row, "date": row["date"] % long} for row in rows]


@pytest.mark.parametrize("plain", [True, False], ids=["plain arrays", "sparse matrices"])
def test_every_network_is_that_of_the_plain_loops(monkeypatch, plain):
    if not plain:
        monkeypatch.setattr("onrecord.network.cells.is_small", lambda cells: False)
    wrong = [(seed, found) for seed in range(0 if plain else 1, 160, 2) if (found := difference(seed))]
    assert not wrong, f"{len(wrong)} differ; study {wrong[0][0]}: {wrong[0][1]}"


def test_a_window_by_events_moves_on_through_a_day_of_many_statements():
    """What the lot decides are names of one day; how many of which day fall in is fixed."""
    rows = [row for seed in range(9) for row in random_study(np.random.default_rng(seed))]
    rows = [{**row, "id": at, "date": 86_400 * (at // 7), "person": f"p{at}"} for at, row in enumerate(rows)]
    choice = {"variable1": "person", "variable2": "source", "variable2_document": True, "duplicates": "include"}
    rows = [row for row in rows if row["fields"]["source"]]
    dates = [row["date"] for row in rows]
    made = networks(table_of(rows), NetworkOptions(time_window="events", window_size=5, **choice))
    assert len(made) == len(rows) - 4
    for at, network in enumerate(made, 2):
        inside = sorted(86_400 * (int(name[1:]) // 7) for name in network.rows)
        assert inside == dates[at - 2 : at + 3] and network.mid == dates[at]


def test_articles_drawn_anew_give_the_network_of_their_statements():
    """What a bootstrap makes the short way against statements chosen again from the table of the draw."""
    tried = 0
    for seed in range(150):
        lot = np.random.default_rng(seed)
        rows = random_study(lot)
        choice = random_options(lot, rows) | {"duplicates": "document" if seed % 2 else "include"}
        slow = choice["time_window"] in ("seconds", "minutes", "hours", "events")
        if not rows or slow or "id" in (choice["variable1"], choice["variable2"]):
            continue
        start, stop = (pick(row["date"] for row in rows) for pick in (min, max))
        options = NetworkOptions(**choice | {"start": start, "stop": stop, "compat": None})
        table = table_of(rows)
        articles = articles_of(table)
        picked = np.sort(lot.integers(0, len(articles), len(articles)))
        made = networks(redrawn(table, articles, picked), options)
        short = networks_of(Redrawing(table, options).drawn(np.bincount(picked, minlength=len(articles))), options)
        for one, other in zip(made, short, strict=True):
            assert (one.rows, one.cols, one.n) == (other.rows, other.cols, other.n)
            assert np.allclose(one.matrix, other.matrix, rtol=0, atol=1e-9)
            tried += 1
    assert tried > 300
