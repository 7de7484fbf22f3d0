"""How often each value of a variable occurs, by the qualifier's values."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csr_array

from .chosen import as_numbers, choose
from .data import StatementTable
from .options import Aggregation, NetworkOptions


@dataclass(frozen=True, slots=True)
class Barplot:
    """``counts`` is int64, values × levels; ``levels`` are the qualifier's values (boolean: 0, 1)."""

    variable: str
    values: tuple[str, ...]
    levels: tuple
    counts: np.ndarray


def barplot(table: StatementTable, options: NetworkOptions, *, by_second: bool = False) -> Barplot:
    """Counts of ``options.variable1`` by the qualifier, after the options' filters, duplicates and date range.

    A duplicate is a second statement of one value and qualifier in one period; with ``by_second`` only if ``variable2``
    is the same too.

    >>> from onrecord.network import Variable
    >>> table = StatementTable([1, 2], [0, 0], ["a", "a"], {}, {"person": Variable("short text", ["Ada", "Ada"]),
    ...     "agreement": Variable("boolean", [1, 0])})
    >>> barplot(table, NetworkOptions(variable1="person")).counts.tolist()
    [[1, 1]]
    """
    chosen = choose(table, counted_by(options, by_second=by_second))
    counts = np.zeros((len(chosen.rows), len(chosen.levels)), dtype=np.int64)
    np.add.at(counts, (chosen.i, chosen.k), 1)
    return Barplot(options.variable1, chosen.rows, chosen.levels, counts)


def counted_by(options: NetworkOptions, *, by_second: bool = False) -> NetworkOptions:
    """The options by which statements are chosen for bars."""
    second = options.variable2 if by_second else options.variable1
    document = options.variable2_document if by_second else options.variable1_document
    # subtract, so that the qualifier tells statements apart; nothing is subtracted here
    aggregation = Aggregation.IGNORE if options.qualifier is None else Aggregation.SUBTRACT
    return replace(options, variable2=second, variable2_document=document, aggregation=aggregation)


def counts_by_article(table: StatementTable, options: NetworkOptions, *, by_second: bool = False) -> csr_array:
    """The counts of :func:`barplot` article by article: articles × (values · levels), in the table's order.

    Their weighted sum is the barplot of articles drawn anew, where a statement counts once a document or always.
    """
    chosen = choose(table, counted_by(options, by_second=by_second))
    article = as_numbers(table.document)
    depth = len(chosen.levels)
    shape = int(article.max(initial=-1)) + 1, len(chosen.rows) * depth
    return coo_array((np.ones(len(chosen)), (article[chosen.at], chosen.i * depth + chosen.k)), shape=shape).tocsr()
