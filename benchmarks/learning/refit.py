"""One more judgement: how long until the machine has learnt from it, and until the queue is in its new order.

    python benchmarks/learning/refit.py [--statements 5000] [--issues 20] [--judged 50 500]

A made-up record: sentences put together from words, positions at random, and random vectors in place of encoded ones
(encoding is done once, by `onrecord code`, and is timed apart on a sample). Seconds of processor time and of the clock.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np

from onrecord.model import (
    Article,
    Codebook,
    Issue,
    Judgement,
    Position,
    Quoted,
    Reading,
    Span,
    Stance,
    Statement,
    Verdict,
    Zone,
    ZoneKind,
)
from onrecord.positions.embedding import encoder_of
from onrecord.positions.ordering import ORDERS, next_items
from onrecord.positions.relearn import relearn
from onrecord.positions.vectors import vector
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.store.vectors import put_vectors, text_digest

_WORDS = ("bridge", "toll", "tram", "school", "levy", "harbour", "tax", "water", "fence", "mine", "union", "strike")
_CUES = ("said", "rejected", "demanded", "welcomed", "warned against")
_IN_ARTICLE, _SIZE = 5, 384


def reading(n: int, drawn: random.Random) -> Reading:
    """An article of five statements, a line each."""
    text, statements = "", []
    for i in range(_IN_ARTICLE):
        cue, words = drawn.choice(_CUES), " ".join(drawn.choices(_WORDS, k=12)) + f" {n} {i}"
        start = len(text)
        content, at = Span(start + len(cue) + 1, start + len(cue) + 1 + len(words)), Span(start, start + len(cue))
        statements.append(Statement(f"s{n}-{i}", (content,), (at,), (), None, Quoted.INDIRECT))
        text += f"{cue} {words}\n"
    article = Article(f"a{n}", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text) - 1)),))
    return Reading(article, statements=tuple(statements))


def fill(record: Record, *, statements: int, issues: int) -> None:
    """Readings, a codebook, positions and vectors."""
    drawn = random.Random(1)
    with record.batch():
        for n in range(statements // _IN_ARTICLE):
            record.add(reading(n, drawn), reader="benchmark")
    book = Codebook("b", "1", "B", tuple(Issue(f"i{n}", f"Issue {n} of {_WORDS[n % 12]}") for n in range(issues)))
    record.put_codebook(book)
    rows = queries.codable(record)
    stances = list(Stance)
    record.put_positions(
        Position(row.id, f"i{drawn.randrange(issues)}", drawn.choice(stances), drawn.uniform(0.3, 0.95)) for row in rows
    )
    made = np.random.default_rng(1).normal(size=(2 * len(rows), _SIZE))
    made = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)
    digests = [text_digest(text) for row in rows for text in (row.text, row.context)]
    vectors = {digest: one.tobytes() for digest, one in zip(digests, made, strict=True)}
    with record.writing() as connection:
        put_vectors(connection, encoder_of("sentence")[1], vectors)


def judge(record: Record, *, until: int) -> None:
    """Accept or turn positions until so many are judged."""
    drawn, done = random.Random(until), {row.anchor for row in queries.judged_positions(record)}
    rows = [row for row in queries.codable(record) if row.anchor not in done]
    coded = {row.anchor: row for row in queries.proposals(record, coder="machine")}
    with record.batch():
        for row in rows[: until - len(done)]:
            value = {"stance": str(drawn.choice(list(Stance)))}
            target = f"{row.id}/{coded[row.anchor].issue}"
            record.judge(Judgement(Verdict.CHANGE, "position", target, "Ada", "2031-01-01", value))


def timed(what: str, run) -> None:
    began, spent = time.perf_counter(), time.process_time()
    run()
    print(
        f"{what:44} {time.process_time() - spent:6.2f} s processor {time.perf_counter() - began:6.2f} s clock",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--statements", type=int, default=5000)
    options.add_argument("--issues", type=int, default=20)
    options.add_argument("--judged", type=int, nargs="+", default=[50, 500])
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder, "b.db"), create=True) as record:
        fill(record, statements=given.statements, issues=given.issues)
        sample = [row.context for row in queries.codable(record)[:100]]
        timed("encode 100 texts", lambda: [vector(text) for text in sample])
        for judged in given.judged:
            judge(record, until=judged)
            timed(f"learn from {judged} judgements", lambda: relearn(record))
            for by in ORDERS:
                timed(f"  then order by {by}", lambda by=by: next_items(record, by=by, limit=50))


if __name__ == "__main__":
    main()
