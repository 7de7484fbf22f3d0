"""What goes into a network and what comes out: a table of statements, and a labelled matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas
    from scipy.sparse import csr_array

#: The types of a variable, as DNA calls them.
DATA_TYPES = ("boolean", "integer", "short text", "long text")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso_time(seconds: float) -> str:
    """Seconds since 1970 UTC as ISO 8601, without zone.

    >>> iso_time(1106697600)
    '2005-01-26T00:00:00'
    """
    return (_EPOCH + timedelta(seconds=float(seconds))).replace(tzinfo=None).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the statements: its type and one value a statement.

    ``values`` are int64 for boolean (0, 1) and integer, strings (dtype object or U) for text; "" is no value.
    """

    type: str
    values: np.ndarray

    def __post_init__(self) -> None:
        if self.type not in DATA_TYPES:
            raise InputError(f"no such data type: {self.type!r}", where="variable", do="use " + ", ".join(DATA_TYPES))
        dtype = np.int64 if self.type in ("boolean", "integer") else object
        object.__setattr__(self, "values", np.asarray(self.values, dtype=dtype))

    @property
    def is_text(self) -> bool:
        return self.type in ("short text", "long text")


@dataclass(frozen=True, slots=True)
class StatementTable:
    """Statements of one type as columns, all of length n.

    ``id`` names each statement; ``date`` is int64 seconds since 1970 UTC; ``document`` the document's id. ``documents``
    maps a document field (author, source, section, type, title) to its value *for each statement*; ``variables`` a name
    to its :class:`Variable`. ``start``, ``stop`` (code points), ``text`` and ``coder`` are for the event list, or None.
    ``attributes`` maps variable → value → attribute → text. Order of rows does not matter: networks sort by date.

    Raises InputError where columns differ in length.

    >>> table = StatementTable(id=[1, 2], date=[0, 86400], document=["a", "b"], documents={},
    ...     variables={"person": Variable("short text", ["Ada", "Bo"]), "agreement": Variable("boolean", [1, 0])})
    >>> len(table), table.where([False, True]).variables["person"].values.tolist()
    (2, ['Bo'])
    """

    id: np.ndarray
    date: np.ndarray
    document: np.ndarray
    documents: Mapping[str, np.ndarray]
    variables: Mapping[str, Variable]
    start: np.ndarray | None = None
    stop: np.ndarray | None = None
    text: np.ndarray | None = None
    coder: np.ndarray | None = None
    attributes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("id", "document", "text", "coder"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=object))
        for name in ("date", "start", "stop"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.int64))
        fields = {name: np.asarray(values, dtype=object) for name, values in self.documents.items()}
        object.__setattr__(self, "documents", fields)
        for name, column in self._columns():
            if len(column) != len(self.id):
                what = f"{len(column)} values for {len(self.id)} statements"
                raise InputError(what, where=f"column {name}", do="give one value a statement")

    def __len__(self) -> int:
        return len(self.id)

    def _columns(self) -> list[tuple[str, np.ndarray]]:
        own = [(name, getattr(self, name)) for name in ("date", "document", "start", "stop", "text", "coder")]
        own += list(self.documents.items())
        own += [(name, variable.values) for name, variable in self.variables.items()]
        return [(name, column) for name, column in own if column is not None]

    def where(self, rows: np.ndarray) -> StatementTable:
        """The statements at ``rows``: a boolean mask, or positions in the order wanted."""
        rows = np.asarray(rows)
        if rows.dtype != bool:
            rows = rows.astype(np.intp)
        return replace(
            self,
            id=self.id[rows],
            date=self.date[rows],
            document=self.document[rows],
            documents={name: values[rows] for name, values in self.documents.items()},
            variables={name: Variable(v.type, v.values[rows]) for name, v in self.variables.items()},
            **{
                name: getattr(self, name)[rows]
                for name in ("start", "stop", "text", "coder")
                if getattr(self, name) is not None
            },
        )

    def column(self, name: str, *, document: bool = False) -> Variable:
        """The variable, or with ``document`` the document field, of that name. Raises InputError if there is none."""
        if document:
            if name == "id":
                return Variable("short text", np.array([str(d) for d in self.document], dtype=object))
            if name in self.documents:
                return Variable("short text", self.documents[name])
            known = ", ".join(sorted({*self.documents, "id"}))
            raise InputError(f"no document field {name!r}", do=f"use one of {known}")
        if name not in self.variables:
            known = ", ".join(self.variables) or "none"
            raise InputError(f"no variable {name!r}", do=f"use one of {known}")
        return self.variables[name]


@dataclass(frozen=True, slots=True)
class Network:
    """A labelled matrix, and the time it covers.

    ``weights`` is rows × cols (SciPy sparse); in a one-mode network rows and cols are the same names and the matrix is
    symmetric. ``start``, ``mid``, ``stop`` are seconds since 1970 UTC (a half second can fall on ``mid``); ``n`` counts
    the statements in it, duplicates already dropped.
    """

    rows: tuple[str, ...]
    cols: tuple[str, ...]
    weights: csr_array
    start: int
    mid: float
    stop: int
    n: int
    onemode: bool

    @property
    def matrix(self) -> np.ndarray:
        """The whole matrix, float64, zeros written out."""
        return self.weights.toarray()

    def to_frame(self) -> pandas.DataFrame:
        """A pandas frame with the names as index and columns (where pandas is installed)."""
        try:
            import pandas
        except ImportError:
            raise InputError("pandas is not installed", do="pip install pandas, or use .rows, .cols, .matrix") from None
        return pandas.DataFrame(self.matrix, index=list(self.rows), columns=list(self.cols))

    def edges(self) -> list[tuple[str, str, float]]:
        """Row, column, weight of each cell that is not 0; in a one-mode network each pair once."""
        cells = self.weights.tocoo()
        order = np.lexsort((cells.col, cells.row))
        found = zip(cells.row[order].tolist(), cells.col[order].tolist(), cells.data[order].tolist(), strict=True)
        return [(self.rows[i], self.cols[j], w) for i, j, w in found if w and not (self.onemode and j < i)]

    def to_networkx(self) -> networkx.Graph:
        """An undirected graph with ``weight`` on edges; two-mode nodes are ("row", name) and ("col", name).

        Nodes carry ``label`` and ``bipartite`` (0 for rows, 1 for columns), so one name on both sides stays two nodes.
        """
        import networkx

        graph = networkx.Graph(start=iso_time(self.start), stop=iso_time(self.stop), statements=self.n)
        if self.onemode:
            graph.add_nodes_from((name, {"label": name, "bipartite": 0}) for name in self.rows)
            graph.add_weighted_edges_from(self.edges())
            return graph
        graph.add_nodes_from((("row", name), {"label": name, "bipartite": 0}) for name in self.rows)
        graph.add_nodes_from((("col", name), {"label": name, "bipartite": 1}) for name in self.cols)
        graph.add_weighted_edges_from((("row", a), ("col", b), w) for a, b, w in self.edges())
        return graph

    def to_igraph(self) -> igraph.Graph:
        """The same as an igraph graph, where python-igraph is installed (GPL, so never required)."""
        try:
            import igraph
        except ImportError:
            raise InputError("igraph is not installed", do="pip install igraph, or use to_networkx()") from None
        graph = self.to_networkx()
        place = {node: at for at, node in enumerate(graph)}
        made = igraph.Graph(n=len(place), edges=[(place[a], place[b]) for a, b in graph.edges])
        made.vs["name"] = [data["label"] for _, data in graph.nodes(data=True)]
        made.vs["type"] = [bool(data["bipartite"]) for _, data in graph.nodes(data=True)]
        made.es["weight"] = [data["weight"] for _, _, data in graph.edges(data=True)]
        return made
