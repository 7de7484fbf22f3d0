"""Statements of a study or of a record as the columns that networks are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError
from ..network.layers import LAYERS
from ..store.studies import study_digests
from .dna_export import study_tables
from .dna_study import DnaStudy, DnaType, study_of

if TYPE_CHECKING:
    from ..network import StatementTable
    from ..store.record import Record


@dataclass(frozen=True, slots=True)
class Look:
    """How a value is shown in a drawing: its number in the study and its colour (#RRGGBB)."""

    id: int
    colour: str


def record_table(
    record: Record,
    *,
    statement_type: str | None = None,
    layer: str = "positions",
    start: int | None = None,
    stop: int | None = None,
) -> tuple[StatementTable, dict[str, dict[str, Look]]]:
    """The record's statements, judgements honoured, as a table; and variable → value → its look.

    Without an imported study these are the positions for and against, see
    :func:`~onrecord.network.from_record.statement_table`. Of an imported study they are its own rows, as coded; what
    people changed since is laid over, and articles that the machine read are added.

    Args:
        record: open.
        statement_type: its label; None: the one with most statements.
        layer: a key of :data:`~onrecord.network.layers.LAYERS`; those beside "positions" are of the record, not of a
            study.
        start, stop: of the ties in the layer "affiliation", in seconds since 1970 UTC.

    Raises:
        InputError: there is no such statement type, or no such layer.
    """
    if layer not in LAYERS:
        raise InputError(f"there is no layer {layer!r}", where="layer", do=f"choose one of: {', '.join(LAYERS)}")
    if layer != "positions" or (statement_type is None and not _has_study(record)):
        return LAYERS[layer].table(record, start, stop), {}
    study = study_of(study_tables(record, password="", where=str(record.path)), str(record.path))
    kind = _chosen_type(study, statement_type, str(record.path))
    looks = {
        variable.name: {entity.value: Look(entity.id, entity.colour) for entity in study.entities.get(variable.id, ())}
        for variable in kind.variables
    }
    return study_table(study, kind), looks


def _has_study(record: Record) -> bool:
    with record.reading() as connection:
        return bool(study_digests(connection))


def study_table(study: DnaStudy, kind: DnaType) -> StatementTable:
    """The statements of one type, in the order of the study; documents and coders go by number."""
    from ..network import StatementTable, Variable

    rows = study.of_type(kind.id)
    documents = [study.documents[row.document] for row in rows]
    return StatementTable(
        id=[row.id for row in rows],
        date=[document.date for document in documents],
        document=[row.document for row in rows],
        documents={
            name: [getattr(document, name) for document in documents]
            for name in ("title", "author", "source", "section", "type")
        },
        variables={v.name: Variable(v.type, [row.values[v.name] for row in rows]) for v in kind.variables},
        start=[row.start for row in rows],
        stop=[row.stop for row in rows],
        text=[study.documents[row.document].text[row.start : row.stop] for row in rows],
        coder=[row.coder for row in rows],
        attributes={
            v.name: {entity.value: entity.attributes for entity in study.entities.get(v.id, ())}
            for v in kind.variables
            if v.type == "short text"
        },
    )


def _chosen_type(study: DnaStudy, label: str | None, where: str) -> DnaType:
    if label is None:
        counts = {id: len(study.of_type(id)) for id in study.types}
        if not counts:
            raise InputError("there are no statement types", where=where, do="read or import something first")
        return study.types[max(counts, key=lambda id: (counts[id], -id))]
    for kind in study.types.values():
        if kind.label.casefold() == label.casefold():
            return kind
    known = ", ".join(repr(kind.label) for kind in study.types.values())
    raise InputError(f"there is no statement type {label!r}", where=where, do=f"choose one of {known}")
