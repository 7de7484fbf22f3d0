"""Engines that map ``read`` over articles: this process, a local pool. Any other may, since ``read`` is pure."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from ..model import Article, Problem, Reading
from .read import read_many

#: Articles sent to a worker at once: enough to keep the parser's batches full, few enough to show progress.
CHUNK = 16


def map_read(articles: Iterable[Article | Problem], *, workers: int = 1) -> Iterator[Reading]:
    """Readings in the order of the articles; a problem among them gives an empty reading that holds it.

    Args:
        articles: may be a generator; at most ``2 * workers`` chunks are ahead of what has been yielded.
        workers: processes; 1 reads in this one.
    """
    if workers <= 1:
        yield from read_many(articles)
        return
    # spawn: a forked child would inherit the parent's open record and thread pools
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_quiet_interrupt)
    try:
        chunks = _chunks(articles)
        waiting: list[Future[list[Reading]]] = []
        for chunk in chunks:
            waiting.append(pool.submit(_read_chunk, chunk))
            if len(waiting) >= 2 * workers:
                yield from waiting.pop(0).result()
        while waiting:
            yield from waiting.pop(0).result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _quiet_interrupt() -> None:
    # Ctrl-C is the parent's business: it stops handing out work and closes the record
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(articles: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    iterator = iter(articles)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _read_chunk(articles: list[Article | Problem]) -> list[Reading]:
    return list(read_many(articles))
