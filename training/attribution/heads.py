"""Trains the role head further on the states of the shipped encoder: ``python -m training.attribution.heads --help``.

The encoder costs most of a training step and must not change for a better role head, since names are found from the
same states. Its shipped graph is run as at run time, so the head learns from states in eight bits as it will meet them.
The schedule is planned by the clock. The shipped head is not from here: 212 steps moved content pieces on the articles
kept from training from .691 to .695 and nothing on dev with windows as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from onrecord.models.finding import Encoded, Settings, encoded
from onrecord.models.first_pass import encoder as graph
from onrecord.models.runtime import Model, read_card
from training.attribution import SHIPPED, corpus, export
from training.attribution.candidates import candidates
from training.attribution.network import Roles
from training.attribution.objective import role_losses
from training.attribution.restore import restored
from training.attribution.scoring import scorer
from training.attribution.train import Average

CLEAN = 0.65
"""Share of visits at which an article is read as it is: its states are then taken from the visit before."""
HIDDEN = 0.05
"""Share of the pieces of a damaged article that are hidden from the encoder."""
MASK = 103


class States:
    """Articles → labelled pieces and what the shipped encoder makes of them."""

    def __init__(self, model: Model, known: list[tuple[str, str]], rng: random.Random) -> None:
        self.model, self.known, self.rng = model, known, rng
        self.encode, self.settings = graph(model), Settings(**model.card["settings"])
        self.kept: dict[str, Encoded] = {}

    def of(self, article: dict) -> tuple[corpus.Labelled, Encoded]:
        """An article as it is, or renamed and damaged by chance."""
        if self.rng.random() < CLEAN:
            doc = corpus.label(article, self.model.tokenize)
            if article["text"] not in self.kept:
                made = encoded(doc.pieces, self.encode, self.settings)
                self.kept[article["text"]] = replace(made, hidden=made.hidden.astype(np.float16))
            return doc, self.kept[article["text"]]
        doc = corpus.damaged(article, self.model.tokenize, self.rng, self.known, 0.6, renamed=0.6)
        draws = np.random.default_rng(self.rng.randrange(1 << 30)).random(len(doc.pieces))
        hidden = replace(doc.pieces, ids=np.where(draws < HIDDEN, MASK, doc.pieces.ids))
        settings = replace(self.settings, overlap=self.rng.choice((8, 12, 24, 40)))
        return doc, encoded(hidden, self.encode, settings)


def losses(roles: Roles, states: States, batch: list[dict], dropout: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Path and validity of the cues of a few articles."""
    flat, chosen, first = [], [], 0
    for article in batch:
        doc, seen = states.of(article)
        if not len(doc.pieces):
            continue
        hidden = torch.from_numpy(seen.hidden.astype(np.float32))
        keep = torch.empty(1, hidden.shape[1]).bernoulli_(1 - dropout) / (1 - dropout)
        flat.append(hidden * keep)
        own = candidates(doc, seen.cue, states.rng, false=0.35)
        chosen += [(candidate, first, len(doc.pieces)) for candidate in own]
        first += len(doc.pieces)
    return role_losses(roles, torch.cat(flat), chosen)


def groups(roles: Roles, rate: float, heads: float) -> list[dict]:
    """Parameter groups: layers slowly, what is above and below them faster, transitions fastest."""
    small = [*roles.cue.parameters(), *roles.place.parameters(), *roles.norm.parameters()]
    small += [*roles.label.parameters(), *roles.valid.parameters()]
    parts = ((list(roles.layers.parameters()), rate), (small, heads), ([roles.transitions], heads * 3))
    return [{"params": given, "lr": r, "base": r} for given, r in parts]


def trained(roles: Roles, states: States, articles: list[dict], others: list[dict], a: argparse.Namespace) -> None:
    """Trains ``roles`` in place until the time is over; its weights are then their own moving average."""
    optimizer = torch.optim.AdamW(groups(roles, a.rate, a.heads), weight_decay=0.01, betas=(0.9, 0.98))
    average, began, step, sums = Average((roles,), 0.995), time.time(), 0, [0.0, 0.0]
    roles.train()
    while time.time() - began < a.minutes * 60:
        order = corpus.epoch(articles, others, states.rng)
        states.rng.shuffle(order)
        for at in range(0, len(order), a.batch):
            progress = (time.time() - began) / (a.minutes * 60)
            if progress >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(1.0, (step + 1) / 25) * max(0.01, 1 - progress)
            path, valid = losses(roles, states, order[at : at + a.batch], 0.1)
            (path / 5 + valid).backward()
            torch.nn.utils.clip_grad_norm_(roles.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            average.update()
            step += 1
            sums = [s + x.item() for s, x in zip(sums, (path, valid), strict=True)]
            if step % 20 == 0:
                print(f"step {step} {progress:.3f} path {sums[0] / 20:.3f} valid {sums[1] / 20:.3f}", flush=True)
                sums = [0.0, 0.0]
    roles.load_state_dict(average.kept[0])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=SHIPPED, help="folder of the model to go on from, and to write to")
    ap.add_argument("--scorer", type=Path, help="score_attributions.py; default ../score beside the data")
    ap.add_argument("--minutes", type=float, default=20)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--heads", type=float, default=3e-4)
    ap.add_argument("--batch", type=int, default=5, help="articles a step")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--checkpoint", type=Path, help="export this one instead of training")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    _, roles = restored(a.model)
    if a.checkpoint:
        roles.load_state_dict(torch.load(a.checkpoint, map_location="cpu", weights_only=False)["roles"])
    else:
        rng = random.Random(a.seed)
        articles = [x for x in corpus.read(a.data / "polnear-train.jsonl") if not corpus.held_out(x["id"])]
        others = corpus.read(a.data / "polnear-multi.jsonl")
        others = [x for x in others if x["split"] == "train" and not corpus.held_out(x["id"])]
        states = States(Model(a.model, read_card(a.model)), corpus.people(articles), rng)
        trained(roles, states, articles, others, a)
    script = a.scorer or a.data.parent / "score" / "score_attributions.py"
    card = export.ship_roles(roles, a.data, scorer(script), a.model)
    print(json.dumps({k: card[k] for k in ("least", "held_out", "reliability", "calibration")}, indent=1))


if __name__ == "__main__":
    main()
