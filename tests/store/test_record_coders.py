"""Versions of a codebook and several coders by it: nothing that was stored is lost, one coder's positions stand."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace

from onrecord.model import Codebook, Issue, Judgement, Position, Stance, Verdict
from onrecord.store import queries
from onrecord.store.record import Record

BOOK = Codebook("tavia", "1", "Tavia", (Issue("toll", "Harbour toll"), Issue("quay", "A new quay")))


def said(record: Record) -> dict[str, str]:
    return {row.quote: row.id for row in queries.statements(record)}


def test_other_issues_under_the_same_version_become_a_version_of_their_own(told):
    told.put_codebook(BOOK)
    changed = replace(BOOK, issues=(replace(BOOK.issues[0], plus=("toll",), minus=("free passage",)),))
    stored = told.put_codebook(changed, by="Ada")
    assert stored.version.startswith("1-") and stored.issues == changed.issues
    assert told.codebook() == stored
    assert told.codebook("1") == BOOK
    assert told.put_codebook(changed) == stored  # the same again is the same version
    assert told.codebook("9") is None


def test_the_coder_that_coded_last_stands_and_the_others_stay(told):
    stays = said(told)["the toll would stay for good"]
    told.put_codebook(BOOK)
    told.put_positions([Position(stays, "toll", Stance.NEUTRAL, 0.6)])
    told.put_positions(
        [Position(stays, "toll", Stance.SUPPORT, 0.9)], coder="machine learnt 3 aaaaaa", facts={"judged": 3}
    )
    (position,) = queries.statement(told, stays).positions
    assert (position.stance, position.coder) == ("support", "machine learnt 3 aaaaaa")
    assert told.verify() == []
    told.put_positions([Position(stays, "toll", Stance.NEUTRAL, 0.6)])
    (position,) = queries.statement(told, stays).positions
    assert (position.stance, position.coder) == ("neutral", "machine")


def test_a_judgement_outlives_every_coder(told):
    stays = said(told)["the toll would stay for good"]
    told.put_codebook(BOOK)
    told.put_positions([Position(stays, "toll", Stance.NEUTRAL, 0.6)])
    told.judge(
        Judgement(Verdict.CHANGE, "position", f"{stays}/toll", "Ada", "2031-04-01T10:00:00+00:00", {"stance": "oppose"})
    )
    for coder in ("machine learnt 1 bbbbbb", "machine learnt 2 cccccc"):
        told.put_positions([Position(stays, "toll", Stance.SUPPORT, 0.9)], coder=coder, instead_of="machine learnt ")
        (position,) = queries.statement(told, stays).positions
        assert (position.stance, position.coder, position.probability) == ("oppose", "Ada", 1.0)
    assert told.verify() == []


def test_a_record_with_one_coder_is_brought_up_to_date(told, path, tmp_path):
    stays = said(told)["the toll would stay for good"]
    told.put_codebook(BOOK)
    told.put_positions([Position(stays, "toll", Stance.SUPPORT, 0.7, "stay")])
    told.close()
    old = tmp_path / "old.db"
    shutil.copy(path, old)
    with sqlite3.connect(old) as other:
        other.executescript(
            """
            CREATE TABLE before (codebook INTEGER, anchor TEXT, issue TEXT, stance TEXT NOT NULL,
                probability FLOAT NOT NULL, reason TEXT NOT NULL, coder TEXT NOT NULL,
                PRIMARY KEY (codebook, anchor, issue));
            INSERT INTO before SELECT codebook, anchor, issue, stance, probability, reason, coder FROM positions;
            DROP TABLE positions; ALTER TABLE before RENAME TO positions;
            CREATE INDEX positions_by_anchor ON positions (anchor);
            DROP TABLE coders; DROP TABLE vectors; DROP TABLE model_calls;
            ALTER TABLE issues DROP COLUMN targets; ALTER TABLE issues DROP COLUMN plus;
            ALTER TABLE issues DROP COLUMN minus; ALTER TABLE issues DROP COLUMN opposite_of;
            ALTER TABLE codebooks DROP COLUMN "by"; ALTER TABLE codebooks DROP COLUMN "at";
            UPDATE meta SET value = '2' WHERE name = 'version';
            """
        )
    other.close()
    with Record.open(old) as record:
        assert record.codebook() == BOOK
        (position,) = queries.statement(record, stays).positions
        assert (position.stance, position.coder, position.reason) == ("support", "machine", "stay")
        assert record.verify() == []
