"""Milliseconds from a key press in the review queue to the next row on screen, in headless Chromium.

    python benchmarks/review.py [--articles 5000] [--statements 10] [--presses 60] [--record study.db]

The record is made up with a seed: articles of an invented marsh, each statement with a position. Measured in the page:
from the keydown event to the second animation frame after the next row stands in the document, so what is painted
counts. The bar is 100 ms. Prints the median, the 95th percentile and the longest, the same for the POST alone, and the
processor time of server and driver together for one decision with all that is fetched ahead: on a machine that others
use too, that alone means something.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import tempfile
import threading
import time
from pathlib import Path

import uvicorn

from onrecord.model import (
    Actor,
    ActorType,
    Article,
    Codebook,
    Issue,
    Mention,
    Position,
    Quoted,
    Reading,
    Span,
    Stance,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.web.access import Access
from onrecord.web.app import make_app

STANCES = tuple(Stance)
WATCH = """() => {
  window.took = [];
  let pressed = null;
  document.addEventListener("keydown", (event) => { if (event.key === "a") pressed = performance.now(); }, true);
  new MutationObserver(() => {
    if (pressed === null) return;
    const from = pressed;
    pressed = null;
    requestAnimationFrame(() => requestAnimationFrame(() => window.took.push(performance.now() - from)));
  }).observe(document.getElementById("queue"), { childList: true });
}"""


def marsh_article(n: int, size: int) -> Reading:
    """One article with ``size`` statements by five people who come back."""
    people = [f"Ana Velk{(n * 7 + k) % 400}" for k in range(5)]
    text, zones, statements = (
        f"Day {n} in the marsh",
        [Zone(ZoneKind.HEADLINE, Span(0, len(f"Day {n} in the marsh")))],
        [],
    )
    spots: dict[str, list[Span]] = {name: [] for name in people}
    for k in range(size):
        name, content = people[k % 5], f"plan {n} would drown field {k} of the {n % 7} villages"
        line = f"{name} said that {content}."
        start = len(text) + 2
        text += f"\n\n{line}"
        zones.append(Zone(ZoneKind.BODY, Span(start, start + len(line))))
        spots[name].append(Span(start, start + len(name)))
        said = Span(start + len(name) + 1, start + len(name) + 5)
        at = start + line.index(content)
        statement = Statement(
            *(f"s{n}-{k}", (Span(at, at + len(content)),), (said,), (spots[name][-1],), f"a{k % 5}", Quoted.INDIRECT),
            confidence=0.9,
        )
        statements.append(statement)
    actors = tuple(
        Actor(f"a{k}", name, ActorType.PERSON, tuple(Mention(span, type=ActorType.PERSON) for span in spots[name]))
        for k, name in enumerate(people)
        if spots[name]
    )
    published = f"20{30 + n % 5}-{1 + n % 12:02d}-{1 + n % 28:02d}"
    article = Article(
        f"marsh-{n:05d}", text, f"Outlet {n % 20}", f"Day {n} in the marsh", published, None, "en", tuple(zones)
    )
    return Reading(article, statements=tuple(statements), actors=actors)


def make_record(path: Path, *, articles: int, size: int) -> None:
    with Record.open(path, create=True) as record:
        for start in range(0, articles, 500):
            with record.batch():
                for n in range(start, min(start + 500, articles)):
                    record.add(marsh_article(n, size), reader="benchmark")
        record.resolve()
        record.put_codebook(
            Codebook("marsh", "1", "The marsh", tuple(Issue(f"i{k}", f"Issue {k} of the marsh") for k in range(10)))
        )
        record.put_positions(
            Position(
                f"s{n}-{k}", f"i{(n + k) % 10}", STANCES[(n * 3 + k) % 4], 0.3 + 0.69 * ((n * 37 + k * 11) % 997) / 997
            )
            for n in range(articles)
            for k in range(size)
        )


def serve(path: Path) -> tuple[uvicorn.Server, str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(path, access=Access("Cleo")), log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return server, f"http://127.0.0.1:{listener.getsockname()[1]}"


def spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "n": len(ordered),
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))], 1),
        "longest_ms": round(ordered[-1], 1),
    }


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--articles", type=int, default=5000)
    ask.add_argument("--statements", type=int, default=10, help="a article")
    ask.add_argument("--presses", type=int, default=60)
    ask.add_argument("--think", type=int, default=1000, help="milliseconds between two decisions; people take longer")
    ask.add_argument("--order", default="uncertain")
    ask.add_argument("--record", type=Path, help="judge in a copy of this record instead of a made-up one")
    options = ask.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marsh.db"
        started = time.perf_counter()
        if options.record:
            shutil.copy(options.record, path)
            Record.open(path).close()
        else:
            make_record(path, articles=options.articles, size=options.statements)
        with Record.open(path, read_only=True) as record:
            sums = queries.counts(record)
        print(
            f"{sums.articles} articles, {sums.statements} statements in {time.perf_counter() - started:.0f} s",
            flush=True,
        )
        server, site = serve(path)
        program = shutil.which("chromium") or shutil.which("google-chrome")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            posts: list[float] = []
            page.on(
                "requestfinished",
                lambda request: posts.append(request.timing["responseEnd"]) if request.method == "POST" else None,
            )
            started = time.perf_counter()
            page.goto(f"{site}/review?order={options.order}")
            opened = (time.perf_counter() - started) * 1000
            page.evaluate(WATCH)
            cpu = time.process_time()
            for n in range(options.presses):
                page.keyboard.press("a")
                page.wait_for_function("n => window.took.length > n", arg=n)
                page.wait_for_timeout(options.think)
            took = page.evaluate("window.took")
            cpu = (time.process_time() - cpu) * 1000 / options.presses
            browser.close()
        server.should_exit = True
    result = {"opened_ms": round(opened), "key_to_next_row": spread(took), "post": spread(posts), "cpu_ms": round(cpu)}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
