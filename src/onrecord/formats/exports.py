"""The record to files: ``export(record, "csv", path)``."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import OutputError
from ..store import queries
from .reading_json import reading_to_json
from .tables import TABLES, Table
from .writing import written

if TYPE_CHECKING:
    from ..store.record import Record

#: Rows that go into one group of a parquet file.
ROW_GROUP = 5_000


def export(
    record: Record, format: str, out: Path | str, *, password: str | None = None, table: str | None = None
) -> list[Path]:
    """Write the record to a file, actors resolved over all articles, judgements honoured.

    A file appears whole or not at all, and the same record gives the same bytes.

    Args:
        record: open, for reading at least.
        format: a key of :data:`EXPORTS`: "jsonl" (a reading a line), "csv" or "parquet" (tables), "dna" (a study for
            Discourse Network Analyzer), "ftm" or "popolo" (actors and ties), "graphml" or
            "gexf" (persons × issues; any other network: ``write_networks``).
        out: a file; for tables it holds the statements, and if it is a folder, one file a table is put into it. "-" is
            standard output, for text.
        password: for the coders' accounts in a study; no other format takes one.
        table: for csv and parquet, a key of :data:`TABLES` in place of the statements.

    Returns:
        The files written.

    Raises:
        OutputError: unknown format or table, missing folder, full disk.
    """
    if format not in EXPORTS:
        known = ", ".join(EXPORTS)
        raise OutputError(f"there is no format {format!r}", where=str(out), do=f"choose one of: {known}")
    if table is not None:
        return _one_table(record, Path(out), format, table)
    if format == "dna":
        return _dna(record, Path(out), password=password)
    return EXPORTS[format](record, Path(out))


def _jsonl(record: Record, out: Path) -> list[Path]:
    with written(out, "w") as file:
        for row in queries.readings(record):
            reading = reading_to_json(row.reading, resolved=row.resolved, positions=row.positions)
            file.write(json.dumps(reading, ensure_ascii=False) + "\n")
    return [out]


def _dna(record: Record, out: Path, *, password: str | None = None) -> list[Path]:
    from .dna_export import export_study

    return export_study(record, out, password=password)


def _actors_out(record: Record, out: Path, write: str) -> list[Path]:
    from . import actors_out

    return getattr(actors_out, write)(record, out)


def _graph(record: Record, out: Path, format: str) -> list[Path]:
    """Who stands where on what: persons (or what the study has) × issues, support less oppose, once an article."""
    from ..network import NetworkOptions
    from .networks import write_networks
    from .statement_table import record_table

    table, looks = record_table(record)
    speaker = "person" if "person" in table.variables else "organization"
    options = NetworkOptions(variable1=speaker, aggregation="subtract")
    return write_networks(table, options, out, format=format, looks=looks)


def _csv(record: Record, out: Path) -> list[Path]:
    return _tables(record, out, "csv", "w", _write_csv)


def _parquet(record: Record, out: Path) -> list[Path]:
    return _tables(record, out, "parquet", "wb", _write_parquet)


def _one_table(record: Record, out: Path, format: str, table: str) -> list[Path]:
    if format not in ("csv", "parquet"):
        raise OutputError(f"{format} has no tables", where=str(out), do="ask for csv or parquet")
    if table not in TABLES:
        raise OutputError(f"there is no table {table!r}", where=str(out), do=f"choose one of: {', '.join(TABLES)}")
    if out.is_dir():
        out /= f"{table}.{format}"
    mode, write = ("w", _write_csv) if format == "csv" else ("wb", _write_parquet)
    with written(out, mode) as file:
        write(record, TABLES[table], file)
    return [out]


def _tables(
    record: Record, out: Path, suffix: str, mode: str, write: Callable[[Record, Table, IO], None]
) -> list[Path]:
    if not out.is_dir():
        chosen = {out: TABLES["statements"]}
    else:
        chosen = {out / f"{name}.{suffix}": table for name, table in TABLES.items()}
    for path, table in chosen.items():
        with written(path, mode) as file:
            write(record, table, file)
    return list(chosen)


def _write_csv(record: Record, table: Table, file: IO[str]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows(record):
        writer.writerow(["" if value is None else value for value in row])


def _write_parquet(record: Record, table: Table, file: IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
    with pq.ParquetWriter(file, schema) as writer:
        for rows in _groups(table.rows(record)):
            columns = list(zip(*rows, strict=True))
            writer.write_table(pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema))


def _groups(rows: Iterator[tuple]) -> Iterator[list[tuple]]:
    group: list[tuple] = []
    for row in rows:
        group.append(row)
        if len(group) == ROW_GROUP:
            yield group
            group = []
    if group:
        yield group


EXPORTS: dict[str, Callable[[Record, Path], list[Path]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "dna": _dna,
    "ftm": lambda record, out: _actors_out(record, out, "write_ftm"),
    "popolo": lambda record, out: _actors_out(record, out, "write_popolo"),
    "graphml": lambda record, out: _graph(record, out, "graphml"),
    "gexf": lambda record, out: _graph(record, out, "gexf"),
}
