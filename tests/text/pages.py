"""Pages that we wrote, with every kind of noise: ⟦…⟧ must not speak, ⟨…⟩ is a place line, the rest must speak."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NoisyPage:
    name: str
    published: str | None
    outlet: str | None
    headline: str | None
    text: str
    noise: frozenset[int]
    speech: frozenset[int]


def noisy_pages() -> list[NoisyPage]:
    """The pages that the rules were made with."""
    return _pages("noisy_pages.txt")


def world_pages() -> list[NoisyPage]:
    """Tops and bottoms in the manner of content systems on five continents."""
    return _pages("world_pages.txt")


def _pages(name: str) -> list[NoisyPage]:
    source = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [_page(part) for part in source.split("=== ")[1:]]


def _page(part: str) -> NoisyPage:
    head, marked = part.split("\n", 1)
    name, *stated = (field.strip() for field in head.split("|"))
    published, outlet, headline = (None if field == "-" else field for field in stated)
    text: list[str] = []
    where: dict[str, set[int]] = {"⟦": set(), "⟨": set(), "": set()}
    inside = ""
    for ch in marked:
        if ch in "⟦⟨":
            inside = ch
        elif ch in "⟧⟩":
            inside = ""
        else:
            if not ch.isspace():
                where[inside].add(len(text))
            text.append(ch)
    return NoisyPage(name, published, outlet, headline, "".join(text), frozenset(where["⟦"]), frozenset(where[""]))
