"""The network that a page draws: which nodes, which ties, where they lie, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from ..network import Network, NetworkOptions, StatementTable, networks
from ..network.chosen import as_numbers
from ..network.layout import Places, stress_layout
from .wanted import OF_POSITIONS, Wanted, Window, windows_of

if TYPE_CHECKING:
    from .kept import Kept

#: Ties that the page holds, so that the slider can show them without asking again.
MOST_TIES = 800
#: Ties a node that are shown where nobody has said how strong they must be.
USUAL_TIES = 2.5
AGGREGATION = {"agreement": "congruence", "conflict": "conflict", "subtract": "subtract"}
#: Layer → its two variables where speakers are nodes. Bodies take the place of persons.
VARIABLES = {
    "affiliation": ("person", "organization"),
    "outlet": ("outlet", "person"),
    "target": ("person", "target"),
    **dict.fromkeys(OF_POSITIONS, ("person", "concept")),
}
#: Ties that pull in the layout: so many of the strongest a node over all, and each node's own strongest.
PULLING, OWN = 2.0, 2
#: Before the key of an outlet, which may be called as an actor is.
OUTLET = "outlet\x1f"
#: How firmly a window's nodes are kept where they lie in the whole range: they move little from step to step.
HOLD = 1.0


@dataclass(frozen=True, slots=True)
class Tie:
    """Two places in the list of nodes and the weight (below 0: they conflict)."""

    a: int
    b: int
    weight: float


@dataclass(frozen=True, slots=True)
class Node:
    """``key`` tells an outlet from a speaker of the same name; ``id`` is the actor's, where the record has one."""

    key: str
    name: str
    id: str | None
    statements: int
    outlet: bool
    x: float = 0.0
    y: float = 0.0

    @property
    def label(self) -> str:
        """The name without the id by which networks tell namesakes apart."""
        return self.name.removesuffix(f" ({self.id})") if self.id else self.name


@dataclass(frozen=True, slots=True)
class Left:
    """What is not drawn, counted: nodes beyond the strongest, ties beyond those the page holds, positions."""

    nodes: int
    ties: int
    unclear: int
    undated: int


@dataclass(frozen=True, slots=True)
class Graph:
    """``ties`` are the strongest first; those weaker than ``least`` are held by the page but not shown."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    least: float
    left: Left
    windows: tuple[Window, ...]
    window: Window | None
    first: int
    last: int
    statements: int
    options: NetworkOptions
    network: Network | None
    table: StatementTable | None

    @property
    def shown(self) -> list[Tie]:
        """The ties that are at least so strong."""
        return [tie for tie in self.ties if self.shows(tie)]

    def shows(self, tie: Tie) -> bool:
        """Whether a tie is strong enough; the address holds six digits of how strong that is."""
        return abs(tie.weight) >= self.least * (1 - 1e-5)


def graph_of(kept: Kept, wanted: Wanted, *, concept: str | None = None) -> Graph:
    """The graph of what is wanted; ``concept`` is the title of the wanted issue."""
    table = _table(kept, wanted)
    if concept is not None and wanted.of_positions:
        table = table.where(table.variables["concept"].values == concept)
    inside = np.ones(len(table), dtype=bool)
    inside &= True if wanted.first is None else table.date >= wanted.first
    inside &= True if wanted.last is None else table.date <= wanted.last
    options = _options(wanted)
    one, two = (table.variables[name].values for name in (options.variable1, options.variable2))
    inside &= (one != "") & (two != "")
    table = table if inside.all() else table.where(inside)
    uncounted = kept.uncounted if wanted.of_positions else None
    unclear, undated = (uncounted.unclear, uncounted.undated) if uncounted else (0, 0)
    if not len(table):
        return Graph((), (), 0.0, Left(0, 0, unclear, undated), (), None, 0, 0, 0, options, None, None)
    first, last = int(table.date.min()), int(table.date.max())
    windows = windows_of(wanted.window, first, last)
    window = next((one for one in windows if one.at == wanted.at), windows[0] if windows else None)
    chosen, strongest, all_ = _strongest(table, options, wanted)
    table = table.where(chosen)
    whole = networks(table, options)[0]
    now, here = whole, table
    if window is not None:
        here = table.where((table.date >= window.start) & (table.date <= window.stop))
        now = networks(here, options)[0]
    nodes, ties = _drawn(kept, wanted, now, here, options)
    places = _places(wanted, options, (table, whole), (here, now))
    nodes = [replace(node, x=places[node.key][0], y=places[node.key][1]) for node in nodes]
    left = Left(all_ - len(strongest), max(len(ties) - MOST_TIES, 0), unclear, undated)
    least = wanted.least if wanted.least is not None else _usual(ties, len(nodes))
    ties = ties[:MOST_TIES]
    kept_rows = (tuple(nodes), tuple(ties), least, left, tuple(windows), window, first, last)
    return Graph(*kept_rows, now.n, options, now, here)


def _table(kept: Kept, wanted: Wanted) -> StatementTable:
    if wanted.layer == "outlet":
        return kept.reports
    if wanted.layer == "target":
        return kept.targets
    if wanted.layer == "affiliation":
        return kept.ties(wanted.first, wanted.last)
    return kept.speakers if wanted.of == "speakers" else kept.positions


def _options(wanted: Wanted) -> NetworkOptions:
    one, two = VARIABLES[wanted.layer]
    if wanted.of == "bodies" and wanted.layer != "affiliation":
        one, two = (("organization" if name == "person" else name) for name in (one, two))
    if wanted.of_positions:
        return NetworkOptions(
            network_type="onemode",
            variable1=one,
            variable2=two,
            aggregation=AGGREGATION[wanted.layer],
            normalization=wanted.norm,
            isolates=True,
        )
    return NetworkOptions(variable1=one, variable2=two, qualifier=None, isolates=True)


def _strongest(
    table: StatementTable, options: NetworkOptions, wanted: Wanted
) -> tuple[np.ndarray, dict[str, int], int]:
    """Rows among the nodes with most statements; these nodes (key → statements); how many nodes there are.

    In a network of two kinds of nodes, outlets take up to a third of the places.
    """
    one, two = table.variables[options.variable1].values, table.variables[options.variable2].values
    if wanted.of_positions:
        rows, strongest, all_ = _most(one, wanted.nodes)
        return rows, strongest, all_
    if wanted.layer == "outlet":
        rows, outlets, many = _most(one, max(wanted.nodes // 3, 2))
        more, others, all_ = _most(two, wanted.nodes - len(outlets))
        keys = {OUTLET + name: n for name, n in outlets.items()} | others
        return rows & more, keys, many + all_
    both, strongest, all_ = _most(np.concatenate([one, two]), wanted.nodes)
    return both[: len(one)] & both[len(one) :], strongest, all_


def _most(values: np.ndarray, most: int) -> tuple[np.ndarray, dict[str, int], int]:
    """Rows of the commonest values, these with their counts, and how many values there are."""
    numbers = as_numbers(values)
    counts = np.bincount(numbers)
    names: list[str] = list(dict.fromkeys(values.tolist()))
    order = sorted(range(len(names)), key=lambda at: (-counts[at], names[at]))[:most]
    kept = np.zeros(len(names), dtype=bool)
    kept[order] = True
    return kept[numbers], {names[at]: int(counts[at]) for at in order}, len(names)


def strongest_rows(values: np.ndarray, most: int) -> np.ndarray:
    """A mask of the rows that hold one of the ``most`` commonest values."""
    return _most(values, most)[0]


def _drawn(
    kept: Kept, wanted: Wanted, now: Network, here: StatementTable, options: NetworkOptions
) -> tuple[list[Node], list[Tie]]:
    """The nodes of the window by name, and its ties, the strongest first."""
    keys = _keys(wanted, now)
    said = _statements(wanted, here, options)
    names = {key: name for side in keys for key, name in side}
    order = {key: at for at, key in enumerate(sorted(names, key=lambda key: (names[key], key)))}
    nodes = []
    for key in order:
        outlet = key.startswith(OUTLET)
        nodes.append(Node(key, names[key], None if outlet else kept.ids.get(names[key]), said.get(key, 0), outlet))
    cells = now.weights.tocoo()
    rows, cols = keys[0], keys[-1]
    weights: dict[tuple[int, int], float] = {}
    for i, j, weight in zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True):
        a, b = sorted((order[rows[i][0]], order[cols[j][0]]))
        if a != b and weight and (not now.onemode or i < j):
            weights[a, b] = weights.get((a, b), 0.0) + weight
    ties = [Tie(a, b, weight) for (a, b), weight in weights.items()]

    def rank(tie: Tie) -> tuple:
        """Of two ties as strong, first the one of those who said more: one statement each is little to go by."""
        said = nodes[tie.a].statements, nodes[tie.b].statements
        return -abs(tie.weight), -min(said), -max(said), tie.a, tie.b

    return nodes, sorted(ties, key=rank)


def _keys(wanted: Wanted, network: Network) -> list[list[tuple[str, str]]]:
    """(key, name) of the rows, and in a network of two kinds of the columns."""
    before = OUTLET if wanted.layer == "outlet" else ""
    rows = [(before + name, name) for name in network.rows]
    return [rows] if network.onemode else [rows, [(name, name) for name in network.cols]]


def _statements(wanted: Wanted, here: StatementTable, options: NetworkOptions) -> dict[str, int]:
    """Statements (or reports of ties) of each node in the window."""
    found: dict[str, int] = {}
    before = OUTLET if wanted.layer == "outlet" else ""
    for name in here.variables[options.variable1].values.tolist():
        found[before + name] = found.get(before + name, 0) + 1
    if not wanted.of_positions:
        for name in here.variables[options.variable2].values.tolist():
            found[name] = found.get(name, 0) + 1
    return found


def _usual(ties: list[Tie], nodes: int) -> float:
    """The weight of the weakest tie that is shown unless something else is asked for."""
    if not ties:
        return 0.0
    return abs(ties[min(len(ties), max(int(USUAL_TIES * nodes), 1)) - 1].weight)


def _places(
    wanted: Wanted,
    options: NetworkOptions,
    whole: tuple[StatementTable, Network],
    now: tuple[StatementTable, Network],
) -> Places:
    """Where nodes lie: as in the whole range, moved a little by what ties them now.

    In all layers of positions by agreement less conflict, so that who disagrees lies apart and nobody moves when
    another of these layers is looked at.
    """
    if wanted.of_positions:
        usual = replace(options, aggregation="subtract", normalization="average")
        whole, now = (
            (table, network if options == usual else networks(table, usual)[0]) for table, network in (whole, now)
        )
    anchors = stress_layout(_pulling(wanted, whole[1]), seed=1)
    if now[0] is whole[0]:
        return anchors
    return {**anchors, **stress_layout(_pulling(wanted, now[1]), start=anchors, hold=HOLD, seed=1)}


def _pulling(wanted: Wanted, network: Network) -> Network:
    """The network with the ties that pull alone: above 0, the strongest of all and the strongest of each node.

    A network in which nearly everybody is tied to everybody has no shape otherwise.
    """
    weights = network.weights.toarray()
    pull = np.maximum(weights, 0.0)
    kept = pull >= _nth(pull, int(PULLING * max(pull.shape)) * (2 if network.onemode else 1))
    kept |= pull >= np.sort(pull, axis=1)[:, [-min(OWN, pull.shape[1])]]
    kept |= pull >= np.sort(pull, axis=0)[[-min(OWN, pull.shape[0])], :]
    rows = network.rows
    if wanted.layer == "outlet":
        rows = tuple(OUTLET + name for name in rows)
    both = kept | kept.T if network.onemode else kept
    return replace(network, rows=rows, cols=rows if network.onemode else network.cols, weights=csr_array(pull * both))


def _nth(values: np.ndarray, n: int) -> float:
    """The ``n``-th largest value, or the smallest."""
    flat = np.sort(values, axis=None)
    return float(flat[-min(max(n, 1), len(flat))])
