"""How sure the phases of a debate are: articles drawn anew, the windows clustered again in the same way.

A state is no number, so there is no interval of it. What can be told is in how many draws a window falls into the state
that it is in, and between which moments the debate turns in 95 % of the draws (:class:`Turn`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .bootstrap import articles_of, redrawn
from .data import StatementTable
from .networks import networks
from .options import NetworkOptions
from .phases import Phases, apart_of, states_by


@dataclass(frozen=True, slots=True)
class Turn:
    """The debate goes from one state to another at ``when`` (the middle of the first window of the new one).

    ``low`` and ``high`` hold the turn in 95 % of the draws (seconds since 1970 UTC; None: no draw turns).
    """

    when: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Sureness:
    """``same`` is each window's share of draws in which it is in the state it is in, float64; ``turns`` in time."""

    same: np.ndarray
    turns: tuple[Turn, ...]


def phase_sureness(
    table: StatementTable,
    options: NetworkOptions,
    found: Phases,
    *,
    distance: str = "absdiff",
    windows: int | None = None,
    draws: int = 200,
    seed: int = 0,
) -> Sureness:
    """How sure the states ``found`` of these statements are; options and windows as they were found with."""
    start = int(table.date.min()) if options.start is None else options.start
    stop = int(table.date.max()) if options.stop is None else options.stop
    table = table.where((table.date >= start) & (table.date <= stop))
    options = replace(options, isolates=True, start=start, stop=stop)
    articles, lot = articles_of(table), np.random.default_rng(seed)
    states, k = np.array(found.states), max(found.states) + 1
    same = np.zeros(len(states))
    turns: list[list[int]] = [[] for _ in _turns(states)]
    for _ in range(draws):
        again = redrawn(table, articles, lot.integers(0, len(articles), len(articles)))
        made = networks(again, options, most=windows)
        labels = states_by(found.method, apart_of(made, distance, dna=options.dna), k, seed)
        labels = _named_as(states, np.array(labels), k)
        same += labels == states
        theirs = _turns(labels)
        for at, turn in enumerate(_turns(states)):
            if theirs:
                turns[at].append(min(theirs, key=lambda other: abs(other - turn)))
    mids = np.array(found.mids)
    told = zip(_turns(states), turns, strict=True)
    return Sureness(same / draws, tuple(Turn(float(mids[at]), *_ends(mids, drawn)) for at, drawn in told))


def _turns(states: Sequence[int]) -> list[int]:
    """The windows that are in another state than the one before."""
    return [at for at in range(1, len(states)) if states[at] != states[at - 1]]


def _named_as(states: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """The labels renamed so that as many windows as can be are in the state they are in."""
    from scipy.optimize import linear_sum_assignment

    most = max(k, int(labels.max()) + 1)
    shared = np.zeros((most, most))
    np.add.at(shared, (labels, states), 1)
    _, name = linear_sum_assignment(-shared)
    return name[labels]


def _ends(mids: np.ndarray, drawn: list[int]) -> tuple[float | None, float | None]:
    if not drawn:
        return None, None
    low, high = np.quantile(mids[drawn], [0.025, 0.975], method="nearest")
    return float(low), float(high)
