"""Learns from judgements beside the pages: what people decide is answered at once, what is proposed follows."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from ..errors import OnRecordError
from ..positions.relearn import relearn
from ..store import queries
from ..store.record import Record

#: Judgements that come this close after each other, in seconds, are learnt from together.
_PAUSE = 0.5


class Learner:
    """A thread that refits after judgements, as the coder that stands was asked to (encoder, wanted precision)."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._new, self._stopped = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def taught(self) -> None:
        """Somebody has judged."""
        with self._lock:
            if self._thread is None and not self._stopped.is_set():
                self._thread = threading.Thread(target=self._run, name="learner", daemon=True)
                self._thread.start()
        self._new.set()

    def close(self) -> None:
        """Stop; a refit that has begun is finished."""
        self._stopped.set()
        self._new.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._new.wait():
            self._stopped.wait(_PAUSE)
            self._new.clear()
            if self._stopped.is_set():  # asked after the clearing, which may have taken away the call to stop
                return
            try:
                with Record.open(self.path) as record:
                    _refit(record)
            except OnRecordError as error:  # the judgement is stored all the same, and the next one tries again
                logging.getLogger(__name__).warning("not learnt from: %s", error)


def _refit(record: Record) -> None:
    standing = next((one for one in queries.coders(record) if one.stands), None)
    if standing is None or standing.name.startswith("machine model "):
        return  # nothing is coded, or by a model that does not learn here
    facts = standing.facts
    relearn(record, encoder=facts.get("encoder", "sentence"), precision=facts.get("precision"))
