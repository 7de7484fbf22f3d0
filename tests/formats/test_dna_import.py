"""DNA studies into the record: whole or not at all, codes by their coders, and out again as they were."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.formats import export
from onrecord.formats.dna_import import import_study, load_study
from onrecord.formats.dna_password import hashed, matches
from onrecord.formats.utf16 import Offsets, cut, java_length
from onrecord.model import Codebook, Issue
from onrecord.store import queries
from onrecord.store.record import Record

from .dna_studies import CODED, all_rows, large_rows, toll_rows, toll_study


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "tavia.db", create=True) as record:
        yield record


@pytest.fixture
def study(tmp_path):
    return toll_study(tmp_path / "toll.dna")


# --- what comes in ----------------------------------------------------------------------------------------------------


def test_hand_codes_are_judgements_by_their_coders(record, study):
    done = import_study(record, study)
    assert (done.documents, done.statements, done.issues, done.coders) == (2, 6, 2, ("Ada", "Bo"))
    rows = queries.statements(record, order="text")
    assert len(rows) == 6 and {row.judged for row in rows} == {"add"}
    coded = {(row.quote, row.speaker, row.affiliation, p.stance, p.coder) for row in rows for p in row.positions}
    assert coded == {
        ("the toll must go", "Mira Solden", "Reed Party", "oppose", "Ada"),
        ("it stays", "Ivo Tarn", "Harbour Office", "support", "Ada"),
        ("it stays", "Ivo Tarn", "Harbour Office", "oppose", "Bo"),
        ("The quay 🏗 is paid", "Mira Solden", "Reed Party", "support", "Bo"),
    }
    party = next(row for row in rows if row.quote == "said Mira Solden")
    assert (party.speaker, party.affiliation, party.positions) == ("Reed Party", None, ())
    note = next(row for row in rows if row.quote == "Harbour news")
    assert record.history("statement", note.id)[0].note == "a headline, is it?"
    assert record.verify() == []


def test_documents_become_articles(record, study):
    import_study(record, study)
    article = next(row for row in queries.articles(record) if row.doc_id == "toll-1")
    assert (article.outlet, article.headline, article.published) == ("Oriel Gazette", "The toll 🐟", "2031-02-27")


def test_importing_again_changes_nothing(record, study):
    import_study(record, study)
    before = queries.counts(record)
    assert import_study(record, study).statements == 0
    assert queries.counts(record) == before


def test_another_state_of_the_study_is_refused(record, study):
    import_study(record, study)
    rows = toll_rows()
    rows.rows["DOCUMENTS"][0]["NOTES"] = "looked at again"
    before = queries.counts(record)
    with pytest.raises(InputError, match="earlier state"):
        import_study(record, toll_study(study, rows))
    assert queries.counts(record) == before


def test_issues_that_the_codebook_has_are_used(record, study):
    record.put_codebook(Codebook("b", "1", "B", (Issue("fee", "The fee", aliases=("harbour toll",)),)))
    import_study(record, study)
    assert [issue.id for issue in record.codebook().issues] == ["fee", "the-quay-is-paid-construction-site"]
    assert next(row for row in queries.issues(record) if row.id == "fee").counts[:2] == (("support", 1), ("oppose", 2))


def test_a_scale_gives_stances_too(record, tmp_path):
    rows = toll_rows()
    for row in rows.rows["VARIABLES"]:
        if row["VARIABLE"] == "agreement":
            row["VARIABLE"] = "checked"
        if row["VARIABLE"] == "weight":
            row["VARIABLE"] = "position"
    import_study(record, toll_study(tmp_path / "scale.dna", rows))
    stances = sorted(p.stance for row in queries.statements(record) for p in row.positions)
    assert stances == ["neutral", "oppose", "support", "support"]


# --- out again --------------------------------------------------------------------------------------------------------


def test_imported_and_exported_all_tables_are_equal(record, study, tmp_path):
    import_study(record, study)
    export(record, "dna", tmp_path / "again.dna")
    assert all_rows(tmp_path / "again.dna") == all_rows(study)


def test_the_sample_study_comes_out_as_it_went_in(record, shared, tmp_path):
    sample = shared / "reference" / "dna" / "sample.dna"
    if not sample.exists():
        pytest.skip("no sample study")
    done = import_study(record, sample)
    assert (done.documents, done.statements, done.judgements, done.issues) == (7, 41, 81, 6)
    assert record.verify() == []
    export(record, "dna", tmp_path / "again.dna")
    before, after = all_rows(sample), all_rows(tmp_path / "again.dna")
    assert before.keys() == after.keys()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert matches("sample", after["CODERS"][0][7])


def test_a_study_of_everything_comes_out_as_it_went_in_twice(tmp_path):
    """As measured with 10,000 statements in 200 articles; here a part of it."""
    study = toll_study(tmp_path / "large.dna", large_rows(300, 12))
    again = study
    for turn in ("first", "second"):
        with Record.open(tmp_path / f"{turn}.db", create=True) as record:
            done = import_study(record, again)
            assert (done.documents, done.statements, len(done.coders)) == (12, 300, 5)
            again = tmp_path / turn / "large.dna"
            again.parent.mkdir()
            export(record, "dna", again)
            quotes = sorted(" ".join(row.quote.split()) for row in queries.statements(record, limit=400))
        tables = all_rows(again)
        assert tables == all_rows(study)
        units = {row[0]: row[2].encode("utf-16-le") for row in tables["DOCUMENTS"]}
        java = [units[row[2]][2 * row[3] : 2 * row[4]].decode("utf-16-le") for row in tables["STATEMENTS"]]
        assert quotes == sorted(" ".join(words.split()) for words in java), "the words that DNA sees at these offsets"


# --- what cannot come in ----------------------------------------------------------------------------------------------


def drop_first(table):
    def spoil(rows):
        rows.rows[table].pop(0)

    return spoil


def set_first(table, column, value):
    def spoil(rows):
        rows.rows[table][0][column] = value

    return spoil


SPOILT = {
    "no boolean": (drop_first("DATABOOLEAN"), "statement 1: it has no value of the variable 'agreement'"),
    "no entity": (drop_first("DATASHORTTEXT"), "statement 1: it has no value of the variable 'person'"),
    "stops outside": (set_first("STATEMENTS", "STOP", 999), "999) lies outside the 85 characters"),
    "no document": (set_first("STATEMENTS", "DOCUMENTID", 9), "there is no document 9"),
    "no coder": (set_first("STATEMENTS", "CODER", 9), "there is no coder 9"),
    "no type": (set_first("STATEMENTS", "STATEMENTTYPEID", 9), "there is no statement type 9"),
    "foreign entity": (set_first("DATASHORTTEXT", "ENTITY", 99), "its entity 99 is none of variable 1"),
    "neither 0 nor 1": (set_first("DATABOOLEAN", "VALUE", 7), "is 7, neither 0 nor 1"),
    "no date": (set_first("DOCUMENTS", "DATE", 10**15), "no second since 1970"),
    "version 2": (set_first("SETTINGS", "VALUE", "2.0 beta 25"), "only version 3 can be read"),
    "version 4": (set_first("SETTINGS", "VALUE", "4.0"), "only version 3 can be read"),
    "no version": (drop_first("SETTINGS"), "another program"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_wrong_row_is_named_and_nothing_comes_in(record, tmp_path, what):
    spoil, said = SPOILT[what]
    rows = toll_rows()
    spoil(rows)
    with pytest.raises(InputError) as error:
        import_study(record, toll_study(tmp_path / "wrong.dna", rows))
    assert said in str(error.value) and ";" in str(error.value) and "\n" not in str(error.value)
    assert (queries.counts(record).articles, queries.counts(record).judgements) == (0, 0)


def test_half_a_file(record, study):
    content = study.read_bytes()
    for length in (60, 5000, len(content) // 2, len(content) - 1):
        study.write_bytes(content[:length])
        with pytest.raises(InputError, match="half written"):
            load_study(study)


def test_a_damaged_file(study):
    content = bytearray(study.read_bytes())
    content[4096:12000] = b"\xff" * (12000 - 4096)
    study.write_bytes(content)
    with pytest.raises(InputError):
        load_study(study)


def test_an_encrypted_or_foreign_file(tmp_path):
    for name, content in (("a.dna", b"\x91" * 9000), ("b.dna", b"<?xml version='1.0'?><dna/>"), ("c.dna", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            load_study(tmp_path / name)
    with pytest.raises(InputError, match="folder"):
        load_study(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        load_study(tmp_path / "nowhere.dna")


def test_another_programs_database(record, tmp_path):
    with sqlite3.connect(tmp_path / "shop.dna") as shop:
        shop.execute("CREATE TABLE orders (id INTEGER)")
    shop.close()
    with pytest.raises(InputError, match="another program"):
        import_study(record, tmp_path / "shop.dna")
    with pytest.raises(InputError, match="another program"):
        import_study(record, record.path)


def test_a_locked_file(record, study, monkeypatch):
    monkeypatch.setattr("onrecord.formats.dna_file._BUSY_SECONDS", 0.05)
    other = sqlite3.connect(study, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(InputError, match="another program is writing"):
            import_study(record, study)
    finally:
        other.close()
    assert import_study(record, study).statements == 6


def test_a_journal_beside_it_means_half_written(study):
    shutil.copy(study, study.with_name(study.name + "-journal"))
    with pytest.raises(InputError, match="half written"):
        load_study(study)
    study.with_name(study.name + "-journal").write_bytes(b"\0" * 512)
    assert load_study(study).study.documents, "a journal that was written off"


def test_an_error_in_the_midst_leaves_nothing(record, study, monkeypatch):
    def full(*_):
        raise InputError("no more room")

    monkeypatch.setattr("onrecord.formats.dna_import._judgements", full)
    with pytest.raises(InputError, match="room"):
        import_study(record, study)
    monkeypatch.undo()
    assert queries.counts(record).articles == 0 and record.codebook() is None
    assert import_study(record, study).statements == len(CODED) + 1


# --- offsets, passwords -----------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_offsets_go_both_ways(text):
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le")) // 2
        assert offsets.units(at) == units and offsets.point(units) == offsets.point(units, end=True) == at
    assert offsets.length == java_length(text)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 40))
def test_what_is_cut_fits(text, units):
    short = cut(text, units)
    assert java_length(short) <= units and (short == text or text.startswith(short[:-1]))


def test_passwords_are_salted():
    one, other = hashed("reed"), hashed("reed")
    assert one != other and matches("reed", one) and not matches("read", one) and not matches("reed", "no base 64")
