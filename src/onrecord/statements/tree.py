"""The parse as plain lists: what every rule of this room walks over, made once an article in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Words further apart than this are no matter of each other: a page without a full stop is one sentence to the parser.
_NEAR = 300
_KEY = "onrecord.tree"


def tree_of(doc: Doc) -> Tree:
    """The tree of a ``Doc``, made at the first call and kept with it."""
    tree = doc.user_data.get(_KEY)
    if tree is None:
        tree = doc.user_data[_KEY] = Tree(doc)
    return tree


class Tree:
    """Heads, labels, edges and children of a ``Doc`` as lists indexed by token: ten times faster to walk than tokens.

    ``left[i]`` and ``right[i]`` are the first and the last token of the subtree of ``i`` (inclusive), ``sentence[i]``
    the number of its sentence, ``start[i]`` and ``end[i]`` its offsets in the article.
    """

    __slots__ = (
        *("text", "lower", "lemma", "pos", "tag", "dep", "ent", "head"),
        *("start", "end", "left", "right", "children", "sentence"),
    )

    def __init__(self, doc: Doc) -> None:
        self.text = [token.text for token in doc]
        self.lower = [word.lower().replace("’", "'") for word in self.text]
        self.lemma = [token.lemma_.lower() for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.tag = [token.tag_ for token in doc]
        self.dep = [token.dep_ for token in doc]
        self.ent = [token.ent_type_ for token in doc]
        self.head = [token.head.i for token in doc]
        self.start = [token.idx for token in doc]
        self.end = [at + len(word) for at, word in zip(self.start, self.text, strict=True)]
        self.left = [token.left_edge.i for token in doc]
        self.right = [token.right_edge.i for token in doc]
        self.children: list[list[int]] = [[] for _ in self.text]
        for at, head in enumerate(self.head):
            if head != at and abs(head - at) <= _NEAR:
                self.children[head].append(at)
        self.sentence = [0] * len(self.text)
        number = -1
        for at, token in enumerate(doc):
            number += bool(token.is_sent_start) or at == 0
            self.sentence[at] = number

    def __len__(self) -> int:
        return len(self.text)

    def verb(self, at: int) -> str:
        """The lemma of a verb with its particle ("point out")."""
        particle = self.child(at, "prt")
        return self.lemma[at] if particle is None else f"{self.lemma[at]} {self.lower[particle]}"

    def child(self, at: int, *deps: str) -> int | None:
        """The first child of ``at`` with one of these labels."""
        return next((kid for kid in self.children[at] if self.dep[kid] in deps), None)

    def kids(self, at: int, *deps: str) -> list[int]:
        """All children of ``at`` with one of these labels, in order."""
        return [kid for kid in self.children[at] if self.dep[kid] in deps]

    def ancestors(self, at: int) -> Iterator[int]:
        """The heads above ``at``, nearest first; at most 40, so that a broken parse of a huge text stays cheap."""
        for _ in range(40):
            if self.head[at] == at:
                return
            at = self.head[at]
            yield at

    def span(self, first: int, last: int) -> Span | None:
        """The characters of tokens ``first`` to ``last`` (inclusive) without white space at the ends, or None."""
        while first <= last and self.pos[first] == "SPACE":
            first += 1
        while last >= first and self.pos[last] == "SPACE":
            last -= 1
        return Span(self.start[first], self.end[last]) if first <= last else None
