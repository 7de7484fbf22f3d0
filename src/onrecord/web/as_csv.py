"""The JSON twin's list as a table: one row an object, nested fields with dots, lists of words joined by " | ".

A cell of words that a spreadsheet would take for a formula begins with an apostrophe; the JSON twin has it as it is."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

#: What makes a spreadsheet work out a cell in place of showing it; a minus before a number does no harm.
_FORMULA = re.compile(r"[\t\r ]*[=+@]|[\t\r ]*-(?![\d.]+$)")


def csv_of(data: dict[str, Any], table: str | None = None) -> str:
    r"""The rows under ``table`` (None: the first list of objects, else all of ``data`` as one row), with a header.

    >>> csv_of({"page": 1, "actors": [{"id": "a1", "names": ["Ann", "A. Roe"], "seen": {"first": None}}]})
    'id,names,seen.first\na1,Ann | A. Roe,\n'
    """
    rows = [_flat(row) for row in _rows(data, table)]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    if columns:
        writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _rows(data: dict[str, Any], table: str | None) -> list[dict[str, Any]]:
    if table is not None:
        return data[table]
    lists = (value for value in data.values() if isinstance(value, list))
    objects = next((rows for rows in lists if rows and all(isinstance(row, dict) for row in rows)), None)
    if objects is not None:
        return objects
    # an empty list stays a table without rows
    return [] if any(isinstance(value, list) for value in data.values()) else [data]


def _flat(row: dict[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[before + name] = _cell(value)
    return flat


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            return _plain(" | ".join(value))
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    r"""Words that nothing works out.

    >>> _plain('=HYPERLINK("https://a.example")'), _plain("-0.5"), _plain("- no"), _plain("no")
    ('\'=HYPERLINK("https://a.example")', '-0.5', "'- no", 'no')
    """
    return f"'{text}" if _FORMULA.match(text) else text
