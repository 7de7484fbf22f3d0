"""The network: the lower layers of all-mpnet-base-v2, a head for stance, one for the attitude to a marked target.

MPNet as published (Song et al., 2020): BERT's layers after which comes a norm, plus one table of relative places that
all layers share. Written out here so that training needs torch alone.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import nn

from training.attribution.network import Layer, cheap_dropout
from training.stance.labels import ATTITUDES, STANCES

IMPOSSIBLE = -10000.0


def bucket(pieces: int, buckets: int = 32, far: int = 128) -> torch.Tensor:
    """The bucket of each relative place (pieces × pieces), as in T5 and MPNet."""
    place = torch.arange(pieces)
    n = place[:, None] - place[None, :]
    half = buckets // 2
    side = (n < 0).long() * half
    n = n.abs()
    exact = half // 2
    large = exact + (torch.log(n.clamp(min=1).float() / exact) / math.log(far / exact) * (half - exact)).long()
    return side + torch.where(n < exact, n, large.clamp(max=half - 1))


class Network(nn.Module):
    """Pieces → five stance logits and three attitude logits, both from the first piece and the mean."""

    def __init__(self, depth: int = 12, vocabulary: int = 30527, dim: int = 768) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(vocabulary, dim), nn.Embedding(514, dim)
        self.norm = nn.LayerNorm(dim, 1e-5)
        self.relative = nn.Embedding(32, 12)
        self.layers = nn.ModuleList(Layer(dim, inner=4 * dim, eps=1e-5) for _ in range(depth))
        self.stance, self.attitude = nn.Linear(2 * dim, len(STANCES)), nn.Linear(2 * dim, len(ATTITUDES))
        for head in (self.stance, self.attitude):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.register_buffer("buckets", bucket(256), persistent=False)

    def states(self, ids: torch.Tensor, there: torch.Tensor | None = None) -> torch.Tensor:
        """``ids`` (batch, pieces); ``there`` 1 for pieces, 0 for padding, none where nothing is padded."""
        t = ids.shape[1]
        x = self.word(ids) + self.place(torch.arange(t, device=ids.device) + 2)
        x = cheap_dropout(self.norm(x), 0.1, self.training)
        bias = self.relative(self.buckets[:t, :t]).permute(2, 0, 1)[None]
        if there is not None:
            bias = bias + ((1 - there) * IMPOSSIBLE)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: torch.Tensor, there: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        x = self.states(ids, there)
        if there is None:
            mean = x.mean(1)
        else:
            weights = there[:, :, None].to(x.dtype)
            mean = (x * weights).sum(1) / weights.sum(1)
        pooled = cheap_dropout(torch.cat([x[:, 0], mean], 1)[:, None], 0.1, self.training)[:, 0]
        return self.stance(pooled).float(), self.attitude(pooled).float()


def pretrained(folder: Path, depth: int) -> Network:
    """The network with the weights of the checkpoint in a folder; its lowest ``depth`` layers."""
    network = Network(depth)
    if (folder / "model.safetensors").exists():
        from safetensors.torch import load_file

        given = load_file(str(folder / "model.safetensors"))
    else:
        given = torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
    names = {
        "word.weight": "embeddings.word_embeddings.weight",
        "place.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
        "relative.weight": "encoder.relative_attention_bias.weight",
    }
    state = {own: given[other] for own, other in names.items()}
    for i in range(depth):
        at = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            qkv = [given[f"{at}attention.attn.{part}.{kind}"] for part in "qkv"]
            state[f"layers.{i}.qkv.{kind}"] = torch.cat(qkv)
            for own, other in (
                ("out", "attention.attn.o"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm1", "attention.LayerNorm"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"layers.{i}.{own}.{kind}"] = given[f"{at}{other}.{kind}"]
    missing, unexpected = network.load_state_dict(state, strict=False)
    wrong = [name for name in missing if not name.startswith(("stance", "attitude"))] + unexpected
    if wrong:
        raise ValueError(f"the checkpoint does not fit: {wrong[:5]}")
    return network


def load(path: Path) -> Network:
    """The network of one of our own checkpoints."""
    state = torch.load(path, map_location="cpu", weights_only=False)
    network = Network(state["depth"])
    network.load_state_dict(state["network"])
    return network.eval()
