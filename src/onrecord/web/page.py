"""A page before it is drawn: which template, what it shows, and the same as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def _nothing() -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """``template`` draws ``view``; ``data`` makes the JSON twin, and only when that is asked for."""

    template: str
    title: str
    view: dict[str, Any] = field(default_factory=dict)
    data: Callable[[], dict[str, Any]] = _nothing
