"""One batch of articles → the loss: cue tags, reach, and for each cue the roles around it and whether it counts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
import torch.nn.functional as F

from onrecord.models.decoding import CHUNK
from onrecord.models.finding import framed
from onrecord.models.windows import windows
from training.attribution.candidates import Candidate, candidates, window_labels
from training.attribution.corpus import Labelled
from training.attribution.network import Encoder, Roles, crf_loss

TOGETHER = 24
"""Windows a call of the role head: of about one width, so that little is filled up."""


@dataclass(frozen=True, slots=True)
class Losses:
    """Means: cue tags per cue, roles per cue, validity per candidate, reach per cue; ``total`` is what is minimised."""

    total: torch.Tensor
    cue: float
    roles: float
    valid: float
    reach: float


def loss(encoder: Encoder, roles: Roles, batch: list[Labelled], rng: random.Random) -> Losses:
    """The weighted sum; the weights bring the four to the same order of size."""
    flat, cue_logits, reach_logits, firsts = _encode(encoder, batch, rng)
    tags = np.concatenate([_tags(doc) for doc in batch])
    golds = sum(len(doc.attributions) for doc in batch)
    cue = F.cross_entropy(cue_logits, torch.from_numpy(tags), reduction="sum") / max(golds, 1)
    probabilities = torch.softmax(cue_logits.detach(), -1).numpy()
    chosen = []
    for doc, first in zip(batch, firsts, strict=True):
        own = candidates(doc, probabilities[first : first + len(doc.pieces)], rng)
        chosen += [(c, first, len(doc.pieces)) for c in own]
    true = [(c, first) for c, first, _ in chosen if c.labels is not None]
    reach = reach_logits.sum() * 0
    if true:
        at = torch.tensor([first + c.cue[0] for c, first in true])
        target = torch.tensor([c.reach for c, _ in true], dtype=torch.float32)
        reach = F.binary_cross_entropy_with_logits(reach_logits[at], target)
    labelled, valid = role_losses(roles, flat, chosen)
    return Losses(cue + labelled / 5 + valid + 0.3 * reach, cue.item(), labelled.item(), valid.item(), reach.item())


def _encode(encoder: Encoder, batch: list[Labelled], rng: random.Random):
    """Windows without overlap at a random size; hidden states of all articles one after the other, in float32."""
    inputs, rows, cols, firsts, row, first = [], [], [], [], 0, 0
    for doc in batch:
        n = len(doc.pieces)
        firsts.append(first)
        first += n
        count = max(1, -(-n // rng.randint(150, CHUNK)))
        cuts = np.linspace(0, n, count + 1).astype(int)
        for a, b in pairwise(cuts):
            inputs.append((doc.pieces, a, b))
            rows += [row] * (b - a)
            cols += range(1, b - a + 1)
            row += 1
    width = max(b - a for _, a, b in inputs) + 2
    parts = [framed(pieces, [(a, b)]) for pieces, a, b in inputs]
    stacked = [
        torch.from_numpy(np.concatenate([np.pad(p[k], ((0, 0), (0, width - p[k].shape[1]))) for p in parts]))
        for k in range(5)
    ]
    if encoder.training:  # some words are hidden, so that the frame around them must do
        stacked[0] = torch.where((torch.rand(stacked[0].shape) < 0.06) & (stacked[0] > 102), 103, stacked[0])
    hidden, cue, reach, _ = encoder(*stacked)
    at = (torch.tensor(rows), torch.tensor(cols))
    return hidden[at].float(), cue[at].float(), reach[at].float(), firsts


def _tags(doc: Labelled) -> np.ndarray:
    tags = np.zeros(len(doc.pieces), np.int64)
    for _, (start, stop), _ in doc.attributions:
        tags[start:stop] = 2
        tags[start] = 1
    return tags


def role_losses(
    roles: Roles, flat: torch.Tensor, some: list[tuple[Candidate, int, int]]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean CRF loss of the true cues, mean validity loss of all.

    ``flat`` are the hidden states of all articles; each candidate comes with the number of its article's first piece
    among them and of its pieces.
    """
    path, valid, true = flat.new_zeros(()), flat.new_zeros(()), 0
    order = sorted(some, key=lambda c: sum(c[0].around))
    for at in range(0, len(order), TOGETHER):
        part = order[at : at + TOGETHER]
        emissions, logits, transitions = roles(*_windows(flat, part))
        truth = torch.tensor([float(c.labels is not None) for c, _, _ in part])
        valid = valid + F.binary_cross_entropy_with_logits(logits, truth, reduction="sum")
        rows = [i for i, (c, _, _) in enumerate(part) if c.labels is not None]
        if rows:
            labels = np.stack([window_labels(part[i][0], emissions.shape[1]) for i in rows])
            path = path + crf_loss(emissions[rows], torch.from_numpy(labels), transitions).sum()
            true += len(rows)
    return path / max(true, 1), valid / max(len(some), 1)


def _windows(flat: torch.Tensor, part: list[tuple[Candidate, int, int]]) -> list[torch.Tensor]:
    """The role head's four inputs, windows filled up to the widest."""
    width = max(sum(c.around) for c, _, _ in part)
    rows: list[list[np.ndarray]] = [[], [], [], []]
    for c, first, n in part:
        at, there, marked, place = (x[0] for x in windows([c.cue], np.array([c.around]), n))
        for row, one in zip(rows, (at + first, marked, place, there), strict=True):
            row.append(np.pad(one.astype(np.int64), (0, width - len(one))))
    at, *others = (torch.from_numpy(np.stack(row)) for row in rows)
    return [flat[at.reshape(-1)].view(*at.shape, -1), *others]
