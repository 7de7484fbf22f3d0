"""Statements → networks: one for the whole range, or one for each window of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from ..errors import InputError
from .cells import Cells, onemode, twomode
from .chosen import Chosen, choose
from .data import Network, StatementTable
from .kernels import kernel_weights, smoothed_onemode, smoothed_twomode
from .options import Kernel, NetworkOptions, NetworkType
from .times import Window, at_steps, whole_units, windows


def networks(table: StatementTable, options: NetworkOptions, *, most: int | None = None) -> list[Network]:
    """The networks of a table of statements: one, or one for each time window (of more than ``most`` some, in steps).

    Raises InputError for an unknown variable, for an event list (see :func:`event_list`), and with ``compat="dna"``
    where DNA itself crashes.

    >>> from onrecord.network import Variable
    >>> table = StatementTable(id=[1, 2, 3], date=[0, 0, 9], document=["a", "a", "b"], documents={}, variables={
    ...     "person": Variable("short text", ["Ada", "Bo", "Bo"]), "concept": Variable("short text", ["tax"] * 3),
    ...     "agreement": Variable("boolean", [1, 1, 0])})
    >>> choice = NetworkOptions(network_type="onemode", variable1="person", aggregation="conflict")
    >>> networks(table, choice)[0].edges()
    [('Ada', 'Bo', 1.0)]
    """
    return list(each_network(table, options, most=most))


def each_network(table: StatementTable, options: NetworkOptions, *, most: int | None = None) -> Iterator[Network]:
    """The same one after the other, so that thousands of windows need not be held at once."""
    if options.network_type is NetworkType.EVENTLIST:
        raise InputError("an event list is no matrix", where="network_type", do="use event_list")
    yield from networks_of(choose(table, options), options, most=most)


def networks_of(chosen: Chosen, options: NetworkOptions, *, most: int | None = None) -> Iterator[Network]:
    """The same of statements already chosen."""
    whole = cells_of(chosen, np.arange(len(chosen)))
    spans = windows(chosen.date, options, chosen.start, chosen.stop)
    for window in spans if most is None else at_steps(list(spans), most):
        yield _network(chosen, whole, window, options)


def event_list(table: StatementTable, options: NetworkOptions) -> StatementTable:
    """The statements that a network with these options would count, in order of date."""
    return table.where(choose(table, options).at)


def cells_of(chosen: Chosen, rows: np.ndarray, weight: np.ndarray | None = None) -> Cells:
    """The chosen statements at ``rows`` as cells, each of weight 1 or as given."""
    return Cells(
        chosen.i[rows],
        chosen.j[rows],
        chosen.k[rows],
        chosen.value[rows],
        np.ones(len(rows)) if weight is None else weight,
        (len(chosen.rows), len(chosen.cols)),
        chosen.levels,
        chosen.qualifier,
    )


def _network(chosen: Chosen, whole: Cells, window: Window, options: NetworkOptions) -> Network:
    is_onemode = options.network_type is NetworkType.ONEMODE
    rows, cols, n = chosen.rows, chosen.cols, len(window.rows)
    if options.kernel is not Kernel.NO:
        even = options.window_size + options.window_size % 2
        u = 2 * whole_units(window.mid, chosen.date[window.rows], options.time_window) / even
        cells = cells_of(chosen, window.rows, kernel_weights(u, options.kernel, dna=options.dna))
        matrix = smoothed_onemode(cells, whole, options) if is_onemode else smoothed_twomode(cells, options)
        n = 0 if options.dna else n  # DNA does not count them here
    else:
        cells = cells_of(chosen, window.rows)
        if not options.isolates:
            cells, rows, cols = _only_seen(cells, rows, cols)
        matrix = onemode(cells, options) if is_onemode else twomode(cells, options)
    matrix = csr_array(matrix)
    if options.normalize_to_one and (total := matrix.sum()):
        matrix.data = matrix.data / total  # one by one: the inverse of a sum near 0 is beyond all numbers
    return Network(rows, rows if is_onemode else cols, matrix, window.start, window.mid, window.stop, n, is_onemode)


def _only_seen(cells: Cells, rows: tuple[str, ...], cols: tuple[str, ...]) -> tuple[Cells, tuple, tuple]:
    """The cells renumbered to the nodes that occur in them."""
    seen_i, i = np.unique(cells.i, return_inverse=True)
    seen_j, j = np.unique(cells.j, return_inverse=True)
    fewer = replace(cells, i=i, j=j, shape=(len(seen_i), len(seen_j)))
    return fewer, tuple(rows[at] for at in seen_i), tuple(cols[at] for at in seen_j)
