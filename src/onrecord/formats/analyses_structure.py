"""Backbones and phases, ready to be written."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import InputError
from ..network import NetworkOptions, StatementTable, iso_time
from ..network.backbone import Backbone, fixed_backbone, nested_backbone, penalty_backbone
from ..network.losses import Losses
from ..network.phase_intervals import Turn, phase_sureness
from ..network.phases import Phases, phase_transitions
from .analyses_counts import ENDS, MOST_ROWS, Figures, about, drawn_anew
from .analysis import Analysis
from .figures_bars import Estimate, bars
from .figures_frame import Figure
from .figures_phases import phase_plot

METHODS = ("nested", "fixed", "penalty")


def backbone(
    table: StatementTable,
    options: NetworkOptions,
    *,
    method: str = "nested",
    size: int | None = None,
    penalty: float = 3.5,
    iterations: int = 10_000,
    intervals: int = 0,
) -> Analysis:
    """Which concepts carry the structure of a one-mode network.

    ``method`` "nested" lists them as they leave; "fixed" looks for the best ``size`` concepts, "penalty" for the best
    number too. Intervals are of the losses of the sets found, by drawing articles.

    Raises:
        InputError: no such method, "fixed" without a size, no one-mode network.
    """
    if method not in METHODS:
        raise InputError(f"there is no backbone {method!r}", where="method", do=f"choose one of: {', '.join(METHODS)}")
    if method == "nested":
        return _nested(table, options, intervals)
    if method == "fixed":
        if size is None:
            raise InputError("a fixed backbone needs a size", where="size", do="add --size 5, say")
        found = fixed_backbone(table, options, size=size, iterations=iterations, seed=options.seed)
    else:
        found = penalty_backbone(table, options, penalty=penalty, iterations=iterations, seed=options.seed)
    return _sought(table, options, found, method, intervals)


def _nested(table: StatementTable, options: NetworkOptions, intervals: int) -> Analysis:
    found = nested_backbone(table, options)
    left = [{drop.concept for drop in found.drops[at + 1 :]} for at in range(len(found.drops))]

    def figures(table: StatementTable, options: NetworkOptions) -> list[Figures]:
        return [dict(zip((drop.concept for drop in found.drops), _losses(table, options, left), strict=True))]

    ends = drawn_anew(table, options, figures, intervals=intervals)[0] if intervals else {}
    rows = [
        (
            d.iteration,
            d.concept,
            d.backbone_loss,
            *ends.get(d.concept, (0, None, None))[1:],
            d.redundant_loss,
            d.statements,
        )
        for d in found.drops
    ]
    title = f"Nested backbone: loss when {options.variable2} leave, one after the other"
    columns = ("iteration", options.variable2, "backbone_loss", *ENDS, "redundant_loss", "statements_left")
    more = about(options, intervals=intervals, method="nested", statements=found.statements)
    return Analysis("backbone", title, columns, rows, lambda: _loss_bars(rows, title), more)


def _losses(table: StatementTable, options: NetworkOptions, sets: list[set[str]]) -> list[float]:
    losses = Losses(table, options)
    return [losses.of({at for at, name in enumerate(losses.concepts) if name in names}) for names in sets]


def _loss_bars(rows: list[tuple], title: str) -> Figure:
    made = [Estimate(str(row[1]), *row[2:5]) for row in rows[-MOST_ROWS:]]
    return bars(made, title=title, unit="backbone loss after leaving (0: nothing lost, 1: all)")


def _sought(table: StatementTable, options: NetworkOptions, found: Backbone, method: str, intervals: int) -> Analysis:
    sets = {"backbone": set(found.backbone), "redundant": set(found.redundant)}

    def figures(table: StatementTable, options: NetworkOptions) -> list[Figures]:
        return [dict(zip(sets, _losses(table, options, list(sets.values())), strict=True))]

    losses = drawn_anew(table, options, figures, intervals=intervals)[0]
    rows = [(name, part, *losses[part]) for part, names in sets.items() for name in sorted(names)]
    title = f"Backbone of {len(found.backbone)} of {len(rows)} {options.variable2} ({method})"
    more = about(options, intervals=intervals, method=method, backbone_loss=found.backbone_loss)
    columns = (options.variable2, "part", "loss_of_part", *ENDS)
    made = [Estimate(f"{part}: {', '.join(sorted(names))}", *losses[part]) for part, names in sets.items()]
    unit = "loss if only these are kept (0: nothing lost, 1: all)"
    more["redundant_loss"] = found.redundant_loss
    return Analysis("backbone", title, columns, rows, lambda: bars(made, title=title, unit=unit), more)


def phases(
    table: StatementTable,
    options: NetworkOptions,
    *,
    distance: str = "absdiff",
    fewest: int = 2,
    most: int = 6,
    intervals: int = 0,
    windows: int | None = None,
) -> Analysis:
    """States of the debate through time, and when it turns.

    ``intervals`` draws of articles tell in what share of them a window is in its state ("sure"), and between which
    moments each turn falls in 95 % of them. ``windows`` takes no more than so many, at equal steps.

    Raises:
        InputError: fewer than three windows.
    """
    choice = {"fewest": fewest, "most": most, "seed": options.seed, "windows": windows}
    found = phase_transitions(table, options, distance=distance, **choice)
    how = {"distance": distance, "windows": windows, "draws": intervals, "seed": options.seed}
    sure = phase_sureness(table, options, found, **how) if intervals else None
    same = [None] * len(found.states) if sure is None else sure.same.tolist()
    turns = () if sure is None else sure.turns
    within = {turn.when: tuple(end and iso_time(end) for end in (turn.low, turn.high)) for turn in turns}
    rows = [
        (n, iso_time(mid), state + 1, share, *within.get(mid, (None, None)), float(x), float(y))
        for n, (mid, state, share, (x, y)) in enumerate(
            zip(found.mids, found.states, same, found.places, strict=True), 1
        )
    ]
    title = f"{options.variable1}: {len(set(found.states))} phases, modularity {found.modularity:.2f} ({found.method})"
    tried = [{"method": name, "states": k, "modularity": value} for name, k, value in found.tried]
    more = about(options, intervals=intervals, method=found.method, modularity=found.modularity, tried=tried)
    more["distances"] = found.apart.round(12).tolist()
    columns = ("window", "mid", "state", "sure", "turns_from", "turns_to", "x", "y")
    return Analysis("phases", title, columns, rows, lambda: _phase_plot(found, same, turns, title), more)


def _phase_plot(found: Phases, same: list[float | None], turns: Sequence[Turn], title: str) -> Figure:
    ends = [(turn.low, turn.high) for turn in turns if turn.low is not None and turn.high is not None]
    return phase_plot(found.mids, found.states, found.places.tolist(), title=title, sure=same, turns=ends)
