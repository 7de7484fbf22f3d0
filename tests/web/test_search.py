"""Search: the words, the facets, the address as the query, feeds and named queries."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from onrecord.cli import main
from onrecord.model import Judgement, Verdict
from onrecord.store import queries
from onrecord.store.queries import UNKNOWN, Wanted
from onrecord.store.record import Record
from onrecord.web.app import make_app

from .conftest import BASE


def asked(client: TestClient, address: str) -> dict:
    answer = client.get(address.replace("/search", "/search.json", 1))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_words_find_statements_and_mark_them(client: TestClient) -> None:
    data = asked(client, "/search?q=night%20ferries")
    assert data["total"] == 4  # “… want night ferries back”, “… pay for night ferries” twice, “ferries at night …”
    assert asked(client, '/search?q="night%20ferries"')["total"] == 3
    html = client.get("/search?q=night%20ferries").text
    assert 'night</mark> <mark class="found">ferries' in html or 'class="found">night' in html


def test_each_facet_narrows_to_its_count(client: TestClient) -> None:
    everything = asked(client, "/search")
    assert everything["total"] == 10
    for facet, values in everything["facets"].items():
        assert values, facet
        for value in values:
            if value["value"] == UNKNOWN and facet in ("year", "issue", "stance"):
                continue
            narrowed = asked(client, f"/search?{facet}={value['value']}".replace("&", "%26").replace("<", "%3C"))
            assert narrowed["total"] == value["statements"] or facet in ("issue", "stance"), (facet, value)
            assert narrowed["total"] > 0
    outlets = {one["value"]: one["statements"] for one in everything["facets"]["outlet"]}
    assert outlets["Sable Courier"] == 6 and outlets["The Herald"] == 1


def test_facets_go_together(client: TestClient) -> None:
    against = asked(client, "/search?issue=port_fee&stance=oppose")
    assert {row["speaker"] for row in against["statements"]} == {"Ida Brandt"} and against["total"] == 2
    assert [one["value"] for one in against["facets"]["stance"]] == ["oppose"]
    assert asked(client, "/search?issue=port_fee&stance=oppose&outlet=Orm%20Mail")["total"] == 0
    html = client.get("/search?issue=port_fee&stance=oppose").text
    chips = re.search(r'<ul class="chips".*?</ul>', html, re.S)[0]
    assert 'href="/search?stance=oppose"' in chips and 'href="/search?issue=port_fee"' in chips


def test_time_narrows_and_the_undated_are_outside(client: TestClient) -> None:
    assert asked(client, "/search?from=2031-04")["total"] == 3
    assert asked(client, "/search?to=2031-03-04")["total"] == 1  # said on Monday, told on Wednesday
    assert asked(client, "/search?year=2031")["total"] == 9
    assert client.get("/search?year=31").status_code == 400
    assert client.get("/search?from=spring").status_code == 400


def test_reviewed_is_what_a_person_judged(tmp_path: Path, record_path: Path) -> None:
    path = tmp_path / "judged.db"
    path.write_bytes(record_path.read_bytes())
    with Record.open(path) as record:
        statement = queries.statements(record, issue="port_fee", stance="oppose")[0]
        record.judge(Judgement(Verdict.ACCEPT, "statement", statement.id, "Ada", "2031-06-01T10:00:00+00:00"))
        assert [row.id for row in queries.found(record, "", Wanted(reviewed=True)).rows] == [statement.id]
        assert queries.found(record, "", Wanted(reviewed=False)).total == 9


def test_the_lists_of_the_store_agree_with_the_arrays(record_path: Path) -> None:
    choices = (
        {"outlet": "Sable Courier"},
        {"issue": "port_fee"},
        {"issue": "port_fee", "stance": "support"},
        {"stance": "conditional"},
        {"since": "2031-04-01"},
        {"until": "2031-04-20"},
        {"coded": False},
        {"reviewed": False},
        {"speaker": UNKNOWN},
        {"party": UNKNOWN},
    )
    with Record.open(record_path, read_only=True) as record:
        for choice in choices:
            rows = queries.found(record, "", Wanted(**choice), order="newest").rows
            assert {row.id for row in rows} == {row.id for row in queries.statements(record, **choice)}, choice


def test_remembered_sums_follow_what_is_written(tmp_path: Path, record_path: Path) -> None:
    path = tmp_path / "judged.db"
    path.write_bytes(record_path.read_bytes())
    with TestClient(make_app(path), base_url=BASE) as client, Record.open(path) as record:
        before = asked(client, "/search?issue=port_fee")["total"]
        speakers = client.get("/issues/port_fee.json").json()["speakers"]
        statement = queries.statements(record, issue="port_fee", stance="oppose")[0]
        judgement = record.judge(Judgement(Verdict.REJECT, "statement", statement.id, "Ada", "2031-06-01T10:00:00"))
        assert asked(client, "/search?issue=port_fee")["total"] == before - 1
        assert client.get("/issues/port_fee.json").json()["speakers"] != speakers
        record.undo(judgement, "Ada")
        assert asked(client, "/search?issue=port_fee")["total"] == before
        assert client.get("/issues/port_fee.json").json()["speakers"] == speakers


def test_a_named_query_is_kept_replaced_and_taken_away(tmp_path: Path, record_path: Path) -> None:
    path = tmp_path / "named.db"
    path.write_bytes(record_path.read_bytes())

    def name(*words: str):
        return CliRunner().invoke(main, ["query", *words, "--by", "Ada", "--record", str(path)])

    assert name("Ferries", "http://127.0.0.1:8000/search?q=ferries").exit_code == 0
    assert name("Against the fee", "/search?issue=port_fee&stance=oppose").exit_code == 0
    with TestClient(make_app(path), base_url=BASE) as client:
        listed = {row["name"]: row for row in client.get("/queries.json").json()["queries"]}
        assert listed["Ferries"]["address"] == "/search?q=ferries" and listed["Ferries"]["by"] == "Ada"
        feed = ET.fromstring(client.get(listed["Against the fee"]["feed"]).content)
        assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
        assert "Against the fee" in client.get("/queries").text
        name("Ferries", "")
        assert [row["name"] for row in client.get("/queries.json").json()["queries"]] == ["Against the fee"]
    for wrong in (("Else", "nowhere"), ("a/b", "/search"), ("", "/search"), ("Else", "javascript:alert(1)")):
        assert name(*wrong).exit_code != 0, wrong


@pytest.mark.parametrize("q", ["“]]>&amp;", "'; DROP TABLE articles", "\x00", "(((", "*", "a" * 5_000, "OR AND NOT"])
def test_any_query_answers(client: TestClient, q: str) -> None:
    assert client.get("/search", params={"q": q}).status_code == 200
