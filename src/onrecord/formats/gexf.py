"""Networks over time as one GEXF file: each window's weights with the interval for which they hold."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .graph import Labelled, Node, edges
from .graphml import clean

if TYPE_CHECKING:
    from ..network import Network

_NAMESPACE, _VIZ = "http://www.gexf.net/1.2draft", "http://www.gexf.net/1.2draft/viz"

_DAY = 86_400

Intervals = list[tuple[str, str, float]]


def gexf_text(networks: Iterable[Network], labelled: Labelled) -> str:
    """One or many networks as a GEXF 1.2 document.

    With one, weights are plain. With many, an edge's weight holds from its window's mid-point to the next one's, so
    that intervals do not overlap where windows do; a window in which an edge is 0 leaves a gap.
    """
    made = list(networks)
    nodes, weights = _together(made, labelled)
    dynamic = len(made) > 1
    attributes = sorted({name for node in nodes.values() for name in node.attributes})
    ET.register_namespace("viz", _VIZ)
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.2"})
    how = {"mode": "dynamic", "timeformat": _time_format(made)} if dynamic else {"mode": "static"}
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", **how})
    if dynamic:
        spans = _spans(made)
        graph.set("start", spans[0][0])
        graph.set("end", spans[-1][1])
    _declare(graph, attributes, dynamic=dynamic)
    within = ET.SubElement(graph, "nodes")
    for node in nodes.values():
        _node(within, node, attributes)
    within = ET.SubElement(graph, "edges")
    for n, ((one, other), intervals) in enumerate(sorted(weights.items())):
        _edge(within, (f"e{n}", one, other), intervals, dynamic=dynamic)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _together(
    networks: list[Network], labelled: Labelled
) -> tuple[dict[tuple[int, str], Node], dict[tuple[str, str], Intervals]]:
    """All nodes of any window, by side and name, under keys that stay the same from window to window."""
    nodes: dict[tuple[int, str], Node] = {}
    weights: dict[tuple[str, str], Intervals] = {}
    for network, (start, stop) in zip(networks, _spans(networks), strict=True):
        here = labelled.nodes(network)
        for node in here:
            nodes.setdefault((node.side, node.name), node)
        keys = [f"{'rc'[node.side]}:{node.name}" for node in here]
        for i, j, weight in edges(network):
            weights.setdefault((keys[i], keys[j]), []).append((start, stop, weight))
    return nodes, weights


def _spans(networks: list[Network]) -> list[tuple[str, str]]:
    """From each mid-point to the next; the last as long as the one before. One network covers its own range."""
    from ..network import iso_time

    if len(networks) < 2:
        return [(iso_time(network.start), iso_time(network.stop)) for network in networks]
    mids = [network.mid for network in networks]
    ends = [*mids[1:], mids[-1] + max(mids[-1] - mids[-2], 1)]
    if _time_format(networks) == "double":
        return [(repr(float(mid)), repr(float(end))) for mid, end in zip(mids, ends, strict=True)]
    return [(iso_time(mid)[:10], iso_time(end)[:10]) for mid, end in zip(mids, ends, strict=True)]


def _time_format(networks: list[Network]) -> str:
    """Days where windows are at least a day apart, else seconds since 1970: those two every reader knows."""
    mids = [network.mid for network in networks]
    return "date" if all(b - a >= _DAY for a, b in pairwise(mids)) else "double"


def _declare(graph: ET.Element, attributes: list[str], *, dynamic: bool) -> None:
    block = ET.SubElement(graph, "attributes", {"class": "node", "mode": "static"})
    names = [("variable", "string"), ("frequency", "integer"), ("entity", "integer")]
    for n, (name, type) in enumerate([*names, *((f"attribute {name}", "string") for name in attributes)]):
        ET.SubElement(block, "attribute", {"id": str(n), "title": clean(name), "type": type})
    if dynamic:
        block = ET.SubElement(graph, "attributes", {"class": "edge", "mode": "dynamic"})
        ET.SubElement(block, "attribute", {"id": "weight", "title": "weight", "type": "float"})


def _node(within: ET.Element, node: Node, attributes: list[str]) -> None:
    key, label = clean(f"{'rc'[node.side]}:{node.name}"), clean(node.name)
    element = ET.SubElement(within, "node", {"id": key, "label": label})
    block = ET.SubElement(element, "attvalues")
    values = [node.variable, node.frequency, node.entity, *(node.attributes.get(name, "") for name in attributes)]
    for n, value in enumerate(values):
        if value not in (None, ""):
            ET.SubElement(block, "attvalue", {"for": str(n), "value": clean(str(value))})
    red, green, blue = (str(int(node.colour[at : at + 2], 16)) for at in (1, 3, 5))
    ET.SubElement(element, f"{{{_VIZ}}}color", {"r": red, "g": green, "b": blue})


def _edge(within: ET.Element, names: tuple[str, str, str], intervals: Intervals, *, dynamic: bool) -> None:
    id, one, other = names
    element = ET.SubElement(within, "edge", {"id": id, "source": clean(one), "target": clean(other)})
    if not dynamic:
        element.set("weight", repr(float(intervals[0][2])))
        return
    spells = ET.SubElement(element, "spells")
    values = ET.SubElement(element, "attvalues")
    for start, end, weight in intervals:
        ET.SubElement(spells, "spell", {"start": start, "end": end})
        ET.SubElement(values, "attvalue", {"for": "weight", "value": repr(float(weight)), "start": start, "end": end})
