"""Sums that are the same until somebody writes: worked out once, kept while the record's state stays what it was."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

#: Sums kept at once; the largest, one issue's claims in a record of 50,000 statements, takes about 3 MB.
MOST = 96


class Remembered:
    """Values by key, all of them forgotten when the version changes; each is worked out by one thread only.

    >>> kept = Remembered()
    >>> kept.get(1, "sum", lambda: 3), kept.get(1, "sum", lambda: 4), kept.get(2, "sum", lambda: 5)
    (3, 3, 5)
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._version: Hashable = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, version: Hashable, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value of ``key`` in this version of the record."""
        with self._lock:
            if version != self._version:
                self._version = version
                self._kept.clear()
                self._making.clear()
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if version == self._version and key in self._kept:
                    return self._kept[key]
            value = make()
            with self._lock:
                if version == self._version:
                    self._kept[key] = value
                    self._making.pop(key, None)
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            return value
