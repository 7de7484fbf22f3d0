"""The network page, and what lies behind one of its ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

from starlette.exceptions import HTTPException

from ...formats.figures_network import Dot, network_figure
from ...formats.graph import Labelled
from ...formats.graphml import graphml_text
from ...network import iso_time
from ...store import queries
from .. import as_json
from ..ask import Ask
from ..behind import claims_behind, reports_behind
from ..graph import Graph, Node, Tie, graph_of
from ..graph_drawing import drawing_of
from ..kept import kept_of
from ..page import Field, Page, described
from ..schemas import NUMBER, TEXT, many, maybe, thing
from ..wanted import FIELDS, LAYERS, NORMS, OF_POSITIONS, UNITS, WINDOWS, Wanted, wanted_of
from ..words import one_line

if TYPE_CHECKING:
    from ...store.record import Record

_TIE = thing(a=TEXT, b=TEXT, weight=NUMBER)
_NODE = thing(name=TEXT, id=maybe(TEXT), statements=NUMBER)
_ENDS = (Field("a", "One end of the tie, by name", TEXT), Field("b", "The other end, by name", TEXT))


@described(
    fields=FIELDS, answer=thing(ties=many(_TIE), nodes=many(_NODE)), picture=True, files=(".graphml", ".vl.json")
)
def network_page(record: Record, ask: Ask) -> Page:
    """Who agrees, conflicts, belongs, reports or speaks about whom, drawn."""
    wanted = wanted_of(ask)
    kept = kept_of(record)
    graph = graph_of(kept, wanted, concept=_title(record, wanted))
    book = record.codebook()
    view = {
        "wanted": wanted,
        "graph": graph,
        "drawing": drawing_of(graph),
        "choices": {"layers": LAYERS, "units": UNITS, "windows": tuple(WINDOWS), "norms": NORMS},
        "issues": book.issues if book else (),
        "issues_named": [(issue.id, issue.title) for issue in (book.issues if book else ())],
        "steps": _steps(ask, graph),
        "first": iso_time(graph.first)[:10],
        "last": iso_time(graph.last)[:10],
        "behind": _Behind(ask, graph),
        "labels": [one_line(node.label) for node in graph.nodes],
        "ends": lambda tie: _ends(graph, tie),
        "isolates": _isolates(graph),
    }
    title = f"Network: {LAYERS[wanted.layer]}"
    return Page(
        "network.html",
        title,
        view,
        lambda: _data(graph, wanted),
        table="ties",
        picture=lambda: _figure(graph, wanted).svg,
        files={".graphml": lambda: _graphml(graph), ".vl.json": lambda: _vega(graph, wanted)},
    )


def _title(record: Record, wanted: Wanted) -> str | None:
    """The title of the wanted issue, by which tables know it.

    Raises:
        HTTPException: 400, there is no such issue.
    """
    if wanted.issue is None:
        return None
    issue = queries.issue(record, wanted.issue)
    if issue is None:
        raise HTTPException(400, f"There is no issue “{wanted.issue[:60]}” in the codebook of this record.")
    return issue.title


def _steps(ask: Ask, graph: Graph) -> dict[str, Any] | None:
    """Addresses of the window before and after, and all windows."""
    if graph.window is None:
        return None
    at = graph.windows.index(graph.window)
    return {
        "before": ask.address(at=graph.windows[at - 1].at) if at else None,
        "after": ask.address(at=graph.windows[at + 1].at) if at + 1 < len(graph.windows) else None,
        "number": at + 1,
    }


class _Behind:
    """The address of what lies behind a tie, in the same range and window."""

    def __init__(self, ask: Ask, graph: Graph) -> None:
        kept = {name: ask.query[name] for name in ("layer", "of", "issue") if name in ask.query}
        start, stop = _range(graph)
        self._graph, self._begin = graph, "/network/tie?" + urlencode({**kept, "from": start, "to": stop})
        self._names = {node.key: quote_plus(node.name) for node in graph.nodes}

    def __call__(self, tie: Tie) -> str:
        a, b = _ends(self._graph, tie)
        return f"{self._begin}&a={self._names[a.key]}&b={self._names[b.key]}"


def _ends(graph: Graph, tie: Tie) -> tuple[Node, Node]:
    """Both nodes of a tie, an outlet first."""
    a, b = graph.nodes[tie.a], graph.nodes[tie.b]
    return (b, a) if b.outlet else (a, b)


def _range(graph: Graph) -> tuple[str, str]:
    start, stop = (graph.window.start, graph.window.stop) if graph.window else (graph.first, graph.last)
    return iso_time(start)[:10], iso_time(stop)[:10]


def _isolates(graph: Graph) -> list:
    shown = {end for tie in graph.shown for end in (tie.a, tie.b)}
    return [node for at, node in enumerate(graph.nodes) if at not in shown]


# --- other forms ------------------------------------------------------------------------------------------------------


def _data(graph: Graph, wanted: Wanted) -> dict[str, Any]:
    """All ties that the page holds and that are strong enough, and all nodes."""
    start, stop = _range(graph)
    return {
        "layer": wanted.layer,
        "from": start,
        "to": stop,
        "least": graph.least,
        "ties": [
            {"a": a.name, "b": b.name, "weight": tie.weight} for tie in graph.shown for a, b in [_ends(graph, tie)]
        ],
        "nodes": [
            {"name": node.name, "id": node.id, "statements": node.statements, "outlet": node.outlet}
            for node in graph.nodes
        ],
        "not_drawn": {
            "nodes": graph.left.nodes,
            "ties": graph.left.ties + len(graph.ties) - len(graph.shown),
            "positions_neither_for_nor_against": graph.left.unclear,
            "positions_without_a_date": graph.left.undated,
        },
    }


def _figure(graph: Graph, wanted: Wanted):
    """What is shown, as a figure for print."""
    shown = sorted({end for tie in graph.shown for end in (tie.a, tie.b)})
    place = {at: n for n, at in enumerate(shown)}
    dots = [
        Dot(node.label, node.x, node.y, size=node.statements, square=node.outlet, group=int(node.outlet))
        for node in (graph.nodes[at] for at in shown)
    ]
    sign = -1 if wanted.layer == "conflict" else 1
    ties = [(place[tie.a], place[tie.b], sign * tie.weight) for tie in graph.shown]
    start, stop = _range(graph)
    title = f"{LAYERS[wanted.layer].capitalize()}, {start} to {stop}, ties of at least {graph.least:.3g}"
    return network_figure(dots, ties, title=title)


def _vega(graph: Graph, wanted: Wanted) -> str:
    import json

    return json.dumps(_figure(graph, wanted).vega, ensure_ascii=False, indent=1)


def _graphml(graph: Graph) -> str:
    """The whole network of the window, weak ties too."""
    if graph.network is None or graph.table is None:
        raise HTTPException(404, "There is nothing to draw.")
    return graphml_text(graph.network, Labelled(graph.table, graph.options, {}))


# --- what lies behind a tie -------------------------------------------------------------------------------------------


@described(fields=(*FIELDS[:5], *_ENDS), answer=thing(a=TEXT, b=TEXT, statements=many({"type": "object"})))
def tie_page(record: Record, ask: Ask) -> Page:
    """The statements (or reports of ties) behind one tie of the network."""
    wanted = wanted_of(ask)
    a, b = ask.word("a"), ask.word("b")
    if not a or not b:
        raise HTTPException(400, "“a” and “b” name the two ends of a tie.")
    kept = kept_of(record)
    view: dict[str, Any] = {"wanted": wanted, "a": a, "b": b, "ids": kept.ids, "layers": LAYERS}
    title = f"{a} and {b}"
    if wanted.layer == "affiliation":
        ties = [
            tie
            for tie in queries.ties(record, actor=kept.ids.get(a, ""))
            if tie.object_id == kept.ids.get(b) or tie.subject_id == kept.ids.get(b)
        ]
        view |= {"ties": ties, "groups": []}
        return Page("tie.html", title, view, lambda: {"a": a, "b": b, "statements": as_json.all_of(ties, as_json.tie)})
    if wanted.layer in OF_POSITIONS:
        groups = claims_behind(record, kept, wanted, a, b, concept=_title(record, wanted))
    else:
        groups = reports_behind(record, kept, wanted, a, b)
    view |= {"ties": [], "groups": groups}
    found = [statement for group in groups for side in group.sides for statement in side]
    return Page("tie.html", title, view, lambda: _statements(a, b, found), table="statements")


def _statements(a: str, b: str, found: list) -> dict[str, Any]:
    return {"a": a, "b": b, "statements": as_json.all_of(found, as_json.statement)}
