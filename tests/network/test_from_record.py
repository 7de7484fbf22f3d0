"""A record as a table: who speaks for whom, for or against what, and who reports it."""

from __future__ import annotations

import pytest

from onrecord.model import Codebook, Issue, Position, Relation, Stance, Tie
from onrecord.network import NetworkOptions, networks
from onrecord.network.from_record import body_at, seconds, statement_table, target_table
from onrecord.store import queries
from onrecord.store.record import Record
from tests.store.tavia import full_reading, make_reading, span_of

TEXT = (
    "Toll to stay\n"
    "Ivo Tarn said the toll would stay for good. Mira Solden said Ivo Tarn was deaf. "
    "The Quay Union said the toll was theft."
)


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "tavia.db", create=True) as record:
        record.add(full_reading(), reader="r1")
        actors = (
            ("a1", "Ivo Tarn", "person", ("Ivo Tarn", "Ivo Tarn was")),
            ("a2", "Mira Solden", "person", ("Mira Solden",)),
            ("a3", "Quay Union", "organisation", ("Quay Union",)),
        )
        statements = (
            ("a1", "said", "the toll would stay for good"),
            ("a2", "said Ivo", "Ivo Tarn was deaf"),
            ("a3", "said the toll was", "the toll was theft"),
        )
        record.add(
            make_reading(
                "stay", TEXT, actors=actors, statements=statements, outlet="Marsh Post", published="2031-03-05"
            ),
            reader="r1",
        )
        record.resolve()
        record.put_codebook(Codebook("harbour", "1", "Harbour", (Issue("toll", "Harbour toll"),)))
        stances = {
            "the toll must go": Stance.OPPOSE,
            "the toll stays until the quay is paid": Stance.SUPPORT,
            "the toll would stay for good": Stance.SUPPORT,
            "the toll was theft": Stance.OPPOSE,
            "Ivo Tarn was deaf": Stance.NEUTRAL,
        }
        rows = {row.quote: row.id for row in queries.statements(record)}
        record.put_positions([Position(rows[quote], "toll", stance, 0.9) for quote, stance in stances.items()])
        yield record


def test_positions_become_statements_of_a_network(record):
    table = statement_table(record)
    assert len(table) == 4
    network = networks(table, NetworkOptions(variable1="person", aggregation="subtract"))[0]
    assert dict(zip(network.rows, network.matrix[:, 0].tolist(), strict=True)) == {
        "Ivo Tarn": 2,
        "Mira Solden": -1,
        "Quay Union": -1,
    }


def test_a_person_speaks_for_the_body_of_a_tie_and_a_body_for_itself(record):
    table = statement_table(record)
    body = dict(zip(table.variables["person"].values, table.variables["organization"].values, strict=True))
    assert body == {"Ivo Tarn": "", "Mira Solden": "Reed Party", "Quay Union": "Quay Union"}


def test_neutral_positions_are_there_when_asked_for(record):
    table = statement_table(record, unclear=True)
    assert sorted(table.variables["stance"].values) == ["neutral", "oppose", "oppose", "support", "support"]


def test_outlets_report_whose_statements(record):
    network = networks(statement_table(record), NetworkOptions(variable1="outlet", variable2="person"))[0]
    assert ("Marsh Post", "Quay Union", 1.0) in network.edges()
    assert ("Oriel Gazette", "Quay Union", 1.0) not in network.edges()


def test_who_speaks_about_whom(record):
    choice = NetworkOptions(variable1="person", variable2="target", qualifier=None)
    assert ("Mira Solden", "Ivo Tarn", 1.0) in networks(target_table(record), choice)[0].edges()


def test_a_tie_counts_on_its_days_only(tmp_path):
    tie = Tie(
        "a1", Relation.LEADS, "a2", span_of(full_reading().article.text, "leads"), start_date="2030", end_date="2031-02"
    )
    reading = make_reading(ties=(tie,))
    with Record.open(tmp_path / "dated.db", create=True) as record:
        record.add(reading, reader="r1")
        record.resolve()
        ties = queries.ties(record)
        assert [body_at(ties, day) is not None for day in ("2029-12-31", "2030-06-01", "2031-02-28", "2031-03-01")] == [
            False,
            True,
            True,
            False,
        ]


def test_an_empty_record_gives_an_empty_table(tmp_path):
    with Record.open(tmp_path / "empty.db", create=True) as record:
        assert (len(statement_table(record)), len(target_table(record))) == (0, 0)


def test_dates_of_all_lengths():
    assert seconds("2031") == seconds("2031-01-01T10:00")
    assert seconds(None) is None
