"""The record as a DNA study: machine and people apart, offsets exact, nothing that DNA would refuse."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OutputError
from onrecord.formats import export
from onrecord.formats.dna_export import study_tables
from onrecord.formats.dna_file import read_tables
from onrecord.formats.dna_import import import_study
from onrecord.formats.dna_password import matches
from onrecord.formats.dna_study import DnaStudy, study_of
from onrecord.formats.newlines import Newlines
from onrecord.model import Codebook, Issue, Judgement, Position, Stance, Verdict
from onrecord.store import queries
from onrecord.store.record import Record

from ..store.tavia import TOLL, make_reading
from .dna_studies import all_rows, toll_study

BOOK = Codebook("b", "1", "B", (Issue("toll", "The harbour toll " + "🎣" * 100), Issue("q", "Quay")))


@pytest.fixture
def record(tmp_path):
    """The toll, read by the machine, coded on two issues; one code is a person's."""
    with Record.open(tmp_path / "tavia.db", create=True) as record:
        record.add(make_reading(text="🐟 " + TOLL.replace("\n", "\r\n")), reader="r1")
        record.resolve()
        record.put_codebook(BOOK)
        must, _, stays = queries.statements(record, order="text")
        record.put_positions(
            [
                Position(must.id, "toll", Stance.OPPOSE, 0.8),
                Position(must.id, "q", Stance.CONDITIONAL, 0.6),
                Position(stays.id, "toll", Stance.OPPOSE, 0.6),
            ]
        )
        record.judge(Judgement(Verdict.CHANGE, "position", f"{stays.id}/toll", "Ada", "2031", {"stance": "support"}))
        yield record


def exported(record: Record, path) -> DnaStudy:
    export(record, "dna", path, password="reed")
    return study_of(read_tables(path), str(path))


def said(study: DnaStudy) -> list[tuple]:
    """(coder, quote, values) of all statements."""
    return [
        (study.coders[s.coder], study.documents[s.document].text[s.start : s.stop], tuple(s.values.values()))
        for s in study.statements
    ]


def test_machine_and_people_are_coders_of_their_own(record, tmp_path):
    study = exported(record, tmp_path / "toll.dna")
    toll = "The harbour toll " + "🎣" * 86 + "…"
    assert study.coders == {1: "Admin", 2: "machine", 3: "Ada"}
    assert said(study) == [
        ("machine", "the toll must go", ("Mira Solden", "", toll, 0)),
        ("machine", "the toll must go", ("Mira Solden", "", "Quay", "conditional")),
        ("machine", "“It robs the fishermen,”", ("Mira Solden", "", "", 1)),
        ("Ada", "the toll stays until the quay is paid", ("Ivo Tarn", "", toll, 1)),
    ]
    document = study.documents[1]
    assert "\r" not in document.text and document.text.startswith("🐟 Harbour toll splits")
    assert (document.source, document.date) == ("Oriel Gazette", 1_930_348_800)


def test_the_file_keeps_its_own_rules(record, tmp_path):
    exported(record, tmp_path / "toll.dna")
    connection = sqlite3.connect(tmp_path / "toll.dna")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    rows = connection.execute("SELECT Password FROM CODERS").fetchall()
    assert len(set(rows)) == 3 and all(matches("reed", stored) for (stored,) in rows)
    assert connection.execute("SELECT count(*) FROM CODERRELATIONS").fetchone() == (6,)
    longest = max(len(v.encode("utf-16-le")) // 2 for (v,) in connection.execute("SELECT Value FROM ENTITIES"))
    assert longest <= 190
    assert connection.execute("SELECT count(*) FROM VARIABLES WHERE DataType = 'short text'").fetchone() == (7,)
    assert connection.execute("SELECT count(*) FROM ENTITIES WHERE Value = ''").fetchone() == (7,)
    lacking = """SELECT count(*) FROM ENTITIES e JOIN ATTRIBUTEVARIABLES a ON a.VariableId = e.VariableId
        LEFT JOIN ATTRIBUTEVALUES v ON v.EntityId = e.ID AND v.AttributeVariableId = a.ID WHERE v.ID IS NULL"""
    assert connection.execute(lacking).fetchone() == (0,)
    connection.close()


def test_it_can_be_imported(record, tmp_path):
    exported(record, tmp_path / "toll.dna")
    with Record.open(tmp_path / "other.db", create=True) as other:
        done = import_study(other, tmp_path / "toll.dna")
        assert (done.statements, done.coders) == (4, ("machine", "Ada"))
        stances = {(p.stance, p.coder) for row in queries.statements(other) for p in row.positions}
        assert stances == {("oppose", "machine"), ("support", "Ada"), ("conditional", "machine")}
        export(other, "dna", tmp_path / "again.dna")
    assert all_rows(tmp_path / "again.dna") == all_rows(tmp_path / "toll.dna")


def test_a_password_is_needed_only_for_new_coders(record, tmp_path):
    with pytest.raises(OutputError, match="password"):
        export(record, "dna", tmp_path / "toll.dna")
    assert not (tmp_path / "toll.dna").exists()
    with pytest.raises(OutputError, match="does not exist"):
        export(record, "dna", tmp_path / "nowhere" / "toll.dna", password="reed")


# --- a study with what came after -------------------------------------------------------------------------------------


@pytest.fixture
def imported(tmp_path):
    with Record.open(tmp_path / "study.db", create=True) as record:
        import_study(record, toll_study(tmp_path / "hearings.dna"))
        yield record


def of_quote(record: Record, quote: str, coder: str | None = None):
    rows = [row for row in queries.statements(record, order="text") if row.quote == quote]
    return next(row for row in rows if coder is None or any(p.coder == coder for p in row.positions))


def test_a_rejected_statement_is_left_out(imported, tmp_path):
    gone = of_quote(imported, "the toll must go")
    id = imported.judge(Judgement(Verdict.REJECT, "statement", gone.id, "Cleo", "2031"))
    study = exported(imported, tmp_path / "out.dna")
    assert len(study.statements) == 5 and "the toll must go" not in {quote for _, quote, _ in said(study)}
    imported.undo(id, "Cleo")
    exported(imported, tmp_path / "out.dna")
    assert all_rows(tmp_path / "out.dna") == all_rows(tmp_path / "hearings.dna")


def test_a_changed_stance_goes_to_who_changed_it(imported, tmp_path):
    row = of_quote(imported, "it stays", "Ada")
    issue = row.positions[0].issue
    imported.judge(Judgement(Verdict.CHANGE, "position", f"{row.id}/{issue}", "Cleo", "2031", {"stance": "oppose"}))
    study = exported(imported, tmp_path / "out.dna")
    stays = sorted((who, values[3]) for who, quote, values in said(study) if quote == "it stays")
    assert stays == [("Bo", 0), ("Cleo", 0)]
    before = study_of(read_tables(tmp_path / "hearings.dna"), "")
    assert [s for s in study.statements if s.id != 7] == [s for s in before.statements if s.id != 2]


def test_new_articles_join_the_study(imported, tmp_path):
    imported.add(make_reading(), reader="r1")
    imported.resolve()
    study = exported(imported, tmp_path / "out.dna")
    assert len(study.documents) == 3 and len(study.statements) == 9
    assert [who for who, _, _ in said(study)][6:] == ["machine"] * 3
    assert {s.type for s in study.statements[6:]} == {1}, "in the study's own statement type"
    before, after = all_rows(tmp_path / "hearings.dna"), all_rows(tmp_path / "out.dna")
    assert all(after[table][: len(rows)] == rows for table, rows in before.items())


def test_two_studies_do_not_fit_into_one(imported, tmp_path):
    import_study(imported, toll_study(tmp_path / "other.dna"))
    with pytest.raises(OutputError, match="2 studies"):
        study_tables(imported, password="")


# --- line ends --------------------------------------------------------------------------------------------------------


@given(st.text("ab\r\n🐟", max_size=20))
def test_offsets_follow_the_line_ends(text):
    lines = Newlines(text)
    assert "\r" not in lines.text
    for at, character in enumerate(text):
        if character not in "\r\n":
            assert lines.text[lines.point(at)] == character
    assert lines.point(len(text)) == len(lines.text)


def test_standard_output_takes_a_study(record, capfdbinary):
    export(record, "dna", "-", password="reed")
    assert capfdbinary.readouterr().out.startswith(b"SQLite format 3")
