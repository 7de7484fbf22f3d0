"""The tables of a study, filled row by row: numbers given out, values cut to what DNA holds, one value a variable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..store.studies import StudyTable
from .dna_file import Tables, empty_tables
from .dna_study import DATA_TABLES
from .utf16 import cut

#: The longest text that DNA holds in a field of limited length, in UTF-16 units.
LONGEST = 190

Row = dict[str, Any]


class StudyRows:
    """Tables to which rows can be added. Starts from the tables of a study, or from empty ones of version 3."""

    def __init__(self, tables: Tables | None = None) -> None:
        self._tables = {table.name.upper(): table for table in tables or empty_tables().values()}
        self.rows: dict[str, list[Row]] = {}
        for name, table in self._tables.items():
            columns = [column.upper() for column in table.columns]
            self.rows[name] = [dict(zip(columns, row, strict=True)) for row in table.rows]
        self._last: dict[str, int] = {}
        self._entities = {(row["VARIABLEID"], row["VALUE"]): row["ID"] for row in self.rows["ENTITIES"]}
        self._defaults = {name: _defaults(table) for name, table in self._tables.items()}

    def tables(self) -> Tables:
        """The tables as they are now."""
        return tuple(self._table(name, table) for name, table in self._tables.items())

    def _table(self, name: str, table: StudyTable) -> StudyTable:
        columns = [column.upper() for column in table.columns]
        rows = tuple(tuple(row.get(column) for column in columns) for row in self.rows[name])
        return StudyTable(table.name, table.sql, table.columns, rows)

    def add(self, table: str, **values: Any) -> int:
        """Append a row with the next free number; what is not given gets the table's default. Returns the number."""
        if table not in self._last:
            self._last[table] = max((row["ID"] for row in self.rows[table]), default=0)
        self._last[table] += 1
        row = dict(self._defaults[table]) | {"ID": self._last[table]}
        self.rows[table].append(row | {name.upper(): value for name, value in values.items()})
        return self._last[table]

    def coder(self, name: str, password: str, colour: tuple[int, int, int]) -> int:
        """A new coder with all rights, who sees and may edit what the others did, and they what it does."""
        others = [row["ID"] for row in self.rows["CODERS"]]
        red, green, blue = colour
        id = self.add("CODERS", name=cut(name, LONGEST), red=red, green=green, blue=blue, password=password)
        for other in others:
            self.add("CODERRELATIONS", coder=id, othercoder=other)
            self.add("CODERRELATIONS", coder=other, othercoder=id)
        return id

    def statement_type(self, label: str, colour: tuple[int, int, int], variables: Mapping[str, str]) -> int:
        """A new statement type; each short-text variable gets the entity "" that stands for "empty"."""
        red, green, blue = colour
        id = self.add("STATEMENTTYPES", label=label, red=red, green=green, blue=blue)
        for name, type in variables.items():
            variable = self.add("VARIABLES", variable=name, datatype=type, statementtypeid=id)
            if type == "short text":
                self.entity(variable, "")
        return id

    def variables(self, type: int) -> list[Row]:
        """The variables of a statement type, in order."""
        return [row for row in self.rows["VARIABLES"] if row["STATEMENTTYPEID"] == type]

    def attributes(self, variable: int, names: Iterable[str]) -> None:
        """Attribute variables for the entities of that variable, with an empty value for each entity there is."""
        for name in names:
            id = self.add("ATTRIBUTEVARIABLES", variableid=variable, attributevariable=name)
            for row in self.rows["ENTITIES"]:
                if row["VARIABLEID"] == variable:
                    self.add("ATTRIBUTEVALUES", entityid=row["ID"], attributevariableid=id, attributevalue="")

    def entity(self, variable: int, value: str, attributes: Mapping[str, str] | None = None) -> int:
        """The entity of that value, made where there is none, with a value for each attribute variable."""
        value = cut(value, LONGEST)
        if (variable, value) not in self._entities:
            id = self.add("ENTITIES", variableid=variable, value=value, red=0, green=0, blue=0)
            self._entities[variable, value] = id
            for row in self.rows["ATTRIBUTEVARIABLES"]:
                if row["VARIABLEID"] == variable:
                    text = cut((attributes or {}).get(row["ATTRIBUTEVARIABLE"], ""), LONGEST)
                    self.add("ATTRIBUTEVALUES", entityid=id, attributevariableid=row["ID"], attributevalue=text)
        return self._entities[variable, value]

    def statement(self, type: int, place: tuple[int, int, int], coder: int, values: Mapping[str, str | int]) -> int:
        """A new statement at ``place`` (document, start, stop in UTF-16 units) with one row a variable of its type.

        ``values`` are by variable; what is not given is empty, false or 0. Entities come by value.
        """
        document, start, stop = place
        id = self.add("STATEMENTS", statementtypeid=type, documentid=document, start=start, stop=stop, coder=coder)
        for variable in self.variables(type):
            kind = variable["DATATYPE"]
            value = values.get(variable["VARIABLE"], "" if "text" in kind else 0)
            column = "entity" if kind == "short text" else "value"
            given = self.entity(variable["ID"], str(value)) if kind == "short text" else value
            self.add(DATA_TABLES[kind], statementid=id, variableid=variable["ID"], **{column: given})
        return id

    def change(self, statement: int, variable: Row, value: str | int) -> None:
        """Another value of one variable of one statement."""
        short = variable["DATATYPE"] == "short text"
        for row in self.rows[DATA_TABLES[variable["DATATYPE"]]]:
            if row["STATEMENTID"] == statement and row["VARIABLEID"] == variable["ID"]:
                row["ENTITY" if short else "VALUE"] = self.entity(variable["ID"], str(value)) if short else value

    def drop(self, statements: set[int]) -> None:
        """Statements and their values away."""
        self.rows["STATEMENTS"] = [row for row in self.rows["STATEMENTS"] if row["ID"] not in statements]
        for table in DATA_TABLES.values():
            self.rows[table] = [row for row in self.rows[table] if row["STATEMENTID"] not in statements]


def _defaults(table: StudyTable) -> Row:
    """What SQLite would put where an insert names no value."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(table.sql)
        found = {}
        for _, name, _, _, default, _ in connection.execute(f"PRAGMA table_info([{table.name}])"):
            found[name.upper()] = connection.execute(f"SELECT {default}").fetchone()[0] if default else None
        return found
