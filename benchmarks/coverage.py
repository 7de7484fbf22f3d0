"""How often the 95 % intervals hold the truth, on debates made up with known truth.

    python benchmarks/coverage.py [--only bootstrap|corrected|shares] [--match one-mode] [--studies 1000] [--draws 300]

Each debate has articles with one to six statements that lean together (so statements are not independent). The truth
of a network figure is worked out from the probabilities that the debates are drawn with.
"""

from __future__ import annotations

import argparse
import json
import warnings

import numpy as np

from onrecord.network import NetworkOptions, StatementTable, Variable
from onrecord.network.bootstrap import bootstrap
from onrecord.network.prediction_powered import corrected_share, corrected_trend
from onrecord.network.shares import stance_shares

ACTORS, CONCEPTS = 4, 3
SHARE = np.array([[0.8, 0.6, 0.3], [0.7, 0.5, 0.4], [0.2, 0.3, 0.7], [0.5, 0.5, 0.5]])  # support, actor x concept
WHO, WHAT = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.5, 0.3, 0.2])


def debate(articles: int, lot: np.random.Generator) -> StatementTable:
    """Articles of one to six statements; each article has a lean that shifts all its stances."""
    document = np.repeat(np.arange(articles), lot.integers(1, 7, articles))
    n = len(document)
    who = lot.choice(ACTORS, n, p=WHO)
    what = lot.choice(CONCEPTS, n, p=WHAT)
    lean = lot.uniform(-0.2, 0.2, articles)[document]
    stance = (lot.random(n) < SHARE[who, what] + lean).astype(int)
    names = np.array([f"actor {a}" for a in range(ACTORS)], dtype=object)
    concepts = np.array([f"concept {c}" for c in range(CONCEPTS)], dtype=object)
    variables = {
        "organization": Variable("short text", names[who]),
        "concept": Variable("short text", concepts[what]),
        "agreement": Variable("boolean", stance),
    }
    return StatementTable(np.arange(n), np.zeros(n), document, {}, variables)


def _cell(row: str, col: str):
    def measure(network) -> float:
        if row not in network.rows or col not in network.cols:
            return 0.0
        return float(network.weights[network.rows.index(row), network.cols.index(col)])

    return measure


def network_figures():
    """Name, options, measure, truth; all are free of the size of the debate, so that a truth exists."""
    plain = {"duplicates": "include", "isolates": True}
    by_row = NetworkOptions(aggregation="subtract", normalization="activity", **plain)
    by_col = NetworkOptions(aggregation="subtract", normalization="prominence", **plain)
    one = {"network_type": "onemode", "normalization": "cosine", **plain}
    agree = NetworkOptions(aggregation="congruence", **one)
    apart = NetworkOptions(aggregation="subtract", **one)
    lean = WHAT * (2 * SHARE - 1)  # each actor's mean statement on each concept, -1 to 1
    alike = (WHAT**2 * (SHARE[0] * SHARE[1] + (1 - SHARE[0]) * (1 - SHARE[1]))).sum()
    signed = lean @ lean.T
    total = signed.sum() - np.trace(signed)
    yield "two-mode subtract/activity, one cell", by_row, _cell("actor 0", "concept 0"), lean[0, 0]
    rare = WHO[2] * (2 * SHARE[2, 1] - 1)
    yield "two-mode subtract/prominence, one cell", by_col, _cell("actor 2", "concept 1"), rare
    yield "one-mode congruence/cosine, one tie", agree, _cell("actor 0", "actor 1"), alike
    yield "one-mode subtract/cosine, one tie", apart, _cell("actor 0", "actor 2"), signed[0, 2]
    yield "one-mode subtract/cosine, all ties", apart, lambda network: float(network.weights.sum()), total


def bootstrap_coverage(studies: int, draws: int, articles: int, seed: int, match: str = "") -> None:
    lot = np.random.default_rng(seed)
    for name, options, measure, truth in network_figures():
        if match not in name:
            continue
        held = widths = 0.0
        for _ in range(studies):
            found = bootstrap(debate(articles, lot), options, measure, draws=draws, seed=int(lot.integers(2**31)))[0]
            held += found.low <= truth <= found.high
            widths += found.high - found.low
        figure = {"figure": name, "articles": articles, "studies": studies, "truth": round(float(truth), 4)}
        figure |= {"coverage": round(held / studies, 4), "width": round(widths / studies, 4)}
        print(json.dumps(figure), flush=True)


def corrected_coverage(studies: int, articles: int, judged: int, seed: int) -> None:
    """Machine codes that are wrong more often for support than for opposition, so that the naive figure is off.

    Then a code that is rare, with fewer and fewer judged: where intervals that lean on the normal curve fail.
    """
    _corrected(studies, articles, judged, seed, share=0.35, rise=0.3, right=(0.75, 0.92))
    for rare in (0.05, 0.02):
        for fewer in (judged, judged // 2, judged // 4):
            _corrected(studies, articles, fewer, seed, share=rare, rise=rare / 2, right=(0.75, 0.99))


def _corrected(studies: int, articles: int, judged: int, seed: int, *, share: float, rise: float, right) -> None:
    lot = np.random.default_rng(seed)
    held = {"share": 0, "share, naive": 0, "trend": 0, "trend, naive": 0}
    width = {"share": 0.0, "share, judged only": 0.0}
    lean = min(0.2, share - rise / 2)
    for _ in range(studies):
        document = np.repeat(np.arange(articles), lot.integers(1, 7, articles))
        time = lot.random(articles)[document]
        leans = lot.uniform(-lean, lean, articles)[document]
        true = (lot.random(len(document)) < share + rise * (time - 0.5) + leans).astype(float)
        machine = np.where(lot.random(len(document)) < np.where(true == 1, *right), true, 1 - true)
        human = np.full(len(true), np.nan)
        sample = lot.choice(len(true), judged, replace=False)
        human[sample] = true[sample]
        one = corrected_share(machine, human, articles=document)
        alone = corrected_share(np.zeros(len(true)), human, articles=document)
        trend = corrected_trend(machine, human, time, articles=document)
        held["share"] += one.low <= share <= one.high
        held["share, naive"] += one.naive_low <= share <= one.naive_high
        held["trend"] += trend.low <= rise <= trend.high
        held["trend, naive"] += trend.naive_low <= rise <= trend.naive_high
        width["share"] += (one.high - one.low) / studies
        width["share, judged only"] += (alone.high - alone.low) / studies
    for name, count in held.items():
        row = {"figure": f"corrected {name}", "truth": share, "articles": articles, "judged": judged}
        print(json.dumps({**row, "studies": studies, "coverage": round(count / studies, 4)}), flush=True)
    print(json.dumps({"mean width": {name: round(value, 4) for name, value in width.items()}}), flush=True)


def share_coverage(studies: int, draws: int, seed: int) -> None:
    """Shares of support of one speaker (timeline, pages of issues), from few articles to many, even and lopsided."""
    lot = np.random.default_rng(seed)
    for articles in (10, 30, 100):
        for share in (0.5, 0.8, 0.95):
            held = widths = 0.0
            for _ in range(studies):
                document = np.repeat(np.arange(articles), lot.integers(1, 4, articles))
                lean = lot.uniform(-min(0.2, 1 - share), min(0.2, 1 - share), articles)[document]
                stances = np.where(lot.random(len(document)) < share + lean, "support", "oppose")
                said = list(zip(stances.tolist(), map(str, document), strict=True))
                found = stance_shares(said, of=("support", "oppose"), draws=draws, seed=int(lot.integers(2**31)))
                held += found["support"].low <= share <= found["support"].high
                widths += found["support"].high - found["support"].low
            row = {"figure": "share of support", "truth": share, "articles": articles, "studies": studies}
            print(json.dumps({**row, "coverage": round(held / studies, 4), "width": round(widths / studies, 4)}))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--only", choices=["bootstrap", "corrected", "shares"])
    ask.add_argument("--match", default="", help="Only the network figures with this in their name.")
    ask.add_argument("--studies", type=int, default=1000)
    ask.add_argument("--draws", type=int, default=300)
    ask.add_argument("--articles", type=int, default=120)
    ask.add_argument("--judged", type=int, default=120)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    warnings.simplefilter("error")
    if asked.only in (None, "shares"):
        share_coverage(asked.studies, asked.draws, asked.seed)
    if asked.only in (None, "corrected"):
        corrected_coverage(asked.studies, 3 * asked.articles, asked.judged, asked.seed)
    if asked.only in (None, "bootstrap"):
        bootstrap_coverage(asked.studies, asked.draws, asked.articles, asked.seed, asked.match)


if __name__ == "__main__":
    main()
