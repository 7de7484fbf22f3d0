"""Networks as text: CSV and UCINET .dl matrices and the event list, byte for byte as DNA writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..network import Network, StatementTable


def csv_text(network: Network, *, whole: bool) -> str:
    """A matrix with ``;`` between cells and names in quotes; ``whole``: counts, without decimals.

    >>> from scipy.sparse import csr_array
    >>> from onrecord.network import Network
    >>> made = Network(("Ada",), ("tax", "toll"), csr_array([[1.0, -2.0]]), 0, 0.0, 0, 3, onemode=False)
    >>> print(csv_text(made, whole=True))
    "";"tax";"toll"
    "Ada";1;-2
    """
    lines = [";".join(['""', *(_quoted(name) for name in network.cols)])]
    for name, cells in zip(network.rows, _cells(network, whole=whole), strict=True):
        lines.append(";".join([_quoted(name), *cells]))
    return "\n".join(lines)


def dl_text(network: Network, *, whole: bool) -> str:
    """A matrix as UCINET reads it (full matrix, labels in quotes)."""
    rows, cols = map(_labels, (network.rows, network.cols))
    if network.onemode:
        head = [f"dl n = {len(rows)}, format = fullmatrix", "labels:", *rows]
    else:
        head = [f"dl nr = {len(rows)}, nc = {len(cols)}, format = fullmatrix"]
        head += ["row labels:", *rows, "col labels:", *cols]
    return "\n".join([*head, "data:", *("".join(f" {c}" for c in cells) for cells in _cells(network, whole=whole))])


def _cells(network: Network, *, whole: bool) -> Iterator[list[str]]:
    for row in network.matrix.tolist():
        # adding 0.0 takes the sign off a negative zero
        yield [str(round(cell)) if whole else f"{cell + 0.0:.6f}" for cell in row]


def dl_edges_text(network: Network) -> str:
    """The same as a list of edges, for large networks that are mostly empty; a one-mode tie stands in both directions.

    >>> from scipy.sparse import csr_array
    >>> from onrecord.network import Network
    >>> made = Network(("Ada",), ("tax", "toll"), csr_array([[1.0, 0.0]]), 0, 0.0, 0, 3, onemode=False)
    >>> print(dl_edges_text(made), end="")
    dl nr = 1, nc = 2, format = edgelist2
    row labels:
    "Ada"
    col labels:
    "tax"
    "toll"
    data:
    1 1 1
    """
    rows, cols = map(_labels, (network.rows, network.cols))
    if network.onemode:
        head = [f"dl n = {len(rows)}, format = edgelist1", "labels:", *rows]
    else:
        head = [f"dl nr = {len(rows)}, nc = {len(cols)}, format = edgelist2"]
        head += ["row labels:", *rows, "col labels:", *cols]
    cells = network.weights.tocoo()
    found = sorted(zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True))
    return "\n".join([*head, "data:", *(f"{i + 1} {j + 1} {w:.15g}" for i, j, w in found if w), ""])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _labels(names: Iterable[str]) -> list[str]:
    return ['"' + " ".join(name.replace('"', "'").split()) + '"' for name in names]


_FIELDS = ("title", "author", "source", "section", "type")


def event_list_text(table: StatementTable) -> str:
    """One line a statement, in the table's order; inside text ``;`` becomes ``,`` and ``"`` becomes ``'``."""
    names = ["statement_id", "time", *table.variables, "start_position", "stop_position", "text", "coder"]
    names += ["document_id", *(f"document_{field}" for field in _FIELDS)]
    columns = [_column(table.id), [_time(seconds) for seconds in table.date.tolist()]]
    columns += [_column(variable.values) for variable in table.variables.values()]
    columns += [_column(getattr(table, name)) for name in ("start", "stop", "text", "coder")]
    columns += [_column(table.document), *(_column(table.documents.get(field)) for field in _FIELDS)]
    blank = ['""'] * len(table)
    rows = zip(*(blank if column is None else column for column in columns), strict=True)
    return "\n".join([";".join(f'"{name}"' for name in names), *(";".join(row) for row in rows)])


def _column(values: Any) -> list[str] | None:
    if values is None:
        return None
    return [_field(value) for value in values.tolist()]


def _field(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace(";", ",").replace('"', "'") + '"'


def _time(seconds: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S")
