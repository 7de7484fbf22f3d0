"""Discourse networks: statements as two-mode and one-mode networks, their analyses and layouts."""

from .data import Network, StatementTable, Variable, iso_time
from .options import NetworkOptions

__all__ = ["Network", "NetworkOptions", "StatementTable", "Variable", "iso_time"]
