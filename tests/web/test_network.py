"""The network page: what it draws, what it counts, its state in the address, what lies behind a tie, its files."""

from __future__ import annotations

import json
import re
import warnings
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import networkx
import pytest
from starlette.testclient import TestClient

from onrecord.model import Judgement, Verdict
from onrecord.network import StatementTable, networks
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.web.app import make_app
from onrecord.web.graph import _options, graph_of
from onrecord.web.kept import Kept, kept_of
from onrecord.web.wanted import Wanted

from .debate import SAID, make_debate

BASE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def debate(tmp_path_factory):
    return make_debate(tmp_path_factory.mktemp("network") / "debate.db")


@pytest.fixture(scope="module")
def pages(debate):
    with TestClient(make_app(debate), base_url=BASE) as client:
        yield client


def data(pages: TestClient, query: str = "") -> dict:
    answer = pages.get(f"/network.json?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def ties(pages: TestClient, query: str = "") -> dict[tuple[str, str], float]:
    return {(tie["a"], tie["b"]): tie["weight"] for tie in data(pages, f"{query}&least=0")["ties"]}


def wanted(**more) -> Wanted:
    usual = {"layer": "subtract", "of": "speakers", "issue": None, "first": None, "last": None, "window": None}
    return Wanted(**{**usual, "at": None, "least": None, "nodes": 60, "norm": "no", **more})


def test_camps_agree_inside_and_conflict_between(pages):
    found = ties(pages)
    assert found["Ada Orm", "Bo Lund"] > 0 and found["Cy Rask", "Dee Vang"] > 0
    assert all(found[a, b] < 0 for a in ("Ada Orm", "Bo Lund") for b in ("Cy Rask", "Dee Vang"))
    assert ties(pages, "layer=agreement").keys() == {("Ada Orm", "Bo Lund"), ("Cy Rask", "Dee Vang")}
    assert len(ties(pages, "layer=conflict")) == 4


def test_layers_that_need_no_positions(pages):
    outlets = ties(pages, "layer=outlet")
    assert {a for a, _ in outlets} == {"Oriel Gazette", "Marsh Post"}
    assert sum(outlets.values()) == len(SAID)
    assert ties(pages, "layer=target") == {("Ada Orm", "Cy Rask"): sum(who == "Ada Orm" for _, who, _ in SAID)}
    members = ties(pages, "layer=affiliation")
    assert set(members) == {(who, "Reed Party") for _, who, _ in SAID}
    assert ties(pages, "layer=affiliation&from=2031-07-01") == {}, "the tie has ended"


def test_what_is_not_drawn_is_counted(pages):
    found = data(pages, "nodes=5&least=1e8")
    assert found["ties"] == [] and found["not_drawn"]["ties"] == 6
    assert found["not_drawn"]["positions_neither_for_nor_against"] == 1
    page = pages.get("/network?least=100000000").text
    assert '<b id="net-alone">4</b>' in page and page.count('class="alone"') == 4 and "No two nodes" in page


def test_the_strongest_are_chosen_and_the_others_counted(debate):
    with Record.open(debate, read_only=True) as record:
        graph = graph_of(kept_of(record), wanted(nodes=2))
        assert (len(graph.nodes), graph.left.nodes) == (2, 2)
        assert graph.left.unclear == 1


def test_time_moves_in_windows_and_nodes_keep_their_place(debate):
    with Record.open(debate, read_only=True) as record:
        kept = kept_of(record)
        whole = graph_of(kept, wanted(window="quarter"))
        assert [one.at for one in whole.windows[:3]] == ["2031-01", "2031-02", "2031-03"]
        steps = [graph_of(kept, wanted(window="quarter", at=one.at)) for one in whole.windows]
    assert all(step.window.at == one.at for step, one in zip(steps, whole.windows, strict=True))
    places = [{node.key: (node.x, node.y) for node in step.nodes} for step in steps]
    wide = max(abs(x) for here in places for x, _ in here.values()) or 1.0
    moved = [
        abs(b[key][0] - a[key][0]) + abs(b[key][1] - a[key][1])
        for a, b in pairwise(places)
        for key in a.keys() & b.keys()
    ]
    assert moved and max(moved) < 0.5 * wide


def test_the_state_is_in_the_address(pages):
    page = pages.get("/network?layer=conflict&window=quarter&at=2031-05&least=0.5&nodes=10").text
    assert '<option value="conflict" selected>' in page and "<option selected>2031-05</option>" in page
    assert 'value="0.5"' in page and "window 5 of" in page
    assert re.search(r'rel="next" href="/network\?[^"]*at=2031-06', page)
    assert "/network.svg?layer=conflict&amp;window=quarter&amp;at=2031-05&amp;least=0.5&amp;nodes=10" in page


def test_every_tie_leads_to_the_statements_behind_it(pages):
    page = pages.get("/network?layer=conflict").text
    links = re.findall(r'<a href="(/network/tie[^"]+)"[^>]*class="tie', page)
    assert len(links) == 4
    for link in links:
        behind = pages.get(link.replace("&amp;", "&"))
        assert behind.status_code == 200
        assert 'class="stance support"' in behind.text and 'class="stance oppose"' in behind.text
    twin = pages.get("/network/tie.json?a=Ada+Orm&b=Cy+Rask&layer=target").json()["statements"]
    assert len(twin) == sum(who == "Ada Orm" for _, who, _ in SAID)
    twin = pages.get("/network/tie.json?a=Marsh+Post&b=Eve+Sund&layer=outlet").json()["statements"]
    assert len(twin) == (1 if len(SAID) % 2 == 0 else 0)
    assert "Reed Party" in pages.get("/network/tie?a=Ada+Orm&b=Reed+Party&layer=affiliation").text
    assert "Nothing on record ties" in pages.get("/network/tie?a=Ada+Orm&b=Nobody&layer=subtract").text


def test_its_files(pages):
    assert ET.fromstring(pages.get("/network.svg").content).tag.endswith("svg")
    lines = pages.get("/network.csv?least=0").text.splitlines()
    assert lines[0] == "a,b,weight" and len(lines) == 7
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = networkx.read_graphml(BytesIO(pages.get("/network.graphml").content))
    assert graph.number_of_nodes() == 4 and graph.number_of_edges() == 6
    vega = json.loads(pages.get("/network.vl.json").text)
    assert "vega-lite" in vega["$schema"] and len(vega["data"]["values"]) == 4


@pytest.mark.parametrize(
    "query",
    [
        *("layer=moon", "nodes=151", "nodes=0", "least=many", "least=-1", "at=2031", "from=spring", "issue=none"),
        *("window=day", "from=2031-02-01&to=2031-01-01", "of=cats", "norm=yes"),
    ],
)
def test_what_is_not_understood_is_said(pages, query):
    answer = pages.get(f"/network?{query}")
    assert answer.status_code == 400 and "“" in answer.text
    assert pages.get("/network/tie?layer=subtract").status_code == 400


def test_a_judgement_is_counted_at_once(debate):
    with Record.open(debate) as writer, Record.open(debate, read_only=True) as reader:
        before = kept_of(reader)
        assert kept_of(reader) is before and isinstance(before, Kept)
        many = len(before.positions)
        row = next(row for row in queries.statements(writer, limit=500) if row.speaker == "Ada Orm")
        id = writer.judge(Judgement(Verdict.REJECT, "statement", row.id, "Cleo", "2032"))
        after = kept_of(reader)
        assert after is not before and len(after.positions) == many - 1
        writer.undo(id, "Cleo")
        assert len(kept_of(reader).positions) == many


def test_pages_of_nothing(empty_client):
    for address in ("/network", "/network?layer=outlet", "/network?layer=target", "/network?layer=affiliation"):
        answer = empty_client.get(address)
        assert answer.status_code == 200 and "on record here" in answer.text, address
    assert empty_client.get("/network.svg").status_code == 200
    assert empty_client.get("/network.graphml").status_code == 404
    assert "No position" in empty_client.get("/figures").text
    assert empty_client.get("/figures.svg").status_code == 404


@pytest.mark.parametrize("kind", ["bars", "timeline", "heatmap", "polarization", "phases", "scaling", "shares"])
def test_figures(pages, kind):
    page = pages.get(f"/figures?kind={kind}")
    assert page.status_code == 200 and '<svg xmlns="http://www.w3.org/2000/svg"' in page.text
    assert ET.fromstring(pages.get(f"/figures.svg?kind={kind}").content).tag.endswith("svg")
    vega = json.loads(pages.get(f"/figures.vl.json?kind={kind}").text)
    assert vega["data"]["values"]
    assert pages.get(f"/figures.csv?kind={kind}").text.count("\n") > 1
    rows = pages.get(f"/figures.json?kind={kind}").json()["rows"]
    ends = {"phases": "sure", "shares": "naive", "scaling": "low1"}.get(kind, "low")
    assert any(row[ends] is not None for row in rows), "the numbers have intervals"
    without = pages.get(f"/figures.json?kind={kind}&intervals=no").json()["rows"]
    assert kind in ("shares", "scaling") or all(row[ends] is None for row in without)


def test_what_was_not_judged_at_random_is_said_beside_the_corrected_shares(pages):
    page = pages.get("/figures?kind=shares").text
    assert "no corrected figure" in page and "naive" in page and "analyse sample" in page


def test_the_short_table_of_speakers_is_the_long_one(debate) -> None:
    with Record.open(debate, read_only=True) as record:
        kept = kept_of(record)
        for layer in ("agreement", "conflict", "subtract"):
            options = _options(wanted(layer=layer))
            short, long = (networks(_named(table), options)[0] for table in (kept.speakers, kept.positions))
            assert short.rows == long.rows and len(short.rows) > 3
            assert (short.weights.toarray() == long.weights.toarray()).all()


def _named(table: StatementTable) -> StatementTable:
    return table.where(table.variables["person"].values != "")
