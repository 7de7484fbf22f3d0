"""What is lost when a one-mode network is made from some of its concepts only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ..errors import InputError
from .cells import onemode
from .chosen import Chosen, choose
from .data import StatementTable
from .distances import degree_spectrum, one_by_one, spectrum
from .networks import cells_of
from .options import Kernel, NetworkOptions, NetworkType, TimeWindow


class Losses:
    """Spectral distance from the full network to the one from a subset of concepts; each subset is computed once.

    >>> from onrecord.network import Variable
    >>> table = StatementTable([1, 2], [0, 0], ["a", "b"], {}, {"person": Variable("short text", ["Ada", "Bo"]),
    ...     "concept": Variable("short text", ["tax", "tax"]), "agreement": Variable("boolean", [1, 1])})
    >>> losses = Losses(table, NetworkOptions(network_type="onemode", variable1="person"))
    >>> losses.of({0}), losses.of(set())
    (0.0, 1.0)
    """

    def __init__(self, table: StatementTable, options: NetworkOptions) -> None:
        if options.network_type is not NetworkType.ONEMODE:
            raise InputError("a backbone is of a one-mode network", where="network_type", do="use onemode")
        if options.time_window is not TimeWindow.NO or options.kernel is not Kernel.NO:
            raise InputError("a backbone is of one network", where="time_window", do="use start and stop")
        self._chosen: Chosen = choose(table, options)
        self._options = replace(options, isolates=True)  # every subset's network keeps all nodes
        self._known: dict[frozenset[int], float] = {}
        self._full = self._spectrum(np.ones(len(self._chosen), dtype=bool))

    @property
    def concepts(self) -> tuple[str, ...]:
        """The names of the concepts; subsets are sets of places in it."""
        return self._chosen.cols

    @property
    def chosen(self) -> Chosen:
        """The statements that the full network counts."""
        return self._chosen

    def statements(self, subset: Iterable[int]) -> int:
        """How many statements are on these concepts."""
        return int(np.isin(self._chosen.j, list(subset)).sum())

    def of(self, subset: Iterable[int]) -> float:
        """The loss of that subset: 0 for all concepts, 1 for none."""
        key = frozenset(subset)
        if key not in self._known:
            part = self._spectrum(np.isin(self._chosen.j, list(key)))
            self._known[key] = float(one_by_one(np.abs(self._full - part)))
        return self._known[key]

    def _spectrum(self, mask: np.ndarray) -> np.ndarray:
        matrix = onemode(cells_of(self._chosen, np.flatnonzero(mask)), self._options)
        return degree_spectrum(matrix) if self._options.dna else spectrum(matrix.toarray())
