"""Networks smoothed in time: each statement weighs by its distance from the window's mid-point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from .cells import Cells, twomode, without_diagonal
from .options import Aggregation, Kernel, NetworkOptions, Normalization


def kernel_weights(u: np.ndarray, kernel: Kernel, *, dna: bool = False) -> np.ndarray:
    """The kernel's value at ``u`` (0: mid-point; -1 and 1: the window's ends).

    With ``dna`` the triangular kernel is |1 - u|, which grows to 2 at the later end, as DNA 3.1.2 has it.

    >>> kernel_weights(np.array([-1.0, 0.0, 0.5]), Kernel.TRIANGULAR).tolist()
    [0.0, 1.0, 0.5]
    >>> kernel_weights(np.array([-1.0, 0.0, 0.5]), Kernel.TRIANGULAR, dna=True).tolist()
    [2.0, 1.0, 0.5]
    """
    inside = np.abs(u) <= 1
    match kernel:
        case Kernel.GAUSSIAN:
            return np.exp(-(u**2) / 2) / np.sqrt(2 * np.pi)
        case Kernel.UNIFORM:
            return 0.5 * inside
        case Kernel.EPANECHNIKOV:
            return 0.75 * (1 - u**2) * inside
        case _:
            return np.abs(1 - u if dna else 1 - np.abs(u)) * inside


def smoothed_twomode(cells: Cells, options: NetworkOptions) -> csr_array:
    """The two-mode sums with each statement's weight for 1."""
    return twomode(cells, options)


def smoothed_onemode(cells: Cells, whole: Cells, options: NetworkOptions) -> csr_array:
    """Sum over pairs of statements on one column of sign · sqrt(weight · weight').

    The square root factors, so it is a product of two matrices of roots. ``whole`` are the statements of the whole
    range, by whose cells "average" divides. DNA leaves each node's tie to itself on the diagonal.
    """
    roots = replace(cells, weight=np.sqrt(cells.weight))
    deep, flat = roots.deep(), roots.flat()
    same, every = deep @ deep.T, flat @ flat.T
    match options.aggregation:
        case Aggregation.IGNORE:
            matrix = every
        case Aggregation.CONGRUENCE:
            matrix = same
        case Aggregation.CONFLICT:
            matrix = every - same
        case _:
            matrix = same - (every - same)
    matrix = csr_array(matrix)
    if not options.dna:
        matrix = without_diagonal(matrix)
    if options.normalization is Normalization.AVERAGE:
        matrix = csr_array(matrix.multiply(per_average(whole)))
    return matrix


def per_average(whole: Cells) -> np.ndarray:
    """sum over cells of 2 / (n[i,j,k] + n[i',j,k]), cells empty for both left out; rows × rows, dense."""
    counts = whole.deep().tocsc()
    nodes = counts.shape[0]
    # every cell that i fills against none of i', then the pairs that both fill put right
    alone = np.zeros(nodes)
    both = np.zeros((nodes, nodes))
    for column in range(counts.shape[1]):
        part = slice(counts.indptr[column], counts.indptr[column + 1])
        at, n = counts.indices[part], counts.data[part]
        alone[at] += 2 / n
        both[np.ix_(at, at)] += 2 / (n[:, None] + n[None, :]) - 2 / n[:, None] - 2 / n[None, :]
    return alone[:, None] + alone[None, :] + both
