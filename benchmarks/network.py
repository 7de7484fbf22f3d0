"""Seconds for one network of 1,000 actors and 4,500 statements, median of several runs, each option set.

python benchmarks/network.py [--actors 1000] [--statements 4500] [--concepts 100]
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

import numpy as np

from onrecord.network import NetworkOptions, StatementTable, Variable, networks

DAY = 86_400


def study(actors: int, statements: int, concepts: int, *, seed: int = 0) -> StatementTable:
    """A made-up study: actors and concepts drawn with a long tail, three years, four statements a document."""
    lot = np.random.default_rng(seed)
    actor = lot.permutation(np.r_[np.arange(actors), np.minimum(lot.zipf(1.6, statements - actors), actors) - 1])
    concept = np.minimum(lot.zipf(1.3, statements), concepts) - 1
    document = np.arange(statements) // 4
    return StatementTable(
        id=np.arange(statements),
        date=np.sort(lot.integers(0, 3 * 365, statements // 4 + 1))[document] * DAY,
        document=document,
        documents={},
        variables={
            "organization": Variable("short text", [f"actor {a:05d}" for a in actor]),
            "concept": Variable("short text", [f"concept {c:04d}" for c in concept]),
            "agreement": Variable("boolean", lot.integers(0, 2, statements)),
        },
    )


PAGES = (
    "/network",
    "/network?layer=conflict",
    "/network?window=quarter",
    "/network?window=quarter&nodes=150",
    "/network?of=bodies",
    "/network?layer=outlet",
    "/network?layer=target",
    "/network?layer=affiliation",
)


def pages(record: str, runs: int) -> None:
    """Wall and processor seconds of each page, the first time and the median of the next ones."""
    from starlette.testclient import TestClient

    from onrecord.web.app import make_app

    with TestClient(make_app(record), base_url="http://127.0.0.1") as client:
        client.get("/about")
        for address in PAGES:
            taken = []
            for _ in range(runs + 1):
                began, worked = time.perf_counter(), time.process_time()
                answer = client.get(address)
                taken.append((time.perf_counter() - began, time.process_time() - worked))
                assert answer.status_code == 200, address
            again = [round(statistics.median(column), 3) for column in zip(*taken[1:], strict=True)]
            row = {"page": address, "first": round(taken[0][0], 3), "again": again[0], "again, processor": again[1]}
            print(json.dumps({**row, "kilobytes": len(answer.content) // 1024}), flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--actors", type=int, default=1000)
    ask.add_argument("--statements", type=int, default=4500)
    ask.add_argument("--concepts", type=int, default=100)
    ask.add_argument("--runs", type=int, default=7)
    ask.add_argument("--record", help="Times the pages of this record instead.")
    asked = ask.parse_args()
    if asked.record:
        pages(asked.record, asked.runs)
        return
    table = study(asked.actors, asked.statements, asked.concepts)
    sets = [
        ("onemode", aggregation, normalization, "no", 1)
        for aggregation in ("ignore", "congruence", "conflict", "subtract")
        for normalization in ("no", "average", "jaccard", "cosine")
    ]
    sets += [
        ("twomode", aggregation, normalization, "no", 1)
        for aggregation in ("ignore", "subtract", "combine")
        for normalization in ("no", "activity", "prominence")
    ]
    sets += [
        ("onemode", "congruence", "average", "months", 3),
        ("onemode", "subtract", "jaccard", "months", 3),
        ("twomode", "subtract", "activity", "months", 3),
    ]
    for type_, aggregation, normalization, window, size in sets:
        options = NetworkOptions(
            network_type=type_,
            aggregation=aggregation,
            normalization=normalization,
            time_window=window,
            window_size=size,
        )
        taken = []
        for _ in range(asked.runs):
            began = time.perf_counter()
            made = networks(table, options)
            taken.append(time.perf_counter() - began)
        row = {"network": f"{type_} {aggregation}/{normalization} {window}", "networks": len(made)}
        row["nodes"] = max(len(one.rows) for one in made)
        print(json.dumps({**row, "seconds": round(statistics.median(taken), 4)}))


if __name__ == "__main__":
    main()
