"""Milliseconds a page, at the server, on a made-up record of 5,000 articles and 50,000 statements; 50 readers at once.

    python benchmarks/pages/run.py [--record pages.db] [--articles 5000] [--each 12] [--readers 50]

The record is made if it is not there (two minutes on a free machine). Every address is asked for once, so no page has
been made before; one page of each kind goes first, which loads the templates and the sums that all pages share.
"wall" is what a reader waits on this machine, "cpu" what the server worked; on a busy machine only the second compares.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pages.record import make_record

WORDS = "council harbour winter ferries ministry strike quay purse chamber farmers water schools price coast cost roads"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--record", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-pages.db")
    ask.add_argument("--articles", type=int, default=5_000)
    ask.add_argument("--each", type=int, default=12, help="addresses of each kind")
    ask.add_argument("--readers", type=int, default=50)
    asked = ask.parse_args()
    if not asked.record.exists():
        began = time.perf_counter()
        make_record(asked.record, articles=asked.articles)
        print(json.dumps({"record made": str(asked.record), "seconds": round(time.perf_counter() - began)}), flush=True)
    with served(asked.record) as (port, process):
        kinds = addresses(asked.record, asked.each)
        for found in kinds.values():
            get(port, found[0])
        walls = []
        for kind, found in kinds.items():
            row = timed(port, process, found[1:])
            walls += row.pop("all")
            print(json.dumps({"kind": kind, **row}), flush=True)
        print(json.dumps({"all pages, median wall ms": round(statistics.median(walls), 1), "n": len(walls)}))
        print(json.dumps(at_once(port, [address for found in kinds.values() for address in found], asked.readers)))
        print(json.dumps({"server RSS MB": rss(process)}))


@contextmanager
def served(record: Path) -> Iterator[tuple[int, int]]:
    """The pages in a process of their own; yields the port and the process's id."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        port = int(re.search(r":(\d+)/", said)[1])
        get(port, "/about")
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def addresses(path: Path, each: int) -> dict[str, list[str]]:
    """Kind of page → addresses, the first of them for warming up."""
    from onrecord.store import queries
    from onrecord.store.record import Record

    with Record.open(path, read_only=True) as record:
        people = [actor.id for actor in queries.actors(record, type="person", limit=each * 40)]
        often, seldom = people[: each + 1], people[each * 40 - each - 1 :]
        issues = sorted(queries.issues(record), key=lambda issue: -sum(n for _, n in issue.counts))
        articles = [f"/articles/{row.id}" for row in queries.articles(record, limit=each + 1)]
        statements = [f"/statements/{row.id}" for row in queries.statements(record, limit=each + 1)]
        outlets = [name for name, _ in queries.outlets(record)]
    words = WORDS.split()
    return {
        "home": ["/", "/?again"],
        "issues": ["/issues", "/issues?again"],
        "large issue (5,000 statements and more)": [f"/issues/{issue.id}" for issue in issues[2::-1]],
        "issue": [f"/issues/{issue.id}" for issue in issues[3 : 4 + each]],
        "large issue, narrowed": [
            f"/issues/{issues[0].id}?from=2024-0{month}&to=2025-0{month}" for month in range(1, 9)
        ],
        "actor, often quoted": [f"/actors/{id}" for id in often],
        "actor": [f"/actors/{id}" for id in seldom],
        "articles": [f"/articles?page={page}" for page in range(1, each + 2)],
        "article": articles,
        "statements": [f"/statements?page={page}" for page in range(1, each + 2)],
        "statement": statements,
        "search, one word": [f"/search?q={word}" for word in words[: each + 1]],
        "search, two words": [f"/search?q={quote(f'{a} {b}')}" for a, b in pairwise(words)],
        "events": [f"/events?page={page}" for page in range(1, each + 2)],
        "events in words": [f"/in-words?page={page}" for page in range(1, each + 2)],
        "two actors": [f"/compare?one={a}&other={b}" for a, b in pairwise(often)],
        "two outlets": [f"/compare/outlets?one={quote(a)}&other={quote(b)}" for a, b in pairwise(outlets)],
        "network of the 60 strongest": ["/network?nodes=60", "/network", "/network?nodes=60&least=0.5"],
        "network, other choices": [
            *("/network?layer=agreement", "/network?layer=conflict", "/network?layer=outlet"),
            *(f"/network?issue={issue.id}" for issue in issues[:4]),
            *(f"/network?window=year&at=2024-{month:02d}" for month in (1, 4, 7, 10)),
        ],
        "figures": ["/figures?kind=bars", "/figures?kind=heatmap", "/figures?kind=polarization"],
        "row of the review": [
            "/review",
            *(f"/review?order={order}" for order in ("uncertain", "teaches", "moves", "audit", "newest")),
        ],
        "search, narrowed": [f"/search?q={word}&outlet={quote(o)}" for word, o in zip(words, outlets, strict=False)],
    }


def get(port: int, address: str) -> bytes:
    """The page; raises where the answer is not 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        return body
    finally:
        connection.close()


def timed(port: int, process: int, found: list[str]) -> dict[str, object]:
    """Median and worst wait, and the server's work a page, in milliseconds."""
    walls, before = [], cpu(process)
    for address in found:
        began = time.perf_counter()
        get(port, address)
        walls.append((time.perf_counter() - began) * 1e3)
    return {
        "n": len(walls),
        "wall ms": round(statistics.median(walls), 1),
        "worst": round(max(walls), 1),
        "cpu ms": round((cpu(process) - before) * 1e3 / len(walls), 1),
        "all": walls,
    }


def at_once(port: int, found: list[str], readers: int) -> dict[str, object]:
    """Each reader asks for ten pages; says how many answers were no page."""
    wrong: list[str] = []
    walls: list[float] = []

    def read(first: int) -> None:
        for n in range(10):
            began = time.perf_counter()
            try:
                get(port, found[(first * 7 + n * 3) % len(found)])
            except Exception as error:
                wrong.append(str(error))
            walls.append((time.perf_counter() - began) * 1e3)

    began = time.perf_counter()
    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    return {
        "readers at once": readers,
        "answers": len(walls),
        "errors": len(wrong),
        "pages a second": round(len(walls) / seconds, 1),
        "median wait ms": round(statistics.median(walls), 1),
        "first error": wrong[0] if wrong else None,
    }


def cpu(process: int) -> float:
    """Seconds that the process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss(process: int) -> int:
    """Memory in use, in MB."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[1]) // 1024


if __name__ == "__main__":
    main()
