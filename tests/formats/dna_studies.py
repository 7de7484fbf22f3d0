"""A study made by hand: two coders on the harbour toll of Tavia, with characters that are two units in Java."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np

from onrecord.formats.dna_file import write_tables
from onrecord.formats.dna_password import hashed
from onrecord.formats.dna_tables import StudyRows
from onrecord.formats.utf16 import Offsets

TOLL = "⚓🛳️ Harbour news 🐟\nMira Solden said the toll must go. 🎣🎣 Ivo Tarn said it stays.\n"
QUAY = "The quay 🏗 is paid, said Mira Solden of the Reed Party.\n"
#: (document, words, person, organization, concept, agreement, weight, coder)
CODED = (
    (1, "the toll must go", "Mira Solden", "Reed Party", "Harbour toll", 0, -3, 2),
    (1, "it stays", "Ivo Tarn", "Harbour Office", "Harbour toll", 1, 2, 2),
    (1, "it stays", "Ivo Tarn", "Harbour Office", "Harbour toll", 0, 0, 3),
    (2, "The quay 🏗 is paid", "Mira Solden", "Reed Party", "The quay is paid 🏗", 1, 1, 3),
    (2, "said Mira Solden", "", "Reed Party", "", 1, 0, 3),
)


def toll_rows() -> StudyRows:
    """The tables of the study, for a test to spoil."""
    rows = StudyRows()
    rows.rows["SETTINGS"] = [{"PROPERTY": "version", "VALUE": "3.1.2"}, {"PROPERTY": "date", "VALUE": "2031-04-01"}]
    rows.rows["REGEXES"] = [{"LABEL": "toll|fee", "RED": 255, "GREEN": 0, "BLUE": 0}]
    for name in ("Admin", "Ada", "Bo"):
        rows.coder(name, hashed("reed", salt=b"0123456789abcdef"), (0, 0, 255))
    variables = {"person": "short text", "organization": "short text", "concept": "short text"}
    kind = rows.statement_type("DNA Statement", (1, 2, 3), variables | {"agreement": "boolean", "weight": "integer"})
    notes = rows.statement_type("Annotation", (9, 9, 9), {"note": "long text"})
    for variable in rows.variables(kind)[:3]:
        rows.attributes(variable["ID"], ("Type", "Notes"))
    for title, text, date in (("The toll 🐟", TOLL, 1_930_000_000), ("The quay", QUAY, 1_930_100_000)):
        rows.add("DOCUMENTS", title=title, text=text, coder=2, source="Oriel Gazette", date=date)
    for document, words, person, body, concept, agreement, weight, coder in CODED:
        values = {"person": person, "organization": body, "concept": concept, "agreement": agreement, "weight": weight}
        rows.statement(kind, (document, *units_of(document, words)), coder, values)
    rows.statement(notes, (1, *units_of(1, "Harbour news")), 3, {"note": "a headline, is it?"})
    return rows


#: Of four statement types: variables and how often a statement is of it.
TYPES = {
    "DNA Statement": {
        "person": "short text",
        "organization": "short text",
        "concept": "short text",
        "agreement": "boolean",
    },
    "Scale": {"person": "short text", "concept": "short text", "intensity": "integer", "remark": "long text"},
    "Annotation": {"note": "long text"},
    "Plot 🐟": {"hero": "short text", "sure": "boolean"},
}


def large_rows(statements: int = 10_000, documents: int = 200, coders: int = 5, *, seed: int = 5) -> StudyRows:
    """A study by lot: texts full of emoji, four statement types, values that are missing, negative, long or odd."""
    lot = np.random.default_rng(seed)
    rows = StudyRows()
    rows.rows["SETTINGS"] = [{"PROPERTY": "version", "VALUE": "3.1.2"}, {"PROPERTY": "date", "VALUE": "2031-04-01"}]
    rows.rows["REGEXES"] = [{"LABEL": f"toll {n}|🐟", "RED": n, "GREEN": 0, "BLUE": 255} for n in range(7)]
    for n in range(coders):
        rows.coder("Admin" if not n else f"Ada {n} 🐟", hashed("reed", salt=b"0123456789abcdef"), (n * 40, 0, 0))
    kinds = [rows.statement_type(label, (1, 2, 3), variables) for label, variables in TYPES.items()]
    for variable in rows.variables(kinds[0])[:3] + rows.variables(kinds[3])[:1]:
        rows.attributes(variable["ID"], ("Type", "Alias 🐟"))
    words = ["the", "toll", "⚓", "must", "go", "🛳️", "ferry", "🐟", "Ada", "🏗", "\n", "é", "漢字", "𝒳", "👩‍👧", ""]
    texts = [" ".join(lot.choice(words, int(lot.integers(2, 600)))) + "." for _ in range(documents)]
    for n, text in enumerate(texts):
        when = int(lot.integers(-(10**9), 2 * 10**9))
        rows.add("DOCUMENTS", title=f"{n} 🐟", text=text, coder=n % coders + 1, source=f"Post {n % 9}", date=when)
    offsets = [Offsets(text) for text in texts]
    pick = {
        "person": [*(f"Person {n}{' 🐟' * (n % 7 == 0)}" for n in range(300)), ""],
        "organization": [*(f"Body {n}" for n in range(80)), ""],
        "concept": [*(f"Concept {n} ⚓" for n in range(60)), ""],
        "hero": ["", "Person 3", "🦸"],
        "remark": ["", "said\ntwice 🐟", "x" * 500],
        "note": ["", "a note", "🗒 " * 200],
        "agreement": [0, 1],
        "sure": [0, 1],
        "intensity": [-(2**31), -300, -1, 0, 7, 2**31 - 1],
    }
    for _ in range(statements):
        document, kind = int(lot.integers(documents)), int(lot.choice(4, p=[0.6, 0.2, 0.15, 0.05]))
        start = int(lot.integers(0, len(texts[document]) - 1))
        stop = int(lot.integers(start + 1, min(len(texts[document]), start + 200) + 1))
        values = {name: pick[name][int(lot.integers(len(pick[name])))] for name in list(TYPES.values())[kind]}
        place = document + 1, offsets[document].units(start), offsets[document].units(stop)
        rows.statement(kinds[kind], place, int(lot.integers(1, coders + 1)), values)
    return rows


def units_of(document: int, words: str) -> tuple[int, int]:
    """Where the words stand, in UTF-16 units."""
    text = (TOLL, QUAY)[document - 1]
    at, offsets = text.index(words), Offsets(text)
    return offsets.units(at), offsets.units(at + len(words))


def toll_study(path: Path, rows: StudyRows | None = None) -> Path:
    """The study as a file."""
    write_tables((rows or toll_rows()).tables(), path)
    return path


def all_rows(path: Path) -> dict[str, list[tuple]]:
    """Every table of a SQLite file, asked for without any code of ours."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    finally:
        connection.close()
