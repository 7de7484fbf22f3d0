"""The pages of events: one card an event, with each report, its words and why it has its code."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from onrecord.pipeline.read import read
from onrecord.store.record import Record
from onrecord.text.article import make_article
from onrecord.web.app import make_app


def test_a_card_shows_its_reports_and_why_each_has_its_code(client: TestClient) -> None:
    card = client.get("/events.json").json()["events"][0]
    page = client.get(card["url"])
    assert page.status_code == 200
    assert "Why this code" in page.text
    report = client.get(card["url"] + ".json").json()["reports"][0]
    assert report["trigger"]["start"] < report["trigger"]["end"]
    assert {"reason", "magnitudes", "realis", "asserted_by"} <= report.keys()


def test_any_report_finds_the_card_and_an_unknown_one_is_said_to_be_missing(client: TestClient) -> None:
    for card in client.get("/events.json").json()["events"]:
        for report in card["reports"]:
            assert client.get(f"/events/{report['id']}.json").json()["id"] == card["id"]
    assert client.get("/events/nothing").status_code == 404


def test_events_of_one_type(client: TestClient) -> None:
    types = {card["type"] for card in client.get("/events.json").json()["events"]}
    for type_ in types:
        found = client.get(f"/events.json?type={type_}").json()["events"]
        assert {card["type"] for card in found} == {type_}


def test_words_alone_have_a_type_and_are_no_events(tmp_path: Path) -> None:
    text = "Minister Ada Morwen condemned the budget.\n\nPresident Olin Tarsk urged the council to withdraw its decree."
    with Record.open(tmp_path / "words.db", create=True) as record:
        record.add(read(make_article(text, id="1", published="2031-03-05")), reader="tests")
        record.resolve()
    with TestClient(make_app(tmp_path / "words.db"), base_url="http://127.0.0.1") as client:
        whole = client.get("/in-words.json").json()["statements"]
        assert {one["plover"] for one in whole} == {"ACCUSE", "REQUEST"}
        demands = client.get("/in-words.json?type=REQUEST&from=2031").json()["statements"]
        assert [one["speaker"] for one in demands] == ["Olin Tarsk"]
        assert client.get("/in-words.json?to=2030").json()["statements"] == []
        assert client.get("/in-words").status_code == 200
        assert "/in-words?type=REQUEST" in client.get(demands[0]["url"]).text
        assert client.get("/in-words?type=PROTEST").status_code == 400
        assert client.get("/events.json").json()["events"] == []


def test_a_plan_is_no_deed_in_the_list_and_an_undated_event_says_when_it_was_reported(tmp_path: Path) -> None:
    with Record.open(tmp_path / "plans.db", create=True) as record:
        for number, text in enumerate(("Police will arrest Olin Tarsk.", "Police arrested Ada Morwen.")):
            record.add(read(make_article(text, id=str(number), published="2031-03-05")), reader="tests")
        record.resolve()
    with TestClient(make_app(tmp_path / "plans.db"), base_url="http://127.0.0.1") as client:
        cards = {card["reports"][0]["realis"]: card for card in client.get("/events.json").json()["events"]}
        assert set(cards) == {"planned", "actual"}
        page = client.get("/events").text
        assert '<b class="flag">planned</b>' in page and '<b class="flag">actual</b>' not in page
        assert "first reported" in page and "date unknown" not in page
        assert "published" in client.get(cards["actual"]["url"]).text


def test_what_only_a_speaker_says_is_marked_in_the_list(tmp_path: Path) -> None:
    said = "Minister Ada Morwen said soldiers of the Harim Front killed three farmers near Karsh on Monday."
    seen = "Soldiers of the Harim Front killed three farmers near Karsh on Monday."
    for text, marked in ((said, True), (seen, False)):
        path = tmp_path / f"said-{marked}.db"
        with Record.open(path, create=True) as record:
            record.add(read(make_article(text, id="1", published="2031-03-05")), reader="tests")
            record.resolve()
        with TestClient(make_app(path), base_url="http://127.0.0.1") as client:
            page = client.get("/events").text
            assert "assault" in page
            assert ("only said" in page) is marked
