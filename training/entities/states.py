"""Articles, as they are and with other people, places and bodies → the shipped encoder's states and their tags."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from onrecord.models.finding import Settings, encoded
from onrecord.models.first_pass import MODEL, encoder
from onrecord.models.runtime import open_model
from training.attribution import corpus


def labelled(data: Path, labels: Path) -> list[dict]:
    """The training articles with their entities."""
    tagged = {line["id"]: line["entities"] for line in corpus.read(labels)}
    return [a | {"entities": tagged[a["id"]]} for a in corpus.read(data / "polnear-train.jsonl")]


def states(articles: list[dict], rng: random.Random, known: list, *, changed: bool) -> list[tuple]:
    """For each article (hidden states in float16, ids, case, tags); ``changed``: renamed, abroad, some damaged."""
    model = open_model(MODEL)
    settings, encode = Settings(**model.card["settings"]), encoder(model)
    rows = []
    for number, article in enumerate(articles):
        if changed:
            doc = corpus.damaged(article, model.tokenize, rng, known, 0.3, abroad=0.6, renamed=0.9)
        else:
            doc = corpus.label(article, model.tokenize)
        if len(doc.pieces):
            hidden = encoded(doc.pieces, encode, settings).hidden.astype(np.float16)
            rows.append((hidden, doc.pieces.ids, doc.pieces.case, doc.entities))
        if number % 100 == 99:
            print(number + 1, "articles", flush=True)
    return rows
