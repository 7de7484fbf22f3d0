"""The network: a MiniLM encoder with a cue tagger, and a role head that reads the text again from each cue's side.

As in semantic role labelling with the cue as predicate: the cue's pieces are marked and two transformer layers (begun
as copies of the encoder's last two) label every piece near it, so nested, broken and shared spans need no linker.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from onrecord.models.decoding import IMPOSSIBLE, LABELS, allowed
from onrecord.models.windows import LARGE

LEFT, RIGHT = LARGE
MIDDLE = 3


def cheap_dropout(x: torch.Tensor, p: float, training: bool) -> torch.Tensor:
    """Dropout with one mask a row for all pieces: random numbers are dear on a CPU."""
    if not training or p == 0:
        return x
    keep = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p) / (1 - p)
    return x * keep.to(x.dtype)


class Layer(nn.Module):
    """One BERT layer (post-norm), names our own."""

    def __init__(self, dim: int = 384, heads: int = 12, inner: int = 1536, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.up, self.down = nn.Linear(dim, inner), nn.Linear(inner, dim)
        self.norm1, self.norm2 = nn.LayerNorm(dim, eps), nn.LayerNorm(dim, eps)
        self.p = 0.1

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """``x`` (batch, pieces, dim); ``mask`` or none, added to the scores (batch, heads, pieces, pieces)."""
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # written out: PyTorch's fused attention takes four times as long backward in bfloat16 on a CPU
        scores = (q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if mask is not None:
            scores = scores + mask.to(q.dtype)
        a = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(b, t, d)
        x = self.norm1(x + cheap_dropout(self.out(a), self.p, self.training))
        return self.norm2(x + cheap_dropout(self.down(F.gelu(self.up(x))), self.p, self.training))


class Encoder(nn.Module):
    """Pieces → hidden states, cue logits (outside, begins, continues), reach logits (far left, far right), and the
    states after the third layer, in which the heads of other findings still see the words themselves."""

    def __init__(self, vocabulary: int = 30522, dim: int = 384, depth: int = 6) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, dim), nn.Embedding(512, dim)
        self.case, self.gap, self.quote = nn.Embedding(4, dim), nn.Embedding(4, dim), nn.Embedding(4, dim)
        for features in (self.case, self.gap, self.quote):
            nn.init.zeros_(features.weight)
        self.norm = nn.LayerNorm(dim, 1e-12)
        self.layers = nn.ModuleList(Layer(dim) for _ in range(depth))
        self.cue = nn.Linear(dim, 3)
        self.reach = nn.Linear(dim, 2)

    def forward(self, ids, case, gap, quote, there=None):
        """All ``(batch, pieces)`` integers; ``there`` 1 for pieces, 0 for padding, none where nothing is padded."""
        x = self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device))
        x = self.norm(x + self.case(case) + self.gap(gap) + self.quote(quote))
        x = cheap_dropout(x, 0.1, self.training)
        mask = None if there is None else ((1 - there) * IMPOSSIBLE).to(x.dtype)[:, None, None, :]
        middle = x
        for depth, layer in enumerate(self.layers, 1):
            x = layer(x, mask)
            middle = x if depth == MIDDLE else middle
        return x, self.cue(x), self.reach(x), middle


class Roles(nn.Module):
    """Hidden states around each cue → emissions (batch, width, 5), whether it is an attribution at all, transitions."""

    def __init__(self, dim: int = 384, depth: int = 2) -> None:
        super().__init__()
        self.cue = nn.Embedding(2, dim)
        self.place = nn.Embedding(LEFT + RIGHT, dim)
        nn.init.normal_(self.cue.weight, std=0.1)
        nn.init.normal_(self.place.weight, std=0.02)
        self.norm = nn.LayerNorm(dim, 1e-12)
        self.layers = nn.ModuleList(Layer(dim) for _ in range(depth))
        self.label = nn.Linear(dim, LABELS)
        self.valid = nn.Linear(dim, 1)
        self.transitions = nn.Parameter(torch.zeros(LABELS + 1, LABELS))
        self.register_buffer("allowed", torch.from_numpy(allowed()))

    def forward(self, hidden, cue, place, there):
        """``hidden`` (cues, width, dim); ``cue``, ``there`` 0 or 1 and ``place`` distance to the cue + LEFT."""
        x = self.norm(hidden + self.cue(cue) + self.place(place))
        mask = ((1 - there) * IMPOSSIBLE).to(x.dtype)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        x = cheap_dropout(x, 0.1, self.training)
        # the cue itself and what lies outside the article are outside every span
        closed = (cue + (1 - there)).clamp(max=1)[:, :, None].float()
        only = torch.tensor([0.0] + [IMPOSSIBLE] * (LABELS - 1), device=x.device)
        emissions = self.label(x).float() * (1 - closed) + closed * only
        marked = cue[:, :, None].to(x.dtype)
        pooled = (x * marked).sum(1) / marked.sum(1).clamp(min=1)
        return emissions, self.valid(pooled)[:, 0].float(), self.transitions + self.allowed


def crf_loss(emissions: torch.Tensor, labels: torch.Tensor, transitions: torch.Tensor) -> torch.Tensor:
    """Negative log-likelihood of the label rows, one number a row."""
    first = transitions[LABELS]
    step = transitions[:LABELS]
    gold = emissions.gather(2, labels[:, :, None])[:, :, 0].sum(1) + first[labels[:, 0]]
    gold = gold + step[labels[:, :-1], labels[:, 1:]].sum(1)
    alpha = emissions[:, 0] + first
    for t in range(1, emissions.shape[1]):
        alpha = torch.logsumexp(alpha[:, :, None] + step[None], 1) + emissions[:, t]
    return torch.logsumexp(alpha, 1) - gold


def pretrained(folder: Path) -> tuple[Encoder, Roles]:
    """Encoder with the weights of a BERT checkpoint (safetensors), role layers copied from its last two."""
    from safetensors.torch import load_file

    weights = load_file(folder / "model.safetensors")
    weights = {name.removeprefix("bert.").removeprefix("0.auto_model."): w for name, w in weights.items()}
    config = json.loads((folder / "config.json").read_text())
    dim, depth = config["hidden_size"], config["num_hidden_layers"]
    encoder, roles = Encoder(config["vocab_size"], dim, depth), Roles(dim)
    with torch.no_grad():
        encoder.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        encoder.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        copies = [(layer, i) for i, layer in enumerate(encoder.layers)]
        copies += [(layer, depth - len(roles.layers) + i) for i, layer in enumerate(roles.layers)]
        for layer, i in copies:
            _copy_layer(layer, weights, f"encoder.layer.{i}.")
    return encoder, roles


def _copy_layer(layer: Layer, weights: dict[str, torch.Tensor], at: str) -> None:
    for kind in ("weight", "bias"):
        parts = [weights[f"{at}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
        getattr(layer.qkv, kind).copy_(torch.cat(parts))
        for ours, theirs in (
            (layer.out, "attention.output.dense"),
            (layer.norm1, "attention.output.LayerNorm"),
            (layer.up, "intermediate.dense"),
            (layer.down, "output.dense"),
            (layer.norm2, "output.LayerNorm"),
        ):
            getattr(ours, kind).copy_(weights[f"{at}{theirs}.{kind}"])
