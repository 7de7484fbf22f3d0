"""The head: a word's states and parse, twice mixed with what it hangs on and what hangs on it, → what it tells."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from onrecord.models.deeds import TYPES

KINDS = 1 + len(TYPES)


class Head(nn.Module):
    """``states`` (words, dim), ``parsed`` (words, columns), ``head`` and ``rule`` (words,) → (words, KINDS)."""

    def __init__(self, values: list[int], *, dim: int = 384, inner: int = 256, rounds: int = 2, drop: float = 0.35):
        super().__init__()
        self.drop = drop
        self.states, self.into = nn.LayerNorm(dim), nn.Linear(dim, inner)
        self.values = nn.ModuleList(nn.Embedding(count + 1, inner) for count in values)
        self.rule = nn.Embedding(KINDS, inner)
        for table in (*self.values, self.rule):
            nn.init.normal_(table.weight, std=0.1)
        self.norm = nn.LayerNorm(inner)
        # itself, what it hangs on, what hangs on it
        self.mix = nn.ModuleList(nn.Linear(3 * inner, inner) for _ in range(rounds))
        self.norms = nn.ModuleList(nn.LayerNorm(inner) for _ in range(rounds))
        self.tell = nn.Linear(inner, KINDS)

    def forward(self, states, parsed, head, rule):
        h = self.into(self._dropped(self.states(states)))
        for column, table in enumerate(self.values):
            h = h + table(parsed[:, column])
        h = self.norm(F.gelu(h + self.rule(rule)))
        onto = head[:, None].expand(h.shape)
        for mix, norm in zip(self.mix, self.norms, strict=True):
            seen = self._dropped(h)
            below = torch.zeros_like(seen).scatter_add(0, onto, seen)
            h = norm(h + F.gelu(mix(torch.cat([seen, seen[head], below], 1))))
        return self.tell(self._dropped(h))

    def _dropped(self, x):
        return F.dropout(x, self.drop, self.training)
