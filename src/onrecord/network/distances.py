"""How far two networks are apart: by their cells, or by the spectrum of their Laplacians."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from ..errors import InputError
from .data import Network

METHODS = ("absdiff", "spectral")


def spectrum(matrix: np.ndarray, *, dna: bool = False) -> np.ndarray:
    """The Laplacian's eigenvalues, largest first, negatives set to 0, divided by their sum; float64 of length n.

    Negative ties are taken as 0 first, so that the Laplacian has no negative eigenvalue. With ``dna`` they are the
    degrees instead, which is what DNA 3.1.2 compares (it drops the result of degree matrix minus adjacency).

    >>> spectrum(np.array([[0.0, 2.0], [2.0, 0.0]])).tolist()
    [1.0, 0.0]
    >>> spectrum(np.array([[0.0, 2.0], [2.0, 0.0]]), dna=True).tolist()
    [0.5, 0.5]
    """
    ties = np.maximum(matrix, 0.0)
    degrees = one_by_one(ties)
    if dna:
        return _shares(degrees)
    values = np.zeros(len(ties))  # nodes without ties have eigenvalue 0, so only the others are worked out
    tied = np.flatnonzero(degrees)
    values[: len(tied)] = np.linalg.eigvalsh((np.diag(degrees) - ties)[np.ix_(tied, tied)])
    return _shares(values)


def degree_spectrum(matrix: csr_array) -> np.ndarray:
    """The same as ``spectrum(matrix.toarray(), dna=True)`` to the last bit, without writing out the zeros."""
    matrix = csr_array(matrix)
    matrix.sort_indices()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return _shares(np.bincount(rows, weights=np.maximum(matrix.data, 0.0), minlength=matrix.shape[0]))


def _shares(values: np.ndarray) -> np.ndarray:
    values = np.sort(np.maximum(values, 0.0))[::-1]
    total = math.fsum(values)
    return values / total if total else values


def one_by_one(values: np.ndarray) -> np.ndarray:
    """The sum over the last axis, added from left to right.

    DNA adds so, and its backbones hang on it: which concepts tie is decided there by the last bit.
    """
    return np.cumsum(values, axis=-1)[..., -1] if values.shape[-1] else np.zeros(values.shape[:-1])


def distances(networks: Sequence[Network], method: str = "spectral", *, dna: bool = False) -> np.ndarray:
    """All pairs, T × T: ``absdiff`` sums the cells' absolute differences, ``spectral`` those of the spectra.

    Raises InputError where the networks have other nodes than the first (make them with ``isolates=True``), or where a
    spectrum is asked of two-mode networks.
    """
    if method not in METHODS:
        raise InputError(f"no such distance: {method!r}", where="method", do="use " + " or ".join(METHODS))
    for network in networks:
        if (network.rows, network.cols) != (networks[0].rows, networks[0].cols):
            raise InputError("the networks have different nodes", do="make them with isolates=True")
        if method == "spectral" and not network.onemode:
            raise InputError("a two-mode network has no Laplacian", where="method", do="use absdiff")
    if method == "spectral":
        features = [spectrum(network.matrix, dna=dna) for network in networks]
    else:
        features = [network.matrix.ravel() for network in networks]
    apart = np.zeros((len(features), len(features)))
    for at, one in enumerate(features):
        for other in range(at + 1, len(features)):
            apart[at, other] = apart[other, at] = one_by_one(np.abs(one - features[other]))
    return apart
