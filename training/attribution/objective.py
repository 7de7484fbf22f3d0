"""One batch of articles → the loss: cue tags, reach, and for each cue the roles around it and whether it counts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
import torch.nn.functional as F

from onrecord.models.decoding import B_CONTENT, B_SOURCE, CHUNK, I_CONTENT, I_SOURCE, LARGE, SMALL, cue_spans, windows
from onrecord.models.finding import framed
from training.attribution.corpus import Labelled
from training.attribution.network import Encoder, Roles, crf_loss


@dataclass(frozen=True, slots=True)
class Losses:
    """Means: cue tags per cue, roles per cue, validity per candidate, reach per cue; ``total`` is what is minimised."""

    total: torch.Tensor
    cue: float
    roles: float
    valid: float
    reach: float


@dataclass(slots=True)
class _Candidate:
    cue: tuple[int, int]
    labels: np.ndarray | None  # None: a false cue
    far: bool


def loss(encoder: Encoder, roles: Roles, batch: list[Labelled], rng: random.Random) -> Losses:
    """The weighted sum; the weights bring the four to the same order of size."""
    flat, cue_logits, reach_logits, firsts = _encode(encoder, batch, rng)
    tags = np.concatenate([_tags(doc) for doc in batch])
    golds = sum(len(doc.attributions) for doc in batch)
    cue = F.cross_entropy(cue_logits, torch.from_numpy(tags), reduction="sum") / max(golds, 1)
    probabilities = torch.softmax(cue_logits.detach(), -1).numpy()
    candidates = []
    for doc, first in zip(batch, firsts, strict=True):
        own = _candidates(doc, probabilities[first : first + len(doc.pieces)], rng)
        candidates += [(c, first, len(doc.pieces)) for c in own]
    true = [(c, first) for c, first, _ in candidates if c.labels is not None]
    reach = reach_logits.sum() * 0
    if true:
        at = torch.tensor([first + c.cue[0] for c, first in true])
        target = torch.tensor([_reach(c) for c, _ in true], dtype=torch.float32)
        reach = F.binary_cross_entropy_with_logits(reach_logits[at], target)
    labelled, valid = _roles(roles, flat, candidates, rng)
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
    hidden, cue, reach = encoder(*stacked)
    at = (torch.tensor(rows), torch.tensor(cols))
    return hidden[at].float(), cue[at].float(), reach[at].float(), firsts


def _tags(doc: Labelled) -> np.ndarray:
    tags = np.zeros(len(doc.pieces), np.int64)
    for _, (start, stop), _ in doc.attributions:
        tags[start:stop] = 2
        tags[start] = 1
    return tags


def _labels(doc: Labelled, number: int) -> np.ndarray:
    labels = np.zeros(len(doc.pieces), np.int64)
    source, _, content = doc.attributions[number]
    for spans, begin, inside in ((content, B_CONTENT, I_CONTENT), (source, B_SOURCE, I_SOURCE)):
        for start, stop in spans:
            labels[start:stop] = inside
            labels[start] = begin
    return labels


def _reach(candidate: _Candidate) -> tuple[bool, bool]:
    inside = np.flatnonzero(candidate.labels)
    start = candidate.cue[0]
    return bool(inside[0] < start - SMALL[0]), bool(inside[-1] >= start + SMALL[1])


def _candidates(doc: Labelled, probabilities: np.ndarray, rng: random.Random) -> list[_Candidate]:
    """Gold cues, cues predicted with other borders, and false ones: predicted where is none, or drawn at random."""
    gold = [cue for _, cue, _ in doc.attributions]
    predicted = [c[:2] for c in cue_spans(probabilities, doc.pieces.word, 0.15)]
    chosen: list[_Candidate] = []
    for number, cue in enumerate(gold):
        labels = _labels(doc, number)
        other = [p for p in predicted if p != cue and p[0] < cue[1] and cue[0] < p[1]]
        if other and rng.random() < 0.5:
            cue = rng.choice(other)
        candidate = _Candidate(cue, labels, True)
        candidate.far = any(_reach(candidate)) or rng.random() < 0.2
        chosen.append(candidate)
    false = [p for p in predicted if not any(p[0] < g[1] and g[0] < p[1] for g in gold)]
    taken = set().union(*(range(*g) for g in gold)) if gold else set()
    for _ in range(1 + len(gold) // 10):
        at = rng.randrange(len(doc.pieces))
        if at not in taken:
            false.append((at, at + 1))
    if len(false) > len(gold) * 0.7 + 2:
        false = rng.sample(false, int(len(gold) * 0.7 + 2))
    return chosen + [_Candidate(p, None, rng.random() < 0.25) for p in false]


def _roles(roles: Roles, flat: torch.Tensor, candidates: list[tuple[_Candidate, int, int]], rng: random.Random):
    """Mean CRF loss of the true cues, mean validity loss of all."""
    path, valid, true = flat.new_zeros(()), flat.new_zeros(()), 0
    for size in (SMALL, LARGE):
        some = [c for c in candidates if c[0].far == (size is LARGE)]
        if not some:
            continue
        parts = [windows([c.cue], n, size) for c, _, n in some]
        at = np.concatenate([p[0] + first for p, (_, first, _) in zip(parts, some, strict=True)])
        there = np.concatenate([p[1] for p in parts])
        marked = np.concatenate([p[2] for p in parts])
        place = torch.arange(-size[0], size[1]) + LARGE[0]
        hidden = flat[torch.from_numpy(at).reshape(-1)].view(*at.shape, -1)
        emissions, logits, transitions = roles(
            hidden, torch.from_numpy(marked).long(), place.expand(at.shape), torch.from_numpy(there).long()
        )
        truth = torch.tensor([float(c.labels is not None) for c, _, _ in some])
        valid = valid + F.binary_cross_entropy_with_logits(logits, truth, reduction="sum")
        rows = [i for i, (c, _, _) in enumerate(some) if c.labels is not None]
        if rows:
            labels = np.stack([_window_labels(some[i][0].labels, parts[i]) for i in rows])
            path = path + crf_loss(emissions[rows], torch.from_numpy(labels), transitions).sum()
            true += len(rows)
    return path / max(true, 1), valid / max(len(candidates), 1)


def _window_labels(labels: np.ndarray, part) -> np.ndarray:
    """The labels in a window; a span that begins before it begins at its edge."""
    at, there, marked = (p[0] for p in part)
    row = np.where(there & ~marked, labels[at], 0)
    before = np.concatenate([[0], row[:-1]])
    broken = ((row == I_SOURCE) & (before != I_SOURCE) & (before != B_SOURCE)) | (
        (row == I_CONTENT) & (before != I_CONTENT) & (before != B_CONTENT)
    )
    row[broken] -= 1
    return row
