"""Engines that map ``read`` over articles: this process, a local pool. Any other may, since ``read`` is pure."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from ..errors import EngineError
from ..model import Article, Problem, Reading
from .read import read_many

#: Articles sent to a worker at once: enough to keep the parser's batches full, few enough to show progress.
CHUNK = 16


def map_read(articles: Iterable[Article | Problem], *, workers: int = 1) -> Iterator[Reading]:
    """Readings in the order of the articles; a problem among them gives an empty reading that holds it.

    Args:
        articles: may be a generator; at most ``2 * workers`` chunks are ahead of what has been yielded.
        workers: processes; 1 reads in this one.

    Raises:
        EngineError: a worker was killed, often for want of memory; what was yielded before is good.
    """
    if workers <= 1:
        yield from read_many(articles)
        return
    # spawn: a forked child would inherit the parent's open record and thread pools
    spawn = get_context("spawn")
    # Only this process holds the pipe's other end: when it stops or dies, however it does, the workers see the end.
    ending, alive = spawn.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin, initargs=(ending,))
    try:
        chunks = _chunks(articles)
        waiting: list[Future[list[Reading]]] = []
        for chunk in chunks:
            waiting.append(pool.submit(_read_chunk, chunk))
            if len(waiting) >= 2 * workers:
                yield from waiting.pop(0).result()
        while waiting:
            yield from waiting.pop(0).result()
    except BrokenProcessPool as error:
        raise EngineError(
            "a process that reads was killed, often for want of memory", do="try again with fewer workers"
        ) from error
    finally:
        alive.close()  # half-read chunks are not waited for
        pool.shutdown(wait=True, cancel_futures=True)
        ending.close()


def _begin(ending: Connection) -> None:
    # Ctrl-C is the parent's business: it stops handing out work and closes the record
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(ending,), daemon=True).start()


def _end_with(ending: Connection) -> None:
    wait([ending])
    os._exit(0)


def _chunks(articles: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    iterator = iter(articles)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _read_chunk(articles: list[Article | Problem]) -> list[Reading]:
    return list(read_many(articles))
