"""The codebook on its page: shown, changed into a new version, downloaded; and how far to trust what coded by it."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.model import Judgement, Verdict
from onrecord.positions.codebook import parse_codebook
from onrecord.positions.relearn import relearn
from onrecord.store import queries
from onrecord.store.record import Record
from onrecord.web.app import make_app

from ..positions.town import SAID, make_town
from .conftest import BASE

GOLD = {words: (issue, stance) for _, _, words, issue, stance in SAID}


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    return make_town(tmp_path_factory.mktemp("town") / "town.db")


@pytest.fixture
def path(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(town, tmp_path / "town.db"))


@pytest.fixture
def pages(path: Path):
    with TestClient(make_app(path), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


def form_of(page: str) -> dict[str, str]:
    """The fields of the first form that posts, as a browser without scripts would send them."""
    form = page.split('<form class="stack" method="post"')[1].split("</form>")[0]
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def test_an_issue_changed_on_the_page_is_a_new_version_and_the_old_one_stays(pages: TestClient, path: Path):
    fields = form_of(pages.get("/codebook/issue?id=toll").text)
    assert fields["title"] == "A toll for cars in the city centre"
    fields |= {"minus": "free driving\nno toll", "opposite_of": "tram", "do": "save"}
    answer = pages.post("/codebook/issue", data=fields, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/codebook")
    page = pages.get("/codebook").text
    assert "version 2:" in page and "no toll" in page and "reviewer" in page
    assert 'href="/codebook?version=1"' in page
    with Record.open(path, read_only=True) as record:
        assert record.codebook().issue("toll").minus == ("free driving", "no toll")
        assert record.codebook("1").issue("toll").minus == ()
        assert queries.counts(record).positions > 5, "what was coded stands on"
        assert record.verify() == []
    assert "no toll" not in pages.get("/codebook?version=1").text


def test_an_issue_is_added_renamed_with_its_links_and_removed(pages: TestClient, path: Path):
    token = form_of(pages.get("/codebook/issue").text)["token"]
    new = {"token": token, "id": "pool", "title": "Opening the pool", "parent": "tram", "do": "save"}
    assert pages.post("/codebook/issue", data=new).status_code == 200
    renamed = form_of(pages.get("/codebook/issue?id=tram").text) | {"id": "rails", "do": "save"}
    assert pages.post("/codebook/issue", data=renamed).status_code == 200
    with Record.open(path, read_only=True) as record:
        assert [(one.id, one.parent) for one in record.codebook().issues][1:] == [("rails", None), ("pool", "rails")]
    gone = pages.post("/codebook/issue", data={"token": token, "was": "pool", "do": "remove"}, follow_redirects=False)
    assert gone.status_code == 303
    with Record.open(path, read_only=True) as record:
        assert [one.id for one in record.codebook().issues] == ["toll", "rails"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "a b"}, "has a space"),
        ({"id": "tram"}, "is taken"),
        ({"title": " "}, "Title: title is missing"),
        ({"plus": "stay", "minus": "stay"}, "both plus and minus"),
        ({"parent": "nowhere"}, "no other issue"),
        ({"was": "gone"}, "there is no issue"),
    ],
)
def test_what_a_file_could_not_say_a_page_cannot_either(pages: TestClient, change: dict[str, str], said: str):
    fields = form_of(pages.get("/codebook/issue?id=toll").text) | {"do": "save"} | change
    answer = pages.post("/codebook/issue", data=fields)
    assert answer.status_code == 400 and said in answer.text.replace("&#34;", '"')
    assert "version 1:" in pages.get("/codebook").text


def test_the_download_is_the_codebook(pages: TestClient, path: Path):
    answer = pages.get("/codebook.yaml")
    assert answer.headers["content-disposition"] == 'attachment; filename="town.yaml"'
    with Record.open(path, read_only=True) as record:
        assert parse_codebook(answer.text) == record.codebook()
    assert pages.get("/codebook.yaml?version=9").status_code == 404


def test_without_a_codebook_the_first_issue_can_be_written(empty_path: Path, tmp_path: Path):
    path = Path(shutil.copy(empty_path, tmp_path / "empty.db"))
    with TestClient(make_app(path), base_url=BASE) as pages:
        assert "No codebook" in pages.get("/codebook").text and pages.get("/codebook.yaml").status_code == 404
        assert "No codebook" in pages.get("/trust").text
        fields = form_of(pages.get("/codebook/issue").text) | {"id": "toll", "title": "A toll", "do": "save"}
        assert "A toll" in pages.post("/codebook/issue", data=fields).text


def test_trust_says_that_nothing_was_judged_and_then_what_was(pages: TestClient, path: Path):
    assert "Nobody has judged a position yet" in pages.get("/trust").text
    with Record.open(path) as record:
        for row in sorted(queries.codable(record), key=lambda row: row.anchor)[:12]:
            issue, stance = GOLD[row.quote]
            verdict, value = (Verdict.ADD, {"stance": stance}) if stance else (Verdict.ACCEPT, {})
            record.judge(Judgement(verdict, "position", f"{row.id}/{issue}", "Ada", "2031-06-01", value))
        relearn(record)
    page = pages.get("/trust").text
    assert "machine that learnt from 12" in page and "Go on judging." in page and "judge 18 more to know" in page
    data = pages.get("/trust.json").json()
    assert data["audit"]["both"]["n"] == data["judged"] == 12
    assert {row["name"] for row in data["coders"]} == {"machine", data["coder"]}
    assert pages.get("/trust.svg").text.startswith("<svg")
    right = data["audit"]["both"]
    assert f"{100 * right['share']:.0f} %" in page


def test_a_judgement_is_learnt_from_beside_the_pages(path: Path):
    with TestClient(make_app(path, learn=True), base_url=BASE) as pages:
        with Record.open(path, read_only=True) as record:
            row = next(row for row in queries.statements(record) if row.quote == SAID[4][2])
        target = f"{row.id}/{row.positions[0].issue}"
        token = re.search(r'name="token" value="([^"]+)"', pages.get(f"/review?at={target}").text)[1]
        fields = {"token": token, "target": target, "do": "accept", "stance": row.positions[0].stance}
        assert pages.post("/review/judge", data=fields).status_code == 200
    # leaving stops the thread; what was begun is finished, what was not is begun by nobody
    deadline = time.monotonic() + 60
    with TestClient(make_app(path, learn=True), base_url=BASE) as pages:
        pages.app.state.learner.taught()
        while "machine learnt 1 " not in pages.get("/trust.json").json()["coder"]:
            assert time.monotonic() < deadline, "nothing was learnt"
            time.sleep(0.2)
    with Record.open(path, read_only=True) as record:
        kept = queries.statement(record, row.id).positions[0]
        assert (kept.coder, kept.stance) == ("reviewer", row.positions[0].stance)
