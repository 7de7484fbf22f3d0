"""The backbone of a discourse network: which concepts carry its structure, and which can be left out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from .data import StatementTable
from .losses import Losses
from .options import NetworkOptions

#: Losses closer than this are a tie: they differ only by the order of adding up.
TIE = 1e-12


@dataclass(frozen=True, slots=True)
class Drop:
    """One concept leaving a nested backbone: loss of what is left, loss of all that left, statements left."""

    iteration: int
    concept: str
    backbone_loss: float
    redundant_loss: float
    statements: int


@dataclass(frozen=True, slots=True)
class NestedBackbone:
    """Concepts in the order in which they leave; the last carry most of the structure."""

    drops: tuple[Drop, ...]
    statements: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Backbone:
    """A backbone of the size asked for or found; losses are spectral distances to the full network."""

    backbone: tuple[str, ...]
    redundant: tuple[str, ...]
    backbone_loss: float
    redundant_loss: float
    start: int
    stop: int


def nested_backbone(table: StatementTable, options: NetworkOptions) -> NestedBackbone:
    """Drop again and again the concept whose leaving loses least; those that tie leave together.

    Raises InputError unless the options are of one one-mode network.
    """
    losses = Losses(table, options)
    left, gone, drops = set(range(len(losses.concepts))), set(), []
    while left:
        after = {concept: losses.of(left - {concept}) for concept in sorted(left)}
        least = min(after.values())
        tied = [concept for concept, loss in after.items() if loss - least <= (0.0 if options.dna else TIE)]
        if options.dna:
            tied.reverse()  # the order in which DNA lists those that tie
        for concept in tied:
            gone.add(concept)
            statements = losses.statements(left - {concept})
            row = Drop(len(drops) + 1, losses.concepts[concept], after[concept], losses.of(gone), statements)
            drops.append(row)
        left -= set(tied)
    return NestedBackbone(tuple(drops), len(losses.chosen), losses.chosen.start, losses.chosen.stop)


def fixed_backbone(
    table: StatementTable, options: NetworkOptions, *, size: int, iterations: int = 10_000, seed: int = 0
) -> Backbone:
    """The backbone of ``size`` concepts with the least loss, by simulated annealing over swaps."""
    losses = Losses(table, options)
    if not 0 < size < len(losses.concepts):
        what = f"a backbone of {size} among {len(losses.concepts)} concepts"
        raise InputError(what, where="size", do="use at least 1 and fewer than all")
    return _found(losses, _anneal(losses, size, 0.0, iterations, seed))


def penalty_backbone(
    table: StatementTable, options: NetworkOptions, *, penalty: float = 3.5, iterations: int = 10_000, seed: int = 0
) -> Backbone:
    """The backbone with the least loss · exp(-penalty (1 - size / n)), by simulated annealing; never all concepts."""
    losses = Losses(table, options)
    if len(losses.concepts) < 2:
        raise InputError("a backbone needs two concepts", where="variable2")
    return _found(losses, _anneal(losses, None, penalty, iterations, seed))


def _found(losses: Losses, kept: frozenset[int]) -> Backbone:
    redundant = frozenset(range(len(losses.concepts))) - kept
    return Backbone(
        tuple(losses.concepts[at] for at in sorted(kept)),
        tuple(losses.concepts[at] for at in sorted(redundant)),
        losses.of(kept),
        losses.of(redundant),
        losses.chosen.start,
        losses.chosen.stop,
    )


def _anneal(losses: Losses, size: int | None, penalty: float, iterations: int, seed: int) -> frozenset[int]:
    """The best subset met; a worse one is accepted with exp(-(new - old)) · (1 - logistic(-5 + 12 t / T))."""
    lot = np.random.default_rng(seed)
    n = len(losses.concepts)

    def cost(subset: frozenset[int]) -> float:
        return losses.of(subset) * math.exp(-penalty * (1 - len(subset) / n))

    first = size or int(lot.integers(1, n))
    now = frozenset(int(at) for at in lot.choice(n, first, replace=False))
    best, now_cost = now, cost(now)
    best_cost = now_cost
    for t in range(iterations):
        new = _moved(now, n, lot, swap_only=size is not None)
        new_cost = cost(new)
        temperature = 1 - 1 / (1 + math.exp(5 - 12 * t / iterations))
        if new_cost < now_cost or lot.random() < math.exp(now_cost - new_cost) * temperature:
            now, now_cost = new, new_cost
        if now_cost < best_cost:
            best, best_cost = now, now_cost
    return best


def _moved(now: frozenset[int], n: int, lot: np.random.Generator, *, swap_only: bool) -> frozenset[int]:
    inside, outside = sorted(now), sorted(set(range(n)) - now)
    moves = ["swap"]
    if not swap_only and len(inside) < n - 1:
        moves.append("add")
    if not swap_only and len(inside) > 1:
        moves.append("remove")
    move = moves[int(lot.integers(len(moves)))]
    if move != "remove":
        now = now | {outside[int(lot.integers(len(outside)))]}
    if move != "add":
        now = now - {inside[int(lot.integers(len(inside)))]}
    return now
