"""Exports: whole or not at all, the same bytes for the same record, judgements honoured."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from onrecord.errors import OutputError
from onrecord.formats import EXPORTS, export
from onrecord.formats.writing import written
from onrecord.model import Codebook, Issue, Judgement, Position, Stance, Verdict
from onrecord.pipeline.read import read
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.text.article import make_article

from ..store.tavia import corpus, full_reading


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "tavia.db", create=True) as record:
        record.add(full_reading(), reader="r1")
        for reading in corpus(3):
            record.add(reading, reader="r1")
        record.resolve()
        record.put_codebook(Codebook("b", "1", "B", (Issue("toll", "The toll"),)))
        must = next(row for row in queries.statements(record) if "must go" in row.quote)
        record.put_positions([Position(must.id, "toll", Stance.OPPOSE, 0.8, "must go")])
        yield record


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_jsonl_is_one_reading_a_line(record, out):
    export(record, "jsonl", out / "readings.jsonl")
    lines = (out / "readings.jsonl").read_text(encoding="utf-8").splitlines()
    readings = {reading["doc_id"]: reading for reading in map(json.loads, lines)}
    assert list(readings) == ["marsh-00000", "marsh-00001", "marsh-00002", "toll"]
    toll = readings["toll"]
    assert toll["document"]["boilerplate"][0]["kind"] == "navigation"
    assert [s["speaker"] for s in toll["statements"]] == ["Mira Solden", "Mira Solden", "Ivo Tarn"]
    assert (toll["statements"][0]["issue"], toll["statements"][0]["position"]) == ("toll", "oppose")
    assert toll["relations"][0]["subject"] == "Mira Solden" and toll["events"][0]["who"] == ["Ivo Tarn"]
    parties = {a["id"] for reading in readings.values() for a in reading["actors"] if a["canonical"] == "Reed Party"}
    assert len(parties) == 1, "one actor over all articles"


@pytest.mark.parametrize("format", [format for format in EXPORTS if format != "dna"])  # its salt is drawn by lot
def test_the_same_record_gives_the_same_bytes(record, out, format):
    export(record, format, out / "one")
    record.add(full_reading(), reader="r1")
    record.resolve()
    export(record, format, out / "two")
    assert (out / "one").read_bytes() == (out / "two").read_bytes()


def test_csv_has_one_row_a_statement(record, out):
    assert export(record, "csv", out / "statements.csv") == [out / "statements.csv"]
    rows = rows_of(out / "statements.csv")
    assert len(rows) == queries.counts(record).statements == 12
    row = next(row for row in rows if row["quote"] == "the toll must go")
    shown = queries.statement(record, row["statement_id"])
    assert row["speaker_id"] == shown.speaker_id and row["article_id"] == shown.article.id
    assert (row["issue"], row["position"], row["probability"], row["coder"]) == ("toll", "oppose", "0.8", "machine")
    assert (row["date"], row["date_kind"]) == ("2031-03-04", "published")
    text = queries.article(record, row["article_id"]).text
    assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_a_folder_gets_one_file_a_table(record, out):
    export(record, "csv", out)
    tables = {path.stem: rows_of(path) for path in sorted(out.glob("*.csv"))}
    assert list(tables) == ["actors", "events", "positions", "statements", "ties"]
    assert len(tables["actors"]) == queries.counts(record).actors
    assert [(row["subject"], row["relation"], row["object"]) for row in tables["ties"]][-1] == (
        "Mira Solden",
        "leads",
        "Reed Party",
    )
    assert (tables["events"][0]["who"], tables["events"][0]["magnitudes"]) == ("Ivo Tarn", "2 hours talks")
    assert [row["position"] for row in tables["positions"]] == ["oppose"]
    ids = {row["actor_id"] for row in tables["actors"]}
    assert {row["speaker_id"] for row in tables["statements"]} <= ids


def test_one_table_into_a_file(record, out):
    assert export(record, "csv", out / "deeds.csv", table="events") == [out / "deeds.csv"]
    [row] = [row for row in rows_of(out / "deeds.csv") if row["who"] == "Ivo Tarn"]
    assert (row["realis"], row["evidence"]) == ("actual", queries.event_card(record, row["event_id"]).reports[0].quote)
    assert export(record, "parquet", out, table="ties") == [out / "ties.parquet"]
    with pytest.raises(OutputError, match="choose one of: statements, positions, actors, ties, events"):
        export(record, "csv", out / "x.csv", table="event")
    with pytest.raises(OutputError, match="dna has no tables"):
        export(record, "dna", out / "x.dna", table="events")


def test_reports_of_one_event_share_its_id(tmp_path):
    sent = "The Reed Guard arrested Ivo Tarn in Oskel on 3 March 2031."
    with Record.open(tmp_path / "two.db", create=True) as record:
        for outlet, rest in (("Tarn Post", "He did not resist."), ("Marsh Mail", "Nobody was hurt, neighbours said.")):
            article = make_article(f"{sent} {rest}", id=outlet, outlet=outlet, published="2031-03-04")
            record.add(read(article), reader="r1")
        record.resolve()
        export(record, "csv", tmp_path / "events.csv", table="events")
    rows = [row for row in rows_of(tmp_path / "events.csv") if row["type"] == "COERCE"]
    assert len({row["report_id"] for row in rows}) == 2 and len({row["event_id"] for row in rows}) == 1
    assert {row["event_id"] for row in rows} < {row["report_id"] for row in rows}


def test_what_the_speaker_says_another_wants_goes_out_with_the_position(record, out):
    must = next(row for row in queries.statements(record) if "must go" in row.quote)
    told = Position(must.id, "toll", Stance.NEUTRAL, 0.8, "", claimed=Stance.OPPOSE, claimed_by="the bishops")
    record.put_positions([told])
    export(record, "csv", out)
    rows = rows_of(out / "positions.csv")
    assert [(row["claimed"], row["claimed_by"]) for row in rows] == [("oppose", "the bishops")]
    export(record, "jsonl", out / "readings.jsonl")
    toll = json.loads((out / "readings.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    said = [one for statement in toll["statements"] for one in statement["positions"]]
    assert [(one["claimed"], one["claimed_by"]) for one in said] == [("oppose", "the bishops")]


def test_parquet_says_the_same_as_csv(record, out):
    pq = pytest.importorskip("pyarrow.parquet")
    export(record, "csv", out)
    export(record, "parquet", out)
    for path in out.glob("*.csv"):
        columns = pq.read_table(path.with_suffix(".parquet")).to_pylist()
        shown = [{k: "" if v is None else str(v) for k, v in row.items()} for row in columns]
        assert shown == rows_of(path)


def test_judgements_are_honoured(record, out):
    must = next(row for row in queries.statements(record) if "must go" in row.quote)
    tarn = next(actor for actor in queries.actors(record) if actor.name == "Ivo Tarn")
    solden = next(actor for actor in queries.actors(record) if actor.name == "Mira Solden")
    record.judge(Judgement(Verdict.REJECT, "statement", must.id, "Reviewer", "2031"))
    record.judge(Judgement(Verdict.MERGE, "actor", tarn.id, "Reviewer", "2031", {"into": solden.id}))
    export(record, "csv", out)
    rows = [row for row in rows_of(out / "statements.csv") if row["doc_id"] == "toll"]
    assert [(row["speaker"], row["speaker_id"]) for row in rows] == [("Mira Solden", solden.id)] * 2
    assert rows_of(out / "positions.csv") == []


def test_an_empty_record_gives_empty_tables(tmp_path, out):
    with Record.open(tmp_path / "empty.db", create=True) as record:
        for format in EXPORTS:
            export(record, format, out / format, password="reed")
    assert (out / "jsonl").read_bytes() == b""
    assert rows_of(out / "csv") == []
    assert pytest.importorskip("pyarrow.parquet").read_table(out / "parquet").num_rows == 0


def test_text_goes_to_standard_output(record, capsys):
    export(record, "jsonl", "-")
    assert len(capsys.readouterr().out.splitlines()) == 4


# --- what cannot be written -------------------------------------------------------------------------------------------


def test_an_unknown_format_names_the_known_ones(record, out):
    with pytest.raises(OutputError) as error:
        export(record, "docx", out / "x.docx")
    assert "docx" in str(error.value) and "jsonl, csv, parquet" in str(error.value)


@pytest.mark.parametrize("format", EXPORTS)
def test_a_missing_folder(record, out, format):
    with pytest.raises(OutputError, match="does not exist"):
        export(record, format, out / "nowhere" / "file", password="reed")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("format", EXPORTS)
def test_a_full_disk(record, format):
    with pytest.raises(OutputError, match="No space left"):
        export(record, format, "/dev/full", password="reed")


@pytest.mark.parametrize("mode", ["w", "wb"])
def test_a_file_takes_its_name_only_when_all_went_well(out, mode):
    (out / "file").write_text("what was there before")
    with pytest.raises(KeyboardInterrupt), written(out / "file", mode) as file:
        file.write("half of it" if mode == "w" else b"half of it")
        raise KeyboardInterrupt
    assert [path.name for path in out.iterdir()] == ["file"]
    assert (out / "file").read_text() == "what was there before"


def test_a_file_keeps_its_permissions(out):
    (out / "file").touch(0o640)
    with written(out / "file", "w") as file:
        file.write("whole")
    assert (out / "file").stat().st_mode & 0o777 == 0o640
    assert (out / "file").read_text() == "whole"
