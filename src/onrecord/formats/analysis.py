"""An analysis as a table, as JSON and as a figure: what every verb of ``onrecord analyse`` writes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import OutputError
from .figures_frame import Figure, write_figure
from .writing import written

FORMATS = ("csv", "json", "svg")


@dataclass(frozen=True, slots=True)
class Analysis:
    """``rows`` are as long as ``columns``; ``about`` is what is said once (JSON only); ``draw`` makes the figure."""

    kind: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple]
    draw: Callable[[], Figure]
    about: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"analysis": self.kind, "title": self.title, **self.about, "rows": rows}


def write_analysis(analysis: Analysis, out: Path | str, *, format: str | None = None) -> list[Path]:
    """Write it as its ending says: ….csv, ….json, or ….svg with its Vega-Lite description ….vl.json beside it.

    Args:
        analysis: what was worked out.
        out: a file, or "-" for standard output (CSV unless ``format`` says JSON).
        format: one of :data:`FORMATS`; None: the ending of ``out``.

    Returns:
        The files written.

    Raises:
        OutputError: another ending, missing folder, full disk, a figure to standard output.
    """
    out = Path(out)
    format = format or (out.suffix[1:].lower() if str(out) != "-" else "csv")
    if format == "svg":
        return write_figure(analysis.draw(), out)
    if format not in FORMATS:
        what = f"an analysis cannot be written as {format!r}"
        raise OutputError(what, where=str(out), do=f"choose one of: {', '.join(FORMATS)}")
    with written(out, "w") as file:
        if format == "json":
            file.write(json.dumps(analysis.as_json(), ensure_ascii=False, indent=1, default=float) + "\n")
        else:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(analysis.columns)
            writer.writerows([["" if cell is None else cell for cell in row] for row in analysis.rows])
    return [out]
