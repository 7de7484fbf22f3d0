"""Networks to files: ``write_networks(table, options, path)``; the ending of the path says the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import InputError, OutputError
from .gexf import gexf_text
from .graph import Labelled
from .graphml import graphml_text
from .network_text import csv_text, dl_edges_text, dl_text, event_list_text
from .statement_table import Look
from .writing import written

if TYPE_CHECKING:
    from ..network import Network, NetworkOptions, StatementTable

#: Networks that go into one group of a parquet file.
ROW_GROUP = 200


def write_networks(
    table: StatementTable,
    options: NetworkOptions,
    out: Path | str,
    *,
    format: str | None = None,
    looks: Mapping[str, Mapping[str, Look]] | None = None,
    figure: str = "network",
    intervals: int | None = None,
) -> list[Path]:
    """Make the networks and write them.

    GEXF and parquet hold all time windows in one file; of the other formats each window gets a file, numbered.

    Args:
        table: of statements, as :func:`~onrecord.formats.statement_table.record_table` gives it.
        options: which network; an event list goes to CSV only.
        out: a file, or "-" for one network to standard output.
        format: a key of :data:`FORMATS`; None: the ending of ``out``.
        looks: numbers and colours of nodes.
        figure: for SVG, a key of :data:`~onrecord.formats.drawn.FIGURES`; its Vega-Lite description goes beside it.
        intervals: of the figure, from so many draws of articles; None: the usual number, 0: without.

    Returns:
        The files written.

    Raises:
        InputError: unknown variables or values, an event list that is not to be CSV.
        OutputError: unknown format, missing folder, full disk, many networks to standard output.
    """
    from ..network import each_network, event_list
    from ..network.options import NetworkType

    out = Path(out)
    format = format or (out.suffix[1:].lower() if str(out) != "-" else "csv")
    if format == "svg":
        return _figure(table, options, out, figure, intervals)
    if format not in FORMATS:
        known = ", ".join([*FORMATS, "svg"])
        raise OutputError(f"there is no network format {format!r}", where=str(out), do=f"choose one of: {known}")
    if options.network_type is NetworkType.EVENTLIST:
        if format != "csv":
            raise InputError("an event list is a CSV file", where=str(out), do="name the file ….csv")
        with written(out, "w") as file:
            file.write(event_list_text(event_list(table, options)))
        return [out]
    made = _some(each_network(table, options), out)
    labelled = Labelled(_counted(table, options), options, looks or {})
    return FORMATS[format].write(made, labelled, out)


def _figure(
    table: StatementTable, options: NetworkOptions, out: Path, kind: str, intervals: int | None
) -> list[Path]:
    from .drawn import DRAWS, drawn
    from .figures_frame import write_figure

    return write_figure(drawn(table, options, kind, intervals=DRAWS if intervals is None else intervals), out)


def _some(networks: Iterator[Network], out: Path) -> Iterator[Network]:
    first = next(networks, None)
    if first is None:
        what = "no window of time fits between the first statement and the last"
        raise InputError(what, where=str(out), do="choose a smaller window, or another unit")
    return chain([first], networks)


def _counted(table: StatementTable, options: NetworkOptions) -> StatementTable:
    """The statements that the network counts."""
    from ..network import event_list

    return event_list(table, options)


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A format, and what writes networks in it."""

    title: str
    write: Callable[[Iterator[Network], Labelled, Path], list[Path]]


def _each(text: Callable[[Network, Labelled], str]) -> Callable[[Iterator[Network], Labelled, Path], list[Path]]:
    """One file for each network: ``out`` itself where there is one, numbered where there are more."""

    def write(networks: Iterator[Network], labelled: Labelled, out: Path) -> list[Path]:
        made = list(networks)
        if len(made) > 1 and str(out) == "-":
            what = f"there are {len(made)} networks, one a time window"
            raise OutputError(what, where="-", do="name a file, or choose gexf or parquet")
        width = max(3, len(str(len(made))))
        paths = [out] if len(made) == 1 else [_numbered(out, n, width) for n in range(1, len(made) + 1)]
        for path, network in zip(paths, made, strict=True):
            with written(path, "w") as file:
                file.write(text(network, labelled))
        return paths

    return write


def _numbered(out: Path, n: int, width: int) -> Path:
    return out.with_name(f"{out.stem}-{n:0{width}d}{out.suffix}")


def _csv(network: Network, labelled: Labelled) -> str:
    return csv_text(network, whole=_whole(network, labelled.options))


def _dl(network: Network, labelled: Labelled) -> str:
    return dl_text(network, whole=_whole(network, labelled.options))


def _whole(network: Network, options: NetworkOptions) -> bool:
    """Whether cells are counts: nothing was divided or smoothed, and a scale has not made fractions of them."""
    counted = options.normalization == "no" and options.kernel == "no" and not options.normalize_to_one
    return counted and bool((network.weights.data % 1 == 0).all())


def _gexf(networks: Iterator[Network], labelled: Labelled, out: Path) -> list[Path]:
    content = gexf_text(networks, labelled)
    with written(out, "w") as file:
        file.write(content)
    return [out]


def _parquet(networks: Iterator[Network], labelled: Labelled, out: Path) -> list[Path]:
    with written(out, "wb") as file:
        _put_rows(networks, file)
    return [out]


def _put_rows(networks: Iterator[Network], file: IO[bytes]) -> None:
    """One row a cell that is not 0: window, start, mid, stop (UTC), statements, row, column, weight."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    moment = pa.timestamp("s", tz="UTC")
    kinds = [("window", pa.int32()), ("start", moment), ("mid", moment), ("stop", moment), ("statements", pa.int64())]
    schema = pa.schema([*kinds, ("row", pa.string()), ("column", pa.string()), ("weight", pa.float64())])
    numbered = enumerate(networks, 1)
    with pq.ParquetWriter(file, schema) as writer:
        while group := list(islice(numbered, ROW_GROUP)):
            rows = [
                (n, int(made.start), int(made.mid), int(made.stop), made.n, *edge)
                for n, made in group
                for edge in made.edges()
            ]
            columns = list(zip(*rows, strict=True)) or [()] * len(schema)
            arrays = [pa.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)]
            writer.write_table(pa.table(arrays, schema))


FORMATS: dict[str, NetworkFormat] = {
    "csv": NetworkFormat("a matrix, or the event list", _each(_csv)),
    "dl": NetworkFormat("a matrix for UCINET", _each(_dl)),
    "dl-edges": NetworkFormat("a list of edges for UCINET", _each(lambda network, _: dl_edges_text(network))),
    "graphml": NetworkFormat("a graph for visone, Gephi, igraph, NetworkX", _each(graphml_text)),
    "gexf": NetworkFormat("a graph over time for Gephi", _gexf),
    "parquet": NetworkFormat("a table of edges, all windows", _parquet),
}
