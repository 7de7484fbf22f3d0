"""The classes of the two heads, in the order of their logits."""

STANCES = ("support", "oppose", "conditional", "neutral", "unrelated")
ATTITUDES = ("support", "oppose", "neutral")
#: What a stance is towards the opposite of an issue; the others stay as they are.
OPPOSITE = {"support": "oppose", "oppose": "support"}
