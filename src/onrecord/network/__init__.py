"""Discourse networks: statements as two-mode and one-mode networks, their analyses and layouts."""

from .data import Network, StatementTable, Variable, iso_time
from .networks import each_network, event_list, networks
from .options import NetworkOptions

__all__ = [
    "Network",
    "NetworkOptions",
    "StatementTable",
    "Variable",
    "each_network",
    "event_list",
    "iso_time",
    "networks",
]
