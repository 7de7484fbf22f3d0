"""The classes of the two heads, in the order of their logits."""

STANCES = ("support", "oppose", "conditional", "neutral", "unrelated")
ATTITUDES = ("support", "oppose", "neutral")
