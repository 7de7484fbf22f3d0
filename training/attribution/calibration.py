"""Confidence fitted on articles kept from training: logistic regressions, threshold, reliability table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from onrecord.model import Span
from onrecord.models.confidence import CLASSES, confidences, evidence
from onrecord.models.finding import Settings, encoded, find
from onrecord.models.first_pass import encoder
from onrecord.models.pieces import cut
from onrecord.models.runtime import Model
from onrecord.statements import learned


def fit(held: list[dict], folder: Path, card: dict, module) -> dict:
    """``calibration`` (weights), ``least`` (threshold), ``reliability`` (table), for the graphs in ``folder``."""
    model = Model(folder, card)
    encode, roles, settings = encoder(model), learned.role_head(model), Settings(**card["settings"])
    runs = []
    for article in held:
        text = article["text"]
        pieces = cut(text, [Span(0, len(text))], model.tokenize)
        found = find(pieces, encoded(pieces, encode, settings), roles, settings)
        runs.append((article, pieces, found, _right(article, pieces, found, module)))
    table = np.concatenate([evidence(found) for _, _, found, _ in runs])
    right = np.concatenate([r for *_, r in runs])
    weights = {
        "whole": logistic(table, right[:, 0]),
        "content": logistic(table, right[:, 1]),
        "source": logistic(table[right[:, 1] > 0], right[right[:, 1] > 0, 0]),
    }
    given = {"calibration": {name: [round(float(w), 4) for w in weights[name]] for name in CLASSES}}
    least, figures = threshold(runs, card | given, module)
    probabilities = np.array([c.whole for *_, found, _ in runs for c in confidences(found, given["calibration"])])
    return given | {"least": least, "held_out": figures, "reliability": reliability(probabilities, right[:, 0])}


def _right(article: dict, pieces, found, module) -> np.ndarray:
    """``(found, 2)``: content and source right, content right; matched one to one as the scorer does."""
    art = module.Article(article["text"])
    gold = art.read(article["attributions"])
    guess = [
        {
            role: art.tokens([(s.start, s.end) for s in learned.spans(pieces, ranges)])
            for role, ranges in (("source", f.source), ("cue", [f.cue]), ("content", f.content))
        }
        for f in found
    ]
    right = np.zeros((len(found), 2))
    for i, j in module.match(gold, guess, lambda content, source, g, p: content >= 0.5):
        right[j] = module.jaccard(gold[i]["source"], guess[j]["source"]) >= 0.5, 1
    return right


def logistic(table: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights by Newton's method with a ridge on all but the first column."""
    weights = np.zeros(table.shape[1])
    penalty = np.diag([1e-6] + [ridge] * (table.shape[1] - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-table @ weights))
        step = np.linalg.solve(
            (table * (p * (1 - p))[:, None]).T @ table + penalty, table.T @ (right - p) - penalty @ weights
        )
        weights = weights + step
    return weights


def threshold(runs, card: dict, module) -> tuple[float, dict]:
    """The lowest probability to keep, and the figures there.

    The best place for the sum of triple F1 and content F1, each smoothed over its neighbours: few articles make a
    rugged line. (Half of the best triple F1, the rule for calibrated probabilities of Lipton, Elkan and Naryanaswamy
    2014, keeps too little for content, which is right more often than content and source are.)
    """
    places = np.arange(0.23, 0.46, 0.02)
    sums = [sum(_figures(runs, card, module, float(least))[name] for name in ("triple", "content")) for least in places]
    smooth = np.convolve(sums, [1 / 3] * 3, mode="valid")
    least = round(float(places[1 + int(smooth.argmax())]), 3)
    return least, _figures(runs, card, module, least)


def _figures(runs, card: dict, module, least: float) -> dict:
    rows = []
    for article, pieces, found, _ in runs:
        text = article["text"]
        made = learned.chosen(text, [Span(0, len(text))], pieces, found, card, least)
        rows.append(module.compare(text, article["attributions"], shaped(made)))
    table = module.table(rows)
    return {name: round(float(table[f"whole/{name}"]["f1"]), 4) for name in ("triple", "content", "source-acc")}


def reliability(probabilities: np.ndarray, right: np.ndarray, bins: int = 10) -> list[dict]:
    """Per tenth of probability: how many, mean probability, share right."""
    rows = []
    for b in range(bins):
        inside = (probabilities >= b / bins) & (probabilities < (b + 1) / bins + (b == bins - 1))
        if inside.any():
            rows.append(
                {
                    "n": int(inside.sum()),
                    "said": round(float(probabilities[inside].mean()), 3),
                    "right": round(float(right[inside].mean()), 3),
                }
            )
    return rows


def shaped(made) -> list[dict]:
    """Attributions in the shape of the data."""
    return [
        {
            **{role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")},
            "confidence": round(a.confidence, 4),
            "source_confidence": round(a.source_confidence, 4),
        }
        for a in made
    ]


def predict(articles: list[dict]) -> list[dict]:
    """Predictions of the shipped model, one line an article."""
    return [
        {"id": a["id"], "attributions": shaped(learned.find_attributions(a["text"], [Span(0, len(a["text"]))]))}
        for a in articles
    ]


def write(path: Path, lines: list[dict]) -> None:
    """JSONL."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
