"""The mathematics of one network: counts of node × node × qualifier as sparse matrices, summed and divided.

x[i, j, k] is the number of statements of node i on node j with qualifier value k. All is SciPy sparse; formulas
after Leifeld (2017), Discourse network analysis, in: The Oxford Handbook of Political Networks, and the DNA manual.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from ..errors import InputError
from .options import Aggregation, NetworkOptions, Normalization
from .small import is_small, small_onemode


@dataclass(frozen=True, slots=True)
class Cells:
    """Statements of one window as numbers: nodes ``i``, ``j``, qualifier place ``k``, its ``value``, its ``weight``."""

    i: np.ndarray
    j: np.ndarray
    k: np.ndarray
    value: np.ndarray
    weight: np.ndarray
    shape: tuple[int, int]
    levels: tuple
    qualifier: str | None

    def flat(self, weight: np.ndarray | None = None) -> csr_array:
        """x as rows × cols, qualifiers summed; ``weight`` instead of each statement's own."""
        return _summed(self.i, self.j, self.weight if weight is None else weight, self.shape)

    def deep(self, weight: np.ndarray | None = None) -> csr_array:
        """x as rows × (cols · levels): column j · K + k."""
        depth = max(len(self.levels), 1)
        weight = self.weight if weight is None else weight
        return _summed(self.i, self.j * depth + self.k, weight, (self.shape[0], self.shape[1] * depth))


def _summed(i: np.ndarray, j: np.ndarray, weight: np.ndarray, shape: tuple[int, int]) -> csr_array:
    return coo_array((np.asarray(weight, dtype=float), (i, j)), shape=shape).tocsr()  # adds what falls in one cell


def scaled(matrix: csr_array, rows: np.ndarray | None = None, cols: np.ndarray | None = None) -> csr_array:
    """``matrix`` with each cell divided by its row's and column's number; 0 where that is 0."""
    cells = matrix.tocoo()
    below = np.ones(len(cells.data))
    if rows is not None:
        below = below * rows[cells.row]
    if cols is not None:
        below = below * cols[cells.col]
    return divided(matrix, below)


def divided(matrix: csr_array, below: np.ndarray) -> csr_array:
    """Each stored cell divided by its number in ``below`` (in the order of ``matrix.tocoo()``); 0 where that is 0."""
    cells = matrix.tocoo()
    data = np.divide(cells.data, below, out=np.zeros(len(cells.data)), where=below != 0)
    return coo_array((data, (cells.row, cells.col)), shape=matrix.shape).tocsr()


# --- two-mode -------------------------------------------------------------------------------------------------------


def twomode(cells: Cells, options: NetworkOptions) -> csr_array:
    """Rows × cols, aggregated and normalised as the options say."""
    match options.aggregation:
        case Aggregation.SUBTRACT if cells.qualifier == "boolean":
            matrix = cells.flat(cells.weight * np.where(cells.value > 0, 1.0, -1.0))
        case Aggregation.SUBTRACT if cells.qualifier == "integer":
            matrix = cells.flat(cells.weight * cells.value)
        case Aggregation.COMBINE:
            matrix = _combined(cells)
        case _:
            matrix = cells.flat()
    if options.normalization is Normalization.NO:
        return matrix
    counted = (matrix != 0).astype(float) if options.aggregation is Aggregation.COMBINE else cells.flat()
    if options.normalization is Normalization.ACTIVITY:
        return scaled(matrix, rows=counted.sum(axis=1))
    if options.dna and options.aggregation is Aggregation.COMBINE:
        what = "DNA 3.1.2 stops with an ArrayIndexOutOfBoundsException on combine with prominence, so it has no number"
        raise InputError(what, where="compat", do="leave out compat")
    return scaled(matrix, cols=counted.sum(axis=0))


def _combined(cells: Cells) -> csr_array:
    """One bit for each qualifier value that occurs, the first value the highest bit."""
    depth = len(cells.levels)
    if depth > 53:
        what = f"{depth} values of the qualifier are too many to combine"
        raise InputError(what, where="aggregation", do="use a qualifier of at most 53 values")
    cell = np.unique(np.stack([cells.i, cells.j, cells.k]), axis=1)
    return _summed(cell[0], cell[1], 2.0 ** (depth - 1 - cell[2]), cells.shape)


# --- one-mode -------------------------------------------------------------------------------------------------------


def onemode(cells: Cells, options: NetworkOptions) -> csr_array:
    """Rows × rows, tied by what they share on the columns; the diagonal is 0."""
    aggregation = options.aggregation
    counts = None
    if cells.qualifier in ("boolean", "integer") and aggregation is not Aggregation.IGNORE:
        counts = _COUNTS[aggregation](_likeness(cells, options))
    if is_small(cells):
        return csr_array(small_onemode(cells, counts, aggregation, options.normalization))
    deep = cells.deep()
    if aggregation is Aggregation.IGNORE:
        flat = cells.flat()
        matrix = flat @ flat.T
    elif counts is not None:
        matrix = _weighed(deep, cells, counts)
    elif aggregation is Aggregation.CONGRUENCE:
        matrix = deep @ deep.T
    else:
        apart = _apart(deep)
        matrix = apart if aggregation is Aggregation.CONFLICT else deep @ deep.T - apart
    return _normalized(without_diagonal(matrix), deep, options.normalization)


def without_diagonal(matrix: csr_array) -> csr_array:
    """The same with zeros on the diagonal."""
    cells = csr_array(matrix).tocoo()
    keep = (cells.row != cells.col) & (cells.data != 0)
    return coo_array((cells.data[keep], (cells.row[keep], cells.col[keep])), shape=matrix.shape).tocsr()


def _likeness(cells: Cells, options: NetworkOptions) -> np.ndarray:
    """How alike two qualifier values are, 0 to 1, K × K: 1 - |k - k'| / range."""
    levels = np.array(cells.levels, dtype=float)
    reach = (np.ptp(levels) if len(levels) else 0.0) if cells.qualifier == "integer" else 1.0
    if options.scale is not None and not options.dna and cells.qualifier == "integer":
        reach = float(options.scale[1] - options.scale[0])
    gap = np.abs(levels[:, None] - levels[None, :])
    return 1 - gap / reach if reach else np.ones_like(gap)


#: What a pair of statements counts, by the likeness of their qualifier values.
_COUNTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    Aggregation.CONGRUENCE: lambda like: like,
    Aggregation.CONFLICT: lambda like: 1 - like,
    Aggregation.SUBTRACT: lambda like: 2 * like - 1,
}


def _weighed(deep: csr_array, cells: Cells, counts: np.ndarray) -> csr_array:
    """sum over j, k, k' of x[i,j,k] · x[i',j,k'] · counts[k,k']."""
    depth = max(len(cells.levels), 1)
    held = deep.tocoo()
    at, k2 = np.nonzero(counts[held.col % depth]) if len(cells.levels) else (np.zeros(0, dtype=np.intp),) * 2
    col = held.col[at]
    spread = _summed(held.row[at], col - col % depth + k2, held.data[at] * counts[col % depth, k2], deep.shape)
    return spread @ deep.T


def _apart(deep: csr_array) -> csr_array:
    """Statements of both in the cells that only one of them fills."""
    apart = _one_sided(deep, (deep != 0).astype(float))
    return csr_array(apart + apart.T)


def _one_sided(deep: csr_array, held: csr_array) -> np.ndarray:
    """For each pair the statements of i in cells where i' has none (dense: nearly every pair has some)."""
    return deep.sum(axis=1)[:, None] - (deep @ held.T).toarray()


def _normalized(matrix: csr_array, deep: csr_array, normalization: Normalization) -> csr_array:
    if normalization is Normalization.NO:
        return matrix
    activity = deep.sum(axis=1)
    if normalization is Normalization.COSINE:
        return scaled(matrix, activity, activity)
    cells = matrix.tocoo()
    i, j = cells.row, cells.col
    if normalization is Normalization.AVERAGE:
        return divided(matrix, (activity[i] + activity[j]) / 2)
    held = (deep != 0).astype(float)
    apart = _one_sided(deep, held)
    return divided(matrix, apart[i, j] + apart[j, i] + (deep @ deep.T).toarray()[i, j])
