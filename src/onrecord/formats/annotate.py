"""Readings without a record: any input in, one JSON object an article out, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..pipeline.engines import map_read
from ..text.sources import articles
from .reading_json import reading_to_json


def annotated(source: str, *, codebook: Path | None = None, workers: int = 1) -> Iterator[dict[str, Any]]:
    """Each article of ``source`` as a reading in JSON; what cannot be read as an object that holds its problem.

    Args:
        source: a path as for ``onrecord read``, or "-" for standard input.
        codebook: code positions on these issues too.
        workers: processes.

    Raises:
        CodebookError: the codebook is wrong; nothing has been read then.
    """
    from ..positions.codebook import load_codebook
    from ..positions.coder import code_reading

    book = load_codebook(codebook) if codebook else None
    for reading in map_read(articles([source]), workers=workers):
        positions = code_reading(reading, book) if book else ()
        yield reading_to_json(reading, positions=positions)
