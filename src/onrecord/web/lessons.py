"""What the machine learns most from, kept while people judge: working it out of 50,000 statements takes seconds.

The list is drawn greedily, each row as if those before it were judged, so judging from its top leaves the rest in
order. It is made anew when there is something new to learn from: other articles, positions or codes, an undo, or a
hundred judgements.
"""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING

from ..positions.ordering import next_items
from ..store import queries
from . import asked

if TYPE_CHECKING:
    from ..positions.ordering import Item
    from ..store.record import Record

#: So many rows are listed, and after so many judgements the list is old.
LISTED, _OLD = 300, 100
_lock = threading.Lock()
_kept: weakref.WeakKeyDictionary[Record, tuple[tuple, list[Item]]] = weakref.WeakKeyDictionary()


def lessons(record: Record) -> list[Item]:
    """The rows that teach most, first first; some may have been judged since. Made anew for the ``.sql`` twin."""
    if asked.noting():
        return next_items(record, by="teaches", limit=LISTED)
    *state, judgements = queries.proposed_state(record)
    now = (*state, judgements // _OLD)
    with _lock:
        then, listed = _kept.get(record, ((), []))
        if then != now:
            listed = next_items(record, by="teaches", limit=LISTED)
            _kept[record] = now, listed
        return listed
