"""The commands import, export --format dna and network, as somebody types them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.formats.dna_password import matches
from onrecord.store.record import Record

from .dna_studies import all_rows, toll_study


@pytest.fixture
def run(tmp_path):
    toll_study(tmp_path / "toll.dna")

    def run(*arguments: str):
        places = [str(tmp_path / a[1:]) if a.startswith("@") else a for a in arguments]
        return CliRunner().invoke(main, [*places, "--record", str(tmp_path / "toll.db")])

    return run


def test_there_and_back(run, tmp_path):
    done = run("import", "@toll.dna", "--json")
    assert done.exit_code == 0 and json.loads(done.output)["coders"] == ["Ada", "Bo"]
    assert "nothing to do" in run("import", "@toll.dna").output
    assert run("verify").exit_code == 0
    assert run("export", "--format", "dna", "@again.dna").exit_code == 0
    assert all_rows(tmp_path / "again.dna") == all_rows(tmp_path / "toll.dna")


def test_a_wrong_file_makes_no_record(run, tmp_path):
    (tmp_path / "toll.dna").write_bytes(b"no study")
    done = run("import", "@toll.dna")
    assert done.exit_code == 1 and "not a study" in done.output and not (tmp_path / "toll.db").exists()


def test_a_password_is_asked_for_where_somebody_sits(run, tmp_path, monkeypatch):
    Record.open(tmp_path / "toll.db", create=True).close()
    done = run("export", "--format", "dna", "@new.dna")
    assert done.exit_code == 1 and "password" in done.output and not (tmp_path / "new.dna").exists()
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    monkeypatch.setattr("click.prompt", lambda *words, **how: "reed" if how["hide_input"] else "")
    assert run("export", "--format", "dna", "@new.dna").exit_code == 0
    coders = all_rows(tmp_path / "new.dna")["CODERS"]
    assert [row[1] for row in coders] == ["Admin", "machine"] and all(matches("reed", row[7]) for row in coders)


def test_networks(run, tmp_path):
    run("import", "@toll.dna")
    done = run("network", "@two.csv", "--aggregation", "subtract", "--exclude", "concept=Harbour toll")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "two.csv").read_text(encoding="utf-8") == '"";"The quay is paid 🏗"\n"Reed Party";1'
    for out in ("list.csv --type eventlist", "one.graphml --type onemode", "rows.svg --figure bars", "who.gexf"):
        done = run("network", *f"@{out}".split())
        assert done.exit_code == 0 and done.output.startswith(str(tmp_path)), done.output
    done = run("network", "@two.csv", "--aggregation", "conflict")
    assert done.exit_code == 1 and "a two-mode network knows no conflict" in done.output
    for format in ("graphml", "gexf"):
        assert run("export", "--format", format, f"@all.{format}").exit_code == 0
