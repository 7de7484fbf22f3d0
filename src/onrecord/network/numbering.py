"""Groups numbered so that equal divisions look equal."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def numbered(labels: Iterable[int]) -> tuple[int, ...]:
    """Groups numbered by size, then by first member.

    >>> numbered([7, 3, 3])
    (1, 0, 0)
    """
    labels = np.asarray(tuple(labels))
    members = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    groups = np.zeros(len(labels), dtype=int)
    for number, group in enumerate(sorted(members, key=lambda places: (-len(places), places[0]))):
        groups[group] = number
    return tuple(groups.tolist())
