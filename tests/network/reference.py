"""The reference study and DNA's own output, read in place from the data beside the repository."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from onrecord.network import NetworkOptions, StatementTable, Variable

_TABLES = {
    "boolean": ("DATABOOLEAN", "Value"),
    "integer": ("DATAINTEGER", "Value"),
    "short text": ("DATASHORTTEXT", "Entity"),
    "long text": ("DATALONGTEXT", "Value"),
}
_NAMES = {
    "networkType": "network_type",
    "variable1": "variable1",
    "variable1Document": "variable1_document",
    "variable2": "variable2",
    "variable2Document": "variable2_document",
    "qualifier": "qualifier",
    "qualifierAggregation": "aggregation",
    "normalization": "normalization",
    "isolates": "isolates",
    "duplicates": "duplicates",
    "timeWindow": "time_window",
    "windowSize": "window_size",
    "kernel": "kernel",
    "indentTime": "indent_time",
    "invertValues": "invert_values",
    "normalizeToOne": "normalize_to_one",
}


def reference(shared: Path, name: str) -> list[dict]:
    return json.loads((shared / "reference" / "dna" / f"{name}.json").read_text(encoding="utf-8"))


def sample(shared: Path) -> StatementTable:
    """The statements of type 1 of the sample study."""
    path = shared / "reference" / "dna" / "sample.dna"
    base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    rows = base.execute(
        "SELECT s.ID, d.Date, d.ID, d.Author, d.Source, d.Section, d.Type, d.Title, s.Start, s.Stop FROM STATEMENTS s"
        " JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE s.StatementTypeId = 1 ORDER BY s.ID"
    ).fetchall()
    ids, date, document, author, source, section, type_, title, start, stop = zip(*rows, strict=True)
    entity = dict(base.execute("SELECT ID, Value FROM ENTITIES"))
    variables = {}
    for key, name, kind in base.execute("SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = 1"):
        table, column = _TABLES[kind]
        found = dict(base.execute(f"SELECT StatementId, {column} FROM {table} WHERE VariableId = ?", (key,)))
        values = [entity[found[s]] if kind == "short text" else found[s] for s in ids]
        variables[name] = Variable(kind, values)
    base.close()
    fields = {"author": author, "source": source, "section": section, "type": type_, "title": title}
    return StatementTable(ids, date, document, fields, variables, start=start, stop=stop)


def options_of(raw: dict, **more) -> NetworkOptions:
    """DNA's words for the options as ours; what it leaves out is at DNA's defaults."""
    given = {"qualifier": None, "duplicates": "include", **{_NAMES[k]: v for k, v in raw.items() if k in _NAMES}}
    if "excludeVariable" in raw:
        given["exclude"] = {raw["excludeVariable"]: [raw["excludeValue"]]}
    return NetworkOptions(**{**given, **more})


def minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M")
