"""The command line: one verb a command. Exit codes: 0 all went well, 1 nothing did, 2 wrong usage, 3 some of it did.

The verbs import what they need when they are called, so ``onrecord --help`` answers at once.
"""

from . import reading, coding, exchange, analysing, identifying, looking, users  # noqa: I001  (their order is the order of `onrecord --help`)
from .group import main

__all__ = ["analysing", "coding", "exchange", "identifying", "looking", "main", "reading", "users"]
