"""A study as objects: documents, coders, statement types with variables, and statements with a value for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..errors import InputError
from ..store.studies import StudyTable
from .utf16 import Offsets

#: Where a value of each type is kept.
DATA_TABLES = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
}

#: Seconds since 1970 that a year from 1 to 9999 can have.
_FIRST, _LAST = -62_135_596_800, 253_402_300_799


@dataclass(frozen=True, slots=True)
class DnaDocument:
    """One document; ``date`` is in seconds since 1970 UTC."""

    id: int
    title: str
    text: str
    coder: int | None
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: int


@dataclass(frozen=True, slots=True)
class DnaVariable:
    id: int
    name: str
    type: str  # a key of DATA_TABLES


@dataclass(frozen=True, slots=True)
class DnaType:
    """A statement type with its variables in order."""

    id: int
    label: str
    variables: tuple[DnaVariable, ...]


@dataclass(frozen=True, slots=True)
class DnaEntity:
    """One value of a short-text variable, with its colour (#RRGGBB) and attributes."""

    id: int
    value: str
    colour: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DnaStatement:
    """``start`` and ``stop`` are code points here, UTF-16 units in the file; ``values`` are by variable."""

    id: int
    type: int
    document: int
    start: int
    stop: int
    coder: int
    values: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class DnaStudy:
    """A study, checked. ``entities`` are by variable id."""

    version: str
    coders: dict[int, str]
    documents: dict[int, DnaDocument]
    types: dict[int, DnaType]
    entities: dict[int, tuple[DnaEntity, ...]]
    statements: tuple[DnaStatement, ...]
    regexes: tuple[str, ...]

    def of_type(self, type: int) -> list[DnaStatement]:
        """The statements of that type."""
        return [statement for statement in self.statements if statement.type == type]


def study_of(tables: tuple[StudyTable, ...], where: str) -> DnaStudy:
    """The tables of a file as a study; ``where`` names it in errors.

    Raises:
        InputError: a row that points nowhere, offsets outside the text, a statement without a value.
    """
    rows = {table.name.upper(): _rows(table) for table in tables}
    documents = {row["ID"]: _document(row, where) for row in rows["DOCUMENTS"]}
    types = _types(rows)
    entities = _entities(rows)
    study = DnaStudy(
        version=next(str(row["VALUE"]) for row in rows["SETTINGS"] if str(row["PROPERTY"]).lower() == "version"),
        coders={row["ID"]: row["NAME"] for row in rows["CODERS"]},
        documents=documents,
        types=types,
        entities=entities,
        statements=(),
        regexes=tuple(row["LABEL"] for row in rows["REGEXES"]),
    )
    return DnaStudy(
        study.version,
        study.coders,
        documents,
        types,
        entities,
        tuple(_statements(rows, study, where)),
        study.regexes,
    )


def _rows(table: StudyTable) -> list[dict[str, Any]]:
    names = [column.upper() for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def _wrong(where: str, what: str) -> InputError:
    return InputError(what, where=where, do="correct it in DNA and save it again; nothing was imported")


def _document(row: dict[str, Any], where: str) -> DnaDocument:
    if not isinstance(row["DATE"], int) or not _FIRST <= row["DATE"] <= _LAST:
        raise _wrong(f"{where}, document {row['ID']}", f"its date {row['DATE']!r} is no second since 1970")
    names = ("ID", "TITLE", "TEXT", "CODER", "AUTHOR", "SOURCE", "SECTION", "NOTES", "TYPE", "DATE")
    for name in names[1:3] + names[4:9]:
        if not isinstance(row[name], str):
            raise _wrong(f"{where}, document {row['ID']}", f"its {name.lower()} is not text")
    return DnaDocument(*(row[name] for name in names))


def _types(rows: dict[str, list[dict[str, Any]]]) -> dict[int, DnaType]:
    variables: dict[int, list[DnaVariable]] = {}
    for row in rows["VARIABLES"]:
        variable = DnaVariable(row["ID"], row["VARIABLE"], row["DATATYPE"])
        variables.setdefault(row["STATEMENTTYPEID"], []).append(variable)
    return {
        row["ID"]: DnaType(row["ID"], row["LABEL"], tuple(variables.get(row["ID"], ())))
        for row in rows["STATEMENTTYPES"]
    }


def _entities(rows: dict[str, list[dict[str, Any]]]) -> dict[int, tuple[DnaEntity, ...]]:
    names = {row["ID"]: row["ATTRIBUTEVARIABLE"] for row in rows["ATTRIBUTEVARIABLES"]}
    attributes: dict[int, dict[str, str]] = {}
    for row in rows["ATTRIBUTEVALUES"]:
        name = names.get(row["ATTRIBUTEVARIABLEID"])
        if name is not None:
            attributes.setdefault(row["ENTITYID"], {})[name] = row["ATTRIBUTEVALUE"]
    found: dict[int, list[DnaEntity]] = {}
    for row in rows["ENTITIES"]:
        colour = "#{:02X}{:02X}{:02X}".format(*((row[part] or 0) for part in ("RED", "GREEN", "BLUE")))
        entity = DnaEntity(row["ID"], row["VALUE"], colour, attributes.get(row["ID"], {}))
        found.setdefault(row["VARIABLEID"], []).append(entity)
    return {variable: tuple(entities) for variable, entities in found.items()}


def _statements(rows: dict[str, list[dict[str, Any]]], study: DnaStudy, where: str) -> Iterator[DnaStatement]:
    offsets = {id: Offsets(document.text) for id, document in study.documents.items()}
    values = _values(rows, where)
    for row in rows["STATEMENTS"]:
        here = f"{where}, statement {row['ID']}"
        kind = study.types.get(row["STATEMENTTYPEID"])
        if kind is None:
            raise _wrong(here, f"there is no statement type {row['STATEMENTTYPEID']}")
        if row["DOCUMENTID"] not in study.documents:
            raise _wrong(here, f"there is no document {row['DOCUMENTID']}")
        if row["CODER"] not in study.coders:
            raise _wrong(here, f"there is no coder {row['CODER']}")
        text, start, stop = offsets[row["DOCUMENTID"]], row["START"], row["STOP"]
        if not (isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop <= text.length):
            what = f"[{start}, {stop}) lies outside the {text.length} characters of document {row['DOCUMENTID']}"
            raise _wrong(here, what)
        yield DnaStatement(
            id=row["ID"],
            type=kind.id,
            document=row["DOCUMENTID"],
            start=text.point(start),
            stop=text.point(stop, end=True),
            coder=row["CODER"],
            values={variable.name: _value(values, row["ID"], variable, here) for variable in kind.variables},
        )


def _values(rows: dict[str, list[dict[str, Any]]], where: str) -> dict[tuple[str, int, int], list[Any]]:
    """(table, statement, variable) → the values there; entities as text."""
    text = {row["ID"]: (row["VARIABLEID"], row["VALUE"]) for row in rows["ENTITIES"]}
    found: dict[tuple[str, int, int], list[Any]] = {}
    for table in DATA_TABLES.values():
        for row in rows[table]:
            value = row.get("VALUE")
            if table == "DATASHORTTEXT":
                variable, value = text.get(row["ENTITY"], (None, None))
                if variable != row["VARIABLEID"]:
                    here = f"{where}, statement {row['STATEMENTID']}"
                    raise _wrong(here, f"its entity {row['ENTITY']} is none of variable {row['VARIABLEID']}")
            found.setdefault((table, row["STATEMENTID"], row["VARIABLEID"]), []).append(value)
    return found


def _value(values: dict, statement: int, variable: DnaVariable, here: str) -> str | int:
    table = DATA_TABLES.get(variable.type)
    if table is None:
        raise _wrong(here, f"its variable {variable.name!r} has an unknown type {variable.type!r}")
    found = values.get((table, statement, variable.id), [])
    if len(found) != 1:
        count = "no value" if not found else f"{len(found)} values"
        raise _wrong(here, f"it has {count} of the variable {variable.name!r}")
    value = found[0]
    if variable.type == "long text" and value is None:
        return ""
    if not isinstance(value, str if "text" in variable.type else int):
        raise _wrong(here, f"its {variable.name!r} is {value!r}, not {variable.type}")
    if variable.type == "boolean" and value not in (0, 1):
        raise _wrong(here, f"its {variable.name!r} is {value}, neither 0 nor 1")
    return value
