"""The chosen statements of articles drawn anew, without choosing again: half the time of a bootstrap.

Where a statement counts once a document, or always, what is left out of an article does not hang on the others, and an
article drawn twice is two documents. So a draw is the chosen statements repeated, their nodes numbered again.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .chosen import Chosen, as_numbers, choose
from .data import StatementTable
from .options import Duplicates, NetworkOptions


class Redrawing:
    """Draws of the articles of one table with one set of options; :meth:`can` says whether these allow it.

    >>> from onrecord.network import Variable
    >>> table = StatementTable([1, 2], [0, 9], ["a", "b"], {}, {"organization": Variable("short text", ["Ada", "Bo"]),
    ...     "concept": Variable("short text", ["tax"] * 2), "agreement": Variable("boolean", [1, 1])})
    >>> Redrawing(table, NetworkOptions(start=0, stop=9)).drawn(np.array([2, 0])).rows
    ('Ada',)
    """

    @staticmethod
    def can(options: NetworkOptions) -> bool:
        """Whether articles do not hang on each other, and both ends of the time are fixed."""
        fixed = options.start is not None and options.stop is not None
        return fixed and options.duplicates in (Duplicates.INCLUDE, Duplicates.DOCUMENT)

    def __init__(self, table: StatementTable, options: NetworkOptions) -> None:
        self._chosen = choose(table, options)
        self._isolates = options.isolates
        articles = as_numbers(table.document)
        self._article = articles[self._chosen.at]
        if self._isolates:
            columns = [
                table.column(options.variable1, document=options.variable1_document).values,
                table.column(options.variable2, document=options.variable2_document).values,
            ]
            everyone = self._chosen.everyone
            self._present = [
                _members(column[everyone], names, articles[everyone])
                for column, names in zip(columns, (self._chosen.rows, self._chosen.cols), strict=True)
            ]

    def drawn(self, times: np.ndarray) -> Chosen:
        """The statements with each article as often as ``times`` says; articles in the order of the table."""
        chosen = self._chosen
        at = np.repeat(np.arange(len(chosen)), times[self._article])
        rows, i = self._numbered(0, chosen.rows, chosen.i[at], times)
        cols, j = self._numbered(1, chosen.cols, chosen.j[at], times)
        levels, k = chosen.levels, chosen.k[at]
        if chosen.qualifier not in (None, "boolean"):  # those that occur in the draw
            seen, k = np.unique(k, return_inverse=True)
            levels = tuple(chosen.levels[level] for level in seen)
        return replace(
            chosen,
            at=chosen.at[at],
            date=chosen.date[at],
            i=i,
            j=j,
            k=k,
            value=chosen.value[at],
            rows=rows,
            cols=cols,
            levels=levels,
        )

    def _numbered(
        self, side: int, names: tuple[str, ...], nodes: np.ndarray, times: np.ndarray
    ) -> tuple[tuple[str, ...], np.ndarray]:
        seen = np.zeros(len(names), dtype=bool)
        if self._isolates:
            article, node = self._present[side]
            seen[node[times[article] > 0]] = True
        else:
            seen[nodes] = True
        if seen.all():
            return names, nodes
        return tuple(name for name, there in zip(names, seen, strict=True) if there), (np.cumsum(seen) - 1)[nodes]


def _members(values: np.ndarray, names: tuple[str, ...], articles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Article and node of each that is a node."""
    place = {name: at for at, name in enumerate(names)}
    node = np.array([place.get(str(value), -1) for value in values.tolist()], dtype=np.intp)
    there = node >= 0
    return articles[there], node[there]
