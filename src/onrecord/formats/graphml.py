"""Networks as GraphML that visone, Gephi, igraph and NetworkX read alike: plain keys, no program's dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .graph import Labelled, Node, edge_colour, edges

if TYPE_CHECKING:
    from ..network import Network

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{_NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"

#: Names of ours, beside which an attribute of the study must not stand: (name, type).
_NODE = (
    ("label", "string"),
    ("name", "string"),
    ("variable", "string"),
    ("mode", "int"),
    ("entity", "int"),
    ("frequency", "int"),
    ("color", "string"),
    ("r", "int"),
    ("g", "int"),
    ("b", "int"),
)
_EDGE = (("weight", "double"), ("color", "string"))
_GRAPH = (("start", "string"), ("stop", "string"), ("statements", "int"))

#: An attribute named "id" makes igraph complain.
_RESERVED = {name.lower() for name, _ in _NODE} | {"id"}

# what XML 1.0 cannot hold
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml_text(network: Network, labelled: Labelled) -> str:
    """One network as a GraphML document.

    Nodes carry label, name, variable, mode (0 rows, 1 columns), entity (its number in the study), frequency
    (statements counted), colour and the study's attributes; edges weight and colour.
    """
    from ..network import iso_time

    nodes = labelled.nodes(network)
    attributes = sorted({name for node in nodes for name in node.attributes})
    keys = dict(zip(attributes, _own_names(attributes), strict=True))
    root = ET.Element("graphml", {"xmlns": _NAMESPACE})
    root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    root.set("xsi:schemaLocation", _SCHEMA)
    for kind, names in (
        ("graph", _GRAPH),
        ("node", (*_NODE, *((name, "string") for name in keys.values()))),
        ("edge", _EDGE),
    ):
        for n, (name, type) in enumerate(names):
            ET.SubElement(root, "key", {"id": f"{kind}{n}", "for": kind, "attr.name": clean(name), "attr.type": type})
    graph = ET.SubElement(root, "graph", {"id": "network", "edgedefault": "undirected"})
    _data(graph, "graph", (iso_time(network.start), iso_time(network.stop), network.n))
    for node in nodes:
        element = ET.SubElement(graph, "node", {"id": node.key})
        _data(element, "node", (*_values(node), *(node.attributes.get(name, "") for name in attributes)))
    for n, (i, j, weight) in enumerate(edges(network)):
        element = ET.SubElement(graph, "edge", {"id": f"e{n}", "source": nodes[i].key, "target": nodes[j].key})
        _data(element, "edge", (repr(float(weight)), edge_colour(weight, labelled.options.aggregation)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _values(node: Node) -> tuple:
    red, green, blue = (int(node.colour[at : at + 2], 16) for at in (1, 3, 5))
    name = clean(node.name)
    return name, name, node.variable, node.side, node.entity, node.frequency, node.colour, red, green, blue


def _data(element: ET.Element, kind: str, values: tuple) -> None:
    for n, value in enumerate(values):
        if value not in (None, ""):
            ET.SubElement(element, "data", {"key": f"{kind}{n}"}).text = clean(str(value))


def _own_names(attributes: list[str]) -> list[str]:
    """Names for the study's attributes that no name of ours, of igraph or of Gephi collides with."""
    found: list[str] = []
    taken = set(_RESERVED)
    for name in attributes:
        own = name if name.lower() not in taken else f"attribute {name}"
        while own.lower() in taken:
            own += "_"
        taken.add(own.lower())
        found.append(own)
    return found


def clean(text: str) -> str:
    r"""The text with what XML cannot hold replaced by U+FFFD.

    >>> clean("toll\x00")
    'toll�'
    """
    return _UNWRITABLE.sub("\ufffd", text)
