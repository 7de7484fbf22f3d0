"""A network as nodes and edges with what is known of them: what GraphML and GEXF are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .statement_table import Look

if TYPE_CHECKING:
    from ..network import Network, NetworkOptions, StatementTable

#: Edge colours: agreement, disagreement, and weights that cannot be negative.
POSITIVE, NEGATIVE, NEUTRAL = "#00ff00", "#ff0000", "#808080"

#: Of a node whose variable gives none.
_GREY = "#808080"


@dataclass(frozen=True, slots=True)
class Node:
    """``key`` is unique in the file; ``entity`` the number in the study or None; ``frequency`` its statements."""

    key: str
    name: str
    variable: str
    side: int  # 0: rows, 1: columns
    entity: int | None
    frequency: int
    colour: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the drawing of a network needs beside the matrix: which variable, counts, colours, attributes."""

    table: StatementTable
    options: NetworkOptions
    looks: Mapping[str, Mapping[str, Look]]

    def nodes(self, network: Network) -> list[Node]:
        """Rows, then in a two-mode network columns; isolates included where the network holds them."""
        found = list(self._side(network.rows, 0))
        if not network.onemode:
            found += self._side(network.cols, 1)
        taken = [node.entity for node in found if node.entity is not None]
        if len(set(taken)) == len(found):
            return found
        return [replace(node, key=f"n{n}") for n, node in enumerate(found, 1)]

    def _side(self, names: tuple[str, ...], side: int) -> Iterator[Node]:
        one = side == 0
        variable = self.options.variable1 if one else self.options.variable2
        document = self.options.variable1_document if one else self.options.variable2_document
        values = self.table.column(variable, document=document).values.tolist()
        counts: dict[str, int] = {}
        for value in values:
            counts[str(value)] = counts.get(str(value), 0) + 1
        looks = {} if document else self.looks.get(variable, {})
        known = {} if document else self.table.attributes.get(variable, {})
        names_of = sorted({key for attributes in known.values() for key in attributes})
        for name in names:
            look = looks.get(name)
            attributes = {key: known.get(name, {}).get(key, "") for key in names_of}
            entity = look.id if look else None
            colour = look.colour if look else _GREY
            yield Node(f"n{entity}", name, variable, side, entity, counts.get(name, 0), colour, attributes)


def edges(network: Network) -> list[tuple[int, int, float]]:
    """Places in the list of nodes and weight, for each cell that is not 0; in a one-mode network each pair once."""
    cells = network.weights.tocoo()
    shift = 0 if network.onemode else len(network.rows)
    found = sorted(zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True))
    # a network ties two nodes; what smoothed networks leave on their diagonal does not
    return [(i, j + shift, w) for i, j, w in found if w and not (network.onemode and j <= i)]


def edge_colour(weight: float, aggregation: str) -> str:
    """Green and red where the sign says agreement or disagreement, red for conflict, else grey."""
    if aggregation == "conflict":
        return NEGATIVE
    if aggregation in ("subtract", "congruence"):
        return NEGATIVE if weight < 0 else POSITIVE
    return NEUTRAL
