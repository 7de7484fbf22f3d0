"""Everything that goes out or comes in; ``EXPORTS`` is the list of what a record can be written as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .exports import EXPORTS, export

__all__ = ["EXPORTS", "export"]


def __getattr__(name: str) -> Any:
    # readings without a record (`onrecord annotate`) need no database: it is loaded when it is asked for
    if name in __all__:
        from . import exports

        return getattr(exports, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
